/*
 * Quirks of upstream that were seen in the wild, one a test: what it does when it is asked, and
 * what must come of it. Each has a house of its own with two films: 1 has data and a poster from
 * before, of 2 nothing is known.
 */
#ifndef MARQUEE_TESTS_QUIRK_H
#define MARQUEE_TESTS_QUIRK_H

#include "support/canary.h"
#include "support/house.h"

enum { QUIRKS_MAX = 64 };

/* A second stand-in, OTHER in what the first one does. */
enum other { OTHER_NONE, OTHER_LISTED, OTHER_ASKED_WITH_TLS };

enum poster_end { POSTER_COMES, POSTER_NEVER, POSTER_LATER, POSTER_NOT_WANTED };

struct quirk {
    const char *name;
    bool further; /* beyond the thirty that the list of known quirks began with */
    struct asking asking;
    enum other other;

    /* What upstream does when it is asked for film data, and for posters; NULL: what is usual. As
     * JSON (tests/support/upstream.mjs); PORT is the canary's. */
    const char *film, *poster;
    const char *film_path; /* NULL: all of the provider's */

    /* What comes of it. */
    enum metadata_state state; /* of film 2 */
    int64_t year, minutes;     /* 0: not known by that */
    const char *metadata;      /* a part of it */
    enum poster_end end;
    const char *why; /* a part of the error that is kept */
    int64_t wait;    /* seconds until film 2 or its poster is asked for again, at least; 0: as after
                        any failure */
    int asked;       /* requests for film data, or in a test of posters for these */
};

/* What upstream does, in short. */
#define DO(name)  "{\"do\": \"" name "\"}"
#define ODD(name) "{\"do\": \"quirk\", \"name\": \"" name "\"}"
#define ODD_STATUS(name, status)                                                                   \
    "{\"do\": \"quirk\", \"name\": \"" name "\", \"status\": " #status "}"
#define REDIRECT(location) "{\"do\": \"redirect\", \"location\": \"" location "\"}"

enum { UNTIL_MIDNIGHT = -1 /* in the place of `wait` */ };

struct quirk_world {
    const struct quirk *quirk;
    struct house *house;
    struct upstream other;
    struct canary canary;
};

/* What film 1 was. */
#define OLD_TITLE  "As it was"
#define OLD_POSTER "0123456789abcdef0123456789abcdef"
#define OLD_METADATA                                                                               \
    "{\"plot\":\"It was there.\",\"genres\":[\"Drama\"],\"directors\":[\"Ada Lovelace\"],"         \
    "\"cast\":[],\"imdb_rating\":7.1,\"imdb_votes\":50,\"metascore\":null,\"age_rating\":null,"    \
    "\"trailer_url\":null,\"type\":\"movie\"}"
enum { OLD_YEAR = 1950, OLD_MINUTES = 100 };

/* Tests each, and says at the end how many of them hold; what SUITE returns. */
int quirks_run(const char *noun, const struct quirk *quirks, size_t count,
               void (*test)(struct quirk_world *it));

/* Wants a film and looks it up. */
void quirk_look_up(struct quirk_world *it, int64_t film_id);

/* The seconds from now to `try_at` are what the quirk says, or more. `before`: when it began. */
void quirk_check_wait(const struct quirk *quirk, int64_t before, int64_t try_at);

/* A part that the quirk wants is in it. NULL: it wants none. */
void quirk_check_part(const char *part, const char *text);

#endif
