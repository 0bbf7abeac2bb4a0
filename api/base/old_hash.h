/*
 * Passwords as another program kept them: the text that Django writes into auth_user.password, and
 * how to make its hash once more. Shapes: Django's contrib/auth/hashers.py, 1.4 to 6.0. The work is
 * done by libraries: PBKDF2 by GnuTLS, scrypt by libsodium, Argon2 by libargon2, bcrypt by
 * libcrypt.
 */
#ifndef MARQUEE_BASE_OLD_HASH_H
#define MARQUEE_BASE_OLD_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OLD_TEXT_MAX = 255,   /* characters of a password as it was kept; Django's column has 128 */
    OLD_OUTPUT_MAX = 64,  /* bytes of a hash */
    OLD_OUTPUT_LEAST = 16 /* fewer are too easy to hit */
};

/* Each is one row of Django's PASSWORD_HASHERS. */
enum old_scheme {
    OLD_PBKDF2_SHA256,
    OLD_PBKDF2_SHA1,
    OLD_SCRYPT,
    OLD_ARGON2,
    OLD_BCRYPT_SHA256,
    OLD_BCRYPT,
    OLD_SCHEMES
};

/* What can be done with a password that was kept elsewhere. */
enum old_verdict {
    OLD_TAKEN,    /* its owner may go on using it */
    OLD_NONE,     /* there is none: empty, or "!" and what stands behind it */
    OLD_UNKNOWN,  /* by a scheme that isn't above: MD5, SHA-1, crypt, one of the site's own */
    OLD_TOO_DEAR, /* each sign-in would take seconds, or more memory than can be spared */
    OLD_DAMAGED   /* cut off, or not what its scheme writes */
};

/* All that a hash is made of, besides the password. */
struct old_hash {
    enum old_scheme scheme;
    uint32_t cost;   /* PBKDF2: iterations; scrypt: N; Argon2: passes; bcrypt: log2 of its rounds */
    uint32_t memory; /* scrypt: r; Argon2: KiB */
    uint32_t lanes;  /* scrypt and Argon2: p */
    uint32_t version;               /* of Argon2: 16 or 19 */
    int type;                       /* of Argon2: d, i or id, as libargon2 counts them */
    char salt[OLD_TEXT_MAX + 1];    /* as the scheme takes it: of Argon2, decoded */
    size_t salt_length;             /* bytes */
    size_t output_length;           /* bytes: OLD_OUTPUT_LEAST to OLD_OUTPUT_MAX */
    uint8_t output[OLD_OUTPUT_MAX]; /* not filled from a recipe */
};

/* Reads a text of auth_user.password. With OLD_TAKEN alone, `hash` is filled, and the first
 * `*recipe` characters of the text are all but its output. */
enum old_verdict old_hash_read(const char *text, struct old_hash *hash, size_t *recipe);

/* Reads those characters, with the length of the output behind them: what is kept of such a hash.
 * False: it is none, or not one that is taken. */
bool old_hash_read_recipe(const char *text, struct old_hash *hash);

/* Django's word for how the text was made ("pbkdf2_sha256", "md5"), "none", or "other": never part
 * of a hash. A constant. */
const char *old_hash_algorithm(const char *text);

/* Makes the hash of a password: `output_length` bytes. False: not enough memory. */
bool old_hash_make(const struct old_hash *hash, const char *password,
                   uint8_t output[OLD_OUTPUT_MAX]);

/* How much work that is, in a unit of its scheme: what takes twice as long is twice as much. */
uint64_t old_hash_work(const struct old_hash *hash);

/* The same kind of hash with so little work that one may try how long that takes. */
struct old_hash old_hash_sample(const struct old_hash *hash);

#endif
