/* jobs/refresh_films, fetch_posters: what came from upstream and goes into the database, or not. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "catalog/refresh.h"
#include "store/fetches.h"
#include "support/house.h"

/* From now on the database takes nothing about films, or takes it again. */
static void fill_disk(struct house *house)
{
    assert_ok(world_run(house->world, "CREATE TRIGGER full BEFORE UPDATE ON films"
                                      " BEGIN SELECT raise(ABORT, 'full'); END"),
              &house->world->err);
}

static void make_room(struct house *house)
{
    assert_ok(world_run(house->world, "DROP TRIGGER full"), &house->world->err);
}

/* ---- films -----------------------------------------------------------------------------------
 */

static void test_saving__a_film_that_is_not_saved_is_put_off(void **state)
{
    struct house *house = *state;

    seed_proposal(house->world, 1, 1);
    fill_disk(house);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_CONFLICT);
    for (int i = 0; i < 3; i++) {
        house_want(house, 1);
        assert_ok(job_want_pending(&house->on, &house->world->err), &house->world->err);
        assert_int_equal(house_look_up(house), FAULT_NONE);
    }
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 1);
    /* Half a minute at most; then twice that, and at least a quarter of it. */
    clock_advance(30);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_CONFLICT);
    clock_advance(5);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
    make_room(house);
    clock_advance(55);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_string_equal(house_film(house, 1).title, "Film tt0000001");
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 3);
}

static void test_saving__who_insists_has_it_asked_for(void **state)
{
    struct house *house = *state;
    const struct film_want insisted = {.film_id = 1, .imdb_id = "tt0000001"};

    seed_proposal(house->world, 1, 1);
    fill_disk(house);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_CONFLICT);
    make_room(house);
    assert_true(catalog_want_anyway(house->on.catalog, &insisted, clock_now()));
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_string_equal(house_film(house, 1).title, "Film tt0000001");
}

static void test_saving__what_the_provider_does_not_say_stays(void **state)
{
    struct house *house = *state;
    const struct film_want insisted = {.film_id = 1, .imdb_id = "tt0000001"};
    struct film before, after;

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    before = house_film(house, 1);
    assert_non_null(strstr(before.metadata, "Director of tt0000001"));
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"json\", \"body\": "
                    "{\"id\": \"tt0000001\", \"type\": \"movie\", \"primaryTitle\": \"Again\"}}}");
    assert_true(catalog_want_anyway(house->on.catalog, &insisted, clock_now()));
    assert_int_equal(house_look_up(house), FAULT_NONE);
    after = house_film(house, 1);
    assert_string_equal(after.title, "Again");
    assert_int_equal(after.year, before.year);
    assert_int_equal(after.runtime_minutes, before.runtime_minutes);
    assert_string_equal(after.metadata, before.metadata);
}

static void test_saving__data_that_is_old_is_asked_for_though_nobody_looks(void **state)
{
    struct house *house = *state;

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    clock_advance(FILM_OLD_SECONDS - HOUR);
    assert_ok(job_want_old(&house->on, &house->world->err), &house->world->err);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 1);
    clock_advance(2 * HOUR);
    assert_ok(job_want_old(&house->on, &house->world->err), &house->world->err);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
    assert_ok(job_want_old(&house->on, &house->world->err), &house->world->err);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
}

static void test_saving__old_data_is_not_asked_for_before_its_time(void **state)
{
    struct house *house = *state;

    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    clock_advance(FILM_OLD_SECONDS + HOUR);
    upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\"}}");
    for (int i = 0; i < 3; i++) {
        assert_ok(job_want_old(&house->on, &house->world->err), &house->world->err);
        assert_int_equal(house_look_up(house), FAULT_NONE);
    }
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
}

/* ---- posters ---------------------------------------------------------------------------------
 */

static int posters_asked(void)
{
    return upstream_count(&upstream, "/poster/tt0000001.jpg") +
           upstream_count(&upstream, "/poster/tt0000002.jpg");
}

static void test_saving__posters_that_are_not_saved_are_put_off(void **state)
{
    struct house *house = *state;

    for (int i = 1; i <= 2; i++) {
        seed_proposal(house->world, 1, i);
        house_want(house, i);
    }
    assert_int_equal(house_look_up(house), FAULT_NONE);
    fill_disk(house);
    assert_int_equal(house_fetch_posters(house), FAULT_CONFLICT);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 2);
    make_room(house);
    clock_advance(30);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 4);
    assert_non_null(house_film(house, 1).poster.id);
    assert_non_null(house_film(house, 2).poster.id);
}

static void test_saving__films_with_one_poster_have_it_downloaded_once(void **state)
{
    struct house *house = *state;
    char script[400];

    for (int i = 1; i <= 2; i++) {
        snprintf(script, sizeof(script),
                 "{\"prefix\": \"/titles/tt%07d\", \"then\": {\"do\": \"json\", \"body\": "
                 "{\"id\": \"tt%07d\", \"type\": \"movie\", \"primaryTitle\": \"Part %d\", "
                 "\"primaryImage\": {\"url\": \"%s/poster/tt0000001.jpg\"}}}}",
                 i, i, i, upstream.base);
        upstream_script(&upstream, script);
        seed_proposal(house->world, 1, i);
        house_want(house, i);
    }
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 1);
    assert_non_null(house_film(house, 1).poster.id);
    assert_string_equal(house_film(house, 2).poster.id, house_film(house, 1).poster.id);
}

SUITE(test_saving)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_saving__a_film_that_is_not_saved_is_put_off),
        HOUSE_TEST(test_saving__who_insists_has_it_asked_for),
        HOUSE_TEST(test_saving__what_the_provider_does_not_say_stays),
        HOUSE_TEST(test_saving__data_that_is_old_is_asked_for_though_nobody_looks),
        HOUSE_TEST(test_saving__old_data_is_not_asked_for_before_its_time),
        HOUSE_TEST(test_saving__posters_that_are_not_saved_are_put_off),
        HOUSE_TEST(test_saving__films_with_one_poster_have_it_downloaded_once),
    };

    return RUN(tests);
}
