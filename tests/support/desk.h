/*
 * The world of a test of catalog/searches.h: those of a server whose provider, the stand-in, is
 * asked as fast as it likes. Listed as DESK_TEST.
 */
#ifndef MARQUEE_TESTS_DESK_H
#define MARQUEE_TESTS_DESK_H

#include <pthread.h>

#include "catalog/searches.h"
#include "support/outside.h"

enum { HITS = 5 /* that the stand-in has for any text */ };

struct desk {
    struct sources sources;
    struct searches *searches;
    struct arena arena;
    struct provider_film hits[PROVIDER_HITS_MAX];
    size_t count;
};

int desk_open(void **state);
int desk_close(void **state);
#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

/* With other providers than "imdbapi", the concurrency of that one, and a time-out; closed first.
 */
void desk_open_searches_for(struct desk *desk, const char *providers, int concurrency,
                            int64_t timeout_ms);
void desk_open_searches(struct desk *desk, const char *providers, int concurrency);
void desk_close_searches(struct desk *desk);

bool desk_seek(struct desk *desk, int64_t client, const char *text);
/* So many were answered from there so far. */
void desk_expect(const struct desk *desk, enum search_from from, uint64_t count);
/* Until so many requests are with the provider or wait for their turn. */
void desk_wait_for_requests(const struct desk *desk, size_t count);

/* Somebody else who searches, and may have to wait. */
struct seeker {
    struct searches *searches;
    int64_t client;
    const char *text;
    pthread_t thread;
    size_t count;
    bool answered;
};

void seeker_start(struct desk *desk, struct seeker *seeker, int64_t client, const char *text);
/* Waits for the end. */
bool seeker_answered(struct seeker *seeker);

#endif
