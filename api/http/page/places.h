/*
 * The addresses at which the server answers with the page. They stand in one list, the page's own:
 * frontend/places.js.
 */
#ifndef MARQUEE_HTTP_PAGE_PLACES_H
#define MARQUEE_HTTP_PAGE_PLACES_H

#include <stdbool.h>
#include <stddef.h>

enum { PLACES_MAX = 64, PLACE_MAX = 64 /* bytes of a pattern, with the NUL */ };

struct places {
    char patterns[PLACES_MAX][PLACE_MAX]; /* "/proposals/{id}" */
    size_t count;
};

/* Reads each `path: "…"` of the text of places.js; what is too long, or too much, is left out. */
void places_read(const char *text, struct places *places);

/* Whether one of them is the path's; `{id}` stands for one digit or more. */
bool places_have(const struct places *places, const char *path);

#endif
