/*
 * Random secrets, and hashes of what is not a password (base/password.h). secret_init() comes
 * before anything else and fails only where the system has no randomness.
 */
#ifndef MARQUEE_BASE_SECRET_H
#define MARQUEE_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SECRET_BYTES = 32,     /* 256 random bits */
    SECRET_TEXT_SIZE = 44, /* as base64url without padding, and a NUL */
    HASH_BYTES = 32        /* SHA-256 */
};

bool secret_init(void);

/* Writes a new secret as base64url text. */
void secret_new(char text[SECRET_TEXT_SIZE]);

void secret_random(void *bytes, size_t length);

/* A number from 0 to limit - 1, each as likely as the others. */
uint32_t secret_below(uint32_t limit);

/* SHA-256 of bytes: what is stored of a session or a token. */
void hash_bytes(const void *bytes, size_t length, uint8_t hash[HASH_BYTES]);

/* 128 bits of BLAKE2b, three times as fast, as base64url, for entity tags: 22 characters, a NUL. */
void hash_tag(const void *bytes, size_t length, char tag[24]);

/* The secret that follows from a key and a text, for whoever has the key: HMAC-SHA-256, as
 * base64url text. Without the key it looks like any other. */
void secret_derive(const uint8_t key[SECRET_BYTES], const char *message,
                   char text[SECRET_TEXT_SIZE]);

/* Takes as long for any two hashes. */
bool hash_equal(const uint8_t one[HASH_BYTES], const uint8_t other[HASH_BYTES]);

/* Lower-case hexadecimal; `text` holds 2 × length + 1. */
void hex_encode(const uint8_t *bytes, size_t length, char *text);

/* Wipes a secret; not optimised away. */
void secret_wipe(void *bytes, size_t length);

#endif
