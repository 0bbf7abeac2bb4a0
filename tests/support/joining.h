/* Films that turn out to be one, for the tests of what becomes of their proposals. */
#ifndef MARQUEE_TESTS_JOINING_H
#define MARQUEE_TESTS_JOINING_H

#include "support/seed.h"

enum { ADA = 1, GRACE = 2, LINUS = 3, LATER = SEED_NOW + 10 };

/* ada, an admin, grace and linus; ada has put up film 1, grace film 2. */
void two_films(struct world *world);

/* A provider that was asked for a film answers with that id; NULL: with the film's own. */
void answer(struct world *world, int64_t film_id, const char *other_id);

/* By ada. */
enum fault join(struct world *world, int64_t joined_id, int64_t kept_id);
enum fault part(struct world *world, int64_t joined_id, int64_t kept_id);

struct proposal look_up(struct world *world, int64_t id);

/* What the proposals are, and how many votes what is up has; all kept counts are right. */
void assert_joined(struct world *world, int64_t joined_id, int64_t kept_id, int64_t votes);
void assert_up(struct world *world, int64_t id, int64_t same_as, int64_t votes);

#endif
