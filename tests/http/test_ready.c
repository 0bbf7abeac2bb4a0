/* Answers that are sent over and over: they are kept with their headers, and nobody can tell. */
#include <string.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

enum { TIMES = 6, HEADS = 100, HEADER_MAX = 512 };

static const char *const told_apart[] = {"ETag", "Vary", "Content-Type", "Cache-Control",
                                         "Content-Length"};

struct told {
    char headers[COUNT_OF(told_apart)][HEADER_MAX];
    char id[HEADER_MAX], body[64 * 1024];
};

static void note(struct client *http, struct told *told)
{
    for (size_t i = 0; i < COUNT_OF(told_apart); i++) {
        const char *value = client_header(http, told_apart[i]);

        snprintf(told->headers[i], HEADER_MAX, "%s", value == NULL ? "" : value);
    }
    snprintf(told->id, HEADER_MAX, "%s", client_header(http, "X-Request-Id"));
    snprintf(told->body, sizeof(told->body), "%s",
             http->answer.body == NULL ? "" : http->answer.body);
}

static void expect_same_but_for_the_id(const struct told *told, const struct told *before)
{
    for (size_t i = 0; i < COUNT_OF(told_apart); i++)
        assert_string_equal(told->headers[i], before->headers[i]);
    assert_string_equal(told->body, before->body);
    assert_string_not_equal(told->id, before->id);
}

/* The same question, over and over. */
static void ask_often(struct client *http, const char *line, const char *header, int status)
{
    static struct told now, before;

    for (int i = 0; i < TIMES; i++) {
        ask(http, line, .as = keys->ada, .headers = {header});
        expect(http, status);
        note(http, &now);
        if (i > 0)
            expect_same_but_for_the_id(&now, &before);
        before = now;
    }
}

static void test_ready__each_answer_has_an_id_of_its_own(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    char known[HEADER_MAX];

    ask_often(http, "GET /proposals", "Accept: application/json", 200);
    snprintf(known, sizeof(known), "If-None-Match: %s", client_header(http, "ETag"));
    ask_often(http, "GET /proposals", known, 304);
    ask_often(http, "HEAD /proposals", "Accept: application/json", 200);
    ask_often(http, "GET /proposals", "Accept-Encoding: gzip", 200);
}

static void test_ready__a_problem_says_the_id_of_its_header(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    for (int i = 0; i < TIMES; i++) {
        ask(http, "DELETE /tonight", .as = keys->ada);
        expect_problem(http, 403, "forbidden");
        expect_header(http, "X-Request-Id", json_string_value(client_json(http, "request_id")));
    }
}

static void test_ready__what_changed_is_sent_as_it_is_now(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    char before[HEADER_MAX];
    int64_t version;

    ask_often(http, "GET /proposals", "Accept: application/json", 200);
    version = number_at(http, "version");
    snprintf(before, sizeof(before), "%s", client_header(http, "ETag"));
    ask(http, "PUT /votes/2", .as = keys->grace);
    expect(http, 200);
    ask_often(http, "GET /proposals", "Accept: application/json", 200);
    assert_int_equal(number_at(http, "version"), version + 1);
    assert_string_not_equal(client_header(http, "ETag"), before);
}

/* From 32 kB on they are sent as files are. */
static void test_ready__large_ones_are_whole(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_propose(club, 100);
    ask_often(http, "GET /proposals?limit=100", "Accept: application/json", 200);
    assert_in_range(strlen(http->answer.body), 32 * 1024, sizeof(((struct told *)0)->body) - 1);
    expect_count(http, "items", 100);
    ask_often(http, "HEAD /proposals?limit=100", "Accept: application/json", 200);
}

/* Where a file follows, the head waits for it: up to 200 ms. To HEAD there is none. */
static void test_ready__a_head_alone_waits_for_nothing(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t start_us;

    club_propose(club, 100);
    ask_often(http, "GET /proposals?limit=100", "Accept: application/json", 200);
    start_us = clock_monotonic_us();
    for (int i = 0; i < HEADS; i++) {
        ask(http, "HEAD /proposals?limit=100", .as = keys->ada);
        expect(http, 200);
    }
    assert_true(clock_monotonic_us() - start_us < HEADS * INT64_C(100) * 1000);
}

/* The bytes are the same for everybody; what a site may read of them is not. */
static void test_ready__headers_are_for_whoever_asked(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_stop(club);
    club_set(club, "MARQUEE_CORS_ORIGINS=https://other.example");
    club_start(club);
    for (int i = 0; i < TIMES; i++) {
        ask(http, "GET /proposals", .as = keys->ada);
        expect_header(http, "Access-Control-Allow-Origin", NULL);
        ask(http, "GET /proposals", .as = keys->ada, .headers = {"Origin: https://other.example"});
        expect_header(http, "Access-Control-Allow-Origin", "https://other.example");
        ask(http, "GET /proposals", .as = keys->ada, .headers = {"Connection: close"});
        expect_header(http, "Connection", "close");
    }
}

SUITE(test_ready)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_ready__each_answer_has_an_id_of_its_own),
        CLUB_TEST(test_ready__a_problem_says_the_id_of_its_header),
        CLUB_TEST(test_ready__what_changed_is_sent_as_it_is_now),
        CLUB_TEST(test_ready__large_ones_are_whole),
        CLUB_TEST(test_ready__a_head_alone_waits_for_nothing),
        CLUB_TEST(test_ready__headers_are_for_whoever_asked),
    };

    return RUN(tests);
}
