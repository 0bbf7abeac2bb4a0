/*
 * What asking providers about one film has come to so far. Who is asked first is believed first:
 * a later one adds what none before has said. Pure; for one thread at a time.
 */
#ifndef MARQUEE_CATALOG_FINDINGS_H
#define MARQUEE_CATALOG_FINDINGS_H

#include "catalog/providers/provider.h"
#include "domain/film.h"

struct findings {
    struct arena arena;              /* of `film`, and what readers of answers use */
    struct provider_film film;       /* merged */
    const struct provider *provider; /* the first that knew it; NULL: none has */
    const struct provider *others[FILM_PROVIDERS_MAX]; /* that added to it */
    size_t others_count;
    const char *other_id; /* IMDb's, that one answered with instead of the asked one; or NULL */
    bool own_id;          /* one answered with the asked one */
};

void findings_release(struct findings *findings);

/* This provider may know what none of those before has said. */
bool findings_lack(const struct findings *findings, const struct provider *provider);

/* Adds what it says of the film of that id. Its strings live at least as long as findings->arena.
 */
void findings_add(struct findings *findings, const char *imdb_id, const struct provider *provider,
                  const struct provider_film *film);

#endif
