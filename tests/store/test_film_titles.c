/* store/film_titles: a film is found by each of its titles. */
#include "store/film_titles.h"

#include <string.h>

#include "base/search_key.h"
#include "store/census.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "support/facts.h"
#include "support/inspect.h"

static const char *const titles[] = {"tam, gdzie rosna poziomki", "smultronstallet",
                                     "Wild strawberries"};

static struct film_facts strawberries(int64_t film_id)
{
    struct film_facts facts = facts_found(film_id);

    facts.title = "Tam, gdzie rosną poziomki";
    facts.original_title = "Smultronstället";
    facts.english_title = "Wild Strawberries";
    facts.year = 1957;
    return facts;
}

static const char *key_of(struct world *world, const char *title)
{
    return search_key(&world->arena, title);
}

/* The film under that title; 0: there is none. */
static int64_t titled(struct world *world, const char *title)
{
    const char *key = key_of(world, title);
    struct film_title *all;
    int64_t id = 0;
    size_t count;

    assert_ok(film_titles_all(world->reader, &world->arena, &all, &count, &world->err),
              &world->err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].key, key) == 0)
            id = all[i].film_id;
    return id;
}

static size_t listed(struct world *world, const char *title)
{
    const struct proposal_query query = {
        .sort = SORT_VOTES, .search = key_of(world, title), .limit = 5};
    struct proposal_slice slice;

    assert_ok(proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
              &world->err);
    return slice.count;
}

static void test_film_titles__each_finds_the_film(void **state)
{
    struct world *world = *state;
    struct film film;
    size_t count;

    facts_propose(world, 2);
    facts_save(world, strawberries(2), SEED_NOW);
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        assert_int_equal(titled(world, titles[i]), 2);
        assert_int_equal(listed(world, titles[i]), 1);
        assert_ok(films_titled(world->reader, &world->arena, key_of(world, titles[i]), &film, 1,
                               &count, &world->err),
                  &world->err);
        assert_int_equal(count, 1);
        assert_int_equal(film.id, 2);
    }
    assert_int_equal(titled(world, "poziomki"), 0);
    assert_int_equal(listed(world, "poziomki smultronstallet"), 0);
    assert_int_equal(titled(world, ""), 0);
}

static void test_film_titles__another_language_takes_the_place_of_the_one_before(void **state)
{
    struct world *world = *state;
    struct film_facts german = strawberries(1);

    facts_propose(world, 1);
    facts_save(world, strawberries(1), SEED_NOW);
    german.title = "Wilde Erdbeeren";
    facts_save(world, german, SEED_NOW + 1);
    assert_int_equal(titled(world, titles[0]), 0);
    assert_int_equal(listed(world, titles[0]), 0);
    assert_int_equal(titled(world, "wilde erdbeeren"), 1);
    assert_int_equal(titled(world, titles[1]), 1);
}

static void test_film_titles__whoever_types_another_title_is_led_to_what_is_up(void **state)
{
    struct world *world = *state;
    const struct proposal_new typed = {
        .title = "Smultronstället", .year = 1957, .unless_up = true, .club_limit = 100};
    struct proposed proposed;

    facts_propose(world, 1);
    facts_save(world, strawberries(1), SEED_NOW);
    assert_fault(FAULT_ALREADY_OPEN,
                 store_proposal_add(world->store, by(1), &typed, &proposed, &world->err),
                 &world->err);
}

static void test_film_titles__what_is_typed_by_hand_is_found(void **state)
{
    struct world *world = *state;

    facts_propose(world, 1);
    seed_facts(world, 1, "Ø", 90);
    assert_int_equal(titled(world, "o"), 1);
}

static void expect_census(struct world *world, const char *change, enum fault fault)
{
    assert_ok(world_run(world, change), &world->err);
    assert_fault(fault, census_counts(world->reader, &world->err), &world->err);
    error_init(&world->err);
}

static void test_film_titles__a_check_compares_them_with_the_film(void **state)
{
    static const char *const wrongs[] = {
        "DELETE FROM film_titles WHERE key = 'smultronstallet'",
        "INSERT INTO film_titles (film_id, key) VALUES (1, 'strawberries')",
        "UPDATE film_titles SET key = 'smultron' WHERE key = 'smultronstallet'",
        "UPDATE films SET search_key = ''"};
    struct world *world = *state;

    facts_propose(world, 1);
    facts_save(world, strawberries(1), SEED_NOW);
    expect_census(world, "SELECT 1", FAULT_NONE);
    for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
        expect_census(world, wrongs[i], FAULT_INTERNAL);
        expect_census(world,
                      "DELETE FROM film_titles;"
                      "UPDATE films SET search_key = 'a film' || char(10) || 'smultronstallet';"
                      "INSERT INTO film_titles (film_id, key)"
                      " VALUES (1, 'smultronstallet'), (1, 'a film')",
                      FAULT_NONE);
    }
}

SUITE(test_film_titles)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_film_titles__each_finds_the_film),
        WORLD_TEST(test_film_titles__another_language_takes_the_place_of_the_one_before),
        WORLD_TEST(test_film_titles__whoever_types_another_title_is_led_to_what_is_up),
        WORLD_TEST(test_film_titles__what_is_typed_by_hand_is_found),
        WORLD_TEST(test_film_titles__a_check_compares_them_with_the_film),
    };

    return RUN(tests);
}
