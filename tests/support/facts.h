/* What came of asking providers, as the store is told. */
#ifndef MARQUEE_TESTS_FACTS_H
#define MARQUEE_TESTS_FACTS_H

#include "store/fetches.h"
#include "store/films.h"
#include "store/posters.h"
#include "support/seed.h"

/* Films 1 to `count`, each up for a vote. */
void facts_propose(struct world *world, int count);

/* A provider has the film, and names a poster. */
struct film_facts facts_found(int64_t film_id);
void facts_save(struct world *world, struct film_facts facts, int64_t now);
void facts_save_poster(struct world *world, struct poster_facts facts);

struct film facts_film(struct world *world, int64_t id);

#endif
