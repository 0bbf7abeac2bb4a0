#include "lists/sheet.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "lists/csv_writer.h"

/* ---- columns --------------------------------------------------------------------------------- */

enum sheet_cell {
    CELL_TITLE,
    CELL_ORIGINAL_TITLE,
    CELL_YEAR,
    CELL_IMDB_ID,
    CELL_STATUS,
    CELL_STARS,
    CELL_DAY,
    CELL_PROPOSER,
    CELL_NOTE,
    CELL_COUNT,
    CELL_TIME,
    CELL_REWATCH,
    CELL_TAGS,
};

#define OF(kind)   (1U << (kind))
#define OF_ANY     (OF(SHEET_KINDS) - 1)
#define OF_CLUB    (OF(SHEET_PROPOSALS) | OF(SHEET_SCREENINGS))
#define OF_WATCHED (OF(SHEET_SCREENINGS) | OF(SHEET_RATINGS))

struct sheet_column {
    const char *name;
    enum sheet_cell cell;
    unsigned kinds;
};

static const struct sheet_column own_columns[] = {
    {"title", CELL_TITLE, OF_ANY},
    {"original_title", CELL_ORIGINAL_TITLE, OF_ANY},
    {"year", CELL_YEAR, OF_ANY},
    {"imdb_id", CELL_IMDB_ID, OF_ANY},
    {"status", CELL_STATUS, OF(SHEET_PROPOSALS)},
    {"stars", CELL_STARS, OF(SHEET_RATINGS)},
    {"watched_on", CELL_DAY, OF_WATCHED},
    {"proposed_by", CELL_PROPOSER, OF_CLUB},
    {"note", CELL_NOTE, OF_CLUB},
    {"votes", CELL_COUNT, OF(SHEET_PROPOSALS)},
    {"average_stars", CELL_STARS, OF(SHEET_SCREENINGS)},
    {"ratings", CELL_COUNT, OF(SHEET_SCREENINGS)},
    {"proposed_at", CELL_TIME, OF(SHEET_PROPOSALS)},
    {"recorded_at", CELL_TIME, OF(SHEET_SCREENINGS)},
    {"rated_at", CELL_TIME, OF(SHEET_RATINGS)},
    {"added_at", CELL_TIME, OF(SHEET_WATCHLIST)},
    {0},
};

/* letterboxd.com/about/importing-data */
static const struct sheet_column letterboxd_columns[] = {
    {"imdbID", CELL_IMDB_ID, OF_ANY},      {"Title", CELL_TITLE, OF_ANY},
    {"Year", CELL_YEAR, OF_ANY},           {"Rating", CELL_STARS, OF_WATCHED},
    {"WatchedDate", CELL_DAY, OF_WATCHED}, {"Rewatch", CELL_REWATCH, OF_WATCHED},
    {"Tags", CELL_TAGS, OF_WATCHED},       {0},
};

/* Most films have none besides their title, and needn't be parsed. */
static void add_original_title(struct csv_writer *csv, const char *metadata)
{
    static const char key[] = "original_title";
    json_t *film =
        metadata == NULL || strstr(metadata, key) == NULL ? NULL : json_loads(metadata, 0, NULL);

    csv_text(csv, json_string_value(json_object_get(film, key)));
    json_decref(film);
}

/* Commas separate tags. */
static void add_club_tag(struct csv_writer *csv, const char *club)
{
    auto_strbuf struct strbuf tag;

    strbuf_init(&tag, csv->out->max);
    for (; *club != '\0'; club++)
        strbuf_addch(&tag, *club == ',' ? ' ' : *club);
    csv_text(csv, tag.bytes);
}

/* Letterboxd's last two are about an evening: without a day there was none. */
static void add_about_evening(struct csv_writer *csv, enum sheet_cell cell, const char *club,
                              const struct sheet_row *row)
{
    if (row->day == 0)
        csv_text(csv, NULL);
    else if (cell == CELL_TAGS)
        add_club_tag(csv, club);
    else
        csv_text(csv, row->is_again ? "true" : "false");
}

static void add_cell(struct csv_writer *csv, enum sheet_cell cell, const char *club,
                     const struct sheet_row *row)
{
    switch (cell) {
    case CELL_TITLE:
        csv_text(csv, row->title);
        break;
    case CELL_ORIGINAL_TITLE:
        add_original_title(csv, row->metadata);
        break;
    case CELL_YEAR:
        csv_positive(csv, row->year);
        break;
    case CELL_IMDB_ID:
        csv_text(csv, row->imdb_id);
        break;
    case CELL_STATUS:
        csv_text(csv, proposal_status_name(row->status));
        break;
    case CELL_STARS:
        csv_halves(csv, row->halves);
        break;
    case CELL_DAY:
        csv_date(csv, row->day);
        break;
    case CELL_PROPOSER:
        csv_text(csv, row->proposer);
        break;
    case CELL_NOTE:
        csv_text(csv, row->note);
        break;
    case CELL_COUNT:
        csv_count(csv, row->count);
        break;
    case CELL_TIME:
        csv_time(csv, row->at);
        break;
    default:
        add_about_evening(csv, cell, club, row);
    }
}

/* A line with the cells of a row; of NULL, with the names of the columns. */
static void add_record(const struct sheet_writer *sheet, struct strbuf *out,
                       const struct sheet_row *row)
{
    const bool has_semicolons = sheet->form == SHEET_SEMICOLONS;
    struct csv_writer csv = {
        .out = out, .separator = has_semicolons ? ';' : ',', .point = has_semicolons ? ',' : '.'};
    const struct sheet_column *column =
        sheet->form == SHEET_LETTERBOXD ? letterboxd_columns : own_columns;

    for (; column->name != NULL; column++) {
        if ((column->kinds & OF(sheet->kind)) == 0)
            continue;
        if (row == NULL)
            csv_text(&csv, column->name);
        else
            add_cell(&csv, column->cell, sheet->club, row);
    }
    csv_line_end(&csv);
}

/* ---- rows and parts -------------------------------------------------------------------------- */

/* By its mark, Excel knows UTF-8. Letterboxd writes none, so nobody knows whether it reads one. */
static void begin_part(struct sheet_writer *sheet)
{
    strbuf_clear(sheet->out);
    if (sheet->form != SHEET_LETTERBOXD)
        strbuf_addstr(sheet->out, "\ufeff");
    add_record(sheet, sheet->out, NULL);
    sheet->has_rows = false;
}

void sheet_begin(struct sheet_writer *sheet)
{
    sheet->at = 1;
    sheet->has_more = false;
    begin_part(sheet);
}

/* Letterboxd gets the club's list of what is up, and each film once. */
static bool is_left_out(const struct sheet_writer *sheet, const struct sheet_row *row)
{
    return sheet->form == SHEET_LETTERBOXD &&
           (row->is_elsewhere || (sheet->kind == SHEET_PROPOSALS && row->status != PROPOSAL_OPEN));
}

/* False: it doesn't fit into the part any more. */
static bool has_room(const struct sheet_writer *sheet, const struct strbuf *line)
{
    const size_t most = sheet->form == SHEET_LETTERBOXD ? SHEET_LETTERBOXD_MAX : SHEET_PART_MAX;

    return sheet->out->length + line->length <= most;
}

bool sheet_add(struct sheet_writer *sheet, const struct sheet_row *row)
{
    auto_strbuf struct strbuf line;

    strbuf_init(&line, SHEET_LINE_MAX);
    if (is_left_out(sheet, row))
        return true;
    add_record(sheet, &line, row);
    if (!has_room(sheet, &line)) {
        sheet->has_more = sheet->at == sheet->part;
        if (sheet->has_more)
            return false;
        sheet->at++;
        begin_part(sheet);
    }
    strbuf_add(sheet->out, line.bytes, line.length);
    sheet->has_rows = true;
    return true;
}

bool sheet_has_part(const struct sheet_writer *sheet)
{
    return sheet->part == 1 || (sheet->at == sheet->part && sheet->has_rows);
}

const char *sheet_file_name(struct arena *arena, enum sheet_kind kind, enum sheet_form form,
                            int64_t part)
{
    const char *whose = form == SHEET_LETTERBOXD ? "letterboxd" : "marquee";

    return part == 1
               ? arena_printf(arena, "%s-%s.csv", whose, sheet_kind_name(kind))
               : arena_printf(arena, "%s-%s-%" PRId64 ".csv", whose, sheet_kind_name(kind), part);
}
