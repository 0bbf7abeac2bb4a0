/*
 * The page that never waits: film data from outside, fetched behind, and served whatever happens
 * out there. The real server, real HTTP, and a stand-in for the sources.
 */
#include <stdio.h>

#include "support/expect.h"
#include "support/outside.h"

static void test_upstream__text_and_poster_appear_by_themselves(void **state)
{
    struct club *club = *state;
    const char *poster;
    char line[128];

    club_start(club);
    propose(club, 1, 1);
    expect_text(&club->http, "film.metadata.state", "pending");
    expect_null(&club->http, "film.title");
    wait_for(club, "fresh", true);
    expect_text(&club->http, "items.0.film.title", "Film tt0000001");
    expect_text(&club->http, "items.0.film.metadata.provider", "imdbapi");
    expect_text(&club->http, "items.0.film.directors.0", "Director of tt0000001");
    poster = text_at(club, "items.0.film.poster.url");
    snprintf(line, sizeof(line), "GET %s", poster + strlen("/api/v1"));
    ask(&club->http, line, .as = keys->ada);
    expect(&club->http, 200);
    expect_header(&club->http, "Content-Type", "image/webp");
    expect_header(&club->http, "Cache-Control", "private, max-age=31536000, immutable");
}

/* Fifty readers, one request: single flight, and nobody asks again for what is fresh. */
static void test_upstream__each_film_is_asked_for_once(void **state)
{
    struct club *club = *state;

    club_start(club);
    upstream_script(&upstream, "{\"prefix\": \"/\", \"delay\": 300}");
    propose(club, 1, 8);
    for (int i = 0; i < 50; i++)
        look(club);
    wait_for(club, "fresh", true);
    for (int i = 0; i < 50; i++)
        look(club);
    for (int i = 1; i <= 8; i++) {
        char path[48];

        snprintf(path, sizeof(path), "/poster/tt%07d.jpg", i);
        wait_for_count(path, 1);
        snprintf(path, sizeof(path), "/titles/tt%07d", i);
        assert_int_equal(upstream_count(&upstream, path), 1);
    }
    /* The club's own METROPOLIS is fresh: its data came from the built-in catalogue. */
    assert_int_equal(upstream_total(&upstream), 16);
}

/* Nobody set one: imdbapi is asked one by one, twice a second. */
static void test_upstream__a_source_is_asked_at_a_polite_pace(void **state)
{
    static const int without_posters[] = {9, 19, 29};
    struct club *club = *state;
    int64_t before;

    club_set(club, "MARQUEE_IMDBAPI_CONCURRENCY=");
    club_set(club, "MARQUEE_IMDBAPI_INTERVAL=");
    upstream_script(&upstream, "{\"prefix\": \"/titles/tt0000009\", \"delay\": 700}");
    club_start(club);
    before = now_ms();
    for (size_t i = 0; i < COUNT_OF(without_posters); i++)
        propose(club, without_posters[i], 1);
    for (size_t i = 0; i < COUNT_OF(without_posters); i++) {
        char path[48];

        snprintf(path, sizeof(path), "/titles/tt%07d", without_posters[i]);
        wait_for_count(path, 1);
    }
    assert_int_equal(upstream_highest(&upstream), 1);
    assert_in_range(now_ms() - before, 1200, PATIENCE * 1000);
}

static void test_upstream__nothing_of_it_reaches_the_page(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    assert_null(strstr(club->http.answer.body, upstream.host));
    assert_null(strstr(club->http.answer.body, "poster_url"));
}

static void test_upstream__an_unknown_film_is_remembered_as_unknown(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 404, 1);
    wait_for(club, "unknown", false);
    for (int i = 0; i < 5; i++)
        look(club);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000404"), 1);
}

static void test_upstream__the_next_provider_is_asked_when_one_fails(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=demo imdbapi cinemeta");
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\", \"status\": 500}}");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_text(&club->http, "items.0.film.metadata.provider", "cinemeta");
    propose(club, 404, 1);
    wait_a_moment();
    look(club);
    /* One of them did not answer: that is not "unknown". */
    expect_text(&club->http, "items.0.film.metadata.state", "pending");
}

/* IMDb merged the two; who types the other id is led to what is up for a vote already. */
static void test_upstream__another_id_of_the_same_film_is_already_open(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/tt7384848\", \"then\": {\"do\": \"json\","
                    " \"body\": {\"id\": \"tt07393172\", \"primaryTitle\": \"Merged\"}}}");
    club_start(club);
    propose(club, 7384848, 1);
    wait_for(club, "fresh", false);
    expect_text(&club->http, "items.0.film.imdb_id", "tt7384848");
    ask(&club->http, "POST /proposals", .as = keys->ada, .body = "{\"imdb_id\":\"tt7393172\"}");
    expect_problem(&club->http, 409, "already-open");
    expect_text(&club->http, "params.url", "/api/v1/proposals/4");
    ask(&club->http, "GET /films/search?q=tt7393172", .as = keys->ada);
    expect(&club->http, 200);
    expect_text(&club->http, "items.0.state", "open");
    expect_text(&club->http, "items.0.title", "Merged");
    expect_number(&club->http, "items.0.proposal_id", 4);
    assert_non_null(strstr(COMMAND(club, NULL, "cache", "show", "tt7393172").out, "Merged"));
}

/* ---- trouble ------------------------------------------------------------------------------------
 */

static const char *const troubles[] = {
    "{\"do\": \"hang\"}",
    "{\"do\": \"close\"}",
    "{\"do\": \"garbage\"}",
    "{\"do\": \"html\"}",
    "{\"do\": \"truncated\"}",
    "{\"do\": \"drip\"}",
    "{\"do\": \"waf\"}",
    "{\"do\": \"unquoted\"}",
    "{\"do\": \"huge\"}",
    "{\"do\": \"bomb\"}",
    "{\"do\": \"json\"}",
    "{\"do\": \"status\", \"status\": 429, \"retry\": 1}",
    "{\"do\": \"status\", \"status\": 500}",
};

/* With data of a second ago, and whatever trouble: what is there stays, and comes at once. */
static void test_upstream__trouble_is_invisible(void **state)
{
    struct club *club = *state;
    enum { COUNT = COUNT_OF(troubles) };

    club_set(club, "MARQUEE_CACHE_TTL=2s");
    club_set(club, "MARQUEE_FETCH_TIMEOUT=10s");
    club_set(club, "MARQUEE_IMDBAPI_CONCURRENCY=20");
    MUST(club, NULL, "member", "limit", "root", "100");
    club_start(club);
    for (int i = 0; i < COUNT; i++)
        propose(club, 10 * (i + 1), 1);
    wait_for(club, "fresh", true);
    for (int i = 0; i < COUNT; i++) {
        char script[160];

        snprintf(script, sizeof(script), "{\"prefix\": \"/titles/tt%07d\", \"then\": %s}",
                 10 * (i + 1), troubles[i]);
        upstream_script(&upstream, script);
    }
    wait_for_all(club, COUNT, "stale");
    for (int i = 0; i < COUNT; i++) {
        char path[48], title[32];

        snprintf(path, sizeof(path), "items.%d.film.title", COUNT - 1 - i);
        snprintf(title, sizeof(title), "Film tt%07d", 10 * (i + 1));
        expect_text(&club->http, path, title);
        snprintf(path, sizeof(path), "/titles/tt%07d", 10 * (i + 1));
        assert_true(upstream_count(&upstream, path) >= 1);
    }
}

static void test_upstream__what_failed_is_asked_for_again(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"replies\": [{\"do\": \"close\"}]}");
    club_start(club);
    propose(club, 1, 1);
    wait_for_count("/titles/tt0000001", 1);
    MUST(club, NULL, "refresh");
    wait_for(club, "fresh", true);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
}

SUITE(test_upstream)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_upstream__text_and_poster_appear_by_themselves),
        OUTSIDE_TEST(test_upstream__each_film_is_asked_for_once),
        OUTSIDE_TEST(test_upstream__a_source_is_asked_at_a_polite_pace),
        OUTSIDE_TEST(test_upstream__nothing_of_it_reaches_the_page),
        OUTSIDE_TEST(test_upstream__an_unknown_film_is_remembered_as_unknown),
        OUTSIDE_TEST(test_upstream__the_next_provider_is_asked_when_one_fails),
        OUTSIDE_TEST(test_upstream__another_id_of_the_same_film_is_already_open),
        OUTSIDE_TEST(test_upstream__trouble_is_invisible),
        OUTSIDE_TEST(test_upstream__what_failed_is_asked_for_again),
    };

    return RUN(tests);
}
