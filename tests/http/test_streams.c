/*
 * Streams (http/edge): answers that go on for as long as somebody listens, and what becomes of
 * listeners that are silent, slow, greedy or gone. MARQUEE_TEST_LONG=1: 5,000 of them.
 */
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "support/hall.h"
#include "support/process.h"

enum { QUIET_MS = 60 * 60 * 1000, MANY = SANITIZED ? 200 : 1000, MANY_LONG = 5000 };

static const struct stream_limits roomy = {.beat_ms = QUIET_MS, .most = HALL_LISTENERS_MAX};

/* One who listens, whose head is read. */
static struct client listen_in(struct hall *hall, const char *target)
{
    size_t before = hall->begun;
    struct client client = hall_enter(hall, target, "192.0.2.1");

    assert_true(hall_hears(&client, "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                    "Content-Type: text/event-stream\r\n\r\n"));
    hall_wait_begun(hall, before + 1);
    return client;
}

static void test_streams__what_is_sent_arrives_at_once(void **state)
{
    struct hall *hall = *state;
    static const char *const targets[] = {"/stream", "/later"};

    hall_open(hall, roomy);
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct client client = listen_in(hall, targets[i]);

        hall_say(hall, "data: 1\n\n");
        assert_true(hall_hears(&client, "data: 1\n\n"));
        hall_say(hall, "data: 2\n\n");
        assert_true(hall_hears(&client, "data: 2\n\n"));
        client_close(&client);
        hall_wait_ended(hall, i + 1);
    }
}

static void test_streams__is_no_connection_any_more(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client = listen_in(hall, "/stream");
    while (counter_read(&hall->disconnected) < 1)
        sched_yield();
    hall_say(hall, "data: 1\n\n");
    assert_true(hall_hears(&client, "data: 1\n\n"));
    client_close(&client);
}

static void test_streams__an_end_comes_after_what_was_sent(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client = listen_in(hall, "/stream");
    hall_say(hall, "data: last\n\n");
    hall_end(hall, 0);
    hall_say(hall, "data: too late\n\n");
    assert_true(hall_hears(&client, "data: last\n\n"));
    assert_true(hall_hears_end(&client));
    client_close(&client);
    hall_wait_ended(hall, 1);
}

static void test_streams__head_has_no_stream(void **state)
{
    struct hall *hall = *state;
    struct client client;

    hall_open(hall, roomy);
    client_init(&client, "127.0.0.1", hall->port);
    ask(&client, "HEAD /stream", .base = "");
    assert_int_equal(client.answer.status, 200);
    assert_string_equal(client_header(&client, "Content-Type"), "text/event-stream");
    assert_null(client_header(&client, "Content-Length"));
    hall_wait_ended(hall, 1);
    assert_int_equal(hall->begun, 0);
    client_release(&client);
}

SUITE(test_streams)
{
    const struct CMUnitTest tests[] = {
        HALL_TEST(test_streams__what_is_sent_arrives_at_once),
        HALL_TEST(test_streams__is_no_connection_any_more),
        HALL_TEST(test_streams__an_end_comes_after_what_was_sent),
        HALL_TEST(test_streams__head_has_no_stream),
    };

    return RUN(tests);
}
