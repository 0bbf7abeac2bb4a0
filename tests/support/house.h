/*
 * The jobs, run one by one over a real store, a real catalogue and a stand-in for upstream. Listed
 * as HOUSE_TEST.
 */
#ifndef MARQUEE_TESTS_HOUSE_H
#define MARQUEE_TESTS_HOUSE_H

#include "catalog/catalog.h"
#include "jobs/jobs.h"
#include "support/outside.h"
#include "support/seed.h"

struct house {
    struct world *world;
    struct posters *posters;
    struct jobs_on on;
};

/* Whom its catalogue asks, and where; the strings outlive it. */
struct asking {
    const char *providers;    /* NULL: "imdbapi" */
    const char *base;         /* where all of them are; NULL: at the stand-in */
    const char *poster_hosts; /* where more may be asked for; NULL: nowhere */
    int64_t timeout_ms;       /* of film data; 0: 10 s */
    /* Where a larger copy of a poster is; NULL: nowhere. */
    const char *(*better_poster)(struct arena *arena, const char *url);
};
/* For those who have started the stand-in themselves, and will stop it. */
int house_open_asking(void **state, const struct asking *asking);
int house_leave(void **state);

int house_open(void **state);
int house_close(void **state);
#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, house_open, house_close)

/* The film as it is now, and as a reader of its page wants it. */
struct film house_film(struct house *house, int64_t id);
void house_want(struct house *house, int64_t film_id);

/* Run the job of the films, or that of the posters, until nothing is under way; the last fault. */
enum fault house_look_up(struct house *house);
enum fault house_fetch_posters(struct house *house);

#endif
