/* store/sheets: films of a list, row after row. */
#include "store/sheets.h"

#include <stdio.h>
#include <string.h>

#include "domain/deed.h"
#include "store/ratings.h"
#include "store/seen.h"
#include "store/wishes.h"
#include "support/seed.h"

enum { ROWS_MAX = 200 };

/* The rows, as "title day halves again elsewhere", each on a line. */
struct gathered {
    struct strbuf lines;
    size_t count, wanted;
};

static bool gather(void *context, const struct sheet_row *row)
{
    struct gathered *gathered = context;

    strbuf_addf(&gathered->lines, "%s %lld %lld %d %d\n", row->title, (long long)row->day,
                (long long)row->halves, row->is_again, row->is_elsewhere);
    return ++gathered->count < gathered->wanted;
}

static void read_sheet(struct world *world, enum sheet_kind kind, int64_t member,
                       struct gathered *gathered)
{
    strbuf_init(&gathered->lines, 64 * 1024);
    assert_ok(sheet_read(world->reader, kind, member, gather, gathered, &world->err), &world->err);
}

static void expect_lines(struct world *world, enum sheet_kind kind, int64_t member,
                         const char *lines)
{
    struct gathered gathered = {.wanted = ROWS_MAX};

    read_sheet(world, kind, member, &gathered);
    assert_string_equal(gathered.lines.bytes, lines);
    strbuf_release(&gathered.lines);
}

static void make_one(struct world *world)
{
    assert_ok(world_run(world, "UPDATE films SET work_id = 1 WHERE id IN (1, 2)"), &world->err);
}

static void test_sheets__any_list_is_one_statement(void **state)
{
    struct world *world = *state;
    struct gathered gathered = {.wanted = ROWS_MAX};
    uint64_t before;
    char title[16];

    for (int i = 0; i < ROWS_MAX - 1; i++) {
        snprintf(title, sizeof(title), "Film %d", i);
        seed_watched_on(world, title, 20000);
    }
    before = db_statements_run();
    read_sheet(world, SHEET_SCREENINGS, 0, &gathered);
    assert_int_equal(db_statements_run() - before, 1);
    assert_int_equal(gathered.count, ROWS_MAX - 1);
    strbuf_release(&gathered.lines);
}

static void test_sheets__whoever_wants_no_more_gets_none(void **state)
{
    struct world *world = *state;
    struct gathered gathered = {.wanted = 2};

    for (int i = 0; i < 3; i++)
        seed_watched_on(world, "Film", 20000 + i);
    read_sheet(world, SHEET_SCREENINGS, 0, &gathered);
    assert_int_equal(gathered.count, 2);
    strbuf_release(&gathered.lines);
}

static void test_sheets__a_film_that_is_the_same_comes_again(void **state)
{
    struct world *world = *state;

    seed_watched_on(world, "Solaris", 20000);
    seed_watched_on(world, "Solyaris", 20001);
    seed_watched_on(world, "Stalker", 20002);
    make_one(world);
    expect_lines(world, SHEET_SCREENINGS, 0,
                 "Solaris 20000 0 0 0\nSolyaris 20001 0 1 0\nStalker 20002 0 0 0\n");
}

static void test_sheets__ratings_say_what_was_rated_twice(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "ada");
    struct rated rated;
    struct seen seen;

    seed_watched_on(world, "Solaris", 20000);
    seed_watched_on(world, "Solyaris", 20001);
    seed_watched_on(world, "Stalker", 20002);
    make_one(world);
    assert_ok(store_seen_mark(world->store, by_at(ada, SEED_NOW + 1), 2, 4, &seen, &world->err),
              &world->err);
    assert_ok(
        store_seen_mark(world->store, by_at(ada, SEED_NOW + 2), 3, NO_STARS, &seen, &world->err),
        &world->err);
    assert_ok(store_rating_put(world->store, by_at(ada, SEED_NOW + 3), 1, 9, &rated, &world->err),
              &world->err);
    assert_ok(store_rating_put(world->store, by_at(ada, SEED_NOW + 4), 2, 8, &rated, &world->err),
              &world->err);
    expect_lines(world, SHEET_RATINGS, ada,
                 "Solyaris 0 4 0 1\nStalker 0 0 0 0\nSolaris 20000 9 0 0\nSolyaris 20001 8 1 0\n");
}

static void test_sheets__films_that_are_one_are_once_on_a_watchlist(void **state)
{
    struct world *world = *state;
    const int64_t ada = seed_member(world, "ada");
    struct wish wish;

    seed_watched_on(world, "Solaris", 20000);
    seed_watched_on(world, "Solyaris", 20001);
    for (int64_t film = 1; film <= 2; film++)
        assert_ok(
            store_wish_add(world->store, by_at(ada, SEED_NOW + film), film, &wish, &world->err),
            &world->err);
    make_one(world);
    expect_lines(world, SHEET_WATCHLIST, ada, "Solyaris 0 0 0 0\n");
    expect_lines(world, SHEET_WATCHLIST, ada + 1, "");
}

SUITE(test_sheets)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_sheets__any_list_is_one_statement),
        WORLD_TEST(test_sheets__whoever_wants_no_more_gets_none),
        WORLD_TEST(test_sheets__a_film_that_is_the_same_comes_again),
        WORLD_TEST(test_sheets__ratings_say_what_was_rated_twice),
        WORLD_TEST(test_sheets__films_that_are_one_are_once_on_a_watchlist),
    };

    return RUN(tests);
}
