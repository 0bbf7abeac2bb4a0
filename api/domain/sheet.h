/* A list of films for a spreadsheet or for another site: which, and a row of it. */
#ifndef MARQUEE_DOMAIN_SHEET_H
#define MARQUEE_DOMAIN_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/proposal.h"

enum sheet_kind {
    SHEET_PROPOSALS,  /* of the club, open or not */
    SHEET_SCREENINGS, /* of the club */
    SHEET_RATINGS,    /* a member's own: of evenings, and of films that they have seen elsewhere */
    SHEET_WATCHLIST,  /* a member's own */
    SHEET_KINDS
};

enum sheet_form {
    SHEET_COMMAS,     /* "4.5" */
    SHEET_SEMICOLONS, /* "4,5", as the spreadsheets of most of Europe have it */
    SHEET_LETTERBOXD, /* what Letterboxd imports */
    SHEET_FORMS
};

/* "proposals", "commas"; SHEET_KINDS and SHEET_FORMS where there is none of that name. */
const char *sheet_kind_name(enum sheet_kind kind);
enum sheet_kind sheet_kind_of(const char *name);
enum sheet_form sheet_form_of(const char *name);

/* Whether it is of one member; the others are the club's. */
bool sheet_is_own(enum sheet_kind kind);

/* What a sheet has no column for is left out. Strings are borrowed; NULL and 0 are unknown. */
struct sheet_row {
    const char *title, *imdb_id;
    const char *metadata; /* what providers say of the film, as struct film has it */
    int64_t year;
    enum proposal_status status;
    const char *proposer, *note;
    int64_t at;        /* when it was proposed, recorded, rated, or put on the list */
    int64_t day;       /* of the evening */
    int64_t halves;    /* half stars: the member's own, or the average */
    int64_t count;     /* of votes or ratings */
    bool is_again;     /* the film had an evening before this one */
    bool is_elsewhere; /* seen without the club, and rated on one of its evenings as well */
};

#endif
