/*
 * The edge of the HTTP stack: what the framework under us does wrong by itself (safety, traps 1 to
 * 6 and 10 to 12), addresses behind proxies, and what ends up in the log.
 */
#include <arpa/inet.h>
#include <pthread.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/outside.h"

static void expect_alive(struct client *http)
{
    client_close(http);
    ask(http, "GET /health");
    expect(http, 200);
}

/* Lines of the log, and how many of them hold a text. */
static size_t count_lines(struct club *club, const char *text)
{
    char *log = club_log(club);
    size_t count = 0;

    for (char *line = log, *end; *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        count += strstr(line, text) != NULL;
    }
    free(log);
    return count;
}

/* A request's line comes once its answer has gone out, so that a client may be here before it. */
static void expect_lines(struct club *club, const char *text, size_t count)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    while (count_lines(club, text) < count && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(count_lines(club, text), count);
}

/* Every line is one that the server began: with a time. */
static void expect_whole_lines(struct club *club)
{
    char *log = club_log(club);

    for (char *line = log; *line != '\0'; line = strchr(line, '\n') + 1) {
        assert_memory_equal(line, "20", 2);
        assert_int_equal(line[10], 'T');
        assert_int_equal(line[19], 'Z');
        for (const char *c = line; *c != '\n'; c++)
            assert_true((unsigned char)*c >= 0x20 && *c != 0x7f);
    }
    free(log);
}

/* ---- traps ----------------------------------------------------------------------------------- */

static void test_edge__trap_1_text_of_clients_is_never_a_format(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const rude[] = {
        "GET /%s%s%s%n%n%n HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n%s%n: %s%n\r\nHost: %s%n\r\n\r\n",
        "%n%n%n%s\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: %n\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %n\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%n%s\r\n",
    };

    club_set(club, "MARQUEE_LOG=debug");
    club_start(club);
    for (size_t i = 0; i < COUNT_OF(rude); i++) {
        client_send_text(http, rude[i]);
        client_receive(http, false);
        expect_alive(http);
    }
    expect_whole_lines(club);
}

/* Trap 2 is held by test_addresses.c, 4 and 5 by test_bodies.c, 7 by test_framing.c, 8 by
 * test_deadlines.c, 9 by test_drain.c, 11 by test_club.c. */

static void test_edge__trap_3_clients_over_ipv6_have_an_address(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_LISTEN=[::1]:0");
    club_start(club);
    ask(&club->http, "GET /health");
    expect(&club->http, 200);
    expect_lines(club, " ::1 GET /api/v1/health 200 ", 1);
}

static void test_edge__trap_6_what_the_framework_would_refuse_gets_our_answer(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"GET /nothing", "PUT /club",     "BREW /club",
                                        "HEAD /club",   "OPTIONS /club", "HEAD /nothing"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i]);
        expect(&club->http, club->http.answer.status);
        assert_int_not_equal(club->http.answer.status, 500);
        assert_non_null(client_header(&club->http, "X-Request-Id"));
    }
}

/* Anything that a client sent and that comes back in a header would cut the headers short. */
static void test_edge__trap_10_nothing_that_was_sent_becomes_a_header(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char cookie[128];

    ask(http, "GET /proposals/1%0d%0aSet-Cookie:%20x=1", .as = keys->ada,
        .headers = {"Origin: http://x\tSet-Cookie: x=1", "X-Request-Id: mine"});
    expect_problem(http, 404, "not-found");
    expect_header(http, "Set-Cookie", NULL);
    assert_string_not_equal(client_header(http, "X-Request-Id"), "mine");
    snprintf(cookie, sizeof(cookie), "%.*s=x\"; Domain=evil", (int)strcspn(keys->session, "="),
             keys->session);
    ask(http, "GET /members/me", .as = cookie);
    expect_problem(http, 401, "unauthenticated");
    expect_cookie_gone(http, keys->session);
}

static const char *const no_hosts[] = {"user@films.lan",
                                       "films.lan:x",
                                       "films.lan:65536",
                                       "films.lan:80:80",
                                       "films.lan:-1",
                                       "[::1",
                                       "::1",
                                       "[::1]x",
                                       "[films]",
                                       "[127.0.0.1]",
                                       "[::1%25eth0]:80",
                                       "films lan",
                                       "films.lan/x",
                                       "films.lan?",
                                       "films.lan, x",
                                       "films..lan",
                                       ".films.lan",
                                       ".",
                                       ":8080",
                                       "f\xc3\xadlms.lan",
                                       "a%62c.lan",
                                       "films.lan\\@x",
                                       "films.lan\r\nHost: films.lan",
                                       "x\r\nhost: y"};

/* What names no host would be one place for us and another for whatever stands before us. */
static void test_edge__a_host_that_is_none_is_refused(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const good[] = {
        "films.lan",  "FILMS.lan.:8080",      "my_pi", "[::1]", "[::1]:80",
        "127.0.0.1:", "xn--flms-3qa.example", "x",     ""};
    char header[128];

    for (size_t i = 0; i < COUNT_OF(no_hosts); i++) {
        snprintf(header, sizeof(header), "Host: %s", no_hosts[i]);
        ask(http, "GET /club", .as = keys->ada, .headers = {header});
        expect_problem(http, 400, "malformed-request");
        ask(http, "GET /", .base = "", .headers = {header});
        expect_problem(http, 400, "malformed-request");
    }
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        snprintf(header, sizeof(header), "Host: %s", good[i]);
        ask(http, "GET /club", .as = keys->ada, .headers = {header});
        expect(http, 200);
    }
}

/* A thread of a connection has a stack that takes what a handler needs, many at once. */
enum { AT_ONCE = 32 };

static void *nest(void *argument)
{
    struct client *http = argument;
    char body[256];
    size_t used = (size_t)snprintf(body, sizeof(body), "{\"x\":");

    for (int i = 0; i < 31; i++)
        body[used++] = '[';
    for (int i = 0; i < 31; i++)
        body[used++] = ']';
    snprintf(body + used, sizeof(body) - used, "}");
    for (int i = 0; i < 5; i++)
        if (ask(http, "POST /proposals", .as = keys->ada, .body = body) != 400)
            return http;
    return NULL;
}

static void test_edge__trap_12_stacks_are_deep_enough_for_many_at_once(void **state)
{
    struct club *club = *state;
    struct client clients[AT_ONCE];
    pthread_t threads[AT_ONCE];
    int failures = 0;

    for (int i = 0; i < AT_ONCE; i++) {
        clients[i] = club_client(club);
        assert_int_equal(pthread_create(&threads[i], NULL, nest, &clients[i]), 0);
    }
    for (int i = 0; i < AT_ONCE; i++) {
        void *failed;

        pthread_join(threads[i], &failed);
        failures += failed != NULL;
        client_release(&clients[i]);
    }
    assert_int_equal(failures, 0);
}

/* Several requests in one packet are answered one after the other, in order. */
static void test_edge__pipelined_requests_are_answered_in_order(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    client_send_text(http, "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
                           "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n"
                           "GET /api/v1/club HTTP/1.1\r\nHost: x\r\n\r\n");
    client_receive(http, false);
    expect_text(http, "status", "ok");
    client_receive(http, false);
    expect_problem(http, 404, "not-found");
    client_receive(http, false);
    expect_text(http, "name", "Film Club");
}

/* ---- behind a proxy
 * ------------------------------------------------------------------------------ */

static void test_edge__forwarded_address_of_a_stranger_is_not_believed(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /health", .headers = {"X-Forwarded-For: 203.0.113.9"});
    expect_lines(club, " 127.0.0.1 GET /api/v1/health ", 1);
    expect_lines(club, " 203.0.113.9 ", 0);
}

static void test_edge__forwarded_address_of_our_proxy_is_the_last_one(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_TRUSTED_PROXIES=10.0.0.1 127.0.0.1");
    club_start(club);
    ask(http, "GET /health", .headers = {"X-Forwarded-For: 198.51.100.1, 203.0.113.9"});
    ask(http, "GET /health", .headers = {"X-Forwarded-For: 2001:db8::7"});
    ask(http, "GET /health", .headers = {"X-Forwarded-For: 203.0.113.9 forged"});
    ask(http, "GET /health", .headers = {"X-Forwarded-For: "});
    expect_lines(club, " 203.0.113.9 GET ", 1);
    expect_lines(club, " 2001:db8::7 GET ", 1);
    expect_lines(club, " 127.0.0.1 GET ", 2);
    expect_lines(club, " 198.51.100.1 ", 0);
}

static int guess(struct client *http, int number, const char *from)
{
    char body[64], header[96];

    snprintf(body, sizeof(body), "{\"name\":\"guess %d\",\"password\":\"x\"}", number);
    snprintf(header, sizeof(header), "X-Forwarded-For: %s", from);
    return ask(http, "POST /sessions", .body = body, .headers = {header});
}

/* A household has a /64 of IPv6; with an address of its own each, guesses would be free. */
static void test_edge__guesses_are_counted_by_household(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int tries = 0;
    char from[32];

    club_set(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    club_start(club);
    do {
        snprintf(from, sizeof(from), "2001:db8::%x", (unsigned)++tries);
    } while (guess(http, tries, from) == 401 && tries < 100);
    expect_problem(http, 429, "too-many-attempts");
    guess(http, 0, "2001:db8:0:1::1");
    expect_problem(http, 401, "sign-in-failed");
}

/* ---- the log --------------------------------------------------------------------------------- */

static void test_edge__nobody_can_forge_a_line_of_the_log(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_LOG=debug");
    club_start(club);
    ask(http, "GET /x%0a2026-01-01T00:00:00Z%20error%20forged");
    ask(http, "GET /x%0d%1b%5b31mred%7f%c2%9b31m%e2%80%a8forged");
    ask(http, "GET /health", .headers = {"User-Agent: x\x1b[31m\xc2\x9b", "X-Odd: a\x0b\x0c"});
    client_send_text(http, "GET\x1b[2J /\x0b forged HTTP/1.1\r\n\r\n");
    client_receive(http, false);
    expect_alive(http);
    expect_whole_lines(club);
    /* Terminals obey these, too: CSI as one character, and the line separator. */
    expect_lines(club, "\xc2\x9b", 0);
    expect_lines(club, "\xe2\x80\xa8", 0);
}

static void test_edge__no_secret_is_in_the_log(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    const char *cookie;
    char secret[128];

    club_set(club, "MARQUEE_LOG=debug");
    club_start(club);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
    cookie = client_header(http, "Set-Cookie");
    cookie = strchr(cookie, '=') + 1;
    snprintf(secret, sizeof(secret), "%.*s", (int)strcspn(cookie, ";"), cookie);
    ask(http, "GET /members/me", .as = keys->ada);
    ask(http, "GET /members/me", .as = keys->session);
    ask(http, "GET /members/me", .as = keys->revoked);
    ask(http, "GET /proposals?q=private+thoughts", .as = keys->ada);
    MUST(club, "a new long password\n", "member", "passwd", "ada", "--password-stdin");
    expect_lines(club, secret, 0);
    expect_lines(club, PASSWORD, 0);
    expect_lines(club, "a new long password", 0);
    expect_lines(club, "mq_", 0);
    expect_lines(club, strchr(keys->session, '=') + 1, 0);
    expect_lines(club, "private", 0);
}

/* However long the path and the method are, and however they are written. */
static void test_edge__every_line_has_its_status(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const parts[] = {"x", "%0a", "\xc2\x9b"};
    char line[1200];

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t length = (size_t)snprintf(line, sizeof(line), "GET /api/v1/");

        while (length + strlen(parts[i]) <= 4 + 1024)
            length += (size_t)snprintf(line + length, sizeof(line) - length, "%s", parts[i]);
        ask(http, line, .base = "");
        expect_problem(http, 404, "not-found");
    }
    expect_lines(club, " 404 ", COUNT_OF(parts));
    memset(line, 'M', 1100);
    snprintf(line + 1100, sizeof(line) - 1100, " /club");
    ask(http, line);
    expect_problem(http, 405, "method-not-allowed");
    expect_lines(club, " /api/v1/club 405 ", 1);
}

static void test_edge__a_line_carries_the_request_id_of_the_answer(void **state)
{
    struct club *club = *state;
    char id[64];

    ask(&club->http, "GET /nothing", .as = keys->ada);
    snprintf(id, sizeof(id), "%s", json_string_value(client_json(&club->http, "request_id")));
    expect_lines(club, id, 1);
}

SUITE(test_edge)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_edge__trap_1_text_of_clients_is_never_a_format),
        CLOSED_TEST(test_edge__trap_3_clients_over_ipv6_have_an_address),
        CLUB_TEST(test_edge__a_host_that_is_none_is_refused),
        CLUB_TEST(test_edge__trap_6_what_the_framework_would_refuse_gets_our_answer),
        CLUB_TEST(test_edge__trap_10_nothing_that_was_sent_becomes_a_header),
        CLUB_TEST(test_edge__trap_12_stacks_are_deep_enough_for_many_at_once),
        CLUB_TEST(test_edge__pipelined_requests_are_answered_in_order),
        CLUB_TEST(test_edge__forwarded_address_of_a_stranger_is_not_believed),
        CLOSED_TEST(test_edge__forwarded_address_of_our_proxy_is_the_last_one),
        CLOSED_TEST(test_edge__guesses_are_counted_by_household),
        CLOSED_TEST(test_edge__nobody_can_forge_a_line_of_the_log),
        CLOSED_TEST(test_edge__no_secret_is_in_the_log),
        CLUB_TEST(test_edge__every_line_has_its_status),
        CLUB_TEST(test_edge__a_line_carries_the_request_id_of_the_answer),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
