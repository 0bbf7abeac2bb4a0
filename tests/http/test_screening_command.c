/* `marquee screening`: what was watched, recorded and undone from the shell. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"

static void test_screening_command__records_lists_and_undoes(void **state)
{
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "screening", "add", "1", "--date", "2024-03-12",
                                     "--note", "in the park");

    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "2      2024-03-12 -     0       Metropolis (1927)\n");
    ask(&club->http, "GET /screenings/2", .as = keys->ada);
    expect_text(&club->http, "note", "in the park");
    ask(&club->http, "PUT /screenings/2/rating", .as = keys->ada, .body = "{\"stars\":3.5}");
    outcome = COMMAND(club, NULL, "screening");
    assert_non_null(strstr(outcome.out, "2      2024-03-12 3.5   1       Metropolis (1927)\n"));
    assert_non_null(strstr(outcome.out, "1      2000-02-29 -     0       Metropolis (1927)\n"));
    outcome = COMMAND(club, NULL, "screening", "list", "--year", "2000");
    assert_null(strstr(outcome.out, "2024"));
    MUST(club, NULL, "screening", "remove", "2");
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    expect_text(&club->http, "status", "open");
    outcome = COMMAND(club, NULL, "screening", "restore", "2");
    assert_string_equal(outcome.out, "2      2024-03-12 3.5   1       Metropolis (1927)\n");
    ask(&club->http, "GET /activity?kind=screening_removed", .as = keys->root);
    expect_true(&club->http, "items.0.by_host");
}

static void test_screening_command__takes_films_by_title_and_by_id(void **state)
{
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "screening", "add", "Old Favourite", "--year",
                                     "1950", "--proposer", "ada");

    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "2      unknown    -     0       Old Favourite (1950)\n");
    ask(&club->http, "GET /screenings/2", .as = keys->ada);
    expect_text(&club->http, "proposer.name", "ada");
    outcome = COMMAND(club, NULL, "screening", "add", "1", "--year", "2013");
    assert_string_equal(outcome.out, "3      unknown    -     0       1 (2013)\n");
    outcome = COMMAND(club, NULL, "screening", "add", "https://www.imdb.com/title/tt0133093/");
    assert_int_equal(outcome.status, 0);
    ask(&club->http, "GET /screenings/4", .as = keys->ada);
    expect_text(&club->http, "film.imdb_id", "tt0133093");
}

static void test_screening_command__says_what_is_wrong(void **state)
{
    static const struct refused bad[] = {
        {{"screening", "add", "1", "--date", "9999-01-01"}, "The date must be one like 2026-11-28"},
        {{"screening", "add", "1", "--date", "yesterday"}, "The date must be one like 2026-11-28"},
        {{"screening", "add", "1", "--proposer", "ada"}, "The proposal says who proposed it."},
        {{"screening", "add", " A"}, "The title must be one visible line"},
        {{"screening", "add", "77"}, "There is no proposal 77."},
        {{"screening", "add", "3"}, "This proposal is closed"},
        {{"screening", "remove", "77"}, "There is no screening 77."},
        {{"screening", "list", "--year", "1900"}, "The year must be from 1970"},
    };

    club_refuses(*state, bad, COUNT_OF(bad));
}

SUITE(test_screening_command)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_screening_command__records_lists_and_undoes),
        CLUB_TEST(test_screening_command__takes_films_by_title_and_by_id),
        CLUB_TEST(test_screening_command__says_what_is_wrong),
    };

    return RUN(tests);
}
