/* store/screenings, engine/grams: the list of what was watched, and the search in it. */
#include <string.h>

#include "base/date.h"
#include "base/search_key.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "support/inspect.h"
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
    slice = list(world, (struct screening_query){.year = 2025,
                                                 .continued = true,
                                                 .after_day = date_of_year(2026) + 1,
                                                 .after_id = 1});
    EXPECT_TITLES(&slice, "New Year’s Eve", "March Again", "March");
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

/* Nearly all have one title, and a few among them another. */
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

/* Several on each evening, and some on none that is known. */
static void watch_all(struct world *world)
{
    assert_ok(world_run(world,
                        "INSERT INTO screenings (film_id, day, created_at)"
                        " SELECT id, CASE WHEN id % 9 = 0 THEN 0 ELSE 20000 + id * 37 % 401 END, 1"
                        " FROM films"),
              &world->err);
}

/* Titles made of a few letters, so that each part stands in some of them. */
static void fill_with_letters(struct world *world)
{
    assert_ok(
        world_run(world,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                  " INSERT INTO films (title, title_key, search_key, year, created_at)"
                  " SELECT t, t, t, 1900 + i % 150, 1 FROM (SELECT i, char(97 + i * 7 % 5,"
                  " 97 + i * 3 % 4, 32, 228 + i % 3, 97 + i % 11, 97 + i % 13 % 6, 48 + i % 10)"
                  " AS t FROM n)"),
        &world->err);
    watch_all(world);
}

/* "1 7 5 …": all slices of the search, one behind the other. */
static void walk(struct world *world, struct screening_query query, struct strbuf *ids)
{
    struct screening_slice slice = {.more = true};

    for (query.limit = 30; slice.more; query.continued = true) {
        uint64_t before = db_statements_run();

        slice = list(world, query);
        assert_in_range(db_statements_run() - before, 1, 2);
        for (size_t i = 0; i < slice.count; i++)
            strbuf_addf(ids, "%lld ", (long long)slice.items[i].id);
        if (slice.more) {
            query.after_day = slice.items[slice.count - 1].day;
            query.after_id = slice.items[slice.count - 1].id;
        }
    }
}

static void assert_finds_all(struct world *world, const char *text, int64_t year)
{
    auto_strbuf struct strbuf actual, expected;

    strbuf_init(&actual, 1024 * 1024);
    strbuf_init(&expected, 1024 * 1024);
    walk(world, (struct screening_query){.search = text, .year = year}, &actual);
    inspect_rows(world->path,
                 arena_printf(&world->arena,
                              "SELECT s.id FROM screenings s JOIN films f ON f.id = s.film_id"
                              " WHERE s.removed_at IS NULL AND instr(f.search_key, '%s') > 0"
                              " AND (%d = 0 OR s.day BETWEEN %d AND %d)"
                              " ORDER BY s.day DESC, s.id DESC",
                              text, (int)year, year == 0 ? 0 : (int)date_of_year(year),
                              year == 0 ? 0 : (int)date_of_year(year + 1) - 1),
                 " ", &expected);
    if (strcmp(actual.bytes, expected.bytes) != 0)
        fail_msg("\"%s\" of %d: %s\n%s", text, (int)year, actual.bytes, expected.bytes);
}

static void assert_finds_each(struct world *world)
{
    static const char *const texts[] = {
        "a",      "b",      " ",       "9",    "ä",     "z",     "ab",    "ba",   "äa",
        "b9",     "zz",     " ä",      "a ä",  "æb",    "ab ",   "b æ",   "bb æ", "a äb",
        "ca äja", "aa äbb", "aa äbb3", "ba b", "zebra", "aa aa", "b9b9b9"};

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_finds_all(world, texts[i], 0);
        assert_finds_all(world, texts[i], 2025);
    }
}

static void test_screenings__a_search_is_what_a_look_at_all_titles_finds(void **state)
{
    struct world *world = *state;

    fill_with_letters(world);
    assert_finds_each(world);
}

/* The index is asked for its beginning alone; the end decides. */
static void test_screenings__a_long_text_is_found_to_its_end(void **state)
{
    static const char *const titles[] = {"The Assassination of Jesse James by the Coward Robert F",
                                         "The Assassination of Jesse James by the Coward Robert G"};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(titles); i++)
        seed_watched_on(world, titles[i], 100);
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        const char *text = search_key(&world->arena, titles[i]);
        struct screening_slice slice = list(world, (struct screening_query){.search = text});

        EXPECT_TITLES(&slice, titles[i]);
    }
}

/* Each moves in the index, or leaves it, or comes back. */
static void test_screenings__a_search_follows_every_change(void **state)
{
    struct world *world = *state;

    fill_with_letters(world);
    assert_ok(world_run(world, "UPDATE screenings SET day = day + 300 WHERE id % 3 = 0;"
                               "UPDATE screenings SET day = day - 300 WHERE id % 6 = 0;"
                               "UPDATE screenings SET removed_at = 1 WHERE id % 5 < 2;"
                               "UPDATE films SET search_key = 'zebra ' || id WHERE id % 7 = 0"),
              &world->err);
    assert_finds_each(world);
    assert_ok(world_run(world, "UPDATE screenings SET removed_at = NULL WHERE id % 5 = 1;"
                               "UPDATE screenings SET day = 20123 WHERE day = 0;"
                               "DELETE FROM screenings WHERE id % 11 = 0"),
              &world->err);
    assert_finds_each(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM gram_changes"), 0);
}

/* Also after a way down and up again, when the index has to be made anew. */
static void test_screenings__a_search_follows_what_happened_without_a_server(void **state)
{
    struct world *world = *state;

    fill_with_letters(world);
    world_stop(world);
    inspect_run(world->path, "UPDATE screenings SET day = day + 300 WHERE id % 3 = 0;"
                             "UPDATE screenings SET removed_at = 1 WHERE id % 5 = 0");
    world_start(world);
    assert_finds_each(world);
    world_stop(world);
    assert_ok(world_migrate(world, 22), &world->err);
    world_start(world);
    assert_int_equal(list(world, (struct screening_query){.search = "a"}).count, 0);
    watch_all(world);
    assert_finds_each(world);
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
        WORLD_TEST(test_screenings__a_search_is_what_a_look_at_all_titles_finds),
        WORLD_TEST(test_screenings__a_long_text_is_found_to_its_end),
        WORLD_TEST(test_screenings__a_search_follows_every_change),
        WORLD_TEST(test_screenings__a_search_follows_what_happened_without_a_server),
        WORLD_TEST(test_screenings__are_found_by_the_title_that_the_film_has_now),
        WORLD_TEST(test_screenings__what_was_undone_is_not_listed),
    };

    return RUN(tests);
}
