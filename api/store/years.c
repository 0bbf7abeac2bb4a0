#include "store/years.h"

#include "base/date.h"
#include "store/posters.h"
#include "store/rows.h"

/* The latest of those from day $1 to before day $2. */
QUERY(sql_year,
      "SELECT s.id, s.day, s.rating_count, s.rating_sum, s.rating_squares, f.title, f.year,"
      " f.runtime_minutes, f.cached_imdb_data, m.id, m.name, m.color," POSTER_COLUMNS
      " FROM screenings s LEFT JOIN films f ON f.id = s.film_id"
      " LEFT JOIN posters i ON i.id = f.poster_id LEFT JOIN members m ON m.id = s.proposer_id"
      " WHERE s.removed_at IS NULL AND s.day >= $1 AND s.day < $2"
      " ORDER BY s.day DESC, s.id DESC LIMIT $3");

static void screened_from_row(struct stmt *s, struct arena *arena, struct screened *screened)
{
    *screened = (struct screened){.screening_id = stmt_col_int(s, 0),
                                  .day = stmt_col_int(s, 1),
                                  .rating_count = stmt_col_int(s, 2),
                                  .rating_sum = stmt_col_int(s, 3),
                                  .rating_squares = stmt_col_int(s, 4),
                                  .title = row_text(s, 5, arena),
                                  .year = stmt_col_int(s, 6),
                                  .minutes = stmt_col_int(s, 7),
                                  .metadata = row_text(s, 8, arena),
                                  .proposer = row_person(s, 9, arena)};
    poster_from_row(s, 12, arena, &screened->poster);
}

/* They are read from the last to the first, and wanted in the order in which they were. */
static enum fault read_screenings(struct db *db, struct arena *arena, int64_t from, int64_t to,
                                  struct club_year *year, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_year);
    struct screened *end =
        ARENA_ARRAY(arena, struct screened, YEAR_SCREENINGS_MAX) + YEAR_SCREENINGS_MAX;
    bool row;

    stmt_int(s, from);
    stmt_int(s, to);
    stmt_int(s, YEAR_SCREENINGS_MAX);
    for (;;) {
        year->items = end - year->count;
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        year->count++;
        screened_from_row(s, arena, end - year->count);
    }
}

/* The day on which a year starts, in numbers that both engines divide without a rest. */
#define STARTS(y)                                                                                  \
    " 365 * (" y " - 1970) + (" y " - 1) / 4 - (" y " - 1) / 100 + (" y " - 1) / 400 - 477 "

/* Each asks an index for one day, so it is all the same how many there are. 0 is no day. */
QUERY(sql_years, "WITH RECURSIVE years(y) AS (SELECT CAST($1 AS INTEGER)"
                 " UNION ALL SELECT y - 1 FROM years WHERE y > 1970)"
                 " SELECT y FROM years WHERE EXISTS (SELECT 1 FROM screenings s"
                 " WHERE s.removed_at IS NULL AND s.day > 0"
                 " AND s.day >= " STARTS("y") " AND s.day < " STARTS("(y + 1)") ")");

static enum fault read_years(struct db *db, struct arena *arena, int64_t last,
                             struct club_year *year, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_years);
    int64_t *years = ARENA_ARRAY(arena, int64_t, (size_t)(last - YEAR_MIN + 1));
    bool row;

    year->years = years;
    stmt_int(s, last);
    for (year->year_count = 0;; year->year_count++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        years[year->year_count] = stmt_col_int(s, 0);
    }
}

enum fault year_read(struct db *db, struct arena *arena, int64_t number, int64_t last,
                     struct club_year *year, struct error *err)
{
    *year = (struct club_year){0};
    TRY(read_screenings(db, arena, date_of_year(number), date_of_year(number + 1), year, err));
    return read_years(db, arena, last, year, err);
}
