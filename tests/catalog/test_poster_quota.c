/* jobs/prune_posters: beyond the quota, what is not up for a vote goes, the least used first. */
#include <stdio.h>

#include "base/clock.h"
#include "store/poster_quota.h"
#include "store/poster_wants.h"
#include "support/shelf.h"

static void withdraw(struct shelf *shelf, int64_t film)
{
    char sql[128];

    snprintf(sql, sizeof(sql),
             "UPDATE proposals SET status = 'withdrawn', closed_at = 1 WHERE film_id = %lld",
             (long long)film);
    assert_ok(world_run(shelf->world, sql), &shelf->world->err);
}

static bool film_has_poster(struct shelf *shelf, int64_t film)
{
    char sql[128];

    snprintf(sql, sizeof(sql), "SELECT count(poster_id) FROM films WHERE id = %lld",
             (long long)film);
    return world_number(shelf->world, sql) == 1;
}

static void use(struct shelf *shelf, const char *id)
{
    char ids[1][POSTER_ID_SIZE];

    snprintf(ids[0], sizeof(ids[0]), "%s", id);
    assert_ok(store_posters_used(shelf->world->store, ids, 1, clock_now(), &shelf->world->err),
              &shelf->world->err);
}

static void test_quota__beyond_the_quota_the_least_used_goes(void **state)
{
    struct shelf shelf;
    const char *first, *second;

    shelf_open(&shelf, *state);
    first = shelf_show(&shelf, 1, "0123456789");
    second = shelf_show(&shelf, 2, "abcdefghij");
    clock_advance(3 * DAY);
    use(&shelf, first);
    withdraw(&shelf, 1);
    withdraw(&shelf, 2);
    shelf.on.poster_quota = 20;
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, first));
    assert_true(shelf_has_row(&shelf, second));
    shelf.on.poster_quota = 19;
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, first));
    assert_true(shelf_has_file(&shelf, first));
    assert_false(shelf_has_row(&shelf, second));
    assert_false(shelf_has_file(&shelf, second));
    assert_false(film_has_poster(&shelf, 2));
    shelf_close(&shelf);
}

static void test_quota__what_is_up_for_a_vote_stays_however_large(void **state)
{
    struct shelf shelf;
    const char *open, *closed;

    shelf_open(&shelf, *state);
    open = shelf_show(&shelf, 1, "0123456789");
    clock_advance(3 * DAY);
    closed = shelf_show(&shelf, 2, "abcdefghij");
    withdraw(&shelf, 2);
    shelf.on.poster_quota = 1;
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, open));
    assert_false(shelf_has_row(&shelf, closed));
    shelf_close(&shelf);
}

static void test_quota__what_it_came_as_goes_before_a_poster_on_the_page(void **state)
{
    struct shelf shelf;
    const char *id;

    shelf_open(&shelf, *state);
    id = shelf_show(&shelf, 1, "0123456789");
    assert_ok(world_run(shelf.world,
                        "INSERT INTO poster_images SELECT poster_id, 600, 'original', 900, 1000,"
                        " hash FROM poster_images;"
                        "UPDATE posters SET bytes = 1010"),
              &shelf.world->err);
    shelf.on.poster_quota = 500;
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, id));
    assert_int_equal(world_number(shelf.world, "SELECT bytes FROM posters"), 10);
    assert_int_equal(world_number(shelf.world, "SELECT count(*) FROM poster_images"), 1);
    shelf_close(&shelf);
}

static void test_quota__a_dropped_poster_is_wanted_when_its_film_is_proposed(void **state)
{
    struct poster_want wants[4];
    struct shelf shelf;
    size_t count;

    shelf_open(&shelf, *state);
    shelf_show(&shelf, 1, "0123456789");
    withdraw(&shelf, 1);
    shelf.on.poster_quota = 1;
    shelf_prune(&shelf);
    assert_ok(posters_wanted(shelf.world->reader, &shelf.world->arena, clock_now(), wants, 4,
                             &count, &shelf.world->err),
              &shelf.world->err);
    assert_int_equal(count, 0);
    seed_proposal(shelf.world, 1, 1);
    assert_ok(posters_wanted(shelf.world->reader, &shelf.world->arena, clock_now(), wants, 4,
                             &count, &shelf.world->err),
              &shelf.world->err);
    assert_int_equal(count, 1);
    shelf_close(&shelf);
}

SUITE(test_poster_quota)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_quota__beyond_the_quota_the_least_used_goes),
        WORLD_TEST(test_quota__what_is_up_for_a_vote_stays_however_large),
        WORLD_TEST(test_quota__what_it_came_as_goes_before_a_poster_on_the_page),
        WORLD_TEST(test_quota__a_dropped_poster_is_wanted_when_its_film_is_proposed),
    };

    return RUN(tests);
}
