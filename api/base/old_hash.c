#include "base/old_hash.h"

#include <argon2.h>
#include <crypt.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

enum {
    MEMORY_MAX = 256 * 1024,    /* KiB; two are made at once */
    BCRYPT_PASSWORD_MAX = 72,   /* bytes that it looks at */
    BCRYPT_SALT = 22,           /* characters, of base64 of its own */
    BCRYPT_OUTPUT = 31,         /* characters as well, which are not decoded */
    SAMPLE_ITERATIONS = 100000, /* each of the samples takes some 20 to 100 ms */
    SAMPLE_N = 8 * 1024,
    SAMPLE_KIB = 32 * 1024,
    SAMPLE_LOG_ROUNDS = 8,
};

/* ---- reading ------------------------------------------------------------------------------- */

static bool take_word(const char **at, const char *word)
{
    size_t length = strlen(word);

    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

/* Digits, up to `end`. One that is too large for its type is the largest: too dear, not damaged. */
static bool take_uint(const char **at, const char *end, uint32_t *number)
{
    size_t digits = strspn(*at, "0123456789");
    unsigned long long value = strtoull(*at, NULL, 10);

    if (digits == 0 || (digits > 1 && **at == '0'))
        return false;
    *number = value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
    *at += digits;
    return take_word(at, end);
}

/* Everything before the next "$", as it stands there. */
static bool take_salt(const char **at, struct old_hash *hash)
{
    hash->salt_length = strcspn(*at, "$");
    memcpy(hash->salt, *at, hash->salt_length);
    *at += hash->salt_length;
    return take_word(at, "$");
}

/* "N$salt$" */
static bool read_pbkdf2(const char **at, struct old_hash *hash)
{
    return take_uint(at, "$", &hash->cost) && take_salt(at, hash) && hash->cost > 0;
}

/* "N$salt$r$p$" */
static bool read_scrypt(const char **at, struct old_hash *hash)
{
    return take_uint(at, "$", &hash->cost) && take_salt(at, hash) &&
           take_uint(at, "$", &hash->memory) && take_uint(at, "$", &hash->lanes) &&
           hash->cost > 1 && (hash->cost == UINT32_MAX || (hash->cost & (hash->cost - 1)) == 0) &&
           hash->memory > 0 && hash->lanes > 0;
}

/* "argon2id$v=19$m=102400,t=2,p=8$salt$"; without "v=", it's version 16. */
static bool read_argon2(const char **at, struct old_hash *hash)
{
    static const argon2_type types[] = {Argon2_d, Argon2_i, Argon2_id};
    static const char *const names[] = {"argon2d$", "argon2i$", "argon2id$"};
    char salt[OLD_TEXT_MAX + 1];
    size_t type = 0;

    while (type < COUNT_OF(names) && !take_word(at, names[type]))
        type++;
    if (type == COUNT_OF(names))
        return false;
    hash->type = (int)types[type];
    hash->version = ARGON2_VERSION_10;
    if (take_word(at, "v=") && !take_uint(at, "$", &hash->version))
        return false;
    if (!take_word(at, "m=") || !take_uint(at, ",t=", &hash->memory) ||
        !take_uint(at, ",p=", &hash->cost) || !take_uint(at, "$", &hash->lanes) ||
        !take_salt(at, hash))
        return false;
    memcpy(salt, hash->salt, sizeof(salt));
    return (hash->version == ARGON2_VERSION_10 || hash->version == ARGON2_VERSION_13) &&
           hash->cost > 0 && hash->lanes > 0 && hash->memory / 8 >= hash->lanes &&
           sodium_base642bin((uint8_t *)hash->salt, sizeof(hash->salt), salt, hash->salt_length,
                             NULL, &hash->salt_length, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           hash->salt_length >= ARGON2_MIN_SALT_LENGTH;
}

static bool is_bcrypt_text(const char *text, size_t length)
{
    return strspn(text, "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") >=
           length;
}

/* "$2b$12$" and the salt. What is older than 2b differs only where libraries were wrong. */
static bool read_bcrypt(const char **at, struct old_hash *hash)
{
    if (!take_word(at, "$2b$") && !take_word(at, "$2a$") && !take_word(at, "$2y$"))
        return false;
    if (strspn(*at, "0123456789") != 2 || (*at)[2] != '$')
        return false;
    hash->cost = (uint32_t)((*at)[0] - '0') * 10 + (uint32_t)((*at)[1] - '0');
    *at += 3;
    if (hash->cost < 4 || hash->cost > 31 || !is_bcrypt_text(*at, BCRYPT_SALT))
        return false;
    memcpy(hash->salt, *at, BCRYPT_SALT);
    hash->salt_length = BCRYPT_SALT;
    *at += BCRYPT_SALT;
    return true;
}

/* ---- making -------------------------------------------------------------------------------- */

static bool make_pbkdf2(const struct old_hash *hash, const char *password, uint8_t *output)
{
    const gnutls_datum_t key = {.data = (uint8_t *)(uintptr_t)password,
                                .size = (unsigned)strlen(password)};
    const gnutls_datum_t salt = {.data = (uint8_t *)(uintptr_t)hash->salt,
                                 .size = (unsigned)hash->salt_length};

    return gnutls_pbkdf2(hash->scheme == OLD_PBKDF2_SHA1 ? GNUTLS_MAC_SHA1 : GNUTLS_MAC_SHA256,
                         &key, &salt, hash->cost, output, hash->output_length) == 0;
}

static bool make_scrypt(const struct old_hash *hash, const char *password, uint8_t *output)
{
    return crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)password, strlen(password),
                                                 (const uint8_t *)hash->salt, hash->salt_length,
                                                 hash->cost, hash->memory, hash->lanes, output,
                                                 hash->output_length) == 0;
}

/* All lanes on this thread: there is a thread for each of those who sign in. */
static bool make_argon2(const struct old_hash *hash, const char *password, uint8_t *output)
{
    argon2_context context = {
        .out = output,
        .outlen = (uint32_t)hash->output_length,
        .pwd = (uint8_t *)(uintptr_t)password,
        .pwdlen = (uint32_t)strlen(password),
        .salt = (uint8_t *)(uintptr_t)hash->salt,
        .saltlen = (uint32_t)hash->salt_length,
        .t_cost = hash->cost,
        .m_cost = hash->memory,
        .lanes = hash->lanes,
        .threads = 1,
        .version = hash->version,
    };

    return argon2_ctx(&context, (argon2_type)hash->type) == ARGON2_OK;
}

static bool make_bcrypt(const struct old_hash *hash, const char *password, uint8_t *output)
{
    auto_free struct crypt_data *data = calloc(1, sizeof(*data));
    char setting[64], looked_at[BCRYPT_PASSWORD_MAX + 1];
    const char *made;
    bool is_made;

    if (data == NULL)
        return false;
    snprintf(setting, sizeof(setting), "$2b$%02u$%.*s", hash->cost, BCRYPT_SALT, hash->salt);
    snprintf(looked_at, sizeof(looked_at), "%s", password);
    made = crypt_r(looked_at, setting, data);
    is_made = made != NULL && strlen(made) == strlen(setting) + BCRYPT_OUTPUT;
    if (is_made)
        memcpy(output, made + strlen(setting), BCRYPT_OUTPUT);
    sodium_memzero(looked_at, sizeof(looked_at));
    sodium_memzero(data, sizeof(*data));
    return is_made;
}

/* Of the hexadecimal digits of the password's SHA-256, all of which bcrypt looks at. */
static bool make_bcrypt_sha256(const struct old_hash *hash, const char *password, uint8_t *output)
{
    uint8_t digest[crypto_hash_sha256_BYTES];
    char digits[2 * sizeof(digest) + 1];

    crypto_hash_sha256(digest, (const uint8_t *)password, strlen(password));
    sodium_bin2hex(digits, sizeof(digits), digest, sizeof(digest));
    return make_bcrypt(hash, digits, output);
}

/* ---- the schemes --------------------------------------------------------------------------- */

/* The limits of work are what takes some 1 to 2 seconds. */
static const struct {
    const char *word;
    bool (*read)(const char **at, struct old_hash *hash);
    bool (*make)(const struct old_hash *hash, const char *password, uint8_t *output);
    int base64;           /* of the output; 0: it stands as it is */
    size_t output_length; /* bytes; 0: any */
    uint64_t work_max;
} schemes[OLD_SCHEMES] = {
    [OLD_PBKDF2_SHA256] = {"pbkdf2_sha256", read_pbkdf2, make_pbkdf2,
                           sodium_base64_VARIANT_ORIGINAL, 32, 2000000},
    [OLD_PBKDF2_SHA1] = {"pbkdf2_sha1", read_pbkdf2, make_pbkdf2, sodium_base64_VARIANT_ORIGINAL,
                         20, 2000000},
    [OLD_SCRYPT] = {"scrypt", read_scrypt, make_scrypt, sodium_base64_VARIANT_ORIGINAL, 64,
                    1 << 21},
    [OLD_ARGON2] = {"argon2", read_argon2, make_argon2, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                    0, 1 << 20},
    [OLD_BCRYPT_SHA256] = {"bcrypt_sha256", read_bcrypt, make_bcrypt_sha256, 0, BCRYPT_OUTPUT,
                           1 << 14},
    [OLD_BCRYPT] = {"bcrypt", read_bcrypt, make_bcrypt, 0, BCRYPT_OUTPUT, 1 << 14},
};

/* The scheme that the text begins with; OLD_SCHEMES: none of them. */
static enum old_scheme take_scheme(const char **text)
{
    enum old_scheme scheme = 0;

    while (scheme < OLD_SCHEMES) {
        const char *at = *text;

        if (take_word(&at, schemes[scheme].word) && take_word(&at, "$")) {
            *text = at;
            break;
        }
        scheme++;
    }
    return scheme;
}

static bool is_too_dear(const struct old_hash *hash)
{
    uint64_t kib = hash->memory;

    if (hash->scheme == OLD_SCRYPT)
        kib = (uint64_t)hash->cost * hash->memory / 8;
    return kib > MEMORY_MAX || old_hash_work(hash) > schemes[hash->scheme].work_max;
}

static bool read_output(const char *text, struct old_hash *hash)
{
    size_t length = strlen(text), wanted = schemes[hash->scheme].output_length;

    hash->output_length = length;
    if (schemes[hash->scheme].base64 == 0) {
        if (!is_bcrypt_text(text, length) || length > OLD_OUTPUT_MAX)
            return false;
        memcpy(hash->output, text, length);
    } else if (sodium_base642bin(hash->output, OLD_OUTPUT_MAX, text, length, NULL,
                                 &hash->output_length, NULL, schemes[hash->scheme].base64) != 0) {
        return false;
    }
    return wanted == 0 ? hash->output_length >= OLD_OUTPUT_LEAST : hash->output_length == wanted;
}

/* All but the output; `*rest` is where that begins. */
static enum old_verdict read_recipe(const char *text, struct old_hash *hash, const char **rest)
{
    memset(hash, 0, sizeof(*hash));
    *rest = text;
    hash->scheme = take_scheme(rest);
    if (hash->scheme == OLD_SCHEMES)
        return OLD_UNKNOWN;
    if (strlen(text) > OLD_TEXT_MAX || !schemes[hash->scheme].read(rest, hash))
        return OLD_DAMAGED;
    return is_too_dear(hash) ? OLD_TOO_DEAR : OLD_TAKEN;
}

static bool is_printable(const char *text)
{
    while (*text >= ' ' && *text <= '~')
        text++;
    return *text == '\0';
}

enum old_verdict old_hash_read(const char *text, struct old_hash *hash, size_t *recipe)
{
    const char *rest;
    enum old_verdict verdict;

    if (text[0] == '\0' || text[0] == '!')
        return OLD_NONE;
    verdict = read_recipe(text, hash, &rest);
    if (verdict != OLD_UNKNOWN && (!is_printable(text) || !read_output(rest, hash)))
        return OLD_DAMAGED;
    *recipe = (size_t)(rest - text);
    return verdict;
}

bool old_hash_read_recipe(const char *text, struct old_hash *hash)
{
    const char *rest;
    uint32_t length;

    if (read_recipe(text, hash, &rest) != OLD_TAKEN || !take_uint(&rest, "", &length) ||
        *rest != '\0' || length < OLD_OUTPUT_LEAST || length > OLD_OUTPUT_MAX)
        return false;
    hash->output_length = length;
    return true;
}

const char *old_hash_algorithm(const char *text)
{
    static const char *const others[] = {"sha1", "md5", "crypt"};
    enum old_scheme scheme = take_scheme(&text);

    if (scheme != OLD_SCHEMES)
        return schemes[scheme].word;
    if (text[0] == '\0' || text[0] == '!')
        return "none";
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (strlen(others[i]) == strcspn(text, "$") && take_word(&text, others[i]))
            return others[i];
    return strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32 ? "md5" : "other";
}

/* ---- what it costs ------------------------------------------------------------------------- */

bool old_hash_make(const struct old_hash *hash, const char *password,
                   uint8_t output[OLD_OUTPUT_MAX])
{
    return schemes[hash->scheme].make(hash, password, output);
}

uint64_t old_hash_work(const struct old_hash *hash)
{
    uint64_t per_lane;

    switch (hash->scheme) {
    case OLD_SCRYPT:
        per_lane = (uint64_t)hash->cost * hash->memory;
        return per_lane > UINT64_MAX / hash->lanes ? UINT64_MAX : per_lane * hash->lanes;
    case OLD_ARGON2:
        return (uint64_t)hash->cost * hash->memory;
    case OLD_BCRYPT_SHA256:
    case OLD_BCRYPT:
        return UINT64_C(1) << hash->cost;
    default:
        return hash->cost;
    }
}

static uint32_t at_most(uint32_t number, uint32_t most)
{
    return number < most ? number : most;
}

struct old_hash old_hash_sample(const struct old_hash *hash)
{
    struct old_hash sample = *hash;

    switch (hash->scheme) {
    case OLD_SCRYPT:
        sample.cost = at_most(hash->cost, SAMPLE_N);
        sample.lanes = 1;
        break;
    case OLD_ARGON2:
        sample.cost = 1;
        sample.memory = at_most(hash->memory, SAMPLE_KIB);
        break;
    case OLD_BCRYPT_SHA256:
    case OLD_BCRYPT:
        sample.cost = at_most(hash->cost, SAMPLE_LOG_ROUNDS);
        break;
    default:
        sample.cost = at_most(hash->cost, SAMPLE_ITERATIONS);
    }
    return sample;
}
