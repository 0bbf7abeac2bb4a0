#include "store/screenings.h"

#include "base/date.h"
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

/* $1 is the first day, $2 and $3 are where the slice before ended, $4 is how many. */
#define IN_ORDER "WHERE s.removed_at IS NULL AND s.day >= $1 AND (s.day, s.id) < ($2, $3)"
#define BY_DAY   " ORDER BY s.day DESC, s.id DESC LIMIT $4"

QUERY(sql_screenings, "SELECT" SCREENING_COLUMNS SCREENING_JOINS IN_ORDER BY_DAY);
QUERY(sql_screenings_titled, "SELECT" SCREENING_COLUMNS SCREENING_JOINS IN_ORDER
                             " AND s.search_key LIKE $5 ESCAPE '!'" BY_DAY);

/* A first slice begins behind the last day of its year, or of all */
static void bind_place(struct stmt *s, const struct screening_query *query)
{
    const int64_t year = query->year;

    stmt_int(s, year == 0 ? 0 : date_of_year(year));
    stmt_int(s, query->continued ? query->after_day
                : year == 0      ? INT64_MAX
                                 : date_of_year(year + 1) - 1);
    stmt_int(s, query->continued ? query->after_id : INT64_MAX);
    stmt_int(s, (int64_t)query->limit + 1);
}

enum fault screenings_slice(struct db *db, struct arena *arena, const struct screening_query *query,
                            struct screening_slice *slice, struct error *err)
{
    bool searches = query->search != NULL && *query->search != '\0';
    auto_stmt struct stmt *s = db_stmt(db, searches ? &sql_screenings_titled : &sql_screenings);
    bool row;

    bind_place(s, query);
    if (searches)
        stmt_text(s, like_pattern(arena, query->search));
    slice->items = ARENA_ARRAY(arena, struct screening, query->limit);
    for (slice->count = 0;; slice->count++) {
        TRY(stmt_row(s, &row, err));
        slice->more = row && slice->count == query->limit;
        if (!row || slice->more)
            return FAULT_NONE;
        screening_from_row(s, arena, &slice->items[slice->count]);
    }
}

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
