#include "config/value.h"

#include <string.h>

#include "base/text.h"

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7f;
}

static enum fault refuse_control(const char *name, const char *at, struct error *err)
{
    if (strcmp(at, "\r") == 0)
        return error_set(err, FAULT_INVALID,
                         "%s ends with a carriage return, as lines of Windows do. Save the file "
                         "that it comes from with the line ends of Unix.",
                         name);
    return error_set(err, FAULT_INVALID, "%s has a control character in it (0x%02x). Take it out.",
                     name, (unsigned)(unsigned char)*at);
}

/* Some of the programs that read a file of settings keep the quotes. */
static bool is_quoted(const char *text)
{
    size_t length = strlen(text);

    return length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text;
}

enum fault value_clean(struct arena *arena, const char *name, const char *value, const char **clean,
                       struct error *err)
{
    static const char blanks[] = " \t";
    bool is_empty = *value == '\0';
    size_t length;

    value += strspn(value, blanks);
    for (length = strlen(value); length > 0 && strchr(blanks, value[length - 1]) != NULL;)
        length--;
    *clean = value = arena_strndup(arena, value, length);
    for (const char *at = value; *at != '\0'; at++)
        if (is_control(*at))
            return refuse_control(name, at, err);
    if (!text_is_utf8(value, length))
        return error_set(err, FAULT_INVALID, "%s isn't valid UTF-8.", name);
    if (length == 0 && !is_empty)
        return error_set(err, FAULT_INVALID, "%s has only blanks in it. Give it a value.", name);
    if (length > 0 && !text_is_visible(value))
        return error_set(err, FAULT_INVALID,
                         "%s has a character in it that doesn't show. Type it again by hand.",
                         name);
    if (is_quoted(value))
        return error_set(err, FAULT_INVALID,
                         "%s is in quotes, which count as part of it here. Leave them out.", name);
    return FAULT_NONE;
}
