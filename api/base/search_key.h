/* What text is found by. */
#ifndef MARQUEE_BASE_SEARCH_KEY_H
#define MARQUEE_BASE_SEARCH_KEY_H

#include "base/arena.h"

/*
 * A text is found by every part of its key. Whoever looks for a title types it as his keyboard has
 * it; so a key is without case, accents, points, quotation marks and apostrophes; dashes and dots
 * in the middle of a line are spaces, letters like ø and æ are o and ae, and wide or narrow
 * characters, ligatures and raised digits are the usual ones. It may be empty, and is not meant to
 * tell two texts apart: text_key() does that.
 *
 * frontend/folding.js has the same rules, and tests/vectors/finding.json holds both to them.
 */
const char *search_key(struct arena *arena, const char *text);

#endif
