#include "base/secret.h"

#include <gnutls/crypto.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(HASH_BYTES == crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert(SECRET_BYTES == crypto_auth_hmacsha256_KEYBYTES, "the size of its keys");
_Static_assert(SECRET_BYTES == crypto_auth_hmacsha256_BYTES, "a secret is one HMAC");

bool secret_init(void)
{
    return sodium_init() >= 0;
}

/* Wipes the bytes. */
static void write_secret(uint8_t bytes[SECRET_BYTES], char text[SECRET_TEXT_SIZE])
{
    sodium_bin2base64(text, SECRET_TEXT_SIZE, bytes, SECRET_BYTES,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, SECRET_BYTES);
}

void secret_new(char text[SECRET_TEXT_SIZE])
{
    uint8_t bytes[SECRET_BYTES];

    randombytes_buf(bytes, sizeof(bytes));
    write_secret(bytes, text);
}

void secret_derive(const uint8_t key[SECRET_BYTES], const char *message,
                   char text[SECRET_TEXT_SIZE])
{
    uint8_t bytes[SECRET_BYTES];

    crypto_auth_hmacsha256(bytes, (const uint8_t *)message, strlen(message), key);
    write_secret(bytes, text);
}

void secret_random(void *bytes, size_t length)
{
    randombytes_buf(bytes, length);
}

uint32_t secret_below(uint32_t limit)
{
    return randombytes_uniform(limit);
}

/* GnuTLS has the processor's own instructions for it: three times as fast as libsodium. */
void hash_bytes(const void *bytes, size_t length, uint8_t hash[HASH_BYTES])
{
    if (gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, length, hash) != 0)
        abort();
}

bool hash_equal(const uint8_t one[HASH_BYTES], const uint8_t other[HASH_BYTES])
{
    return sodium_memcmp(one, other, HASH_BYTES) == 0;
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

void secret_wipe(void *bytes, size_t length)
{
    sodium_memzero(bytes, length);
}
