#include "http/call/cursor.h"

#include <inttypes.h>
#include <string.h>

#include "base/base64.h"

const char *cursor_encode(struct arena *arena, const struct cursor *cursor)
{
    const char *plain =
        arena_printf(arena, "%s %" PRId64 " %" PRId64, cursor->list, cursor->number, cursor->id);

    if (cursor->place > 0)
        plain = arena_printf(arena, "%s %" PRId64 " %" PRId64, plain, cursor->place, cursor->rank);
    return base64url_encode(arena, plain, strlen(plain));
}

static bool has_rank(const struct cursor *cursor)
{
    return cursor->rank > 0 && cursor->rank <= cursor->place && cursor->place <= CURSOR_PLACE_MAX;
}

static bool read_plain(const char *plain, struct cursor *cursor)
{
    char list[16];
    int count = sscanf(plain, "%15s %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, list,
                       &cursor->number, &cursor->id, &cursor->place, &cursor->rank);

    if (count != 3 && (count != 5 || !has_rank(cursor)))
        return false;
    return cursor->number >= 0 && cursor->id > 0;
}

enum fault cursor_decode(struct arena *arena, const char *text, struct cursor *cursor,
                         struct error *err)
{
    const char *plain = strlen(text) > CURSOR_MAX ? NULL : base64url_decode(arena, text);

    /* Only what cursor_encode() would write is a cursor. */
    cursor->place = cursor->rank = 0;
    if (plain != NULL && read_plain(plain, cursor) &&
        strcmp(cursor_encode(arena, cursor), text) == 0)
        return FAULT_NONE;
    return error_field(err, "query", "/cursor", FLAW_NO_CURSOR);
}
