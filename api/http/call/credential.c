#include "http/call/credential.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Up to the next comma that stands outside quotes. */
static size_t element_length(const char *text)
{
    bool quoted = false;
    size_t i;

    for (i = 0; text[i] != '\0' && (quoted || text[i] != ','); i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (quoted && text[i] == '\\' && text[i + 1] != '\0')
            i++;
    }
    return i;
}

static const char *without_space(struct arena *arena, const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return arena_strndup(arena, text, length);
}

const char *credential_next_bearer(struct arena *arena, const char **at)
{
    static const char scheme[] = "Bearer";

    while (**at != '\0') {
        const char *element = *at + strspn(*at, " \t,");
        size_t length = element_length(element), name = strcspn(element, " \t,");

        *at = element + length;
        if (name == strlen(scheme) && strncasecmp(element, scheme, name) == 0)
            return without_space(arena, element + name, length - name);
    }
    return NULL;
}

const char *credential_next_cookie(struct arena *arena, const char *name, const char **at)
{
    size_t length = strlen(name);

    while (**at != '\0') {
        const char *pair = *at + strspn(*at, " \t;,");
        size_t end = strcspn(pair, ";,");
        const char *value;

        *at = pair + end;
        if (end <= length || strncmp(pair, name, length) != 0 || pair[length] != '=')
            continue;
        value = without_space(arena, pair + length + 1, end - length - 1);
        end = strlen(value);
        if (end >= 2 && value[0] == '"' && value[end - 1] == '"')
            return arena_strndup(arena, value + 1, end - 2);
        return value;
    }
    return NULL;
}
