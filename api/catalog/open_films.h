/*
 * The films that are looked up, that were saved a moment ago, or that could not be saved: which of
 * them somebody who wants one may have asked for. Zeroed: none. Under its owner's lock.
 */
#ifndef MARQUEE_CATALOG_OPEN_FILMS_H
#define MARQUEE_CATALOG_OPEN_FILMS_H

#include "store/fetches.h"

enum { OPEN_FILMS_MAX = 1024 };

enum open_state {
    OPEN_ASKED,   /* it is looked up */
    OPEN_SAVED,   /* a reader who saw it before (with another try_at) must not have it asked for */
    OPEN_PUT_OFF, /* it could not be saved, so the database does not know that it was asked for */
};

struct open_film {
    int64_t film_id;
    enum open_state state;
    int64_t saved_at; /* of OPEN_SAVED */
    int64_t try_at;   /* the one that was saved; of OPEN_PUT_OFF: when it may be asked for */
    int64_t unsaved;  /* how often in a row it could not be saved */
};

struct open_films {
    struct open_film items[OPEN_FILMS_MAX];
    size_t count;
};

enum open_answer { OPEN_LOOK_UP, OPEN_LEAVE, OPEN_FULL };

/* Whether the film is to be looked up now; then it counts as being looked up. `anyway`: somebody
 * insists. OPEN_FULL: so many are looked up already. */
enum open_answer open_films_want(struct open_films *films, const struct film_want *want,
                                 int64_t now, bool anyway);

/* How many are looked up. */
size_t open_films_asked(const struct open_films *films);

/* What was saved a moment ago may be asked for again. */
void open_films_forget_saved(struct open_films *films);

void open_films_saved(struct open_films *films, int64_t film_id, int64_t try_at, int64_t now);
/* Puts the film off as the first, second … failure in a row would (sources_retry_after). */
void open_films_unsaved(struct open_films *films, int64_t film_id, int64_t now);

#endif
