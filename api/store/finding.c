#include "store/finding.h"

#include <stdlib.h>
#include <string.h>

#include "store/engine/grams.h"
#include "store/rows.h"

enum {
    FEW = 64,            /* that are sorted without a look at the list */
    BEGINNING = 300,     /* proposals of the list that are looked at first */
    USEFUL = 8,          /* of those that the index leads to, one in so many at least is level */
    COLLECT_MAX = 20000, /* that are sorted */
    PATIENCE = 3,        /* the list is read so many times as far as is likely to be enough */
    ROWS_FOR_ONE = 24    /* of the list are read in the time that a look at one takes */
};

/* What a list is ordered by; `number` is negative where the largest comes first. */
struct found {
    int64_t id, number;
    const char *title; /* "" unless by title */
};

struct finding {
    struct db *db;
    struct arena *arena;
    const struct proposal_query *query;
    struct found start; /* the slice is behind it */
    int64_t *ids;
    size_t room, count;
};

static int compare_found(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int titles = strcmp(a->title, b->title);

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    if (titles != 0)
        return titles;
    return a->id == b->id ? 0 : a->id > b->id ? -1 : 1;
}

/* Column `key` has what the list is ordered by, `text` the search key. False if that has not the
 * text: then only the number is of use. */
static bool take(struct finding *finding, struct stmt *s, int key, int text, struct found *found)
{
    const struct proposal_query *query = finding->query;

    *found = (struct found){.id = stmt_col_int(s, 0), .title = ""};
    if (query->sort == SORT_VOTES)
        found->number = -stmt_col_int(s, key);
    if (query->sort == SORT_RUNTIME)
        found->number = stmt_col_int(s, key);
    if (strstr(stmt_col_text(s, text), query->search) == NULL)
        return false;
    if (query->sort == SORT_TITLE)
        found->title = row_text(s, key, finding->arena);
    return true;
}

static bool is_full(const struct finding *finding)
{
    return finding->count == finding->room;
}

/* ---- the list ---------------------------------------------------------------------------------
 */

/* Each is read from an index alone: those that are level with the start, and those behind them. As
 * one statement they would take twice as long. */
#define PART(key, where, order)                                                                    \
    "SELECT id, " key ", search_key FROM proposals WHERE status = $1 AND " where                   \
    " ORDER BY " order " LIMIT $2"

QUERY(sql_level_by_votes, PART("vote_count", "vote_count = $3 AND id < $4", "id DESC"));
QUERY(sql_behind_by_votes, PART("vote_count", "vote_count < $3", "vote_count DESC, id DESC"));
QUERY(sql_level_by_runtime, PART("runtime", "runtime = $3 AND id < $4", "id DESC"));
QUERY(sql_behind_by_runtime, PART("runtime", "runtime > $3", "runtime, id DESC"));
QUERY(sql_level_by_title, PART("title_key", "title_key = $3 AND id < $4", "id DESC"));
QUERY(sql_behind_by_title, PART("title_key", "title_key > $3", "title_key, id DESC"));

static const struct {
    const struct statement *level, *behind;
} parts[] = {
    [SORT_VOTES] = {&sql_level_by_votes, &sql_behind_by_votes},
    [SORT_RUNTIME] = {&sql_level_by_runtime, &sql_behind_by_runtime},
    [SORT_TITLE] = {&sql_level_by_title, &sql_behind_by_title},
};

/* `left` goes down by the number of those that were looked at; `end` is the last of them. */
static enum fault search_part(struct finding *finding, bool is_level, size_t *left,
                              struct found *end, struct error *err)
{
    const struct proposal_query *query = finding->query;
    const struct proposal_start start = proposal_start(query);
    auto_stmt struct stmt *s =
        db_stmt(finding->db, is_level ? parts[query->sort].level : parts[query->sort].behind);
    bool row;

    stmt_text(s, proposal_status_name(query->status));
    stmt_int(s, (int64_t)*left);
    if (query->sort == SORT_TITLE)
        stmt_text(s, finding->start.title);
    else
        stmt_int(s, start.number);
    if (is_level)
        stmt_int(s, start.id);
    for (; !is_full(finding); (*left)--) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (take(finding, s, 1, 2, end))
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

QUERY(sql_found_these, "SELECT id, vote_count, runtime, title_key, search_key FROM proposals"
                       " WHERE id IN " IDS_100 " AND status = $101");

/* Those of the ids, at most IDS_MAX, that are in the list and have the text: others only have all
 * its parts. Their number goes up by what is added to `found`. */
static enum fault look_at_found(struct finding *finding, const int64_t *ids, size_t total,
                                struct found *found, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(finding->db, &sql_found_these);
    enum proposal_sort sort = finding->query->sort;
    int key = sort == SORT_VOTES ? 1 : sort == SORT_RUNTIME ? 2 : 3;
    bool row;

    stmt_ids(s, ids, total);
    stmt_text(s, proposal_status_name(finding->query->status));
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        *count += take(finding, s, key, 4, &found[*count]);
    }
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Those of them that are level with `end`, the newest first; the number of them is added. */
static enum fault add_these(struct finding *finding, const int64_t *ids, size_t total,
                            const struct found *end, size_t *useful, struct error *err)
{
    struct found found[IDS_MAX];
    size_t count = 0, level = 0;

    TRY(look_at_found(finding, ids, total, found, &count, err));
    for (size_t i = 0; i < count; i++)
        if (found[i].number == end->number)
            found[level++] = found[i];
    *useful += level;
    qsort(found, level, sizeof(found[0]), compare_found);
    for (size_t i = 0; i < level && !is_full(finding); i++)
        finding->ids[finding->count++] = found[i].id;
    return FAULT_NONE;
}

/* Those behind `end` that are level with it. By newest all are; else it is left before its end when
 * too few of those that the index leads to are. The index looks for its place anew each time: so it
 * is asked for more and more. */
static enum fault add_level(struct finding *finding, const struct found *end, struct error *err)
{
    bool all_are = finding->query->sort == SORT_NEWEST;
    size_t most = IDS_MAX, total = most, seen = 0, useful = 0;
    int64_t below = end->id;

    while (total == most && (all_are || useful * USEFUL >= seen) && !is_full(finding)) {
        int64_t *ids;

        most = seen == 0 ? IDS_MAX : least_of(4 * most, COLLECT_MAX);
        ids = ARENA_ARRAY(finding->arena, int64_t, most);
        TRY(grams_find(finding->db, finding->query->search, below, ids, most, &total, err));
        for (size_t i = 0; i < total && !is_full(finding); i += IDS_MAX)
            TRY(add_these(finding, ids + i, least_of(total - i, IDS_MAX), end, &useful, err));
        seen += total;
        below = total == 0 ? below : ids[total - 1];
    }
    return FAULT_NONE;
}

/* Those of them that are in the slice, sorted. */
static enum fault sort_found(struct finding *finding, const int64_t *ids, size_t total,
                             struct error *err)
{
    struct found *all = ARENA_ARRAY(finding->arena, struct found, total + 1);
    size_t count = 0;

    for (size_t i = 0; i < total; i += IDS_MAX)
        TRY(look_at_found(finding, ids + i, least_of(total - i, IDS_MAX), all, &count, err));
    qsort(all, count, sizeof(all[0]), compare_found);
    finding->count = 0;
    for (size_t i = 0; i < count && !is_full(finding); i++)
        if (compare_found(&finding->start, &all[i]) < 0)
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

QUERY(sql_newest_id, "SELECT max(id) FROM proposals");

/* The `few` newest that have the text tell how far apart all lie. To count them takes longer than
 * to read the list up to where it is full, if that is not far. */
static enum fault find_far(struct finding *finding, const int64_t few[FEW], struct error *err)
{
    auto_stmt struct stmt *newest = db_stmt(finding->db, &sql_newest_id);
    struct found end;
    int64_t last;
    size_t all, apart;
    bool was_all = false;

    TRY(number_or_zero(newest, &last, err));
    all = (size_t)last;
    apart = (size_t)(last - few[FEW - 1]) / FEW + 1;
    if (is_walk_quicker(finding, all / apart, all))
        TRY(search_list(finding, PATIENCE * finding->room * apart, &end, &was_all, err));
    return was_all || is_full(finding) ? FAULT_NONE : collect(finding, all, err);
}

/* ---- altogether ---------------------------------------------------------------------------------
 */

QUERY(sql_title_of, "SELECT title_key FROM proposals WHERE id = $1");

static enum fault set_start(struct finding *finding, struct error *err)
{
    const struct proposal_start start = proposal_start(finding->query);
    auto_stmt struct stmt *s = db_stmt(finding->db, &sql_title_of);
    bool row;

    finding->start = (struct found){.id = start.id, .number = start.number, .title = ""};
    if (finding->query->sort == SORT_VOTES)
        finding->start.number = -start.number;
    if (finding->query->sort != SORT_TITLE)
        return FAULT_NONE;
    finding->start.number = 0;
    stmt_int(s, start.id);
    TRY(stmt_row(s, &row, err));
    if (row)
        finding->start.title = row_text(s, 0, finding->arena);
    return FAULT_NONE;
}

static enum fault find_newest(struct finding *finding, struct error *err)
{
    const struct found start = {.id = finding->start.id, .title = ""};

    return add_level(finding, &start, err);
}

static enum fault find_in_order(struct finding *finding, struct error *err)
{
    int64_t few[FEW];
    struct found end;
    size_t total;
    bool all;

    TRY(grams_find(finding->db, finding->query->search, INT64_MAX, few, FEW, &total, err));
    if (total < FEW)
        return sort_found(finding, few, total, err);
    TRY(search_list(finding, BEGINNING, &end, &all, err));
    if (all || is_full(finding))
        return FAULT_NONE;
    if (finding->query->sort == SORT_VOTES && end.number == 0)
        TRY(add_level(finding, &end, err));
    return is_full(finding) ? FAULT_NONE : find_far(finding, few, err);
}

enum fault proposals_find(struct db *db, struct arena *arena, const struct proposal_query *query,
                          int64_t *ids, size_t room, size_t *count, struct error *err)
{
    struct finding finding = {.db = db, .arena = arena, .query = query, .ids = ids, .room = room};

    TRY(set_start(&finding, err));
    if (query->sort == SORT_NEWEST)
        TRY(find_newest(&finding, err));
    else
        TRY(find_in_order(&finding, err));
    *count = finding.count;
    return FAULT_NONE;
}
