/*
 * The world of one test of fetch/fetch.h: a stand-in for upstream, an engine that may ask it,
 * and lane 0, four at once and as fast as they come. Times are short, and a pause is not random.
 * Listed as FETCH_TEST.
 */
#ifndef MARQUEE_TESTS_FETCHING_H
#define MARQUEE_TESTS_FETCHING_H

#include <pthread.h>

#include "fetch/fetch.h"
#include "support/check.h"
#include "support/upstream.h"

enum { FETCHING_PAUSE_MS = 1000, BATCH_SIZE = 64 };

struct fetching {
    struct upstream upstream;
    struct fetch_timing timing;
    const char *ca_file; /* as in fetch_rules, from the next fetching_allow() on */
    struct fetch *fetch;
    struct fetch_answer answer;
};

int fetching_open(void **state);
int fetching_close(void **state);
#define FETCH_TEST(test) cmocka_unit_test_setup_teardown(test, fetching_open, fetching_close)

/* Opens the engine again with other rules: hosts that must be public, and private ones besides the
 * stand-in. */
void fetching_allow(struct fetching *fetching, const char *hosts, const char *private_hosts);

/* Asks for a path of the stand-in, or a whole URL. Zeros of the request: lane 0, 1 MiB, 10 s.
 * The outcome; the rest is in fetching->answer until the next one. */
#define fetch_it(fetching, ...)                                                                    \
    fetching_get((fetching), &(struct fetch_request){.url = __VA_ARGS__})
enum fetch_outcome fetching_get(struct fetching *fetching, const struct fetch_request *request);

/* The same of any engine, for any thread: starts the request and waits for its answer. */
void fetch_and_wait(struct fetch *fetch, const struct fetch_request *request,
                    struct fetch_answer *answer);

/* Requests that nobody waits for, one by one. Content of the answers is released; the structs are
 * kept in the order in which they came. */
struct batch {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct fetch_answer answers[BATCH_SIZE];
    size_t count;
};
void batch_init(struct batch *batch);
void batch_release(struct batch *batch);
#define start_it(fetching, batch, ...)                                                             \
    batch_start((fetching), (batch), &(struct fetch_request){.url = __VA_ARGS__})
void batch_start(struct fetching *fetching, struct batch *batch,
                 const struct fetch_request *request);
/* Until so many are answered. */
void batch_wait(struct batch *batch, size_t count);
/* How many of them ended so. */
size_t batch_outcomes(struct batch *batch, enum fetch_outcome outcome);

/* The lane as it is now. */
struct fetch_lane_state fetching_lane(const struct fetching *fetching);

/* Calls `is_so` until it is, for PATIENCE at most. */
void wait_until(bool (*is_so)(struct fetching *fetching), struct fetching *fetching);
bool lane_pause_is_over(struct fetching *fetching);

/* The last answer's reason has this part. */
void fetching_reason(const struct fetching *fetching, const char *part);

#endif
