/* Records of cells: CSV, and what spreadsheets make of it. */
#ifndef MARQUEE_LISTS_DELIMITED_H
#define MARQUEE_LISTS_DELIMITED_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum {
    DELIMITED_RECORD_MAX = 64 * 1024, /* bytes */
    DELIMITED_CELLS_MAX = 200,
};

struct record {
    int64_t line;             /* on which it begins; the first is 1 */
    const char *const *cells; /* UTF-8 without NUL, never NULL; until the next record */
    size_t count;
};
typedef enum fault (*record_taker)(void *context, const struct record *record, struct error *err);

/*
 * Hands over each record in turn, empty lines left out; a fault of the taker ends it. What
 * separates cells is the comma, semicolon or tab that the first lines have most of.
 *
 * FAULT_UNREADABLE_FILE: a quotation mark that is in the middle of a cell or never closed, a record
 * that is too long or has too many cells, a NUL, or damaged text; the detail says where.
 */
enum fault delimited_read(const char *bytes, size_t length, record_taker take, void *context,
                          struct error *err);

#endif
