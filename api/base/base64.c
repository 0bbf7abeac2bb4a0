#include "base/base64.h"

#include <sodium.h>
#include <string.h>

const char *base64url_encode(struct arena *arena, const void *bytes, size_t length)
{
    size_t size = sodium_base64_ENCODED_LEN(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

    return sodium_bin2base64(arena_alloc(arena, size), size, bytes, length,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *base64url_decode(struct arena *arena, const char *text)
{
    size_t size = strlen(text), length = 0;
    char *bytes = arena_alloc(arena, size + 1);

    if (sodium_base642bin((unsigned char *)bytes, size, text, size, NULL, &length, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return NULL;
    bytes[length] = '\0';
    return bytes;
}
