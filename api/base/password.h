/*
 * Passwords: their hashes, and whether one is right. secret_init() comes before anything else.
 *
 * What is kept of a password is an Argon2id string. If it came from another program, which kept a
 * hash of its own, it's an Argon2id string over that hash, a space, and how the old hash is made:
 * its scheme, its costs and its salt, but not the hash. So whoever finds the database has to get
 * past both, and the old hash itself is nowhere. password_hash() replaces it once somebody signs
 * in.
 */
#ifndef MARQUEE_BASE_PASSWORD_H
#define MARQUEE_BASE_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/old_hash.h"

enum {
    PASSWORD_HASH_SIZE = 128,                                  /* an Argon2id string, and a NUL */
    PASSWORD_KEPT_SIZE = PASSWORD_HASH_SIZE + OLD_TEXT_MAX + 1 /* the same with an old one behind */
};

/* Of the password as RFC 8265 compares it, whichever way a keyboard sent it. Argon2id at
 * libsodium's INTERACTIVE cost: 64 MiB and about 0.15 s. False: not enough memory. */
bool password_hash(const char *password, char hash[PASSWORD_HASH_SIZE]);

struct password_proof {
    int64_t argon2id_us; /* how long the Argon2id string took, which all of them have */
    bool is_old;         /* it matches, and password_hash() would make another one of it */
};

/*
 * Costs the same whether it matches or not. `kept` NULL: nobody has it, which costs what a plain
 * one costs. An old hash is made of the password as it was sent: that is what the other program
 * hashed. A plain one may be, too, from before this normalised as it does: each form of what was
 * sent is tried, which is one for most. `proof` may be NULL.
 */
bool password_matches(const char *kept, const char *password, struct password_proof *proof);

/* Is there an old hash below? Then `old` says how it's made. */
bool password_is_wrapped(const char *kept, struct old_hash *old);

/*
 * Reads what Django kept (auth_user.password). OLD_TAKEN: `kept` is to be stored as the member's
 * password_hash. That alone costs as much as password_hash(); old_hash_read() only looks.
 * FAULT_BUSY: not enough memory.
 */
enum fault password_wrap(const char *text, enum old_verdict *verdict, char kept[PASSWORD_KEPT_SIZE],
                         struct error *err);

#endif
