/* Films that the server has met. */
#ifndef MARQUEE_STORE_FILMS_H
#define MARQUEE_STORE_FILMS_H

#include "base/arena.h"
#include "base/error.h"
#include "domain/film.h"
#include "store/posters.h"
#include "store/store.h"

enum fault film_by_id(struct db *db, struct arena *arena, int64_t id, struct film *film,
                      struct error *err);
/* The film whose own id that is, else the one that has it as a further id. The id is canonical, as
 * all that the store is given. FAULT_NOT_FOUND when the server has never met it. */
enum fault film_by_imdb_id(struct db *db, struct arena *arena, const char *imdb_id,
                           struct film *film, struct error *err);
/* Films with an id whose search key (base/search_key.h) holds `key`; at most `limit`, what was
 * proposed last first. An empty key finds none. */
enum fault films_titled(struct db *db, struct arena *arena, const char *key, struct film *films,
                        size_t limit, size_t *count, struct error *err);
/* The open proposal (0: none) of the film, or of one that is the same; and when it was last watched
 * (0: never), by its screenings. */
enum fault film_state(struct db *db, int64_t film_id, int64_t *open_proposal, int64_t *watched_at,
                      struct error *err);

/* Of a film f and its poster i. */
#define FILM_COLUMNS                                                                               \
    " f.id, f.imdb_id, f.title, f.year, f.runtime_minutes, f.cached_imdb_data, f.cached_at,"       \
    " f.provider, f.unknown_at, f.try_at, f.failures," POSTER_COLUMNS
#define FILM_JOINS " FROM films f LEFT JOIN posters i ON i.id = f.poster_id "
enum { FILM_COLUMN_COUNT = 11 + POSTER_COLUMN_COUNT };

/* Reads FILM_COLUMNS from `column` on; copies text into the arena. */
void film_from_row(struct stmt *s, int column, struct arena *arena, struct film *film);

/* The films that are one with the film $1, itself among them. */
#define ONE_WITH_1                                                                                 \
    " (SELECT $1 UNION SELECT g.id FROM films f JOIN films g ON g.work_id = f.work_id"             \
    " WHERE f.id = $1) "

/* How many active members have said something of the film f. Who has said it of several that are
 * one counts once. */
#define FILM_COUNT_OF(table, kept)                                                                 \
    " CASE WHEN f.work_id IS NULL THEN f." kept " ELSE (SELECT count(*)"                           \
    " FROM films g JOIN " table " e ON e.film_id = g.id"                                           \
    " WHERE g.work_id = f.work_id AND e.counts = 1"                                                \
    " AND NOT EXISTS (SELECT 1 FROM films h JOIN " table " d ON d.film_id = h.id"                  \
    "  AND d.member_id = e.member_id WHERE h.work_id = f.work_id AND h.id < g.id)) END "
#define FILM_SEEN_COUNT FILM_COUNT_OF("seen", "seen_count")
#define FILM_WISH_COUNT FILM_COUNT_OF("wishes", "wish_count")

/* When a screening s was. Of an evening whose day is known it is noon: the same day nearly
 * everywhere. */
#define SCREENED_AT " CASE WHEN s.day > 0 THEN s.day * 86400 + 43200 ELSE s.created_at END "

/* ---- inside a unit of work ---- */

/* Finds or makes the film. `title` is NFC, or NULL beside an id. */
enum fault film_find_or_add(struct db *db, const char *imdb_id, const char *title, int64_t year,
                            int64_t now, int64_t *film_id, struct error *err);

/* Fails with FAULT_ALREADY_OPEN if the film, or one that is the same, has an open proposal. */
enum fault film_must_be_free(struct db *db, int64_t film_id, struct error *err);
/* The same of the film alone. */
enum fault film_must_not_be_up(struct db *db, int64_t film_id, struct error *err);

/* Explains that the proposal is up already. */
enum fault already_open(int64_t proposal_id, struct error *err);

#endif
