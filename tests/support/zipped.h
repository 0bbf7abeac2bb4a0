/* ZIP files in memory, harmless and not. */
#ifndef MARQUEE_TESTS_ZIPPED_H
#define MARQUEE_TESTS_ZIPPED_H

#include <stdbool.h>
#include <stddef.h>

struct zipped_file {
    const char *name;
    const char *bytes; /* borrowed */
    size_t length;     /* 0: bytes is text */
    bool is_link, is_secret;
};
#define ZIPPED(called, text)                                                                       \
    {                                                                                              \
        .name = (called), .bytes = (text)                                                          \
    }

/* The bytes are the caller's to free. */
char *zipped(const struct zipped_file *files, size_t count, size_t *length);

#endif
