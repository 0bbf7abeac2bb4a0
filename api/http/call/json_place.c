#include "http/call/json_place.h"

#include <stdio.h>

struct json_place {
    bool in_string;
    bool escaped;
    int depth;
    const char *text;     /* the string that began last, behind its quote */
    const char *text_end; /* its closing quote */
    const char *name;     /* the member whose value this is; NULL: none */
    const char *name_end;
};

static void step_in_string(struct json_place *place, const char *byte)
{
    if (place->escaped)
        place->escaped = false;
    else if (*byte == '\\')
        place->escaped = true;
    else if (*byte == '"') {
        place->in_string = false;
        place->text_end = byte;
    }
}

static void step(struct json_place *place, const char *byte)
{
    if (place->in_string) {
        step_in_string(place, byte);
    } else if (*byte == '"') {
        place->in_string = true;
        place->text = byte + 1;
    } else if (*byte == '{' || *byte == '[') {
        place->depth++;
    } else if (*byte == '}' || *byte == ']') {
        place->depth--;
    } else if (place->depth == 1 && *byte == ':' && place->text_end != NULL) {
        place->name = place->text;
        place->name_end = place->text_end;
    } else if (place->depth == 1 && *byte == ',') {
        place->name = NULL;
    }
}

size_t json_place_deeper(const char *bytes, size_t length, int depth)
{
    struct json_place place = {0};

    for (size_t i = 0; i < length; i++) {
        step(&place, bytes + i);
        if (place.depth > depth)
            return i;
    }
    return length;
}

bool json_place_member(const char *bytes, size_t offset, char *name, size_t size)
{
    struct json_place place = {0};

    for (size_t i = 0; i < offset; i++)
        step(&place, bytes + i);
    if (place.name == NULL)
        return false;
    snprintf(name, size, "%.*s", (int)(place.name_end - place.name), place.name);
    return true;
}
