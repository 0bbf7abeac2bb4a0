/*
 * Films that are being looked up: each at most once at a time, however many readers want it. Wants
 * wait in a queue; a job starts them, and takes the results when they have arrived. Providers are
 * asked one after the other, until all of a film is known (findings.h).
 */
#ifndef MARQUEE_CATALOG_LOOKUPS_H
#define MARQUEE_CATALOG_LOOKUPS_H

#include "catalog/lookup.h"
#include "store/fetches.h"

struct lookups;

/* Both are borrowed. `arrived` is called on the fetch thread and must not wait. */
struct lookups *lookups_open(const struct sources *sources, const struct catalog_settings *settings,
                             void (*arrived)(void *context), void *context);
/* Once the fetching has stopped. NULL is fine. */
void lookups_close(struct lookups *lookups);

/* False: OPEN_FILMS_MAX are open already. True also if this film is, if it was saved since the want
 * was seen, or if it could not be saved and is put off; `anyway` looks it up again in those cases.
 * Any thread; never waits. */
bool lookups_want(struct lookups *lookups, const struct film_want *want, int64_t now, bool anyway);

/* Asks in this language from now on. What was asked in another one is asked again once it has been
 * saved. Any thread. */
void lookups_set_language(struct lookups *lookups, const char *language);

/* How many are wanted or under way. */
size_t lookups_count(struct lookups *lookups);

/* ---- for one thread ------------------------------------------------------------------------ */

/* Asks for what waits. */
void lookups_start(struct lookups *lookups);

/* Takes at most `max` finished ones; what they say lives in the arena. Their films stay open until
 * one of the next two is told of them: they are in the database, or cannot be saved. */
size_t lookups_take(struct lookups *lookups, struct arena *arena, int64_t now,
                    struct lookup_result *results, size_t max);
void lookups_saved(struct lookups *lookups, const struct lookup_result *results, size_t count,
                   int64_t now);
void lookups_unsaved(struct lookups *lookups, const struct lookup_result *results, size_t count,
                     int64_t now);

#endif
