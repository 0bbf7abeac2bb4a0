/*
 * The files in a ZIP, one unpacked at a time.
 *
 * A ZIP from a stranger: what is unpacked is counted, not believed, and nothing is written
 * anywhere. A file whose name leads elsewhere, a link and an encrypted file refuse all of it.
 */
#ifndef MARQUEE_LISTS_ARCHIVE_H
#define MARQUEE_LISTS_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum {
    ARCHIVE_FILES_MAX = 2000,
    ARCHIVE_INDEX_MAX = 1024 * 1024,          /* bytes of its list of files */
    ARCHIVE_UNPACKED_MAX = 100 * 1024 * 1024, /* bytes of all that are read */
    ARCHIVE_RATIO_MAX = 200                   /* how many times larger a file may get */
};

struct archive;

bool archive_is_one(const char *bytes, size_t length);

/* The bytes are borrowed until archive_close(). FAULT_UNREADABLE_FILE: it's damaged, or not
 * harmless. */
enum fault archive_open(const char *bytes, size_t length, struct archive **archive,
                        struct error *err);
void archive_close(struct archive *archive);

size_t archive_count(const struct archive *archive);
/* Folders end with a slash. */
const char *archive_name(const struct archive *archive, size_t index);

/* Unpacks a file; the caller frees `*bytes`. FAULT_UNREADABLE_FILE: it's damaged or too large. */
enum fault archive_read(struct archive *archive, size_t index, char **bytes, size_t *length,
                        struct error *err);

#endif
