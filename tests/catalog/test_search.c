/* catalog/searches: one question to a provider however many have it, and what is kept of answers.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/secret.h"
#include "catalog/searches.h"
#include "support/outside.h"

#define ASKED "/search/titles"

enum { HITS = 5 /* that the stand-in has for any text */ };

/* The searches of a server whose provider, the stand-in, is asked as fast as it likes. */
struct desk {
    struct sources sources;
    struct searches *searches;
    struct arena arena;
    struct provider_film hits[PROVIDER_HITS_MAX];
    size_t count;
};

static void open_searches_for(struct desk *desk, const char *providers, int concurrency,
                              int64_t timeout_ms)
{
    static char tmdb[80];
    const struct catalog_settings settings = {
        .providers = providers,
        .poster_hosts = "",
        .public_url = "http://127.0.0.1",
        .allow_private = true,
        .search_timeout_ms = timeout_ms,
        .language = "en-US",
        .sources = {{.name = "imdbapi", .url = upstream.base, .concurrency = concurrency},
                    {.name = "omdb", .url = upstream.base, .key = "key", .concurrency = 2},
                    {.name = "tmdb", .url = tmdb, .key = "token", .concurrency = 2}},
    };
    struct error err;

    snprintf(tmdb, sizeof(tmdb), "%s/3", upstream.base);
    error_init(&err);
    assert_ok(sources_open(&settings, &desk->sources, &err), &err);
    desk->searches = searches_open(&desk->sources, &settings);
}

static void open_searches(struct desk *desk, const char *providers, int concurrency)
{
    open_searches_for(desk, providers, concurrency, PATIENCE * 1000);
}

static void close_searches(struct desk *desk)
{
    sources_stop(&desk->sources);
    searches_close(desk->searches);
    sources_release(&desk->sources);
}

static int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));

    if (desk == NULL || !secret_init())
        return -1;
    upstream_start(&upstream);
    open_searches(desk, "imdbapi", 10);
    *state = desk;
    return 0;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;

    close_searches(desk);
    upstream_stop(&upstream);
    arena_release(&desk->arena);
    free(desk);
    return 0;
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

static bool seek(struct desk *desk, int64_t client, const char *text)
{
    return searches_ask(desk->searches, &desk->arena, client, text, desk->hits, &desk->count);
}

static void expect_from(const struct desk *desk, enum search_from from, uint64_t count)
{
    assert_int_equal(searches_count(desk->searches, from), count);
}

/* Somebody else who searches, and may have to wait. */
struct seeker {
    struct searches *searches;
    int64_t client;
    const char *text;
    pthread_t thread;
    size_t count;
    bool answered;
};

static void *seek_and_note(void *context)
{
    struct seeker *seeker = context;
    struct provider_film hits[PROVIDER_HITS_MAX];
    auto_arena struct arena arena = {0};

    seeker->answered =
        searches_ask(seeker->searches, &arena, seeker->client, seeker->text, hits, &seeker->count);
    return NULL;
}

static void seek_beside(struct desk *desk, struct seeker *seeker, int64_t client, const char *text)
{
    *seeker = (struct seeker){.searches = desk->searches, .client = client, .text = text};
    assert_int_equal(pthread_create(&seeker->thread, NULL, seek_and_note, seeker), 0);
}

static bool was_answered(struct seeker *seeker)
{
    pthread_join(seeker->thread, NULL);
    return seeker->answered;
}

/* Until so many requests are with the provider or wait for their turn. */
static void wait_for_requests(const struct desk *desk, size_t count)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    struct fetch_lane_state lane = {0};

    while (lane.waiting + (size_t)lane.in_flight < count) {
        assert_true(fetch_lane_state(desk->sources.fetch, 0, &lane));
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
}

/* ---- what is kept ------------------------------------------------------------------------- */

static void test_search__an_answer_is_kept_however_the_text_is_spelt(void **state)
{
    struct desk *desk = *state;
    static const char *const spelt[] = {"Aliens", "aliens ", "  ALIENS", "\u0430liens"};

    for (size_t i = 0; i < COUNT_OF(spelt); i++) {
        assert_true(seek(desk, 1, spelt[i]));
        assert_int_equal(desk->count, HITS);
        assert_non_null(desk->hits[0].title);
    }
    /* The last one begins with a Cyrillic letter. */
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
    expect_from(desk, SEARCH_PROVIDER, 2);
    expect_from(desk, SEARCH_CACHE, 2);
}

static void test_search__that_there_is_nothing_is_kept_too(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 2; i++) {
        assert_true(seek(desk, 1, "nothing"));
        assert_int_equal(desk->count, 0);
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
}

static void test_search__an_answer_is_asked_for_again_after_ten_minutes(void **state)
{
    struct desk *desk = *state;

    assert_true(seek(desk, 1, "love"));
    clock_advance(SEARCH_SECONDS - PATIENCE);
    assert_true(seek(desk, 1, "love"));
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    clock_advance(PATIENCE);
    assert_true(seek(desk, 1, "love"));
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
    assert_int_equal(desk->count, HITS);
}

static void test_search__nothing_is_kept_of_a_failure(void **state)
{
    struct desk *desk = *state;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"status\"},"
                               " {\"do\": \"html\"}, {\"do\": \"truncated\"}]}");
    for (int i = 0; i < 3; i++) {
        assert_false(seek(desk, 1, "love"));
        assert_int_equal(desk->count, 0);
    }
    assert_true(seek(desk, 1, "love"));
    assert_int_equal(desk->count, HITS);
    assert_int_equal(upstream_count(&upstream, ASKED), 4);
    expect_from(desk, SEARCH_LOCAL, 3);
    expect_from(desk, SEARCH_PROVIDER, 1);
}

static void test_search__the_next_provider_s_answer_is_one(void **state)
{
    struct desk *desk = *state;

    close_searches(desk);
    open_searches(desk, "imdbapi demo", 10);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"then\": {\"do\": \"status\"}}");
    for (int i = 0; i < 2; i++) {
        assert_true(seek(desk, 1, "nosferatu"));
        assert_int_equal(desk->count, 1);
        assert_string_equal(desk->hits[0].directors.items[0], "F.W. Murnau");
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    /* It knows of none, and the other did not say. */
    assert_false(seek(desk, 1, "no such film"));
}

static void test_search__the_least_recently_used_answer_goes(void **state)
{
    struct desk *desk = *state;
    char text[24];

    for (int i = 0; i < SEARCHES_MAX; i++) {
        snprintf(text, sizeof(text), "film %d", i);
        assert_true(seek(desk, 1, text));
    }
    assert_true(seek(desk, 1, "film 0"));
    assert_true(seek(desk, 1, "one more"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 1);
    assert_true(seek(desk, 1, "film 0"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 1);
    assert_true(seek(desk, 1, "film 1"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 2);
}

/* ---- several at once ---------------------------------------------------------------------- */

static void test_search__one_text_is_asked_for_once_however_many_wait(void **state)
{
    struct desk *desk = *state;
    struct seeker seekers[8];

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 300}");
    for (int i = 0; i < (int)COUNT_OF(seekers); i++)
        seek_beside(desk, &seekers[i], i / 2, i % 2 == 0 ? "Love" : "love");
    for (size_t i = 0; i < COUNT_OF(seekers); i++) {
        assert_true(was_answered(&seekers[i]));
        assert_int_equal(seekers[i].count, HITS);
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    expect_from(desk, SEARCH_PROVIDER, 1);
    assert_int_equal(searches_count(desk->searches, SEARCH_JOINED) +
                         searches_count(desk->searches, SEARCH_CACHE),
                     COUNT_OF(seekers) - 1);
}

static void test_search__who_joins_shares_the_answer(void **state)
{
    struct desk *desk = *state;
    struct seeker first;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 500}");
    seek_beside(desk, &first, 1, "love");
    wait_for_count(ASKED, 1);
    assert_true(seek(desk, 2, "LOVE"));
    assert_int_equal(desk->count, HITS);
    assert_true(was_answered(&first));
    expect_from(desk, SEARCH_JOINED, 1);
}

static void test_search__a_newer_one_takes_the_place_of_the_client_s_older(void **state)
{
    struct desk *desk = *state;
    int64_t patience = now_ms() + PATIENCE * 1000;
    struct seeker older;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"hang\"}]}");
    seek_beside(desk, &older, 1, "alie");
    wait_for_count(ASKED, 1);
    assert_true(seek(desk, 1, "aliens"));
    assert_false(was_answered(&older));
    assert_int_equal(older.count, 0);
    /* Its provider said nothing, and is not waited for. */
    while (upstream_now(&upstream) > 0 && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(upstream_now(&upstream), 0);
    expect_from(desk, SEARCH_LOCAL, 1);
    expect_from(desk, SEARCH_PROVIDER, 1);
    assert_true(seek(desk, 1, "alie"));
    assert_int_equal(upstream_count(&upstream, ASKED), 3);
}

static void test_search__others_go_on_waiting(void **state)
{
    struct desk *desk = *state;
    struct seeker older, other;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 1500}");
    seek_beside(desk, &older, 1, "love");
    wait_for_count(ASKED, 1);
    seek_beside(desk, &other, 2, "love");
    for (int i = 0; i < 50; i++) /* until it has joined */
        wait_a_moment();
    assert_true(seek(desk, 1, "hate"));
    assert_true(was_answered(&other));
    assert_int_equal(other.count, HITS);
    was_answered(&older);
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
}

static void test_search__the_same_text_again_is_no_newer_one(void **state)
{
    struct desk *desk = *state;
    struct seeker first;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 500}");
    seek_beside(desk, &first, 1, "love");
    wait_for_count(ASKED, 1);
    assert_true(seek(desk, 1, "Love "));
    assert_true(was_answered(&first));
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
}

static void test_search__words_that_were_typed_over_are_not_sent_in_their_turn(void **state)
{
    struct desk *desk = *state;
    struct seeker first, older;

    close_searches(desk);
    open_searches(desk, "imdbapi", 1);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"delay\": 300}");
    seek_beside(desk, &first, 1, "somebody else's");
    wait_for_count(ASKED, 1);
    seek_beside(desk, &older, 2, "alie");
    wait_for_requests(desk, 2);
    assert_true(seek(desk, 2, "aliens"));
    assert_false(was_answered(&older));
    assert_true(was_answered(&first));
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
        seek_beside(desk, &seekers[i], i, texts[i]);
    }
    wait_for_requests(desk, SEARCHES_MAX);
    assert_false(seek(desk, SEARCHES_MAX, "one more"));
    wait_for_requests(desk, SEARCHES_MAX);
    expect_from(desk, SEARCH_LOCAL, 1);
    /* A stop ends their wait. */
    sources_stop(&desk->sources);
    for (int i = 0; i < SEARCHES_MAX; i++)
        assert_false(was_answered(&seekers[i]));
}

static void test_search__what_an_answer_points_at_is_asked_for_once(void **state)
{
    struct desk *desk = *state;

    close_searches(desk);
    open_searches(desk, "tmdb imdbapi", 10);
    upstream_script(&upstream,
                    "{\"prefix\": \"/3/movie/\", \"then\": {\"do\": \"status\", \"status\": 404}}");
    assert_true(seek(desk, 1, "tt0000001"));
    assert_string_equal(desk->hits[0].title, "Film tt0000001");
    assert_int_equal(upstream_count(&upstream, "/3/movie/1"), 1);
}

/* Its provider takes one at a time. */
static void test_search__a_newer_one_does_not_wait_behind_the_older(void **state)
{
    struct desk *desk = *state;
    struct seeker older;
    int64_t begun;

    close_searches(desk);
    open_searches(desk, "imdbapi", 1);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"hang\"}]}");
    seek_beside(desk, &older, 1, "alie");
    wait_for_count(ASKED, 1);
    begun = now_ms();
    assert_true(seek(desk, 1, "aliens"));
    assert_true(now_ms() - begun < PATIENCE * 1000 / 2);
    assert_false(was_answered(&older));
}

/* However many do not answer. */
static void test_search__all_providers_share_one_time_out(void **state)
{
    enum { TIMEOUT_MS = 2000 };
    struct desk *desk = *state;
    int64_t begun;

    close_searches(desk);
    open_searches_for(desk, "imdbapi omdb", 10, TIMEOUT_MS);
    upstream_script(&upstream, "{\"prefix\": \"/\", \"then\": {\"do\": \"hang\"}}");
    begun = now_ms();
    assert_false(seek(desk, 1, "alien"));
    assert_in_range(now_ms() - begun, TIMEOUT_MS / 2, TIMEOUT_MS * 7 / 4);
}

/* TMDB alone: nobody has said that there is no such film. */
static void test_search__without_a_provider_for_it_is_not_answered(void **state)
{
    struct desk *desk = *state;

    close_searches(desk);
    open_searches(desk, "tmdb", 10);
    assert_false(seek(desk, 1, "alien"));
    assert_int_equal(upstream_total(&upstream), 0);
    close_searches(desk);
    open_searches(desk, "tmdb imdbapi", 10);
    assert_true(seek(desk, 1, "alien"));
}

/* TMDB's first answer points at the film. */
static void test_search__an_id_is_looked_up(void **state)
{
    struct desk *desk = *state;

    close_searches(desk);
    open_searches(desk, "tmdb imdbapi", 10);
    assert_true(seek(desk, 1, "https://www.imdb.com/title/tt0000001/"));
    assert_int_equal(desk->count, 1);
    assert_string_equal(desk->hits[0].imdb_id, "tt0000001");
    assert_string_equal(desk->hits[0].title, "TMDB's tt0000001");
    assert_int_equal(upstream_total(&upstream), 2);
    assert_true(seek(desk, 1, "tt0000404"));
    assert_int_equal(desk->count, 0);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000404"), 1);
}

SUITE(test_search)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_search__an_answer_is_kept_however_the_text_is_spelt),
        DESK_TEST(test_search__that_there_is_nothing_is_kept_too),
        DESK_TEST(test_search__an_answer_is_asked_for_again_after_ten_minutes),
        DESK_TEST(test_search__nothing_is_kept_of_a_failure),
        DESK_TEST(test_search__the_next_provider_s_answer_is_one),
        DESK_TEST(test_search__the_least_recently_used_answer_goes),
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
