/*
 * A poster: an image as it came from outside, and the pictures of it that browsers get, in a few
 * widths. Its id is the hash of what came, the name of each file the hash of its own bytes.
 */
#ifndef MARQUEE_DOMAIN_POSTER_H
#define MARQUEE_DOMAIN_POSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    POSTER_ID_SIZE = 33, /* 32 hex digits and a NUL */
    POSTER_WIDTHS = 4,
    POSTER_IMAGES_MAX = 2 * POSTER_WIDTHS + 1,
};

enum poster_format {
    POSTER_WEBP, /* each width up to the image's own */
    POSTER_AVIF, /* made later, where it is smaller */
    POSTER_ORIGINAL,
    POSTER_FORMATS
};

struct poster_image {
    enum poster_format format;
    int64_t width, height, bytes;
    char hash[POSTER_ID_SIZE];
};

struct poster {
    const char *id;        /* NULL: there is none */
    int64_t width, height; /* of its widest picture, in pixels */
    const char *color;     /* the average: "#rrggbb" */
    unsigned widths;       /* bit n: there is a picture of poster_widths[n] */
};

/* Ascending, in pixels. */
extern const int64_t poster_widths[POSTER_WIDTHS];

/* One of the widths: "185", "342", "500", "780". */
bool poster_width_parse(const char *text, int64_t *width);

/* 32 lower-case hexadecimal digits. */
bool poster_id_is_valid(const char *text);

/* "webp", "avif" or "original". */
const char *poster_format_name(enum poster_format format);
/* False: it is none of them. */
bool poster_format_parse(const char *name, enum poster_format *format);

/* "image/webp", "image/avif"; NULL for an original, which is not served. */
const char *poster_media_type(enum poster_format format);

/* The width for a page that does not choose: the narrowest of at least 342 pixels, else the
 * widest. */
int64_t poster_usual_width(const struct poster *poster);

#endif
