/* Providers that have a film under another id, and take it back: what comes of it in the database.
 */
#include "base/clock.h"
#include "support/house.h"

enum { DAYS = 2 * 24 * 60 * 60 };

static const char merged[] = "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"json\","
                             " \"body\": {\"id\": \"tt7393172\", \"primaryTitle\": \"Merged\"}}}";

static int open_two(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "imdbapi omdb"});
}

static int open_built_in(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "imdbapi demo"});
}

/* All are asked for film 1, after its data has become stale. */
static void ask_again(struct house *house)
{
    clock_advance(DAYS);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
}

static int64_t other_ids(struct house *house)
{
    return world_number(house->world, "SELECT count(*) FROM film_ids WHERE film_id = 1");
}

static void merge(struct house *house)
{
    seed_proposal(house->world, 1, 1);
    upstream_script(&upstream, merged);
    ask_again(house);
    assert_int_equal(other_ids(house), 1);
}

static void test_other_ids__are_given_up_once_nobody_says_them(void **state)
{
    struct house *house = *state;

    merge(house);
    ask_again(house);
    assert_int_equal(other_ids(house), 1);
    upstream_reset(&upstream);
    ask_again(house);
    assert_int_equal(other_ids(house), 0);
}

/* Who is not heard may still say so. */
static void test_other_ids__stay_while_a_provider_is_silent(void **state)
{
    struct house *house = *state;

    merge(house);
    upstream_reset(&upstream);
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\", \"status\": 500}}");
    ask_again(house);
    assert_int_equal(other_ids(house), 1);
}

/* A provider that does not know the film says nothing of its ids, but it was heard. */
static void test_other_ids__need_only_one_that_has_its_own(void **state)
{
    struct house *house = *state;

    merge(house);
    upstream_reset(&upstream);
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\", \"status\": 404}}");
    ask_again(house);
    assert_int_equal(other_ids(house), 0);
}

/* A source that takes every id for that of the first film, and then thinks better of it. */
static void test_other_ids__of_a_film_that_is_up_join_and_part_its_proposals(void **state)
{
    struct house *house = *state;
    static const char first[] = "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"json\","
                                " \"body\": {\"id\": \"tt0000001\", \"primaryTitle\": \"One\"}}}";
    static const char open[] = "SELECT count(*) FROM proposals WHERE status = 'open'";

    seed_proposal(house->world, 1, 1);
    seed_proposal(house->world, 1, 2);
    upstream_script(&upstream, first);
    clock_advance(DAYS);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(world_number(house->world, open), 1);
    assert_int_equal(world_number(house->world, "SELECT kept_id FROM joins"), 1);
    upstream_reset(&upstream);
    clock_advance(DAYS);
    house_want(house, 2);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(world_number(house->world, open), 2);
}

#define TWO_TEST(test)      cmocka_unit_test_setup_teardown(test, open_two, house_close)
#define BUILT_IN_TEST(test) cmocka_unit_test_setup_teardown(test, open_built_in, house_close)

SUITE(test_other_ids)
{
    const struct CMUnitTest tests[] = {
        TWO_TEST(test_other_ids__are_given_up_once_nobody_says_them),
        TWO_TEST(test_other_ids__stay_while_a_provider_is_silent),
        TWO_TEST(test_other_ids__need_only_one_that_has_its_own),
        TWO_TEST(test_other_ids__of_a_film_that_is_up_join_and_part_its_proposals),
        BUILT_IN_TEST(test_other_ids__are_given_up_once_nobody_says_them),
    };

    return RUN(tests);
}
