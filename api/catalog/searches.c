/*
 * DESIGN. One list holds the searches that are under way and those that are kept, the most recently
 * used first. A caller looks its text up there: it takes what is kept, joins what is under way, or
 * starts one of its own, and then waits on a condition until the search has ended or a newer one of
 * the same client has replaced its wait. Providers are asked without the lock. A search that all of
 * its callers have left before its end leaves the list and is given up (`unwanted`), so that the
 * newest words of somebody who types do not wait behind older ones. Off the list it lives until it
 * has ended and the last caller has read it.
 */
#include "catalog/searches.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/waiting.h"
#include "catalog/search.h"

/* A caller that waits, on its own stack. */
struct waiter {
    LIST_ENTRY(waiter) entry;
    int64_t client;
    struct search *search;
    bool replaced;
};

TAILQ_HEAD(search_list, search);
LIST_HEAD(waiter_list, waiter);

struct searches {
    const struct sources *sources;
    int timeout_ms;
    struct counter counts[SEARCH_FROMS];

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    char language[LANGUAGE_SIZE];
    struct search_list list;
    size_t count; /* in the list */
    struct waiter_list waiters;
};

struct searches *searches_open(const struct sources *sources,
                               const struct catalog_settings *settings)
{
    struct searches *searches = calloc(1, sizeof(*searches));

    if (searches == NULL)
        abort();
    searches->sources = sources;
    searches->timeout_ms = (int)settings->search_timeout_ms;
    pthread_mutex_init(&searches->lock, NULL);
    snprintf(searches->language, sizeof(searches->language), "%s", settings->language);
    pthread_cond_init(&searches->changed, NULL);
    TAILQ_INIT(&searches->list);
    LIST_INIT(&searches->waiters);
    return searches;
}

/* ---- the list; with the lock held ---------------------------------------------------------- */

static void close_unused(struct search *search)
{
    if (!search->listed && !search->running && search->waiting == 0)
        search_close(search);
}

static void put_first(struct searches *searches, struct search *search)
{
    TAILQ_INSERT_HEAD(&searches->list, search, entry);
    searches->count++;
    search->listed = true;
}

static void unlist_search(struct searches *searches, struct search *search)
{
    TAILQ_REMOVE(&searches->list, search, entry);
    searches->count--;
    search->listed = false;
}

static void drop_search(struct searches *searches, struct search *search)
{
    unlist_search(searches, search);
    close_unused(search);
}

/* A clock that was set back ends it, too. */
static bool is_stale(const struct search *search, int64_t now)
{
    return now >= search->expires_at || search->expires_at - now > SEARCH_SECONDS;
}

static struct search *find_search(struct searches *searches, const char *key)
{
    struct search *search = TAILQ_FIRST(&searches->list);

    while (search != NULL && strcmp(search->key, key) != 0)
        search = TAILQ_NEXT(search, entry);
    if (search != NULL && !search->running && is_stale(search, clock_now())) {
        drop_search(searches, search);
        return NULL;
    }
    return search;
}

/* False: all of them are under way. */
static bool drop_oldest(struct searches *searches)
{
    struct search *search = TAILQ_LAST(&searches->list, search_list);

    if (searches->count < SEARCHES_MAX)
        return true;
    while (search != NULL && search->running)
        search = TAILQ_PREV(search, search_list, entry);
    if (search == NULL)
        return false;
    drop_search(searches, search);
    return true;
}

/* On the fetch thread, or the one that started it; without the lock. */
static void search_ended(struct search *search)
{
    struct searches *searches = search->context;

    pthread_mutex_lock(&searches->lock);
    search->running = false;
    search->expires_at = clock_now() + SEARCH_SECONDS;
    if (search->listed && !search_is_answered(search))
        unlist_search(searches, search);
    close_unused(search);
    pthread_cond_broadcast(&searches->changed);
    pthread_mutex_unlock(&searches->lock);
}

/* The one that is kept or under way, or a new one that is still to be started; NULL: there is no
 * room for it. */
static struct search *obtain_search(struct searches *searches, const char *text, const char *key,
                                    enum search_from *from)
{
    struct search *search = find_search(searches, key);

    if (search != NULL) {
        *from = search->running ? SEARCH_JOINED : SEARCH_CACHE;
        unlist_search(searches, search);
    } else if (drop_oldest(searches)) {
        *from = SEARCH_PROVIDER;
        search =
            search_open(searches->sources, searches->timeout_ms, searches->language, text, key);
        search->ended = search_ended;
        search->context = searches;
        search->running = true;
    } else {
        return NULL;
    }
    put_first(searches, search);
    return search;
}

void searches_close(struct searches *searches)
{
    if (searches == NULL)
        return;
    while (!TAILQ_EMPTY(&searches->list))
        drop_search(searches, TAILQ_FIRST(&searches->list));
    pthread_cond_destroy(&searches->changed);
    pthread_mutex_destroy(&searches->lock);
    free(searches);
}

/* ---- waiting; with the lock held ----------------------------------------------------------- */

static void replace_older(struct searches *searches, int64_t client, const char *key)
{
    for (struct waiter *waiter = LIST_FIRST(&searches->waiters); waiter != NULL;
         waiter = LIST_NEXT(waiter, entry)) {
        if (waiter->client == client && strcmp(waiter->search->key, key) != 0) {
            waiter->replaced = true;
            pthread_cond_broadcast(&searches->changed);
        }
    }
}

static void join_search(struct searches *searches, struct waiter *waiter)
{
    LIST_INSERT_HEAD(&searches->waiters, waiter, entry);
    waiter->search->waiting++;
}

static void leave_search(struct searches *searches, struct waiter *waiter)
{
    struct search *search = waiter->search;

    LIST_REMOVE(waiter, entry);
    search->waiting--;
    if (search->running && search->waiting == 0) {
        unlist_search(searches, search);
        fetch_give_up(searches->sources->fetch, &search->unwanted);
    }
    close_unused(search);
}

/* Every search has its time-out. False: not answered. */
static bool wait_for(struct searches *searches, const struct waiter *waiter, struct arena *arena,
                     struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    const struct search *search = waiter->search;

    waiting_check();
    while (search->running && !waiter->replaced)
        pthread_cond_wait(&searches->changed, &searches->lock);
    if (search->running || !search_is_answered(search))
        return false;
    *count = search_hits(search, arena, hits);
    return true;
}

/* ---- asking -------------------------------------------------------------------------------- */

static const char *key_of_search(const struct searches *searches, struct arena *arena,
                                 const char *text)
{
    return arena_printf(arena, "%s %s", searches->language, text_key(arena, text));
}

static bool ask_or_join(struct searches *searches, struct arena *arena, int64_t client,
                        const char *text, struct provider_film hits[PROVIDER_HITS_MAX],
                        size_t *count, enum search_from *from)
{
    const char *key = key_of_search(searches, arena, text);
    struct waiter waiter = {.client = client};
    bool answered;

    replace_older(searches, client, key);
    waiter.search = obtain_search(searches, text, key, from);
    if (waiter.search == NULL)
        return false;
    join_search(searches, &waiter);
    if (*from == SEARCH_PROVIDER) {
        pthread_mutex_unlock(&searches->lock);
        search_start(waiter.search);
        pthread_mutex_lock(&searches->lock);
    }
    answered = wait_for(searches, &waiter, arena, hits, count);
    leave_search(searches, &waiter);
    return answered;
}

bool searches_ask(struct searches *searches, struct arena *arena, int64_t client, const char *text,
                  struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    enum search_from from;
    bool answered;

    *count = 0;
    pthread_mutex_lock(&searches->lock);
    answered = ask_or_join(searches, arena, client, text, hits, count, &from);
    pthread_mutex_unlock(&searches->lock);
    counter_add(&searches->counts[answered ? from : SEARCH_LOCAL], 1);
    return answered;
}

/* ---- behind the caller's back -------------------------------------------------------------- */

static size_t count_behind(const struct searches *searches)
{
    const struct search *search;
    size_t count = 0;

    TAILQ_FOREACH(search, &searches->list, entry)
    {
        count += search->running && search->is_behind;
    }
    return count;
}

/* With the lock held, but while it starts: by the end of that it may have ended and be gone. */
static enum search_behind begin_behind(struct searches *searches, const char *text, const char *key)
{
    enum search_from from;
    struct search *search = count_behind(searches) < SEARCHES_BEHIND_MAX
                                ? obtain_search(searches, text, key, &from)
                                : NULL;

    if (search == NULL)
        return BEHIND_LATER;
    search->is_behind = true;
    pthread_mutex_unlock(&searches->lock);
    search_start(search);
    pthread_mutex_lock(&searches->lock);
    return BEHIND_STARTED;
}

enum search_behind searches_ask_behind(struct searches *searches, struct arena *arena,
                                       const char *text,
                                       struct provider_film hits[PROVIDER_HITS_MAX], size_t *count)
{
    enum search_behind state;
    const struct search *search;
    const char *key;

    *count = 0;
    pthread_mutex_lock(&searches->lock);
    key = key_of_search(searches, arena, text);
    search = find_search(searches, key);
    if (search == NULL) {
        state = begin_behind(searches, text, key);
    } else if (search->running) {
        state = BEHIND_GOES_ON;
    } else {
        *count = search_hits(search, arena, hits);
        state = BEHIND_ANSWERED;
    }
    pthread_mutex_unlock(&searches->lock);
    return state;
}

void searches_set_language(struct searches *searches, const char *language)
{
    pthread_mutex_lock(&searches->lock);
    snprintf(searches->language, sizeof(searches->language), "%s", language);
    pthread_mutex_unlock(&searches->lock);
}

uint64_t searches_count(const struct searches *searches, enum search_from from)
{
    return counter_read(&searches->counts[from]);
}
