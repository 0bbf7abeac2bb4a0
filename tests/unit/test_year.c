/* domain/year: what can be said of the films of a year. */
#include "domain/year.h"

#include <string.h>

#include "support/check.h"

/* Its ratings in half stars; ends with 0. */
static struct screened rated(int64_t id, const int *halves)
{
    struct screened screened = {.screening_id = id};

    for (; *halves > 0; halves++) {
        screened.rating_count++;
        screened.rating_sum += *halves;
        screened.rating_squares += *halves * *halves;
    }
    return screened;
}

static void expect_ids(const struct screened *const *top, size_t count, const char *wanted)
{
    char ids[100] = "";

    for (size_t i = 0; i < count; i++)
        snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%s%d", i == 0 ? "" : " ",
                 (int)top[i]->screening_id);
    assert_string_equal(ids, wanted);
}

static void test_year__the_best_have_the_best_average_and_then_more_ratings(void **state)
{
    struct screened films[] = {
        rated(1, (int[]){8, 0}),     rated(2, (int[]){0}),       rated(3, (int[]){8, 8, 0}),
        rated(4, (int[]){9, 8, 0}),  rated(5, (int[]){2, 0}),    rated(6, (int[]){10, 9, 9, 0}),
        rated(7, (int[]){7, 10, 0}), rated(8, (int[]){1, 1, 0}), rated(9, (int[]){8, 8, 0})};
    const struct screened *best[YEAR_BEST_MAX];
    struct club_year year = {.items = films, .count = COUNT_OF(films)};

    (void)state;
    expect_ids(best, year_best(&year, best), "6 4 7 3 9");
    year.count = 2;
    expect_ids(best, year_best(&year, best), "1");
    year.count = 0;
    expect_ids(best, year_best(&year, best), "");
}

static void test_year__the_most_divided_have_three_ratings_a_star_apart(void **state)
{
    struct screened films[] = {rated(1, (int[]){1, 10, 0}),    rated(2, (int[]){5, 5, 5, 0}),
                               rated(3, (int[]){4, 5, 6, 0}),  rated(4, (int[]){1, 10, 10, 1, 0}),
                               rated(5, (int[]){2, 9, 10, 0}), rated(6, (int[]){0})};
    const struct screened *divided[YEAR_BEST_MAX];
    struct club_year year = {.items = films, .count = COUNT_OF(films)};

    (void)state;
    expect_ids(divided, year_divided(&year, divided), "4 5");
}

static void test_year__a_spread_is_the_standard_deviation_in_tenths_of_a_star(void **state)
{
    struct screened films[] = {rated(1, (int[]){0}), rated(2, (int[]){7, 0}),
                               rated(3, (int[]){1, 10, 10, 1, 0}), rated(4, (int[]){4, 5, 6, 0})};

    (void)state;
    assert_int_equal(screened_spread(&films[0]), 0);
    assert_int_equal(screened_spread(&films[1]), 0);
    assert_int_equal(screened_spread(&films[2]), 23); /* 4.5 half stars */
    assert_int_equal(screened_spread(&films[3]), 4);  /* 0.816 half stars */
}

static void test_year__things_are_counted_by_name_or_by_id(void **state)
{
    static const char *const genres[] = {"Drama", "Comedy", "Horror", "Comedy", "Horror", "War"};
    struct tally tally = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(genres); i++)
        tally_add(&tally, (struct tallied){.name = genres[i]});
    tally_sort(&tally);
    assert_int_equal(tally.count, 4);
    assert_string_equal(tally.items[0].name, "Comedy"); /* it came before Horror */
    assert_int_equal(tally.items[0].films, 2);
    assert_string_equal(tally.items[1].name, "Horror");
    assert_string_equal(tally.items[2].name, "Drama");
    tally = (struct tally){0};
    for (int64_t i = 0; i < 2 * TALLY_MAX; i++)
        tally_add(&tally, (struct tallied){.id = i % (TALLY_MAX + 5)});
    assert_int_equal(tally.count, TALLY_MAX);
}

SUITE(test_year)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_year__the_best_have_the_best_average_and_then_more_ratings),
        cmocka_unit_test(test_year__the_most_divided_have_three_ratings_a_star_apart),
        cmocka_unit_test(test_year__a_spread_is_the_standard_deviation_in_tenths_of_a_star),
        cmocka_unit_test(test_year__things_are_counted_by_name_or_by_id),
    };

    return RUN(tests);
}
