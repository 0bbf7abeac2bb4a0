/* Where a larger copy of a poster may be than the one that a provider names. */
#ifndef MARQUEE_CATALOG_POSTERS_BETTER_H
#define MARQUEE_CATALOG_POSTERS_BETTER_H

#include "base/arena.h"

/* Of the hosts where that is known to work: metahub.space has one of 370 pixels beside that of 185,
 * and m.media-amazon.com scales its own to 780, which may be smaller or of any size. Neither
 * promises it. Other addresses as they are. In the arena, or `url` itself. */
const char *poster_url_better(struct arena *arena, const char *url);

#endif
