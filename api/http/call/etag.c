#include "http/call/etag.h"

#include <string.h>

#include "http/call/syntax.h"

/* A tag has no quotes within, and knows no backslashes. */
static bool is_same_tag(struct piece piece, const char *tag)
{
    static const char compressed[] = "-gz";
    size_t length = strlen(tag);

    if (piece.length < length + 2 || piece.text[0] != '"' || piece.text[piece.length - 1] != '"' ||
        memcmp(piece.text + 1, tag, length) != 0)
        return false;
    piece = (struct piece){piece.text + 1 + length, piece.length - 2 - length};
    return piece.length == 0 || piece_is(piece, compressed);
}

/* The next tag with its quotes; false: no more. */
static bool next_tag(const char **at, struct piece *tag, bool *weak)
{
    const char *end;

    *at += strspn(*at, " \t,");
    *weak = strncmp(*at, "W/", 2) == 0;
    *at += *weak ? 2 : 0;
    end = **at == '"' ? strchr(*at + 1, '"') : NULL;
    *tag = (struct piece){*at, end == NULL ? 0 : (size_t)(end + 1 - *at)};
    *at += end == NULL ? strcspn(*at, ",") : tag->length;
    return tag->length > 0 || **at != '\0';
}

bool etag_is_listed(const char *list, const char *tag, enum etag_comparison comparison)
{
    struct piece piece;
    bool weak;

    while (next_tag(&list, &piece, &weak))
        if ((!weak || comparison == ETAG_WEAKLY) && is_same_tag(piece, tag))
            return true;
    return false;
}

bool etag_is_any(const char *value)
{
    struct piece rest = piece_of(value), part;

    return syntax_part(&rest, ',', &part) && rest.length == 0 && piece_is(part, "*");
}
