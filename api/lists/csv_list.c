#include "lists/csv_list.h"

#include <strings.h>

#include "base/text.h"
#include "domain/film.h"
#include "domain/proposal.h"
#include "domain/screening.h"
#include "lists/cell.h"
#include "lists/csv_shapes.h"
#include "lists/damage.h"
#include "lists/delimited.h"

struct csv_reading {
    struct list_builder *builder;
    bool has_names;    /* of the columns; they have come */
    int64_t looked_at; /* records before them */
    struct csv_columns columns;
    const char *headings[COLUMNS]; /* what the file calls them */
    enum list_kind kind;
};

/* ---- the columns' names ---------------------------------------------------------------------- */

/* LIST_UNKNOWN: not the club's. Some programs have a status of what somebody has rated. */
static enum list_kind find_club_kind(unsigned found)
{
    const bool is_rated = (found & (HAS(STARS) | HAS(TENTHS))) != 0;

    if ((found & HAS(EVENINGS)) != 0)
        return LIST_SCREENINGS;
    if ((found & HAS(PROPOSER)) != 0)
        return (found & HAS(DAY)) != 0 ? LIST_SCREENINGS : LIST_PROPOSALS;
    return (found & HAS(STATUS)) != 0 && !is_rated ? LIST_PROPOSALS : LIST_UNKNOWN;
}

/* What was said goes before columns that only a club's list has, these before the name of the
 * file, and that before other columns. */
static enum list_kind find_kind(const struct csv_reading *reading)
{
    const struct list_builder *builder = reading->builder;
    const unsigned found = reading->columns.found;
    const bool is_rated = (found & (HAS(STARS) | HAS(TENTHS))) != 0;

    if (builder->as != LIST_UNKNOWN)
        return builder->as;
    if (find_club_kind(found) != LIST_UNKNOWN)
        return find_club_kind(found);
    if (builder->by_name != LIST_UNKNOWN)
        return builder->by_name;
    if ((found & HAS(DAY)) != 0)
        return LIST_WATCHED;
    return is_rated && (found & HAS(POSITION)) == 0 ? LIST_RATINGS : LIST_UNKNOWN;
}

/* Of what is to be seen and of what the club does, stars say nothing here. */
static bool has_stars(const struct csv_reading *reading)
{
    return reading->kind != LIST_WATCHLIST && !list_kind_is_club(reading->kind);
}

static void keep_headings(struct csv_reading *reading, const struct record *record)
{
    enum { HEADING_MAX = 60 };

    for (enum column column = 0; column < COLUMNS; column++)
        if (reading->columns.at[column] > 0)
            reading->headings[column] =
                text_tidy(reading->builder->arena, record->cells[reading->columns.at[column] - 1],
                          HEADING_MAX);
}

static enum fault take_names(struct csv_reading *reading, const struct record *record,
                             struct error *err)
{
    enum { RECORDS_BEFORE = 5 /* that tell about the list */ };

    if (!csv_columns_find(record, &reading->columns))
        return ++reading->looked_at < RECORDS_BEFORE ? FAULT_NONE
                                                     : list_damaged(err, DAMAGE_NO_LIST, 0);
    reading->has_names = true;
    keep_headings(reading, record);
    reading->kind = find_kind(reading);
    if ((reading->columns.found & HAS(SCALELESS)) != 0 &&
        (reading->columns.found & (HAS(STARS) | HAS(TENTHS))) == 0 && has_stars(reading))
        return list_damaged(err, DAMAGE_NO_SCALE, .line = record->line);
    return FAULT_NONE;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *cell(const struct csv_reading *reading, const struct record *record,
                        enum column column)
{
    const size_t at = reading->columns.at[column];

    return at == 0 || at > record->count ? "" : record->cells[at - 1];
}

/* What Marquee wrote has apostrophes before what a spreadsheet would take for a formula. */
static const char *text_cell(const struct csv_reading *reading, struct arena *arena,
                             const struct record *record, enum column column)
{
    char *text = arena_strdup(arena, cell(reading, record, column));

    cell_open(text);
    return text;
}

static bool has_too_many(const struct csv_reading *reading, const struct record *record)
{
    for (size_t i = reading->columns.count; i < record->count; i++)
        if (*record->cells[i] != '\0')
            return true;
    return false;
}

/* False: what stands where the id of a film belongs is something else. */
static bool id_of_row(const struct csv_reading *reading, const struct record *record,
                      char id[FILM_ID_SIZE])
{
    const char *text = cell(reading, record, COLUMN_ID);

    *id = '\0';
    if (*text != '\0')
        return film_id_parse(text, id);
    if (!film_id_parse(cell(reading, record, COLUMN_LINK), id))
        *id = '\0';
    return true;
}

/* Four of ten looks like four of five: where one can't be of five, none is sure to be. */
static enum fault read_stars(const struct csv_reading *reading, const struct record *record,
                             struct list_row *row, struct error *err)
{
    const char *stars = cell(reading, record, COLUMN_STARS);
    int64_t of_ten;

    if (!value_halves(cell(reading, record, COLUMN_TENTHS), 10, &row->halves))
        row->flaw = LIST_FLAW_STARS;
    if (*stars == '\0' || row->halves != 0 || value_halves(stars, 5, &row->halves))
        return FAULT_NONE;
    if (value_halves(stars, 10, &of_ten))
        return list_damaged(err, DAMAGE_OVER_FIVE, .line = record->line);
    row->flaw = LIST_FLAW_STARS;
    return FAULT_NONE;
}

static void read_titles(const struct csv_reading *reading, struct arena *arena,
                        const struct record *record, struct list_row *row, bool *is_flawed)
{
    row->title = value_title(arena, text_cell(reading, arena, record, COLUMN_TITLE), is_flawed);
    row->original_title =
        value_title(arena, text_cell(reading, arena, record, COLUMN_ORIGINAL_TITLE), is_flawed);
    if (row->title == NULL) {
        row->title = row->original_title;
        row->original_title = NULL;
    }
}

/* The first that the row has. */
static void read_days(const struct csv_reading *reading, const struct record *record,
                      struct list_row *row)
{
    const char *evening = cell(reading, record, COLUMN_DAY);

    row->watched_on = row->day = value_day(evening);
    if (row->kind == LIST_SCREENINGS && *evening != '\0' && row->day == 0)
        row->flaw = LIST_FLAW_DAY;
    for (enum column column = COLUMN_DATED; column <= COLUMN_ADDED; column++) {
        const char *text = cell(reading, record, column);

        row->day = row->day == 0 ? value_day(text) : row->day;
        row->at = row->at == 0 ? value_moment(text) : row->at;
    }
}

/* Spreadsheets like to begin with a capital. */
static bool read_status(const char *text, enum proposal_status *status)
{
    for (*status = PROPOSAL_OPEN; *status <= PROPOSAL_WITHDRAWN; (*status)++)
        if (strcasecmp(text, proposal_status_name(*status)) == 0)
            return true;
    *status = PROPOSAL_OPEN;
    return false;
}

static void read_club_cells(const struct csv_reading *reading, struct arena *arena,
                            const struct record *record, struct list_row *row)
{
    const char *status = cell(reading, record, COLUMN_STATUS);

    row->proposer = value_name(arena, text_cell(reading, arena, record, COLUMN_PROPOSER));
    if (!value_note(arena, text_cell(reading, arena, record, COLUMN_NOTE),
                    row->kind == LIST_PROPOSALS ? NOTE_MAX : SCREENING_NOTE_MAX, &row->note))
        row->flaw = LIST_FLAW_NOTE;
    if (row->kind == LIST_PROPOSALS && *status != '\0' && !read_status(status, &row->status))
        row->flaw = LIST_FLAW_STATUS;
}

/* Which column a flaw is of; COLUMNS: of none. */
static enum column flawed_column(const struct csv_reading *reading, const struct record *record,
                                 enum list_flaw flaw)
{
    static const enum column columns[LIST_FLAW_COUNT] = {
        [LIST_FLAW_NONE] = COLUMNS,         [LIST_FLAW_CELLS] = COLUMNS,
        [LIST_FLAW_NO_FILM] = COLUMNS,      [LIST_FLAW_TITLE] = COLUMN_TITLE,
        [LIST_FLAW_YEAR] = COLUMN_YEAR,     [LIST_FLAW_ID] = COLUMN_ID,
        [LIST_FLAW_STARS] = COLUMN_STARS,   [LIST_FLAW_SERIES] = COLUMN_SEASON,
        [LIST_FLAW_NOTE] = COLUMN_NOTE,     [LIST_FLAW_DAY] = COLUMN_DAY,
        [LIST_FLAW_STATUS] = COLUMN_STATUS,
    };

    return flaw == LIST_FLAW_STARS && *cell(reading, record, COLUMN_TENTHS) != '\0' ? COLUMN_TENTHS
                                                                                    : columns[flaw];
}

static void name_column(const struct csv_reading *reading, const struct record *record,
                        struct list_row *row)
{
    const enum column column = flawed_column(reading, record, row->flaw);

    row->column = column == COLUMNS ? NULL : reading->headings[column];
}

static enum fault fill_row(const struct csv_reading *reading, struct arena *arena,
                           const struct record *record, struct list_row *row, char id[FILM_ID_SIZE],
                           struct error *err)
{
    bool is_flawed = false;

    *row = (struct list_row){.place = record->line, .kind = reading->kind};
    read_titles(reading, arena, record, row, &is_flawed);
    read_days(reading, record, row);
    if (has_stars(reading))
        TRY(read_stars(reading, record, row, err));
    if (list_kind_is_club(row->kind))
        read_club_cells(reading, arena, record, row);
    if (!id_of_row(reading, record, id))
        row->flaw = LIST_FLAW_ID;
    row->imdb_id = *id == '\0' ? NULL : id;
    row->tmdb_id = value_tmdb_id(cell(reading, record, COLUMN_TMDB_ID));
    if (!value_year(cell(reading, record, COLUMN_YEAR), &row->year) && row->imdb_id == NULL)
        row->flaw = LIST_FLAW_YEAR;
    if (*cell(reading, record, COLUMN_SEASON) != '\0')
        row->flaw = LIST_FLAW_SERIES;
    row_settle(row, is_flawed);
    if (has_too_many(reading, record))
        row->flaw = LIST_FLAW_CELLS;
    name_column(reading, record, row);
    return FAULT_NONE;
}

static enum fault take_record(void *context, const struct record *record, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct csv_reading *reading = context;
    char id[FILM_ID_SIZE];
    struct list_row row;

    if (!reading->has_names)
        return take_names(reading, record, err);
    TRY(fill_row(reading, &arena, record, &row, id, err));
    return builder_add(reading->builder, reading->columns.format, &row, err);
}

enum fault csv_list_read(const char *bytes, size_t length, struct list_builder *builder,
                         struct error *err)
{
    struct csv_reading reading = {.builder = builder};

    TRY(delimited_read(bytes, length, take_record, &reading, err));
    return reading.has_names ? FAULT_NONE : list_damaged(err, DAMAGE_NO_LIST, 0);
}
