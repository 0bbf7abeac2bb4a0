/*
 * Several providers of one club: what they say is merged, keys stay secret, and one that refuses is
 * left alone. The real server, real HTTP, and a stand-in that is all of them.
 */
#include <stdio.h>

#include "support/expect.h"
#include "support/outside.h"

static char tmdb_url[80], omdb_url[80];

static int open_chain(void **state)
{
    struct club *club;

    if (outside_open(state) != 0)
        return -1;
    club = *state;
    snprintf(tmdb_url, sizeof(tmdb_url), "MARQUEE_TMDB_URL=%s/3", upstream.base);
    snprintf(omdb_url, sizeof(omdb_url), "MARQUEE_OMDB_URL=%s", upstream.base);
    club_set(club, tmdb_url);
    club_set(club, omdb_url);
    club_set(club, "MARQUEE_TMDB_TOKEN=token");
    club_set(club, "MARQUEE_OMDB_KEY=key");
    club_set(club, "MARQUEE_TMDB_INTERVAL=0s");
    club_set(club, "MARQUEE_OMDB_INTERVAL=0s");
    return 0;
}

#define CHAIN_TEST(test) cmocka_unit_test_setup_teardown(test, open_chain, outside_close)

/* The newest proposal's film, in words. */
static void expect_film(struct club *club, const char *field, const char *value)
{
    char path[64];

    snprintf(path, sizeof(path), "items.0.film.%s", field);
    expect_text(&club->http, path, value);
}

static void test_providers__who_comes_first_has_the_word_and_others_add(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=tmdb omdb");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "title", "TMDB's tt0000001");
    expect_film(club, "plot", "TMDB's words about tt0000001.");
    expect_film(club, "cast.0", "Star of tt0000001");
    expect_film(club, "trailer_url", "https://www.youtube.com/watch?v=NmzuHjWmXOc");
    expect_film(club, "age_rating.label", "R");
    expect_film(club, "metadata.provider", "tmdb");
    expect_number(&club->http, "items.0.film.imdb_votes", 8574);
    expect_number(&club->http, "items.0.film.metascore", 58);
    assert_int_equal(upstream_count(&upstream, "/find/tt0000001"), 0);
    assert_int_equal(upstream_count(&upstream, "/3/find/tt0000001"), 1);
    assert_int_equal(upstream_count(&upstream, "/3/movie/1"), 1);
    assert_int_equal(upstream_count(&upstream, "/"), 1);
    assert_int_equal(upstream_count(&upstream, "/t/p/w780/tt0000001.jpg"), 1);
}

/* The notices of those whose words stay are due, though they are asked no more. */
static void test_providers__are_named_while_a_film_has_a_word_of_theirs(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_PROVIDERS=tmdb omdb");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    club_stop(club);
    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_start(club);
    ask(http, "GET /club");
    expect_count(http, "attributions", 4);
    expect_text(http, "attributions.0.provider", "imdbapi");
    expect_text(http, "attributions.1.provider", "demo");
    expect_text(http, "attributions.2.provider", "omdb");
    expect_text(http, "attributions.3.provider", "tmdb");
}

/* What came just now says all that those before have said. */
static void test_providers__are_named_no_more_once_nothing_of_theirs_is_left(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    club_stop(club);
    club_set(club, "MARQUEE_PROVIDERS=tmdb omdb");
    MUST(club, NULL, "refresh", "--all");
    club_start(club);
    ask(http, "GET /club");
    expect_text(http, "attributions.0.provider", "tmdb");
    expect_text(http, "attributions.1.provider", "omdb");
    expect_count(http, "attributions", 2);
}

static void test_providers__speak_the_club_s_language(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=tmdb");
    club_set(club, "MARQUEE_LANGUAGE=fr-CA");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "title", "Le tt0000001");
}

/* Cinemeta has films in one place and series in another. */
static void test_providers__what_is_no_film_may_be_a_series(void **state)
{
    struct club *club = *state;
    char url[80];

    snprintf(url, sizeof(url), "MARQUEE_CINEMETA_URL=%s", upstream.base);
    club_set(club, url);
    club_set(club, "MARQUEE_CINEMETA_INTERVAL=0s");
    club_set(club, "MARQUEE_PROVIDERS=cinemeta");
    club_start(club);
    propose(club, 808, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "title", "Film tt0000808");
    expect_film(club, "type", "series");
    propose(club, 404, 1);
    wait_for(club, "unknown", false);
    assert_int_equal(upstream_count(&upstream, "/meta/movie/tt0000404.json"), 1);
    assert_int_equal(upstream_count(&upstream, "/meta/series/tt0000404.json"), 1);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "type", "movie");
    assert_int_equal(upstream_count(&upstream, "/meta/series/tt0000001.json"), 0);
}

static void test_providers__the_order_is_the_host_s(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=omdb tmdb");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "title", "Film tt0000001");
    expect_film(club, "plot", "OMDb's words about tt0000001.");
    expect_film(club, "age_rating.label", "PG-13");
    expect_film(club, "trailer_url", "https://www.youtube.com/watch?v=NmzuHjWmXOc");
    expect_film(club, "metadata.provider", "omdb");
}

/* Nobody is asked for what is there already. */
static void test_providers__one_that_can_add_nothing_is_not_asked(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=tmdb omdb cinemeta imdbapi");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    assert_int_equal(upstream_count(&upstream, "/meta/movie/tt0000001.json"), 0);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 0);
}

static void test_providers__one_that_is_down_costs_only_what_it_knows(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=tmdb omdb");
    upstream_script(&upstream, "{\"prefix\": \"/3/\", \"then\": {\"do\": \"html\"}}");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "title", "Film tt0000001");
    expect_null(&club->http, "items.0.film.trailer_url");
    expect_film(club, "metadata.provider", "omdb");
}

static void test_providers__a_wrong_key_pauses_its_provider_alone(void **state)
{
    struct club *club = *state;
    struct outcome said;

    club_set(club, "MARQUEE_PROVIDERS=omdb cinemeta");
    club_set(club, "MARQUEE_OMDB_KEY=s3cret");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    expect_film(club, "metadata.provider", "cinemeta");
    propose(club, 2, 2);
    wait_for_all(club, 2, "fresh");
    assert_int_equal(upstream_count(&upstream, "/"), 1);
    said = COMMAND(club, NULL, "cache");
    assert_non_null(strstr(said.out, "omdb: paused for"));
    assert_non_null(strstr(said.out, "does not accept MARQUEE_OMDB_KEY"));
}

static void expect_no_secret(const char *text)
{
    assert_null(strstr(text, "s3cret"));
    assert_null(strstr(text, "hush"));
}

static void test_providers__keys_are_never_told(void **state)
{
    struct club *club = *state;
    char *log;

    club_set(club, "MARQUEE_PROVIDERS=omdb tmdb");
    club_set(club, "MARQUEE_OMDB_KEY=s3cret");
    club_set(club, "MARQUEE_TMDB_TOKEN=hush-hush");
    club_set(club, "MARQUEE_LOG=debug");
    club_start(club);
    propose(club, 1, 1);
    wait_for_count("/3/find/tt0000001", 1);
    ask(&club->http, "GET /films/search?q=alien", .as = keys->ada);
    expect(&club->http, 200);
    expect_no_secret(COMMAND(club, NULL, "cache", "show", "tt0000001").out);
    expect_no_secret(COMMAND(club, NULL, "cache", "--json").out);
    log = club_log(club);
    expect_no_secret(log);
    free(log);
}

static void test_providers__one_without_its_key_is_refused_at_the_start(void **state)
{
    struct club *club = *state;
    struct outcome said;

    club_set(club, "MARQUEE_PROVIDERS=omdb");
    club_set(club, "MARQUEE_OMDB_KEY=");
    said = COMMAND(club, NULL, "serve");
    assert_int_equal(said.status, 1);
    assert_non_null(strstr(said.err, "needs a key"));
    club_set(club, "MARQUEE_OMDB_KEY=s3cret s3cret");
    said = COMMAND(club, NULL, "serve");
    assert_int_equal(said.status, 1);
    assert_non_null(strstr(said.err, "MARQUEE_OMDB_KEY may hold"));
    expect_no_secret(said.err);
}

SUITE(test_providers)
{
    const struct CMUnitTest tests[] = {
        CHAIN_TEST(test_providers__who_comes_first_has_the_word_and_others_add),
        CHAIN_TEST(test_providers__are_named_while_a_film_has_a_word_of_theirs),
        CHAIN_TEST(test_providers__are_named_no_more_once_nothing_of_theirs_is_left),
        CHAIN_TEST(test_providers__speak_the_club_s_language),
        CHAIN_TEST(test_providers__what_is_no_film_may_be_a_series),
        CHAIN_TEST(test_providers__the_order_is_the_host_s),
        CHAIN_TEST(test_providers__one_that_can_add_nothing_is_not_asked),
        CHAIN_TEST(test_providers__one_that_is_down_costs_only_what_it_knows),
        CHAIN_TEST(test_providers__a_wrong_key_pauses_its_provider_alone),
        CHAIN_TEST(test_providers__keys_are_never_told),
        CHAIN_TEST(test_providers__one_without_its_key_is_refused_at_the_start),
    };

    return RUN(tests);
}
