/* auth_user.password of somebody else's database, and what is kept of it. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/old_hash.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What was taken can be read from its recipe, which has nothing of the output. */
static void check_recipe(const char *text, size_t length, const struct old_hash *hash)
{
    struct old_hash again;
    char recipe[OLD_TEXT_MAX + 1];

    if (length + OLD_OUTPUT_LEAST > strlen(text))
        __builtin_trap();
    snprintf(recipe, sizeof(recipe), "%.*s%zu", (int)length, text, hash->output_length);
    if (!old_hash_read_recipe(recipe, &again) || old_hash_work(&again) != old_hash_work(hash))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *text = strndup((const char *)bytes, size);
    struct old_hash hash;
    size_t length;

    if (old_hash_read(text, &hash, &length) == OLD_TAKEN)
        check_recipe(text, length, &hash);
    if (*old_hash_algorithm(text) == '\0')
        __builtin_trap();
    old_hash_read_recipe(text, &hash);
    free(text);
    return 0;
}
