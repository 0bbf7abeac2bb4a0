#include "catalog/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void lookup_free(struct lookup *lookup)
{
    fetch_answer_release(&lookup->answer);
    findings_release(&lookup->findings);
    free(lookup);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void take_film_answer(void *context, struct fetch_answer *answer)
{
    struct lookup *lookup = context;

    lookup->answer = *answer;
    lookup->answered = true;
    lookup->arrived(lookup, true);
}

/* JSON, at a glance: what begins with a bracket, behind space and a mark of byte order. HTML is a
 * provider in trouble. */
static bool looks_like_json(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (strchr(" \t\r\n\xef\xbb\xbf", bytes[i]) == NULL)
            return bytes[i] == '{' || bytes[i] == '[';
    return false;
}

static const struct source *source_of_lookup(const struct lookup *lookup)
{
    return &lookup->sources->items[lookup->source];
}

static void ask_at(struct lookup *lookup, const char *url)
{
    struct fetch_request request = source_request(source_of_lookup(lookup), url);

    request.timeout_ms = (int)lookup->settings->fetch_timeout_ms;
    request.check = looks_like_json;
    fetch_answer_release(&lookup->answer);
    lookup->answered = false;
    fetch_start(lookup->sources->fetch, &request, take_film_answer, lookup);
}

void lookup_ask(struct lookup *lookup)
{
    const struct source *source = source_of_lookup(lookup);
    struct provider_access access = source_access(source, lookup->language);
    auto_arena struct arena arena = {0};

    lookup->answered = false;
    lookup->second = false;
    if (source->access.base == NULL)
        lookup->arrived(lookup, false);
    else
        ask_at(lookup, source->provider->film_url(&arena, &access, lookup->want.imdb_id));
}

/* ---- reading --------------------------------------------------------------------------------- */

static void note_failure(struct lookup *lookup, const char *why, int64_t wait_ms)
{
    if (!lookup->failed)
        snprintf(lookup->why, sizeof(lookup->why), "%.*s", FETCH_REASON_SIZE - 1, why);
    lookup->failed = true;
    lookup->wait_ms = wait_ms > lookup->wait_ms ? wait_ms : lookup->wait_ms;
}

/* With *more_url its provider is to be asked again, there. */
static enum fault read_film_answer(struct lookup *lookup, int64_t now, struct provider_film *film,
                                   const char **more_url)
{
    const struct fetch_answer *answer = &lookup->answer;
    const struct source *source = source_of_lookup(lookup);
    struct provider_access access = source_access(source, lookup->language);
    struct provider_refusal refusal;
    struct error err;
    enum fault fault;

    error_init(&err);
    if (source_refused(lookup->sources, source, answer, now, &refusal)) {
        note_failure(lookup, refusal.why, refusal.seconds * 1000);
        return FAULT_INTERNAL;
    }
    if (answer->outcome == FETCH_ANSWERED && (answer->status == 404 || answer->status == 410))
        return FAULT_NOT_FOUND;
    if (answer->outcome != FETCH_ANSWERED || answer->status != 200) {
        note_failure(lookup, answer->reason, answer->retry_ms);
        return FAULT_INTERNAL;
    }
    fault = provider_read_film(source->provider, &lookup->findings.arena, &access, answer->bytes,
                               answer->size, lookup->want.imdb_id, film, more_url, &err);
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND)
        note_failure(lookup, err.detail, 0);
    return fault;
}

static enum fault read_from_source(struct lookup *lookup, int64_t now, struct provider_film *film,
                                   const char **more_url)
{
    const struct provider_film *found;

    *more_url = NULL;
    if (lookup->answered)
        return read_film_answer(lookup, now, film, more_url);
    found = demo_find(lookup->sources->demo, lookup->want.imdb_id);
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
        .original_title = film->original_title,
        .english_title = film->english_title,
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

void lookup_fill(struct lookup_result *result, struct arena *arena, const char *metadata)
{
    provider_fill(arena, metadata, &result->film);
    result->facts.original_title = result->film.original_title;
    result->facts.english_title = result->film.english_title;
    result->facts.metadata = provider_metadata(arena, &result->film);
}

/* Seconds. What a provider that did not answer may have to add is not waited for as long. */
static int64_t fresh_for(const struct lookup *lookup)
{
    int64_t wait = lookup->wait_ms / 1000;

    if (wait < FILM_RETRY_MAX_SECONDS)
        wait = FILM_RETRY_MAX_SECONDS;
    return lookup->failed && wait < lookup->settings->ttl ? wait : lookup->settings->ttl;
}

static void set_result(struct lookup *lookup, struct arena *arena, int64_t now,
                       struct lookup_result *result)
{
    struct findings *findings = &lookup->findings;

    result->want = lookup->want;
    snprintf(result->language, sizeof(result->language), "%s", lookup->language);
    if (findings->provider == NULL) {
        set_not_found(lookup, arena, now, result);
        return;
    }
    arena_adopt(arena, &findings->arena);
    result->film = findings->film;
    lookup_found(&result->film, findings->provider, arena, now + fresh_for(lookup), &result->facts);
    for (size_t i = 0; i < findings->others_count; i++)
        result->facts.others[i] = findings->others[i]->name;
    result->facts.others_count = findings->others_count;
    result->facts.film_id = lookup->want.film_id;
    result->facts.other_id = findings->other_id;
    result->facts.own_id_only = !lookup->unheard && findings->own_id && findings->other_id == NULL;
}

/* Asks the next provider that may know more; false: there is none. The built-in one has one id for
 * a film. */
static bool ask_next(struct lookup *lookup)
{
    while (++lookup->source < lookup->sources->count) {
        if (findings_lack(&lookup->findings, source_of_lookup(lookup)->provider)) {
            lookup_ask(lookup);
            return true;
        }
        lookup->unheard |= source_of_lookup(lookup)->access.base != NULL;
    }
    return false;
}

/* What it said before is better than what those behind it say. */
static void note_silence(struct lookup *lookup)
{
    lookup->unheard = true;
    lookup->put_off = lookup->findings.provider == NULL &&
                      strcmp(source_of_lookup(lookup)->provider->name, lookup->want.provider) == 0;
}

bool lookup_settle(struct lookup *lookup, struct arena *arena, int64_t now,
                   struct lookup_result *result)
{
    struct provider_film film;
    const char *more_url;
    enum fault fault = read_from_source(lookup, now, &film, &more_url);

    if (fault == FAULT_NONE) {
        if (more_url == NULL) {
            findings_add(&lookup->findings, lookup->want.imdb_id,
                         source_of_lookup(lookup)->provider, &film);
        } else if (!lookup->second) {
            lookup->second = true;
            ask_at(lookup, more_url);
            return false;
        }
    }
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND)
        note_silence(lookup);
    fetch_answer_release(&lookup->answer);
    if (!lookup->put_off && ask_next(lookup))
        return false;
    set_result(lookup, arena, now, result);
    return true;
}
