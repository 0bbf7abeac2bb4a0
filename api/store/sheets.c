#include "store/sheets.h"

#include "domain/screening.h"
#include "store/rows.h"

#define FILM_CELLS " f.title, f.year, f.imdb_id, f.cached_imdb_data"

QUERY(sql_sheet_proposals, "SELECT" FILM_CELLS ", p.created_at, 0, 0, p.vote_count,"
                           " p.status, m.name, p.note"
                           " FROM proposals p JOIN films f ON f.id = p.film_id"
                           " LEFT JOIN members m ON m.id = p.proposer_id ORDER BY p.id");

static void proposal_row(struct stmt *s, struct sheet_row *row)
{
    row->count = stmt_col_int(s, 7);
    proposal_status_parse(stmt_col_text(s, 8), &row->status);
    row->proposer = stmt_col_text(s, 9);
    row->note = stmt_col_text(s, 10);
}

/* Of films that are one (store/works.h), all evenings are evenings of the same film. */
#define IS_AGAIN                                                                                   \
    "row_number() OVER (PARTITION BY coalesce(f.work_id, -f.id) ORDER BY s.day, s.id) > 1"

QUERY(sql_sheet_screenings,
      "SELECT" FILM_CELLS ", s.created_at, s.day, s.rating_sum, s.rating_count,"
      " CASE WHEN " IS_AGAIN " THEN 1 ELSE 0 END, m.name, s.note"
      " FROM screenings s JOIN films f ON f.id = s.film_id"
      " LEFT JOIN members m ON m.id = s.proposer_id"
      " WHERE s.removed_at IS NULL ORDER BY s.day, s.id");

static void screening_row(struct stmt *s, struct sheet_row *row)
{
    row->count = stmt_col_int(s, 7);
    row->halves = rating_average(row->halves, row->count);
    row->is_again = stmt_col_int(s, 8) != 0;
    row->proposer = stmt_col_text(s, 9);
    row->note = stmt_col_text(s, 10);
}

#define RATED_BY_1                                                                                 \
    " FROM ratings r JOIN screenings s ON s.id = r.screening_id AND s.removed_at IS NULL"          \
    " JOIN films f ON f.id = s.film_id WHERE r.member_id = $1 AND r.removed_at IS NULL"

QUERY(sql_sheet_ratings,
      "WITH rated AS (SELECT" FILM_CELLS ", r.rated_at AS at, s.day, r.halves,"
      " coalesce(f.work_id, -f.id) AS work, r.screening_id AS id,"
      " CASE WHEN " IS_AGAIN " THEN 1 ELSE 0 END AS again" RATED_BY_1 ")"
      " SELECT title, year, imdb_id, cached_imdb_data, at, day, halves, again, 0, id FROM rated"
      " UNION ALL SELECT" FILM_CELLS ", n.seen_at, 0, n.halves, 0,"
      " CASE WHEN coalesce(f.work_id, -f.id) IN (SELECT work FROM rated) THEN 1 ELSE 0 END, -f.id"
      " FROM seen n JOIN films f ON f.id = n.film_id WHERE n.member_id = $1"
      " ORDER BY 5, 10");

static void rating_row(struct stmt *s, struct sheet_row *row)
{
    row->is_again = stmt_col_int(s, 7) != 0;
    row->is_elsewhere = stmt_col_int(s, 8) != 0;
}

/* Of films that are one, the last, as wishes_of() has it. */
QUERY(sql_sheet_watchlist,
      "SELECT" FILM_CELLS ", w.added_at, 0, 0 FROM wishes w"
      " JOIN films f ON f.id = w.film_id WHERE w.member_id = $1"
      " AND (f.work_id IS NULL OR NOT EXISTS (SELECT 1 FROM wishes o"
      "  WHERE o.member_id = w.member_id AND o.film_id IN (SELECT g.id FROM films g"
      "  WHERE g.work_id = f.work_id) AND (o.added_at, o.film_id) > (w.added_at, w.film_id)))"
      " ORDER BY w.added_at, w.film_id");

static const struct sheet_source {
    const struct statement *statement;
    void (*rest)(struct stmt *s, struct sheet_row *row); /* what not all of them have; or NULL */
} sources[] = {
    [SHEET_PROPOSALS] = {&sql_sheet_proposals, proposal_row},
    [SHEET_SCREENINGS] = {&sql_sheet_screenings, screening_row},
    [SHEET_RATINGS] = {&sql_sheet_ratings, rating_row},
    [SHEET_WATCHLIST] = {&sql_sheet_watchlist, NULL},
};

enum fault sheet_read(struct db *db, enum sheet_kind kind, int64_t member_id, sheet_taker take,
                      void *context, struct error *err)
{
    const struct sheet_source *source = &sources[kind];
    auto_stmt struct stmt *s = db_stmt(db, source->statement);
    struct sheet_row row;
    bool found;

    if (sheet_is_own(kind))
        stmt_int(s, member_id);
    do {
        TRY(stmt_row(s, &found, err));
        if (!found)
            return FAULT_NONE;
        row = (struct sheet_row){.title = stmt_col_text(s, 0),
                                 .year = stmt_col_int(s, 1),
                                 .imdb_id = stmt_col_text(s, 2),
                                 .metadata = stmt_col_text(s, 3),
                                 .at = stmt_col_int(s, 4),
                                 .day = stmt_col_int(s, 5),
                                 .halves = stmt_col_int(s, 6)};
        if (source->rest != NULL)
            source->rest(s, &row);
    } while (take(context, &row));
    return FAULT_NONE;
}
