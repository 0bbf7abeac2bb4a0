/*
 * A refresh that somebody asked for (`marquee refresh`): each film of a list is looked up once. One
 * at a time; any thread may ask how far it is.
 */
#ifndef MARQUEE_CATALOG_REFRESH_H
#define MARQUEE_CATALOG_REFRESH_H

#include "catalog/catalog.h"
#include "store/fetches.h"

struct refresh;

struct refresh *refresh_open(void);
void refresh_close(struct refresh *refresh);

/* Begins with a copy of the list; jobs_wake gets it going. FAULT_BUSY: another one is running. */
enum fault refresh_start(struct refresh *refresh, const struct film_want *wants, size_t count,
                         struct error *err);

struct refresh_status {
    size_t total, done; /* films; running while done < total */
    size_t found, unknown, failed;
    char last_error[200]; /* of the films that failed; "" */
};
struct refresh_status refresh_status(struct refresh *refresh);

/* ---- for job_refresh_films ----------------------------------------------------------------- */

/* Wants the next films, as many as the catalogue takes. */
void refresh_feed(struct refresh *refresh, struct catalog *catalog);
/* What came of some films, of this list or not. */
void refresh_note(struct refresh *refresh, const struct lookup_result *results, size_t count);

#endif
