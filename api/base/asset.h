/*
 * Files that are compiled into the program (see cmake/embed.cmake): bytes, their number, and a NUL
 * behind the last one, so that text can be used as it is.
 */
#ifndef MARQUEE_BASE_ASSET_H
#define MARQUEE_BASE_ASSET_H

#include <stddef.h>

struct asset {
    const char *name; /* the file's name, without its folder */
    const char *bytes;
    size_t size;
};

/* One file: its text, and its size in bytes. */
#define ASSET(name)                                                                                \
    extern const char asset_##name[];                                                              \
    extern const size_t asset_##name##_size
#define ASSET_TEXT(name) asset_##name
#define ASSET_SIZE(name) (asset_##name##_size)

/* A table of files. */
#define ASSETS(name)                                                                               \
    extern const struct asset asset_##name[];                                                      \
    extern const size_t asset_##name##_count

#endif
