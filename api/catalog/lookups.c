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

#include "catalog/open_films.h"

struct list {
    struct lookup *first, **last;
};

struct lookups {
    const struct sources *sources;
    const struct catalog_settings *settings;
    void (*arrived_hook)(void *context);
    void *context;
    pthread_mutex_t lock;
    char language[LANGUAGE_SIZE];
    struct list waiting, arrived;
    struct open_films open; /* the films of all lists, and of those under way */
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

static struct lookup *take_lookup(struct lookups *lookups, struct list *list)
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
    snprintf(lookups->language, sizeof(lookups->language), "%s", settings->language);
    list_init(&lookups->waiting);
    list_init(&lookups->arrived);
    return lookups;
}

static void free_list(struct lookups *lookups, struct list *list)
{
    struct lookup *lookup;

    while ((lookup = take_lookup(lookups, list)) != NULL)
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

static void lookup_arrived(struct lookup *lookup, bool fetched)
{
    struct lookups *lookups = lookup->context;

    pthread_mutex_lock(&lookups->lock);
    list_add(&lookups->arrived, lookup);
    pthread_mutex_unlock(&lookups->lock);
    if (fetched)
        lookups->arrived_hook(lookups->context);
}

/* With the lock held. */
static void add_waiting(struct lookups *lookups, const struct film_want *want)
{
    struct lookup *lookup = calloc(1, sizeof(*lookup));

    if (lookup == NULL)
        abort();
    *lookup = (struct lookup){.sources = lookups->sources,
                              .settings = lookups->settings,
                              .want = *want,
                              .arrived = lookup_arrived,
                              .context = lookups};
    snprintf(lookup->language, sizeof(lookup->language), "%s", lookups->language);
    list_add(&lookups->waiting, lookup);
}

bool lookups_want(struct lookups *lookups, const struct film_want *want, int64_t now, bool anyway)
{
    enum open_answer answer;

    pthread_mutex_lock(&lookups->lock);
    answer = open_films_want(&lookups->open, want, now, anyway);
    if (answer == OPEN_LOOK_UP)
        add_waiting(lookups, want);
    pthread_mutex_unlock(&lookups->lock);
    return answer != OPEN_FULL;
}

void lookups_set_language(struct lookups *lookups, const char *language)
{
    pthread_mutex_lock(&lookups->lock);
    if (strcmp(lookups->language, language) != 0)
        open_films_forget_saved(&lookups->open);
    snprintf(lookups->language, sizeof(lookups->language), "%s", language);
    pthread_mutex_unlock(&lookups->lock);
}

size_t lookups_count(struct lookups *lookups)
{
    size_t count;

    pthread_mutex_lock(&lookups->lock);
    count = open_films_asked(&lookups->open);
    pthread_mutex_unlock(&lookups->lock);
    return count;
}

/* With the lock held. */
static void note_saved(struct lookups *lookups, const struct lookup_result *result, int64_t now)
{
    open_films_saved(&lookups->open, result->facts.film_id, result->facts.try_at, now);
    if (strcmp(result->language, lookups->language) != 0 &&
        open_films_want(&lookups->open, &result->want, now, true) == OPEN_LOOK_UP)
        add_waiting(lookups, &result->want);
}

void lookups_saved(struct lookups *lookups, const struct lookup_result *results, size_t count,
                   int64_t now)
{
    pthread_mutex_lock(&lookups->lock);
    for (size_t i = 0; i < count; i++)
        note_saved(lookups, &results[i], now);
    pthread_mutex_unlock(&lookups->lock);
}

void lookups_unsaved(struct lookups *lookups, const struct lookup_result *results, size_t count,
                     int64_t now)
{
    pthread_mutex_lock(&lookups->lock);
    for (size_t i = 0; i < count; i++)
        open_films_unsaved(&lookups->open, results[i].facts.film_id, now);
    pthread_mutex_unlock(&lookups->lock);
}

/* ---- asking ---------------------------------------------------------------------------------- */

void lookups_start(struct lookups *lookups)
{
    struct lookup *lookup;

    while ((lookup = take_lookup(lookups, &lookups->waiting)) != NULL)
        lookup_ask(lookup);
}

size_t lookups_take(struct lookups *lookups, struct arena *arena, int64_t now,
                    struct lookup_result *results, size_t max)
{
    struct lookup *lookup;
    size_t count = 0;

    while (count < max && (lookup = take_lookup(lookups, &lookups->arrived)) != NULL) {
        if (!lookup_settle(lookup, arena, now, &results[count]))
            continue;
        lookup_free(lookup);
        count++;
    }
    return count;
}
