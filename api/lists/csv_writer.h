/*
 * Writes CSV as RFC 4180 has it: lines end with CR LF, and a cell is in quotation marks where it
 * needs them. No spreadsheet finds a formula in it (lists/cell.h).
 */
#ifndef MARQUEE_LISTS_CSV_WRITER_H
#define MARQUEE_LISTS_CSV_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct csv_writer {
    struct strbuf *out;
    char separator; /* ',' or ';' */
    char point;     /* of fractions: '.' or ',' */
    bool is_inside; /* a cell stands before, on this line */
};

/* Each adds a cell. An unknown value (NULL, 0) is an empty one. */
void csv_text(struct csv_writer *csv, const char *text);
void csv_positive(struct csv_writer *csv, int64_t number);
void csv_count(struct csv_writer *csv, int64_t number); /* 0 is 0 */
/* 9 is 4.5, and 8 is 4. */
void csv_halves(struct csv_writer *csv, int64_t halves);
/* base/date.h: "2026-11-28". */
void csv_date(struct csv_writer *csv, int64_t day);
/* Seconds since the epoch: "2026-11-28T20:15:00Z". */
void csv_time(struct csv_writer *csv, int64_t seconds);

void csv_line_end(struct csv_writer *csv);

#endif
