#include "http/page/comments.h"

#include <string.h>

/* The end of a comment that starts at `at`, with the line's end if nothing else stands there. */
static const char *skip_comment(const char *at, const char *end)
{
    const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);

    if (close == NULL)
        return end;
    close += 2;
    return close < end && *close == '\n' ? close + 1 : close;
}

size_t comments_strip(char *text, size_t length)
{
    const char *at = text, *end = text + length;
    char *out = text;

    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline == NULL ? end : newline + 1;
        const char *first = at + strspn(at, " ");

        if (next - first > 2 && first[0] == '/' && first[1] == '*') {
            at = skip_comment(first, end);
            continue;
        }
        memmove(out, at, (size_t)(next - at));
        out += next - at;
        at = next;
    }
    *out = '\0';
    return (size_t)(out - text);
}
