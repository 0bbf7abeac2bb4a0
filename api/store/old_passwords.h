/* Members' passwords that still have an old hash below (base/password.h), and how they lose it. */
#ifndef MARQUEE_STORE_OLD_PASSWORDS_H
#define MARQUEE_STORE_OLD_PASSWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/old_hash.h"
#include "store/store.h"

/* The dearest old hash of each scheme that a member has. */
enum fault old_passwords_dearest(struct db *db, struct old_hash dearest[OLD_SCHEMES], size_t *count,
                                 struct error *err);

/* Puts `renewed` in the place of `kept`, for the same password: it's no change of the member's, and
 * their sessions go on. `*done` is false if they have another hash by now. */
enum fault store_password_renew(struct store *store, int64_t member_id, const char *kept,
                                const char *renewed, bool *done, struct error *err);

#endif
