/*
 * A sheet (domain/sheet.h) as CSV. The names of its columns are for programs: they are never
 * translated, and lists/ reads them again.
 *
 * A sheet that is too long comes in parts, each with the names of its columns. Pure.
 */
#ifndef MARQUEE_LISTS_SHEET_H
#define MARQUEE_LISTS_SHEET_H

#include <stddef.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "domain/sheet.h"

enum {
    SHEET_PART_MAX = 4 * 1024 * 1024,   /* bytes of a part: some 40,000 films */
    SHEET_LETTERBOXD_MAX = 1000 * 1000, /* Letterboxd takes a file of about 1 MB */
    SHEET_PARTS_MAX = 1000,
    SHEET_LINE_MAX = 16 * 1024 /* bytes: the longest title, name and note are less */
};

struct sheet_writer {
    enum sheet_kind kind;
    enum sheet_form form;
    const char *club;   /* its name; Letterboxd keeps it as a tag of what was watched there */
    int64_t part;       /* the one that is wanted; the first is 1 */
    struct strbuf *out; /* empty, with room for SHEET_PART_MAX */

    int64_t at;    /* the part that is being written */
    bool has_rows; /* that part has some */
    bool has_more; /* there is a part behind the one that is wanted */
};

/* Writes the names of the columns; the fields before the gap are set. */
void sheet_begin(struct sheet_writer *sheet);
/* False: nothing that comes now is of the part that is wanted. */
bool sheet_add(struct sheet_writer *sheet, const struct sheet_row *row);
/* Whether there is such a part. The first always is. */
bool sheet_has_part(const struct sheet_writer *sheet);

/* "marquee-ratings.csv", "letterboxd-ratings-2.csv" */
const char *sheet_file_name(struct arena *arena, enum sheet_kind kind, enum sheet_form form,
                            int64_t part);

#endif
