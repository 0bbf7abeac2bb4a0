/* moving/list_taking: a member's list, and the films that are known here. */
#include <string.h>

#include "base/clock.h"
#include "moving/list_report.h"
#include "store/works.h"
#include "support/listed.h"
#include "support/seed.h"

static struct list_taken take(struct world *world, const struct film_list *list, int64_t member_id,
                              bool dry_run)
{
    const struct list_wanted wanted = {.deed = deed_of_operator(clock_now()),
                                       .member_id = member_id,
                                       .for_club = member_id == 0,
                                       .dry_run = dry_run};
    struct list_taken taken;

    assert_ok(moving_take_list(world->store, &world->arena, list, &wanted, &taken, &world->err),
              &world->err);
    return taken;
}

static struct film_list ratings(struct world *world, const char *rows)
{
    return listed_text(
        &world->arena,
        arena_printf(&world->arena, "imdb_id,title,original_title,year,stars\n%s", rows),
        "ratings.csv", LIST_UNKNOWN);
}

static void assert_verdict(const struct list_taken *taken, size_t row, enum row_outcome outcome,
                           enum why why)
{
    assert_int_equal(taken->rows[row].outcome, outcome);
    assert_int_equal(taken->rows[row].why, why);
}

static int64_t count_marks(struct world *world)
{
    return world_number(world, "SELECT count(*) FROM seen");
}

/* Films with ids: tt1000001 Amélie (2001), tt1000002 Carrie (1976), tt1000003 Carrie (2013). */
static int64_t some_films(struct world *world)
{
    const int64_t ada = seed_member(world, "Ada");

    assert_ok(
        world_run(world,
                  "INSERT INTO films (imdb_id, title, title_key, search_key, year, created_at)"
                  " VALUES ('tt1000001', 'Amélie', 'amélie', 'amelie', 2001, 1),"
                  " ('tt1000002', 'Carrie', 'carrie', 'carrie', 1976, 1),"
                  " ('tt1000003', 'Carrie', 'carrie', 'carrie', 2013, 1),"
                  " ('tt1000004', 'Seven Samurai', 'seven samurai', 'seven samurai', 1954, 1),"
                  " ('tt1000005', 'Twins', 'twins', 'twins', 1990, 1),"
                  " ('tt1000006', 'Twins', 'twins', 'twins', 1992, 1),"
                  " (NULL, 'Rejs', 'rejs', 'rejs', 1970, 1),"
                  " (NULL, 'Home video', 'home video', 'home video', NULL, 1),"
                  " ('tt1000009', NULL, '', '', NULL, 1);"
                  "INSERT INTO film_titles (film_id, key)"
                  " SELECT id, search_key FROM films WHERE search_key <> ''"),
        &world->err);
    return ada;
}

static void test_list_taking__films_are_found_by_id_or_by_title_and_year(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, "tt1000001,Something else,,1950,4.5\n"
                                                 ",AMELIE!,,2002,\n"
                                                 ",Carrie,,2013,3\n"
                                                 ",Siedmiu samurajów,Seven Samurai,1955,5\n"
                                                 "tt0066287,Rejs,,1970,5\n"
                                                 ",Home video,,,2\n"
                                                 "tt1000009,Who knows,,,1\n"
                                                 "tt7654321,Brand new,,2024,4\n"
                                                 "tt7654321,Brand new,,2024,4\n");
    const struct list_taken taken = take(world, &list, ada, false);

    for (size_t i = 0; i < list.count; i++)
        if (i == 1 || i == 8)
            assert_verdict(&taken, i, ROW_MERGED, WHY_SEEN);
        else
            assert_verdict(&taken, i, ROW_TAKEN, WHY_NONE);
    assert_int_equal(taken.new_films, 1);
    assert_int_equal(count_marks(world), 7);
    assert_int_equal(taken.rows[0].id, taken.rows[1].id);
    assert_int_equal(taken.rows[4].id,
                     world_number(world, "SELECT id FROM films WHERE title = 'Rejs'"));
    assert_int_equal(world_number(world, "SELECT s.halves FROM seen s JOIN films f ON"
                                         " f.id = s.film_id WHERE f.title = 'Brand new'"),
                     8);
    assert_int_equal(world_number(world, "SELECT s.halves FROM seen s JOIN films f ON"
                                         " f.id = s.film_id WHERE f.imdb_id = 'tt1000003'"),
                     6);
    world_recount(world);
}

/* Where TMDB has said which one it is. Words in a plot say nothing. */
static void test_list_taking__a_number_of_tmdb_finds_the_film(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = listed_text(&world->arena,
                                              "title,year,imdb_id,tmdb_id,stars\n"
                                              "Amelia,1999,,194,4\n"
                                              "Amelia,1999,,7,4\n"
                                              "Carrie,1976,tt1000003,194,3\n",
                                              "ratings.csv", LIST_UNKNOWN);
    struct list_taken taken;

    assert_ok(world_run(world, "UPDATE films SET cached_at = 1, cached_imdb_data ="
                               " '{\"plot\":\"\\\"tmdb_id\\\":7\",\"tmdb_id\":194}'"
                               " WHERE imdb_id = 'tt1000001'"),
              &world->err);
    taken = take(world, &list, ada, false);
    assert_verdict(&taken, 0, ROW_TAKEN, WHY_NONE);
    assert_int_equal(taken.rows[0].id, world_number(world, "SELECT id FROM films WHERE imdb_id ="
                                                           " 'tt1000001'"));
    assert_verdict(&taken, 1, ROW_LEFT, WHY_NO_FILM);
    assert_int_equal(taken.rows[2].id, world_number(world, "SELECT id FROM films WHERE imdb_id ="
                                                           " 'tt1000003'"));
}

static void test_list_taking__what_may_be_another_film_is_left(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, ",Carrie,,1990,3\n"
                                                 ",Carrie,,,3\n"
                                                 ",Twins,,1991,3\n"
                                                 ",Home video,,1999,2\n"
                                                 ",Amélie from Montmartre,,2001,3\n"
                                                 ",???,,2001,3\n"
                                                 ",Amélie,,20001,3\n");
    const struct list_taken taken = take(world, &list, ada, false);

    assert_verdict(&taken, 0, ROW_LEFT, WHY_NO_FILM);
    assert_verdict(&taken, 1, ROW_LEFT, WHY_NO_FILM);
    assert_verdict(&taken, 2, ROW_LEFT, WHY_SEVERAL);
    assert_verdict(&taken, 3, ROW_LEFT, WHY_NO_FILM);
    assert_verdict(&taken, 4, ROW_LEFT, WHY_NO_FILM);
    assert_verdict(&taken, 5, ROW_LEFT, WHY_NO_FILM);
    assert_verdict(&taken, 6, ROW_LEFT, WHY_ROW_FLAW);
    assert_int_equal(count_marks(world), 0);
}

/* Two entries of one work (store/works.h), and a mark of either. */
static void test_list_taking__films_that_are_one_are_no_choice(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, ",Twins,,1991,3\ntt1000006,,,,4\n");
    struct list_taken taken;

    assert_ok(world_run(world, "UPDATE films SET work_id = 77 WHERE title = 'Twins'"), &world->err);
    taken = take(world, &list, ada, false);
    assert_verdict(&taken, 0, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 1, ROW_MERGED, WHY_SEEN);
    assert_int_equal(count_marks(world), 1);
}

static void test_list_taking__the_rating_that_stands_goes_before_the_diary(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    struct film_list list = ratings(world, "tt1000001,,,,1\ntt1000001,,,,2\ntt1000001,,,,3\n"
                                           "tt1000002,,,,1\ntt1000002,,,,2\ntt1000002,,,,\n");

    list.rows[0].kind = list.rows[2].kind = LIST_WATCHED;
    list.rows[0].day = 19000;
    for (size_t i = 3; i < 6; i++)
        list.rows[i].kind = LIST_WATCHED;
    list.rows[3].day = 100;
    list.rows[4].day = 200;
    list.rows[5].day = 300;
    take(world, &list, ada, false);
    assert_int_equal(world_number(world, "SELECT halves FROM seen WHERE film_id = (SELECT id FROM"
                                         " films WHERE imdb_id = 'tt1000001')"),
                     4);
    assert_int_equal(world_number(world, "SELECT halves FROM seen WHERE film_id = (SELECT id FROM"
                                         " films WHERE imdb_id = 'tt1000002')"),
                     4);
    assert_int_equal(world_number(world, "SELECT seen_at FROM seen WHERE film_id = (SELECT id FROM"
                                         " films WHERE imdb_id = 'tt1000002')"),
                     200 * 86400 + 43200);
}

static void test_list_taking__what_was_said_here_stays_and_stars_come_to_it(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, "tt1000001,,,,4\ntt1000002,,,,4\n");
    struct list_taken taken;

    assert_ok(world_run(world, "INSERT INTO seen (film_id, member_id, halves, seen_at)"
                               " SELECT f.id, m.id, CASE f.imdb_id WHEN 'tt1000001' THEN 2 END, 5"
                               " FROM films f, members m WHERE f.imdb_id <= 'tt1000002'"),
              &world->err);
    taken = take(world, &list, ada, false);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_SEEN);
    assert_verdict(&taken, 1, ROW_TAKEN, WHY_NONE);
    assert_int_equal(world_number(world, "SELECT sum(halves) FROM seen"), 2 + 8);
    assert_int_equal(world_number(world, "SELECT sum(seen_at) FROM seen"), 5 + 5);
}

static void test_list_taking__a_second_run_changes_nothing(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, "tt1000001,,,,4\ntt7654321,New,,2020,3\n");
    struct list_taken taken = take(world, &list, ada, false);

    assert_int_equal(taken.new_films, 1);
    taken = take(world, &list, ada, false);
    assert_int_equal(taken.new_films, 0);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_SEEN);
    assert_verdict(&taken, 1, ROW_MERGED, WHY_SEEN);
    assert_int_equal(count_marks(world), 2);
}

static void test_list_taking__a_dry_run_says_the_same_and_changes_nothing(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, "tt1000001,,,,4\ntt7654321,New,,2020,3\n,No,,,\n");
    const int64_t films = world_number(world, "SELECT count(*) FROM films");
    struct list_taken tried = take(world, &list, ada, true), taken;

    assert_int_equal(count_marks(world), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), films);
    taken = take(world, &list, ada, false);
    assert_int_equal(tried.new_films, taken.new_films);
    for (size_t i = 0; i < list.count; i++)
        assert_verdict(&tried, i, taken.rows[i].outcome, taken.rows[i].why);
}

static void test_list_taking__nothing_comes_if_one_mark_cant(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    const struct film_list list = ratings(world, "tt1000001,,,,4\ntt7654321,New,,2020,1.5\n");
    const struct list_wanted wanted = {.deed = deed_of_operator(clock_now()), .member_id = ada};
    struct list_taken taken;

    assert_ok(world_run(world, "CREATE TRIGGER odd BEFORE INSERT ON seen WHEN NEW.halves = 3"
                               " BEGIN SELECT raise(ABORT, 'no'); END"),
              &world->err);
    assert_true(moving_take_list(world->store, &world->arena, &list, &wanted, &taken,
                                 &world->err) != FAULT_NONE);
    assert_int_equal(count_marks(world), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films WHERE title = 'New'"), 0);
}

static void test_list_taking__a_watchlist_is_the_members_list(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    struct film_list list = ratings(world, ",Amélie,,2001,\ntt7654321,New,,2020,\n,No,,1999,\n");
    struct list_taken taken;

    for (size_t i = 0; i < list.count; i++)
        list.rows[i].kind = LIST_WATCHLIST;
    list.rows[0].day = 200;
    taken = take(world, &list, ada, true);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes"), 0);
    taken = take(world, &list, ada, false);
    assert_verdict(&taken, 0, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 1, ROW_TAKEN, WHY_NONE);
    assert_verdict(&taken, 2, ROW_LEFT, WHY_NO_FILM);
    assert_int_equal(count_marks(world), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM wishes"), 2);
    assert_int_equal(world_number(world, "SELECT min(added_at) FROM wishes"), 200 * 86400 + 43200);
    taken = take(world, &list, ada, false);
    assert_verdict(&taken, 0, ROW_MERGED, WHY_WISHED);
    world_recount(world);
}

static void test_list_taking__the_report_says_what_was_left_and_guesses(void **state)
{
    struct world *world = *state;
    const int64_t ada = some_films(world);
    struct film_list list = ratings(world, "tt1000001,Amélie,,2001,4\n"
                                           ",Carrie,,1990,3\n"
                                           ",Twins,,1991,3\n"
                                           ",Solaris,,1972,3\n"
                                           ",Alien,,79,3\n"
                                           ",Seven Samurai,,1954,3\n");
    auto_strbuf struct strbuf out;
    struct list_taken taken;

    strbuf_init(&out, 64 * 1024);
    list.rows[5].kind = LIST_WATCHLIST;
    list.not_read = 3;
    taken = take(world, &list, ada, false);
    film_list_report(&list, &taken, &out);
    assert_string_equal(
        out.bytes,
        "  ratings                      5 in =      1 taken +      0 merged +      4 left\n"
        "  watchlist                    1 in =      1 taken +      0 merged +      0 left\n"
        "Files of the ZIP that hold something else: 3\n"
        "These were left:\n"
        "  line 3, Carrie (1990): there is no film with this title. Is it Carrie (1976) or Carrie "
        "(2013)?\n"
        "  line 4, Twins (1991): several films here have this title. Is it Twins (1990) or Twins "
        "(1992)?\n"
        "  line 5, Solaris (1972): there is no film with this title.\n"
        "  line 6, Alien: its year isn't one.\n");
}

SUITE(test_list_taking)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_list_taking__films_are_found_by_id_or_by_title_and_year),
        WORLD_TEST(test_list_taking__a_number_of_tmdb_finds_the_film),
        WORLD_TEST(test_list_taking__what_may_be_another_film_is_left),
        WORLD_TEST(test_list_taking__films_that_are_one_are_no_choice),
        WORLD_TEST(test_list_taking__the_rating_that_stands_goes_before_the_diary),
        WORLD_TEST(test_list_taking__what_was_said_here_stays_and_stars_come_to_it),
        WORLD_TEST(test_list_taking__a_second_run_changes_nothing),
        WORLD_TEST(test_list_taking__a_dry_run_says_the_same_and_changes_nothing),
        WORLD_TEST(test_list_taking__nothing_comes_if_one_mark_cant),
        WORLD_TEST(test_list_taking__a_watchlist_is_the_members_list),
        WORLD_TEST(test_list_taking__the_report_says_what_was_left_and_guesses),
    };

    return RUN(tests);
}
