/* The JSON that providers answer with, as they write it. Any thread. */
#ifndef MARQUEE_CATALOG_PROVIDERS_ANSWER_H
#define MARQUEE_CATALOG_PROVIDERS_ANSWER_H

#include <jansson.h>

/*
 * The document in the bytes; NULL: there is none. A flaw in a text costs that place, not the
 * document: half a surrogate pair ("\ud83c"), bytes that are no UTF-8 and escapes that are none
 * become U+FFFD, "\u0000" and a mark of byte order are left out, a raw control character is a
 * space. Integers are read as reals, so that none is too large.
 */
json_t *answer_json(const char *bytes, size_t size);

#endif
