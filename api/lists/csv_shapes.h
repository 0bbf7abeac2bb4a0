/* What each site calls the columns of its CSV. */
#ifndef MARQUEE_LISTS_CSV_SHAPES_H
#define MARQUEE_LISTS_CSV_SHAPES_H

#include "lists/delimited.h"
#include "lists/list.h"

enum column {
    COLUMN_TITLE,
    COLUMN_ORIGINAL_TITLE,
    COLUMN_YEAR,
    COLUMN_ID,
    COLUMN_TMDB_ID,
    COLUMN_MARK,   /* only tells whose file it is */
    COLUMN_LINK,   /* may have the id in it */
    COLUMN_STARS,  /* of five */
    COLUMN_TENTHS, /* of ten */
    COLUMN_DAY,    /* when it was watched */
    COLUMN_DATED,  /* when it was rated, proposed or noted */
    COLUMN_ADDED,  /* when it was put on the list */
    COLUMN_POSITION,
    COLUMN_SEASON,    /* of a series */
    COLUMN_SCALELESS, /* a rating out of nobody knows how many */
    COLUMN_STATUS,    /* of a proposal */
    COLUMN_PROPOSER,
    COLUMN_NOTE,
    COLUMN_EVENINGS, /* only tells that it's a club's, of what it watched */
    COLUMNS
};
#define HAS(column) (1U << (COLUMN_##column))

/* Which columns there are, and where. */
struct csv_columns {
    enum list_format format;
    unsigned found;     /* HAS() of each */
    size_t at[COLUMNS]; /* the cell of each, counted from 1; 0: there's none */
    size_t count;       /* of all cells */
};

/* False: these aren't the names of any site's columns. */
bool csv_columns_find(const struct record *names, struct csv_columns *columns);

#endif
