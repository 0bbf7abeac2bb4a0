/* domain/suggestion: which films are suggested, and for which reason. */
#include "domain/suggestion.h"

#include "support/check.h"

enum { FILMS = 30 };

/* Votes, minutes and wins of each film, most votes first; ends with no votes. */
static struct candidates of(struct candidate films[FILMS], const int64_t (*facts)[3],
                            int64_t lately)
{
    struct candidates from = {.items = films, .lately = lately};

    for (; facts[from.count][0] > 0; from.count++)
        films[from.count] = (struct candidate){.proposal_id = (int64_t)from.count + 1,
                                               .votes = facts[from.count][0],
                                               .minutes = facts[from.count][1],
                                               .wins = facts[from.count][2]};
    return from;
}

/* The places of the films, from 1 on, as one number: 203 is a double bill of 2 and 3. 0: none. */
static int64_t chosen(const struct candidates *from, struct evening_wish wish,
                      enum suggestion_kind kind)
{
    struct suggestion all[SUGGESTIONS];
    size_t count = suggestions_choose(from, &wish, all);

    for (size_t i = 0; i < count; i++)
        if (all[i].kind == kind)
            return all[i].count == 1
                       ? (int64_t)all[i].films[0] + 1
                       : (int64_t)(all[i].films[0] + 1) * 100 + (int64_t)all[i].films[1] + 1;
    return 0;
}

static const struct evening_wish usual = {.double_bill = DOUBLE_BILL_MINUTES};

static void test_suggestion__nothing_comes_of_nothing(void **state)
{
    struct suggestion all[SUGGESTIONS];
    struct candidates none = {0};

    (void)state;
    assert_int_equal(suggestions_choose(&none, &usual, all), 0);
}

static void test_suggestion__the_leader_that_fits_is_the_first_that_is_short_enough(void **state)
{
    static const int64_t facts[][3] = {{9, 180}, {8, 0}, {7, 121}, {7, 120}, {3, 60}, {0}};
    struct candidate films[FILMS];
    struct candidates from = of(films, facts, 0);

    (void)state;
    assert_int_equal(chosen(&from, (struct evening_wish){180, 1}, SUGGEST_FITS), 1);
    assert_int_equal(chosen(&from, (struct evening_wish){179, 1}, SUGGEST_FITS), 3);
    assert_int_equal(chosen(&from, (struct evening_wish){120, 1}, SUGGEST_FITS), 4);
    assert_int_equal(chosen(&from, (struct evening_wish){60, 1}, SUGGEST_FITS), 5);
    assert_int_equal(chosen(&from, (struct evening_wish){59, 1}, SUGGEST_FITS), 0);
    assert_int_equal(chosen(&from, usual, SUGGEST_FITS), 0);
}

static void test_suggestion__the_shortest_is_one_of_the_first_five(void **state)
{
    static const int64_t facts[][3] = {{9, 180}, {8, 0},  {7, 100}, {7, 100},
                                       {6, 130}, {5, 60}, {0}};
    static const int64_t unknown[][3] = {{9, 0}, {0}};
    struct candidate films[FILMS];
    struct candidates from = of(films, facts, 0);

    (void)state;
    assert_int_equal(chosen(&from, usual, SUGGEST_SHORTEST), 3);
    from = of(films, unknown, 0);
    assert_int_equal(chosen(&from, usual, SUGGEST_SHORTEST), 0);
}

static void test_suggestion__a_double_bill_comes_closest_to_the_wish(void **state)
{
    static const int64_t facts[][3] = {{9, 150}, {8, 90},  {7, 110}, {6, 0},
                                       {5, 120}, {4, 151}, {0}};
    struct candidate films[FILMS];
    struct candidates from = of(films, facts, 0);

    (void)state;
    assert_int_equal(chosen(&from, (struct evening_wish){0, 270}, SUGGEST_DOUBLE_BILL), 105);
    /* 301 minutes are one too many, 270 are thirty too few. */
    assert_int_equal(chosen(&from, (struct evening_wish){0, 300}, SUGGEST_DOUBLE_BILL), 106);
    assert_int_equal(chosen(&from, (struct evening_wish){0, 286}, SUGGEST_DOUBLE_BILL), 106);
    assert_int_equal(chosen(&from, (struct evening_wish){0, 285}, SUGGEST_DOUBLE_BILL), 506);
    /* 200 minutes are the least: at most fifteen more than was wished. */
    assert_int_equal(chosen(&from, (struct evening_wish){0, 185}, SUGGEST_DOUBLE_BILL), 203);
    assert_int_equal(chosen(&from, (struct evening_wish){0, 184}, SUGGEST_DOUBLE_BILL), 0);
}

static void test_suggestion__of_two_double_bills_the_one_with_more_votes_is_better(void **state)
{
    static const int64_t facts[][3] = {{9, 100}, {8, 170}, {7, 170}, {6, 100}, {0}};
    static const int64_t around[][3] = {{9, 100}, {8, 160}, {7, 180}, {0}};
    struct candidate films[FILMS];
    struct candidates from = of(films, facts, 0);

    (void)state;
    assert_int_equal(chosen(&from, usual, SUGGEST_DOUBLE_BILL), 102);
    from = of(films, around, 0); /* ten minutes off, either way */
    assert_int_equal(chosen(&from, usual, SUGGEST_DOUBLE_BILL), 102);
}

static void test_suggestion__a_double_bill_is_made_of_the_first_twenty(void **state)
{
    struct candidate films[FILMS] = {{0}};
    struct candidates from = {.items = films, .count = FILMS};

    (void)state;
    for (size_t i = 0; i < FILMS; i++)
        films[i] = (struct candidate){.votes = FILMS - (int64_t)i, .minutes = i < 20 ? 100 : 135};
    assert_int_equal(chosen(&from, usual, SUGGEST_DOUBLE_BILL), 102);
    films[19].minutes = 170;
    assert_int_equal(chosen(&from, usual, SUGGEST_DOUBLE_BILL), 120);
}

/* One voter who has won twice has won more often than six who have won three times together. */
static void test_suggestion__overdue_is_who_has_won_least_for_each_voter(void **state)
{
    static const int64_t facts[][3] = {{6, 0, 12}, {6, 0, 3}, {2, 0, 1}, {1, 0, 2}, {0}};
    struct candidate films[FILMS];
    struct candidates from = of(films, facts, 10);

    (void)state;
    assert_int_equal(chosen(&from, usual, SUGGEST_OVERDUE), 2);
    films[3].wins = 0;
    assert_int_equal(chosen(&from, usual, SUGGEST_OVERDUE), 4);
    from.lately = 0; /* nothing was watched that anybody had voted for */
    assert_int_equal(chosen(&from, usual, SUGGEST_OVERDUE), 0);
}

SUITE(test_suggestion)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestion__nothing_comes_of_nothing),
        cmocka_unit_test(test_suggestion__the_leader_that_fits_is_the_first_that_is_short_enough),
        cmocka_unit_test(test_suggestion__the_shortest_is_one_of_the_first_five),
        cmocka_unit_test(test_suggestion__a_double_bill_comes_closest_to_the_wish),
        cmocka_unit_test(test_suggestion__of_two_double_bills_the_one_with_more_votes_is_better),
        cmocka_unit_test(test_suggestion__a_double_bill_is_made_of_the_first_twenty),
        cmocka_unit_test(test_suggestion__overdue_is_who_has_won_least_for_each_voter),
    };

    return RUN(tests);
}
