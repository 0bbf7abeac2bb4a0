/* What asks providers because somebody insists: `marquee refresh`; and what `cache` tells of it. */
#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

static void test_refresh__refresh_says_what_it_did(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    club_start(club);
    propose(club, 1, 3);
    wait_for(club, "fresh", true);
    outcome = COMMAND(club, NULL, "refresh", "--all");
    assert_int_equal(outcome.status, 0);
    /* Those of the club, too: METROPOLIS and the withdrawn one. */
    assert_non_null(strstr(outcome.out, "5 films: 5 refreshed, 0 unknown, 0 failed"));
    assert_non_null(strstr(COMMAND(club, NULL, "refresh").out, "0 films:"));
    assert_non_null(strstr(COMMAND(club, NULL, "refresh", "--all", "--limit", "2").out,
                           "2 films: 2 refreshed"));
    assert_non_null(strstr(COMMAND(club, NULL, "refresh", "--older-than", "1h").out, "0 films:"));
    club_stop(club);
    assert_non_null(strstr(COMMAND(club, NULL, "refresh", "--all").out, "5 films: 5 refreshed"));
    upstream_script(&upstream, "{\"prefix\": \"/titles\", \"then\": {\"do\": \"close\"}}");
    outcome = COMMAND(club, NULL, "refresh", "--all");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.out, "5 failed"));
    assert_non_null(strstr(outcome.err, "keep the data they have"));
}

static void test_refresh__what_cannot_be_saved_has_failed(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    club_start(club);
    process_leave_room(&club->server, 0);
    outcome = COMMAND(club, NULL, "refresh", "--all");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.out, "2 films: 0 refreshed, 0 unknown, 2 failed"));
    assert_non_null(strstr(outcome.err, "The last one: The disk"));
}

static void test_refresh__refresh_refuses_what_it_does_not_understand(void **state)
{
    struct club *club = *state;
    static const char *const words[][2] = {{"--limit", "0"},  {"--limit", "x"},
                                           {"--limit", NULL}, {"--older-than", "24"},
                                           {"--older", "1h"}, {"tt0000001", NULL}};

    for (size_t i = 0; i < COUNT_OF(words); i++)
        assert_int_equal(COMMAND(club, NULL, "refresh", words[i][0], words[i][1]).status, 2);
}

static void test_refresh__cache_tells_how_it_is(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    propose(club, 404, 1);
    wait_for(club, "unknown", false);
    outcome = COMMAND(club, NULL, "cache");
    assert_int_equal(outcome.status, 0);
    /* Of the club's own films the built-in catalogue knows one and not the other. */
    assert_non_null(strstr(outcome.out, "unknown      2\n"));
    assert_non_null(strstr(outcome.out, "imdbapi: working"));
    outcome = COMMAND(club, NULL, "cache", "--json");
    assert_non_null(strstr(outcome.out, "\"unknown\":2"));
    assert_non_null(strstr(outcome.out, "\"name\":\"imdbapi\""));
    outcome = COMMAND(club, NULL, "cache", "show", "tt0000001");
    assert_non_null(strstr(outcome.out, "Film tt0000001"));
    assert_non_null(strstr(outcome.out, "from imdbapi"));
    outcome = COMMAND(club, NULL, "cache", "show", "https://www.imdb.com/title/tt00000001/");
    assert_non_null(strstr(outcome.out, "Film tt0000001"));
    outcome = COMMAND(club, NULL, "cache", "show", "tt0000002");
    assert_int_equal(outcome.status, 1);
    outcome = COMMAND(club, NULL, "cache", "show", "nm0000001");
    assert_int_equal(outcome.status, 2);
    assert_non_null(strstr(outcome.err, "7 to 10 digits"));
    club_stop(club);
    assert_int_equal(COMMAND(club, NULL, "cache").status, 0);
}

SUITE(test_refresh)
{
    const struct CMUnitTest tests[] = {
        OUTSIDE_TEST(test_refresh__refresh_says_what_it_did),
        OUTSIDE_TEST(test_refresh__what_cannot_be_saved_has_failed),
        OUTSIDE_TEST(test_refresh__refresh_refuses_what_it_does_not_understand),
        OUTSIDE_TEST(test_refresh__cache_tells_how_it_is),
    };

    return RUN(tests);
}
