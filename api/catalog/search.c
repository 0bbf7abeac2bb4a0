#include "catalog/search.h"

#include <stdlib.h>

#include "base/clock.h"

enum { MS = 1000 /* µs */ };

struct search *search_open(const struct sources *sources, int timeout_ms, const char *text,
                           const char *key)
{
    struct search *search = calloc(1, sizeof(*search));

    if (search == NULL)
        abort();
    search->sources = sources;
    search->deadline = clock_monotonic_us() + (int64_t)timeout_ms * MS;
    search->text = arena_strdup(&search->arena, text);
    search->key = arena_strdup(&search->arena, key);
    return search;
}

void search_close(struct search *search)
{
    if (search == NULL)
        return;
    arena_release(&search->arena);
    free(search);
}

/* ---- what was found ----------------------------------------------------------------------- */

static struct texts copy_texts(struct arena *arena, const struct texts *texts)
{
    const char **items = texts->count == 0 ? NULL : ARENA_ARRAY(arena, const char *, texts->count);

    for (size_t i = 0; i < texts->count; i++)
        items[i] = arena_strdup(arena, texts->items[i]);
    return (struct texts){items, texts->count};
}

static void copy_hits(struct arena *arena, const struct provider_film *from, size_t count,
                      struct provider_film *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (struct provider_film){.imdb_id = arena_strdup(arena, from[i].imdb_id),
                                       .title = arena_strdup(arena, from[i].title),
                                       .year = from[i].year,
                                       .runtime_minutes = from[i].runtime_minutes,
                                       .directors = copy_texts(arena, &from[i].directors)};
}

static void keep_hits(struct search *search, const struct provider_film *hits, size_t count)
{
    struct provider_film *kept;

    if (count == 0)
        return;
    kept = ARENA_ARRAY(&search->arena, struct provider_film, count);
    copy_hits(&search->arena, hits, count, kept);
    search->hits = kept;
    search->count = count;
}

bool search_is_answered(const struct search *search)
{
    return search->count > 0 || (search->asked && !search->failed);
}

size_t search_hits(const struct search *search, struct arena *arena,
                   struct provider_film hits[PROVIDER_HITS_MAX])
{
    copy_hits(arena, search->hits, search->count, hits);
    return search->count;
}

/* ---- asking ------------------------------------------------------------------------------- */

static bool read_answer(struct search *search, const struct fetch_answer *answer)
{
    const struct source *source = &search->sources->items[search->source];
    struct provider_film hits[PROVIDER_HITS_MAX];
    auto_arena struct arena arena = {0};
    struct provider_refusal refusal;
    struct error err;
    size_t count;

    error_init(&err);
    if (source_refused(search->sources, source, answer, clock_now(), &refusal) ||
        answer->outcome != FETCH_ANSWERED || answer->status != 200 ||
        provider_read_hits(source->provider, &arena, answer->bytes, answer->size, hits, &count,
                           &err) != FAULT_NONE)
        return false;
    keep_hits(search, hits, count);
    return true;
}

static void take_answer(void *context, struct fetch_answer *answer)
{
    struct search *search = context;

    if (!read_answer(search, answer))
        search->failed = true;
    /* Those that are left are not asked either. */
    search->source =
        answer->outcome == FETCH_CANCELLED ? search->sources->count : search->source + 1;
    fetch_answer_release(answer);
    search_start(search);
}

static void search_builtin(struct search *search)
{
    struct provider_film hits[PROVIDER_HITS_MAX];

    keep_hits(search, hits, demo_search(search->sources->demo, search->key, hits));
}

/* True: its answer is to come, and the search is the fetch engine's until then. */
static bool ask(struct search *search)
{
    const struct source *source = &search->sources->items[search->source];
    int64_t left_ms = (search->deadline - clock_monotonic_us()) / MS;
    auto_arena struct arena arena = {0};
    struct fetch_request request;

    if (source->access.base != NULL && source->provider->search_url == NULL)
        return false;
    search->asked = true;
    if (source->access.base == NULL) {
        search_builtin(search);
        return false;
    }
    if (left_ms <= 0) {
        search->failed = true;
        return false;
    }
    request =
        source_request(source, source->provider->search_url(&arena, &source->access, search->text));
    request.timeout_ms = (int)left_ms;
    request.urgent = true;
    request.unwanted = &search->unwanted;
    fetch_start(search->sources->fetch, &request, take_answer, search);
    return true;
}

void search_start(struct search *search)
{
    for (; search->source < search->sources->count && search->count == 0; search->source++)
        if (ask(search))
            return;
    search->ended(search);
}
