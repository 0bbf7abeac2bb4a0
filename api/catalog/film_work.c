#include "catalog/film_work.h"

#include <string.h>

#include "base/clock.h"
#include "domain/film.h"
#include "store/fetches.h"
#include "store/films.h"
#include "store/store.h"

/* What could not be saved has failed, whatever a provider said. */
static void fail_batch(const struct film_work *work, struct lookup_result *results, size_t count,
                       const struct error *err)
{
    catalog_films_unsaved(work->catalog, results, count, clock_now());
    for (size_t i = 0; i < count; i++) {
        results[i].facts.outcome = FILM_FAILED;
        results[i].facts.error = err->detail;
    }
}

static bool has_poster(const struct lookup_result *result)
{
    return result->facts.poster_url != NULL || result->film.poster.bytes != NULL;
}

static enum fault fill_film(struct db *db, struct arena *arena, struct lookup_result *result,
                            struct error *err)
{
    struct film film = {.metadata = NULL};
    const char *own;
    enum fault fault;

    if (result->facts.outcome != FILM_FOUND)
        return FAULT_NONE;
    fault = film_by_id(db, arena, result->facts.film_id, &film, err);
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND)
        return fault;
    own = result->facts.metadata;
    lookup_fill(result, arena, film.metadata);
    result->facts.all_new =
        strcmp(own, result->facts.metadata) == 0 && (has_poster(result) || film.poster.id == NULL);
    return FAULT_NONE;
}

/* What a provider does not say stays as it was. Nobody else saves film data in between. */
static enum fault fill_batch(const struct film_work *work, struct arena *arena,
                             struct lookup_result *results, size_t count, struct error *err)
{
    struct db *db;
    enum fault fault = FAULT_NONE;

    TRY(store_reader(work->store, &db, err));
    for (size_t i = 0; i < count && fault == FAULT_NONE; i++)
        fault = fill_film(db, arena, &results[i], err);
    store_reader_done(work->store, db);
    return fault;
}

static enum fault save(const struct film_work *work, struct arena *arena,
                       struct lookup_result *results, size_t count, struct error *err)
{
    struct film_facts facts[FILMS_BATCH];

    TRY(fill_batch(work, arena, results, count, err));
    for (size_t i = 0; i < count; i++)
        facts[i] = results[i].facts;
    return store_films_save(work->store, facts, count, clock_now(), err);
}

/* A batch of what has arrived is one transaction. */
static enum fault save_batch(const struct film_work *work, size_t *count, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct lookup_result results[FILMS_BATCH];
    enum fault fault;

    *count = catalog_take_films(work->catalog, &arena, clock_now(), results);
    if (*count == 0)
        return FAULT_NONE;
    fault = save(work, &arena, results, *count, err);
    if (fault == FAULT_NONE)
        catalog_films_saved(work->catalog, results, *count, clock_now());
    else
        fail_batch(work, results, *count, err);
    refresh_note(work->refresh, results, *count);
    return fault;
}

enum fault film_work_look_up(const struct film_work *work, struct error *err)
{
    enum fault failed = FAULT_NONE;
    size_t count;

    do {
        enum fault fault;

        refresh_feed(work->refresh, work->catalog);
        fault = save_batch(work, &count, err);
        failed = fault != FAULT_NONE ? fault : failed;
    } while (count > 0);
    return failed;
}

static enum fault want_all(const struct film_work *work, const struct film_want *wants,
                           size_t count)
{
    for (size_t i = 0; i < count; i++)
        catalog_want_due(work->catalog, &wants[i], clock_now());
    return FAULT_NONE;
}

enum fault film_work_want_pending(const struct film_work *work, struct error *err)
{
    struct film_want wants[FILMS_BATCH];
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(work->store, &db, err));
    fault = films_pending(db, clock_now(), wants, FILMS_BATCH, &count, err);
    store_reader_done(work->store, db);
    return fault == FAULT_NONE ? want_all(work, wants, count) : fault;
}

/* A few at a time: what members have just proposed is not to wait behind all of them. */
enum fault film_work_want_old(const struct film_work *work, struct error *err)
{
    struct film_want wants[FILMS_BATCH];
    int64_t now = clock_now();
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(work->store, &db, err));
    fault = films_old(db, now - FILM_OLD_SECONDS, now, wants, FILMS_BATCH, &count, err);
    store_reader_done(work->store, db);
    return fault == FAULT_NONE ? want_all(work, wants, count) : fault;
}
