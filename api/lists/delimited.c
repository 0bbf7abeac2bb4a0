#include "lists/delimited.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "lists/damage.h"
#include "lists/encoding.h"

struct reading {
    struct csv_parser parser;
    struct decoder *decoder;
    struct strbuf line;  /* the one that is parsed, as UTF-8 */
    struct strbuf cells; /* of the record, each with its NUL */
    size_t offsets[DELIMITED_CELLS_MAX];
    size_t count;  /* cells so far; one more than there may be: too many */
    size_t length; /* bytes of the record so far */
    int64_t line_number, first_line;
    record_taker take;
    void *context;
    enum fault fault;
    struct error *err;
};

/* ---- what libcsv finds ----------------------------------------------------------------------- */

static void on_cell(void *bytes, size_t length, void *context)
{
    struct reading *reading = context;

    if (reading->count < DELIMITED_CELLS_MAX) {
        reading->offsets[reading->count] = reading->cells.length;
        strbuf_add(&reading->cells, bytes, length);
        strbuf_addch(&reading->cells, '\0');
    }
    reading->count++;
}

static void on_record(int end, void *context)
{
    struct reading *reading = context;
    const char *cells[DELIMITED_CELLS_MAX];
    const struct record record = {reading->first_line, cells, reading->count};

    (void)end;
    if (reading->fault == FAULT_NONE && reading->count > DELIMITED_CELLS_MAX)
        reading->fault = list_damaged(reading->err, DAMAGE_TOO_MANY_CELLS,
                                      .line = reading->first_line, .max = DELIMITED_CELLS_MAX);
    if (reading->fault == FAULT_NONE) {
        for (size_t i = 0; i < record.count; i++)
            cells[i] = reading->cells.bytes + reading->offsets[i];
        reading->fault = reading->take(reading->context, &record, reading->err);
    }
    reading->count = reading->length = 0;
    strbuf_clear(&reading->cells);
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* Bytes of the line with its end. */
static size_t line_length(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at < length && bytes[at] != '\n' && bytes[at] != '\r')
        at++;
    if (at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n')
        at++;
    return at < length ? at + 1 : length;
}

static enum fault refuse_quote(struct reading *reading, size_t at)
{
    reading->line.bytes[at] = '\0';
    return list_damaged(reading->err, DAMAGE_QUOTE, .line = reading->line_number,
                        .column = (int64_t)text_length(reading->line.bytes) + 1);
}

static enum fault parse_line(struct reading *reading, const char *bytes, size_t length)
{
    size_t parsed;

    if (reading->length == 0)
        reading->first_line = reading->line_number;
    reading->length += length;
    if (reading->length > DELIMITED_RECORD_MAX)
        return list_damaged(reading->err, DAMAGE_LONG_ROW, .line = reading->first_line,
                            .max = DELIMITED_RECORD_MAX / 1024);
    strbuf_clear(&reading->line);
    decoder_add(reading->decoder, bytes, length, &reading->line);
    parsed = csv_parse(&reading->parser, reading->line.bytes, reading->line.length, on_cell,
                       on_record, reading);
    if (reading->fault != FAULT_NONE)
        return reading->fault;
    if (parsed == reading->line.length) {
        if (reading->count == 0 && !reading->parser.quoted)
            reading->length = 0;
        return FAULT_NONE;
    }
    return csv_error(&reading->parser) == CSV_EPARSE
               ? refuse_quote(reading, parsed)
               : error_set(reading->err, FAULT_INTERNAL, "Out of memory.");
}

static enum fault parse_all(struct reading *reading, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length; reading->line_number++) {
        const size_t line = line_length(bytes + at, length - at);

        TRY(parse_line(reading, bytes + at, line));
        at += line;
    }
    if (csv_fini(&reading->parser, on_cell, on_record, reading) != 0)
        return list_damaged(reading->err, DAMAGE_UNCLOSED, .line = reading->first_line);
    return reading->fault;
}

/* ---- what separates cells -------------------------------------------------------------------- */

static size_t count_outside_quotes(const char *bytes, size_t length, char separator)
{
    bool is_quoted = false;
    size_t count = 0;

    for (size_t i = 0; i < length; i++) {
        is_quoted ^= bytes[i] == '"';
        count += !is_quoted && bytes[i] == separator;
    }
    return count;
}

/* A title above the columns' names may have none at all. */
static char find_separator(const char *bytes, size_t length)
{
    static const char separators[] = ",;\t";
    enum { LINES = 10 };
    char found = separators[0];
    size_t most = 0;

    for (size_t lines = 0; lines < LINES && length > 0 && most == 0; lines++) {
        const size_t line = line_length(bytes, length);

        for (const char *separator = separators; *separator != '\0'; separator++) {
            const size_t count = count_outside_quotes(bytes, line, *separator);

            found = count > most ? *separator : found;
            most = count > most ? count : most;
        }
        bytes += line;
        length -= line;
    }
    return found;
}

static enum fault read_records(struct reading *reading, const char *bytes, size_t length)
{
    enum fault fault;

    if (csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return error_set(reading->err, FAULT_INTERNAL, "Out of memory.");
    csv_set_delim(&reading->parser, (unsigned char)find_separator(bytes, length));
    strbuf_init(&reading->line, (size_t)4 * DELIMITED_RECORD_MAX);
    strbuf_init(&reading->cells, (size_t)4 * DELIMITED_RECORD_MAX);
    fault = parse_all(reading, bytes, length);
    strbuf_release(&reading->line);
    strbuf_release(&reading->cells);
    csv_free(&reading->parser);
    return fault;
}

enum fault delimited_read(const char *bytes, size_t length, record_taker take, void *context,
                          struct error *err)
{
    struct reading reading = {
        .line_number = 1, .first_line = 1, .take = take, .context = context, .err = err};
    struct encoding encoding;
    enum fault fault;

    TRY(encoding_find(bytes, length, &encoding, err));
    TRY(decoder_open(&encoding, &reading.decoder, err));
    fault = read_records(&reading, bytes + encoding.mark, length - encoding.mark);
    decoder_close(reading.decoder);
    return fault;
}
