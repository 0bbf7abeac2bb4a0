/*
 * What is done about film data in the background. jobs/ says when; each verb is one round of it.
 * None waits for a provider. One thread: nobody else saves film data.
 */
#ifndef MARQUEE_CATALOG_FILM_WORK_H
#define MARQUEE_CATALOG_FILM_WORK_H

#include "catalog/catalog.h"
#include "catalog/refresh.h"

/* All borrowed. */
struct film_work {
    struct store *store;
    struct catalog *catalog;
    struct refresh *refresh;
};

/* Starts looking up the films that are wanted, and saves what has arrived. */
enum fault film_work_look_up(const struct film_work *work, struct error *err);
/* Wants the films without data that are due: what a stop or an outage had left undone. */
enum fault film_work_want_pending(const struct film_work *work, struct error *err);
/* Wants the films whose data is too old to be kept as it is. */
enum fault film_work_want_old(const struct film_work *work, struct error *err);

#endif
