/*
 * Where a request ends (safety, trap 7): whatever two parties could read differently is refused,
 * the connection is closed, and what came behind is never taken for a request.
 */
#include <stdlib.h>
#include <sys/socket.h>

#include "support/club.h"
#include "support/expect.h"

/* Behind each of the requests: with it, grace's film would have a vote of ada's. */
static const char *smuggled(void)
{
    static char text[256];

    snprintf(text, sizeof(text),
             "PUT /api/v1/votes/2 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
             keys->ada);
    return text;
}

static char answers[64 * 1024];

/* Sends it and what is smuggled; everything that comes back until the server closes. */
static void exchange(struct client *http, const char *request, size_t length)
{
    size_t used = 0;
    ssize_t got;

    client_close(http);
    client_send(http, request, length);
    client_send_text(http, smuggled());
    while ((got = recv(http->socket, answers + used, sizeof(answers) - 1 - used, 0)) > 0)
        used += (size_t)got;
    assert_int_equal(got, 0); /* an end, and no reset */
    answers[used] = '\0';
    client_close(http);
}

/* It starts like this, and nothing was carried out. */
static void expect_refused(struct club *club, const char *request, const char *start)
{
    if (strncmp(answers, start, strlen(start)) != 0 || strstr(answers, "HTTP/1.1 2") != NULL)
        fail_msg("to this request:\n%s\n--- came:\n%s", request, answers);
    ask(&club->http, "GET /proposals/2", .as = keys->ada);
    expect(&club->http, 200);
    expect_number(&club->http, "vote_count", 0);
}

#define LINE "POST /api/v1/sessions HTTP/1.1\r\n"
#define JSON "Content-Type: application/json\r\n"

static const char *const ambiguous[] = {
    /* two lengths */
    LINE "Host: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nContent-Length: 2\r\nContent-Length: 0\r\n\r\n{}",
    LINE "Host: x\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\n{}",
    /* codings */
    LINE "Host: x\r\nTransfer-Encoding: gzip\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: identity\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding: \x0b"
         "chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding:\r\n\r\n",
    "POST /api/v1/sessions HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    /* headers that one party sees and another does not */
    LINE "Host: x\r\nContent-Length : 2\r\n\r\n{}",
    LINE "Host: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
    LINE "Host: x\r\n: x\r\n\r\n",
    LINE "Host: x\r\nX(y): x\r\n\r\n",
    LINE " Host: x\r\nHost: x\r\n\r\n",
    LINE "Host: x\r\nX: a\r\n Content-Length: 2\r\n\r\n",
    LINE "Host: x\r\nX: a\r\n\tb\r\n\r\n",
    LINE "Host: x\r\nContent-Length: 2\r\n 0\r\n\r\n{}",
    LINE "Host: x\r\nX: a\rContent-Length: 2\r\n\r\n",
    LINE "Host: x\r\nX: a\nContent-Length: 0\r\n\r\n",
    LINE "Host: x\nContent-Length: 0\n\n",
    LINE "Host: x\r\nX: a\x01\r\n\r\n",
    LINE "Host: x\r\nX: a\x7f\r\n\r\n",
    /* hosts */
    LINE "\r\n",
    LINE "X: x\r\n\r\n",
    LINE "Host: x\r\nHost: x\r\n\r\n",
    LINE "Host: x\r\nhost: y\r\n\r\n",
    LINE "Host: x, y\r\n\r\n",
    LINE "Host: x y\r\n\r\n",
    "GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
    /* request lines */
    "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /  HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /a\x7f HTTP/1.1\r\nHost: x\r\n\r\n",
    "G(T / HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET\t/ / HTTP/1.1\r\nHost: x\r\n\r\n",
};

/* What came back is one problem, with an end. */
static void expect_problem_of_ours(void)
{
    const char *body = strstr(answers, "\r\n\r\n"), *length = strstr(answers, "Content-Length: ");

    assert_non_null(body);
    assert_non_null(length);
    assert_int_equal(strlen(body + 4), strtol(length + 16, NULL, 10));
    assert_non_null(strstr(answers, "\r\nContent-Type: application/problem+json\r\n"));
    assert_non_null(strstr(answers, "\r\nX-Request-Id: "));
}

static void test_framing__what_is_ambiguous_is_refused(void **state)
{
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(ambiguous); i++) {
        exchange(&club->http, ambiguous[i], strlen(ambiguous[i]));
        expect_refused(club, ambiguous[i], "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n");
        expect_problem_of_ours();
        assert_non_null(strstr(answers, "/api/v1/problems/malformed-request"));
    }
}

static void test_framing__nul_is_refused_wherever_it_stands(void **state)
{
    struct club *club = *state;
    static const char request[] = LINE "Host: x\r\nX: value\r\nContent-Length: 0\r\n\r\n";
    char copy[sizeof(request)];

    for (size_t i = 0; i < sizeof(request) - 1; i++) {
        if (request[i] == '\r')
            continue; /* in front of a line's end, NUL and CR cannot be told apart */
        memcpy(copy, request, sizeof(request));
        copy[i] = '\0';
        exchange(&club->http, copy, sizeof(request) - 1);
        /* Where a line or the head ends, what follows is another request's first half. */
        expect_refused(club, request, "HTTP/1.1 40");
    }
}

/* Found by the library below, and refused in our words. */
static void test_framing__lengths_that_are_none_end_the_connection(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *request, *start;
    } cases[] = {
        {LINE "Host: x\r\nContent-Length: 0x2\r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length: +2\r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length: -2\r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length: 2, 2\r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length: 2 \r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length:\r\n\r\n{}", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}", "HTTP/1.1 413 "},
        {LINE "Host: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "HTTP/1.1 400 "},
        {LINE "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\n{}\r\n0\r\n\r\n",
         "HTTP/1.1 400 "},
        {LINE "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
         "HTTP/1.1 400 "},
        {LINE "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n",
         "HTTP/1.1 413 "},
        {LINE "Host: x\r\nno colon\r\n\r\n", "HTTP/1.1 400 "},
        {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", "HTTP/1.1 505 "},
        {"GET / http/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /\r\n\r\n", "HTTP/1.1 400 "},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        exchange(&club->http, cases[i].request, strlen(cases[i].request));
        expect_refused(club, cases[i].request, cases[i].start);
        expect_problem_of_ours();
    }
}

static void test_framing__odd_but_clear_requests_are_answered(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const requests[] = {
        "GET /api/v1/health HTTP/1.1\r\nHost:x\r\n\r\n",
        "GET /api/v1/health HTTP/1.1\r\nhOsT:  \t x:80\r\nX:\r\nY: \xc3\xa9\t!\r\n\r\n",
        "GET /api/v1/health HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /api/v1/health HTTP/1.1\r\nX: 1\r\nX: 1\r\nHost: [::1]:80 \r\n\r\n",
        "\r\n\r\nGET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/health HTTP/1.0\r\n\r\n",
        "GET /api/v1/health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
        "002;x=y\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n",
    };

    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        client_send_text(http, requests[i]);
        client_receive(http, false);
        expect(http, 200);
        expect_text(http, "status", "ok");
    }
}

/* ---- bodies that are too large --------------------------------------------------------------- */

static void expect_413(struct client *http)
{
    client_receive(http, false);
    expect_problem(http, 413, "body-too-large");
    assert_true(http->answer.closed);
}

static void test_framing__a_length_over_the_limit_is_answered_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    client_send_text(http, LINE JSON "Host: x\r\nContent-Length: 65537\r\n\r\n");
    expect_413(http);
    client_send_text(http, LINE JSON "Host: x\r\nContent-Length: 1073741824\r\n"
                                     "Expect: 100-continue\r\n\r\n");
    expect_413(http);
    client_send_text(http,
                     "HEAD /api/v1/club HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");
    client_receive(http, true);
    expect(http, 413);
    assert_true(http->answer.closed);
}

/* Not a byte more than what passes the limit is waited for. */
static void test_framing__chunks_are_answered_when_they_pass_the_limit(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static char bytes[65537];

    memset(bytes, ' ', sizeof(bytes));
    client_send_text(http, LINE JSON "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "fffffffffffffff\r\n");
    client_send(http, bytes, sizeof(bytes));
    expect_413(http);
}

/* A client that sends all of its body before it looks still gets the answer. */
static void test_framing__the_answer_survives_what_is_still_sent(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static char body[4 * 1024 * 1024];

    memset(body, ' ', sizeof(body) - 1);
    for (int i = 0; i < 8; i++) {
        client_send_text(http, LINE JSON "Host: x\r\nContent-Length: 4194304\r\n\r\n");
        assert_true(client_send(http, body, sizeof(body)));
        expect_413(http);
    }
}

SUITE(test_framing)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_framing__what_is_ambiguous_is_refused),
        CLUB_TEST(test_framing__nul_is_refused_wherever_it_stands),
        CLUB_TEST(test_framing__lengths_that_are_none_end_the_connection),
        CLUB_TEST(test_framing__odd_but_clear_requests_are_answered),
        CLUB_TEST(test_framing__a_length_over_the_limit_is_answered_at_once),
        CLUB_TEST(test_framing__chunks_are_answered_when_they_pass_the_limit),
        CLUB_TEST(test_framing__the_answer_survives_what_is_still_sent),
    };

    return RUN(tests);
}
