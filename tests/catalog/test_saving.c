/*
 * What came from upstream and goes into the database, or does not: the jobs, run one by one over a
 * real store, a real catalogue and a stand-in for upstream.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "catalog/catalog.h"
#include "catalog/image.h"
#include "jobs/jobs.h"
#include "jobs/refresh.h"
#include "support/outside.h"
#include "support/seed.h"

enum { HOUR = 3600 /* seconds */ };

struct house {
    struct world *world;
    struct posters *posters;
    struct jobs_on on;
};

static void open_catalog(struct house *house)
{
    struct world *world = house->world;
    const struct catalog_settings settings = {
        .providers = "imdbapi",
        .poster_hosts = "",
        .public_url = "http://127.0.0.1",
        .image_program = image_program(&world->arena),
        .allow_private = true,
        .ttl = 24 * HOUR,
        .fetch_timeout_ms = 10000,
        .search_timeout_ms = 3000,
        .sources = {{.name = "imdbapi", .url = upstream.base, .concurrency = 10}},
    };

    assert_ok(posters_open(arena_printf(&world->arena, "%s/posters", world->folder),
                           &house->posters, &world->err),
              &world->err);
    assert_ok(catalog_open(&settings, house->posters, &house->on.catalog, &world->err),
              &world->err);
}

static int open_house(void **state)
{
    struct house *house = calloc(1, sizeof(*house));

    if (house == NULL || !secret_init() || world_open((void **)&house->world) != 0)
        return -1;
    upstream_start(&upstream);
    open_catalog(house);
    house->on.store = house->world->store;
    house->on.refresh = refresh_open();
    seed_admin(house->world, "ada");
    *state = house;
    return 0;
}

static int close_house(void **state)
{
    struct house *house = *state;
    void *world = house->world;

    catalog_close(house->on.catalog);
    posters_close(house->posters);
    refresh_close(house->on.refresh);
    upstream_stop(&upstream);
    free(house);
    return world_close(&world);
}
#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

static struct film film_of(struct house *house, int64_t id)
{
    struct world *world = house->world;
    struct film film;

    assert_ok(film_by_id(world->reader, &world->arena, id, &film, &world->err), &world->err);
    return film;
}

static void want(struct house *house, int64_t film_id)
{
    struct film film = film_of(house, film_id);

    catalog_want(house->on.catalog, &film, clock_now());
}

/* Runs the job of the films until nothing is under way; the last fault. */
static enum fault look_up(struct house *house)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    enum fault failed = FAULT_NONE;
    size_t films = 1, posters;

    while (films > 0) {
        enum fault fault = job_refresh_films(&house->on, &house->world->err);

        failed = fault != FAULT_NONE ? fault : failed;
        catalog_under_way(house->on.catalog, &films, &posters);
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
    return failed;
}

/* Runs the job of the posters until nothing is under way; the last fault. */
static enum fault fetch_posters(struct house *house)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    enum fault failed = FAULT_NONE;
    size_t films, posters = 1;

    while (posters > 0) {
        enum fault fault = job_fetch_posters(&house->on, &house->world->err);

        failed = fault != FAULT_NONE ? fault : failed;
        catalog_under_way(house->on.catalog, &films, &posters);
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
    return failed;
}

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
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_CONFLICT);
    for (int i = 0; i < 3; i++) {
        want(house, 1);
        assert_ok(job_want_pending(&house->on, &house->world->err), &house->world->err);
        assert_int_equal(look_up(house), FAULT_NONE);
    }
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 1);
    /* Half a minute at most; then twice that, and at least a quarter of it. */
    clock_advance(30);
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_CONFLICT);
    clock_advance(5);
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_NONE);
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 2);
    make_room(house);
    clock_advance(55);
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_NONE);
    assert_string_equal(film_of(house, 1).title, "Film tt0000001");
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), 3);
}

static void test_saving__who_insists_has_it_asked_for(void **state)
{
    struct house *house = *state;
    const struct film_want insisted = {.film_id = 1, .imdb_id = "tt0000001"};

    seed_proposal(house->world, 1, 1);
    fill_disk(house);
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_CONFLICT);
    make_room(house);
    assert_true(catalog_want_anyway(house->on.catalog, &insisted, clock_now()));
    assert_int_equal(look_up(house), FAULT_NONE);
    assert_string_equal(film_of(house, 1).title, "Film tt0000001");
}

static void test_saving__what_the_provider_does_not_say_stays(void **state)
{
    struct house *house = *state;
    const struct film_want insisted = {.film_id = 1, .imdb_id = "tt0000001"};
    struct film before, after;

    seed_proposal(house->world, 1, 1);
    want(house, 1);
    assert_int_equal(look_up(house), FAULT_NONE);
    before = film_of(house, 1);
    assert_non_null(strstr(before.metadata, "Director of tt0000001"));
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"json\", \"body\": "
                    "{\"id\": \"tt0000001\", \"type\": \"movie\", \"primaryTitle\": \"Again\"}}}");
    assert_true(catalog_want_anyway(house->on.catalog, &insisted, clock_now()));
    assert_int_equal(look_up(house), FAULT_NONE);
    after = film_of(house, 1);
    assert_string_equal(after.title, "Again");
    assert_int_equal(after.year, before.year);
    assert_int_equal(after.runtime_minutes, before.runtime_minutes);
    assert_string_equal(after.metadata, before.metadata);
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
        want(house, i);
    }
    assert_int_equal(look_up(house), FAULT_NONE);
    fill_disk(house);
    assert_int_equal(fetch_posters(house), FAULT_CONFLICT);
    assert_int_equal(fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 2);
    make_room(house);
    clock_advance(30);
    assert_int_equal(fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 4);
    assert_non_null(film_of(house, 1).poster.id);
    assert_non_null(film_of(house, 2).poster.id);
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
        want(house, i);
    }
    assert_int_equal(look_up(house), FAULT_NONE);
    assert_int_equal(fetch_posters(house), FAULT_NONE);
    assert_int_equal(fetch_posters(house), FAULT_NONE);
    assert_int_equal(posters_asked(), 1);
    assert_non_null(film_of(house, 1).poster.id);
    assert_string_equal(film_of(house, 2).poster.id, film_of(house, 1).poster.id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_saving__a_film_that_is_not_saved_is_put_off),
        HOUSE_TEST(test_saving__who_insists_has_it_asked_for),
        HOUSE_TEST(test_saving__what_the_provider_does_not_say_stays),
        HOUSE_TEST(test_saving__posters_that_are_not_saved_are_put_off),
        HOUSE_TEST(test_saving__films_with_one_poster_have_it_downloaded_once),
    };

    return cmocka_run_group_tests_name("catalog/saving", tests, NULL, NULL);
}
