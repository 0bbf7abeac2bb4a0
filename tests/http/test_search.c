/* GET /films/search: what members get of a provider that answers, is asked already, or is down. */
#include <stdio.h>

#include "support/expect.h"
#include "support/outside.h"

#define ASKED "/search/titles"

static void test_search__asks_the_provider(void **state)
{
    struct club *club = *state;

    club_start(club);
    ask(&club->http, "GET /films/search?q=love", .as = keys->ada);
    expect(&club->http, 200);
    expect_true(&club->http, "complete");
    expect_count(&club->http, "items", 5);
    expect_text(&club->http, "items.0.state", "new");
    assert_null(strstr(club->http.answer.body, upstream.host));
}

static void test_search__is_asked_for_once_by_all_members(void **state)
{
    struct club *club = *state;

    club_start(club);
    ask(&club->http, "GET /films/search?q=love", .as = keys->ada);
    expect_count(&club->http, "items", 5);
    ask(&club->http, "GET /films/search?q=LOVE+", .as = keys->grace);
    expect(&club->http, 200);
    expect_true(&club->http, "complete");
    expect_count(&club->http, "items", 5);
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
}

/* By its id or a link, however it was pasted: once, and only if nobody has met it here. */
static void test_search__by_id_asks_the_provider(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_start(club);
    for (int i = 0; i < 2; i++) {
        ask(http, "GET /films/search?q=https://m.imdb.com/title/tt0000005/", .as = keys->ada);
        expect_count(http, "items", 1);
        expect_text(http, "items.0.imdb_id", "tt0000005");
        expect_text(http, "items.0.title", "Film tt0000005");
        expect_text(http, "items.0.state", "new");
        expect_true(http, "complete");
    }
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000005"), 1);
    ask(http, "GET /films/search?q=tt0000404", .as = keys->ada);
    expect_null(http, "items.0.title");
    expect_true(http, "complete");
    ask(http, "GET /films/search?q=" METROPOLIS, .as = keys->ada);
    expect_text(http, "items.0.title", "Metropolis");
    assert_int_equal(upstream_count(&upstream, "/titles/" METROPOLIS), 0);
    upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"close\"}}");
    ask(http, "GET /films/search?q=tt0000006", .as = keys->ada);
    expect_null(http, "items.0.title");
    expect_false(http, "complete");
}

static void test_search__in_an_outage_finds_what_is_here(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_SEARCH_TIMEOUT=300ms");
    club_set(club, "MARQUEE_PROVIDERS=imdbapi demo");
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"then\": {\"do\": \"hang\"}}");
    club_start(club);
    /* The built-in catalogue has the film of that name. */
    ask(&club->http, "GET /films/search?q=nosferatu", .as = keys->ada);
    expect_true(&club->http, "complete");
    /* It has none of this one; perhaps the other has. */
    ask(&club->http, "GET /films/search?q=no+such+film", .as = keys->ada);
    expect_false(&club->http, "complete");
    club_stop(club);
    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_start(club);
    ask(&club->http, "GET /films/search?q=%E2%80%9CM%C3%A9tropolis%E2%80%9D", .as = keys->ada);
    expect(&club->http, 200);
    expect_false(&club->http, "complete");
    expect_count(&club->http, "items", 1);
    expect_text(&club->http, "items.0.imdb_id", METROPOLIS);
    expect_text(&club->http, "items.0.state", "open");
}

static void test_search__is_complete_again_after_an_outage(void **state)
{
    struct club *club = *state;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"status\"}]}");
    club_start(club);
    ask(&club->http, "GET /films/search?q=love", .as = keys->ada);
    expect_false(&club->http, "complete");
    expect_count(&club->http, "items", 0);
    ask(&club->http, "GET /films/search?q=love", .as = keys->ada);
    expect_true(&club->http, "complete");
    expect_count(&club->http, "items", 5);
}

/* As a browser does that has given up the older one, but not told anybody. */
static void test_search__a_newer_one_answers_the_member_s_older_one_from_here(void **state)
{
    struct club *club = *state;
    int64_t patience = now_ms() + PATIENCE * 1000;
    struct client older;
    char request[200];

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"hang\"}]}");
    club_set(club, "MARQUEE_SEARCH_TIMEOUT=30s");
    club_start(club);
    older = club_client(club);
    snprintf(request, sizeof(request),
             "GET /api/v1/films/search?q=metropoli HTTP/1.1\r\nHost: x\r\n"
             "Authorization: Bearer %s\r\n\r\n",
             keys->ada);
    client_send_text(&older, request);
    wait_for_count(ASKED, 1);
    ask(&club->http, "GET /films/search?q=metropolis", .as = keys->ada);
    expect_true(&club->http, "complete");
    expect_count(&club->http, "items", 5);
    assert_int_equal(client_receive(&older, false), 200);
    expect_false(&older, "complete");
    expect_count(&older, "items", 1);
    expect_text(&older, "items.0.imdb_id", METROPOLIS);
    while (upstream_now(&upstream) > 0 && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(upstream_now(&upstream), 0);
    client_release(&older);
}

SUITE(test_search)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_search__asks_the_provider),
        OUTSIDE_TEST(test_search__by_id_asks_the_provider),
        OUTSIDE_TEST(test_search__is_asked_for_once_by_all_members),
        OUTSIDE_TEST(test_search__in_an_outage_finds_what_is_here),
        OUTSIDE_TEST(test_search__is_complete_again_after_an_outage),
        OUTSIDE_TEST(test_search__a_newer_one_answers_the_member_s_older_one_from_here),
    };

    return RUN(tests);
}
