#include "lists/csv_writer.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "lists/cell.h"

static void begin_cell(struct csv_writer *csv)
{
    if (csv->is_inside)
        strbuf_addch(csv->out, csv->separator);
    csv->is_inside = true;
}

static void add_quoted(struct strbuf *out, const char *text)
{
    strbuf_addch(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            strbuf_addch(out, '"');
        strbuf_addch(out, *text);
    }
    strbuf_addch(out, '"');
}

/* Whatever separates cells is quoted, also where something else does here: some programs guess. */
static void add_cell_text(struct strbuf *out, const char *text)
{
    auto_strbuf struct strbuf cell;

    strbuf_init(&cell, out->max);
    cell_guard(&cell, text);
    if (strpbrk(cell.bytes, ",;\t\"\r\n") != NULL)
        add_quoted(out, cell.bytes);
    else
        strbuf_add(out, cell.bytes, cell.length);
}

void csv_text(struct csv_writer *csv, const char *text)
{
    begin_cell(csv);
    if (text != NULL)
        add_cell_text(csv->out, text);
}

void csv_count(struct csv_writer *csv, int64_t number)
{
    begin_cell(csv);
    strbuf_addint(csv->out, number);
}

void csv_positive(struct csv_writer *csv, int64_t number)
{
    if (number > 0)
        csv_count(csv, number);
    else
        begin_cell(csv);
}

void csv_halves(struct csv_writer *csv, int64_t halves)
{
    csv_positive(csv, halves / 2);
    if (halves == 1)
        strbuf_addch(csv->out, '0');
    if (halves % 2 != 0) {
        strbuf_addch(csv->out, csv->point);
        strbuf_addch(csv->out, '5');
    }
}

void csv_date(struct csv_writer *csv, int64_t day)
{
    char text[DATE_TEXT_SIZE];

    csv_text(csv, day == 0 ? NULL : date_format(day, text));
}

void csv_time(struct csv_writer *csv, int64_t seconds)
{
    char text[CLOCK_TEXT_SIZE];

    csv_text(csv, seconds == 0 ? NULL : clock_format(seconds, text));
}

void csv_line_end(struct csv_writer *csv)
{
    strbuf_add(csv->out, "\r\n", 2);
    csv->is_inside = false;
}
