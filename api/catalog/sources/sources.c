#include "catalog/sources/sources.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "domain/film.h"

enum {
    HOSTS_MAX = 4096,
    ANSWER_BYTES_MAX = 2 * 1024 * 1024 /* of JSON */
};

static const struct source_settings *settings_of(const struct catalog_settings *settings,
                                                 const char *name)
{
    static const struct source_settings none = {.concurrency = 1};

    for (size_t i = 0; i < SOURCE_SETTINGS_MAX && settings->sources[i].name != NULL; i++)
        if (strcmp(settings->sources[i].name, name) == 0)
            return &settings->sources[i];
    return &none;
}

/* An address without a slash at its end. */
static const char *trimmed(struct arena *arena, const char *url)
{
    size_t length = strlen(url);

    while (length > 0 && url[length - 1] == '/')
        length--;
    return arena_strndup(arena, url, length);
}

/* "MARQUEE_TMDB_TOKEN". */
static const char *setting_name(struct arena *arena, const struct provider *provider,
                                const char *what)
{
    char *name = arena_printf(arena, "MARQUEE_%s_%s", provider->name, what);

    for (char *at = name; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    return name;
}

static enum fault set_access(struct sources *sources, const struct catalog_settings *settings,
                             const struct source_settings *own, struct source *source,
                             struct error *err)
{
    const struct provider *provider = source->provider;
    bool named = own->url != NULL && *own->url != '\0';

    source->access = (struct provider_access){
        .base = named ? trimmed(&sources->arena, own->url) : provider->base,
        .key = own->key,
    };
    if (source->access.base == NULL)
        return error_set(err, FAULT_INVALID, "The provider %s needs an address. Set %s.",
                         provider->name, setting_name(&sources->arena, provider, "URL"));
    if (provider->needs_key && (own->key == NULL || *own->key == '\0'))
        return error_set(
            err, FAULT_INVALID, "The provider %s needs a key. Set %s.", provider->name,
            setting_name(&sources->arena, provider, provider->bearer ? "TOKEN" : "KEY"));
    if (strncasecmp(source->access.base, "http://", 7) == 0 && !settings->allow_private)
        return error_set(err, FAULT_INVALID,
                         "%s has a plain http address, %s. If it is your own server, set "
                         "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1.",
                         provider->name, source->access.base);
    return FAULT_NONE;
}

static enum fault add_source(struct sources *sources, const struct catalog_settings *settings,
                             const char *name, struct error *err)
{
    const struct provider *provider = provider_find(name);
    const struct source_settings *own = settings_of(settings, name);
    struct source *source = &sources->items[sources->count];

    if (provider == NULL)
        return error_set(err, FAULT_INVALID, "There is no provider called %s.", name);
    if (sources->count == SOURCES_MAX)
        return error_set(err, FAULT_INVALID, "MARQUEE_PROVIDERS names more than %d providers.",
                         SOURCES_MAX);
    *source = (struct source){.provider = provider};
    sources->count++;
    if (provider->film_url == NULL)
        return sources->demo == NULL ? demo_open(&sources->demo, err) : FAULT_NONE;
    return set_access(sources, settings, own, source, err);
}

static enum fault add_sources(struct sources *sources, const struct catalog_settings *settings,
                              struct error *err)
{
    const char *at = settings->providers;

    while (*(at += strspn(at, " ")) != '\0') {
        size_t length = strcspn(at, " ");

        TRY(add_source(sources, settings, arena_strndup(&sources->arena, at, length), err));
        at += length;
    }
    if (sources->count == 0)
        return error_set(err, FAULT_INVALID,
                         "MARQUEE_PROVIDERS names no provider. Name at least one.");
    return FAULT_NONE;
}

/* "host:80" of "http://host/path": what answers on other ports there is no provider. */
static void add_host(struct strbuf *hosts, const char *url)
{
    const char *host = strstr(url, "://") + 3;
    size_t length = strcspn(host, "/"), address = *host == '[' ? strcspn(host, "]") : 0;

    strbuf_addf(hosts, " %.*s", (int)length, host);
    if (memchr(host + address, ':', length - address) == NULL)
        strbuf_addstr(hosts, strncasecmp(url, "http:", 5) == 0 ? ":80" : ":443");
}

/* Those that the providers are known to use, and those that the operator has named. */
static void list_hosts(struct sources *sources, const struct catalog_settings *settings,
                       const char **known, const char **named)
{
    auto_strbuf struct strbuf usual, own;

    strbuf_init(&usual, HOSTS_MAX);
    strbuf_init(&own, HOSTS_MAX);
    strbuf_addstr(&own, settings->poster_hosts);
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];

        if (source->access.base == NULL)
            continue;
        add_host(source->access.base == source->provider->base ? &usual : &own,
                 source->access.base);
        strbuf_addf(&usual, " %s", source->provider->hosts);
    }
    *known = arena_strdup(&sources->arena, usual.bytes);
    *named = arena_strdup(&sources->arena, own.bytes);
}

static void note_pause(void *context, const char *lane, int64_t ms, const char *reason)
{
    (void)context;
    log_line(LOG_WARN, "%s is paused for %lld s: %s", lane, (long long)(ms / 1000), reason);
}

static void add_lanes(struct sources *sources, const struct catalog_settings *settings)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->items[i];
        const struct provider *provider = source->provider;
        const struct source_settings *own = settings_of(settings, provider->name);
        struct fetch_pace pace = {.concurrency = (int)own->concurrency,
                                  .interval_ms = own->interval_ms};

        if (source->access.base == NULL)
            continue;
        if (provider->bearer)
            source->headers[0] =
                arena_printf(&sources->arena, "Authorization: Bearer %s", source->access.key);
        source->lane = fetch_lane_add(sources->fetch, provider->name, pace);
        source->poster_lane = fetch_lane_add(
            sources->fetch, arena_printf(&sources->arena, "%s posters", provider->name), pace);
    }
}

static enum fault open_fetch(struct sources *sources, const struct catalog_settings *settings,
                             struct error *err)
{
    struct arena *arena = &sources->arena;
    struct fetch_rules rules = {
        .user_agent =
            arena_printf(arena, "Marquee/" MARQUEE_VERSION " (+%s)", settings->public_url),
        .paused = note_pause,
    };
    const char *known, *named;
    bool needed = false;

    for (size_t i = 0; i < sources->count; i++)
        needed = needed || sources->items[i].access.base != NULL;
    if (!needed)
        return FAULT_NONE;
    list_hosts(sources, settings, &known, &named);
    rules.hosts = settings->allow_private ? known : arena_printf(arena, "%s %s", known, named);
    rules.private_hosts = settings->allow_private ? named : "";
    TRY(fetch_open(&rules, &sources->fetch, err));
    add_lanes(sources, settings);
    return FAULT_NONE;
}

enum fault sources_open(const struct catalog_settings *settings, struct sources *sources,
                        struct error *err)
{
    *sources = (struct sources){0};
    TRY(add_sources(sources, settings, err));
    return open_fetch(sources, settings, err);
}

void sources_stop(struct sources *sources)
{
    fetch_close(sources->fetch);
    sources->fetch = NULL;
}

void sources_release(struct sources *sources)
{
    sources_stop(sources);
    demo_close(sources->demo);
    arena_release(&sources->arena);
}

const struct source *sources_of(const struct sources *sources, const char *provider)
{
    const struct source *first = NULL;

    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];

        if (source->access.base == NULL)
            continue;
        if (provider != NULL && strcmp(source->provider->name, provider) == 0)
            return source;
        first = first == NULL ? source : first;
    }
    return first;
}

struct provider_access source_access(const struct source *source, const char *language)
{
    struct provider_access access = source->access;

    access.language = language;
    return access;
}

struct fetch_request source_request(const struct source *source, const char *url)
{
    return (struct fetch_request){.lane = source->lane,
                                  .url = url,
                                  .headers = source->headers,
                                  .bytes_max = ANSWER_BYTES_MAX,
                                  .never_large = true};
}

bool source_refused(const struct sources *sources, const struct source *source,
                    const struct fetch_answer *answer, int64_t now,
                    struct provider_refusal *refusal)
{
    if (answer->outcome != FETCH_ANSWERED ||
        !provider_refuses(source->provider, answer->bytes, answer->size, now, refusal))
        return false;
    fetch_lane_pause(sources->fetch, source->lane, refusal->seconds * 1000, refusal->why);
    return true;
}

int64_t sources_retry_after(int64_t failures, int64_t wait_ms)
{
    uint32_t random;
    int64_t wait;

    secret_random(&random, sizeof(random));
    wait = film_retry_after(failures, random);
    return wait > wait_ms / 1000 ? wait : wait_ms / 1000 + 1;
}
