/* /metrics: what members' tokens may read of how the server is. That Prometheus can read it is held
 * by tests/contract/metrics.mjs. */
#include "base/metrics.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/ear.h"
#include "support/expect.h"
#include "support/outside.h"

/* Asks for the metrics, and returns what follows the sample's name and labels. */
static double metric(struct club *club, const char *sample)
{
    char line[160];
    const char *at;

    ask(&club->http, "GET /metrics", .as = keys->reader);
    expect(&club->http, 200);
    snprintf(line, sizeof(line), "\n%s ", sample);
    at = strstr(club->http.answer.body, line);
    if (at == NULL)
        fail_msg("no %s in:\n%s", sample, club->http.answer.body);
    return strtod(at + strlen(line), NULL);
}

/* A family of provider metrics, for films. */
#define LANE(family, more) "marquee_provider_" family "{lane=\"imdbapi\"" more "}"

#define expect_metric(club, sample, value)                                                         \
    assert_int_equal((int64_t)metric((club), (sample)), (value))

static void test_metrics__are_text_that_nobody_keeps(void **state)
{
    struct club *club = *state;

    expect_metric(club, "marquee_build_info{version=\"" MARQUEE_VERSION "\"}", 1);
    expect_header(&club->http, "Content-Type", METRICS_TYPE);
    expect_header(&club->http, "Cache-Control", "no-store");
    expect_header(&club->http, "ETag", NULL);
}

static void test_metrics__requests_are_counted_by_method_and_status(void **state)
{
    struct club *club = *state;

    expect_metric(club, "marquee_http_requests_total{method=\"GET\",status=\"2xx\"}", 0);
    ask(&club->http, "HEAD /health");
    ask(&club->http, "PUT /votes/2", .as = keys->ada);
    ask(&club->http, "PUT /votes/99", .as = keys->ada);
    ask(&club->http, "BREW /coffee");
    ask(&club->http, "GET /", .base = "");
    expect_metric(club, "marquee_http_requests_total{method=\"GET\",status=\"2xx\"}", 2);
    expect_metric(club, "marquee_http_requests_total{method=\"HEAD\",status=\"2xx\"}", 1);
    expect_metric(club, "marquee_http_requests_total{method=\"PUT\",status=\"2xx\"}", 1);
    expect_metric(club, "marquee_http_requests_total{method=\"PUT\",status=\"4xx\"}", 1);
    expect_metric(club, "marquee_http_requests_total{method=\"other\",status=\"4xx\"}", 1);
    expect_metric(club, "marquee_http_request_duration_seconds_count", 11);
    expect_metric(club, "marquee_http_request_duration_seconds_bucket{le=\"+Inf\"}", 12);
}

/* Metropolis has fresh data, Home Movie was entered by hand. */
static void test_metrics__pages_are_built_once_and_count_their_films(void **state)
{
    struct club *club = *state;

    for (int i = 0; i < 3; i++) {
        ask(&club->http, "GET /proposals", .as = keys->ada);
        expect(&club->http, 200);
    }
    expect_metric(club, "marquee_page_answers_total{from=\"build\"}", 1);
    expect_metric(club, "marquee_page_answers_total{from=\"memory\"}", 2);
    expect_metric(club, "marquee_page_films_total{state=\"fresh\"}", 3);
    expect_metric(club, "marquee_page_films_total{state=\"manual\"}", 3);
    expect_metric(club, "marquee_page_films_total{state=\"stale\"}", 0);
    ask(&club->http, "PUT /votes/2", .as = keys->ada);
    ask(&club->http, "GET /proposals", .as = keys->ada);
    expect_metric(club, "marquee_page_answers_total{from=\"build\"}", 2);
    expect_metric(club, "marquee_page_films_total{state=\"fresh\"}", 4);
}

/* At least those: at their start the jobs may write, too. */
static void test_metrics__votes_are_units_of_work_that_are_committed(void **state)
{
    struct club *club = *state;
    int64_t units = (int64_t)metric(club, "marquee_store_units_total");
    int64_t commits = (int64_t)metric(club, "marquee_store_commit_duration_seconds_count");

    ask(&club->http, "PUT /votes/2", .as = keys->ada);
    ask(&club->http, "DELETE /votes/2", .as = keys->ada);
    assert_true((int64_t)metric(club, "marquee_store_units_total") >= units + 2);
    assert_true((int64_t)metric(club, "marquee_store_commit_duration_seconds_count") >=
                commits + 2);
    expect_metric(club, "marquee_store_units_waiting", 0);
    assert_true(metric(club, "marquee_store_readers{state=\"idle\"}") +
                    metric(club, "marquee_store_readers{state=\"lent\"}") >=
                1);
}

static void test_metrics__each_lane_says_what_came_of_its_requests(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 1, 3);
    wait_for_all(club, 3, "fresh");
    expect_metric(club, LANE("requests_total", ",outcome=\"answered\""), 3);
    expect_metric(club, LANE("requests_total", ",outcome=\"failed\""), 0);
    expect_metric(club, LANE("request_duration_seconds_count", ""), 3);
    expect_metric(club, LANE("requests_in_flight", ""), 0);
    expect_metric(club, LANE("failures_in_a_row", ""), 0);
    expect_metric(club, LANE("paused_seconds", ""), 0);
    while ((int)metric(club, "marquee_jobs_under_way{of=\"films\"}") > 0) /* they are saved */
        wait_a_moment();
}

static void test_metrics__searches_say_where_their_answers_came_from(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"status\"}]}");
    club_start(club);
    for (int i = 0; i < 4; i++)
        ask(&club->http, "GET /films/search?q=love", .as = keys->ada);
    ask(&club->http, "GET /films/search?q=tt0000001", .as = keys->ada);
    ask(&club->http, "GET /films/search?q=" METROPOLIS, .as = keys->ada); /* is known here */
    expect_metric(club, "marquee_search_answers_total{from=\"local\"}", 1);
    expect_metric(club, "marquee_search_answers_total{from=\"provider\"}", 2);
    expect_metric(club, "marquee_search_answers_total{from=\"cache\"}", 2);
    expect_metric(club, "marquee_search_answers_total{from=\"joined\"}", 0);
}

/* Metropolis, Home Movie, and one of which nothing is known. */
static void test_metrics__films_are_told_by_state(void **state)
{
    struct club *club = *state;

    expect_metric(club, "marquee_films{state=\"fresh\"}", 1);
    expect_metric(club, "marquee_films{state=\"manual\"}", 1);
    expect_metric(club, "marquee_films{state=\"stale\"}", 0);
    expect_metric(club, "marquee_films_failing", 0);
    expect_metric(club, "marquee_film_posters{state=\"kept\"}", 1);
    expect_metric(club, "marquee_posters", 1);
    assert_true(metric(club, "marquee_posters_bytes") > 0);
}

static void test_metrics__a_lane_that_fails_says_so(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"html\"}}");
    club_start(club);
    propose(club, 1, 1);
    while ((int)metric(club, LANE("requests_total", ",outcome=\"failed\"")) == 0)
        wait_a_moment();
    expect_metric(club, LANE("failures_in_a_row", ""), 1);
    expect_metric(club, LANE("requests_total", ",outcome=\"answered\""), 0);
}

/* Refused before the framework has seen the end of it. */
static void test_metrics__what_is_refused_early_counts_too(void **state)
{
    struct club *club = *state;
    struct client rude = club_client(club);

    client_send_text(&rude, "POST /api/v1/votes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n");
    assert_int_equal(client_receive(&rude, false), 400);
    client_release(&rude);
    /* It is counted when its answer is out. */
    while ((int)metric(club, "marquee_http_requests_total{method=\"POST\",status=\"4xx\"}") == 0)
        wait_a_moment();
}

static void test_metrics__connections_are_counted_until_they_close(void **state)
{
    struct club *club = *state;
    struct client other = club_client(club);
    int64_t open = (int64_t)metric(club, "marquee_http_connections_open");

    ask(&other, "GET /health");
    expect_metric(club, "marquee_http_connections_open", open + 1);
    expect_metric(club, "marquee_http_connections_total", open + 1);
    client_release(&other);
    while ((int64_t)metric(club, "marquee_http_connections_open") > open)
        continue;
    expect_metric(club, "marquee_http_connections_total", open + 1);
    assert_true(metric(club, "marquee_http_connections_max") > 1);
}

static void test_metrics__streams_are_counted_and_how_late_events_are(void **state)
{
    struct club *club = *state;
    struct ear ear;

    expect_metric(club, "marquee_event_streams_open", 0);
    ear_open(&ear, club, .as = keys->ada);
    expect_event(&ear, "hello");
    expect_metric(club, "marquee_event_streams_open", 1);
    expect_metric(club, "marquee_event_delay_seconds_count", 0);
    ask(&club->http, "PUT /votes/2", .as = keys->ada);
    expect_event(&ear, "vote");
    /* It is counted once all have been sent it. */
    while ((int)metric(club, "marquee_event_delay_seconds_count") == 0)
        wait_a_moment();
    ear_close(&ear);
    while ((int)metric(club, "marquee_event_streams_open") > 0)
        wait_a_moment();
    expect_metric(club, "marquee_event_streams_total", 1);
}

static void test_metrics__the_process_says_how_large_it_is(void **state)
{
    struct club *club = *state;

    assert_true(metric(club, "process_resident_memory_bytes") > 1e6);
    assert_true(metric(club, "process_open_fds") > 3);
    assert_true(metric(club, "process_cpu_seconds_total") > 0);
    assert_in_range((int64_t)metric(club, "process_start_time_seconds"), time(NULL) - 60,
                    time(NULL));
}

static void test_metrics__visitors_learn_nothing(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /metrics");
    expect_problem(&club->http, 401, "unauthenticated");
}

SUITE(test_metrics)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_metrics__are_text_that_nobody_keeps),
        CLUB_TEST(test_metrics__requests_are_counted_by_method_and_status),
        CLUB_TEST(test_metrics__pages_are_built_once_and_count_their_films),
        CLUB_TEST(test_metrics__votes_are_units_of_work_that_are_committed),
        OUTSIDE_TEST(test_metrics__each_lane_says_what_came_of_its_requests),
        OUTSIDE_TEST(test_metrics__a_lane_that_fails_says_so),
        OUTSIDE_TEST(test_metrics__searches_say_where_their_answers_came_from),
        CLUB_TEST(test_metrics__films_are_told_by_state),
        CLUB_TEST(test_metrics__what_is_refused_early_counts_too),
        CLUB_TEST(test_metrics__connections_are_counted_until_they_close),
        CLUB_TEST(test_metrics__streams_are_counted_and_how_late_events_are),
        CLUB_TEST(test_metrics__the_process_says_how_large_it_is),
        PUBLIC_TEST(test_metrics__visitors_learn_nothing),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
