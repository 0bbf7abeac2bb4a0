#include "store/proposals.h"

#include <stdint.h>
#include <string.h>

#include "store/events.h"
#include "store/films.h"
#include "store/finding.h"
#include "store/held_votes.h"
#include "store/rows.h"

/* Of a proposal p and its film f: where it went, and what else is up for the same film. */
#define SAME_COLUMNS                                                                               \
    " CASE p.status WHEN 'withdrawn' THEN (SELECT j.kept_id FROM joins j"                          \
    " WHERE j.joined_id = p.id) END,"                                                              \
    " CASE WHEN f.work_id IS NOT NULL AND p.status = 'open' THEN (SELECT min(q.id)"                \
    " FROM films g JOIN proposals q ON q.film_id = g.id AND q.status = 'open'"                     \
    " WHERE g.work_id = f.work_id AND q.id <> p.id) END "

#define PROPOSAL_COLUMNS                                                                           \
    " p.id, p.status, p.created_at, m.id, m.name, m.color, p.vote_count,"                          \
    " p.votes_version," SAME_COLUMNS                                                               \
    ", (SELECT t.place FROM tonight t WHERE t.proposal_id = p.id)"                                 \
    ", p.note," FILM_SEEN_COUNT "," FILM_WISH_COUNT "," EVENTS_NEWEST "," FILM_COLUMNS
enum { VERSION_COLUMN = 14 };

/* Each proposal has a film. LEFT keeps the order in which a list is read: proposals come from their
 * index, and the limit ends the reading early. */
#define PROPOSAL_JOINS                                                                             \
    " FROM proposals p"                                                                            \
    " LEFT JOIN films f ON f.id = p.film_id"                                                       \
    " LEFT JOIN posters i ON i.id = f.poster_id"                                                   \
    " LEFT JOIN members m ON m.id = p.proposer_id "

static void proposal_from_row(struct stmt *s, struct arena *arena, struct proposal *proposal)
{
    proposal->id = stmt_col_int(s, 0);
    proposal_status_parse(stmt_col_text(s, 1), &proposal->status);
    proposal->created_at = stmt_col_int(s, 2);
    proposal->proposer = row_person(s, 3, arena);
    proposal->vote_count = stmt_col_int(s, 6);
    proposal->votes_version = stmt_col_int(s, 7);
    proposal->joined_to = stmt_col_int(s, 8);
    proposal->same_as = stmt_col_int(s, 9);
    proposal->is_tonight = stmt_col_int(s, 10) != 0;
    proposal->note = row_text(s, 11, arena);
    proposal->seen_count = stmt_col_int(s, 12);
    proposal->wish_count = stmt_col_int(s, 13);
    film_from_row(s, VERSION_COLUMN + 1, arena, &proposal->film);
}

/* ---- a slice ----------------------------------------------------------------------------- */

static enum fault read_proposals(struct stmt *s, struct arena *arena, size_t limit,
                                 struct proposal_slice *slice, struct error *err)
{
    bool row;

    slice->items = ARENA_ARRAY(arena, struct listed, limit);
    for (slice->count = 0;; slice->count++) {
        TRY(stmt_row(s, &row, err));
        slice->more = row && slice->count == limit;
        if (!row || slice->more)
            return FAULT_NONE;
        proposal_from_row(s, arena, &slice->items[slice->count].proposal);
        slice->version = stmt_col_int(s, VERSION_COLUMN);
    }
}

static struct listed *find_listed(struct proposal_slice *slice, int64_t id)
{
    for (size_t i = 0; i < slice->count; i++)
        if (slice->items[i].proposal.id == id)
            return &slice->items[i];
    return NULL;
}

/* Rows come grouped by proposal; the kept count says how much room each group needs. */
static enum fault read_voters(struct stmt *s, struct arena *arena, struct proposal_slice *slice,
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
            listed = find_listed(slice, id);
            if (listed == NULL)
                return error_set(err, FAULT_INTERNAL, "A vote is for a proposal off the slice.");
            listed->voters = ARENA_ARRAY(arena, struct person, (size_t)listed->proposal.vote_count);
        }
        if (listed->voter_count == (size_t)listed->proposal.vote_count)
            return error_set(err, FAULT_INTERNAL, "The kept count of proposal %lld is wrong.",
                             (long long)id);
        listed->voters[listed->voter_count++] = row_person(s, 1, arena);
    }
}

QUERY(sql_voters_of,
      "SELECT v.proposal_id, m.id, m.name, m.color"
      " FROM votes v JOIN members m ON m.id = v.member_id WHERE v.proposal_id IN " IDS_100
      " ORDER BY v.proposal_id, v.cast_at, m.id");

/* Nobody's voters are asked for where nobody has voted. */
static enum fault load_voters(struct db *db, struct arena *arena,
                              const struct voters_wanted *wanted, struct proposal_slice *slice,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_voters_of);
    size_t count = 0;

    for (size_t i = 0; i < slice->count; i++) {
        const struct proposal *proposal = &slice->items[i].proposal;

        if (wanted != NULL && !wanted->wants(wanted->context, i, proposal))
            continue;
        if (proposal->vote_count > 0) {
            stmt_int(s, proposal->id);
            count++;
        }
    }
    return count == 0 ? FAULT_NONE : read_voters(s, arena, slice, err);
}

/* $1 status, $2 how many; $3 and $4 are where the slice before ended. Each part is read in the
 * order of an index. */
#define LIST_PART(where, order)                                                                    \
    "SELECT" PROPOSAL_COLUMNS PROPOSAL_JOINS "WHERE p.status = $1 AND " where " ORDER BY " order   \
    " LIMIT $2"
/* Those that are level with the last one of the slice before, then those behind it. */
#define PROPOSAL_LIST(level, behind, order)                                                        \
    "SELECT * FROM (" LIST_PART(level " AND p.id < $4",                                            \
                                order) ") AS a"                                                    \
                                       " UNION ALL SELECT * FROM (" LIST_PART(                     \
                                           behind, order) ") AS b LIMIT $2"
/* Titles are too long for a cursor: $3 is the proposal that has it. */
#define TITLE_OF_3 "coalesce((SELECT c.title_key FROM proposals c WHERE c.id = $3), '')"

QUERY(sql_proposals_by_newest, LIST_PART("p.id < $3", "p.id DESC"));
QUERY(sql_proposals_by_votes,
      PROPOSAL_LIST("p.vote_count = $3", "p.vote_count < $3", "p.vote_count DESC, p.id DESC"));
QUERY(sql_proposals_by_runtime,
      PROPOSAL_LIST("p.runtime = $3", "p.runtime > $3", "p.runtime, p.id DESC"));
QUERY(sql_proposals_by_title, PROPOSAL_LIST("p.title_key = " TITLE_OF_3,
                                            "p.title_key > " TITLE_OF_3, "p.title_key, p.id DESC"));

static const struct statement *const by_sort[] = {
    [SORT_VOTES] = &sql_proposals_by_votes,
    [SORT_NEWEST] = &sql_proposals_by_newest,
    [SORT_RUNTIME] = &sql_proposals_by_runtime,
    [SORT_TITLE] = &sql_proposals_by_title,
};

static enum fault list(struct db *db, struct arena *arena, const struct proposal_query *query,
                       struct proposal_slice *slice, struct error *err)
{
    const struct proposal_start start = proposal_start(query);
    auto_stmt struct stmt *s = db_stmt(db, by_sort[query->sort]);

    stmt_text(s, proposal_status_name(query->status));
    stmt_int(s, (int64_t)query->limit + 1);
    if (query->sort == SORT_TITLE)
        stmt_int(s, query->continued ? start.id : 0);
    else if (query->sort != SORT_NEWEST)
        stmt_int(s, start.number);
    stmt_int(s, start.id);
    return read_proposals(s, arena, query->limit, slice, err);
}

QUERY(sql_proposals_these, "SELECT" PROPOSAL_COLUMNS PROPOSAL_JOINS "WHERE p.id IN " IDS_100);

/* They come in the order of their ids, and go to where they are wanted. */
static enum fault list_these(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                             struct proposal_slice *slice, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposals_these);
    bool row;

    slice->items = ARENA_ARRAY(arena, struct listed, count);
    slice->count = count;
    for (size_t i = 0; i < count; i++)
        slice->items[i].proposal.id = ids[i];
    stmt_ids(s, ids, count);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        proposal_from_row(s, arena, &find_listed(slice, stmt_col_int(s, 0))->proposal);
        slice->version = stmt_col_int(s, VERSION_COLUMN);
    }
}

static enum fault search(struct db *db, struct arena *arena, const struct proposal_query *query,
                         struct proposal_slice *slice, struct error *err)
{
    size_t room = query->limit + 1, count;
    int64_t *ids = ARENA_ARRAY(arena, int64_t, room);

    TRY(proposals_find(db, arena, query, ids, room, &count, err));
    slice->more = count == room;
    return list_these(db, arena, ids, slice->more ? query->limit : count, slice, err);
}

static enum fault load_slice(struct db *db, struct arena *arena, const struct proposal_query *query,
                             const struct voters_wanted *wanted, struct proposal_slice *slice,
                             struct error *err)
{
    if (query->search == NULL || *query->search == '\0')
        TRY(list(db, arena, query, slice, err));
    else
        TRY(search(db, arena, query, slice, err));
    if (slice->count == 0)
        return events_newest(db, &slice->version, err);
    return load_voters(db, arena, wanted, slice, err);
}

/* In a transaction, because a statement that was stepped to its end holds no view of the database:
 * a vote between the two would give a count and voters that differ. */
enum fault proposals_slice(struct db *db, struct arena *arena, const struct proposal_query *query,
                           const struct voters_wanted *wanted, struct proposal_slice *slice,
                           struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = load_slice(db, arena, query, wanted, slice, err);
    db_exec(db, "COMMIT", &ignored);
    return fault;
}

QUERY(sql_proposal_by_id, "SELECT" PROPOSAL_COLUMNS PROPOSAL_JOINS "WHERE p.id = $1");

enum fault proposal_by_id(struct db *db, struct arena *arena, int64_t id, struct listed *listed,
                          struct error *err)
{
    /* It stays in mid-step, and so keeps the view of the database, until the voters are read. */
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_by_id);
    struct proposal_slice slice = {.items = listed};
    bool row;

    *listed = (struct listed){0};
    stmt_int(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return proposal_missing(id, err);
    proposal_from_row(s, arena, &listed->proposal);
    slice.count = 1;
    return load_voters(db, arena, NULL, &slice, err);
}

/* ---- inside a unit of work ---- */

enum fault proposal_to_change(struct db *db, struct arena *arena, struct actor actor, int64_t id,
                              struct listed *listed, struct error *err)
{
    TRY(proposal_by_id(db, arena, id, listed, err));
    if (proposal_may_change(listed->proposal.proposer.id, actor.member_id, actor.role))
        return FAULT_NONE;
    return error_set(err, FAULT_FORBIDDEN, "Only whoever proposed it, or an admin, can do this.");
}

CHANGE(sql_proposal_watch, TOPIC_PAGE,
       "UPDATE proposals SET status = 'watched', closed_at = $2 WHERE id = $1");

enum fault proposal_watch(struct db *db, int64_t id, int64_t now, struct error *err)
{
    return run_numbers(db, &sql_proposal_watch, id, now, err);
}

CHANGE(sql_proposal_close, TOPIC_PAGE,
       "UPDATE proposals SET status = 'withdrawn', closed_at = $2 WHERE id = $1");

enum fault proposal_close(struct db *db, int64_t id, int64_t now, struct error *err)
{
    return run_numbers(db, &sql_proposal_close, id, now, err);
}

CHANGE(sql_proposal_reopen, TOPIC_PAGE,
       "UPDATE proposals SET status = 'open', closed_at = NULL WHERE id = $1");

enum fault proposal_reopen(struct db *db, int64_t id, struct error *err)
{
    TRY(run_number(db, &sql_proposal_reopen, id, err));
    return held_votes_catch_up(db, id, err);
}
