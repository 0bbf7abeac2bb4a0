#include "store/club.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"

QUERY(sql_club_cookie_id, "SELECT cookie_id FROM club WHERE id = 1");

static enum fault club_is_lost(struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "The database has lost the row of its club.");
}

enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_cookie_id);
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return club_is_lost(err);
    *id = row_text(s, 0, arena);
    return FAULT_NONE;
}

CHANGE(sql_club_set_cookie_id, TOPIC_NONE, "UPDATE club SET cookie_id = $1 WHERE id = 1");

static enum fault set_unit(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_set_cookie_id);

    stmt_text(s, context);
    return stmt_run(s, err);
}

enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err)
{
    return store_write(store, set_unit, (void *)(uintptr_t)id, err);
}

/* ---- settings ---------------------------------------------------------------------------------
 */

QUERY(sql_club_settings, "SELECT name, sign_up, read_access, proposal_limit, language, time_zone,"
                         " missing_voters, version FROM club WHERE id = 1");

enum fault club_row_read(struct db *db, struct arena *arena, struct club_row *row,
                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_settings);
    bool found;

    *row = (struct club_row){0};
    TRY(stmt_row(s, &found, err));
    if (!found)
        return club_is_lost(err);
    row->settings.name = row_text(s, 0, arena);
    if (!stmt_col_is_null(s, 1))
        sign_up_parse(stmt_col_text(s, 1), &row->settings.sign_up);
    if (!stmt_col_is_null(s, 2))
        read_access_parse(stmt_col_text(s, 2), &row->settings.is_public);
    row->settings.proposal_limit = stmt_col_int(s, 3);
    row->settings.language = row_text(s, 4, arena);
    row->settings.time_zone = row_text(s, 5, arena);
    if (!stmt_col_is_null(s, 6))
        missing_voters_parse(stmt_col_text(s, 6), &row->settings.shows_missing);
    row->version = stmt_col_int(s, 7);
    for (unsigned i = 0; i < 7; i++)
        row->decided |= stmt_col_is_null(s, (int)i) ? 0 : 1u << i;
    return FAULT_NONE;
}

struct club_unit {
    struct arena arena;
    struct deed deed;
    int64_t version; /* that the change is for; ANY_VERSION */
    const struct club_change *change;
};

/* Changes nothing, and takes a page of the log on disk. */
CHANGE(sql_club_write_again, TOPIC_NONE, "UPDATE club SET cookie_id = cookie_id WHERE id = 1");

static enum fault write_again(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_write_again);

    (void)context;
    return stmt_run(s, err);
}

enum fault store_club_write_again(struct store *store, struct error *err)
{
    enum { PAGES = 16 /* more than a vote takes */ };

    for (int i = 0; i < PAGES; i++)
        TRY(store_write(store, write_again, NULL, err));
    return FAULT_NONE;
}

CHANGE(sql_club_set, TOPIC_CLUB,
       "UPDATE club SET name = $1, sign_up = $2, read_access = $3, language = $4,"
       " time_zone = $5, missing_voters = $6, proposal_limit = $7, version = version + 1 WHERE id "
       "= 1");

static enum fault write_row(struct db *db, const struct club_row *row, struct error *err)
{
    const struct club_settings *settings = &row->settings;
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_set);

    stmt_text(s, (row->decided & CLUB_NAME) != 0 ? settings->name : NULL);
    stmt_text(s, (row->decided & CLUB_SIGN_UP) != 0 ? sign_up_name(settings->sign_up) : NULL);
    stmt_text(s, (row->decided & CLUB_READ_ACCESS) != 0 ? read_access_name(settings->is_public)
                                                        : NULL);
    stmt_text(s, (row->decided & CLUB_LANGUAGE) != 0 ? settings->language : NULL);
    stmt_text(s, (row->decided & CLUB_TIME_ZONE) != 0 ? settings->time_zone : NULL);
    stmt_text(s, (row->decided & CLUB_MISSING_VOTERS) != 0
                     ? missing_voters_name(settings->shows_missing)
                     : NULL);
    if ((row->decided & CLUB_PROPOSAL_LIMIT) != 0)
        stmt_int(s, settings->proposal_limit);
    return stmt_run(s, err);
}

/* Names, with spaces between them. */
static const char *names_of(struct arena *arena, unsigned set)
{
    enum club_setting setting;
    const char *names = "", *name;

    for (unsigned i = 0; (name = club_setting_name(i, &setting)) != NULL; i++)
        if ((set & setting) != 0)
            names = arena_printf(arena, "%s%s%s", names, *names == '\0' ? "" : " ", name);
    return names;
}

/* Those that are another value from now on, or are decided and were not, or the other way. */
static unsigned changed(const struct club_row *before, const struct club_row *after)
{
    return (club_settings_differ(&before->settings, &after->settings) & after->decided) |
           (before->decided ^ after->decided);
}

CHANGE(sql_films_set_due, TOPIC_FILMS,
       "UPDATE films SET try_at = $1 WHERE imdb_id IS NOT NULL AND try_at > $1");

static enum fault change_club_unit(struct db *db, void *context, struct error *err)
{
    struct club_unit *unit = context;
    const struct club_change *change = unit->change;
    struct happening what = {.kind = ACTIVITY_SETTINGS_CHANGED};
    struct club_row before, after;
    unsigned what_changed;

    TRY(club_row_read(db, &unit->arena, &before, err));
    if (unit->version != ANY_VERSION)
        TRY(version_must_be(unit->version, before.version, err));
    after = before;
    club_settings_take(&after.settings, &change->settings, change->set);
    after.decided = (before.decided | change->set) & ~change->reset;
    what_changed = changed(&before, &after);
    if (what_changed == 0)
        return FAULT_NONE;
    TRY(write_row(db, &after, err));
    if (change->renews_films && (what_changed & CLUB_LANGUAGE) != 0)
        TRY(run_number(db, &sql_films_set_due, unit->deed.when, err));
    what.text = names_of(&unit->arena, what_changed);
    return activity_add(db, unit->deed, &what, err);
}

enum fault club_change(struct db *db, struct deed deed, const struct club_change *change,
                       struct error *err)
{
    struct club_unit unit = {.deed = deed, .version = ANY_VERSION, .change = change};
    enum fault fault = change_club_unit(db, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

enum fault store_club_change(struct store *store, struct deed deed, int64_t version,
                             const struct club_change *change, struct error *err)
{
    struct club_unit unit = {.deed = deed, .version = version, .change = change};
    enum fault fault = store_act(store, deed, change_club_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
