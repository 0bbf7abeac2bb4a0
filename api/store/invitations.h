/* Invitations. Of the secret in a link the database has the hash alone (store/key_file.h). */
#ifndef MARQUEE_STORE_INVITATIONS_H
#define MARQUEE_STORE_INVITATIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/deed.h"
#include "domain/invitation.h"
#include "store/store.h"

enum fault invitation_by_id(struct db *db, struct arena *arena, int64_t id,
                            struct invitation *invitation, struct error *err);
/* By the hash of its secret, in whatever state it is. */
enum fault invitation_by_hash(struct db *db, struct arena *arena, const uint8_t hash[HASH_BYTES],
                              struct invitation *invitation, struct error *err);
/* The newest first; `before`: the id that the page before ended with, or 0. */
enum fault invitations_list(struct db *db, struct arena *arena, int64_t before, size_t limit,
                            struct invitation **invitations, size_t *count, struct error *err);

/* Writes the secret of its link. False: it was made with a key that is lost. */
bool invitation_secret(const struct store *store, const struct invitation *invitation,
                       char secret[SECRET_TEXT_SIZE]);

struct invitation_new {
    const char *note;   /* checked; NULL: none */
    int64_t max_uses;   /* 0: any number */
    int64_t days;       /* 0: never ends */
    const char *secret; /* NULL: follows from the key */
};
enum fault store_invitation_add(struct store *store, struct deed deed,
                                const struct invitation_new *invitation, int64_t *id,
                                struct error *err);
/* For good, and once: a revoked one stays as it is. */
enum fault store_invitation_revoke(struct store *store, struct deed deed, int64_t id,
                                   struct error *err);

/* ---- inside a unit of work ---- */

/* Takes one place. FAULT_INVITATION_OVER, with why, where it has none or has ended. */
enum fault invitation_use(struct db *db, struct arena *arena, int64_t id, int64_t now,
                          struct error *err);

/* Says why nobody can join by it: "used_up", "expired", "revoked", or "paused". */
enum fault invitation_over(const char *why, struct error *err);

#endif
