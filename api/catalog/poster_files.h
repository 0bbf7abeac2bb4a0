/* The files in the folder of posters: what stands there, by its names, and what is in one. */
#ifndef MARQUEE_CATALOG_POSTER_FILES_H
#define MARQUEE_CATALOG_POSTER_FILES_H

#include "base/blob.h"
#include "base/error.h"

#define POSTER_INCOMING "incoming-" /* what the names of unfinished files begin with */

/* `id` is what the name says, NULL for an unfinished file. The file may be removed. */
typedef void (*poster_file_visit)(void *context, const char *path, const char *id);

/* Visits every file below `folder` whose name is one of ours; others are the host's. */
void poster_files_visit(const char *folder, poster_file_visit visit, void *context);

/* All of a file. FAULT_NOT_FOUND: it is not there; FAULT_MALFORMED: its size is no poster's.
 * Anything else says nothing about it: FAULT_BUSY when too many files are open, FAULT_INTERNAL when
 * it cannot be read. */
enum fault poster_file_read(const char *path, struct blob **blob, struct error *err);

/* What is there is not what was kept: FAULT_MALFORMED, the only reason to give a file up. */
enum fault poster_file_damaged(struct error *err);

#endif
