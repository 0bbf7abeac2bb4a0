/* store/years and store/suggesting: what the club watched in a year, and whose films won lately. */
#include "base/date.h"
#include "store/suggesting.h"
#include "store/years.h"
#include "support/seed.h"

struct club {
    struct world *world;
    int64_t ada, grace;
};

static struct club found(void **state)
{
    struct club club = {.world = *state};

    club.ada = seed_member(club.world, "ada");
    club.grace = seed_member(club.world, "grace");
    return club;
}

/* Runs SQL with one number in it. */
static void run(struct world *world, const char *sql, ...)
{
    char text[500];
    va_list values;

    va_start(values, sql);
    vsnprintf(text, sizeof(text), sql, values);
    va_end(values);
    assert_ok(world_run(world, text), &world->err);
}

/* Watches the film of a proposal on that day ("": unknown). */
static void watch(struct world *world, int64_t proposal, const char *date)
{
    int64_t day = 0;

    assert_true(*date == '\0' || date_parse(date, &day));
    run(world,
        "INSERT INTO screenings (film_id, proposal_id, proposer_id, day, created_at)"
        " SELECT film_id, id, proposer_id, %lld, 1700000000 FROM proposals WHERE id = %lld;"
        " UPDATE proposals SET status = 'watched', closed_at = 1700000000 WHERE id = %lld",
        (long long)day, (long long)proposal, (long long)proposal);
}

static struct club_year year_of(struct world *world, int64_t number)
{
    struct club_year year;

    assert_ok(year_read(world->reader, &world->arena, number, 2100, &year, &world->err),
              &world->err);
    return year;
}

/* ---- years ---------------------------------------------------------------------------------- */

static void test_years__have_what_was_watched_from_january_to_december(void **state)
{
    static const char *const dates[] = {"2025-01-01", "2025-12-31", "2024-12-31",
                                        "2026-01-01", "",           "2025-06-15"};
    struct club club = found(state);
    struct club_year year;

    for (int i = 0; i < (int)COUNT_OF(dates); i++)
        watch(club.world, seed_proposal(club.world, club.ada, i + 1), dates[i]);
    run(club.world, "INSERT INTO screenings (film_id, day, created_at, removed_at)"
                    " VALUES (1, 20200, 1700000000, 1700000001)");
    year = year_of(club.world, 2025);
    assert_int_equal(year.count, 3);
    assert_int_equal(year.items[0].screening_id, 1);
    assert_int_equal(year.items[1].screening_id, 6);
    assert_int_equal(year.items[2].screening_id, 2);
    assert_int_equal(year.items[2].proposer.id, club.ada);
    /* What has no date is in no year, not in the first either. */
    year = year_of(club.world, YEAR_MIN);
    assert_int_equal(year.count, 0);
    year = year_of(club.world, YEAR_MAX);
    assert_int_equal(year.count, 0);
}

static void test_years__name_all_in_which_something_was_watched(void **state)
{
    static const char *const dates[] = {"1970-01-02", "1999-12-31", "2000-01-01", "2000-12-31",
                                        "2024-02-29", "2100-12-31", "2101-01-01", ""};
    static const int64_t wanted[] = {2100, 2024, 2000, 1999, 1970};
    struct club club = found(state);
    struct club_year year;

    for (int i = 0; i < (int)COUNT_OF(dates); i++)
        watch(club.world, seed_proposal(club.world, club.ada, i + 1), dates[i]);
    year = year_of(club.world, 1971);
    assert_int_equal(year.count, 0);
    assert_int_equal(year.year_count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        assert_int_equal(year.years[i], wanted[i]);
}

static void test_years__know_films_and_kept_sums(void **state)
{
    struct club club = found(state);
    int64_t proposal = seed_proposal(club.world, club.ada, 1);
    struct club_year year;

    seed_facts(club.world, proposal, "Charade", 113);
    watch(club.world, proposal, "2025-03-08");
    run(club.world,
        "INSERT INTO ratings (screening_id, member_id, halves, rated_at)"
        " VALUES (1, %lld, 9, 1700000000), (1, %lld, 6, 1700000000)",
        (long long)club.ada, (long long)club.grace);
    run(club.world, "DELETE FROM votes; UPDATE screenings SET proposer_id = NULL");
    year = year_of(club.world, 2025);
    assert_string_equal(year.items[0].title, "Charade");
    assert_int_equal(year.items[0].minutes, 113);
    assert_int_equal(year.items[0].rating_count, 2);
    assert_int_equal(year.items[0].rating_sum, 15);
    assert_int_equal(year.items[0].rating_squares, 117);
    assert_int_equal(year.items[0].proposer.id, 0);
}

static void test_years__end_with_the_latest_thousand(void **state)
{
    struct club club = found(state);
    struct club_year year;

    seed_proposal(club.world, club.ada, 1);
    run(club.world,
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " INSERT INTO screenings (film_id, day, created_at)"
        " SELECT 1, %lld + i / 10, 1700000000 FROM n",
        YEAR_SCREENINGS_MAX + 99, (long long)date_of_year(2025));
    year = year_of(club.world, 2025);
    assert_int_equal(year.count, YEAR_SCREENINGS_MAX);
    assert_int_equal(year.items[0].day, date_of_year(2025) + 10);
    assert_int_equal(year.items[year.count - 1].screening_id, YEAR_SCREENINGS_MAX + 100);
}

/* ---- candidates ----------------------------------------------------------------------------- */

static struct candidates candidates_of(struct world *world)
{
    struct candidates candidates;

    assert_ok(candidates_read(world->reader, &world->arena, &candidates, &world->err), &world->err);
    return candidates;
}

static void test_suggesting__looks_at_what_is_open_and_has_votes(void **state)
{
    struct club club = found(state);
    int64_t proposals[4];
    struct candidates candidates;

    for (int i = 0; i < 4; i++)
        proposals[i] = seed_proposal(club.world, club.ada, i + 1);
    seed_facts(club.world, proposals[1], "Charade", 113);
    for (int i = 0; i < 3; i++)
        seed_vote(club.world, proposals[i], club.ada);
    seed_vote(club.world, proposals[1], club.grace);
    watch(club.world, proposals[0], "2025-03-08");
    candidates = candidates_of(club.world);
    assert_int_equal(candidates.count, 2);
    assert_int_equal(candidates.items[0].proposal_id, proposals[1]);
    assert_int_equal(candidates.items[0].votes, 2);
    assert_int_equal(candidates.items[0].minutes, 113);
    assert_string_equal(candidates.items[0].title, "Charade");
    assert_int_equal(candidates.items[1].minutes, 0);
    run(club.world,
        "INSERT INTO tonight (place, proposal_id, settled_at) VALUES (1, %lld, 1700000000)",
        (long long)proposals[1]);
    candidates = candidates_of(club.world);
    assert_int_equal(candidates.count, 1);
    assert_int_equal(candidates.items[0].proposal_id, proposals[2]);
}

/* Ada has won twice and grace once; a film by hand is nobody's win, and what is older than the last
 * ten screenings is not lately. */
static void test_suggesting__counts_what_voters_have_won_lately(void **state)
{
    struct club club = found(state);
    int64_t proposals[5];
    struct candidates candidates;

    for (int i = 0; i < 5; i++)
        proposals[i] = seed_proposal(club.world, club.ada, i + 1);
    for (int i = 0; i < 4; i++)
        seed_vote(club.world, proposals[i], club.ada);
    seed_vote(club.world, proposals[1], club.grace);
    seed_vote(club.world, proposals[3], club.grace);
    seed_vote(club.world, proposals[4], club.grace);
    watch(club.world, proposals[0], "2025-03-01");
    watch(club.world, proposals[1], "2025-03-02");
    watch(club.world, proposals[2], "2024-01-01");
    candidates = candidates_of(club.world);
    assert_int_equal(candidates.lately, 3);
    assert_int_equal(candidates.count, 2);
    assert_int_equal(candidates.items[0].wins, 3 + 1);
    assert_int_equal(candidates.items[1].wins, 1);
    run(club.world, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8)"
                    " INSERT INTO screenings (film_id, day, created_at)"
                    " SELECT 1, 20300 + i, 1700000000 FROM n");
    candidates = candidates_of(club.world);
    assert_int_equal(candidates.lately, 2);
    assert_int_equal(candidates.items[0].wins, 2 + 1);
}

SUITE(test_years)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_years__have_what_was_watched_from_january_to_december),
        WORLD_TEST(test_years__name_all_in_which_something_was_watched),
        WORLD_TEST(test_years__know_films_and_kept_sums),
        WORLD_TEST(test_years__end_with_the_latest_thousand),
        WORLD_TEST(test_suggesting__looks_at_what_is_open_and_has_votes),
        WORLD_TEST(test_suggesting__counts_what_voters_have_won_lately),
    };

    return RUN(tests);
}
