/* The titles of all films, for whoever compares them with many others. */
#ifndef MARQUEE_STORE_FILM_TITLES_H
#define MARQUEE_STORE_FILM_TITLES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/store.h"

struct film_title {
    int64_t film_id;
    int64_t work;     /* the same for films that are one */
    int64_t year;     /* 0: unknown */
    bool has_imdb_id; /* false: entered by hand */
    const char *title;
    const char *key; /* base/search_key.h */
};

/* Of every film that has one, in no order. */
enum fault film_titles_all(struct db *db, struct arena *arena, struct film_title **titles,
                           size_t *count, struct error *err);

#endif
