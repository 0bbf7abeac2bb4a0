/* Sessions: browsers that are signed in. */
#ifndef MARQUEE_STORE_SESSIONS_H
#define MARQUEE_STORE_SESSIONS_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/deed.h"
#include "store/store.h"

enum {
    SESSION_SECONDS = 180 * DAY,
    SESSIONS_MAX = 50, /* of one member */
    USER_AGENT_MAX = 200
};

struct session {
    int64_t id, created_at, last_seen_at, expires_at;
    const char *user_agent;
};

/* Seconds. Who was seen so long from now on, or later, was seen by a clock that was ahead. */
enum { SEEN_FUTURE = DAY };

/* A session or a token that was used. */
struct credential_seen {
    int64_t id, seen_at;
    bool is_session;
};

enum fault sessions_of(struct db *db, struct arena *arena, int64_t member_id, int64_t now,
                       int64_t after, size_t limit, struct session **sessions, size_t *count,
                       struct error *err);
/* One of the actor's own. */
enum fault store_session_remove(struct store *store, struct deed deed, int64_t id,
                                struct error *err);
/* All of the actor's but `kept` (0: all), at once. */
enum fault store_sessions_remove_others(struct store *store, struct deed deed, int64_t kept,
                                        struct error *err);
/* The seats of one browser: each session with the member whose it is. Those that have ended already
 * are passed over. */
struct session_seat {
    int64_t session_id, member_id;
};
enum fault store_sessions_remove_seats(struct store *store, struct deed deed,
                                       const struct session_seat *seats, size_t count,
                                       struct error *err);
/* Whether a use is to be noted: at most once a minute; and at once where it was last seen by a
 * clock that was ahead. */
bool credential_is_due(int64_t last_seen_at, int64_t now);
/* Notes what was used, which slides sessions, and removes those that have expired. */
enum fault store_credentials_seen(struct store *store, const struct credential_seen *seen,
                                  size_t count, int64_t now, struct error *err);

/* At the start: a database from before SESSIONS_MAX may have more of a member than that. The latest
 * stay. */
enum fault store_sessions_trim(struct store *store, struct error *err);

/* ---- inside a unit of work ---- */

struct session_new {
    const uint8_t *hash;
    const char *user_agent; /* or NULL */
    int64_t replaces;       /* one of the actor's in the same browser, which ends; 0: none */
};
/* For the actor. Beyond SESSIONS_MAX, the one that was used least recently ends. */
enum fault session_add(struct db *db, struct deed deed, const struct session_new *new, int64_t *id,
                       struct error *err);

/* Ends the member's sessions, all but `kept` (0: all). The log has to say it in other words. */
enum fault sessions_remove_others(struct db *db, int64_t member_id, int64_t kept,
                                  struct error *err);
/* The same, with an entry of how many have ended, if any has. */
enum fault sessions_end_all_but(struct db *db, struct deed deed, int64_t member_id, int64_t kept,
                                struct error *err);

#endif
