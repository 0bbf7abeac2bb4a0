/*
 * DESIGN. A lookup is in one of three lists: waiting (wanted, not asked for), asked (the fetch
 * engine has it), arrived (its answer is here). The lock guards the lists; what is in a lookup
 * belongs to whoever has taken it off them: the job's thread, or the fetch thread between asking
 * and arriving. An answer that does not know the film sends the lookup to the next provider.
 */
#include "catalog/lookups.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    ANSWER_BYTES_MAX = 2 * 1024 * 1024,
    MOMENT = 5, /* seconds: longer than any reader takes */
};

struct lookup {
    struct lookup *next;
    struct lookups *lookups;
    struct film_want want;
    size_t source; /* the one that is asked */
    struct fetch_answer answer;
    bool answered;   /* `answer` is one */
    bool failed;     /* a provider gave no answer; `why` is the first reason */
    int64_t wait_ms; /* it asks not to be tried before */
    char why[FETCH_REASON_SIZE];
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

    while ((lookup = take(lookups, list)) != NULL) {
        fetch_answer_release(&lookup->answer);
        free(lookup);
    }
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

static void add_waiting(struct lookups *lookups, struct open *open, const struct film_want *want)
{
    struct lookup *lookup = calloc(1, sizeof(*lookup));

    if (lookup == NULL)
        abort();
    lookup->lookups = lookups;
    lookup->want = *want;
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

/* ---- asking ------------------------------------------------------------------------------------
 */

static void arrive(struct lookup *lookup)
{
    struct lookups *lookups = lookup->lookups;

    pthread_mutex_lock(&lookups->lock);
    list_add(&lookups->arrived, lookup);
    pthread_mutex_unlock(&lookups->lock);
}

/* On the fetch thread. */
static void take_answer(void *context, struct fetch_answer *answer)
{
    struct lookup *lookup = context;
    struct lookups *lookups = lookup->lookups;

    lookup->answer = *answer;
    lookup->answered = true;
    arrive(lookup);
    lookups->arrived_hook(lookups->context);
}

/* JSON, at a glance: what begins with a bracket. HTML is a provider in trouble. */
static bool looks_like_json(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (strchr(" \t\r\n", bytes[i]) == NULL)
            return bytes[i] == '{' || bytes[i] == '[';
    return false;
}

static void ask(struct lookup *lookup)
{
    const struct lookups *lookups = lookup->lookups;
    const struct source *source = &lookups->sources->items[lookup->source];
    auto_arena struct arena arena = {0};
    struct fetch_request request = {
        .lane = source->lane,
        .bytes_max = ANSWER_BYTES_MAX,
        .timeout_ms = (int)lookups->settings->fetch_timeout_ms,
        .check = looks_like_json,
    };

    lookup->answered = false;
    if (source->base == NULL) {
        arrive(lookup);
        return;
    }
    request.url = source->provider->film_url(&arena, source->base, lookup->want.imdb_id);
    fetch_start(lookups->sources->fetch, &request, take_answer, lookup);
}

void lookups_start(struct lookups *lookups)
{
    struct lookup *lookup;

    while ((lookup = take(lookups, &lookups->waiting)) != NULL)
        ask(lookup);
}

/* ---- results -----------------------------------------------------------------------------------
 */

static void note_failure(struct lookup *lookup, const char *why, int64_t wait_ms)
{
    if (!lookup->failed)
        snprintf(lookup->why, sizeof(lookup->why), "%.*s", FETCH_REASON_SIZE - 1, why);
    lookup->failed = true;
    lookup->wait_ms = wait_ms > lookup->wait_ms ? wait_ms : lookup->wait_ms;
}

static enum fault read_answer(struct lookup *lookup, struct arena *arena,
                              const struct provider *provider, struct provider_film *film)
{
    const struct fetch_answer *answer = &lookup->answer;
    struct error err;
    enum fault fault;

    error_init(&err);
    if (answer->outcome == FETCH_ANSWERED && (answer->status == 404 || answer->status == 410))
        return FAULT_NOT_FOUND;
    if (answer->outcome != FETCH_ANSWERED || answer->status != 200) {
        note_failure(lookup, answer->reason, answer->retry_ms);
        return FAULT_INTERNAL;
    }
    fault = provider_read_film(provider, arena, answer->bytes, answer->size, lookup->want.imdb_id,
                               film, &err);
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND)
        note_failure(lookup, err.detail, 0);
    return fault;
}

static enum fault read_source(struct lookup *lookup, struct arena *arena,
                              struct provider_film *film)
{
    const struct sources *sources = lookup->lookups->sources;
    const struct provider_film *found;

    if (lookup->answered)
        return read_answer(lookup, arena, sources->items[lookup->source].provider, film);
    found = demo_find(sources->demo, lookup->want.imdb_id);
    if (found == NULL)
        return FAULT_NOT_FOUND;
    *film = *found;
    return FAULT_NONE;
}

void lookup_found(const struct provider_film *film, const struct provider *provider,
                  struct arena *arena, int64_t try_at, struct film_facts *facts)
{
    *facts = (struct film_facts){
        .outcome = FILM_FOUND,
        .try_at = try_at,
        .title = film->title,
        .year = film->year,
        .runtime_minutes = film->runtime_minutes,
        .metadata = provider_metadata(arena, film),
        .provider = provider->name,
        .poster_url = film->poster_url,
    };
}

static void set_not_found(const struct lookup *lookup, struct arena *arena, int64_t now,
                          struct lookup_result *result)
{
    int64_t failures = lookup->want.failures + 1;
    int64_t wait = failures > 3 ? FILM_UNKNOWN_MAX_SECONDS : FILM_UNKNOWN_SECONDS;

    if (lookup->failed)
        wait = sources_retry_after(failures, lookup->wait_ms);
    result->facts = (struct film_facts){
        .film_id = lookup->want.film_id,
        .outcome = lookup->failed ? FILM_FAILED : FILM_UNKNOWN,
        .try_at = now + wait,
        .error = arena_strdup(arena, lookup->why),
    };
}

/* True: it is finished, and in *result. */
static bool settle(struct lookup *lookup, struct arena *arena, int64_t now,
                   struct lookup_result *result)
{
    const struct lookups *lookups = lookup->lookups;

    if (read_source(lookup, arena, &result->film) == FAULT_NONE) {
        lookup_found(&result->film, lookups->sources->items[lookup->source].provider, arena,
                     now + lookups->settings->ttl, &result->facts);
        result->facts.film_id = lookup->want.film_id;
        return true;
    }
    fetch_answer_release(&lookup->answer);
    if (++lookup->source < lookups->sources->count) {
        ask(lookup);
        return false;
    }
    set_not_found(lookup, arena, now, result);
    return true;
}

size_t lookups_take(struct lookups *lookups, struct arena *arena, int64_t now,
                    struct lookup_result *results, size_t max)
{
    struct lookup *lookup;
    size_t count = 0;

    while (count < max && (lookup = take(lookups, &lookups->arrived)) != NULL) {
        if (!settle(lookup, arena, now, &results[count]))
            continue;
        fetch_answer_release(&lookup->answer);
        free(lookup);
        count++;
    }
    return count;
}
