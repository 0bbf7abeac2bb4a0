#include "catalog/catalog.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct catalog {
    struct catalog_settings settings;
    struct sources sources;
    struct maker maker;
    struct lookups *lookups;
    struct downloads *downloads;
    struct searches *searches;
    struct stop stop;     /* of making posters */
    pthread_mutex_t lock; /* for what follows */
    void (*wake)(void *context, enum catalog_work work);
    void *wake_context;
    char lost[LOST_POSTERS_MAX][POSTER_ID_SIZE];
    size_t lost_count;
};

/* ---- open and close ---------------------------------------------------------------------------
 */

static void wake(struct catalog *catalog, enum catalog_work work)
{
    pthread_mutex_lock(&catalog->lock);
    if (catalog->wake != NULL)
        catalog->wake(catalog->wake_context, work);
    pthread_mutex_unlock(&catalog->lock);
}

static void film_arrived(void *context)
{
    wake(context, WORK_FILMS);
}

static void poster_arrived(void *context)
{
    wake(context, WORK_POSTERS);
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
        downloads_open(&catalog->sources, &catalog->settings, poster_arrived, catalog);
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
    wake(catalog, WORK_FILMS);
}

bool catalog_want_anyway(struct catalog *catalog, const struct film_want *want, int64_t now)
{
    bool wanted = lookups_want(catalog->lookups, want, now, true);

    wake(catalog, WORK_FILMS);
    return wanted;
}

void catalog_want_posters(struct catalog *catalog)
{
    wake(catalog, WORK_POSTERS);
}

void catalog_poster_lost(struct catalog *catalog, const char *poster_id)
{
    bool is_there = false;

    pthread_mutex_lock(&catalog->lock);
    for (size_t i = 0; i < catalog->lost_count && !is_there; i++)
        is_there = strcmp(catalog->lost[i], poster_id) == 0;
    if (!is_there && catalog->lost_count < LOST_POSTERS_MAX)
        snprintf(catalog->lost[catalog->lost_count++], POSTER_ID_SIZE, "%s", poster_id);
    pthread_mutex_unlock(&catalog->lock);
    wake(catalog, WORK_POSTERS);
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

/* As it is: a drawing has few bytes. */
static enum fault keep_builtin(struct catalog *catalog, struct arena *arena,
                               const struct builtin_poster *built_in, struct kept_poster *kept,
                               struct error *err)
{
    struct poster_image image = {
        .format = POSTER_WEBP, .width = built_in->width, .height = built_in->height};

    if (built_in->bytes == NULL)
        return FAULT_NONE;
    TRY(posters_keep(catalog->maker.posters, built_in->bytes, built_in->size, &image, err));
    *kept = (struct kept_poster){.poster = {.id = arena_strdup(arena, image.hash),
                                            .width = built_in->width,
                                            .height = built_in->height,
                                            .color = built_in->color},
                                 .images = {image},
                                 .count = 1,
                                 .finished = true};
    return FAULT_NONE;
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
            keep_builtin(catalog, arena, &results[i].film.poster, &facts->poster, &err);
    }
    return count;
}

void catalog_films_saved(struct catalog *catalog, const struct lookup_result *results, size_t count,
                         int64_t now)
{
    lookups_saved(catalog->lookups, results, count, now);
    wake(catalog, WORK_POSTERS);
}

void catalog_films_unsaved(struct catalog *catalog, const struct lookup_result *results,
                           size_t count, int64_t now)
{
    lookups_unsaved(catalog->lookups, results, count, now);
}

struct downloads *catalog_downloads(struct catalog *catalog)
{
    return catalog->downloads;
}

const struct maker *catalog_maker(const struct catalog *catalog)
{
    return &catalog->maker;
}

static int64_t wait_after(const struct download *download)
{
    const struct fetch_answer *answer = &download->answer;

    /* Nobody has it there, or our own rules do not let us ask: later, but not soon. */
    if (answer->outcome == FETCH_REFUSED || answer->status == 404 || answer->status == 410)
        return FILM_UNKNOWN_SECONDS;
    return sources_retry_after(download->failures + 1, answer->retry_ms);
}

void catalog_stop(struct catalog *catalog)
{
    stop_say(&catalog->stop);
}

bool catalog_keep_download(struct catalog *catalog, struct arena *arena, struct download *download,
                           int64_t now, struct poster_facts *facts)
{
    const struct fetch_answer *answer = &download->answer;
    bool has_image = answer->outcome == FETCH_ANSWERED && answer->status == 200;
    struct error err;
    enum fault fault = FAULT_INTERNAL;

    error_init(&err);
    *facts = (struct poster_facts){.url = arena_strdup(arena, download->url),
                                   .outcome = POSTER_FAILED,
                                   .try_at = now + wait_after(download),
                                   .error = arena_strdup(arena, answer->reason)};
    if (has_image && stop_was_said(&catalog->stop))
        return false;
    if (has_image) {
        fault = maker_keep(&catalog->maker, arena, answer->bytes, answer->size, &facts->kept, &err);
        /* It may have been cut short, which says nothing about the image. */
        if (fault != FAULT_NONE && stop_was_said(&catalog->stop))
            return false;
        if (fault == FAULT_INVALID && downloads_ask_again(catalog->downloads, download))
            return false;
        if (fault != FAULT_NONE && fault != FAULT_INVALID)
            log_line(LOG_WARN, "a poster could not be kept: %s", err.detail);
        facts->error = arena_strdup(arena, err.detail);
    }
    if (fault == FAULT_NONE)
        facts->outcome = POSTER_KEPT;
    else if (fault == FAULT_INVALID || answer->outcome == FETCH_TOO_LARGE)
        facts->outcome = POSTER_REFUSED;
    return true;
}

bool catalog_take_lost(struct catalog *catalog, char id[POSTER_ID_SIZE])
{
    bool taken = false;

    pthread_mutex_lock(&catalog->lock);
    if (catalog->lost_count > 0) {
        memcpy(id, catalog->lost[--catalog->lost_count], POSTER_ID_SIZE);
        taken = true;
    }
    pthread_mutex_unlock(&catalog->lock);
    return taken;
}

static bool is_named(const struct builtin_poster *built_in, const char *poster_id)
{
    char id[POSTER_ID_SIZE];

    if (built_in->bytes == NULL)
        return false;
    posters_hash(built_in->bytes, built_in->size, id);
    return strcmp(id, poster_id) == 0;
}

enum fault catalog_keep_builtin(struct catalog *catalog, const char *imdb_id, const char *poster_id,
                                struct error *err)
{
    const struct provider_film *film = catalog_peek(catalog, imdb_id);
    auto_arena struct arena arena = {0};
    struct kept_poster kept;

    if (film == NULL || !is_named(&film->poster, poster_id))
        return error_set(err, FAULT_NOT_FOUND, "That poster of %s is not built in.", imdb_id);
    return keep_builtin(catalog, &arena, &film->poster, &kept, err);
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
    return keep_builtin(catalog, arena, &film->poster, &facts->poster, err);
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
