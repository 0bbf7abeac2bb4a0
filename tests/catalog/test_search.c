/* catalog/searches: one question to a provider however many have it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/secret.h"
#include "catalog/searches.h"
#include "support/desk.h"

#define ASKED "/search/titles"

static void test_search__one_text_is_asked_for_once_however_many_wait(void **state)
{
    struct desk *desk = *state;
    struct seeker seekers[8];

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 300}");
    for (int i = 0; i < (int)COUNT_OF(seekers); i++)
        seeker_start(desk, &seekers[i], i / 2, i % 2 == 0 ? "Love" : "love");
    for (size_t i = 0; i < COUNT_OF(seekers); i++) {
        assert_true(seeker_answered(&seekers[i]));
        assert_int_equal(seekers[i].count, HITS);
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    desk_expect(desk, SEARCH_PROVIDER, 1);
    assert_int_equal(searches_count(desk->searches, SEARCH_JOINED) +
                         searches_count(desk->searches, SEARCH_CACHE),
                     COUNT_OF(seekers) - 1);
}

static void test_search__who_joins_shares_the_answer(void **state)
{
    struct desk *desk = *state;
    struct seeker first;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 500}");
    seeker_start(desk, &first, 1, "love");
    wait_for_count(ASKED, 1);
    assert_true(desk_seek(desk, 2, "LOVE"));
    assert_int_equal(desk->count, HITS);
    assert_true(seeker_answered(&first));
    desk_expect(desk, SEARCH_JOINED, 1);
}

static void test_search__a_newer_one_takes_the_place_of_the_client_s_older(void **state)
{
    struct desk *desk = *state;
    int64_t patience = now_ms() + PATIENCE * 1000;
    struct seeker older;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"hang\"}]}");
    seeker_start(desk, &older, 1, "alie");
    wait_for_count(ASKED, 1);
    assert_true(desk_seek(desk, 1, "aliens"));
    assert_false(seeker_answered(&older));
    assert_int_equal(older.count, 0);
    /* Its provider said nothing, and is not waited for. */
    while (upstream_now(&upstream) > 0 && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(upstream_now(&upstream), 0);
    desk_expect(desk, SEARCH_LOCAL, 1);
    desk_expect(desk, SEARCH_PROVIDER, 1);
    assert_true(desk_seek(desk, 1, "alie"));
    assert_int_equal(upstream_count(&upstream, ASKED), 3);
}

static void test_search__others_go_on_waiting(void **state)
{
    struct desk *desk = *state;
    struct seeker older, other;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 1500}");
    seeker_start(desk, &older, 1, "love");
    wait_for_count(ASKED, 1);
    seeker_start(desk, &other, 2, "love");
    for (int i = 0; i < 50; i++) /* until it has joined */
        wait_a_moment();
    assert_true(desk_seek(desk, 1, "hate"));
    assert_true(seeker_answered(&other));
    assert_int_equal(other.count, HITS);
    seeker_answered(&older);
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
}

static void test_search__the_same_text_again_is_no_newer_one(void **state)
{
    struct desk *desk = *state;
    struct seeker first;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 500}");
    seeker_start(desk, &first, 1, "love");
    wait_for_count(ASKED, 1);
    assert_true(desk_seek(desk, 1, "Love "));
    assert_true(seeker_answered(&first));
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
}

static void test_search__words_that_were_typed_over_are_not_sent_in_their_turn(void **state)
{
    struct desk *desk = *state;
    struct seeker first, older;

    desk_close_searches(desk);
    desk_open_searches(desk, "imdbapi", 1);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 300}");
    seeker_start(desk, &first, 1, "somebody else's");
    wait_for_count(ASKED, 1);
    seeker_start(desk, &older, 2, "alie");
    desk_wait_for_requests(desk, 2);
    assert_true(desk_seek(desk, 2, "aliens"));
    assert_false(seeker_answered(&older));
    assert_true(seeker_answered(&first));
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
}

/* As many as there is room for, each waiting for a provider that says nothing. */
static void test_search__one_more_than_there_is_room_for_does_not_wait(void **state)
{
    struct desk *desk = *state;
    static struct seeker seekers[SEARCHES_MAX];
    static char texts[SEARCHES_MAX][24];

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"then\": {\"do\": \"hang\"}}");
    for (int i = 0; i < SEARCHES_MAX; i++) {
        snprintf(texts[i], sizeof(texts[i]), "film %d", i);
        seeker_start(desk, &seekers[i], i, texts[i]);
    }
    desk_wait_for_requests(desk, SEARCHES_MAX);
    assert_false(desk_seek(desk, SEARCHES_MAX, "one more"));
    desk_wait_for_requests(desk, SEARCHES_MAX);
    desk_expect(desk, SEARCH_LOCAL, 1);
    /* A stop ends their wait. */
    sources_stop(&desk->sources);
    for (int i = 0; i < SEARCHES_MAX; i++)
        assert_false(seeker_answered(&seekers[i]));
}

static void test_search__what_an_answer_points_at_is_asked_for_once(void **state)
{
    struct desk *desk = *state;

    desk_close_searches(desk);
    desk_open_searches(desk, "tmdb imdbapi", 10);
    upstream_script(&upstream,
                    "{\"prefix\": \"/3/movie/\", \"then\": {\"do\": \"status\", \"status\": 404}}");
    assert_true(desk_seek(desk, 1, "tt0000001"));
    assert_string_equal(desk->hits[0].title, "Film tt0000001");
    assert_int_equal(upstream_count(&upstream, "/3/movie/1"), 1);
}

/* Its provider takes one at a time. */
static void test_search__a_newer_one_does_not_wait_behind_the_older(void **state)
{
    struct desk *desk = *state;
    struct seeker older;
    int64_t begun;

    desk_close_searches(desk);
    desk_open_searches(desk, "imdbapi", 1);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"hang\"}]}");
    seeker_start(desk, &older, 1, "alie");
    wait_for_count(ASKED, 1);
    begun = now_ms();
    assert_true(desk_seek(desk, 1, "aliens"));
    assert_true(now_ms() - begun < PATIENCE * 1000 / 2);
    assert_false(seeker_answered(&older));
}

/* However many do not answer. */
static void test_search__all_providers_share_one_time_out(void **state)
{
    enum { TIMEOUT_MS = 5000 };
    struct desk *desk = *state;
    int64_t begun;

    desk_close_searches(desk);
    desk_open_searches_for(desk, "imdbapi omdb", 10, TIMEOUT_MS);
    upstream_script(&upstream, "{\"prefix\": \"/\", \"then\": {\"do\": \"hang\"}}");
    begun = now_ms();
    assert_false(desk_seek(desk, 1, "alien"));
    assert_in_range(now_ms() - begun, TIMEOUT_MS / 2, TIMEOUT_MS * 7 / 4);
}

/* TMDB alone: nobody has said that there is no such film. */
static void test_search__without_a_provider_for_it_is_not_answered(void **state)
{
    struct desk *desk = *state;

    desk_close_searches(desk);
    desk_open_searches(desk, "tmdb", 10);
    assert_false(desk_seek(desk, 1, "alien"));
    assert_int_equal(upstream_total(&upstream), 0);
    desk_close_searches(desk);
    desk_open_searches(desk, "tmdb imdbapi", 10);
    assert_true(desk_seek(desk, 1, "alien"));
}

/* TMDB's first answer points at the film. */
static void test_search__an_id_is_looked_up(void **state)
{
    struct desk *desk = *state;

    desk_close_searches(desk);
    desk_open_searches(desk, "tmdb imdbapi", 10);
    assert_true(desk_seek(desk, 1, "https://www.imdb.com/title/tt0000001/"));
    assert_int_equal(desk->count, 1);
    assert_string_equal(desk->hits[0].imdb_id, "tt0000001");
    assert_string_equal(desk->hits[0].title, "TMDB's tt0000001");
    assert_int_equal(upstream_total(&upstream), 2);
    assert_true(desk_seek(desk, 1, "tt0000404"));
    assert_int_equal(desk->count, 0);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000404"), 1);
}

SUITE(test_search)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_search__one_text_is_asked_for_once_however_many_wait),
        DESK_TEST(test_search__who_joins_shares_the_answer),
        DESK_TEST(test_search__a_newer_one_takes_the_place_of_the_client_s_older),
        DESK_TEST(test_search__others_go_on_waiting),
        DESK_TEST(test_search__an_id_is_looked_up),
        DESK_TEST(test_search__what_an_answer_points_at_is_asked_for_once),
        DESK_TEST(test_search__a_newer_one_does_not_wait_behind_the_older),
        DESK_TEST(test_search__all_providers_share_one_time_out),
        DESK_TEST(test_search__without_a_provider_for_it_is_not_answered),
        DESK_TEST(test_search__the_same_text_again_is_no_newer_one),
        DESK_TEST(test_search__words_that_were_typed_over_are_not_sent_in_their_turn),
        DESK_TEST(test_search__one_more_than_there_is_room_for_does_not_wait),
    };

    return RUN(tests);
}
