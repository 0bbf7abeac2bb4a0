/* Heads of requests, up to their limits and far beyond: each gets one answer that is whole, and a
 * line in the log. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "http/edge/daemons.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/outside.h"

enum { REQUEST_MAX = 1200 * 1000 };

static char request[REQUEST_MAX], answers[64 * 1024];
static size_t length;

static void begin(const char *line)
{
    length = (size_t)snprintf(request, sizeof(request), "%s HTTP/1.1\r\nHost: x\r\n", line);
}

static void add(const char *text)
{
    size_t more = strlen(text);

    assert_true(length + more < sizeof(request));
    memcpy(request + length, text, more + 1);
    length += more;
}

static void add_times(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(text);
}

/* Sends it; everything that comes back until the server closes. */
static void exchange(struct club *club)
{
    struct client *http = &club->http;
    size_t used = 0;
    ssize_t got;

    add("Connection: close\r\n\r\n");
    client_close(http);
    client_send(http, request, length);
    while ((got = recv(http->socket, answers + used, sizeof(answers) - 1 - used, 0)) > 0)
        used += (size_t)got;
    assert_int_equal(got, 0); /* an end, and no reset */
    answers[used] = '\0';
}

static size_t count_of(const char *text, const char *wanted)
{
    size_t count = 0;

    for (; (text = strstr(text, wanted)) != NULL; text++)
        count++;
    return count;
}

/* One head, of this status, and a body as long as it says. */
static void expect_one(int status)
{
    const char *body = strstr(answers, "\r\n\r\n"), *said = strstr(answers, "Content-Length: ");
    char start[32];

    snprintf(start, sizeof(start), "HTTP/1.1 %d ", status);
    if (strncmp(answers, start, strlen(start)) != 0 || count_of(answers, "HTTP/1.") != 1)
        fail_msg("not one %d to %zu bytes, \"%.60s…\": %s", status, length, request, answers);
    assert_non_null(body);
    assert_non_null(said);
    assert_int_equal(strlen(body + 4), strtol(said + 16, NULL, 10));
    assert_non_null(strstr(answers, "\r\nX-Request-Id: "));
}

static void expect_refused(struct club *club, int status, const char *slug)
{
    char type[64];

    exchange(club);
    expect_one(status);
    snprintf(type, sizeof(type), "/api/v1/problems/%s\"", slug);
    assert_non_null(strstr(answers, type));
}

#define HEALTH "GET /api/v1/health"

static void test_heads__other_programs_may_have_many_cookies(void **state)
{
    struct club *club = *state;
    static const size_t sizes[] = {1000, 7000, 7750, 8119, 12000, 16000};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        begin(HEALTH);
        add("Cookie: other=");
        add_times("x", sizes[i]);
        add("\r\n");
        exchange(club);
        expect_one(200);
    }
    begin(HEALTH);
    add("Cookie: ");
    add_times("a=b; ", 16000 / 5);
    add("c=d\r\n");
    exchange(club);
    expect_one(200);
}

static void test_heads__ours_is_found_among_the_cookies_of_others(void **state)
{
    struct club *club = *state;

    begin("GET /api/v1/members/me");
    add("Cookie: ");
    add_times("a=\"b,c\"; ", 800);
    add(keys->session);
    add_times("; other=x", 800);
    add("\r\n");
    exchange(club);
    expect_one(200);
}

static void test_heads__two_hundred_headers_are_taken(void **state)
{
    struct club *club = *state;

    begin(HEALTH);
    add_times("X-Other: 0123456789012345678901234567890123456789012345678901234\r\n", 198);
    exchange(club);
    expect_one(200);
    begin(HEALTH);
    add_times("X: 1\r\n", 199);
    expect_refused(club, 431, "headers-too-large");
}

static size_t log_lines(struct club *club, const char *text)
{
    char *log = club_log(club);
    size_t count = count_of(log, text);

    free(log);
    return count;
}

/* A loop hands on its lines after the answers that they are about. */
static void expect_log_lines(struct club *club, const char *text, size_t count)
{
    int64_t until = now_ms() + PATIENCE * 1000;

    while (log_lines(club, text) < count && now_ms() < until)
        wait_a_moment();
    assert_int_equal(log_lines(club, text), count);
}

static void test_heads__of_more_than_16_KiB_get_one_431_at_every_size(void **state)
{
    struct club *club = *state;
    static const size_t sizes[] = {16384,      17 * 1000,     24 * 1000,  32 * 1000,     39 * 1000,
                                   40 * 1000,  40 * 1024 - 1, 40 * 1024,  40 * 1024 + 1, 64 * 1000,
                                   100 * 1000, 250 * 1000,    500 * 1000, 1000 * 1000};
    static const struct {
        const char *text, *end; /* of a header that is repeated; "": a single one is long */
    } forms[] = {{"x", ""}, {"X-Other: 1\r\n", ""}, {"a=b; ", "c=d"}};
    size_t before = log_lines(club, " 431 ");

    for (size_t form = 0; form < COUNT_OF(forms); form++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            begin(HEALTH);
            add(form == 0 ? "X: " : form == 1 ? "" : "Cookie: ");
            add_times(forms[form].text, sizes[i] / strlen(forms[form].text));
            add(forms[form].end);
            add(form == 1 ? "" : "\r\n");
            expect_refused(club, 431, "headers-too-large");
        }
    }
    expect_log_lines(club, " 431 ", before + COUNT_OF(forms) * COUNT_OF(sizes));
}

static void test_heads__a_long_request_line_gets_one_414_at_every_size(void **state)
{
    struct club *club = *state;
    static const size_t sizes[] = {5 * 1000,      16 * 1000, 39 * 1000,  40 * 1024,
                                   40 * 1024 + 1, 64 * 1000, 250 * 1000, 1000 * 1000};

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        length = 0;
        add("GET /api/v1/health?");
        add_times("q", sizes[i]);
        add(" HTTP/1.1\r\nHost: x\r\n");
        expect_refused(club, 414, "url-too-long");
    }
}

/* Where a head just fits into a connection's memory, or just doesn't, the library has found fault
 * with it in more ways than one, and some were a crash. */
static const struct {
    size_t memory, step; /* of a daemon; bytes between two that are tried */
    int line, cookie;    /* the statuses */
} daemons[] = {{USUAL_MEMORY, 1, 414, 200}, {ROOMY_MEMORY, 13, 414, 431}};

enum { AROUND = 210 };

static void begin_of_size(const char *before, size_t size, const char *behind)
{
    size_t start = strlen(before), end = size - strlen(behind);

    length = 0;
    add(before);
    memset(request + start, 'q', end - start);
    length = end;
    add(behind);
}

static void expect_line_of(struct club *club, size_t size, int status)
{
    begin_of_size("GET /api/v1/health?", size, " HTTP/1.1\r\nHost: x\r\n");
    exchange(club);
    expect_one(status);
}

static void expect_cookie_of(struct club *club, size_t size, int status)
{
    begin_of_size(HEALTH " HTTP/1.1\r\nHost: x\r\nCookie: other=", size, "\r\n");
    exchange(club);
    expect_one(status);
}

static void test_heads__sizes_around_the_memory_get_one_answer(void **state)
{
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(daemons); i++) {
        const size_t start = daemons[i].memory - AROUND, end = daemons[i].memory + AROUND;

        for (size_t size = start; size < end; size += daemons[i].step) {
            expect_line_of(club, size, daemons[i].line);
            expect_cookie_of(club, size, daemons[i].cookie);
        }
    }
}

/* ---- on a connection in use ------------------------------------------------------------------ */

static void add_request(const char *line, const char *headers, size_t cookie)
{
    add(line);
    add(" HTTP/1.1\r\nHost: x\r\n");
    add(headers);
    if (cookie > 0) {
        add("Cookie: other=");
        add_times("x", cookie);
        add("\r\n");
    }
}

static void add_get(size_t cookie)
{
    add_request(HEALTH, "", cookie);
    add("\r\n");
}

/* Sends it in pieces, each of which is read by itself. */
static void drip(struct club *club, size_t piece)
{
    client_close(&club->http);
    for (size_t sent = 0; sent < length; sent += piece) {
        client_send(&club->http, request + sent, length - sent < piece ? length - sent : piece);
        wait_a_moment();
    }
}

/* All that comes until the server closes: so many answers with 200, and nothing else. */
static void expect_health(struct club *club, size_t count)
{
    size_t used = 0;
    ssize_t got;

    while ((got = recv(club->http.socket, answers + used, sizeof(answers) - 1 - used, 0)) > 0)
        used += (size_t)got;
    assert_int_equal(got, 0);
    answers[used] = '\0';
    assert_int_equal(count_of(answers, "HTTP/1.1 "), count);
    assert_int_equal(count_of(answers, "HTTP/1.1 200 "), count);
}

static const size_t cookies[] = {0, 12000, 300, 4000, 16000, 5000, 0};

static void add_last(void)
{
    add_request(HEALTH, "Connection: close\r\n\r\n", 0);
}

static void test_heads__small_and_large_ones_follow_each_other(void **state)
{
    struct club *club = *state;

    for (size_t first = 0; first < COUNT_OF(cookies); first++) {
        length = 0;
        for (size_t i = first; i < COUNT_OF(cookies); i++)
            add_get(cookies[i]);
        add_last();
        client_close(&club->http);
        client_send(&club->http, request, length);
        expect_health(club, COUNT_OF(cookies) - first + 1);
    }
}

static void test_heads__large_ones_may_come_in_pieces(void **state)
{
    struct club *club = *state;
    static const size_t pieces[] = {1000, 4095, 4096, 4097, 8192};

    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        length = 0;
        add("\r\n");
        add_get(9000);
        add_get(0);
        add_last();
        drip(club, pieces[i]);
        expect_health(club, 3);
    }
}

/* A body goes to its end before the next request begins, whatever came along with it. */
static void test_heads__large_ones_may_follow_a_body(void **state)
{
    struct club *club = *state;
    static const size_t pieces[] = {300, 800, 100000};
    static const char body[] = "{\"proposal_ids\":[]}       ";
    char headers[160];

    for (size_t i = 0; i < 2 * COUNT_OF(pieces); i++) {
        bool chunked = i % 2 == 1;

        length = 0;
        snprintf(headers, sizeof(headers),
                 "Authorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n\r\n",
                 keys->ada, chunked ? "Transfer-Encoding: chunked" : "Content-Length: 26");
        add_request("PUT /api/v1/votes", headers, 0);
        add(chunked ? "1a\r\n" : "");
        add(body);
        add(chunked ? "\r\n0\r\n\r\n" : "");
        add_get(8000);
        add_last();
        drip(club, pieces[i / 2]);
        expect_health(club, 3);
    }
}

SUITE(test_heads)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_heads__other_programs_may_have_many_cookies),
        CLUB_TEST(test_heads__ours_is_found_among_the_cookies_of_others),
        CLUB_TEST(test_heads__two_hundred_headers_are_taken),
        CLUB_TEST(test_heads__of_more_than_16_KiB_get_one_431_at_every_size),
        CLUB_TEST(test_heads__a_long_request_line_gets_one_414_at_every_size),
        CLUB_TEST(test_heads__sizes_around_the_memory_get_one_answer),
        CLUB_TEST(test_heads__small_and_large_ones_follow_each_other),
        CLUB_TEST(test_heads__large_ones_may_come_in_pieces),
        CLUB_TEST(test_heads__large_ones_may_follow_a_body),
    };

    return RUN(tests);
}
