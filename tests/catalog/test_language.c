/* catalog: what is under way when the club gets another language. */
#include "base/clock.h"
#include "store/club.h"
#include "support/desk.h"
#include "support/house.h"

static int open_tmdb(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "tmdb"});
}

/* Asked in the old language, and saved after the change: nobody would ask for a day. */
static void test_language__what_was_asked_in_the_old_one_is_asked_again(void **state)
{
    struct house *house = *state;

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    catalog_set_language(house->on.catalog, "fr-FR");
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_string_equal(house_film(house, 1).title, "Le tt0000001");
    assert_int_equal(upstream_count(&upstream, "/3/movie/1"), 2);
}

/* A moment ago, so that its readers would not have it asked for. */
static void test_language__what_was_just_saved_is_asked_again(void **state)
{
    struct house *house = *state;
    struct club_change change = {
        .set = CLUB_LANGUAGE, .settings = {.language = "fr-FR"}, .renews_films = true};

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_ok(store_club_change(house->world->store, by_at(1, clock_now()), ANY_VERSION, &change,
                                &house->world->err),
              &house->world->err);
    catalog_set_language(house->on.catalog, "fr-FR");
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_string_equal(house_film(house, 1).title, "Le tt0000001");
}

static void test_language__the_same_again_changes_nothing(void **state)
{
    struct house *house = *state;

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    catalog_set_language(house->on.catalog, "de-DE");
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/3/movie/1"), 1);
}

static void test_language__hits_of_the_old_one_are_not_for_new_searches(void **state)
{
    struct desk *desk = *state;

    assert_true(desk_seek(desk, 1, "love"));
    searches_set_language(desk->searches, "fr-FR");
    assert_true(desk_seek(desk, 1, "love"));
    searches_set_language(desk->searches, "en-US");
    assert_true(desk_seek(desk, 1, "love"));
    assert_int_equal(upstream_count(&upstream, "/search/titles"), 2);
}

#define TMDB_TEST(test) cmocka_unit_test_setup_teardown(test, open_tmdb, house_close)

SUITE(test_language)
{
    const struct CMUnitTest tests[] = {
        TMDB_TEST(test_language__what_was_asked_in_the_old_one_is_asked_again),
        TMDB_TEST(test_language__what_was_just_saved_is_asked_again),
        TMDB_TEST(test_language__the_same_again_changes_nothing),
        DESK_TEST(test_language__hits_of_the_old_one_are_not_for_new_searches),
    };

    return RUN(tests);
}
