/* The one row that is about the club itself: its cookie, and what its admins have decided. What
 * counts is in store/club_now.h. */
#ifndef MARQUEE_STORE_CLUB_H
#define MARQUEE_STORE_CLUB_H

#include "base/arena.h"
#include "base/error.h"
#include "domain/club.h"
#include "domain/deed.h"
#include "store/store.h"

/* Tells this club's session cookie from those of other clubs on this machine; 1 to 32 characters
 * that a cookie's name may have. Made with the database, and a copy of it has the same. */
enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err);
enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err);

/* What was decided: of `settings` only what is in `decided` (enum club_setting) means anything. */
struct club_row {
    struct club_settings settings;
    unsigned decided;
    int64_t version; /* another one after every change; from 1 */
};
enum fault club_row_read(struct db *db, struct arena *arena, struct club_row *row,
                         struct error *err);

/* What is to change: what is in `set` gets the value in `settings`, what is in `reset` its default
 * again. A value is one that domain/club.h allows. */
struct club_change {
    struct club_settings settings;
    unsigned set, reset;
    bool renews_films; /* where the language is another one, the data of every film is due */
};
/* FAULT_PRECONDITION: the row's version is another one by now. */
enum fault store_club_change(struct store *store, struct deed deed, int64_t version,
                             const struct club_change *change, struct error *err);

/* Writes what is there already, as much as a vote: whether the disk takes it. */
enum fault store_club_write_again(struct store *store, struct error *err);

/* ---- inside a unit of work ---- */

/* As store_club_change(), whatever the version. */
enum fault club_change(struct db *db, struct deed deed, const struct club_change *change,
                       struct error *err);

#endif
