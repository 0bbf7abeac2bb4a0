/*
 * One film that is being looked up: which provider is asked, and what has come of it so far. After
 * each answer it goes to the next provider that may know what none before has said; a provider may
 * want to be asked twice, since its first answer only points at the second. A film does not
 * get a later provider's data because the one whose data it has is in trouble: it has failed then.
 * For one thread at a time: whoever has it, or the fetch engine between asking and arriving.
 */
#ifndef MARQUEE_CATALOG_LOOKUP_H
#define MARQUEE_CATALOG_LOOKUP_H

#include "catalog/findings.h"
#include "catalog/sources/sources.h"
#include "domain/club.h"
#include "store/fetches.h"

struct lookup {
    struct lookup *next; /* of the list that it is in */
    const struct sources *sources;
    const struct catalog_settings *settings;
    struct film_want want;
    char language[LANGUAGE_SIZE]; /* that it is asked in */
    /* Its answer is here: on the fetch thread, or at once where nothing is to be fetched. */
    void (*arrived)(struct lookup *lookup, bool fetched);
    void *context; /* for `arrived` */

    size_t source; /* the one that is asked */
    struct fetch_answer answer;
    bool answered; /* `answer` is one */
    bool second;   /* it is what the provider's first answer pointed at */
    struct findings findings;
    bool unheard;    /* a provider was not asked, or gave no answer */
    bool put_off;    /* the one whose data the film has gave none */
    bool failed;     /* a provider gave no answer; `why` is the first reason */
    int64_t wait_ms; /* it asks not to be tried before */
    char why[FETCH_REASON_SIZE];
};

struct lookup_result {
    struct film_want want;
    char language[LANGUAGE_SIZE];
    struct film_facts facts;
    struct provider_film film; /* of FILM_FOUND: a built-in poster is only here */
};

void lookup_free(struct lookup *lookup);

/* Asks its source. */
void lookup_ask(struct lookup *lookup);

/* Takes what has arrived. True: it is finished, and in *result, whose strings are in the arena.
 * False: it was asked for again. */
bool lookup_settle(struct lookup *lookup, struct arena *arena, int64_t now,
                   struct lookup_result *result);

/* Of FILM_FOUND: what no provider says stays as the film's metadata (or NULL) has it. */
void lookup_fill(struct lookup_result *result, struct arena *arena, const char *metadata);

/* What a provider says of a film, as the store takes it. */
void lookup_found(const struct provider_film *film, const struct provider *provider,
                  struct arena *arena, int64_t try_at, struct film_facts *facts);

#endif
