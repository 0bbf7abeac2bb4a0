/* Who is told when something has changed. */
#ifndef MARQUEE_LISTENERS_H
#define MARQUEE_LISTENERS_H

#include "http/call/api.h"
#include "store/store.h"

/* Tells whoever keeps in memory what these topics are about (store/topics.h). On the writer's
 * thread, after the commit and before anybody is answered: `db` is the writer's. A fault means that
 * nobody may be answered any more. */
enum fault listeners_tell(struct api *api, struct db *db, unsigned topics, struct error *err);

/* How long a check of a password takes goes by what members have. */
enum fault listeners_passwords(struct api *api, struct db *db, struct error *err);

/* The catalogue asks in the club's language. */
void listeners_language(struct catalog *catalog, struct club_now *now);

#endif
