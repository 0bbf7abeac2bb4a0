/* store/fetches: what came of asking providers, and when to ask again. */
#include <string.h>

#include "store/fetches.h"
#include "store/films.h"
#include "store/poster_wants.h"
#include "store/posters.h"
#include "support/facts.h"

static size_t pending(struct world *world, int64_t now, struct film_want wants[8])
{
    size_t count;

    assert_ok(films_pending(world->reader, now, wants, 8, &count, &world->err), &world->err);
    return count;
}

static void test_fetches__films_without_data_are_pending_until_they_are_known(void **state)
{
    struct world *world = *state;
    struct film_want wants[8];

    facts_propose(world, 3);
    seed_by_hand(world, 1, "By hand", 0);
    assert_int_equal(pending(world, SEED_NOW, wants), 3);
    assert_string_equal(wants[0].imdb_id, "tt0000001");
    facts_save(world, facts_found(1), SEED_NOW);
    assert_int_equal(pending(world, SEED_NOW + 2000, wants), 2);
}

static void test_fetches__a_failure_keeps_what_is_there_and_waits(void **state)
{
    struct world *world = *state;
    struct film_facts failed = {.film_id = 1,
                                .outcome = FILM_FAILED,
                                .try_at = SEED_NOW + 30,
                                .error = "https://x.example: no answer"};
    struct film_fetches fetches;
    struct film_want wants[8];
    struct film film;

    facts_propose(world, 1);
    facts_save(world, failed, SEED_NOW);
    assert_int_equal(pending(world, SEED_NOW + 29, wants), 0);
    assert_int_equal(pending(world, SEED_NOW + 30, wants), 1);
    assert_int_equal(wants[0].failures, 1);
    facts_save(world, facts_found(1), SEED_NOW + 31);
    facts_save(world, failed, SEED_NOW + 32);
    film = facts_film(world, 1);
    assert_string_equal(film.title, "Nosferatu");
    assert_int_equal(film.failures, 1);
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 1), "stale");
    assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err), &world->err);
    assert_string_equal(fetches.error, failed.error);
    facts_save(world, facts_found(1), SEED_NOW + 33);
    film = facts_film(world, 1);
    assert_int_equal(film.failures, 0);
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 34), "fresh");
}

static void test_fetches__unknown_films_are_asked_about_again_in_time(void **state)
{
    struct world *world = *state;
    struct film_want wants[8];

    facts_propose(world, 1);
    facts_save(world,
               (struct film_facts){.film_id = 1, .outcome = FILM_UNKNOWN, .try_at = SEED_NOW + 600},
               SEED_NOW);
    assert_int_equal(pending(world, SEED_NOW + 599, wants), 0);
    assert_int_equal(pending(world, SEED_NOW + 600, wants), 1);
    assert_int_equal(wants[0].failures, 1);
}

/* Of each way of being put off one from a clock ten years ahead. */
static void test_fetches__what_a_clock_ahead_has_put_off_is_due(void **state)
{
    const int64_t ahead = SEED_NOW + 10 * 365 * 86400L;
    struct world *world = *state;
    struct film_want wants[8], *older;
    struct films_summary summary;
    struct film_facts found;
    size_t count;

    facts_propose(world, 4);
    facts_save(world,
               (struct film_facts){.film_id = 1, .outcome = FILM_UNKNOWN, .try_at = ahead + 600},
               ahead);
    facts_save(
        world,
        (struct film_facts){
            .film_id = 2, .outcome = FILM_FAILED, .try_at = ahead + 30, .error = "no answer"},
        ahead);
    assert_int_equal(pending(world, SEED_NOW, wants), 4);
    found = facts_found(3);
    found.try_at = ahead + 3600;
    facts_save(world, found, ahead);
    found = facts_found(4);
    found.try_at = SEED_NOW + 3600;
    facts_save(world, found, SEED_NOW);
    assert_ok(films_old(world->reader, SEED_NOW - FILM_OLD_SECONDS, SEED_NOW, wants, 8, &count,
                        &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(wants[0].film_id, 3);
    assert_ok(films_older(world->reader, &world->arena, SEED_NOW - 3600, SEED_NOW, 8, &older,
                          &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
    assert_ok(films_summary(world->reader, SEED_NOW, &summary, &world->err), &world->err);
    assert_int_equal(summary.fresh, 1);
    assert_int_equal(summary.stale, 1);
}

static void test_fetches__older_films_come_oldest_first(void **state)
{
    struct world *world = *state;
    struct film_want *wants;
    size_t count;

    facts_propose(world, 4);
    facts_save(world, facts_found(2), SEED_NOW + 20);
    facts_save(world, facts_found(1), SEED_NOW + 10);
    facts_save(world, facts_found(4), SEED_NOW + 90);
    assert_ok(films_older(world->reader, &world->arena, SEED_NOW + 50, SEED_NOW + 99, 10, &wants,
                          &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
    assert_int_equal(wants[0].film_id, 3);
    assert_int_equal(wants[1].film_id, 1);
    assert_int_equal(wants[2].film_id, 2);
    assert_ok(films_older(world->reader, &world->arena, SEED_NOW + 50, SEED_NOW + 99, 1, &wants,
                          &count, &world->err),
              &world->err);
    assert_int_equal(count, 1);
}

/* Two at a time, as `marquee refresh --limit 2` each hour: the other two are always tried in vain.
 */
static void test_fetches__films_tried_in_vain_leave_the_others_their_turn(void **state)
{
    struct world *world = *state;
    int turns[5] = {0};

    facts_propose(world, 4);
    for (int64_t now = SEED_NOW; now < SEED_NOW + 24 * 3600; now += 3600) {
        struct film_want *wants;
        size_t count;

        assert_ok(
            films_older(world->reader, &world->arena, now, now, 2, &wants, &count, &world->err),
            &world->err);
        assert_int_equal(count, 2);
        for (size_t i = 0; i < count; i++) {
            struct film_facts facts = facts_found(wants[i].film_id);

            turns[wants[i].film_id]++;
            facts.outcome = wants[i].film_id == 1   ? FILM_UNKNOWN
                            : wants[i].film_id == 2 ? FILM_FAILED
                                                    : FILM_FOUND;
            facts.try_at = now + (facts.outcome == FILM_UNKNOWN ? 6 * 3600 : 60);
            facts.error = "No answer.";
            facts_save(world, facts, now);
        }
    }
    /* One that nobody knows is left alone for six hours, if there are others. */
    assert_in_range(turns[1], 3, 4);
    for (int i = 2; i <= 4; i++)
        assert_true(turns[i] >= 12);
}

static void test_fetches__failing_films_come_the_worst_first(void **state)
{
    struct world *world = *state;
    struct film_failing failing[FILMS_FAILING_MAX];
    struct film_facts failed = {.outcome = FILM_FAILED, .try_at = SEED_NOW, .error = "no answer"};
    struct film_facts unknown = {.outcome = FILM_UNKNOWN, .try_at = SEED_NOW};
    static const int64_t worst_first[] = {4, 3, 2, 1};
    static const int64_t tries[] = {1, 2, 1, 2};
    size_t count;

    facts_propose(world, 5);
    facts_save(world, facts_found(1), SEED_NOW);
    facts_save(world, facts_found(2), SEED_NOW);
    for (int64_t id = 1; id <= 4; id++) {
        struct film_facts facts = id == 3 ? unknown : failed;

        facts.film_id = id;
        for (int64_t i = 0; i < tries[id - 1]; i++)
            facts_save(world, facts, SEED_NOW);
    }
    assert_ok(films_failing(world->reader, &world->arena, failing, &count, &world->err),
              &world->err);
    assert_int_equal(count, COUNT_OF(worst_first));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(failing[i].film.id, worst_first[i]);
    assert_string_equal(failing[0].error, "no answer");
    assert_null(failing[1].error);
    /* An answer ends it. */
    facts_save(world, facts_found(2), SEED_NOW);
    assert_ok(films_failing(world->reader, &world->arena, failing, &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
}

static void test_fetches__the_summary_counts_every_film_once(void **state)
{
    struct world *world = *state;
    struct film_facts failed = {.film_id = 3, .outcome = FILM_FAILED, .error = "No answer."};
    struct films_summary summary;

    facts_propose(world, 5);
    seed_by_hand(world, 1, "By hand", 0);
    facts_save(world, facts_found(1), SEED_NOW);
    facts_save(world, facts_found(2), SEED_NOW - 5);
    failed.film_id = 2;
    facts_save(world, failed, SEED_NOW);
    failed.film_id = 3;
    facts_save(world, failed, SEED_NOW);
    facts_save(world, (struct film_facts){.film_id = 4, .outcome = FILM_UNKNOWN}, SEED_NOW);
    assert_ok(films_summary(world->reader, SEED_NOW, &summary, &world->err), &world->err);
    assert_int_equal(summary.films, 6);
    assert_int_equal(summary.manual, 1);
    assert_int_equal(summary.fresh, 1);
    assert_int_equal(summary.stale, 1);
    assert_int_equal(summary.pending, 2);
    assert_int_equal(summary.unknown, 1);
    assert_int_equal(summary.failing, 2);
    assert_int_equal(summary.oldest_at, SEED_NOW - 5);
    assert_int_equal(summary.poster_wanted, 2);
    assert_int_equal(summary.posters, 0);
}

SUITE(test_fetches)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_fetches__films_without_data_are_pending_until_they_are_known),
        WORLD_TEST(test_fetches__a_failure_keeps_what_is_there_and_waits),
        WORLD_TEST(test_fetches__unknown_films_are_asked_about_again_in_time),
        WORLD_TEST(test_fetches__what_a_clock_ahead_has_put_off_is_due),
        WORLD_TEST(test_fetches__older_films_come_oldest_first),
        WORLD_TEST(test_fetches__films_tried_in_vain_leave_the_others_their_turn),
        WORLD_TEST(test_fetches__failing_films_come_the_worst_first),
        WORLD_TEST(test_fetches__the_summary_counts_every_film_once),
    };

    return RUN(tests);
}
