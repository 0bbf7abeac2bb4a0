/* store/poster_wants: which posters are to be downloaded, and when again. */
#include <string.h>

#include "store/films.h"
#include "store/poster_wants.h"
#include "store/posters.h"
#include "support/facts.h"

static size_t wanted(struct world *world, int64_t now, struct poster_want wants[8])
{
    size_t count;

    assert_ok(posters_wanted(world->reader, &world->arena, now, wants, 8, &count, &world->err),
              &world->err);
    return count;
}

static void test_poster_wants__a_poster_is_wanted_until_it_is_kept(void **state)
{
    struct world *world = *state;
    struct poster_want wants[8];
    struct poster_facts kept = {.url = "https://images.example.org/1",
                                .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};

    facts_propose(world, 1);
    assert_int_equal(wanted(world, SEED_NOW, wants), 0);
    facts_save(world, facts_found(1), SEED_NOW);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    assert_string_equal(wants[0].url, kept.url);
    assert_string_equal(wants[0].provider, "cinemeta");
    facts_save_poster(world, kept);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_string_equal(facts_film(world, 1).poster.id, kept.kept.poster.id);
    /* The same address again: nothing to do. */
    facts_save(world, facts_found(1), SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_ok(store_poster_lost(world->store, kept.kept.poster.id, &world->err), &world->err);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    /* What came of it is not forgotten because somebody misses it again. */
    facts_save_poster(world, (struct poster_facts){.url = kept.url,
                                                   .outcome = POSTER_REFUSED,
                                                   .error = "It is no image."});
    assert_ok(store_poster_lost(world->store, kept.kept.poster.id, &world->err), &world->err);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
}

static void test_poster_wants__what_a_clock_ahead_has_put_off_is_due(void **state)
{
    struct world *world = *state;
    struct poster_want wants[8];

    facts_propose(world, 1);
    facts_save(world, facts_found(1), SEED_NOW);
    facts_save_poster(world, (struct poster_facts){.url = "https://images.example.org/1",
                                                   .outcome = POSTER_FAILED,
                                                   .try_at = SEED_NOW + FILM_UNKNOWN_SECONDS,
                                                   .error = "no answer"});
    assert_int_equal(wanted(world, SEED_NOW, wants), 0);
    facts_save_poster(world, (struct poster_facts){.url = "https://images.example.org/1",
                                                   .outcome = POSTER_FAILED,
                                                   .try_at = SEED_NOW + 10 * 365 * 86400L,
                                                   .error = "no answer"});
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
}

static void test_poster_wants__a_refused_poster_is_remembered_by_its_address(void **state)
{
    struct world *world = *state;
    struct film_facts facts = facts_found(1);
    struct poster_want wants[8];

    facts_propose(world, 1);
    facts_save(world, facts, SEED_NOW);
    facts_save_poster(world, (struct poster_facts){.url = facts.poster_url,
                                                   .outcome = POSTER_REFUSED,
                                                   .error = "It is no image."});
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    facts_save(world, facts, SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    facts.poster_url = "https://images.example.org/2";
    facts_save(world, facts, SEED_NOW + 2);
    assert_int_equal(wanted(world, SEED_NOW + 2, wants), 1);
}

static enum fault want_one(struct store *store, size_t *count, struct error *err)
{
    return store_film_want_poster(store, by_host(), 1, count, err);
}

static enum fault want_all(struct store *store, size_t *count, struct error *err)
{
    return store_posters_want_failing(store, by_host(), count, err);
}

/* Of the film alone, or of all: what did not come is wanted, and only that. */
static void test_poster_wants__who_asks_for_a_poster_has_it_wanted(void **state)
{
    static enum fault (*const ways[])(struct store *, size_t *, struct error *) = {want_one,
                                                                                   want_all};
    struct world *world = *state;
    struct poster_facts facts = {.url = "https://images.example.org/1",
                                 .outcome = POSTER_REFUSED,
                                 .error = "It is no image.",
                                 .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};
    struct film_fetches fetches;
    struct poster_want wants[8];
    size_t count;

    facts_propose(world, 1);
    facts_save(world, facts_found(1), SEED_NOW);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        facts.outcome = i == 0 ? POSTER_REFUSED : POSTER_FAILED;
        facts.try_at = SEED_NOW + 5000;
        facts_save_poster(world, facts);
        assert_int_equal(wanted(world, SEED_NOW, wants), 0);
        assert_ok(ways[i](world->store, &count, &world->err), &world->err);
        assert_int_equal(count, 1);
        assert_int_equal(wanted(world, SEED_NOW, wants), 1);
        assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err),
                  &world->err);
        assert_string_equal(fetches.poster_error, "It is no image.");
    }
    facts.outcome = POSTER_KEPT;
    facts_save_poster(world, facts);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_ok(ways[i](world->store, &count, &world->err), &world->err);
        assert_int_equal(count, 0);
    }
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err), &world->err);
    assert_null(fetches.poster_error);
}

static void test_poster_wants__a_failed_poster_waits_but_not_for_another_address(void **state)
{
    struct world *world = *state;
    struct film_facts facts = facts_found(1);
    struct poster_want wants[8];

    facts_propose(world, 1);
    facts_save(world, facts, SEED_NOW);
    facts_save_poster(world, (struct poster_facts){.url = facts.poster_url,
                                                   .outcome = POSTER_FAILED,
                                                   .try_at = SEED_NOW + 60,
                                                   .error = "No answer."});
    assert_int_equal(wanted(world, SEED_NOW + 59, wants), 0);
    assert_int_equal(wanted(world, SEED_NOW + 60, wants), 1);
    assert_int_equal(wants[0].failures, 1);
    facts.poster_url = "https://images.example.org/2";
    facts_save(world, facts, SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 1, wants), 1);
}

/* Films may share one, such as the image of a series; what comes of it is so for all of them. */
static void test_poster_wants__what_comes_of_an_address_is_so_for_all_its_films(void **state)
{
    struct world *world = *state;
    struct film_facts facts = facts_found(1);
    struct poster_facts poster = {.url = facts.poster_url,
                                  .outcome = POSTER_FAILED,
                                  .try_at = SEED_NOW + 60,
                                  .error = "No answer.",
                                  .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};
    struct poster_want wants[8];

    facts_propose(world, 3);
    for (facts.film_id = 1; facts.film_id <= 2; facts.film_id++)
        facts_save(world, facts, SEED_NOW);
    facts.poster_url = "https://images.example.org/other";
    facts_save(world, facts, SEED_NOW);
    assert_int_equal(wanted(world, SEED_NOW, wants), 3);
    facts_save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    assert_string_equal(wants[0].url, facts.poster_url);
    poster.outcome = POSTER_KEPT;
    facts_save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 1);
    assert_string_equal(facts_film(world, 1).poster.id, poster.kept.poster.id);
    assert_string_equal(facts_film(world, 2).poster.id, poster.kept.poster.id);
    assert_null(facts_film(world, 3).poster.id);
    assert_ok(store_poster_lost(world->store, poster.kept.poster.id, &world->err), &world->err);
    poster.outcome = POSTER_REFUSED;
    facts_save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 1);
}

SUITE(test_poster_wants)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_poster_wants__a_poster_is_wanted_until_it_is_kept),
        WORLD_TEST(test_poster_wants__what_a_clock_ahead_has_put_off_is_due),
        WORLD_TEST(test_poster_wants__a_refused_poster_is_remembered_by_its_address),
        WORLD_TEST(test_poster_wants__who_asks_for_a_poster_has_it_wanted),
        WORLD_TEST(test_poster_wants__a_failed_poster_waits_but_not_for_another_address),
        WORLD_TEST(test_poster_wants__what_comes_of_an_address_is_so_for_all_its_films),
    };

    return RUN(tests);
}
