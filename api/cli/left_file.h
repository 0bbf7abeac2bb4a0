/* The file of what wasn't taken: a line of JSON for each row, with all that stood in it but its
 * password. Only its owner may read it. */
#ifndef MARQUEE_CLI_LEFT_FILE_H
#define MARQUEE_CLI_LEFT_FILE_H

#include <stddef.h>

#include "moving/old_club.h"
#include "store/engine/foreign.h"

/* FAULT_CONFLICT: there's a file of that name that isn't such a one, or none can be made there. */
enum fault left_file_may_be(const char *path, struct error *err);

/* Writes the rows that `lines` names (moving/report.h), and the entries of the log that weren't
 * read. It takes the place of an earlier one; where nothing was left, there's no file. */
enum fault left_file_write(const char *path, struct foreign *foreign, const struct old_club *club,
                           const char *lines, size_t *rows, struct error *err);

#endif
