/* Lists of films as other sites, programs and spreadsheets keep them: pure rows. */
#ifndef MARQUEE_LISTS_LIST_H
#define MARQUEE_LISTS_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/proposal.h"

enum {
    LIST_FILE_MAX = 20 * 1024 * 1024, /* bytes of a file, also of one in a ZIP */
    LIST_ROWS_MAX = 100000,
    LIST_TEXT_MAX = 16 * 1024 * 1024, /* bytes of all titles */
};

/* What its films are to the list's owner: a member, or the club. */
enum list_kind {
    LIST_UNKNOWN, /* the file doesn't tell */
    LIST_RATINGS,
    LIST_WATCHED, /* with stars or without */
    LIST_WATCHLIST,
    LIST_PROPOSALS,
    LIST_SCREENINGS,
    LIST_KINDS
};
bool list_kind_is_club(enum list_kind kind);
/* "ratings", "watched", "watchlist", "proposals", "screenings"; LIST_UNKNOWN: no such word. */
const char *list_kind_word(enum list_kind kind);
enum list_kind list_kind_of_word(const char *word);

enum list_format {
    LIST_OTHER, /* a spreadsheet with columns named as Marquee names them */
    LIST_LETTERBOXD,
    LIST_IMDB,
    LIST_TMDB,
    LIST_TRAKT,
    LIST_FILMWEB,
    LIST_FORMATS
};
/* "Letterboxd" */
const char *list_format_name(enum list_format format);
/* "letterboxd" */
const char *list_format_word(enum list_format format);

/* Why a row can't be taken: the word for programs, and the words for people. */
#define LIST_FLAWS(FLAW)                                                                           \
    FLAW(NONE, "none", "")                                                                         \
    FLAW(CELLS, "cells", "it has more cells than there are columns")                               \
    FLAW(NO_FILM, "no_film", "it names no film")                                                   \
    FLAW(TITLE, "title", "its title is too long, or no title")                                     \
    FLAW(YEAR, "year", "its year isn't one")                                                       \
    FLAW(ID, "id", "its id isn't one of a film")                                                   \
    FLAW(STARS, "stars", "its stars aren't a rating")                                              \
    FLAW(SERIES, "series", "it is about a series")                                                 \
    FLAW(NOTE, "note", "its note is too long, or has signs that a note can't have")                \
    FLAW(DAY, "day", "its date isn't one like 2026-11-28")                                         \
    FLAW(STATUS, "status", "its status isn't open, watched or withdrawn")

#define LIST_FLAW_SYMBOL(symbol, ...) LIST_FLAW_##symbol,
enum list_flaw { LIST_FLAWS(LIST_FLAW_SYMBOL) LIST_FLAW_COUNT };
#undef LIST_FLAW_SYMBOL

const char *list_flaw_text(enum list_flaw flaw);
const char *list_flaw_word(enum list_flaw flaw);
/* Only of which film it is: who says that takes it away. */
bool list_flaw_is_of_film(enum list_flaw flaw);

/* NULL and 0: unknown. A row without a flaw has a title or an id. */
struct list_row {
    int64_t place;    /* the line on which it begins, */
    bool is_entry;    /* or the number of the entry (JSON) */
    const char *file; /* in the ZIP; NULL: there is none around it */
    enum list_kind kind;
    enum list_flaw flaw;
    const char *column; /* what the file calls the column of the flaw; NULL: it is none of one */
    const char *title, *original_title; /* tidy, as a title here may be */
    const char *imdb_id;                /* canonical */
    int64_t year;
    int64_t halves; /* half stars, 1 to 10; 0: none */
    int64_t tmdb_id;
    int64_t watched_on; /* base/date.h */
    int64_t day;        /* on which it was watched, or else rated, proposed or put there */
    int64_t at;         /* the second when it was rated, proposed, noted or put there */

    /* What whoever brings it has said of it. */
    int64_t film_id; /* that it's this film here; 0: nothing */
    bool is_skipped;

    /* Of the club's lists. */
    enum proposal_status status;
    const char *proposer; /* whoever that is here */
    const char *note;     /* as a note of its kind here may be */
};

struct film_list {
    enum list_format format; /* of its first row */
    struct list_row *rows;
    size_t count;
    size_t unknown;  /* rows whose kind the file doesn't tell: whoever gave it must */
    size_t not_read; /* files of the ZIP, CSV or JSON, that hold something else */
};

#endif
