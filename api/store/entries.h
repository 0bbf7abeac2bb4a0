/* Own links: one for a member, which opens their seat in another browser. */
#ifndef MARQUEE_STORE_ENTRIES_H
#define MARQUEE_STORE_ENTRIES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/deed.h"
#include "domain/member.h"
#include "store/store.h"

struct entry {
    int64_t made_at;        /* 0: there is none */
    int64_t used_at;        /* 0: never */
    const char *user_agent; /* of the browser that used it last; may be NULL */
};

/* The member's link, as far as others than its owner may know it. */
enum fault entry_of(struct db *db, struct arena *arena, int64_t member_id, struct entry *entry,
                    struct error *err);

/* Whose link it is. `password_hash` is NULL for a member without one. FAULT_LINK_UNKNOWN. */
enum fault entry_find(struct db *db, struct arena *arena, const uint8_t hash[HASH_BYTES],
                      struct member *member, const char **password_hash, struct error *err);

/* FAULT_PASSWORD_NEEDED, explained: an admin's link is not enough by itself. */
enum fault entry_needs_password(struct error *err);

/* Gives the member a new link; the one before no longer works. `end_sessions`: all their sessions
 * end with it, but not the one that is `kept`. */
struct entry_new {
    int64_t member_id;
    const uint8_t *hash;
    bool end_sessions;
    int64_t kept; /* 0: none */
};
enum fault store_entry_set(struct store *store, struct deed deed, const struct entry_new *entry,
                           struct error *err);

/* ---- inside a unit of work ---- */

enum fault entry_set(struct db *db, struct deed deed, int64_t member_id,
                     const uint8_t hash[HASH_BYTES], struct error *err);

/* Notes that the member's link was used. FAULT_LINK_UNKNOWN: it is no longer theirs. */
enum fault entry_use(struct db *db, struct deed deed, const uint8_t hash[HASH_BYTES],
                     const char *user_agent, struct error *err);

#endif
