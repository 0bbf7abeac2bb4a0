/* Rows to structs, shared by the files of store/ and by nobody else. */
#ifndef MARQUEE_STORE_ROWS_H
#define MARQUEE_STORE_ROWS_H

#include "base/arena.h"
#include "domain/film.h"
#include "store/engine/db.h"
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

/* Fails with FAULT_ALREADY_OPEN if the film, or one that is the same, has an open proposal. */
enum fault film_must_be_free(struct db *db, int64_t film_id, struct error *err);
/* The same of the film alone. */
enum fault film_must_not_be_up(struct db *db, int64_t film_id, struct error *err);

/* The first column of the first row, or 0 when there is none. */
enum fault number_or_zero(struct stmt *s, int64_t *number, struct error *err);

/* Explains that the proposal is up already. */
enum fault already_open(int64_t proposal_id, struct error *err);

/* Casts a vote, once, for a proposal that is open. */
enum fault vote_cast(struct db *db, int64_t proposal_id, int64_t member_id, int64_t now,
                     struct error *err);

/* ---- joins.c, works.c: inside a unit of work ---- */

struct joining {
    int64_t joined_id, kept_id;
    int64_t member_id; /* who does it, and need not be told; 0: nobody */
    bool by_itself;
    int64_t now;
};
/* Both are open; whether their films are one now is for the caller to settle. */
enum fault join_make(struct db *db, const struct joining *joining, struct error *err);
/* Parts it from whatever it has joined; its film is not up. kept_id is of no use. */
enum fault join_part(struct db *db, const struct joining *joining, struct error *err);
/* Its proposer has withdrawn the kept one: what others had put up is up again. */
enum fault join_release(struct db *db, int64_t kept_id, int64_t proposer_id, int64_t now,
                        struct error *err);
enum fault join_kept(struct db *db, int64_t proposal_id, int64_t *kept_id, struct error *err);

/* Finds anew with which films the film is one, and those that it was one with. */
enum fault work_label(struct db *db, int64_t film_id, struct error *err);
/* The same, and joins and parts what follows by itself. */
enum fault work_settle(struct db *db, int64_t film_id, int64_t now, struct error *err);

#endif
