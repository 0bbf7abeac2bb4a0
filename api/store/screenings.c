#include "store/screenings.h"

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
    if (query->continued && query->after_day <= span.before_day) {
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

QUERY(sql_screenings, "SELECT" SCREENING_COLUMNS SCREENING_JOINS
                      "WHERE s.removed_at IS NULL AND s.day >= $1 AND (s.day, s.id) < ($2, $3)"
                      " ORDER BY s.day DESC, s.id DESC LIMIT $4");

static enum fault read_list(struct db *db, struct arena *arena, const struct screening_query *query,
                            struct screening_slice *slice, struct error *err)
{
    const struct span span = span_of(query);
    auto_stmt struct stmt *s = db_stmt(db, &sql_screenings);

    stmt_int(s, span.first_day);
    stmt_int(s, span.before_day);
    stmt_int(s, span.before_id);
    stmt_int(s, (int64_t)query->limit + 1);
    return take_slice(s, arena, query->limit, slice, err);
}

QUERY(sql_screenings_these, "SELECT" SCREENING_COLUMNS SCREENING_JOINS "WHERE s.id IN " IDS_100
                            " ORDER BY s.day DESC, s.id DESC");

/* By a part of the title: the index of characters has them in the order of the list. */
static enum fault search_titles(struct db *db, struct arena *arena,
                                const struct screening_query *query, struct screening_slice *slice,
                                struct error *err)
{
    const struct span span = span_of(query);
    const struct gram_spot before = {.place = span.before_day, .id = span.before_id};
    auto_stmt struct stmt *s = db_stmt(db, &sql_screenings_these);
    int64_t ids[IDS_MAX + 1];
    size_t count;

    TRY(grams_find_below(db, query->search, before, span.first_day, ids, query->limit + 1, &count,
                         err));
    *slice = (struct screening_slice){0};
    if (count == 0)
        return FAULT_NONE;
    stmt_ids(s, ids, count < query->limit ? count : query->limit);
    TRY(take_slice(s, arena, query->limit, slice, err));
    slice->more = count > query->limit;
    return FAULT_NONE;
}

static enum fault slice_of(struct db *db, struct arena *arena, const struct screening_query *query,
                           struct screening_slice *slice, struct error *err)
{
    if (query->search == NULL || *query->search == '\0')
        return read_list(db, arena, query, slice, err);
    return search_titles(db, arena, query, slice, err);
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
