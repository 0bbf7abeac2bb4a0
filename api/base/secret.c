#include "base/secret.h"

#include <sodium.h>
#include <string.h>

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for an Argon2id string");
_Static_assert(HASH_BYTES == crypto_hash_sha256_BYTES, "SHA-256");

bool secret_init(void)
{
    return sodium_init() >= 0;
}

void secret_new(char text[SECRET_TEXT_SIZE])
{
    uint8_t bytes[SECRET_BYTES];

    randombytes_buf(bytes, sizeof(bytes));
    sodium_bin2base64(text, SECRET_TEXT_SIZE, bytes, sizeof(bytes),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof(bytes));
}

void secret_random(void *bytes, size_t length)
{
    randombytes_buf(bytes, length);
}

void hash_bytes(const void *bytes, size_t length, uint8_t hash[HASH_BYTES])
{
    crypto_hash_sha256(hash, bytes, length);
}

void hash_tag(const void *bytes, size_t length, char tag[24])
{
    uint8_t hash[16];

    crypto_generichash(hash, sizeof(hash), bytes, length, NULL, 0);
    sodium_bin2base64(tag, 24, hash, sizeof(hash), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void hex_encode(const uint8_t *bytes, size_t length, char *text)
{
    sodium_bin2hex(text, 2 * length + 1, bytes, length);
}

bool password_hash(const char *password, char hash[PASSWORD_HASH_SIZE])
{
    memset(hash, 0, PASSWORD_HASH_SIZE);
    return crypto_pwhash_str_alg(
               hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
               crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool password_matches(const char *hash, const char *password)
{
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

void secret_wipe(void *bytes, size_t length)
{
    sodium_memzero(bytes, length);
}
