#include "catalog/search.h"

#include <stdlib.h>

#include "base/clock.h"

struct search *search_open(const struct sources *sources, int timeout_ms, const char *language,
                           const char *text, const char *key)
{
    struct search *search = calloc(1, sizeof(*search));

    if (search == NULL)
        abort();
    search->sources = sources;
    search->deadline = clock_monotonic_us() + (int64_t)timeout_ms * MS_US;
    snprintf(search->language, sizeof(search->language), "%s", language);
    search->text = arena_strdup(&search->arena, text);
    search->key = arena_strdup(&search->arena, key);
    if (!film_id_parse(text, search->imdb_id))
        search->imdb_id[0] = '\0';
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

static const struct source *source_of_search(const struct search *search)
{
    return &search->sources->items[search->source];
}

static enum fault read_hits_by_title(struct search *search, const struct fetch_answer *answer,
                                     struct error *err)
{
    struct provider_film hits[PROVIDER_HITS_MAX];
    auto_arena struct arena arena = {0};
    size_t count;

    TRY(provider_read_hits(source_of_search(search)->provider, &arena, answer->bytes, answer->size,
                           hits, &count, err));
    keep_hits(search, hits, count);
    return FAULT_NONE;
}

/* The hit has the id that was asked for: another one of the same film is not what was typed. */
static enum fault read_hit_by_id(struct search *search, const struct fetch_answer *answer,
                                 bool is_second, struct error *err)
{
    const struct source *source = source_of_search(search);
    struct provider_access access = source_access(source, search->language);
    auto_arena struct arena arena = {0};
    struct provider_film film;
    const char *more_url;

    TRY(provider_read_film(source->provider, &arena, &access, answer->bytes, answer->size,
                           search->imdb_id, &film, &more_url, err));
    film.imdb_id = search->imdb_id;
    if (more_url == NULL && film.title != NULL)
        keep_hits(search, &film, 1);
    else if (more_url != NULL && !is_second)
        search->more_url = arena_strdup(&search->arena, more_url);
    return FAULT_NONE;
}

/* False: it did not say whether there is such a film. */
static bool read_search_answer(struct search *search, const struct fetch_answer *answer)
{
    bool by_id = *search->imdb_id != '\0';
    bool is_second = search->more_url != NULL;
    struct provider_refusal refusal;
    struct error err;
    enum fault fault;

    error_init(&err);
    search->more_url = NULL;
    if (source_refused(search->sources, source_of_search(search), answer, clock_now(), &refusal) ||
        answer->outcome != FETCH_ANSWERED)
        return false;
    if (by_id && (answer->status == 404 || answer->status == 410))
        return true;
    if (answer->status != 200)
        return false;
    fault = by_id ? read_hit_by_id(search, answer, is_second, &err)
                  : read_hits_by_title(search, answer, &err);
    return fault == FAULT_NONE || (by_id && fault == FAULT_NOT_FOUND);
}

static void take_search_answer(void *context, struct fetch_answer *answer)
{
    struct search *search = context;

    if (!read_search_answer(search, answer))
        search->failed = true;
    if (answer->outcome == FETCH_CANCELLED) /* those that are left are not asked either */
        search->source = search->sources->count;
    else if (search->more_url == NULL)
        search->source++;
    fetch_answer_release(answer);
    search_start(search);
}

static void search_builtin(struct search *search)
{
    const struct provider_film *film = demo_find(search->sources->demo, search->imdb_id);
    struct provider_film hits[PROVIDER_HITS_MAX];

    if (*search->imdb_id == '\0')
        keep_hits(search, hits, demo_search(search->sources->demo, search->text, hits));
    else if (film != NULL)
        keep_hits(search, film, 1);
}

/* Where to ask its source; NULL: it cannot be searched. */
static const char *url_of(const struct search *search, const struct provider_access *access,
                          struct arena *arena)
{
    const struct provider *provider = source_of_search(search)->provider;

    if (search->more_url != NULL)
        return search->more_url;
    if (*search->imdb_id != '\0')
        return provider->film_url(arena, access, search->imdb_id);
    return provider->search_url == NULL ? NULL : provider->search_url(arena, access, search->text);
}

/* True: its answer is to come, and the search is the fetch engine's until then. */
static bool ask_source(struct search *search)
{
    int64_t left_ms = (search->deadline - clock_monotonic_us()) / MS_US;
    const struct source *source = source_of_search(search);
    struct provider_access access = source_access(source, search->language);
    bool is_builtin = access.base == NULL;
    auto_arena struct arena arena = {0};
    const char *url = is_builtin ? NULL : url_of(search, &access, &arena);
    struct fetch_request request;

    search->asked = search->asked || is_builtin || url != NULL;
    if (is_builtin)
        search_builtin(search);
    if (url == NULL)
        return false;
    if (left_ms <= 0) {
        search->failed = true;
        search->more_url = NULL;
        return false;
    }
    request = source_request(source, url);
    request.timeout_ms = (int)left_ms;
    request.urgent = true;
    request.unwanted = &search->unwanted;
    fetch_start(search->sources->fetch, &request, take_search_answer, search);
    return true;
}

void search_start(struct search *search)
{
    for (; search->source < search->sources->count && search->count == 0; search->source++)
        if (ask_source(search))
            return;
    search->ended(search);
}
