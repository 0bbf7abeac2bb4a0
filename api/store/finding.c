#include "store/finding.h"

#include <stdlib.h>
#include <string.h>

#include "store/engine/grams.h"
#include "store/rows.h"

enum {
    LARGE = 10000,       /* proposals; of fewer, each list is quickly read in its order */
    FEW = 64,            /* that are sorted without a look at the list */
    BEGINNING = 300,     /* proposals of the list that are looked at first, */
    VOTED = 3000,        /* and so many if all of those have votes */
    LEVEL = 8,           /* of those that have the text, one in so many at least is level */
    COLLECT_MAX = 20000, /* that are sorted */
    PATIENCE = 3,        /* the list is read so many times as far as is likely to be enough */
    ROWS_FOR_ONE = 24    /* of the list are read in the time that a look at one takes */
};

/* In the order of the list: those with the lowest number first, then by title, then the newest. */
struct found {
    int64_t id, number; /* minutes by runtime; the votes below zero by votes; 0 by the others */
    const char *title;  /* NULL but by title */
};

struct finding {
    struct db *db;
    struct arena *arena;
    const struct proposal_query *query;
    int64_t *ids;
    size_t room, count;
    size_t all; /* proposals that there are, but for those that were removed */
};

static bool is_full(const struct finding *finding)
{
    return finding->count == finding->room;
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- by title and by runtime -------------------------------------------------------------------
 */

_Static_assert((int)PROPOSAL_OPEN == (int)LIST_OPEN && (int)PROPOSAL_WATCHED == (int)LIST_WATCHED &&
                   (int)PROPOSAL_WITHDRAWN == (int)LIST_WITHDRAWN,
               "places have the lists in the order of the statuses");

QUERY(sql_title_of, "SELECT title_key FROM proposals WHERE id = $1");

/* "" before the first slice, and behind one that is gone. */
static enum fault find_title(struct finding *finding, const char **title, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(finding->db, &sql_title_of);
    bool row = false;

    *title = "";
    if (!finding->query->continued)
        return FAULT_NONE;
    stmt_int(s, finding->query->after_id);
    TRY(stmt_row(s, &row, err));
    if (row)
        *title = row_text(s, 0, finding->arena);
    return FAULT_NONE;
}

/* The index of characters has them in their order. */
static enum fault find_in_order(struct finding *finding, struct error *err)
{
    const struct proposal_query *query = finding->query;
    const struct proposal_start start = proposal_start(query);
    enum place_list list = (enum place_list)query->status;
    struct place_span span = places_behind_runtime(list, start.number, start.id);
    const char *title;

    if (query->sort == SORT_TITLE) {
        TRY(find_title(finding, &title, err));
        TRY(places_behind_title(finding->db, list, proposal_status_name(query->status), title,
                                start.id, &span, err));
    }
    return grams_find_listed(finding->db, query->search, span, finding->ids, finding->room,
                             &finding->count, err);
}

/* ---- the list by votes -------------------------------------------------------------------------
 */

/* Each is read from an index alone: those that are level with the start, and those behind them. As
 * one statement they would take twice as long. */
#define FOUND_PART(where, order)                                                                   \
    "SELECT id, vote_count, search_key FROM proposals WHERE status = $1 AND " where                \
    " ORDER BY " order " LIMIT $2"

QUERY(sql_level_by_votes, FOUND_PART("vote_count = $3 AND id < $4", "id DESC"));
QUERY(sql_behind_by_votes, FOUND_PART("vote_count < $3", "vote_count DESC, id DESC"));

/* `left` goes down by the number of those that were looked at; `end` is the last of them. */
static enum fault search_part(struct finding *finding, bool is_level, size_t *left,
                              struct found *end, struct error *err)
{
    const struct proposal_query *query = finding->query;
    const struct proposal_start start = proposal_start(query);
    auto_stmt struct stmt *s =
        db_stmt(finding->db, is_level ? &sql_level_by_votes : &sql_behind_by_votes);
    bool row;

    stmt_text(s, proposal_status_name(query->status));
    stmt_int(s, (int64_t)*left);
    stmt_int(s, start.number);
    if (is_level)
        stmt_int(s, start.id);
    for (; !is_full(finding); (*left)--) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        *end = (struct found){.id = stmt_col_int(s, 0), .number = -stmt_col_int(s, 1)};
        if (strstr(stmt_col_text(s, 2), query->search) != NULL)
            finding->ids[finding->count++] = end->id;
    }
    return FAULT_NONE;
}

/* At `most` so many; `end` is the last one that was looked at; *all: there are no others. */
static enum fault search_list(struct finding *finding, size_t most, struct found *end, bool *all,
                              struct error *err)
{
    size_t left = most;

    finding->count = 0;
    TRY(search_part(finding, true, &left, end, err));
    if (left > 0)
        TRY(search_part(finding, false, &left, end, err));
    *all = left > 0 && !is_full(finding);
    return FAULT_NONE;
}

/* ---- those that the index leads to --------------------------------------------------------------
 */

QUERY(sql_found_these, "SELECT id, vote_count, runtime, title_key, status, search_key"
                       " FROM proposals WHERE id IN " IDS_100);

static int64_t number_to_sort(const struct finding *finding, struct stmt *s)
{
    switch (finding->query->sort) {
    case SORT_VOTES:
        return -stmt_col_int(s, 1);
    case SORT_RUNTIME:
        return stmt_col_int(s, 2);
    default:
        return 0;
    }
}

/* False if it isn't in the list, or has not the text. */
static bool take_wanted(const struct finding *finding, struct stmt *s, struct found *found)
{
    const struct proposal_query *query = finding->query;

    if (strcmp(stmt_col_text(s, 4), proposal_status_name(query->status)) != 0 ||
        strstr(stmt_col_text(s, 5), query->search) == NULL)
        return false;
    *found = (struct found){.id = stmt_col_int(s, 0), .number = number_to_sort(finding, s)};
    if (query->sort == SORT_TITLE)
        found->title = row_text(s, 3, finding->arena);
    return true;
}

/* Those of the ids, at most IDS_MAX, that are in the list and have the text: others only have all
 * its parts. Their number goes up by what is added to `found`. */
static enum fault look_at_found(struct finding *finding, const int64_t *ids, size_t total,
                                struct found *found, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(finding->db, &sql_found_these);
    bool row;

    stmt_ids(s, ids, total);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        *count += take_wanted(finding, s, &found[*count]);
    }
}

/* Titles by their bytes, as the database compares them. */
static int compare_found(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int by_title = a->title == NULL ? 0 : strcmp(a->title, b->title);

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    if (by_title != 0)
        return by_title;
    return a->id == b->id ? 0 : a->id > b->id ? -1 : 1;
}

/* Of those that an index leads to. */
struct seen_parts {
    size_t found; /* that are in the list and have the text */
    size_t level; /* of those */
};

/* Those of them that are level with `end`, the newest first. */
static enum fault add_these(struct finding *finding, const int64_t *ids, size_t total,
                            const struct found *end, struct seen_parts *seen, struct error *err)
{
    struct found found[IDS_MAX];
    size_t count = 0, level = 0;

    TRY(look_at_found(finding, ids, total, found, &count, err));
    for (size_t i = 0; i < count; i++)
        if (found[i].number == end->number)
            found[level++] = found[i];
    seen->found += count;
    seen->level += level;
    qsort(found, level, sizeof(found[0]), compare_found);
    for (size_t i = 0; i < level && !is_full(finding); i++)
        finding->ids[finding->count++] = found[i].id;
    return FAULT_NONE;
}

/* Those behind `end` that are level with it; *all: there are no others. It is left before its end
 * when too few are level. The index looks for its place anew each time: so it is asked for more and
 * more. */
static enum fault add_level(struct finding *finding, const struct found *end, bool *all,
                            struct error *err)
{
    size_t most = IDS_MAX / 4, total, step = least_of(finding->room, IDS_MAX);
    struct seen_parts seen = {0};
    int64_t below = end->id;

    do {
        int64_t *ids;

        most = least_of(4 * most, COLLECT_MAX);
        ids = ARENA_ARRAY(finding->arena, int64_t, most);
        TRY(grams_find(finding->db, finding->query->search, below, ids, most, &total, err));
        for (size_t i = 0; i < total && !is_full(finding); i += step)
            TRY(add_these(finding, ids + i, least_of(total - i, step), end, &seen, err));
        below = total == 0 ? below : ids[total - 1];
    } while (total == most && seen.level * LEVEL >= seen.found && !is_full(finding));
    *all = total < most && !is_full(finding);
    return FAULT_NONE;
}

/* What all of the slice is behind. */
static enum fault find_start(struct finding *finding, struct found *start, struct error *err)
{
    const struct proposal_query *query = finding->query;
    const struct proposal_start first = proposal_start(query);

    *start = (struct found){.id = first.id};
    if (query->sort == SORT_TITLE)
        return find_title(finding, &start->title, err);
    if (query->sort != SORT_NEWEST)
        start->number = query->sort == SORT_VOTES ? -first.number : first.number;
    return FAULT_NONE;
}

/* Those of them that are in the slice, sorted. */
static enum fault sort_found(struct finding *finding, const int64_t *ids, size_t total,
                             struct error *err)
{
    struct found *all = ARENA_ARRAY(finding->arena, struct found, total + 1), start;
    size_t count = 0;

    TRY(find_start(finding, &start, err));
    for (size_t i = 0; i < total; i += IDS_MAX)
        TRY(look_at_found(finding, ids + i, least_of(total - i, IDS_MAX), all, &count, err));
    qsort(all, count, sizeof(all[0]), compare_found);
    finding->count = 0;
    for (size_t i = 0; i < count && !is_full(finding); i++)
        if (compare_found(&start, &all[i]) < 0)
            finding->ids[finding->count++] = all[i].id;
    return FAULT_NONE;
}

/* Whether the list, read until it is full, is likely to be quicker than a look at `found` of `all`.
 */
static bool is_walk_quicker(const struct finding *finding, size_t found, size_t all)
{
    return finding->room * (all / found) < found * ROWS_FOR_ONE;
}

/* All that have the text lie far apart, or late. The list is read no longer than a look at each of
 * them takes. */
static enum fault collect(struct finding *finding, size_t all, struct error *err)
{
    int64_t *ids = ARENA_ARRAY(finding->arena, int64_t, COLLECT_MAX);
    struct found end;
    size_t total;
    bool was_all;

    TRY(grams_find(finding->db, finding->query->search, INT64_MAX, ids, COLLECT_MAX, &total, err));
    if (total == COLLECT_MAX)
        return search_list(finding, all, &end, &was_all, err);
    if (is_walk_quicker(finding, total, all)) {
        TRY(search_list(finding, total * ROWS_FOR_ONE, &end, &was_all, err));
        if (was_all || is_full(finding))
            return FAULT_NONE;
    }
    return sort_found(finding, ids, total, err);
}

/* The `few` newest that have the text tell how far apart all lie. To count them takes longer than
 * to read the list up to where it is full, if that is not far. */
static enum fault find_far(struct finding *finding, const int64_t few[FEW], struct error *err)
{
    size_t all = finding->all, apart = (all - (size_t)few[FEW - 1]) / FEW + 1;
    struct found end;
    bool was_all = false;

    if (is_walk_quicker(finding, all / apart, all))
        TRY(search_list(finding, PATIENCE * finding->room * apart, &end, &was_all, err));
    return was_all || is_full(finding) ? FAULT_NONE : collect(finding, all, err);
}

/* ---- altogether ---------------------------------------------------------------------------------
 */

static enum fault find_newest(struct finding *finding, struct error *err)
{
    const struct found start = {.id = proposal_start(finding->query).id};
    bool all;

    return add_level(finding, &start, &all, err);
}

/* Most proposals have no votes: once those that have are passed, the index leads to all others. */
static enum fault find_by_votes(struct finding *finding, const int64_t few[FEW], struct error *err)
{
    struct found end;
    bool all;

    TRY(search_list(finding, BEGINNING, &end, &all, err));
    if (!all && !is_full(finding) && end.number < 0)
        TRY(search_list(finding, VOTED, &end, &all, err));
    if (!all && !is_full(finding) && end.number == 0)
        TRY(add_level(finding, &end, &all, err));
    return all || is_full(finding) ? FAULT_NONE : find_far(finding, few, err);
}

QUERY(sql_newest_id, "SELECT max(id) FROM proposals");

static enum fault find_sorted(struct finding *finding, struct error *err)
{
    auto_stmt struct stmt *newest = db_stmt(finding->db, &sql_newest_id);
    bool by_votes = finding->query->sort == SORT_VOTES;
    int64_t last, few[FEW];
    size_t total;

    TRY(number_or_zero(newest, &last, err));
    finding->all = (size_t)last;
    if (!by_votes && last < LARGE)
        return find_in_order(finding, err);
    TRY(grams_find(finding->db, finding->query->search, INT64_MAX, few, FEW, &total, err));
    if (total < FEW)
        return sort_found(finding, few, total, err);
    return by_votes ? find_by_votes(finding, few, err) : find_in_order(finding, err);
}

enum fault proposals_find(struct db *db, struct arena *arena, const struct proposal_query *query,
                          int64_t *ids, size_t room, size_t *count, struct error *err)
{
    struct finding finding = {.db = db, .arena = arena, .query = query, .ids = ids, .room = room};
    enum fault fault =
        query->sort == SORT_NEWEST ? find_newest(&finding, err) : find_sorted(&finding, err);

    *count = finding.count;
    return fault;
}
