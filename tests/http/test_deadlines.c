/*
 * Clients that take their time (safety, trap 8): a byte now and then buys no connection more time
 * than it has, and costs nobody else any. MARQUEE_TEST_LONG=1: 5,000 of them at once.
 */
#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

enum {
    SLACK_MS = SANITIZED ? 20000 : 5000, /* on a busy machine */
    DRIP_MS = 50,
    DRIPPING = SANITIZED ? 200 : 1000,
    DRIPPING_LONG = SANITIZED ? 400 : 5000,
    ASKED = 300
};

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

/* Waits for the server to close; true when it did within `ms`. */
static bool is_closed_within(const struct client *http, int ms)
{
    struct pollfd end = {.fd = http->socket, .events = POLLRDHUP};

    return poll(&end, 1, ms) > 0;
}

/* A byte every 50 ms until the server closes; how long that took. */
static int64_t drip(struct client *http, const char *byte)
{
    int64_t start = now_ms();

    while (!is_closed_within(http, DRIP_MS)) {
        assert_true(now_ms() - start < 1000 + SLACK_MS);
        client_send_text(http, byte);
    }
    client_close(http);
    return now_ms() - start;
}

static void start_hasty(struct club *club)
{
    club_set(club, "MARQUEE_RECEIVE_TIMEOUT=1s");
    club_set(club, "MARQUEE_ANSWER_TIMEOUT=1s");
    club_start(club);
}

static void test_deadlines__dripping_a_request_does_not_prolong_it(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const struct {
        const char *start, *drip;
    } cases[] = {
        {"G", "E"},
        {"GET /api/v1/club HTTP/1.1\r\n", "x"},
        {"GET /api/v1/club HTTP/1.1\r\nHost: x\r\n", "X: y\r\n"},
        {"PUT /api/v1/votes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", " "},
        {"PUT /api/v1/votes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
         "1\r\n \r\n"},
    };

    start_hasty(club);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        client_send_text(http, cases[i].start);
        assert_in_range(drip(http, cases[i].drip), 900, 1000 + SLACK_MS);
    }
}

/* The clock of a request starts with its first byte, however long the connection rested. */
static void test_deadlines__a_kept_connection_has_no_more_time(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_hasty(club);
    ask(http, "GET /health");
    expect(http, 200);
    assert_false(is_closed_within(http, 1500));
    client_send_text(http, "G");
    assert_in_range(drip(http, "E"), 900, 1000 + SLACK_MS);
}

static void test_deadlines__an_answer_that_is_not_read_is_given_up(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t start;

    start_hasty(club);
    start = now_ms();
    for (int i = 0; i < 20; i++)
        client_send_text(http, "GET /api/v1/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_true(is_closed_within(http, 1000 + SLACK_MS));
    assert_in_range(now_ms() - start, 900, 1000 + SLACK_MS);
}

static void test_deadlines__an_honest_slow_upload_is_answered(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char head[256];

    club_set(club, "MARQUEE_RECEIVE_TIMEOUT=10s");
    club_set(club, "MARQUEE_IDLE_TIMEOUT=1s");
    club_start(club);
    snprintf(head, sizeof(head),
             "PATCH /api/v1/members/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
             "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n",
             keys->ada);
    for (size_t i = 0; i < strlen(head); i += 16) {
        client_send(http, head + i, strnlen(head + i, 16));
        assert_false(is_closed_within(http, 100));
    }
    for (const char *byte = "{\"name\":\"ada\"}"; *byte != '\0'; byte++) {
        client_send(http, byte, 1);
        assert_false(is_closed_within(http, 50));
    }
    client_receive(http, false);
    expect(http, 200);
}

static void test_deadlines__an_idle_connection_is_closed_in_peace(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http, silent;
    int64_t start;
    char byte;

    club_set(club, "MARQUEE_IDLE_TIMEOUT=1s");
    club_start(club);
    silent = club_client(club);
    assert_true(client_send(&silent, "", 0));
    ask(http, "GET /health");
    expect(http, 200);
    start = now_ms();
    assert_true(is_closed_within(http, 1000 + SLACK_MS));
    assert_in_range(now_ms() - start, 900, 1000 + SLACK_MS);
    assert_int_equal(recv(http->socket, &byte, 1, 0), 0);
    assert_int_equal(recv(silent.socket, &byte, 1, 0), 0);
    client_release(&silent);
}

/* ---- many of them ---------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

/* Everybody who is still connected sends one more byte; how many they are. */
static size_t drip_all(struct client *clients, size_t count)
{
    size_t connected = 0;

    for (size_t i = 0; i < count; i++) {
        if (clients[i].socket >= 0 && is_closed_within(&clients[i], 0))
            client_close(&clients[i]);
        if (clients[i].socket < 0)
            continue;
        connected++;
        client_send_text(&clients[i], "x");
    }
    return connected;
}

/* The 99th percentile of the time that an answer takes, in microseconds. */
static int64_t ask_beside(struct client *http, struct client *clients, size_t count)
{
    static int64_t times[ASKED];

    for (size_t i = 0; i < ASKED; i++) {
        int64_t start;

        drip_all(clients + i * count / ASKED, count / ASKED);
        start = clock_monotonic_us();
        ask(http, "GET /proposals", .as = keys->ada);
        times[i] = clock_monotonic_us() - start;
        expect(http, 200);
    }
    qsort(times, ASKED, sizeof(times[0]), compare);
    return times[ASKED * 99 / 100];
}

static void test_deadlines__many_slow_clients_cost_nobody_else_anything(void **state)
{
    struct club *club = *state;
    bool is_long = getenv("MARQUEE_TEST_LONG") != NULL;
    size_t count = is_long ? DRIPPING_LONG : DRIPPING;
    struct client *clients = calloc(count, sizeof(*clients));
    int64_t start, slowest;

    assert_non_null(clients);
    club_set(club, "MARQUEE_MAX_CONNECTIONS=6000");
    club_set(club, is_long ? "MARQUEE_RECEIVE_TIMEOUT=30s" : "MARQUEE_RECEIVE_TIMEOUT=4s");
    club_start(club);
    for (size_t i = 0; i < count; i++) {
        clients[i] = club_client(club);
        assert_true(client_send_text(&clients[i], "GET /api/v1/club HTTP/1.1\r\nX: "));
    }
    start = now_ms(); /* of the last: connecting all of them takes seconds */
    slowest = ask_beside(&club->http, clients, count);
    print_message("p99 beside %zu slow clients: %lld us, %ld kB\n", count, (long long)slowest,
                  process_memory(&club->server) / 1024);
    if (!SANITIZED) {
        /* The short form runs beside other work: who is held up by slow clients waits seconds. */
        assert_in_range(slowest, 0, is_long ? 50000 : 1000000);
        assert_in_range(process_memory(&club->server), 0, 256L * 1024 * 1024);
    }
    while (drip_all(clients, count) > 0)
        assert_true(now_ms() - start < (is_long ? 30000 : 4000) + SLACK_MS);
    free(clients);
}

SUITE(test_deadlines)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_deadlines__dripping_a_request_does_not_prolong_it),
        CLOSED_TEST(test_deadlines__a_kept_connection_has_no_more_time),
        CLOSED_TEST(test_deadlines__an_answer_that_is_not_read_is_given_up),
        CLOSED_TEST(test_deadlines__an_honest_slow_upload_is_answered),
        CLOSED_TEST(test_deadlines__an_idle_connection_is_closed_in_peace),
        CLOSED_TEST(test_deadlines__many_slow_clients_cost_nobody_else_anything),
    };

    return RUN(tests);
}
