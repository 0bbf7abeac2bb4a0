/* catalog/downloads: a larger copy of a poster is a guess; where it fails its address is asked. */
#include <stdio.h>
#include <string.h>

#include "support/kept.h"

static const char *larger(struct arena *arena, const char *url)
{
    return arena_printf(arena, "%.*s/poster/large%s/img", (int)strlen(upstream.base), url,
                        strstr(url, "/tt"));
}

static int open_larger(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.better_poster = larger});
}

static int larger_downloads(void)
{
    return upstream_count(&upstream, "/poster/large/tt0000001.jpg/img");
}

static void test_larger__the_address_is_asked_where_there_is_no_larger_copy(void **state)
{
    static const int statuses[] = {404, 403, 400};
    struct house *house = *state;

    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        char script[120];

        snprintf(script, sizeof(script),
                 "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"status\", \"status\": %d}}",
                 statuses[i]);
        upstream_script(&upstream, script);
        if (i == 0)
            kept_show(house);
        else
            kept_heal_all(house);
        assert_int_equal(larger_downloads(), (int)i + 1);
        assert_int_equal(kept_downloads(), (int)i + 1);
        assert_non_null(house_film(house, 1).poster.id);
    }
}

/* Whatever comes in its place, and however often: the address is asked, and has the poster. */
static void test_larger__the_address_is_asked_where_no_larger_copy_comes(void **state)
{
    static const char *const others[] = {
        "image\", \"kind\": \"html",
        "image\", \"kind\": \"empty",
        "waf",
        "image\", \"kind\": \"gif",
        "image\", \"kind\": \"cut",
        "huge",
        "redirect\", \"location\": \"https://not.listed.example/",
        "redirect\", \"location\": \"/poster/large/again",
        "status\", \"status\": \"302",
        "status\", \"status\": \"204",
    };
    struct house *house = *state;

    for (size_t i = 0; i < COUNT_OF(others); i++) {
        char script[160];

        snprintf(script, sizeof(script),
                 "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"%s\"}}", others[i]);
        upstream_script(&upstream, script);
        if (i == 0)
            kept_show(house);
        else
            kept_heal_all(house);
        assert_true(larger_downloads() > 0);
        assert_int_equal(kept_downloads(), (int)i + 1);
        assert_string_equal(kept_files(house, house_film(house, 1).poster.id),
                            "185 webp, 342 webp, 500 webp, 500 original");
    }
}

/* More than a lane takes for trouble, before one of the others has come. */
static void test_larger__larger_copies_that_do_not_come_are_no_trouble(void **state)
{
    enum { FILMS = 8 };
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/tt\", \"delay\": 500}");
    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"waf\"}}");
    for (int film = 1; film <= FILMS; film++) {
        seed_proposal(house->world, 1, film);
        house_want(house, film);
    }
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    for (int film = 1; film <= FILMS; film++)
        assert_non_null(house_film(house, film).poster.id);
}

static void test_larger__a_larger_copy_is_asked_alone(void **state)
{
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\", \"then\": {\"do\": \"image\"}}");
    kept_show(house);
    assert_int_equal(larger_downloads(), 1);
    assert_int_equal(kept_downloads(), 0);
}

/* It is the same host: to ask it for the other would not help. */
static void test_larger__trouble_with_a_larger_copy_is_trouble(void **state)
{
    struct house *house = *state;

    upstream_script(&upstream, "{\"prefix\": \"/poster/large/\","
                               " \"then\": {\"do\": \"status\", \"status\": 429, \"retry\": 60}}");
    kept_show(house);
    assert_int_equal(larger_downloads(), 1);
    assert_int_equal(kept_downloads(), 0);
    assert_null(house_film(house, 1).poster.id);
}

#define LARGER_TEST(test) cmocka_unit_test_setup_teardown(test, open_larger, house_close)

SUITE(test_larger)
{
    const struct CMUnitTest tests[] = {
        LARGER_TEST(test_larger__the_address_is_asked_where_there_is_no_larger_copy),
        LARGER_TEST(test_larger__the_address_is_asked_where_no_larger_copy_comes),
        LARGER_TEST(test_larger__larger_copies_that_do_not_come_are_no_trouble),
        LARGER_TEST(test_larger__a_larger_copy_is_asked_alone),
        LARGER_TEST(test_larger__trouble_with_a_larger_copy_is_trouble),
    };

    return RUN(tests);
}
