/* Rows to structs, shared by the files of store/ and by nobody else. */
#ifndef MARQUEE_STORE_ROWS_H
#define MARQUEE_STORE_ROWS_H

#include "base/arena.h"
#include "domain/film.h"
#include "store/db.h"
#include "store/posters.h"

/* Reads SQL_FILM_COLUMNS from `column` on; copies text into the arena. */
void film_from_row(struct stmt *s, int column, struct arena *arena, struct film *film);

/* Reads SQL_POSTER_COLUMNS from `column` on, in the same way. */
void poster_from_row(struct stmt *s, int column, struct arena *arena, struct poster *poster);

/* Writes a poster and its pictures inside a unit of work. */
enum fault poster_save(struct db *db, const struct kept_poster *kept, int64_t now,
                       struct error *err);

/* Runs a statement whose one parameter is a poster's id. */
enum fault poster_statement(struct db *db, enum sql name, const char *id, struct error *err);

/* Ends the member's sessions, all but `kept`, inside a unit of work. */
enum fault sessions_remove_others(struct db *db, int64_t member_id, int64_t kept,
                                  struct error *err);

/* A copy of a text column; NULL stays NULL. */
const char *row_text(struct stmt *s, int column, struct arena *arena);

/* LIKE with everything in the text taken literally; NULL matches all. */
const char *like_pattern(struct arena *arena, const char *search);

/* Finds or makes the film inside a unit of work. `title` is NFC, or NULL beside an id. */
enum fault film_find_or_add(struct db *db, const char *imdb_id, const char *title, int64_t year,
                            int64_t now, int64_t *film_id, struct error *err);

/* The film's poster is asked for again, inside a unit of work; nothing to a film that has one. */
enum fault film_want_poster(struct db *db, int64_t film_id, struct error *err);

/* Fails with FAULT_ALREADY_OPEN if the film has an open proposal. */
enum fault film_must_be_free(struct db *db, int64_t film_id, struct error *err);

#endif
