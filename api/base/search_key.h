/* What text is found by. */
#ifndef MARQUEE_BASE_SEARCH_KEY_H
#define MARQUEE_BASE_SEARCH_KEY_H

#include "base/arena.h"

/*
 * A text is found by every part of its key. People type a title the way that is easy on their
 * keyboard. So a key has no case, accents, points, quotation marks or apostrophes. Dashes, and dots
 * in the middle of a line, are spaces. Letters like ø and æ are o and ae; wide and narrow
 * characters, ligatures and raised digits are the usual ones. A key may be empty, and two texts may
 * share one: to tell texts apart there is text_key().
 *
 * frontend/folding.js has the same rules, and tests/vectors/finding.json tests both.
 */
const char *search_key(struct arena *arena, const char *text);

#endif
