/* catalog/searches: what is kept of answers, and for how long. */
#include <stdio.h>

#include "base/clock.h"
#include "support/desk.h"

#define ASKED "/search/titles"

static void test_kept_searches__an_answer_is_kept_however_the_text_is_spelt(void **state)
{
    struct desk *desk = *state;
    static const char *const spelt[] = {"Aliens", "aliens ", "  ALIENS", "\u0430liens"};

    for (size_t i = 0; i < COUNT_OF(spelt); i++) {
        assert_true(desk_seek(desk, 1, spelt[i]));
        assert_int_equal(desk->count, HITS);
        assert_non_null(desk->hits[0].title);
    }
    /* The last one begins with a Cyrillic letter. */
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
    desk_expect(desk, SEARCH_PROVIDER, 2);
    desk_expect(desk, SEARCH_CACHE, 2);
}

static void test_kept_searches__that_there_is_nothing_is_kept_too(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 2; i++) {
        assert_true(desk_seek(desk, 1, "nothing"));
        assert_int_equal(desk->count, 0);
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
}

static void test_kept_searches__an_answer_is_asked_for_again_after_ten_minutes(void **state)
{
    struct desk *desk = *state;

    assert_true(desk_seek(desk, 1, "love"));
    clock_advance(SEARCH_SECONDS - PATIENCE);
    assert_true(desk_seek(desk, 1, "love"));
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    clock_advance(PATIENCE);
    assert_true(desk_seek(desk, 1, "love"));
    assert_int_equal(upstream_count(&upstream, ASKED), 2);
    assert_int_equal(desk->count, HITS);
}

static void test_kept_searches__nothing_is_kept_of_a_failure(void **state)
{
    struct desk *desk = *state;

    upstream_script(&upstream, "{\"prefix\": \"/search\", \"replies\": [{\"do\": \"status\"},"
                               " {\"do\": \"html\"}, {\"do\": \"truncated\"}]}");
    for (int i = 0; i < 3; i++) {
        assert_false(desk_seek(desk, 1, "love"));
        assert_int_equal(desk->count, 0);
    }
    assert_true(desk_seek(desk, 1, "love"));
    assert_int_equal(desk->count, HITS);
    assert_int_equal(upstream_count(&upstream, ASKED), 4);
    desk_expect(desk, SEARCH_LOCAL, 3);
    desk_expect(desk, SEARCH_PROVIDER, 1);
}

static void test_kept_searches__the_next_provider_s_answer_is_one(void **state)
{
    struct desk *desk = *state;

    desk_close_searches(desk);
    desk_open_searches(desk, "imdbapi demo", 10);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"then\": {\"do\": \"status\"}}");
    for (int i = 0; i < 2; i++) {
        assert_true(desk_seek(desk, 1, "nosferatu"));
        assert_int_equal(desk->count, 1);
        assert_string_equal(desk->hits[0].directors.items[0], "F.W. Murnau");
    }
    assert_int_equal(upstream_count(&upstream, ASKED), 1);
    /* It knows of none, and the other did not say. */
    assert_false(desk_seek(desk, 1, "no such film"));
}

static void test_kept_searches__the_least_recently_used_answer_goes(void **state)
{
    struct desk *desk = *state;
    char text[24];

    for (int i = 0; i < SEARCHES_MAX; i++) {
        snprintf(text, sizeof(text), "film %d", i);
        assert_true(desk_seek(desk, 1, text));
    }
    assert_true(desk_seek(desk, 1, "film 0"));
    assert_true(desk_seek(desk, 1, "one more"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 1);
    assert_true(desk_seek(desk, 1, "film 0"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 1);
    assert_true(desk_seek(desk, 1, "film 1"));
    assert_int_equal(upstream_count(&upstream, ASKED), SEARCHES_MAX + 2);
}

SUITE(test_kept_searches)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_kept_searches__an_answer_is_kept_however_the_text_is_spelt),
        DESK_TEST(test_kept_searches__that_there_is_nothing_is_kept_too),
        DESK_TEST(test_kept_searches__an_answer_is_asked_for_again_after_ten_minutes),
        DESK_TEST(test_kept_searches__nothing_is_kept_of_a_failure),
        DESK_TEST(test_kept_searches__the_next_provider_s_answer_is_one),
        DESK_TEST(test_kept_searches__the_least_recently_used_answer_goes),
    };

    return RUN(tests);
}
