#include "http/call/cursor.h"

#include <inttypes.h>
#include <string.h>

#include "base/base64.h"

const char *cursor_encode(struct arena *arena, const struct cursor *cursor)
{
    const char *plain =
        arena_printf(arena, "%s %" PRId64 " %" PRId64, cursor->list, cursor->number, cursor->id);

    return base64url_encode(arena, plain, strlen(plain));
}

enum fault cursor_decode(struct arena *arena, const char *text, struct cursor *cursor,
                         struct error *err)
{
    const char *plain = strlen(text) > CURSOR_MAX ? NULL : base64url_decode(arena, text);
    char list[16];

    /* Only what cursor_encode() would write is a cursor. */
    if (plain != NULL &&
        sscanf(plain, "%15s %" SCNd64 " %" SCNd64, list, &cursor->number, &cursor->id) == 3 &&
        strcmp(cursor_encode(arena, cursor), text) == 0)
        return FAULT_NONE;
    return error_field(err, "query", "/cursor", FLAW_NO_CURSOR);
}
