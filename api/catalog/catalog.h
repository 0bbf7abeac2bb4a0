/*
 * The catalogue: what is known of films outside this server. Handlers *want* films and go on; jobs
 * fetch them and save what came (film_work.h, posters/work.h). Only a search waits.
 */
#ifndef MARQUEE_CATALOG_CATALOG_H
#define MARQUEE_CATALOG_CATALOG_H

#include "catalog/lookups.h"
#include "catalog/posters/posters.h"
#include "catalog/posters/work.h"
#include "catalog/providers/provider.h"
#include "catalog/searches.h"
#include "catalog/sources/sources.h"
#include "store/fetches.h"

struct catalog;

enum { FILMS_BATCH = 32 };

/* `posters` and the strings of the settings are borrowed and outlive the catalogue. */
enum fault catalog_open(const struct catalog_settings *settings, struct posters *posters,
                        struct catalog **catalog, struct error *err);
void catalog_close(struct catalog *catalog);

/* The providers whose attribution is shown; NULL after the last. */
const struct provider *catalog_provider(const struct catalog *catalog, size_t n);

/* Asks in this language from now on ("de-DE"). Any thread. */
void catalog_set_language(struct catalog *catalog, const char *language);
/* Whether anybody who is asked heeds it. */
bool catalog_has_languages(const struct catalog *catalog);

/* Seconds for which film data counts as fresh. */
int64_t catalog_ttl(const struct catalog *catalog);

/* Asks for the film's data behind the caller's back, if it is due. Any thread; never waits. When
 * OPEN_FILMS_MAX films wait already it is dropped: a reader or a job wants it again. */
void catalog_want(struct catalog *catalog, const struct film *film, int64_t now);

/* The same for a job that has found it due. */
void catalog_want_due(struct catalog *catalog, const struct film_want *want, int64_t now);

/* That film, which has an id of IMDb's. */
struct film_want catalog_want_of(const struct film *film);

/* The same for who insists, due or not. False: too many wait, try again later. */
bool catalog_want_anyway(struct catalog *catalog, const struct film_want *want, int64_t now);

/* Somebody has asked for a poster, and the database wants it: it is fetched behind the caller's
 * back. */
void catalog_want_posters(struct catalog *catalog);

/* The file of a poster is gone or damaged: it is fetched again behind the caller's back. */
void catalog_poster_lost(struct catalog *catalog, const char *poster_id);

/* What is known at once, without asking anybody; or NULL. */
const struct provider_film *catalog_peek(const struct catalog *catalog, const char *imdb_id);

/* Best hits for what somebody typed, as searches_ask says it: it waits for providers, at most
 * `search_timeout_ms`. False: none of them says what there is, and there are no hits. */
bool catalog_search(struct catalog *catalog, struct arena *arena, int64_t client, const char *text,
                    struct provider_film hits[PROVIDER_HITS_MAX], size_t *count);

/* The same without waiting, as searches_ask_behind says it. */
enum search_behind catalog_search_behind(struct catalog *catalog, struct arena *arena,
                                         const char *text,
                                         struct provider_film hits[PROVIDER_HITS_MAX],
                                         size_t *count);

/* ---- for the jobs ------------------------------------------------------------------------- */

enum catalog_work { WORK_FILMS, WORK_POSTERS };

/* Calls `wake` when there is work, on whatever thread it came up: it must not wait. */
void catalog_on_work(struct catalog *catalog, void (*wake)(void *context, enum catalog_work work),
                     void *context);

/* Starts what is wanted and takes at most FILMS_BATCH results, with built-in posters kept.
 * catalog_films_saved is told when they are in the database; catalog_films_unsaved when they cannot
 * be saved: they are put off, for whoever does not insist. */
size_t catalog_take_films(struct catalog *catalog, struct arena *arena, int64_t now,
                          struct lookup_result results[FILMS_BATCH]);
void catalog_films_saved(struct catalog *catalog, const struct lookup_result *results, size_t count,
                         int64_t now);
void catalog_films_unsaved(struct catalog *catalog, const struct lookup_result *results,
                           size_t count, int64_t now);

/* What works on posters is to have, but for whoever looks at them and their quota. */
struct poster_work catalog_poster_work(struct catalog *catalog, struct store *store);

/* No more posters are made, and the one that is being made is given up. Any thread. */
void catalog_stop(struct catalog *catalog);

/* Looks up a film of the built-in catalogue at once: for the demo. */
enum fault catalog_builtin(struct catalog *catalog, struct arena *arena, int64_t film_id,
                           const char *imdb_id, int64_t now, struct film_facts *facts,
                           struct error *err);

/* ---- for whoever runs it ------------------------------------------------------------------ */

/* Films that are looked up and posters that are downloaded right now. */
void catalog_under_way(struct catalog *catalog, size_t *films, size_t *posters);

/* The lanes to the providers; false after the last. */
bool catalog_lane(struct catalog *catalog, size_t n, struct fetch_lane_state *state);

/* Searches that were answered so. */
uint64_t catalog_searches(const struct catalog *catalog, enum search_from from);

#endif
