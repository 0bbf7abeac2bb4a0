#include "base/password.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for an Argon2id string");

static bool make_string(const void *bytes, size_t length, char hash[PASSWORD_HASH_SIZE])
{
    memset(hash, 0, PASSWORD_HASH_SIZE);
    return crypto_pwhash_str_alg(hash, bytes, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                 crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool password_hash(const char *password, char hash[PASSWORD_HASH_SIZE])
{
    auto_arena struct arena arena = {0};
    const char *opaque = text_opaque(&arena, password);

    return make_string(opaque, strlen(opaque), hash);
}

/* ---- what is kept ---------------------------------------------------------------------------- */

/* What a hash may have been made of: as we make it now, as before spaces were the same, and as the
 * keyboard sent it. Most passwords have one form. */
struct forms {
    const char *texts[3];
    size_t count;
};

static void add_form(struct forms *forms, const char *text)
{
    for (size_t i = 0; i < forms->count; i++)
        if (strcmp(forms->texts[i], text) == 0)
            return;
    forms->texts[forms->count++] = text;
}

static struct forms forms_of(struct arena *arena, const char *password)
{
    struct forms forms = {.count = 0};

    add_form(&forms, text_opaque(arena, password));
    add_form(&forms, text_nfc(arena, password));
    add_form(&forms, password);
    return forms;
}

bool password_is_wrapped(const char *kept, struct old_hash *old)
{
    const char *space = strchr(kept, ' ');

    return space != NULL && old_hash_read_recipe(space + 1, old);
}

static bool string_matches(const char *string, const void *bytes, size_t length,
                           int64_t *argon2id_us)
{
    int64_t start = clock_monotonic_us();
    bool matches = crypto_pwhash_str_verify(string, bytes, length) == 0;

    *argon2id_us = clock_monotonic_us() - start;
    return matches;
}

/* All forms, also behind the right one: how long it takes says nothing of what is kept. */
static bool plain_matches(const char *kept, const char *password, struct password_proof *proof)
{
    auto_arena struct arena arena = {0};
    struct forms forms = forms_of(&arena, password);
    bool matches = false;

    for (size_t i = 0; i < forms.count; i++) {
        if (!string_matches(kept, forms.texts[i], strlen(forms.texts[i]), &proof->argon2id_us))
            continue;
        matches = true;
        proof->is_old = i > 0;
    }
    return matches;
}

static bool wrapped_matches(const char *kept, const struct old_hash *old, const char *password,
                            int64_t *argon2id_us)
{
    char string[PASSWORD_HASH_SIZE];
    uint8_t output[OLD_OUTPUT_MAX];
    bool matches;

    snprintf(string, sizeof(string), "%.*s", (int)strcspn(kept, " "), kept);
    if (!old_hash_make(old, password, output))
        return false;
    matches = string_matches(string, output, old->output_length, argon2id_us);
    sodium_memzero(output, sizeof(output));
    return matches;
}

/* Hashing costs what verifying costs. */
static bool nobodys_matches(const char *password, struct password_proof *proof)
{
    auto_arena struct arena arena = {0};
    struct forms forms = forms_of(&arena, password);

    for (size_t i = 0; i < forms.count; i++) {
        int64_t start = clock_monotonic_us();
        char discarded[PASSWORD_HASH_SIZE];

        make_string(forms.texts[i], strlen(forms.texts[i]), discarded);
        proof->argon2id_us = clock_monotonic_us() - start;
    }
    return false;
}

bool password_matches(const char *kept, const char *password, struct password_proof *proof)
{
    struct password_proof ignored;
    struct old_hash old;

    if (proof == NULL)
        proof = &ignored;
    *proof = (struct password_proof){0};
    if (kept == NULL)
        return nobodys_matches(password, proof);
    if (!password_is_wrapped(kept, &old))
        return plain_matches(kept, password, proof);
    proof->is_old = wrapped_matches(kept, &old, password, &proof->argon2id_us);
    return proof->is_old;
}

enum fault password_wrap(const char *text, enum old_verdict *verdict, char kept[PASSWORD_KEPT_SIZE],
                         struct error *err)
{
    char string[PASSWORD_HASH_SIZE];
    struct old_hash old;
    size_t recipe;
    bool hashed;

    *verdict = old_hash_read(text, &old, &recipe);
    if (*verdict != OLD_TAKEN)
        return FAULT_NONE;
    hashed = make_string(old.output, old.output_length, string);
    sodium_memzero(old.output, sizeof(old.output));
    if (!hashed)
        return error_set(err, FAULT_BUSY,
                         "There isn't enough memory to hash a password. Try again.");
    snprintf(kept, PASSWORD_KEPT_SIZE, "%s %.*s%zu", string, (int)recipe, text, old.output_length);
    return FAULT_NONE;
}
