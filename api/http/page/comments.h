/*
 * The page's modules carry their types in comments, which are a fifth of their bytes and of no use
 * to a browser.
 */
#ifndef MARQUEE_HTTP_PAGE_COMMENTS_H
#define MARQUEE_HTTP_PAGE_COMMENTS_H

#include <stddef.h>

/*
 * Takes block comments that begin a line out of the text of a script, in place; returns what is
 * left of its length. It knows no JavaScript: a line of a template literal that begins with a
 * comment would lose it, and a test holds every served file against its source.
 */
size_t comments_strip(char *text, size_t length);

#endif
