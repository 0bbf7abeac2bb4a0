/* store/fetches: what came of asking providers, and when to ask again. */
#include <string.h>

#include "store/fetches.h"
#include "store/films.h"
#include "store/poster_wants.h"
#include "store/posters.h"
#include "support/seed.h"

static struct film look_up(struct world *world, int64_t id)
{
    struct film film;

    assert_ok(film_by_id(world->reader, &world->arena, id, &film, &world->err), &world->err);
    return film;
}

static void save(struct world *world, struct film_facts facts, int64_t now)
{
    assert_ok(store_films_save(world->store, &facts, 1, now, &world->err), &world->err);
}

static struct film_facts found_facts(int64_t film_id)
{
    return (struct film_facts){.film_id = film_id,
                               .try_at = SEED_NOW + 1000,
                               .title = "Nosferatu",
                               .metadata = "{}",
                               .provider = "cinemeta",
                               .poster_url = "https://images.example.org/1"};
}

static size_t pending(struct world *world, int64_t now, struct film_want wants[8])
{
    size_t count;

    assert_ok(films_pending(world->reader, now, wants, 8, &count, &world->err), &world->err);
    return count;
}

static size_t wanted(struct world *world, int64_t now, struct poster_want wants[8])
{
    size_t count;

    assert_ok(posters_wanted(world->reader, &world->arena, now, wants, 8, &count, &world->err),
              &world->err);
    return count;
}

static void save_poster(struct world *world, struct poster_facts facts)
{
    assert_ok(store_poster_save(world->store, &facts, SEED_NOW, &world->err), &world->err);
}

/* Films 1 to `count`, each up for a vote. */
static void found(struct world *world, int count)
{
    int64_t ada = seed_admin(world, "ada");

    for (int i = 1; i <= count; i++)
        seed_proposal(world, ada, i);
}

static void test_fetches__films_without_data_are_pending_until_they_are_known(void **state)
{
    struct world *world = *state;
    struct film_want wants[8];

    found(world, 3);
    seed_by_hand(world, 1, "By hand", 0);
    assert_int_equal(pending(world, SEED_NOW, wants), 3);
    assert_string_equal(wants[0].imdb_id, "tt0000001");
    save(world, found_facts(1), SEED_NOW);
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

    found(world, 1);
    save(world, failed, SEED_NOW);
    assert_int_equal(pending(world, SEED_NOW + 29, wants), 0);
    assert_int_equal(pending(world, SEED_NOW + 30, wants), 1);
    assert_int_equal(wants[0].failures, 1);
    save(world, found_facts(1), SEED_NOW + 31);
    save(world, failed, SEED_NOW + 32);
    film = look_up(world, 1);
    assert_string_equal(film.title, "Nosferatu");
    assert_int_equal(film.failures, 1);
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 1), "stale");
    assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err), &world->err);
    assert_string_equal(fetches.error, failed.error);
    save(world, found_facts(1), SEED_NOW + 33);
    film = look_up(world, 1);
    assert_int_equal(film.failures, 0);
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 34), "fresh");
}

static void test_fetches__unknown_films_are_asked_about_again_in_time(void **state)
{
    struct world *world = *state;
    struct film_want wants[8];

    found(world, 1);
    save(world,
         (struct film_facts){.film_id = 1, .outcome = FILM_UNKNOWN, .try_at = SEED_NOW + 600},
         SEED_NOW);
    assert_int_equal(pending(world, SEED_NOW + 599, wants), 0);
    assert_int_equal(pending(world, SEED_NOW + 600, wants), 1);
    assert_int_equal(wants[0].failures, 1);
}

static void test_fetches__older_films_come_oldest_first(void **state)
{
    struct world *world = *state;
    struct film_want *wants;
    size_t count;

    found(world, 4);
    save(world, found_facts(2), SEED_NOW + 20);
    save(world, found_facts(1), SEED_NOW + 10);
    save(world, found_facts(4), SEED_NOW + 90);
    assert_ok(
        films_older(world->reader, &world->arena, SEED_NOW + 50, 10, &wants, &count, &world->err),
        &world->err);
    assert_int_equal(count, 3);
    assert_int_equal(wants[0].film_id, 3);
    assert_int_equal(wants[1].film_id, 1);
    assert_int_equal(wants[2].film_id, 2);
    assert_ok(
        films_older(world->reader, &world->arena, SEED_NOW + 50, 1, &wants, &count, &world->err),
        &world->err);
    assert_int_equal(count, 1);
}

/* Two at a time, as `marquee refresh --limit 2` each hour: the other two are always tried in vain.
 */
static void test_fetches__films_tried_in_vain_leave_the_others_their_turn(void **state)
{
    struct world *world = *state;
    int turns[5] = {0};

    found(world, 4);
    for (int64_t now = SEED_NOW; now < SEED_NOW + 24 * 3600; now += 3600) {
        struct film_want *wants;
        size_t count;

        assert_ok(films_older(world->reader, &world->arena, now, 2, &wants, &count, &world->err),
                  &world->err);
        assert_int_equal(count, 2);
        for (size_t i = 0; i < count; i++) {
            struct film_facts facts = found_facts(wants[i].film_id);

            turns[wants[i].film_id]++;
            facts.outcome = wants[i].film_id == 1   ? FILM_UNKNOWN
                            : wants[i].film_id == 2 ? FILM_FAILED
                                                    : FILM_FOUND;
            facts.try_at = now + (facts.outcome == FILM_UNKNOWN ? 6 * 3600 : 60);
            facts.error = "No answer.";
            save(world, facts, now);
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

    found(world, 5);
    save(world, found_facts(1), SEED_NOW);
    save(world, found_facts(2), SEED_NOW);
    for (int64_t id = 1; id <= 4; id++) {
        struct film_facts facts = id == 3 ? unknown : failed;

        facts.film_id = id;
        for (int64_t i = 0; i < tries[id - 1]; i++)
            save(world, facts, SEED_NOW);
    }
    assert_ok(films_failing(world->reader, &world->arena, failing, &count, &world->err),
              &world->err);
    assert_int_equal(count, COUNT_OF(worst_first));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(failing[i].film.id, worst_first[i]);
    assert_string_equal(failing[0].error, "no answer");
    assert_null(failing[1].error);
    /* An answer ends it. */
    save(world, found_facts(2), SEED_NOW);
    assert_ok(films_failing(world->reader, &world->arena, failing, &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
}

static void test_fetches__a_poster_is_wanted_until_it_is_kept(void **state)
{
    struct world *world = *state;
    struct poster_want wants[8];
    struct poster_facts kept = {.url = "https://images.example.org/1",
                                .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};

    found(world, 1);
    assert_int_equal(wanted(world, SEED_NOW, wants), 0);
    save(world, found_facts(1), SEED_NOW);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    assert_string_equal(wants[0].url, kept.url);
    assert_string_equal(wants[0].provider, "cinemeta");
    save_poster(world, kept);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_string_equal(look_up(world, 1).poster.id, kept.kept.poster.id);
    /* The same address again: nothing to do. */
    save(world, found_facts(1), SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_ok(store_poster_lost(world->store, kept.kept.poster.id, &world->err), &world->err);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    /* What came of it is not forgotten because somebody misses it again. */
    save_poster(world, (struct poster_facts){
                           .url = kept.url, .outcome = POSTER_REFUSED, .error = "It is no image."});
    assert_ok(store_poster_lost(world->store, kept.kept.poster.id, &world->err), &world->err);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
}

static void test_fetches__a_refused_poster_is_remembered_by_its_address(void **state)
{
    struct world *world = *state;
    struct film_facts facts = found_facts(1);
    struct poster_want wants[8];

    found(world, 1);
    save(world, facts, SEED_NOW);
    save_poster(world, (struct poster_facts){.url = facts.poster_url,
                                             .outcome = POSTER_REFUSED,
                                             .error = "It is no image."});
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    save(world, facts, SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    facts.poster_url = "https://images.example.org/2";
    save(world, facts, SEED_NOW + 2);
    assert_int_equal(wanted(world, SEED_NOW + 2, wants), 1);
}

static enum fault want_one(struct store *store, size_t *count, struct error *err)
{
    return store_film_want_poster(store, by_host(), 1, count, err);
}

static enum fault want_all(struct store *store, size_t *count, struct error *err)
{
    return store_posters_want_failing(store, by_host(), count, err);
}

/* Of the film alone, or of all: what did not come is wanted, and only that. */
static void test_fetches__who_asks_for_a_poster_has_it_wanted(void **state)
{
    static enum fault (*const ways[])(struct store *, size_t *, struct error *) = {want_one,
                                                                                   want_all};
    struct world *world = *state;
    struct poster_facts facts = {.url = "https://images.example.org/1",
                                 .outcome = POSTER_REFUSED,
                                 .error = "It is no image.",
                                 .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};
    struct film_fetches fetches;
    struct poster_want wants[8];
    size_t count;

    found(world, 1);
    save(world, found_facts(1), SEED_NOW);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        facts.outcome = i == 0 ? POSTER_REFUSED : POSTER_FAILED;
        facts.try_at = SEED_NOW + 5000;
        save_poster(world, facts);
        assert_int_equal(wanted(world, SEED_NOW, wants), 0);
        assert_ok(ways[i](world->store, &count, &world->err), &world->err);
        assert_int_equal(count, 1);
        assert_int_equal(wanted(world, SEED_NOW, wants), 1);
        assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err),
                  &world->err);
        assert_string_equal(fetches.poster_error, "It is no image.");
    }
    facts.outcome = POSTER_KEPT;
    save_poster(world, facts);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_ok(ways[i](world->store, &count, &world->err), &world->err);
        assert_int_equal(count, 0);
    }
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 0);
    assert_ok(film_fetches(world->reader, &world->arena, 1, &fetches, &world->err), &world->err);
    assert_null(fetches.poster_error);
}

static void test_fetches__a_failed_poster_waits_but_not_for_another_address(void **state)
{
    struct world *world = *state;
    struct film_facts facts = found_facts(1);
    struct poster_want wants[8];

    found(world, 1);
    save(world, facts, SEED_NOW);
    save_poster(world, (struct poster_facts){.url = facts.poster_url,
                                             .outcome = POSTER_FAILED,
                                             .try_at = SEED_NOW + 60,
                                             .error = "No answer."});
    assert_int_equal(wanted(world, SEED_NOW + 59, wants), 0);
    assert_int_equal(wanted(world, SEED_NOW + 60, wants), 1);
    assert_int_equal(wants[0].failures, 1);
    facts.poster_url = "https://images.example.org/2";
    save(world, facts, SEED_NOW + 1);
    assert_int_equal(wanted(world, SEED_NOW + 1, wants), 1);
}

/* Films may share one, such as the image of a series; what comes of it is so for all of them. */
static void test_fetches__what_comes_of_an_address_is_so_for_all_its_films(void **state)
{
    struct world *world = *state;
    struct film_facts facts = found_facts(1);
    struct poster_facts poster = {.url = facts.poster_url,
                                  .outcome = POSTER_FAILED,
                                  .try_at = SEED_NOW + 60,
                                  .error = "No answer.",
                                  .kept = seed_poster("0123456789abcdef0123456789abcdef", 342)};
    struct poster_want wants[8];

    found(world, 3);
    for (facts.film_id = 1; facts.film_id <= 2; facts.film_id++)
        save(world, facts, SEED_NOW);
    facts.poster_url = "https://images.example.org/other";
    save(world, facts, SEED_NOW);
    assert_int_equal(wanted(world, SEED_NOW, wants), 3);
    save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW, wants), 1);
    assert_string_equal(wants[0].url, facts.poster_url);
    poster.outcome = POSTER_KEPT;
    save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 1);
    assert_string_equal(look_up(world, 1).poster.id, poster.kept.poster.id);
    assert_string_equal(look_up(world, 2).poster.id, poster.kept.poster.id);
    assert_null(look_up(world, 3).poster.id);
    assert_ok(store_poster_lost(world->store, poster.kept.poster.id, &world->err), &world->err);
    poster.outcome = POSTER_REFUSED;
    save_poster(world, poster);
    assert_int_equal(wanted(world, SEED_NOW + 9999, wants), 1);
}

static void test_fetches__the_summary_counts_every_film_once(void **state)
{
    struct world *world = *state;
    struct film_facts failed = {.film_id = 3, .outcome = FILM_FAILED, .error = "No answer."};
    struct films_summary summary;

    found(world, 5);
    seed_by_hand(world, 1, "By hand", 0);
    save(world, found_facts(1), SEED_NOW);
    save(world, found_facts(2), SEED_NOW - 5);
    failed.film_id = 2;
    save(world, failed, SEED_NOW);
    failed.film_id = 3;
    save(world, failed, SEED_NOW);
    save(world, (struct film_facts){.film_id = 4, .outcome = FILM_UNKNOWN}, SEED_NOW);
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
        WORLD_TEST(test_fetches__older_films_come_oldest_first),
        WORLD_TEST(test_fetches__films_tried_in_vain_leave_the_others_their_turn),
        WORLD_TEST(test_fetches__failing_films_come_the_worst_first),
        WORLD_TEST(test_fetches__a_poster_is_wanted_until_it_is_kept),
        WORLD_TEST(test_fetches__a_refused_poster_is_remembered_by_its_address),
        WORLD_TEST(test_fetches__who_asks_for_a_poster_has_it_wanted),
        WORLD_TEST(test_fetches__a_failed_poster_waits_but_not_for_another_address),
        WORLD_TEST(test_fetches__what_comes_of_an_address_is_so_for_all_its_films),
        WORLD_TEST(test_fetches__the_summary_counts_every_film_once),
    };

    return RUN(tests);
}
