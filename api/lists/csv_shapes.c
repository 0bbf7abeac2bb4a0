#include "lists/csv_shapes.h"

#include <ctype.h>

#include "base/auto.h"

enum { NEEDS_MAX = 3, NAMES_MAX = 20 };

/*
 * Names in any case, and where they have a _ people may have a space. A file is the first of these
 * of one of whose `needs` it has all. Columns that no name stands for here are passed over.
 */
static const struct shape {
    enum list_format format;
    unsigned needs[NEEDS_MAX];
    struct {
        const char *name;
        enum column column;
    } names[NAMES_MAX];
} shapes[] = {
    {LIST_LETTERBOXD,
     {HAS(TITLE) | HAS(MARK)},
     {{"name", COLUMN_TITLE},
      {"year", COLUMN_YEAR},
      {"letterboxd uri", COLUMN_MARK},
      {"rating", COLUMN_STARS},
      {"watched date", COLUMN_DAY},
      {"date", COLUMN_DATED}}},
    /* Its lists, below a few lines about the list. */
    {LIST_LETTERBOXD,
     {HAS(TITLE) | HAS(MARK) | HAS(POSITION)},
     {{"name", COLUMN_TITLE},
      {"year", COLUMN_YEAR},
      {"url", COLUMN_MARK},
      {"position", COLUMN_POSITION}}},
    {LIST_TMDB,
     {HAS(TMDB_ID) | HAS(TITLE)},
     {{"tmdb id", COLUMN_TMDB_ID},
      {"imdb id", COLUMN_ID},
      {"name", COLUMN_TITLE},
      {"release date", COLUMN_YEAR},
      {"season number", COLUMN_SEASON},
      {"your rating", COLUMN_TENTHS},
      {"date rated", COLUMN_DATED}}},
    /* Three generations of it; the second and third lack "You rated", the first two the original
     * title. */
    {LIST_IMDB,
     {HAS(ID) | HAS(TITLE), HAS(LINK) | HAS(TITLE) | HAS(MARK)},
     {{"const", COLUMN_ID},
      {"url", COLUMN_LINK},
      {"title type", COLUMN_MARK},
      {"title", COLUMN_TITLE},
      {"original title", COLUMN_ORIGINAL_TITLE},
      {"year", COLUMN_YEAR},
      {"your rating", COLUMN_TENTHS},
      {"you rated", COLUMN_TENTHS},
      {"date rated", COLUMN_DATED},
      {"date added", COLUMN_ADDED},
      {"created", COLUMN_ADDED},
      {"position", COLUMN_POSITION}}},
    {LIST_FILMWEB,
     {HAS(ORIGINAL_TITLE) | HAS(TENTHS)},
     {{"pl_title", COLUMN_TITLE},
      {"title", COLUMN_TITLE},
      {"original_title", COLUMN_ORIGINAL_TITLE},
      {"year", COLUMN_YEAR},
      {"user_vote", COLUMN_TENTHS},
      {"user_rating", COLUMN_TENTHS},
      {"iso_date", COLUMN_DATED}}},
    /* What Letterboxd takes, as many programs write it. */
    {LIST_LETTERBOXD,
     {HAS(TITLE) | HAS(DAY), HAS(TITLE) | HAS(ID), HAS(TITLE) | HAS(TMDB_ID)},
     {{"title", COLUMN_TITLE},
      {"year", COLUMN_YEAR},
      {"imdbid", COLUMN_ID},
      {"tmdbid", COLUMN_TMDB_ID},
      {"rating", COLUMN_STARS},
      {"rating10", COLUMN_TENTHS},
      {"watcheddate", COLUMN_DAY}}},
    {LIST_OTHER,
     {HAS(TITLE)},
     {{"title", COLUMN_TITLE},
      {"original_title", COLUMN_ORIGINAL_TITLE},
      {"year", COLUMN_YEAR},
      {"imdb_id", COLUMN_ID},
      {"tmdb_id", COLUMN_TMDB_ID},
      {"stars", COLUMN_STARS},
      {"rating10", COLUMN_TENTHS},
      {"watched_on", COLUMN_DAY},
      {"rated_at", COLUMN_DATED},
      {"proposed_at", COLUMN_DATED},
      {"recorded_at", COLUMN_DATED},
      {"recorded_at", COLUMN_EVENINGS},
      {"average_stars", COLUMN_EVENINGS},
      {"added_at", COLUMN_ADDED},
      {"status", COLUMN_STATUS},
      {"proposed_by", COLUMN_PROPOSER},
      {"note", COLUMN_NOTE},
      {"rating", COLUMN_SCALELESS},
      {"score", COLUMN_SCALELESS}}},
};

static bool is_column_called(const char *cell, const char *name)
{
    while (*name != '\0' &&
           (tolower((unsigned char)*cell) == *name || (*cell == ' ' && *name == '_'))) {
        cell++;
        name++;
    }
    return *name == '\0' && *cell == '\0';
}

static void find_columns(const struct shape *shape, const struct record *names,
                         struct csv_columns *columns)
{
    *columns = (struct csv_columns){.format = shape->format, .count = names->count};
    for (size_t n = 0; n < NAMES_MAX && shape->names[n].name != NULL; n++)
        for (size_t i = 0; i < names->count; i++) {
            const enum column column = shape->names[n].column;

            if (!is_column_called(names->cells[i], shape->names[n].name))
                continue;
            if (columns->at[column] == 0)
                columns->at[column] = i + 1;
            columns->found |= 1U << column;
        }
}

static bool has_needed(const struct shape *shape, unsigned found)
{
    for (size_t i = 0; i < NEEDS_MAX && shape->needs[i] != 0; i++)
        if ((found & shape->needs[i]) == shape->needs[i])
            return true;
    return false;
}

bool csv_columns_find(const struct record *names, struct csv_columns *columns)
{
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        find_columns(&shapes[i], names, columns);
        if (has_needed(&shapes[i], columns->found))
            return true;
    }
    return false;
}
