/*
 * The club as it is now, in memory: every request needs some of it, and none waits for the
 * database. What the host has set wins; else what an admin has decided; else the default.
 *
 * DESIGN. One club is the current one. It is never changed: loading puts another in its place, on
 * the writer's thread and before anybody is answered. Whoever holds one may read it as long as they
 * like; it is freed once it is no longer current and nobody holds it.
 */
#ifndef MARQUEE_STORE_CLUB_NOW_H
#define MARQUEE_STORE_CLUB_NOW_H

#include "base/zone.h"
#include "store/club.h"
#include "store/tonight.h"

/* Nobody writes to it. */
struct club_state {
    struct club_settings settings;
    unsigned set_by_host;    /* enum club_setting: nobody else can change these */
    int64_t version;         /* of what the admins have decided */
    const struct zone *zone; /* settings.time_zone; UTC where this machine knows it no more */
    bool is_set_up;          /* there is an admin */
    struct tonight tonight;
};

struct club_now;

/* What the host has set, and the defaults of the rest. Their strings are borrowed. */
struct club_now *club_now_open(const struct club_settings *host, unsigned set_by_host);
/* Once nobody holds a club. NULL is fine. */
void club_now_close(struct club_now *now);

/* Reads it anew; on the writer's thread, or before it starts. */
enum fault club_now_load(struct club_now *now, struct db *db, struct error *err);

/* For any thread, once it was loaded; each hold wants its release. */
const struct club_state *club_hold(struct club_now *now);
void club_release(struct club_now *now, const struct club_state *club);

#endif
