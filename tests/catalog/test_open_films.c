/* catalog/open_films: which film may be asked for, and when. */
#include <string.h>

#include "catalog/open_films.h"
#include "store/fetches.h"
#include "support/check.h"

enum { NOW = 1700000000 };

static struct open_films films;

static int begin(void **state)
{
    (void)state;
    memset(&films, 0, sizeof(films));
    return 0;
}

static enum open_answer want(int64_t film_id, int64_t try_at, int64_t now)
{
    return open_films_want(&films, &(struct film_want){.film_id = film_id, .try_at = try_at}, now,
                           false);
}

static enum open_answer insist(int64_t film_id, int64_t now)
{
    return open_films_want(&films, &(struct film_want){.film_id = film_id}, now, true);
}

static void test_open_films__one_that_is_looked_up_is_left(void **state)
{
    (void)state;
    assert_int_equal(want(1, 0, NOW), OPEN_LOOK_UP);
    assert_int_equal(want(1, 0, NOW), OPEN_LEAVE);
    assert_int_equal(insist(1, NOW + 9999), OPEN_LEAVE);
    assert_int_equal(want(2, 0, NOW), OPEN_LOOK_UP);
    assert_int_equal(open_films_asked(&films), 2);
}

static void test_open_films__who_saw_it_before_it_was_saved_gets_nothing(void **state)
{
    (void)state;
    want(1, 0, NOW);
    open_films_saved(&films, 1, NOW + 60, NOW);
    assert_int_equal(open_films_asked(&films), 0);
    assert_int_equal(want(1, 0, NOW + 4), OPEN_LEAVE);
    assert_int_equal(want(1, NOW + 60, NOW + 4), OPEN_LOOK_UP);
    open_films_saved(&films, 1, NOW + 60, NOW);
    assert_int_equal(insist(1, NOW + 4), OPEN_LOOK_UP);
    open_films_saved(&films, 1, NOW + 60, NOW);
    assert_int_equal(want(1, 0, NOW + 5), OPEN_LOOK_UP);
}

/* Each time for longer: at least a quarter of 30 s, 60 s, … 1 h, and never longer than that. */
static void test_open_films__one_that_is_not_saved_is_put_off(void **state)
{
    int64_t now = NOW;

    (void)state;
    assert_int_equal(want(1, 0, now), OPEN_LOOK_UP);
    for (int64_t most = FILM_RETRY_SECONDS; most < 4 * FILM_RETRY_MAX_SECONDS; most *= 2) {
        int64_t wait = most < FILM_RETRY_MAX_SECONDS ? most : FILM_RETRY_MAX_SECONDS;

        open_films_unsaved(&films, 1, now);
        assert_int_equal(open_films_asked(&films), 0);
        assert_int_equal(want(1, 0, now + wait / 4 - 1), OPEN_LEAVE);
        now += wait;
        assert_int_equal(want(1, 0, now), OPEN_LOOK_UP);
    }
    open_films_unsaved(&films, 1, now);
    assert_int_equal(insist(1, now), OPEN_LOOK_UP);
    open_films_saved(&films, 1, now, now);
    assert_int_equal(want(1, now, now), OPEN_LOOK_UP);
    open_films_unsaved(&films, 1, now);
    assert_int_equal(want(1, 0, now + FILM_RETRY_SECONDS), OPEN_LOOK_UP);
}

static void test_open_films__a_clock_that_is_set_back_puts_nothing_off(void **state)
{
    (void)state;
    want(1, 0, NOW);
    open_films_unsaved(&films, 1, NOW);
    assert_int_equal(want(1, 0, NOW - 2 * FILM_RETRY_MAX_SECONDS), OPEN_LOOK_UP);
}

static void test_open_films__what_only_waits_makes_room(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= OPEN_FILMS_MAX; id++)
        assert_int_equal(want(id, 0, NOW), OPEN_LOOK_UP);
    assert_int_equal(want(5000, 0, NOW), OPEN_FULL);
    open_films_unsaved(&films, 7, NOW);
    assert_int_equal(want(5000, 0, NOW), OPEN_LOOK_UP);
    assert_int_equal(want(5001, 0, NOW), OPEN_FULL);
    open_films_saved(&films, 8, NOW + 60, NOW);
    assert_int_equal(want(5001, 0, NOW + 5), OPEN_LOOK_UP);
}

SUITE(test_open_films)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_open_films__one_that_is_looked_up_is_left, begin),
        cmocka_unit_test_setup(test_open_films__who_saw_it_before_it_was_saved_gets_nothing, begin),
        cmocka_unit_test_setup(test_open_films__one_that_is_not_saved_is_put_off, begin),
        cmocka_unit_test_setup(test_open_films__a_clock_that_is_set_back_puts_nothing_off, begin),
        cmocka_unit_test_setup(test_open_films__what_only_waits_makes_room, begin),
    };

    return RUN(tests);
}
