/* Films of a list, and those that are known here. */
#ifndef MARQUEE_MOVING_MATCHING_H
#define MARQUEE_MOVING_MATCHING_H

#include "lists/list.h"
#include "store/film_titles.h"

struct known_films {
    struct film_title *items; /* by their keys, which have no punctuation here */
    size_t count;
    const struct film_title **by_tmdb_id; /* those that have one, by it */
    size_t tmdb_count;
};

enum match {
    MATCH_NONE,
    MATCH_SEVERAL, /* and nothing tells which */
    MATCH_FOUND,
    MATCH_NEW /* has an id that is not known here */
};

enum fault known_films_load(struct db *db, struct arena *arena, struct known_films *known,
                            struct error *err);

/*
 * The film that a row names. The id decides, where there is one; else TMDB's, if that film has been
 * looked up there. Else it's the film that has one of the row's titles (base/search_key.h, without
 * punctuation) and is at most a year older or newer; of several the one of that very year.
 */
enum fault known_films_match(struct db *db, const struct known_films *known,
                             const struct list_row *row, enum match *match, int64_t *film_id,
                             struct error *err);

enum { GUESSES_MAX = 3 };
/* Films that the row could mean: those of its title, from any year, and those whose title begins
 * like it. How many. */
size_t known_films_guess(const struct known_films *known, const struct list_row *row,
                         const struct film_title *guesses[GUESSES_MAX]);

#endif
