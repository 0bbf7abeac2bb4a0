/* Colour profiles as they stand in image files: those that fit, and every other kind. */
#ifndef MARQUEE_TESTS_PROFILE_H
#define MARQUEE_TESTS_PROFILE_H

#include "support/picture.h"

enum profile {
    PROFILE_NONE,
    /* Sound ones, each of its own colours. */
    PROFILE_SRGB,
    PROFILE_P3,
    PROFILE_GREY,
    PROFILE_CMYK,
    PROFILE_LAB,
    PROFILE_XYZ,
    PROFILE_LINK, /* from device to device: no image's own */
    PROFILE_HUGE, /* sRGB with 2 MB behind it */
    /* sRGB, but: */
    PROFILE_CUT,   /* its second half is missing */
    PROFILE_TORN,  /* its curves and colours are noise */
    PROFILE_EMPTY, /* its head, and no table */
    PROFILE_SHORT, /* less than a head */
    PROFILE_NOISE, /* nothing of it is a profile */
};

/* PROFILE_NONE has no bytes. */
struct picture profile_make(enum profile kind);

#endif
