#include "http/page/slim.h"

#include <stdbool.h>
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

/* Follows the strings in a text: `quote` is the mark that opened the one in which `at` is, or NUL.
 * How many bytes to go on by: a backslash and what it is for belong together. */
static size_t follow_string(char *quote, const char *marks, const char *at, const char *end)
{
    if (*quote != '\0' && *at == '\\' && end - at > 1)
        return 2;
    if (*at == *quote)
        *quote = '\0';
    else if (*quote == '\0' && *at != '\0' && strchr(marks, *at) != NULL)
        *quote = *at;
    return 1;
}

/* The same, and copies them; the place behind them. */
static const char *copy_following(char *quote, const char *marks, const char *at, const char *end,
                                  char **out)
{
    for (size_t bytes = follow_string(quote, marks, at, end); bytes > 0; bytes--)
        *(*out)++ = *at++;
    return at;
}

/* Copies a line without the types that it casts to; the end of what is written. */
static char *add_untyped(char *out, const char *at, const char *end)
{
    static const char opening[] = "/** @type ", closing[] = "*/ ";
    const char *type, *close;

    while ((type = memmem(at, (size_t)(end - at), opening, sizeof opening - 1)) != NULL &&
           (close = memmem(type, (size_t)(end - type), closing, sizeof closing - 1)) != NULL) {
        memmove(out, at, (size_t)(type - at));
        out += type - at;
        at = close + sizeof closing - 1;
    }
    memmove(out, at, (size_t)(end - at));
    return out + (end - at);
}

static const char style_quotes[] = "\"'", script_quotes[] = "\"'`";

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
        out = add_untyped(out, at, next);
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
        at = copy_following(&quote, style_quotes, at, end, &out);
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

/* Whether a line is nothing but words, marks and strings: no regular expression, in which a space
 * counts, and no template that has another one in it, or goes on in the next line. */
static bool is_plain(const char *at, const char *end)
{
    size_t ticks = 0;
    char quote = '\0';

    for (; at < end; at += follow_string(&quote, script_quotes, at, end)) {
        if (quote == '\0' && *at == '/')
            return false;
        ticks += *at == '`';
    }
    return ticks == 0 || (ticks == 2 && quote == '\0');
}

static bool is_mark(char c)
{
    return c != '\0' && strchr("(){}[]=>:?,;|&", c) != NULL;
}

/* A plain line without the spaces beside its marks, and without its end where the next one may
 * follow; returns the end of what is written. */
static char *add_close(char *out, const char *at, const char *end)
{
    bool goes_on = end - at > 1 && end[-1] == '\n' && strchr(";,{([", end[-2]) != NULL;
    const char *start = at;
    char quote = '\0';

    end -= goes_on;
    while (at < end) {
        bool is_loose =
            *at == ' ' && quote == '\0' && at > start && (is_mark(at[-1]) || is_mark(at[1]));

        if (is_loose)
            at++;
        else
            at = copy_following(&quote, script_quotes, at, end, &out);
    }
    return out;
}

size_t slim_marks(char *text, size_t length)
{
    const char *at = text, *end = text + length, *next;
    char *out = text;

    for (; at < end; at = next) {
        next = next_line(at, end);
        if (is_plain(at, next)) {
            out = add_close(out, at, next);
            continue;
        }
        memmove(out, at, (size_t)(next - at));
        out += next - at;
    }
    return finish(text, out);
}

/* Whether white space is of no use here: behind what ends a part of a rule, or before what opens
 * one. */
static bool is_idle(const char *before, const char *at)
{
    const char *next = at + strspn(at, " \n");

    return strchr(" \n", *at) != NULL && (strchr("{};,: \n", *before) != NULL || *next == '{');
}

size_t slim_rules(char *text, size_t length)
{
    const char *at = text, *end = text + length;
    char quote = '\0', *out = text;

    while (at < end) {
        if (quote == '\0' && out > text && is_idle(out - 1, at))
            at++;
        else
            at = copy_following(&quote, style_quotes, at, end, &out);
    }
    return finish(text, out);
}
