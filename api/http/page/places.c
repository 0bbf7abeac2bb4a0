#include "http/page/places.h"

#include <string.h>

void places_read(const char *text, struct places *places)
{
    static const char word[] = "path: \"";

    places->count = 0;
    while ((text = strstr(text, word)) != NULL && places->count < PLACES_MAX) {
        size_t length = strcspn(text += strlen(word), "\"\n");
        char *pattern = places->patterns[places->count];

        if (text[length] != '"' || length >= PLACE_MAX)
            continue;
        memcpy(pattern, text, length);
        pattern[length] = '\0';
        places->count++;
    }
}

static bool matches_address(const char *pattern, const char *path)
{
    static const char hole[] = "{id}";

    while (*pattern != '\0') {
        size_t digits = strspn(path, "0123456789");

        if (strncmp(pattern, hole, strlen(hole)) == 0) {
            if (digits == 0)
                return false;
            pattern += strlen(hole);
            path += digits;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

bool places_have(const struct places *places, const char *path)
{
    for (size_t i = 0; i < places->count; i++)
        if (matches_address(places->patterns[i], path))
            return true;
    return false;
}
