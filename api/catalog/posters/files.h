/* The files in the folder of posters: what stands there, by its names, and what is in one. */
#ifndef MARQUEE_CATALOG_POSTERS_FILES_H
#define MARQUEE_CATALOG_POSTERS_FILES_H

#include "base/blob.h"
#include "base/error.h"
#include "domain/poster.h"

#define POSTER_INCOMING "incoming-" /* what the names of unfinished files begin with */

enum { POSTER_FILE_NAME_SIZE = 48 };

/* "9f2c…-342.webp", "9f2c…-342.avif" or "9f2c…-original", after the hash of its bytes. */
void poster_file_name(const struct poster_image *image, char name[POSTER_FILE_NAME_SIZE]);

/* `hash` is what the name says, NULL for an unfinished file. The file may be removed. */
typedef void (*poster_file_visit)(void *context, const char *path, const char *hash);

/* Visits every file below `folder` whose name is one of ours; others are the operator's. */
void poster_files_visit(const char *folder, poster_file_visit visit, void *context);

/* All of a file. FAULT_NOT_FOUND: it is not there; FAULT_MALFORMED: it is empty or too large.
 * Anything else says nothing about it: FAULT_BUSY when too many files are open, FAULT_INTERNAL when
 * it cannot be read. */
enum fault poster_file_read(const char *path, size_t size_max, struct blob **blob,
                            struct error *err);

/* What is there is not what was kept: FAULT_MALFORMED, the only reason to give a file up. */
enum fault poster_file_damaged(struct error *err);

#endif
