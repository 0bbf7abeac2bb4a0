#include "launch/settings_file.h"

#include <stddef.h>
#include <string.h>

#define NEWLINE "\n\r"
#define BLANK   " \t"

static bool is_one(const char *of, char c)
{
    return c != '\0' && strchr(of, c) != NULL;
}

/* Up to the end of its line, or of the next one behind a backslash. */
static void pass_comment(char **at)
{
    while (**at != '\0' && !is_one(NEWLINE, **at))
        *at += **at == '\\' && (*at)[1] != '\0' ? 2 : 1;
}

/* What is unescaped is never longer than it stood there, so it is written over itself: each of
 * these reads at *at, writes at `to`, and returns the end of what it wrote. */

static char *take_single(char **at, char *to)
{
    for (++*at; **at != '\0' && **at != '\''; ++*at)
        *to++ = **at;
    *at += **at != '\0';
    return to;
}

static char *take_double(char **at, char *to)
{
    for (++*at; **at != '\0' && **at != '"'; ++*at) {
        bool is_escape = **at == '\\' && (*at)[1] != '\0';

        if (is_escape && is_one("\"\\`$", (*at)[1]))
            *to++ = *++*at;
        else if (is_escape && (*at)[1] == '\n')
            ++*at;
        else
            *to++ = **at;
    }
    *at += **at != '\0';
    return to;
}

/* Blanks at the end don't belong to it. */
static char *take_plain(char **at, char *to)
{
    char *end = to;

    for (; **at != '\0' && !is_one(NEWLINE, **at); ++*at) {
        bool is_escape = **at == '\\' && (*at)[1] != '\0';

        if (is_escape)
            ++*at;
        if (is_escape && is_one(NEWLINE, **at))
            continue;
        *to++ = **at;
        if (is_escape || !is_one(BLANK, **at))
            end = to;
    }
    return end;
}

static const char *take_unquoted(char **at)
{
    char *value = *at, *to = value;

    while (**at != '\0' && !is_one(NEWLINE, **at)) {
        if (is_one(BLANK, **at))
            ++*at;
        else if (**at == '\'')
            to = take_single(at, to);
        else if (**at == '"')
            to = take_double(at, to);
        else
            to = take_plain(at, to);
    }
    *at += **at != '\0';
    *to = '\0';
    return value;
}

/* NULL: the line has no `=`. */
static const char *take_name(char **at)
{
    char *name = *at, *end = name + strcspn(name, "=" NEWLINE);

    *at = end;
    if (*end != '=')
        return NULL;
    ++*at;
    while (end > name && is_one(BLANK, end[-1]))
        end--;
    *end = '\0';
    return name;
}

bool settings_file_next(char **at, const char **name, const char **value)
{
    for (;;) {
        *at += strspn(*at, BLANK NEWLINE);
        if (**at == '\0')
            return false;
        if (is_one("#;", **at)) {
            pass_comment(at);
            continue;
        }
        *name = take_name(at);
        if (*name == NULL)
            continue;
        *value = take_unquoted(at);
        return true;
    }
}
