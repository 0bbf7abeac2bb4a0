/* AVIF as libvips does not write it, drawn by libheif: of one colour. */
#ifndef MARQUEE_TESTS_AVIF_H
#define MARQUEE_TESTS_AVIF_H

#include "support/picture.h"

struct avif_drawing {
    int width, height; /* as it is shown */
    const unsigned char *color;
    const struct picture *profile; /* NULL: none */
    bool turned;                   /* it is stored lying, and its container turns it upright */
};
struct picture avif_draw(const struct avif_drawing *drawing);
#define DRAW_AVIF(...) avif_draw(&(struct avif_drawing){__VA_ARGS__})

/* Makes its header say that it is of this size; what is compressed stays as it is. */
void avif_lie(struct picture *avif, uint32_t width, uint32_t height);

#endif
