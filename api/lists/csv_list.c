#include "lists/csv_list.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "domain/film.h"
#include "lists/cell.h"
#include "lists/damage.h"
#include "lists/delimited.h"

/* ---- columns ---------------------------------------------------------------------------------
 */

enum column {
    TITLE,
    ORIGINAL_TITLE,
    YEAR,
    ID,
    MARK,   /* only tells whose file it is */
    LINK,   /* may have the id in it */
    STARS,  /* of five */
    TENTHS, /* of ten */
    DAY,    /* when it was watched */
    DATED,  /* when it was rated */
    ADDED,  /* when it was put on the list */
    POSITION,
    SEASON,    /* of a series */
    SCALELESS, /* a rating out of nobody knows how many */
    COLUMNS
};
#define HAS(column) (1U << (column))

/*
 * What each site calls its columns, in any case. A file is the first of these all of whose `needs`
 * it has. Columns that no name stands for here are passed over.
 */
static const struct shape {
    enum list_format format;
    unsigned needs;
    struct {
        const char *name;
        enum column column;
    } names[12];
} shapes[] = {
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(MARK),
     {{"name", TITLE},
      {"year", YEAR},
      {"letterboxd uri", MARK},
      {"rating", STARS},
      {"watched date", DAY},
      {"date", DATED}}},
    /* Its lists, below a few lines about the list. */
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(MARK) | HAS(POSITION),
     {{"name", TITLE}, {"year", YEAR}, {"url", MARK}, {"position", POSITION}}},
    {LIST_TMDB,
     HAS(MARK) | HAS(TITLE),
     {{"tmdb id", MARK},
      {"imdb id", ID},
      {"name", TITLE},
      {"release date", YEAR},
      {"season number", SEASON},
      {"your rating", TENTHS},
      {"date rated", DATED}}},
    /* Three generations of it; the second and third lack "You rated", the first two the original
     * title. */
    {LIST_IMDB,
     HAS(ID) | HAS(TITLE),
     {{"const", ID},
      {"title", TITLE},
      {"original title", ORIGINAL_TITLE},
      {"year", YEAR},
      {"your rating", TENTHS},
      {"you rated", TENTHS},
      {"date rated", DATED},
      {"date added", ADDED},
      {"created", ADDED},
      {"position", POSITION}}},
    {LIST_IMDB,
     HAS(LINK) | HAS(TITLE) | HAS(MARK),
     {{"url", LINK},
      {"title", TITLE},
      {"original title", ORIGINAL_TITLE},
      {"title type", MARK},
      {"year", YEAR},
      {"your rating", TENTHS},
      {"you rated", TENTHS},
      {"date rated", DATED},
      {"date added", ADDED},
      {"created", ADDED},
      {"position", POSITION}}},
    {LIST_FILMWEB,
     HAS(ORIGINAL_TITLE) | HAS(TENTHS),
     {{"pl_title", TITLE},
      {"title", TITLE},
      {"original_title", ORIGINAL_TITLE},
      {"year", YEAR},
      {"user_vote", TENTHS},
      {"user_rating", TENTHS},
      {"iso_date", DATED}}},
    /* What Letterboxd takes, as many programs write it. */
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(DAY),
     {{"title", TITLE},
      {"year", YEAR},
      {"imdbid", ID},
      {"rating", STARS},
      {"rating10", TENTHS},
      {"watcheddate", DAY}}},
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(TENTHS),
     {{"title", TITLE}, {"year", YEAR}, {"imdbid", ID}, {"rating10", TENTHS}}},
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(ID),
     {{"title", TITLE}, {"year", YEAR}, {"imdbid", ID}, {"rating", STARS}}},
    {LIST_LETTERBOXD,
     HAS(TITLE) | HAS(MARK),
     {{"title", TITLE}, {"year", YEAR}, {"tmdbid", MARK}, {"rating", STARS}}},
    {LIST_OTHER,
     HAS(TITLE),
     {{"title", TITLE},
      {"original_title", ORIGINAL_TITLE},
      {"year", YEAR},
      {"imdb_id", ID},
      {"stars", STARS},
      {"rating10", TENTHS},
      {"watched_on", DAY},
      {"rated_at", DATED},
      {"added_at", ADDED},
      {"rating", SCALELESS},
      {"score", SCALELESS}}},
};

struct csv_reading {
    struct list_builder *builder;
    const struct shape *shape; /* NULL: the columns' names haven't come yet */
    int64_t looked_at;         /* records before them */
    size_t columns;
    size_t at[COLUMNS]; /* the cell of each, counted from 1; 0: there's none */
    enum list_kind kind;
};

/* ---- the columns' names ---------------------------------------------------------------------- */

static unsigned find_columns(const struct shape *shape, const struct record *record,
                             size_t at[COLUMNS])
{
    unsigned found = 0;

    memset(at, 0, COLUMNS * sizeof(*at));
    for (size_t n = 0; n < COUNT_OF(shape->names) && shape->names[n].name != NULL; n++)
        for (size_t i = 0; i < record->count; i++) {
            const enum column column = shape->names[n].column;

            if (strcasecmp(record->cells[i], shape->names[n].name) != 0)
                continue;
            if (at[column] == 0)
                at[column] = i + 1;
            found |= HAS(column);
        }
    return found;
}

/* What was said goes before the name of the file, and both before the columns. */
static enum list_kind find_kind(const struct csv_reading *reading, unsigned found)
{
    const struct list_builder *builder = reading->builder;
    const bool is_rated = (found & (HAS(STARS) | HAS(TENTHS))) != 0;

    if (builder->as != LIST_UNKNOWN)
        return builder->as;
    if (builder->by_name != LIST_UNKNOWN)
        return builder->by_name;
    if ((found & HAS(DAY)) != 0)
        return LIST_WATCHED;
    return is_rated && (found & HAS(POSITION)) == 0 ? LIST_RATINGS : LIST_UNKNOWN;
}

static enum fault take_names(struct csv_reading *reading, const struct record *record,
                             struct error *err)
{
    enum { RECORDS_BEFORE = 5 /* that tell about the list */ };

    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const unsigned found = find_columns(&shapes[i], record, reading->at);

        if ((found & shapes[i].needs) != shapes[i].needs)
            continue;
        if ((found & HAS(SCALELESS)) != 0 && (found & HAS(STARS)) == 0)
            return list_damaged(err, DAMAGE_NO_SCALE, .line = record->line);
        reading->shape = &shapes[i];
        reading->columns = record->count;
        reading->kind = find_kind(reading, found);
        return FAULT_NONE;
    }
    return ++reading->looked_at < RECORDS_BEFORE ? FAULT_NONE
                                                 : list_damaged(err, DAMAGE_NO_LIST, 0);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *cell(const struct csv_reading *reading, const struct record *record,
                        enum column column)
{
    const size_t at = reading->at[column];

    return at == 0 || at > record->count ? "" : record->cells[at - 1];
}

/* What Marquee wrote has apostrophes before what a spreadsheet would take for a formula. */
static const char *title_cell(const struct csv_reading *reading, struct arena *arena,
                              const struct record *record, enum column column)
{
    char *text = arena_strdup(arena, cell(reading, record, column));

    cell_open(text);
    return text;
}

static bool has_too_many(const struct csv_reading *reading, const struct record *record)
{
    for (size_t i = reading->columns; i < record->count; i++)
        if (*record->cells[i] != '\0')
            return true;
    return false;
}

/* False: what stands where the id of a film belongs is something else. */
static bool id_of_row(const struct csv_reading *reading, const struct record *record,
                      char id[FILM_ID_SIZE])
{
    const char *text = cell(reading, record, ID);

    *id = '\0';
    if (*text != '\0')
        return film_id_parse(text, id);
    if (!film_id_parse(cell(reading, record, LINK), id))
        *id = '\0';
    return true;
}

/* Four of ten looks like four of five: where one can't be of five, none is sure to be. */
static enum fault read_stars(const struct csv_reading *reading, const struct record *record,
                             struct list_row *row, struct error *err)
{
    const char *stars = cell(reading, record, STARS);
    int64_t of_ten;

    if (!value_halves(cell(reading, record, TENTHS), 10, &row->halves))
        row->flaw = LIST_FLAW_STARS;
    if (*stars == '\0' || row->halves != 0 || value_halves(stars, 5, &row->halves))
        return FAULT_NONE;
    if (value_halves(stars, 10, &of_ten))
        return list_damaged(err, DAMAGE_OVER_FIVE, .line = record->line);
    row->flaw = LIST_FLAW_STARS;
    return FAULT_NONE;
}

static enum fault fill_row(const struct csv_reading *reading, struct arena *arena,
                           const struct record *record, struct list_row *row, char id[FILM_ID_SIZE],
                           struct error *err)
{
    bool is_flawed = false;

    *row = (struct list_row){.place = record->line, .kind = reading->kind};
    row->title = value_title(arena, title_cell(reading, arena, record, TITLE), &is_flawed);
    row->original_title =
        value_title(arena, title_cell(reading, arena, record, ORIGINAL_TITLE), &is_flawed);
    if (row->title == NULL) {
        row->title = row->original_title;
        row->original_title = NULL;
    }
    for (enum column column = DAY; column <= ADDED && row->day == 0; column++)
        row->day = value_day(cell(reading, record, column));
    TRY(read_stars(reading, record, row, err));
    if (!id_of_row(reading, record, id))
        row->flaw = LIST_FLAW_ID;
    row->imdb_id = *id == '\0' ? NULL : id;
    if (!value_year(cell(reading, record, YEAR), &row->year) && row->imdb_id == NULL)
        row->flaw = LIST_FLAW_YEAR;
    if (*cell(reading, record, SEASON) != '\0')
        row->flaw = LIST_FLAW_SERIES;
    row_settle(row, is_flawed);
    if (has_too_many(reading, record))
        row->flaw = LIST_FLAW_CELLS;
    return FAULT_NONE;
}

static enum fault take_record(void *context, const struct record *record, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct csv_reading *reading = context;
    char id[FILM_ID_SIZE];
    struct list_row row;

    if (reading->shape == NULL)
        return take_names(reading, record, err);
    TRY(fill_row(reading, &arena, record, &row, id, err));
    return builder_add(reading->builder, reading->shape->format, &row, err);
}

enum fault csv_list_read(const char *bytes, size_t length, struct list_builder *builder,
                         struct error *err)
{
    struct csv_reading reading = {.builder = builder};

    TRY(delimited_read(bytes, length, take_record, &reading, err));
    return reading.shape != NULL ? FAULT_NONE : list_damaged(err, DAMAGE_NO_LIST, 0);
}
