/*
 * Many who listen at once (http/edge): what each of them costs, and a stop in the middle of it.
 * MARQUEE_TEST_LONG=1: 5,000 of them.
 */
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "support/hall.h"
#include "support/process.h"

enum {
    QUIET_MS = 60 * 60 * 1000,
    MANY = SANITIZED ? 200 : 1000,
    MANY_LONG = 5000,
    MEMORY_MAX = 1024, /* bytes of ours for each */
    STOP_MS = 10000,
    SAID = 50,
    ASKING = 4, /* threads */
    FICKLE = 4, /* threads of listeners that come and go */
    VISITS = SANITIZED ? 50 : 250
};

static const struct stream_limits roomy = {
    .beat_ms = QUIET_MS, .silent_ms = QUIET_MS, .most = HALL_LISTENERS_MAX};

/* Each has two ends here, and both are files. */
static size_t how_many(void)
{
    size_t wanted = getenv("MARQUEE_TEST_LONG") != NULL ? MANY_LONG : MANY;
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    return limit.rlim_cur / 3 < wanted ? limit.rlim_cur / 3 : wanted;
}

static struct client *listen_all(struct hall *hall, size_t count)
{
    struct client *clients = calloc(count, sizeof(*clients));

    assert_non_null(clients);
    for (size_t i = 0; i < count; i++)
        clients[i] = hall_listen(hall, "/stream", "192.0.2.1");
    return clients;
}

static void leave_all(struct client *clients, size_t count)
{
    for (size_t i = 0; i < count; i++)
        client_close(&clients[i]);
    free(clients);
}

static void test_many_streams__cost_next_to_nothing(void **state)
{
    struct hall *hall = *state;
    size_t count = how_many(), before, each;
    struct client *clients;
    int64_t start_us, said_us;

    hall_open(hall, roomy);
    leave_all(listen_all(hall, 10), 10);
    hall_wait_ended(hall, 10);
    before = mallinfo2().uordblks;
    clients = listen_all(hall, count);
    each = (mallinfo2().uordblks - before) / count;
    start_us = clock_monotonic_us();
    hall_say(hall, "data: 1\n\n");
    said_us = clock_monotonic_us();
    for (size_t i = 0; i < count; i++)
        assert_true(hall_hears(&clients[i], "data: 1\n\n"));
    print_message("%zu streams: %zu bytes each, sent in %lld us, the last has it after %lld us\n",
                  count, each, (long long)(said_us - start_us),
                  (long long)(clock_monotonic_us() - start_us));
    if (!SANITIZED)
        assert_in_range(each, 1, MEMORY_MAX);
    leave_all(clients, count);
    hall_wait_ended(hall, 10 + count);
}

/* ---- a stop in the middle of it -------------------------------------------------------------- */

struct asking {
    pthread_t thread;
    struct client http;
    bool comes_anew; /* for each request */
    size_t answered, lost;
};

/* Until nobody listens any more. */
static void *ask_on(void *argument)
{
    struct asking *asking = argument;

    while (client_send(&asking->http, "", 0)) {
        if (ask(&asking->http, "GET /other", .base = "") == 204)
            asking->answered++;
        else
            asking->lost++;
        if (asking->comes_anew)
            client_close(&asking->http);
    }
    client_release(&asking->http);
    return NULL;
}

static void test_many_streams__end_at_a_stop_and_no_request_is_lost(void **state)
{
    struct hall *hall = *state;
    struct asking asking[ASKING] = {0};
    size_t count = how_many(), answered = 0;
    struct client *clients;
    int64_t start_us;

    hall_open(hall, roomy);
    clients = listen_all(hall, count);
    for (size_t i = 0; i < ASKING; i++) {
        asking[i].comes_anew = i % 2 == 0;
        client_init(&asking[i].http, "127.0.0.1", hall->port);
        assert_int_equal(pthread_create(&asking[i].thread, NULL, ask_on, &asking[i]), 0);
    }
    for (size_t i = 0; i < SAID; i++)
        hall_say(hall, "data: 1\n\n");
    start_us = clock_monotonic_us();
    hall_stop(hall);
    print_message("stopped beside %zu streams in %lld us\n", count,
                  (long long)(clock_monotonic_us() - start_us));
    assert_in_range(clock_monotonic_us() - start_us, 0, STOP_MS * 1000);
    for (size_t i = 0; i < ASKING; i++) {
        pthread_join(asking[i].thread, NULL);
        assert_int_equal(asking[i].lost, 0);
        answered += asking[i].answered;
    }
    assert_in_range(answered, 1, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < SAID; k++)
            assert_true(hall_hears(&clients[i], "data: 1\n\n"));
        assert_true(hall_hears_end(&clients[i]));
    }
    leave_all(clients, count);
}

/* ---- coming and going ------------------------------------------------------------------------ */

struct fickle {
    pthread_t thread;
    struct hall *hall;
    unsigned seed;
};

static void *come_and_go(void *argument)
{
    struct fickle *fickle = argument;

    for (int i = 0; i < VISITS; i++) {
        const char *target = rand_r(&fickle->seed) % 2 == 0 ? "/stream" : "/later";
        struct client client = hall_enter(fickle->hall, target, "192.0.2.1");

        if (rand_r(&fickle->seed) % 2 == 0)
            hall_hears(&client, "HTTP/1.1 200 OK");
        if (rand_r(&fickle->seed) % 4 == 0)
            client_send_text(&client, "GET /other HTTP/1.1\r\nHost: x\r\n\r\n");
        client_close(&client);
    }
    return NULL;
}

/* While all are told something, and some are sent away. */
static void test_many_streams__who_come_and_go_leave_nothing_behind(void **state)
{
    struct hall *hall = *state;
    struct fickle fickle[FICKLE];

    hall_open(hall, (struct stream_limits){.beat_ms = 1, .silent_ms = QUIET_MS, .most = 8});
    for (unsigned i = 0; i < FICKLE; i++) {
        fickle[i] = (struct fickle){.hall = hall, .seed = i};
        assert_int_equal(pthread_create(&fickle[i].thread, NULL, come_and_go, &fickle[i]), 0);
    }
    while (counter_read(&hall->counts.begun) < FICKLE * VISITS / 2) {
        hall_say(hall, "data: 1\n\n");
        hall_end_newest(hall);
    }
    for (size_t i = 0; i < FICKLE; i++)
        pthread_join(fickle[i].thread, NULL);
    hall_stop(hall);
    assert_int_equal(counter_read(&hall->counts.begun), counter_read(&hall->counts.ended));
}

SUITE(test_many_streams)
{
    const struct CMUnitTest tests[] = {
        HALL_TEST(test_many_streams__cost_next_to_nothing),
        HALL_TEST(test_many_streams__end_at_a_stop_and_no_request_is_lost),
        HALL_TEST(test_many_streams__who_come_and_go_leave_nothing_behind),
    };

    return RUN(tests);
}
