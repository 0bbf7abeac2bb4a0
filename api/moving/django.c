#include "moving/django.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "domain/activity.h"
#include "domain/film.h"
#include "moving/cells.h"
#include "moving/django_film.h"

/* The entries of the log that are too old to be kept ($1), and the order of the others. */
#define TOO_OLD  "coalesce(\"timestamp\", '') < $1"
#define IN_ORDER " ORDER BY \"timestamp\" DESC, \"id\" DESC LIMIT %d"

enum { ARENA_FULL = 24 * 1024 * 1024 /* bytes: what is read has to fit into what it's sent in */ };

struct reading {
    struct foreign *foreign;
    struct arena *arena;
    int64_t now, rows_left;
    struct old_club *club;
};

/* ---- rows ------------------------------------------------------------------------------------ */

/* Each takes the columns that its table lists below, and a row of zeros. */
typedef void (*read_row_fn)(struct reading *reading, struct foreign_rows *rows, void *row);

static void read_old_member(struct reading *reading, struct foreign_rows *rows, void *row)
{
    *(struct old_member *)row = (struct old_member){.key = foreign_int(rows, 0),
                                                    .name = cell_text(reading->arena, rows, 1),
                                                    .password = cell_text(reading->arena, rows, 2),
                                                    .is_admin = foreign_int(rows, 3) != 0,
                                                    .is_active = foreign_int(rows, 4) != 0,
                                                    .joined_at = cell_time(rows, 5),
                                                    .last_seen_at = cell_time(rows, 6)};
}

static void read_old_limit(struct reading *reading, struct foreign_rows *rows, void *row)
{
    (void)reading;
    *(struct old_limit *)row = (struct old_limit){
        .key = foreign_int(rows, 0), .member = foreign_int(rows, 1), .limit = foreign_int(rows, 2)};
}

static const char *read_imdb_id(struct arena *arena, struct foreign_rows *rows, int column)
{
    auto_arena struct arena scratch = {0};
    const char *text = cell_text(&scratch, rows, column);
    char id[FILM_ID_SIZE];

    return text != NULL && film_id_parse(text, id) ? arena_strdup(arena, id) : NULL;
}

static void read_old_proposal(struct reading *reading, struct foreign_rows *rows, void *row)
{
    auto_arena struct arena scratch = {0};
    struct arena *arena = reading->arena;
    struct old_proposal *proposal = row;

    *proposal = (struct old_proposal){
        .key = foreign_int(rows, 0),
        .film = {.title = cell_title(arena, rows, 1), .imdb_id = read_imdb_id(arena, rows, 2)},
        .proposer = foreign_int(rows, 3),
        .created_at = cell_time(rows, 4),
    };
    django_film_cached(arena, cell_text(&scratch, rows, 5), cell_time(rows, 6), &proposal->film);
}

static void read_vote(struct reading *reading, struct foreign_rows *rows, void *row)
{
    (void)reading;
    *(struct old_vote *)row = (struct old_vote){.key = foreign_int(rows, 0),
                                                .proposal = foreign_int(rows, 1),
                                                .voter = foreign_int(rows, 2),
                                                .cast_at = cell_time(rows, 3)};
}

static void read_media(struct reading *reading, struct foreign_rows *rows, void *row)
{
    struct old_media *media = row;

    *media = (struct old_media){
        .key = foreign_int(rows, 0),
        .number = foreign_int(rows, 1),
        .film = {.title = cell_title(reading->arena, rows, 2), .cached_at = reading->now},
        .watched = foreign_int(rows, 3) != 0,
    };
    django_film_listed(reading->arena, rows, 4, &media->film);
}

static void read_rating(struct reading *reading, struct foreign_rows *rows, void *row)
{
    enum { TENTHS_OF_HALF = 5, MOST = 10 };
    const int64_t tenths = cell_tenths(rows, 3), updated = cell_time(rows, 5);
    const bool is_rating = tenths % TENTHS_OF_HALF == 0 && tenths / TENTHS_OF_HALF <= MOST;

    *(struct old_rating *)row =
        (struct old_rating){.key = foreign_int(rows, 0),
                            .title = cell_title(reading->arena, rows, 1),
                            .member = foreign_int(rows, 2),
                            .halves = is_rating ? tenths / TENTHS_OF_HALF : 0,
                            .rated_at = updated > 0 ? updated : cell_time(rows, 4)};
}

/* "Removed 12 entries" */
static int64_t first_number(const char *text)
{
    const char *digits = text == NULL ? NULL : strpbrk(text, "0123456789");

    return digits == NULL ? -1 : strtoll(digits, NULL, 10);
}

static void read_entry(struct reading *reading, struct foreign_rows *rows, void *row)
{
    auto_arena struct arena scratch = {0};
    struct arena *arena = reading->arena;

    *(struct old_entry *)row =
        (struct old_entry){.key = foreign_int(rows, 0),
                           .happened_at = cell_time(rows, 1),
                           .member = foreign_int(rows, 2),
                           .action = cell_line(arena, rows, 3, FILM_NAME_MAX),
                           .proposal = foreign_int(rows, 4),
                           .title = cell_title(arena, rows, 5),
                           .number = first_number(cell_text(&scratch, rows, 6))};
}

/* ---- tables ---------------------------------------------------------------------------------- */

enum { COLUMNS_MAX = 16 };

/* A column with "?" behind its name may be missing: then it's NULL in each row. */
static const struct {
    read_row_fn read;
    bool is_needed; /* without it this isn't the site's database */
    const char *columns[COLUMNS_MAX];
} tables[OLD_TABLES] = {
    [OLD_MEMBERS] = {read_old_member,
                     true,
                     {"id", "username", "password", "is_superuser", "is_active", "date_joined",
                      "last_login"}},
    [OLD_LIMITS] = {read_old_limit, false, {"id", "user_id", "limit"}},
    [OLD_PROPOSALS] = {read_old_proposal,
                       true,
                       {"id", "title", "imdb_id?", "proposer_id", "created_at", "cached_imdb_data?",
                        "cached_at?"}},
    [OLD_VOTES] = {read_vote, true, {"id", "proposal_id", "voter_id", "created_at"}},
    [OLD_MEDIA] = {read_media,
                   false,
                   {"id", "number", "title", "watched", "year", "duration", "age_rating", "rating",
                    "votes", "metascore?", "description", "series?", "poster_url?"}},
    [OLD_RATINGS] = {read_rating,
                     false,
                     {"id", "movie_title", "user_id", "rating", "created_at?", "updated_at?"}},
    [OLD_ENTRIES] = {read_entry,
                     false,
                     {"id", "timestamp", "user_id", "action", "proposal_id?", "proposal_title?",
                      "details?"}},
};

static enum fault add_column(struct reading *reading, enum old_table table, const char *column,
                             struct strbuf *sql, struct error *err)
{
    const char *name = arena_strndup(reading->arena, column, strcspn(column, "?"));
    bool has;

    TRY(foreign_has(reading->foreign, old_table_name(table), name, &has, err));
    if (!has && strchr(column, '?') == NULL)
        return error_set(err, FAULT_MALFORMED,
                         "This isn't the database of that site: its table %s has no column %s.",
                         old_table_name(table), name);
    strbuf_addstr(sql, sql->length == 0 ? "SELECT " : ", ");
    strbuf_addf(sql, has ? "\"%s\"" : "NULL AS \"%s\"", name);
    return FAULT_NONE;
}

static enum fault make_query(struct reading *reading, enum old_table table, struct strbuf *sql,
                             struct error *err)
{
    for (size_t i = 0; i < COLUMNS_MAX && tables[table].columns[i] != NULL; i++)
        TRY(add_column(reading, table, tables[table].columns[i], sql, err));
    strbuf_addf(sql, " FROM \"%s\"", old_table_name(table));
    if (table == OLD_ENTRIES)
        strbuf_addf(sql, " WHERE NOT (" TOO_OLD ")" IN_ORDER, ACTIVITY_ROWS_MAX);
    return FAULT_NONE;
}

static enum fault count_site_rows(struct reading *reading, enum old_table table, const char *where,
                                  const char *text, int64_t *count, struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    auto_strbuf struct strbuf sql;
    bool row;

    strbuf_init(&sql, 1024);
    strbuf_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE %s", old_table_name(table), where);
    TRY(foreign_select(reading->foreign, sql.bytes, text, &rows, err));
    TRY(foreign_next(rows, &row, err));
    *count = foreign_int(rows, 0);
    return FAULT_NONE;
}

static enum fault too_many(enum old_table table, int64_t count, struct error *err)
{
    return error_set(err, FAULT_MALFORMED,
                     "There is too much in its table %s: %" PRId64
                     " rows. Marquee takes %d members, and %d rows of all tables together.",
                     old_table_name(table), count, DJANGO_MEMBERS_MAX, DJANGO_ROWS_MAX);
}

static enum fault reserve_rows(struct reading *reading, enum old_table table, struct error *err)
{
    struct old_rows *list = &reading->club->tables[table];
    char oldest[DJANGO_TIME_SIZE];
    int64_t count;

    if (table == OLD_ENTRIES) {
        TRY(count_site_rows(reading, table, TOO_OLD, django_oldest(reading->now, oldest),
                            &reading->club->too_old, err));
        TRY(count_site_rows(reading, table, "NOT (" TOO_OLD ")", oldest, &count, err));
        if (count > ACTIVITY_ROWS_MAX) {
            reading->club->too_old += count - ACTIVITY_ROWS_MAX;
            count = ACTIVITY_ROWS_MAX;
        }
    } else
        TRY(count_site_rows(reading, table, "true", NULL, &count, err));
    if (count > reading->rows_left || (table == OLD_MEMBERS && count > DJANGO_MEMBERS_MAX))
        return too_many(table, count, err);
    reading->rows_left -= count;
    list->items = arena_alloc(reading->arena, ((size_t)count + 1) * old_row_size(table));
    list->count = (size_t)count;
    return FAULT_NONE;
}

static int by_key(const void *one, const void *other)
{
    const int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;

    return (a > b) - (a < b);
}

/* Rows refer to others by these, and a second run knows them by these. */
static enum fault keys_must_tell(struct reading *reading, enum old_table table, struct error *err)
{
    const size_t count = reading->club->tables[table].count;
    int64_t before = 0;

    for (size_t row = 0; row < count; row++) {
        const int64_t key = old_row_key(reading->club, table, row);

        if (key <= before)
            return error_set(err, FAULT_MALFORMED,
                             "A row of its table %s has no id above 0 of its own: %" PRId64 ".",
                             old_table_name(table), key);
        before = key;
    }
    return FAULT_NONE;
}

static enum fault fill_table(struct reading *reading, enum old_table table,
                             struct foreign_rows *rows, struct error *err)
{
    struct old_rows *list = &reading->club->tables[table];
    const size_t size = old_row_size(table), room = list->count;
    bool row;

    for (list->count = 0; list->count < room; list->count++) {
        TRY(foreign_next(rows, &row, err));
        if (!row)
            break;
        tables[table].read(reading, rows, (char *)list->items + list->count * size);
        if (reading->arena->total > ARENA_FULL)
            return error_set(err, FAULT_MALFORMED,
                             "There is too much text in its table %s. Marquee takes %d MB.",
                             old_table_name(table), ARENA_FULL / 1024 / 1024);
    }
    qsort(list->items, list->count, size, by_key);
    return keys_must_tell(reading, table, err);
}

static enum fault read_site_table(struct reading *reading, enum old_table table, struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    auto_strbuf struct strbuf sql;
    char oldest[DJANGO_TIME_SIZE];
    bool has;

    strbuf_init(&sql, 4096);
    TRY(foreign_has(reading->foreign, old_table_name(table), NULL, &has, err));
    if (!has && tables[table].is_needed)
        return error_set(err, FAULT_MALFORMED,
                         "This isn't the database of that site: it has no table %s.",
                         old_table_name(table));
    if (!has)
        return FAULT_NONE;
    TRY(make_query(reading, table, &sql, err));
    TRY(reserve_rows(reading, table, err));
    TRY(foreign_select(reading->foreign, sql.bytes,
                       table == OLD_ENTRIES ? django_oldest(reading->now, oldest) : NULL, &rows,
                       err));
    return fill_table(reading, table, rows, err);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static enum fault add_cells(struct reading *reading, const char *sql, struct strbuf *text,
                            struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    bool row;

    TRY(foreign_select(reading->foreign, sql, NULL, &rows, err));
    for (;;) {
        TRY(foreign_next(rows, &row, err));
        if (!row)
            return FAULT_NONE;
        for (int i = 0; i < foreign_columns(rows); i++) {
            auto_arena struct arena scratch = {0};
            const char *cell = cell_text(&scratch, rows, i);

            strbuf_addf(text, "%s\n", cell == NULL ? "" : cell);
        }
    }
}

/* When its tables were made is another moment in every database, and the same in its copies. Where
 * nobody noted that, it's the first account. */
static enum fault name_source(struct reading *reading, struct error *err)
{
    enum { BYTES = 16 };
    auto_strbuf struct strbuf text;
    uint8_t hash[HASH_BYTES];
    char *name = arena_alloc(reading->arena, 2 * BYTES + 1);
    bool has;

    strbuf_init(&text, 64 * 1024);
    TRY(foreign_has(reading->foreign, "django_migrations", "applied", &has, err));
    if (has)
        TRY(add_cells(reading,
                      "SELECT app, name, applied FROM django_migrations ORDER BY id LIMIT 5", &text,
                      err));
    if (text.length == 0)
        TRY(add_cells(reading,
                      "SELECT id, username, date_joined FROM auth_user ORDER BY id LIMIT 1", &text,
                      err));
    hash_bytes(text.bytes, text.length, hash);
    hex_encode(hash, BYTES, name);
    reading->club->source = name;
    return FAULT_NONE;
}

void django_entries_left(struct strbuf *sql)
{
    const char *table = old_table_name(OLD_ENTRIES);

    strbuf_addf(sql,
                "SELECT * FROM \"%s\" WHERE \"id\" NOT IN (SELECT \"id\" FROM \"%s\""
                " WHERE NOT (" TOO_OLD ")" IN_ORDER ")",
                table, table, ACTIVITY_ROWS_MAX);
}

const char *django_oldest(int64_t now, char text[DJANGO_TIME_SIZE])
{
    char full[CLOCK_TEXT_SIZE];

    clock_format(now - ACTIVITY_SECONDS, full);
    snprintf(text, DJANGO_TIME_SIZE, "%.10s %.8s", full, full + strlen("2026-11-28T"));
    return text;
}

enum fault django_read(struct foreign *foreign, struct arena *arena, int64_t now,
                       struct old_club *club, struct error *err)
{
    struct reading reading = {
        .foreign = foreign, .arena = arena, .now = now, .rows_left = DJANGO_ROWS_MAX, .club = club};

    *club = (struct old_club){.read_at = now};
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        TRY(read_site_table(&reading, table, err));
    return name_source(&reading, err);
}
