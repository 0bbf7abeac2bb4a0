/*
 * The titles by which a film is found: the club's, the original one and the English one. Each has
 * its search key (base/search_key.h) in film_titles. films.search_key has them all, one a line: no
 * text that is searched for has a line's end in it, so it's found in one of them.
 */
#ifndef MARQUEE_STORE_FILM_TITLES_H
#define MARQUEE_STORE_FILM_TITLES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/engine/db.h"

enum { FILM_TITLES = 3 };

struct film_title {
    int64_t film_id;
    int64_t work;      /* the same for films that are one */
    int64_t year;      /* 0: unknown */
    bool has_imdb_id;  /* false: entered by hand */
    int64_t tmdb_id;   /* 0: TMDB hasn't been asked, or doesn't know it */
    const char *title; /* the club's, whose key is not always this one */
    const char *key;   /* base/search_key.h */
};

enum { FILM_TITLES_MAX = 200000, FILM_TITLES_BYTES = 24 * 1024 * 1024 };

/* Of every film, the oldest first; not of more films than these allow: it's in memory, and a club
 * that has as many knows the newest by their ids alone. */
enum fault film_titles_all(struct db *db, struct arena *arena, struct film_title **titles,
                           size_t *count, struct error *err);

/* Inside a unit of work: these are the film's titles now. NULL: there is none. */
enum fault film_titles_save(struct db *db, int64_t film_id, const char *const titles[FILM_TITLES],
                            struct error *err);

#endif
