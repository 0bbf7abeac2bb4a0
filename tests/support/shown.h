/* What marquee-image makes of an image that browsers show: one colour, near enough. */
#ifndef MARQUEE_TESTS_SHOWN_H
#define MARQUEE_TESTS_SHOWN_H

#include "support/picture.h"

/* Of every image here, upright. */
enum { WIDTH = 200, HEIGHT = 300 };

extern const unsigned char brown[3], black[3];

/* What `brown` is without its colours, and what it is in inks: vips rounds its way there. */
extern const unsigned char grey[3], inks[3];

/* It becomes a poster of this average colour, and no part is off by more than the distance. The
 * picture is released; `name` is for whoever reads the failure. */
void expect_shown(const char *name, struct picture picture, const unsigned char color[3],
                  int distance);

#endif
