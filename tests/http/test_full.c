/* When connections run out, whoever holds most gives up those that have rested longest, and nobody
 * else is kept waiting. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/strbuf.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/outside.h"

enum { MOST = 16, HELD = 40, ASKED = 60 };

static const char health[] = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n";

/* A connection from another address of this machine. */
static int dial_from(const struct club *club, const char *address)
{
    struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET};
    int socket_of = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct timeval patience = {.tv_sec = PATIENCE};

    assert_true(socket_of >= 0);
    inet_pton(AF_INET, address, &from.sin_addr);
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    to.sin_port = htons((uint16_t)club->port);
    setsockopt(socket_of, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    assert_int_equal(bind(socket_of, (struct sockaddr *)&from, sizeof(from)), 0);
    assert_int_equal(connect(socket_of, (struct sockaddr *)&to, sizeof(to)), 0);
    return socket_of;
}

static void say(int peer, const char *text)
{
    send(peer, text, strlen(text), MSG_NOSIGNAL);
}

static void hold(const struct club *club, int held[HELD], const char *said)
{
    for (size_t i = 0; i < HELD; i++) {
        held[i] = dial_from(club, "127.0.0.9");
        say(held[i], said);
    }
}

static void let_go(int held[HELD])
{
    for (size_t i = 0; i < HELD; i++)
        close(held[i]);
}

static void start_small(struct club *club)
{
    club_set(club, "MARQUEE_MAX_CONNECTIONS=16");
    club_start(club);
}

/* Nobody waits until those who drip have run out of time: that takes thirty seconds. */
static void expect_others_are_served(struct club *club)
{
    int64_t begun = now_ms();

    for (int i = 0; i < ASKED; i++) {
        client_close(&club->http);
        ask(&club->http, "GET /health");
        expect(&club->http, 200);
    }
    assert_in_range(now_ms() - begun, 0, 20000);
}

static void test_full__one_address_locks_nobody_out(void **state)
{
    struct club *club = *state;
    char asked[128];
    int held[HELD];
    const char *const ways[] = {"", "G", "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\n", asked};

    snprintf(asked, sizeof(asked), "%s\r\n", health);
    start_small(club);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        hold(club, held, ways[i]);
        expect_others_are_served(club);
        let_go(held);
    }
    assert_int_equal(club_log_count(club, "all 16 connections are in use"), 1);
    assert_int_equal(club_log_count(club, " of them by 127.0.0.9; "), 1);
}

/* They take nothing of answers that are more than the kernel keeps for them. */
static void test_full__one_address_that_is_being_answered_locks_nobody_out(void **state)
{
    enum { ANSWERS = 40 };
    struct club *club = *state;
    auto_strbuf struct strbuf said;
    int held[HELD];

    strbuf_init(&said, 4096);
    for (size_t i = 0; i < ANSWERS; i++)
        strbuf_addstr(&said, "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n");
    start_small(club);
    hold(club, held, said.bytes);
    expect_others_are_served(club);
    let_go(held);
}

/* Reads an answer; 0 where the connection is closed. */
static ssize_t answer_on(int peer)
{
    char bytes[4096];

    return recv(peer, bytes, sizeof(bytes), 0);
}

static void test_full__a_kept_connection_of_another_stays(void **state)
{
    struct club *club = *state;
    char asked[128];
    int held[HELD], other;

    snprintf(asked, sizeof(asked), "%s\r\n", health);
    start_small(club);
    other = dial_from(club, "127.0.0.2");
    say(other, asked);
    assert_true(answer_on(other) > 0);
    hold(club, held, "");
    say(other, asked);
    assert_true(answer_on(other) > 0);
    let_go(held);
    close(other);
}

/* The first ones of those that are held are closed, and in peace. */
static void test_full__the_longest_resting_one_goes(void **state)
{
    struct club *club = *state;
    char asked[128];
    int held[HELD];

    snprintf(asked, sizeof(asked), "%s\r\n", health);
    start_small(club);
    hold(club, held, "");
    for (size_t i = 0; i < HELD - MOST; i++)
        assert_int_equal(answer_on(held[i]), 0);
    say(held[HELD - 1], asked);
    assert_true(answer_on(held[HELD - 1]) > 0);
    let_go(held);
}

/* Behind a proxy all connections have one peer, and are told apart by what it forwards. */
static void test_full__clients_of_a_proxy_are_told_apart(void **state)
{
    struct club *club = *state;
    char often[160], once[160];
    int held[HELD], other;

    snprintf(often, sizeof(often), "%sX-Forwarded-For: 203.0.113.9\r\n\r\n", health);
    snprintf(once, sizeof(once), "%sX-Forwarded-For: 198.51.100.7:80\r\n\r\n", health);
    club_set(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.0/8");
    start_small(club);
    other = dial_from(club, "127.0.0.9");
    say(other, once);
    assert_true(answer_on(other) > 0);
    for (size_t i = 0; i < HELD; i++) {
        held[i] = dial_from(club, "127.0.0.9");
        say(held[i], often);
        assert_true(answer_on(held[i]) > 0);
    }
    say(other, once);
    assert_true(answer_on(other) > 0);
    assert_int_equal(club_log_count(club, " of them by 203.0.113.9; "), 1);
    let_go(held);
    close(other);
}

SUITE(test_full)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_full__one_address_locks_nobody_out),
        CLOSED_TEST(test_full__one_address_that_is_being_answered_locks_nobody_out),
        CLOSED_TEST(test_full__a_kept_connection_of_another_stays),
        CLOSED_TEST(test_full__the_longest_resting_one_goes),
        CLOSED_TEST(test_full__clients_of_a_proxy_are_told_apart),
    };

    return RUN(tests);
}
