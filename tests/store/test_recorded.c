/* store/recording: what becomes of a screening later, when its film or its proposal change. */
#include <stdio.h>

#include "store/census.h"
#include "store/films.h"
#include "store/proposing.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "support/seed.h"

static struct screening get(struct world *world, int64_t id)
{
    struct screening screening;

    assert_ok(screening_by_id(world->reader, &world->arena, id, &screening, &world->err),
              &world->err);
    return screening;
}

static enum fault undo(struct world *world, int64_t id)
{
    return store_screening_remove(world->store, by_host(), id, &world->err);
}

static enum fault change(struct world *world, int64_t id, struct screening_change change)
{
    return store_screening_change(world->store, by_host(), id, &change, &world->err);
}

static enum fault link(struct world *world, int64_t member_id, int64_t id)
{
    const struct proposal_change change = {.imdb_id = "tt0000001"};

    return store_proposal_change(world->store, by(member_id), id, &change, &world->err);
}

static int64_t entries_of(struct world *world, const char *kind)
{
    char sql[100];

    snprintf(sql, sizeof(sql), "SELECT count(*) FROM activity WHERE kind = '%s'", kind);
    return world_number(world, sql);
}

static void test_recorded__what_is_so_already_is_not_logged(void **state)
{
    const struct screening_change wet = {.set_note = true, .note = "wet"};
    struct world *world = *state;
    int64_t id = seed_watched_on(world, "A Film", 100);

    assert_ok(change(world, id, (struct screening_change){.set_day = true, .day = 100}),
              &world->err);
    assert_int_equal(entries_of(world, "screening_changed"), 0);
    assert_ok(change(world, id, wet), &world->err);
    assert_ok(change(world, id, wet), &world->err);
    assert_int_equal(entries_of(world, "screening_changed"), 1);
}

static int64_t watched_at(struct world *world, int64_t film_id)
{
    int64_t open, when;

    assert_ok(film_state(world->reader, film_id, &open, &when, &world->err), &world->err);
    return when;
}

static void test_recorded__a_film_was_watched_when_its_last_evening_was(void **state)
{
    struct world *world = *state;
    int64_t first = seed_watched_on(world, "A Film", 100), last, film = get(world, first).film.id;

    assert_int_equal(watched_at(world, film) / (24 * 60 * 60), 100);
    last = seed_watched_on(world, "A Film", 200);
    seed_watched_on(world, "A Film", 0);
    assert_int_equal(watched_at(world, film) / (24 * 60 * 60), 200);
    assert_ok(undo(world, last), &world->err);
    assert_int_equal(watched_at(world, film) / (24 * 60 * 60), 100);
}

/* By hand first; later it is up by hand again, and linked to a film that the server has. */
static void test_recorded__follow_a_film_that_turned_out_to_be_another(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_watched_on(world, "Metropolis", 100);
    int64_t known = seed_proposal(world, ada, 1), by_hand;

    seed_watched(world, known);
    by_hand = seed_by_hand(world, ada, "Metropolis", 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 2);
    assert_ok(link(world, ada, by_hand), &world->err);
    assert_string_equal(get(world, id).film.imdb_id, "tt0000001");
    assert_int_equal(world_number(world, "SELECT count(*) FROM films"), 1);
}

/* Only by hand: `marquee check` would say so. */
static void test_recorded__a_check_finds_what_is_watched_without_one(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_watched(world, seed_proposal(world, ada, 1));

    world_recount(world);
    assert_ok(undo(world, id), &world->err);
    world_recount(world);
    assert_ok(world_run(world, "UPDATE screenings SET removed_at = NULL"), &world->err);
    assert_fault(FAULT_INTERNAL, census_counts(world->reader, &world->err), &world->err);
    assert_ok(world_run(world, "UPDATE proposals SET status = 'watched', closed_at = 1;"
                               "UPDATE screenings SET search_key = 'another'"),
              &world->err);
    assert_fault(FAULT_INTERNAL, census_counts(world->reader, &world->err), &world->err);
}

/* Its proposal is still of the film by hand, and that is up anew. */
static void test_recorded__is_not_given_back_beside_what_is_up_by_hand(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), known = seed_proposal(world, ada, 1), linked, id;

    seed_watched(world, known);
    id = seed_watched(world, seed_by_hand(world, ada, "Metropolis", 0));
    linked = seed_by_hand(world, ada, "Metropolis", 0);
    assert_ok(link(world, ada, linked), &world->err);
    assert_string_equal(get(world, id).film.imdb_id, "tt0000001");
    assert_ok(store_proposal_withdraw(world->store, by(ada), linked, &world->err), &world->err);
    seed_by_hand(world, ada, "Metropolis", 0);
    assert_fault(FAULT_ALREADY_OPEN, undo(world, id), &world->err);
}

SUITE(test_recorded)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_recorded__what_is_so_already_is_not_logged),
        WORLD_TEST(test_recorded__a_film_was_watched_when_its_last_evening_was),
        WORLD_TEST(test_recorded__follow_a_film_that_turned_out_to_be_another),
        WORLD_TEST(test_recorded__a_check_finds_what_is_watched_without_one),
        WORLD_TEST(test_recorded__is_not_given_back_beside_what_is_up_by_hand),
    };

    return RUN(tests);
}
