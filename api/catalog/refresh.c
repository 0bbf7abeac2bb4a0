#include "catalog/refresh.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

struct item {
    struct film_want want;
    bool done;
};

struct refresh {
    pthread_mutex_t lock;
    struct item *items;
    size_t next; /* the first that was not wanted yet */
    struct refresh_status status;
};

struct refresh *refresh_open(void)
{
    struct refresh *refresh = calloc(1, sizeof(*refresh));

    if (refresh == NULL)
        abort();
    pthread_mutex_init(&refresh->lock, NULL);
    return refresh;
}

void refresh_close(struct refresh *refresh)
{
    if (refresh == NULL)
        return;
    free(refresh->items);
    pthread_mutex_destroy(&refresh->lock);
    free(refresh);
}

/* With the lock held. */
static enum fault begin_refresh(struct refresh *refresh, const struct film_want *wants,
                                size_t count, struct error *err)
{
    if (refresh->status.done < refresh->status.total)
        return error_set(err, FAULT_BUSY, "A refresh is running. %zu of %zu films are done.",
                         refresh->status.done, refresh->status.total);
    free(refresh->items);
    refresh->items = calloc(count > 0 ? count : 1, sizeof(*refresh->items));
    if (refresh->items == NULL)
        abort();
    for (size_t i = 0; i < count; i++)
        refresh->items[i].want = wants[i];
    refresh->next = 0;
    refresh->status = (struct refresh_status){.total = count};
    return FAULT_NONE;
}

enum fault refresh_start(struct refresh *refresh, const struct film_want *wants, size_t count,
                         struct error *err)
{
    enum fault fault;

    pthread_mutex_lock(&refresh->lock);
    fault = begin_refresh(refresh, wants, count, err);
    pthread_mutex_unlock(&refresh->lock);
    return fault;
}

struct refresh_status refresh_status(struct refresh *refresh)
{
    struct refresh_status status;

    pthread_mutex_lock(&refresh->lock);
    status = refresh->status;
    pthread_mutex_unlock(&refresh->lock);
    return status;
}

void refresh_feed(struct refresh *refresh, struct catalog *catalog)
{
    pthread_mutex_lock(&refresh->lock);
    while (refresh->next < refresh->status.total &&
           catalog_want_anyway(catalog, &refresh->items[refresh->next].want, clock_now()))
        refresh->next++;
    pthread_mutex_unlock(&refresh->lock);
}

/* With the lock held. A film may have been under way when it was listed: that counts. */
static void note_film(struct refresh *refresh, const struct film_facts *facts)
{
    struct refresh_status *status = &refresh->status;

    for (size_t i = 0; i < refresh->next; i++) {
        struct item *item = &refresh->items[i];

        if (item->done || item->want.film_id != facts->film_id)
            continue;
        item->done = true;
        status->done++;
        status->found += facts->outcome == FILM_FOUND;
        status->unknown += facts->outcome == FILM_UNKNOWN;
        status->failed += facts->outcome == FILM_FAILED;
        if (facts->outcome == FILM_FAILED)
            snprintf(status->last_error, sizeof(status->last_error), "%s", facts->error);
        return;
    }
}

void refresh_note(struct refresh *refresh, const struct lookup_result *results, size_t count)
{
    pthread_mutex_lock(&refresh->lock);
    for (size_t i = 0; i < count; i++)
        note_film(refresh, &results[i].facts);
    pthread_mutex_unlock(&refresh->lock);
}
