#include "http/call/cursor.h"

#include <inttypes.h>
#include <orcania.h>
#include <string.h>

const char *cursor_encode(struct arena *arena, const struct cursor *cursor)
{
    const char *plain =
        arena_printf(arena, "%s %" PRId64 " %" PRId64, cursor->list, cursor->number, cursor->id);
    size_t length = strlen(plain), encoded_length = 0;
    unsigned char *encoded = arena_alloc(arena, length * 2 + 8);

    if (!o_base64url_encode((const unsigned char *)plain, length, encoded, &encoded_length))
        abort();
    encoded[encoded_length] = '\0';
    return (const char *)encoded;
}

static bool decode(struct arena *arena, const char *text, const char **plain)
{
    size_t length = strlen(text), decoded_length = 0;
    unsigned char *decoded;

    if (length == 0 || length > CURSOR_MAX)
        return false;
    decoded = arena_alloc(arena, length + 4);
    if (!o_base64url_decode((const unsigned char *)text, length, decoded, &decoded_length))
        return false;
    decoded[decoded_length] = '\0';
    *plain = (const char *)decoded;
    return true;
}

enum fault cursor_decode(struct arena *arena, const char *text, struct cursor *cursor,
                         struct error *err)
{
    const char *plain;
    char list[16];

    /* Only what cursor_encode() would write is a cursor. */
    if (decode(arena, text, &plain) &&
        sscanf(plain, "%15s %" SCNd64 " %" SCNd64, list, &cursor->number, &cursor->id) == 3 &&
        strcmp(cursor_encode(arena, cursor), text) == 0)
        return FAULT_NONE;
    return error_field(err, "query", "/cursor", "is not a cursor of this list");
}
