/*
 * Searches by title: each text, however it is spelt (text_key), is asked for once at a time, and
 * what came of it is kept for a while. Nothing is kept of a search that was not answered.
 */
#ifndef MARQUEE_CATALOG_SEARCHES_H
#define MARQUEE_CATALOG_SEARCHES_H

#include "catalog/sources/sources.h"

struct searches;

enum {
    SEARCHES_MAX = 256, /* kept and under way; the least recently used goes */
    SEARCH_SECONDS = 10 * 60,
    SEARCHES_BEHIND_MAX = 4, /* under way that nobody waits for */
};

/* Where an answer came from. */
enum search_from {
    SEARCH_CACHE,    /* it was kept */
    SEARCH_PROVIDER, /* the search that asked */
    SEARCH_JOINED,   /* another one that was under way */
    SEARCH_LOCAL,    /* no provider: the caller has the films that are here */
    SEARCH_FROMS
};

/* Both are borrowed. */
struct searches *searches_open(const struct sources *sources,
                               const struct catalog_settings *settings);
/* Once the fetching has stopped, and nobody waits. NULL is fine. */
void searches_close(struct searches *searches);

/*
 * Hits of the first provider that has any, copied into the arena (search_hits). Waits for
 * providers, at most `search_timeout_ms`. A client has one search at a time: a newer one, for
 * another text, takes the place of the older, which is given up if nobody else waits for it. False:
 * no hits, because a provider did not answer or none can be searched, the client searches for
 * something else by now, or SEARCHES_MAX are under way.
 */
bool searches_ask(struct searches *searches, struct arena *arena, int64_t client, const char *text,
                  struct provider_film hits[PROVIDER_HITS_MAX], size_t *count);

enum search_behind {
    BEHIND_ANSWERED, /* there are hits, or every provider says that there are none */
    BEHIND_STARTED,
    BEHIND_GOES_ON,
    BEHIND_LATER /* SEARCHES_BEHIND_MAX are under way */
};

/* The same without waiting: what is kept, or a search that goes on behind the caller's back. Of one
 * that no provider answers nothing is kept, so the next call starts it again. */
enum search_behind searches_ask_behind(struct searches *searches, struct arena *arena,
                                       const char *text,
                                       struct provider_film hits[PROVIDER_HITS_MAX], size_t *count);

/* Searches in this language from now on: what is kept of others is not for new ones. */
void searches_set_language(struct searches *searches, const char *language);

/* How many were answered so, since the start. */
uint64_t searches_count(const struct searches *searches, enum search_from from);

#endif
