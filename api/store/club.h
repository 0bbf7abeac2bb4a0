/* The one row that is about the club itself. */
#ifndef MARQUEE_STORE_CLUB_H
#define MARQUEE_STORE_CLUB_H

#include "base/arena.h"
#include "base/error.h"
#include "store/store.h"

/* Tells this club's session cookie from those of other clubs on this machine; 1 to 32 characters
 * that a cookie's name may have. Made with the database, and a copy of it has the same. */
enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err);
enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err);

#endif
