#include "http/page/slim.h"

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

static const char *next_line(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));

    return newline == NULL ? end : newline + 1;
}

static size_t finish(char *text, char *out)
{
    *out = '\0';
    return (size_t)(out - text);
}

size_t slim_script(char *text, size_t length)
{
    const char *at = text, *end = text + length, *next;
    char *out = text;

    for (; at < end; at = next) {
        const char *first = at + strspn(at, " ");

        next = next_line(at, end);
        if (next - first > 1 && first[0] == '/' && first[1] == '/')
            continue;
        if (next - first > 2 && first[0] == '/' && first[1] == '*') {
            next = skip_comment(first, end);
            continue;
        }
        memmove(out, at, (size_t)(next - at));
        out += next - at;
    }
    return finish(text, out);
}

size_t slim_style(char *text, size_t length)
{
    const char *at = text, *end = text + length;
    char quote = '\0', *out = text;

    while (at < end) {
        if (quote == '\0' && end - at > 2 && at[0] == '/' && at[1] == '*') {
            const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);

            at = close == NULL ? end : close + 2;
            continue;
        }
        if (quote != '\0' && *at == '\\' && end - at > 1)
            *out++ = *at++;
        else if (*at == quote)
            quote = '\0';
        else if (quote == '\0' && (*at == '"' || *at == '\''))
            quote = *at;
        *out++ = *at++;
    }
    return finish(text, out);
}

size_t slim_lines(char *text, size_t length)
{
    const char *at = text, *end = text + length, *next;
    char *out = text;

    for (; at < end; at = next) {
        next = next_line(at, end);
        at += strspn(at, " ");
        if (at >= next || *at == '\n')
            continue;
        memmove(out, at, (size_t)(next - at));
        out += next - at;
    }
    return finish(text, out);
}
