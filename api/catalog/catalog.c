#include "catalog/catalog.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/posters/builtin.h"

struct catalog {
    struct catalog_settings settings;
    struct sources sources;
    struct maker maker;
    struct lookups *lookups;
    struct downloads *downloads;
    struct lost_posters *lost;
    struct searches *searches;
    struct stop stop;     /* of making posters */
    pthread_mutex_t lock; /* for what follows */
    void (*wake)(void *context, enum catalog_work work);
    void *wake_context;
};

/* ---- open and close ---------------------------------------------------------------------------
 */

static void wake_jobs(struct catalog *catalog, enum catalog_work work)
{
    pthread_mutex_lock(&catalog->lock);
    if (catalog->wake != NULL)
        catalog->wake(catalog->wake_context, work);
    pthread_mutex_unlock(&catalog->lock);
}

static void film_arrived(void *context)
{
    wake_jobs(context, WORK_FILMS);
}

static void poster_called(void *context)
{
    wake_jobs(context, WORK_POSTERS);
}

enum fault catalog_open(const struct catalog_settings *settings, struct posters *posters,
                        struct catalog **out, struct error *err)
{
    struct catalog *catalog = calloc(1, sizeof(*catalog));
    enum fault fault;

    if (catalog == NULL)
        abort();
    catalog->settings = *settings;
    catalog->maker = (struct maker){
        .program = settings->image_program, .posters = posters, .stop = &catalog->stop};
    pthread_mutex_init(&catalog->lock, NULL);
    fault = stop_open(&catalog->stop, err);
    if (fault == FAULT_NONE)
        fault = sources_open(settings, &catalog->sources, err);
    if (fault != FAULT_NONE) {
        catalog_close(catalog);
        return fault;
    }
    catalog->lookups = lookups_open(&catalog->sources, &catalog->settings, film_arrived, catalog);
    catalog->downloads =
        downloads_open(&catalog->sources, &catalog->settings, poster_called, catalog);
    catalog->lost = lost_posters_open(poster_called, catalog);
    catalog->searches = searches_open(&catalog->sources, &catalog->settings);
    *out = catalog;
    return FAULT_NONE;
}

void catalog_close(struct catalog *catalog)
{
    if (catalog == NULL)
        return;
    sources_stop(&catalog->sources);
    searches_close(catalog->searches);
    lost_posters_close(catalog->lost);
    downloads_close(catalog->downloads);
    lookups_close(catalog->lookups);
    sources_release(&catalog->sources);
    stop_close(&catalog->stop);
    pthread_mutex_destroy(&catalog->lock);
    free(catalog);
}

const struct provider *catalog_provider(const struct catalog *catalog, size_t n)
{
    return n < catalog->sources.count ? catalog->sources.items[n].provider : NULL;
}

void catalog_set_language(struct catalog *catalog, const char *language)
{
    lookups_set_language(catalog->lookups, language);
    searches_set_language(catalog->searches, language);
}

bool catalog_has_languages(const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->sources.count; i++)
        if (catalog->sources.items[i].provider->has_languages)
            return true;
    return false;
}

int64_t catalog_ttl(const struct catalog *catalog)
{
    return catalog->settings.ttl;
}

/* ---- for the handlers --------------------------------------------------------------------------
 */

struct film_want catalog_want_of(const struct film *film)
{
    struct film_want want = {
        .film_id = film->id, .failures = film->failures, .try_at = film->try_at};

    snprintf(want.provider, sizeof(want.provider), "%s",
             film->provider != NULL ? film->provider : "");
    snprintf(want.imdb_id, sizeof(want.imdb_id), "%s", film->imdb_id);
    return want;
}

void catalog_want(struct catalog *catalog, const struct film *film, int64_t now)
{
    struct film_want want;

    if (!film_is_due(film, now))
        return;
    want = catalog_want_of(film);
    catalog_want_due(catalog, &want, now);
}

void catalog_want_due(struct catalog *catalog, const struct film_want *want, int64_t now)
{
    lookups_want(catalog->lookups, want, now, false);
    wake_jobs(catalog, WORK_FILMS);
}

bool catalog_want_anyway(struct catalog *catalog, const struct film_want *want, int64_t now)
{
    bool wanted = lookups_want(catalog->lookups, want, now, true);

    wake_jobs(catalog, WORK_FILMS);
    return wanted;
}

void catalog_want_posters(struct catalog *catalog)
{
    wake_jobs(catalog, WORK_POSTERS);
}

void catalog_poster_lost(struct catalog *catalog, const char *poster_id)
{
    lost_posters_add(catalog->lost, poster_id);
}

const struct provider_film *catalog_peek(const struct catalog *catalog, const char *imdb_id)
{
    return catalog->sources.demo == NULL ? NULL : demo_find(catalog->sources.demo, imdb_id);
}

bool catalog_search(struct catalog *catalog, struct arena *arena, int64_t client, const char *text,
                    struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    return searches_ask(catalog->searches, arena, client, text, hits, count);
}

enum search_behind catalog_search_behind(struct catalog *catalog, struct arena *arena,
                                         const char *text,
                                         struct provider_film hits[PROVIDER_HITS_MAX],
                                         size_t *count)
{
    return searches_ask_behind(catalog->searches, arena, text, hits, count);
}

/* ---- for the jobs ------------------------------------------------------------------------------
 */

void catalog_on_work(struct catalog *catalog, void (*hook)(void *context, enum catalog_work work),
                     void *context)
{
    pthread_mutex_lock(&catalog->lock);
    catalog->wake = hook;
    catalog->wake_context = context;
    pthread_mutex_unlock(&catalog->lock);
}

size_t catalog_take_films(struct catalog *catalog, struct arena *arena, int64_t now,
                          struct lookup_result results[FILMS_BATCH])
{
    size_t count;

    lookups_start(catalog->lookups);
    count = lookups_take(catalog->lookups, arena, now, results, FILMS_BATCH);
    for (size_t i = 0; i < count; i++) {
        struct film_facts *facts = &results[i].facts;
        struct error err;

        error_init(&err);
        /* A full disk costs the poster, not the text: the page finds it missing, and asks again. */
        if (facts->outcome == FILM_FOUND)
            builtin_poster_keep(catalog->maker.posters, arena, &results[i].film.poster,
                                &facts->poster, &err);
    }
    return count;
}

void catalog_films_saved(struct catalog *catalog, const struct lookup_result *results, size_t count,
                         int64_t now)
{
    lookups_saved(catalog->lookups, results, count, now);
    wake_jobs(catalog, WORK_POSTERS);
}

void catalog_films_unsaved(struct catalog *catalog, const struct lookup_result *results,
                           size_t count, int64_t now)
{
    lookups_unsaved(catalog->lookups, results, count, now);
}

struct poster_work catalog_poster_work(struct catalog *catalog, struct store *store)
{
    return (struct poster_work){.store = store,
                                .maker = &catalog->maker,
                                .downloads = catalog->downloads,
                                .lost = catalog->lost,
                                .demo = catalog->sources.demo};
}

void catalog_stop(struct catalog *catalog)
{
    stop_say(&catalog->stop);
}

enum fault catalog_builtin(struct catalog *catalog, struct arena *arena, int64_t film_id,
                           const char *imdb_id, int64_t now, struct film_facts *facts,
                           struct error *err)
{
    const struct provider_film *film = catalog_peek(catalog, imdb_id);

    if (film == NULL)
        return error_set(err, FAULT_NOT_FOUND, "The catalogue does not know %s.", imdb_id);
    lookup_found(film, &provider_demo, arena, now + catalog->settings.ttl, facts);
    facts->film_id = film_id;
    return builtin_poster_keep(catalog->maker.posters, arena, &film->poster, &facts->poster, err);
}

/* ---- for whoever runs it -----------------------------------------------------------------------
 */

void catalog_under_way(struct catalog *catalog, size_t *films, size_t *posters)
{
    *films = lookups_count(catalog->lookups);
    *posters = downloads_count(catalog->downloads);
}

bool catalog_lane(struct catalog *catalog, size_t n, struct fetch_lane_state *state)
{
    return catalog->sources.fetch != NULL && fetch_lane_state(catalog->sources.fetch, n, state);
}

uint64_t catalog_searches(const struct catalog *catalog, enum search_from from)
{
    return searches_count(catalog->searches, from);
}
