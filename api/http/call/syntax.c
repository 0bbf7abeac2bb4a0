#include "http/call/syntax.h"

#include <string.h>
#include <strings.h>

struct piece piece_of(const char *text)
{
    return (struct piece){text, strlen(text)};
}

bool piece_is(struct piece piece, const char *text)
{
    return strlen(text) == piece.length && strncasecmp(piece.text, text, piece.length) == 0;
}

/* Up to the next separator that stands outside quotes. */
static size_t length_before(struct piece rest, char separator)
{
    bool quoted = false;
    size_t i;

    for (i = 0; i < rest.length && (quoted || rest.text[i] != separator); i++) {
        if (rest.text[i] == '"')
            quoted = !quoted;
        else if (quoted && rest.text[i] == '\\' && i + 1 < rest.length)
            i++;
    }
    return i;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct piece without_blanks(struct piece piece)
{
    while (piece.length > 0 && is_blank(*piece.text)) {
        piece.text++;
        piece.length--;
    }
    while (piece.length > 0 && is_blank(piece.text[piece.length - 1]))
        piece.length--;
    return piece;
}

bool syntax_part(struct piece *rest, char separator, struct piece *part)
{
    size_t length, taken;

    if (rest->length == 0)
        return false;
    length = length_before(*rest, separator);
    taken = length < rest->length ? length + 1 : length;
    *part = without_blanks((struct piece){rest->text, length});
    *rest = (struct piece){rest->text + taken, rest->length - taken};
    return true;
}

bool syntax_element(const char **at, struct piece *element)
{
    struct piece rest = piece_of(*at == NULL ? "" : *at);
    bool any = syntax_part(&rest, ',', element);

    *at = rest.text;
    return any;
}

/* Between its quotes, with what backslashes stand before. */
static bool read_quoted(struct piece quoted, char *value, size_t size)
{
    size_t used = 0, last = quoted.length - 1;

    for (size_t i = 1; i < last; i++) {
        if (quoted.text[i] == '\\' && ++i == last)
            return false;
        if (used + 1 >= size)
            return false;
        value[used++] = quoted.text[i];
    }
    value[used] = '\0';
    return quoted.text[last] == '"';
}

bool syntax_parameter(struct piece part, struct piece *name, char *value, size_t size)
{
    const char *equals = part.length == 0 ? NULL : memchr(part.text, '=', part.length);
    struct piece rest;

    if (equals == NULL || equals == part.text)
        return false;
    *name = (struct piece){part.text, (size_t)(equals - part.text)};
    rest = (struct piece){equals + 1, part.length - name->length - 1};
    if (rest.length >= 2 && *rest.text == '"')
        return read_quoted(rest, value, size);
    if (rest.length == 0 || rest.length >= size || memchr(rest.text, '"', rest.length) != NULL)
        return false;
    memcpy(value, rest.text, rest.length);
    value[rest.length] = '\0';
    return true;
}
