/*
 * The providers of this server in their order, each with its address and its lanes of the fetch
 * engine. The built-in catalogue may be one of them.
 */
#ifndef MARQUEE_CATALOG_SOURCES_H
#define MARQUEE_CATALOG_SOURCES_H

#include "catalog/providers/demo.h"
#include "domain/film.h"
#include "fetch/fetch.h"

enum { SOURCES_MAX = FILM_PROVIDERS_MAX, SOURCE_SETTINGS_MAX = 8 };

/* How one provider is to be asked. */
struct source_settings {
    const char *name;    /* of the provider; NULL: the end of the list */
    const char *url;     /* NULL or "": its usual address */
    const char *key;     /* a secret; NULL or "": none */
    int64_t concurrency; /* requests at once, 1 or more */
    int64_t interval_ms; /* between two of them */
};

/* Strings are borrowed. */
struct catalog_settings {
    const char *providers;    /* names in their order, separated by spaces */
    const char *poster_hosts; /* further ones, as in fetch/hosts.h */
    const char *public_url;   /* who asks */
    const char *language;     /* at first; catalog_set_language changes it */
    const char *image_program;
    /* Where a larger copy of a poster may be (catalog/posters/better.h); NULL: nowhere. */
    const char *(*better_poster)(struct arena *arena, const char *url);
    bool allow_private; /* the addresses named here may be private ones, and without TLS */
    int64_t ttl;        /* seconds */
    int64_t fetch_timeout_ms, search_timeout_ms; /* background; somebody waits */
    struct source_settings sources[SOURCE_SETTINGS_MAX];
};

struct source {
    const struct provider *provider;
    struct provider_access access; /* its base is NULL: built in; its language is the caller's */
    const char *headers[2];        /* of its requests for JSON; ends with NULL */
    size_t lane, poster_lane;      /* unless it is built in */
};

struct sources {
    struct arena arena;
    struct demo *demo;   /* NULL: not among them */
    struct fetch *fetch; /* NULL: all of them are built in */
    struct source items[SOURCES_MAX];
    size_t count;
};

enum fault sources_open(const struct catalog_settings *settings, struct sources *sources,
                        struct error *err);
/* Stops the fetching: nothing calls back any more. Lanes and providers stay until the release. */
void sources_stop(struct sources *sources);
void sources_release(struct sources *sources);

/* How to ask a source in this language, which is borrowed. */
struct provider_access source_access(const struct source *source, const char *language);

/* Seconds to wait after `failures` in a row (film_retry_after, at random), and until a lane that
 * asked for `wait_ms` takes requests again. */
int64_t sources_retry_after(int64_t failures, int64_t wait_ms);

/* A request for JSON, at one of the provider's URLs; without a time limit. It borrows the URL and
 * the source's headers. */
struct fetch_request source_request(const struct source *source, const char *url);

/* Notes whether an answer says not to ask again for a while; true: the source pauses so long. */
bool source_refused(const struct sources *sources, const struct source *source,
                    const struct fetch_answer *answer, int64_t now,
                    struct provider_refusal *refusal);

/* The source of that provider, or the first one that fetches; NULL: all are built in. */
const struct source *sources_of(const struct sources *sources, const char *provider);

#endif
