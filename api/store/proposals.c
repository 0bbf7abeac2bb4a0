#include "store/rows.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

#include "base/search_key.h"

enum { RUNTIME_UNKNOWN = 100000 /* minutes: sorts behind every film; also in sql.h */ };

static void proposal_from_row(struct stmt *s, struct arena *arena, struct proposal *proposal)
{
    proposal->id = stmt_col_int(s, 0);
    proposal_status_parse(stmt_col_text(s, 1), &proposal->status);
    proposal->created_at = stmt_col_int(s, 2);
    proposal->proposer_id = stmt_col_int(s, 3);
    proposal->proposer_name = row_text(s, 4, arena);
    proposal->vote_count = stmt_col_int(s, 5);
    proposal->votes_version = stmt_col_int(s, 6);
    proposal->joined_to = stmt_col_int(s, 7);
    proposal->same_as = stmt_col_int(s, 8);
    film_from_row(s, 9, arena, &proposal->film);
}

/* ---- a page ------------------------------------------------------------------------------ */

/* Binds where the page before ended; a first page starts before everything. */
static void bind_start(struct stmt *s, const struct proposal_query *query)
{
    bool first = !query->continued;

    switch (query->sort) {
    case SORT_VOTES:
    case SORT_NEWEST:
        stmt_int(s, first ? INT64_MAX : query->after_number);
        break;
    case SORT_RUNTIME:
        if (first)
            stmt_int(s, -1);
        else
            stmt_int(s, query->after_number == 0 ? RUNTIME_UNKNOWN : query->after_number);
        break;
    case SORT_TITLE:
        stmt_int(s, first ? 0 : query->after_id);
        break;
    }
    stmt_int(s, first ? INT64_MAX : query->after_id);
}

static enum fault read_proposals(struct stmt *s, struct arena *arena, size_t limit,
                                 struct proposal_page *page, struct error *err)
{
    bool row;

    page->items = ARENA_ARRAY(arena, struct listed, limit);
    for (page->count = 0;; page->count++) {
        TRY(stmt_row(s, &row, err));
        page->more = row && page->count == limit;
        if (!row || page->more)
            return FAULT_NONE;
        proposal_from_row(s, arena, &page->items[page->count].proposal);
    }
}

static struct listed *find_listed(struct proposal_page *page, int64_t id)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].proposal.id == id)
            return &page->items[i];
    return NULL;
}

/* Rows come grouped by proposal; the kept count says how much room each group needs. */
static enum fault read_voters(struct stmt *s, struct arena *arena, struct proposal_page *page,
                              struct error *err)
{
    struct listed *listed = NULL;
    bool row;

    for (;;) {
        int64_t id;

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        id = stmt_col_int(s, 0);
        if (listed == NULL || listed->proposal.id != id) {
            listed = find_listed(page, id);
            if (listed == NULL)
                return error_set(err, FAULT_INTERNAL, "A vote is for a proposal off the page.");
            listed->voters = ARENA_ARRAY(arena, struct voter, (size_t)listed->proposal.vote_count);
        }
        if (listed->voter_count == (size_t)listed->proposal.vote_count)
            return error_set(err, FAULT_INTERNAL, "The kept count of proposal %lld is wrong.",
                             (long long)id);
        listed->voters[listed->voter_count++] =
            (struct voter){.id = stmt_col_int(s, 1), .name = row_text(s, 2, arena)};
    }
}

/* Nobody's voters are asked for where nobody has voted. */
static enum fault load_voters(struct db *db, struct arena *arena,
                              const struct voters_wanted *wanted, struct proposal_page *page,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_VOTERS_OF);
    size_t count = 0;

    for (size_t i = 0; i < page->count; i++) {
        const struct proposal *proposal = &page->items[i].proposal;

        if (wanted != NULL && !wanted->wants(wanted->context, i, proposal))
            continue;
        if (proposal->vote_count > 0) {
            stmt_int(s, proposal->id);
            count++;
        }
    }
    return count == 0 ? FAULT_NONE : read_voters(s, arena, page, err);
}

static enum fault load_page(struct db *db, struct arena *arena, const struct proposal_query *query,
                            const struct voters_wanted *wanted, struct proposal_page *page,
                            struct error *err)
{
    static const enum sql by_sort[] = {
        [SORT_VOTES] = SQL_PROPOSALS_BY_VOTES,
        [SORT_NEWEST] = SQL_PROPOSALS_BY_NEWEST,
        [SORT_RUNTIME] = SQL_PROPOSALS_BY_RUNTIME,
        [SORT_TITLE] = SQL_PROPOSALS_BY_TITLE,
    };
    auto_stmt struct stmt *s = db_stmt(db, by_sort[query->sort]);

    stmt_text(s, proposal_status_name(query->status));
    stmt_text(s, like_pattern(arena, query->search));
    bind_start(s, query);
    stmt_int(s, (int64_t)query->limit + 1);
    TRY(read_proposals(s, arena, query->limit, page, err));
    return load_voters(db, arena, wanted, page, err);
}

/* In a transaction, because a statement that was stepped to its end holds no view of the database:
 * a vote between the two would give a count and voters that differ. */
enum fault proposals_page(struct db *db, struct arena *arena, const struct proposal_query *query,
                          const struct voters_wanted *wanted, struct proposal_page *page,
                          struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = load_page(db, arena, query, wanted, page, err);
    db_exec(db, "COMMIT", &ignored);
    return fault;
}

enum fault proposal_by_id(struct db *db, struct arena *arena, int64_t id, struct listed *listed,
                          struct error *err)
{
    /* It stays in mid-step, and so keeps the view of the database, until the voters are read. */
    auto_stmt struct stmt *s = db_stmt(db, SQL_PROPOSAL_BY_ID);
    struct proposal_page page = {.items = listed};
    bool row;

    *listed = (struct listed){0};
    stmt_int(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return proposal_missing(id, err);
    proposal_from_row(s, arena, &listed->proposal);
    page.count = 1;
    return load_voters(db, arena, NULL, &page, err);
}

/* ---- changes ----------------------------------------------------------------------------- */

struct proposal_unit {
    struct arena arena;
    const struct proposal_new *new;
    const char *imdb_id;
    struct actor actor;
    int64_t id, film_id, now;
    bool is_up;
};

static enum fault within_limit(struct db *db, struct proposal_unit *unit, struct error *err)
{
    struct member member;

    TRY(member_by_id(db, &unit->arena, unit->new->member_id, &member, err));
    return proposal_within_limit(member.open_proposals, member.proposal_limit, err);
}

/* A title alone may be that of a film which is up under its id, or with another year. */
static enum fault title_must_be_free(struct db *db, struct proposal_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_TITLE_OPEN_PROPOSAL);
    const struct proposal_new *new = unit->new;
    int64_t id;

    if (!new->unless_up || new->imdb_id != NULL)
        return FAULT_NONE;
    stmt_text(s, search_key(&unit->arena, new->title));
    stmt_int(s, new->year);
    TRY(number_or_zero(s, &id, err));
    return id == 0 ? FAULT_NONE : already_open(id, err);
}

static enum fault add_unit(struct db *db, struct proposal_unit *unit, struct error *err)
{
    const struct proposal_new *new = unit->new;
    auto_stmt struct stmt *s = db_stmt(db, SQL_PROPOSAL_ADD);

    TRY(title_must_be_free(db, unit, err));
    TRY(film_find_or_add(db, new->imdb_id, new->title, new->year, unit->now, &unit->film_id, err));
    TRY(film_must_be_free(db, unit->film_id, err));
    TRY(within_limit(db, unit, err));
    stmt_int(s, unit->film_id);
    stmt_int(s, new->member_id);
    stmt_int(s, unit->now);
    return stmt_number(s, &unit->id, err);
}

/* Whoever wants to vote for it votes for the one that is up. */
static enum fault propose_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    const struct proposal_new *new = unit->new;
    enum fault fault = add_unit(db, unit, err);

    if (!new->vote || (fault != FAULT_NONE && fault != FAULT_ALREADY_OPEN))
        return fault;
    if (fault == FAULT_ALREADY_OPEN) {
        unit->id = err->params[0].number;
        unit->is_up = true;
        error_init(err);
    }
    return vote_cast(db, unit->id, new->member_id, unit->now, err);
}

enum fault store_proposal_add(struct store *store, const struct proposal_new *proposal, int64_t now,
                              struct proposed *proposed, struct error *err)
{
    struct proposal_unit unit = {.new = proposal, .now = now};
    enum fault fault = store_write(store, propose_unit, &unit, err);

    arena_release(&unit.arena);
    *proposed = (struct proposed){.id = unit.id, .film_id = unit.film_id, .is_up = unit.is_up};
    return fault;
}

/* The proposal, if it is open and the actor may change it. */
static enum fault load_for_change(struct db *db, struct proposal_unit *unit, struct listed *listed,
                                  struct error *err)
{
    const struct proposal *proposal = &listed->proposal;

    TRY(proposal_by_id(db, &unit->arena, unit->id, listed, err));
    if (!proposal_may_change(proposal->proposer_id, unit->actor.member_id, unit->actor.role))
        return error_set(err, FAULT_FORBIDDEN,
                         "Only whoever proposed it, or an admin, can do this.");
    return proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err);
}

static enum fault set_number(struct db *db, enum sql name, int64_t id, int64_t value,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_int(s, id);
    stmt_int(s, value);
    return stmt_run(s, err);
}

static enum fault withdraw_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    struct listed listed;

    TRY(load_for_change(db, unit, &listed, err));
    TRY(set_number(db, SQL_PROPOSAL_WITHDRAW, unit->id, unit->now, err));
    if (listed.proposal.proposer_id != unit->actor.member_id)
        return FAULT_NONE;
    return join_release(db, unit->id, unit->actor.member_id, unit->now, err);
}

enum fault store_proposal_withdraw(struct store *store, int64_t id, struct actor actor, int64_t now,
                                   struct error *err)
{
    struct proposal_unit unit = {.id = id, .actor = actor, .now = now};
    enum fault fault = store_write(store, withdraw_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

/* Where an admin has made the two films one, what is up for them may be the proposal itself. */
static enum fault may_move(struct db *db, const struct proposal_unit *unit, struct error *err)
{
    enum fault fault = film_must_be_free(db, unit->film_id, err);

    if (fault != FAULT_ALREADY_OPEN || err->params[0].number != unit->id)
        return fault;
    error_init(err);
    return FAULT_NONE;
}

/* The film is known under its id already: the proposal moves there. The one entered by hand goes,
 * unless an older proposal still shows it. */
static enum fault move_to_film(struct db *db, struct proposal_unit *unit, int64_t by_hand,
                               struct error *err)
{
    auto_stmt struct stmt *uses = db_stmt(db, SQL_FILM_PROPOSALS_COUNT);
    auto_stmt struct stmt *gone = db_stmt(db, SQL_FILM_REMOVE);
    int64_t left;

    TRY(may_move(db, unit, err));
    TRY(film_want_poster(db, unit->film_id, err));
    TRY(set_number(db, SQL_PROPOSAL_SET_FILM, unit->id, unit->film_id, err));
    TRY(work_label(db, by_hand, err));
    TRY(work_label(db, unit->film_id, err));
    stmt_int(uses, by_hand);
    TRY(stmt_number(uses, &left, err));
    if (left > 0)
        return FAULT_NONE;
    stmt_int(gone, by_hand);
    return stmt_run(gone, err);
}

static enum fault refuse_link(const char *imdb_id, struct error *err)
{
    error_set(err, FAULT_ALREADY_LINKED, "This film is already linked to %s.", imdb_id);
    error_param_text(err, "imdb_id", imdb_id);
    return FAULT_ALREADY_LINKED;
}

static enum fault link_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    struct listed listed;
    struct film film;
    enum fault fault;

    TRY(load_for_change(db, unit, &listed, err));
    if (listed.proposal.film.imdb_id != NULL)
        return refuse_link(listed.proposal.film.imdb_id, err);
    fault = film_by_imdb_id(db, &unit->arena, unit->imdb_id, &film, err);
    if (fault == FAULT_NONE) {
        unit->film_id = film.id;
        return move_to_film(db, unit, listed.proposal.film.id, err);
    }
    if (fault != FAULT_NOT_FOUND)
        return fault;
    unit->film_id = listed.proposal.film.id;
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_LINK);

    stmt_int(s, unit->film_id);
    stmt_text(s, unit->imdb_id);
    return stmt_run(s, err);
}

enum fault store_proposal_link(struct store *store, int64_t id, const char *imdb_id,
                               struct actor actor, int64_t now, int64_t *film_id, struct error *err)
{
    struct proposal_unit unit = {.id = id, .imdb_id = imdb_id, .actor = actor, .now = now};
    enum fault fault = store_write(store, link_unit, &unit, err);

    arena_release(&unit.arena);
    *film_id = unit.film_id;
    return fault;
}
