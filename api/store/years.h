/* What the club watched in a year. */
#ifndef MARQUEE_STORE_YEARS_H
#define MARQUEE_STORE_YEARS_H

#include "base/arena.h"
#include "base/error.h"
#include "domain/year.h"
#include "store/store.h"

/* A year from YEAR_MIN to YEAR_MAX; `last` is the latest in which anything can have been watched.
 * Two statements; however much the club has watched, they read that year alone. */
enum fault year_read(struct db *db, struct arena *arena, int64_t number, int64_t last,
                     struct club_year *year, struct error *err);

#endif
