/*
 * Cells that a spreadsheet would take for a formula.
 *
 * A program like Excel runs what begins with one of = + - @, also behind a space or a quotation
 * mark, and it may take any comma, semicolon, tab or end of a line for the end of a cell. So an
 * apostrophe goes before each such sign, and nowhere else, and reading takes just those off again:
 * cell_open() of what cell_guard() wrote is what there was.
 */
#ifndef MARQUEE_LISTS_CELL_H
#define MARQUEE_LISTS_CELL_H

#include "base/strbuf.h"

/* Adds the text, with its apostrophes. */
void cell_guard(struct strbuf *out, const char *text);

/* Takes the apostrophes off, in place. */
void cell_open(char *text);

#endif
