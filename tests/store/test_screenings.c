/* store/screenings: the list of what was watched. */
#include "base/date.h"
#include "base/search_key.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "support/seed.h"

static enum fault undo(struct world *world, int64_t id)
{
    return store_screening_remove(world->store, by_host(), id, &world->err);
}

static struct screening_slice list(struct world *world, struct screening_query query)
{
    struct screening_slice slice;

    query.limit = query.limit == 0 ? LIST_LIMIT_MAX : query.limit;
    assert_ok(screenings_slice(world->reader, &world->arena, &query, &slice, &world->err),
              &world->err);
    return slice;
}

static void expect_titles(const struct screening_slice *slice, const char *const *titles,
                          size_t count)
{
    assert_int_equal(slice->count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(slice->items[i].film.title, titles[i]);
}
#define EXPECT_TITLES(slice, ...)                                                                  \
    expect_titles((slice), (const char *const[]){__VA_ARGS__},                                     \
                  COUNT_OF(((const char *const[]){__VA_ARGS__})))

static void fill(struct world *world)
{
    seed_watched_on(world, "Unknown One", 0);
    seed_watched_on(world, "March", date_of_year(2025) + 70);
    seed_watched_on(world, "New Year’s Eve", date_of_year(2026) - 1);
    seed_watched_on(world, "New Year", date_of_year(2026));
    seed_watched_on(world, "Unknown Two", 0);
    seed_watched_on(world, "March Again", date_of_year(2025) + 70);
}

static void test_screenings__the_latest_evening_comes_first_unknown_ones_last(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){0});
    EXPECT_TITLES(&slice, "New Year", "New Year’s Eve", "March Again", "March", "Unknown Two",
                  "Unknown One");
    assert_false(slice.more);
}

static void test_screenings__a_year_has_its_first_and_last_day(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){.year = 2025});
    EXPECT_TITLES(&slice, "New Year’s Eve", "March Again", "March");
    slice = list(world, (struct screening_query){.year = 2026});
    EXPECT_TITLES(&slice, "New Year");
    assert_int_equal(list(world, (struct screening_query){.year = 1970}).count, 0);
}

static void test_screenings__pages_leave_nothing_out_and_show_nothing_twice(void **state)
{
    struct world *world = *state;
    struct screening_slice all, slice;

    fill(world);
    all = list(world, (struct screening_query){0});
    for (size_t limit = 1; limit < 6; limit++) {
        struct screening_query query = {.limit = limit};
        size_t seen = 0;

        do {
            slice = list(world, query);
            for (size_t i = 0; i < slice.count; i++, seen++)
                assert_int_equal(slice.items[i].id, all.items[seen].id);
            query.continued = true;
            query.after_day = slice.items[slice.count - 1].day;
            query.after_id = slice.items[slice.count - 1].id;
        } while (slice.more);
        assert_int_equal(seen, all.count);
    }
}

static void test_screenings__are_found_by_a_part_of_the_title(void **state)
{
    struct world *world = *state;
    struct screening_slice slice;

    fill(world);
    slice = list(world, (struct screening_query){.search = search_key(&world->arena, "YEAR'S")});
    EXPECT_TITLES(&slice, "New Year’s Eve");
    slice = list(world, (struct screening_query){.search = "march", .year = 2025, .limit = 1});
    EXPECT_TITLES(&slice, "March Again");
    assert_true(slice.more);
    assert_int_equal(list(world, (struct screening_query){.search = "%"}).count, 0);
}

/* So many that the list is read, and a few among them that the index leads to. */
static void test_screenings__are_found_among_very_many(void **state)
{
    struct world *world = *state;
    struct screening_query query = {.search = "common", .limit = 7};
    struct screening_slice slice;
    int64_t days = 0;

    assert_ok(world_run(world,
                        "INSERT INTO films (title, title_key, search_key, created_at)"
                        " VALUES ('Common', 'common', 'common', 1), ('Rare', 'rare', 'rare', 1)"),
              &world->err);
    assert_ok(
        world_run(world,
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                  " WHERE i < 1500) INSERT INTO screenings (film_id, day, created_at)"
                  " SELECT CASE WHEN i % 300 = 0 THEN 2 ELSE 1 END, 1000 + i % 700, 1 FROM n"),
        &world->err);
    do {
        slice = list(world, query);
        for (size_t i = 0; i < slice.count; i++)
            assert_string_equal(slice.items[i].film.title, "Common");
        days += (int64_t)slice.count;
        query.continued = true;
        query.after_day = slice.items[slice.count - 1].day;
        query.after_id = slice.items[slice.count - 1].id;
    } while (slice.more);
    assert_int_equal(days, 1495);
    slice = list(world, (struct screening_query){.search = "rar", .limit = 3});
    assert_int_equal(slice.count, 3);
    assert_true(slice.more);
    assert_int_equal(slice.items[0].day, 1600);
    slice = list(world, (struct screening_query){.search = "rar",
                                                 .continued = true,
                                                 .after_day = slice.items[2].day,
                                                 .after_id = slice.items[2].id});
    assert_int_equal(slice.count, 2);
    assert_false(slice.more);
}

/* The film's title came, or changed, after it was recorded. */
static void test_screenings__are_found_by_the_title_that_the_film_has_now(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    struct screening_slice slice;

    seed_watched(world, film);
    seed_facts(world, film, "Late Title", 90);
    slice = list(world, (struct screening_query){.search = "late"});
    EXPECT_TITLES(&slice, "Late Title");
}

static void test_screenings__what_was_undone_is_not_listed(void **state)
{
    struct world *world = *state;
    int64_t id = seed_watched_on(world, "Not Watched", 100);

    assert_ok(undo(world, id), &world->err);
    assert_int_equal(list(world, (struct screening_query){0}).count, 0);
    assert_int_equal(list(world, (struct screening_query){.search = "watched"}).count, 0);
}

SUITE(test_screenings)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_screenings__the_latest_evening_comes_first_unknown_ones_last),
        WORLD_TEST(test_screenings__a_year_has_its_first_and_last_day),
        WORLD_TEST(test_screenings__pages_leave_nothing_out_and_show_nothing_twice),
        WORLD_TEST(test_screenings__are_found_by_a_part_of_the_title),
        WORLD_TEST(test_screenings__are_found_among_very_many),
        WORLD_TEST(test_screenings__are_found_by_the_title_that_the_film_has_now),
        WORLD_TEST(test_screenings__what_was_undone_is_not_listed),
    };

    return RUN(tests);
}
