/*
 * A stop on request (safety, trap 9): whoever was let in gets an answer, whoever is not needed any
 * more is sent home, and the server is gone within 10 s. MARQUEE_TEST_LONG=1 stops more often.
 */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

enum { VOTERS = 15, STOPS = 3, STOPS_LONG = 20, BEFORE_STOP = 300 /* answers */ };
/* A connection that nobody used for a second is closed: on a busy machine a voter can be that late.
 */
enum { IN_USE_US = 500 * 1000 };
enum { PACE_US = 40 * 1000, LEAST_RATE = 300 /* answers a second, of 375 that are asked for */ };

static atomic_int answered;

/* A member on a connection that is kept alive, 25 times a second, until nobody listens any more. */
struct voter {
    pthread_t thread;
    struct client http;
    const char *as;
    int64_t next_us; /* when to ask; what was late is made up for */
    int64_t used_us; /* when it was opened or last asked, which the server saw no earlier */
    bool voted;
    int failed; /* requests that were sent on a connection in use, and not answered */
};

static void wait_for_turn(struct voter *voter)
{
    struct timespec until = {.tv_sec = voter->next_us / 1000000,
                             .tv_nsec = voter->next_us % 1000000 * 1000};

    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) != 0)
        continue;
    voter->next_us += PACE_US;
}

static bool is_connected(struct voter *voter)
{
    if (voter->http.socket >= 0)
        return true;
    voter->used_us = clock_monotonic_us();
    return client_send(&voter->http, "", 0);
}

static void *vote(void *argument)
{
    struct voter *voter = argument;
    struct client *http = &voter->http;

    wait_for_turn(voter);
    while (is_connected(voter)) {
        int64_t asked_us = clock_monotonic_us();
        int status = ask(http, voter->voted ? "DELETE /votes/2" : "PUT /votes/2", .as = voter->as);

        if (status == 200)
            voter->voted = !voter->voted;
        else
            voter->failed += http->sent_us - voter->used_us < IN_USE_US;
        voter->used_us = asked_us;
        atomic_fetch_add(&answered, 1);
        wait_for_turn(voter);
    }
    client_release(http);
    return NULL;
}

/* Until enough was answered; how many in a second. */
static int vote_for_a_while(struct club *club, struct voter voters[VOTERS])
{
    const struct timespec moment = {.tv_nsec = 1000 * 1000};
    int64_t begun = clock_monotonic_us();
    int count;

    atomic_store(&answered, 0);
    for (int i = 0; i < VOTERS; i++) {
        voters[i].http = club_client(club);
        voters[i].next_us = begun + i * PACE_US / VOTERS;
        assert_int_equal(pthread_create(&voters[i].thread, NULL, vote, &voters[i]), 0);
    }
    while ((count = atomic_load(&answered)) < BEFORE_STOP)
        nanosleep(&moment, NULL);
    return (int)(count * INT64_C(1000000) / (clock_monotonic_us() - begun));
}

static void stop(struct club *club)
{
    kill(club->server.pid, SIGTERM);
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    process_release(&club->server);
    client_release(&club->http);
}

static void test_drain__no_request_fails_and_no_vote_is_lost(void **state)
{
    struct club *club = *state;
    static struct voter voters[VOTERS];
    int stops = getenv("MARQUEE_TEST_LONG") != NULL ? STOPS_LONG : STOPS;

    for (int i = 0; i < VOTERS; i++) {
        char name[32];

        snprintf(name, sizeof(name), "voter %d", i);
        voters[i].as = club_token(club, name);
    }
    for (int i = 0; i < stops; i++) {
        int rate = vote_for_a_while(club, voters);

        stop(club);
        for (int k = 0; k < VOTERS; k++) {
            pthread_join(voters[k].thread, NULL);
            assert_int_equal(voters[k].failed, 0);
        }
        print_message("stopped at %d requests/s\n", rate);
        if (!SANITIZED)
            assert_in_range(rate, LEAST_RATE, INT32_MAX);
        club_start(club);
        for (int k = 0; k < VOTERS; k++) {
            ask(&club->http, "GET /votes", .as = voters[k].as);
            expect_count(&club->http, "items", voters[k].voted ? 1 : 0);
        }
    }
}

/* ---- one connection at a time ---------------------------------------------------------------- */

/* Until a connection is refused: the server has begun to stop. */
static void wait_until_nobody_listens(struct club *club)
{
    const struct timespec moment = {.tv_nsec = 1000 * 1000};
    time_t until = time(NULL) + PATIENCE;
    struct client next = club_client(club);

    while (client_send(&next, "", 0)) {
        assert_true(time(NULL) < until);
        client_close(&next);
        nanosleep(&moment, NULL);
    }
}

static void test_drain__a_request_that_has_begun_is_answered(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char head[256];

    snprintf(head, sizeof(head),
             "PATCH /api/v1/members/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
             "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"name\":",
             keys->ada);
    ask(http, "GET /health");
    expect(http, 200);
    expect_header(http, "Connection", NULL);
    client_send_text(http, head);
    kill(club->server.pid, SIGTERM);
    wait_until_nobody_listens(club);
    client_send_text(http, "\"ada\"}");
    client_receive(http, false);
    expect(http, 200);
    expect_header(http, "Connection", "close");
    assert_int_equal(process_wait(&club->server, GOODBYE), 0);
    process_release(&club->server);
}

/* An end, and no reset: the client knows that nothing was lost. */
static void test_drain__idle_connections_are_closed_in_peace(void **state)
{
    struct club *club = *state;
    struct client idle = club_client(club), silent = club_client(club);
    struct pollfd end;
    char byte;

    assert_true(client_send(&silent, "", 0));
    ask(&idle, "GET /health");
    expect(&idle, 200);
    end = (struct pollfd){.fd = idle.socket, .events = POLLIN};
    stop(club);
    assert_int_equal(poll(&end, 1, 0), 1);
    assert_int_equal(recv(idle.socket, &byte, 1, 0), 0);
    assert_int_equal(recv(silent.socket, &byte, 1, 0), 0);
    client_release(&idle);
    client_release(&silent);
}

SUITE(test_drain)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_drain__no_request_fails_and_no_vote_is_lost),
        CLUB_TEST(test_drain__a_request_that_has_begun_is_answered),
        CLUB_TEST(test_drain__idle_connections_are_closed_in_peace),
    };

    return RUN(tests);
}
