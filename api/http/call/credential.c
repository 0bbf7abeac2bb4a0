#include "http/call/credential.h"

#include <string.h>
#include <strings.h>

#include "http/call/syntax.h"

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
    struct piece element;

    while (syntax_element(at, &element)) {
        size_t name = 0;

        while (name < element.length && element.text[name] != ' ' && element.text[name] != '\t')
            name++;
        if (name == strlen(scheme) && strncasecmp(element.text, scheme, name) == 0)
            return without_space(arena, element.text + name, element.length - name);
    }
    return NULL;
}

bool credential_next_cookie(const char **at, struct cookie *cookie)
{
    while (**at != '\0') {
        const char *pair = *at + strspn(*at, " \t;,");
        size_t length = strcspn(pair, ";,"), name = strcspn(pair, "=;,");

        *at = pair + length;
        if (pair[name] != '=')
            continue;
        *cookie = (struct cookie){.name = pair,
                                  .name_length = name,
                                  .value = pair + name + 1,
                                  .value_length = length - name - 1};
        return true;
    }
    return false;
}

const char *credential_cookie_value(struct arena *arena, const struct cookie *cookie)
{
    const char *value = without_space(arena, cookie->value, cookie->value_length);
    size_t length = strlen(value);

    if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
        return arena_strndup(arena, value + 1, length - 2);
    return value;
}
