#include "store/screenings.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/engine/grams.h"
#include "store/films.h"
#include "store/rows.h"

/* Of a screening s, its proposer m, and its film f with the poster i. */
#define SCREENING_COLUMNS                                                                          \
    " s.id, s.proposal_id, s.day, s.created_at, s.note, m.id, m.name, m.color, s.rating_count,"    \
    " s.rating_sum," FILM_COLUMNS
/* Each has a film; LEFT keeps the order in which the list is read. */
#define SCREENING_JOINS                                                                            \
    " FROM screenings s LEFT JOIN films f ON f.id = s.film_id"                                     \
    " LEFT JOIN posters i ON i.id = f.poster_id LEFT JOIN members m ON m.id = s.proposer_id "

static void screening_from_row(struct stmt *s, struct arena *arena, struct screening *screening)
{
    *screening = (struct screening){.id = stmt_col_int(s, 0),
                                    .proposal_id = stmt_col_int(s, 1),
                                    .day = stmt_col_int(s, 2),
                                    .created_at = stmt_col_int(s, 3),
                                    .note = row_text(s, 4, arena),
                                    .proposer = row_person(s, 5, arena),
                                    .rating_count = stmt_col_int(s, 8),
                                    .rating_sum = stmt_col_int(s, 9)};
    film_from_row(s, 10, arena, &screening->film);
}

/* ---- the list ------------------------------------------------------------------------------- */

/* Where it begins and ends: after the last one of the slice before, or of the year, or of all. */
struct span {
    int64_t first_day, before_day, before_id;
};

static struct span span_of(const struct screening_query *query)
{
    const int64_t year = query->year;
    struct span span = {.before_day = INT64_MAX, .before_id = INT64_MAX};

    if (year != 0)
        span = (struct span){date_of_year(year), date_of_year(year + 1) - 1, INT64_MAX};
    if (query->continued) {
        span.before_day = query->after_day;
        span.before_id = query->after_id;
    }
    return span;
}

static enum fault take_slice(struct stmt *s, struct arena *arena, size_t limit,
                             struct screening_slice *slice, struct error *err)
{
    bool row;

    slice->items = ARENA_ARRAY(arena, struct screening, limit);
    for (slice->count = 0;; slice->count++) {
        TRY(stmt_row(s, &row, err));
        slice->more = row && slice->count == limit;
        if (!row || slice->more)
            return FAULT_NONE;
        screening_from_row(s, arena, &slice->items[slice->count]);
    }
}

#define IN_ORDER "WHERE s.removed_at IS NULL AND s.day >= $1 AND (s.day, s.id) < ($2, $3)"
#define BY_DAY   " ORDER BY s.day DESC, s.id DESC LIMIT $4"

QUERY(sql_screenings, "SELECT" SCREENING_COLUMNS SCREENING_JOINS IN_ORDER BY_DAY);
QUERY(sql_screenings_titled, "SELECT" SCREENING_COLUMNS SCREENING_JOINS IN_ORDER
                             " AND s.search_key LIKE $5 ESCAPE '!'" BY_DAY);

/* `search` NULL: all. */
static enum fault read_list(struct db *db, struct arena *arena, const struct screening_query *query,
                            const char *search, struct screening_slice *slice, struct error *err)
{
    const struct span span = span_of(query);
    auto_stmt struct stmt *s =
        db_stmt(db, search == NULL ? &sql_screenings : &sql_screenings_titled);

    stmt_int(s, span.first_day);
    stmt_int(s, span.before_day);
    stmt_int(s, span.before_id);
    stmt_int(s, (int64_t)query->limit + 1);
    if (search != NULL)
        stmt_text(s, like_pattern(arena, search));
    return take_slice(s, arena, query->limit, slice, err);
}

/* ---- by a part of the title -------------------------------------------------------------------
 */

/* Where so many or more have the text, it is soon found in the list; a look at each would take
 * longer. */
enum { FEW = 4 * IDS_MAX };

struct found {
    int64_t day, id;
};

static int latest_first(const void *left, const void *right)
{
    const struct found *a = left, *b = right;

    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->id < b->id) - (a->id > b->id);
}

QUERY(sql_screenings_found, "SELECT s.day, s.id, s.search_key FROM screenings s"
                            " WHERE s.id IN " IDS_100 " AND s.removed_at IS NULL");

/* Those of the ids that are in the span and have the text: others only have all its parts. */
static enum fault look_at_titles(struct db *db, const int64_t *ids, size_t count,
                                 const struct screening_query *query, struct found *found,
                                 size_t *total, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screenings_found);
    const struct span span = span_of(query);
    const struct found before = {.day = span.before_day, .id = span.before_id};
    bool row;

    stmt_ids(s, ids, count);
    for (;;) {
        struct found one;

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        one = (struct found){.day = stmt_col_int(s, 0), .id = stmt_col_int(s, 1)};
        if (one.day >= span.first_day && latest_first(&before, &one) < 0 &&
            strstr(stmt_col_text(s, 2), query->search) != NULL)
            found[(*total)++] = one;
    }
}

QUERY(sql_screenings_these, "SELECT" SCREENING_COLUMNS SCREENING_JOINS "WHERE s.id IN " IDS_100
                            " ORDER BY s.day DESC, s.id DESC");

/* The slice begins with the first of them. */
static enum fault take_first(struct db *db, struct arena *arena, struct found *found, size_t total,
                             size_t limit, struct screening_slice *slice, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screenings_these);
    int64_t ids[IDS_MAX];
    size_t count = total < limit ? total : limit;

    qsort(found, total, sizeof(*found), latest_first);
    for (size_t i = 0; i < count; i++)
        ids[i] = found[i].id;
    stmt_ids(s, ids, count);
    TRY(take_slice(s, arena, limit, slice, err));
    slice->more = total > limit;
    return FAULT_NONE;
}

/* The index of characters has them under their ids below zero. */
static enum fault search_screenings(struct db *db, struct arena *arena,
                                    const struct screening_query *query,
                                    struct screening_slice *slice, struct error *err)
{
    int64_t ids[FEW];
    struct found found[FEW];
    size_t count, total = 0;

    TRY(grams_find(db, query->search, INT64_MIN, 0, ids, FEW, &count, err));
    if (count == FEW)
        return read_list(db, arena, query, query->search, slice, err);
    for (size_t i = 0; i < count; i++)
        ids[i] = -ids[i];
    for (size_t i = 0; i < count; i += IDS_MAX)
        TRY(look_at_titles(db, ids + i, count - i < IDS_MAX ? count - i : IDS_MAX, query, found,
                           &total, err));
    *slice = (struct screening_slice){0};
    return total == 0 ? FAULT_NONE : take_first(db, arena, found, total, query->limit, slice, err);
}

static enum fault slice_of(struct db *db, struct arena *arena, const struct screening_query *query,
                           struct screening_slice *slice, struct error *err)
{
    if (query->search == NULL || *query->search == '\0')
        return read_list(db, arena, query, NULL, slice, err);
    return search_screenings(db, arena, query, slice, err);
}

/* In a transaction: what the index leads to is looked at as it was then. */
enum fault screenings_slice(struct db *db, struct arena *arena, const struct screening_query *query,
                            struct screening_slice *slice, struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = slice_of(db, arena, query, slice, err);
    db_exec(db, "COMMIT", &ignored);
    return fault;
}

/* ---- one ------------------------------------------------------------------------------------- */

QUERY(sql_screening_by_id,
      "SELECT" SCREENING_COLUMNS SCREENING_JOINS "WHERE s.id = $1 AND s.removed_at IS NULL");

enum fault screening_by_id(struct db *db, struct arena *arena, int64_t id,
                           struct screening *screening, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_by_id);
    bool row;

    stmt_int(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return screening_missing(id, err);
    screening_from_row(s, arena, screening);
    return FAULT_NONE;
}
