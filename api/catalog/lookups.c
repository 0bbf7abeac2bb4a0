/*
 * DESIGN. A lookup is in one of three lists: waiting (wanted, not asked for), asked (the fetch
 * engine has it), arrived (its answer is here). The lock guards the lists; what is in a lookup
 * belongs to whoever has taken it off them: the job's thread, or the fetch thread between asking
 * and arriving.
 */
#include "catalog/lookups.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOMENT = 5, /* seconds: longer than any reader takes */
};

/* A film that is looked up, or was a moment ago: a reader who saw it before it was saved (with
 * another try_at) must not have it asked for again. */
struct open {
    int64_t film_id;
    int64_t saved_at; /* 0: not yet */
    int64_t try_at;   /* that was saved */
};

struct list {
    struct lookup *first, **last;
};

struct lookups {
    const struct sources *sources;
    const struct catalog_settings *settings;
    void (*arrived_hook)(void *context);
    void *context;
    pthread_mutex_t lock;
    struct list waiting, arrived;
    struct open open[LOOKUPS_MAX]; /* the films of all lists, and of those under way */
    size_t open_count;
};

/* ---- lists; with the lock held --------------------------------------------------------------- */

static void list_init(struct list *list)
{
    list->first = NULL;
    list->last = &list->first;
}

static void list_add(struct list *list, struct lookup *lookup)
{
    lookup->next = NULL;
    *list->last = lookup;
    list->last = &lookup->next;
}

static struct lookup *list_take(struct list *list)
{
    struct lookup *lookup = list->first;

    if (lookup == NULL)
        return NULL;
    list->first = lookup->next;
    if (list->first == NULL)
        list->last = &list->first;
    return lookup;
}

static struct lookup *take(struct lookups *lookups, struct list *list)
{
    struct lookup *lookup;

    pthread_mutex_lock(&lookups->lock);
    lookup = list_take(list);
    pthread_mutex_unlock(&lookups->lock);
    return lookup;
}

/* ---- open and close ---------------------------------------------------------------------------
 */

struct lookups *lookups_open(const struct sources *sources, const struct catalog_settings *settings,
                             void (*arrived)(void *context), void *context)
{
    struct lookups *lookups = calloc(1, sizeof(*lookups));

    if (lookups == NULL)
        abort();
    lookups->sources = sources;
    lookups->settings = settings;
    lookups->arrived_hook = arrived;
    lookups->context = context;
    pthread_mutex_init(&lookups->lock, NULL);
    list_init(&lookups->waiting);
    list_init(&lookups->arrived);
    return lookups;
}

static void free_list(struct lookups *lookups, struct list *list)
{
    struct lookup *lookup;

    while ((lookup = take(lookups, list)) != NULL)
        lookup_free(lookup);
}

void lookups_close(struct lookups *lookups)
{
    if (lookups == NULL)
        return;
    free_list(lookups, &lookups->waiting);
    free_list(lookups, &lookups->arrived);
    pthread_mutex_destroy(&lookups->lock);
    free(lookups);
}

/* ---- wants -------------------------------------------------------------------------------------
 */

static struct open *find_open(struct lookups *lookups, int64_t film_id)
{
    for (size_t i = 0; i < lookups->open_count; i++)
        if (lookups->open[i].film_id == film_id)
            return &lookups->open[i];
    return NULL;
}

static void forget_saved(struct lookups *lookups, int64_t now)
{
    size_t kept = 0;

    for (size_t i = 0; i < lookups->open_count; i++)
        if (lookups->open[i].saved_at == 0 || llabs(now - lookups->open[i].saved_at) < MOMENT)
            lookups->open[kept++] = lookups->open[i];
    lookups->open_count = kept;
}

static void arrive(struct lookup *lookup, bool fetched)
{
    struct lookups *lookups = lookup->context;

    pthread_mutex_lock(&lookups->lock);
    list_add(&lookups->arrived, lookup);
    pthread_mutex_unlock(&lookups->lock);
    if (fetched)
        lookups->arrived_hook(lookups->context);
}

static void add_waiting(struct lookups *lookups, struct open *open, const struct film_want *want)
{
    struct lookup *lookup = calloc(1, sizeof(*lookup));

    if (lookup == NULL)
        abort();
    *lookup = (struct lookup){.sources = lookups->sources,
                              .settings = lookups->settings,
                              .want = *want,
                              .arrived = arrive,
                              .context = lookups};
    *open = (struct open){.film_id = want->film_id};
    list_add(&lookups->waiting, lookup);
}

/* With the lock held. */
static bool want_film(struct lookups *lookups, const struct film_want *want, int64_t now,
                      bool anyway)
{
    struct open *open;

    forget_saved(lookups, now);
    open = find_open(lookups, want->film_id);
    if (open != NULL) {
        if (open->saved_at != 0 && (anyway || want->try_at == open->try_at))
            add_waiting(lookups, open, want);
        return true;
    }
    if (lookups->open_count == LOOKUPS_MAX)
        return false;
    add_waiting(lookups, &lookups->open[lookups->open_count++], want);
    return true;
}

bool lookups_want(struct lookups *lookups, const struct film_want *want, int64_t now, bool anyway)
{
    bool is_open;

    pthread_mutex_lock(&lookups->lock);
    is_open = want_film(lookups, want, now, anyway);
    pthread_mutex_unlock(&lookups->lock);
    return is_open;
}

size_t lookups_count(struct lookups *lookups)
{
    size_t count = 0;

    pthread_mutex_lock(&lookups->lock);
    for (size_t i = 0; i < lookups->open_count; i++)
        count += lookups->open[i].saved_at == 0;
    pthread_mutex_unlock(&lookups->lock);
    return count;
}

void lookups_saved(struct lookups *lookups, const struct lookup_result *results, size_t count,
                   int64_t now)
{
    pthread_mutex_lock(&lookups->lock);
    for (size_t i = 0; i < count; i++) {
        struct open *open = find_open(lookups, results[i].facts.film_id);

        if (open == NULL)
            continue;
        open->saved_at = now;
        open->try_at = results[i].facts.try_at;
    }
    pthread_mutex_unlock(&lookups->lock);
}

/* ---- asking ---------------------------------------------------------------------------------- */

void lookups_start(struct lookups *lookups)
{
    struct lookup *lookup;

    while ((lookup = take(lookups, &lookups->waiting)) != NULL)
        lookup_ask(lookup);
}

size_t lookups_take(struct lookups *lookups, struct arena *arena, int64_t now,
                    struct lookup_result *results, size_t max)
{
    struct lookup *lookup;
    size_t count = 0;

    while (count < max && (lookup = take(lookups, &lookups->arrived)) != NULL) {
        if (!lookup_settle(lookup, arena, now, &results[count]))
            continue;
        lookup_free(lookup);
        count++;
    }
    return count;
}
