/* HTML's character references, which some providers leave in their texts. Any thread. */
#ifndef MARQUEE_CATALOG_PROVIDERS_ENTITIES_H
#define MARQUEE_CATALOG_PROVIDERS_ENTITIES_H

#include "base/strbuf.h"

/*
 * Adds the text with its references as the characters that they stand for, decoded once: what
 * "&amp;lt;" holds is "&lt;". All names of HTML are known; those that browsers read without their
 * semicolon are read so, too, but not in front of a letter, a digit or "=" ("?a=1&copy=2"), unless
 * they are letters with an accent or ligatures ("caf&eacutes"). Numbers are read as browsers read
 * them: 128 to 159 are those of Windows, and no character is U+FFFD. But two that are a surrogate
 * pair are the one character that was meant.
 * What is no reference stays as it is.
 */
void entities_decode(struct strbuf *out, const char *text);

#endif
