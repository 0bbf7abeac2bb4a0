/* store/recording: what was watched, and what becomes of its proposal. */
#include "domain/undo.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/ratings.h"
#include "store/tonight.h"
#include "support/recorded.h"

enum { TODAY = SEED_NOW / (24 * 60 * 60) };

static enum fault undo(struct world *world, int64_t id)
{
    return store_screening_remove(world->store, by_host(), id, &world->err);
}

static void test_recording__a_proposal_is_watched_this_evening(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    struct screening screening = recorded(world, seed_watched(world, film));

    assert_int_equal(screening.proposal_id, film);
    assert_int_equal(screening.proposer.id, ada);
    assert_int_equal(screening.day, TODAY);
    assert_null(screening.note);
    assert_int_equal(recorded_status(world, film), PROPOSAL_WATCHED);
    assert_int_equal(recorded_add(world, (struct screening_new){.proposal_id = film}, &film),
                     FAULT_PROPOSAL_NOT_OPEN);
}

static void test_recording__a_slot_of_the_proposer_is_free_again(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film;
    struct proposal_new another = {.title = "Another", .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;

    seed_limit(world, ada, 1);
    film = seed_proposal(world, ada, 1);
    assert_int_equal(store_proposal_add(world->store, by(ada), &another, &proposed, &world->err),
                     FAULT_PROPOSAL_LIMIT);
    seed_watched(world, film);
    error_init(&world->err);
    assert_ok(store_proposal_add(world->store, by(ada), &another, &proposed, &world->err),
              &world->err);
}

static void test_recording__a_film_by_hand_has_what_was_said(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    struct screening screening;

    assert_ok(recorded_add(world,
                           (struct screening_new){.title = "Old Favourite",
                                                  .year = 1950,
                                                  .note = "on the roof",
                                                  .proposer_id = ada},
                           &id),
              &world->err);
    screening = recorded(world, id);
    assert_int_equal(screening.proposal_id, 0);
    assert_int_equal(screening.day, 0);
    assert_string_equal(screening.film.title, "Old Favourite");
    assert_string_equal(screening.note, "on the roof");
    assert_string_equal(screening.proposer.name, "ada");
}

static void test_recording__a_film_may_be_watched_twice(void **state)
{
    struct world *world = *state;
    int64_t first = seed_watched_on(world, "Twice", 100),
            second = seed_watched_on(world, "Twice", 200);

    assert_int_not_equal(first, second);
    assert_int_equal(recorded(world, first).film.id, recorded(world, second).film.id);
}

static void test_recording__a_film_that_is_up_is_not_recorded_by_hand(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_by_hand(world, ada, "Up", 1990), id;

    assert_int_equal(recorded_add(world, (struct screening_new){.title = "Up", .year = 1990}, &id),
                     FAULT_ALREADY_OPEN);
    assert_int_equal(world->err.params[0].number, film);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings"), 0);
}

static void test_recording__who_is_no_member_has_proposed_nothing(void **state)
{
    struct world *world = *state;
    int64_t id;

    assert_int_equal(
        recorded_add(world, (struct screening_new){.title = "A", .proposer_id = 77}, &id),
        FAULT_NOT_FOUND);
    assert_int_equal(recorded_add(world, (struct screening_new){.film_id = 77}, &id),
                     FAULT_NOT_FOUND);
    assert_int_equal(recorded_add(world, (struct screening_new){.proposal_id = 77}, &id),
                     FAULT_NOT_FOUND);
}

static void test_recording__undone_it_is_up_again_with_its_votes(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    int64_t film = seed_proposal(world, ada, 1), id;
    struct listed listed;

    seed_vote(world, film, ada);
    seed_vote(world, film, grace);
    id = seed_watched(world, film);
    assert_ok(undo(world, id), &world->err);
    assert_ok(proposal_by_id(world->reader, &world->arena, film, &listed, &world->err),
              &world->err);
    assert_int_equal(listed.proposal.status, PROPOSAL_OPEN);
    assert_int_equal(listed.proposal.vote_count, 2);
    assert_int_equal(listed.voter_count, 2);
    assert_int_equal(undo(world, id), FAULT_NOT_FOUND);
    world_recount(world);
    error_init(&world->err);
    assert_int_not_equal(seed_watched(world, film), id);
}

static void test_recording__a_film_that_is_up_anew_cannot_be_given_back(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    int64_t id = seed_watched(world, film), again = seed_proposal(world, ada, 1);

    assert_int_equal(undo(world, id), FAULT_ALREADY_OPEN);
    assert_int_equal(world->err.params[0].number, again);
    assert_int_equal(recorded_status(world, film), PROPOSAL_WATCHED);
    assert_int_equal(recorded(world, id).proposal_id, film);
}

/* ---- changed, and restored ------------------------------------------------------------------- */

static enum fault change(struct world *world, int64_t id, struct screening_change change)
{
    return store_screening_change(world->store, by_host(), id, &change, &world->err);
}

static void test_recording__what_is_not_changed_stays(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_watched_on(world, "A Film", 100);

    assert_ok(change(world, id, (struct screening_change){.set_note = true, .note = "wet"}),
              &world->err);
    assert_ok(change(world, id, (struct screening_change){.set_day = true, .day = 200}),
              &world->err);
    assert_ok(
        change(world, id, (struct screening_change){.set_proposer = true, .proposer_id = ada}),
        &world->err);
    assert_string_equal(recorded(world, id).note, "wet");
    assert_int_equal(recorded(world, id).day, 200);
    assert_int_equal(recorded(world, id).proposer.id, ada);
    assert_ok(change(world, id, (struct screening_change){.set_note = true, .set_proposer = true}),
              &world->err);
    assert_null(recorded(world, id).note);
    assert_int_equal(recorded(world, id).proposer.id, 0);
    assert_int_equal(
        change(world, id, (struct screening_change){.set_proposer = true, .proposer_id = 77}),
        FAULT_NOT_FOUND);
}

static enum fault restore_at(struct world *world, int64_t id, int64_t when)
{
    return store_screening_restore(world->store, deed_of_operator(when), id, &world->err);
}

static void test_recording__restored_it_has_its_stars_and_its_proposal(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    int64_t id = seed_watched(world, film);
    struct rated rated;

    seed_facts(world, film, "Metropolis", 153);
    assert_ok(store_rating_put(world->store, by(ada), id, 9, &rated, &world->err), &world->err);
    assert_ok(undo(world, id), &world->err);
    assert_ok(restore_at(world, id, SEED_NOW + UNDO_SECONDS), &world->err);
    assert_int_equal(recorded_status(world, film), PROPOSAL_WATCHED);
    assert_int_equal(recorded(world, id).rating_sum, 9);
    assert_ok(restore_at(world, id, SEED_NOW), &world->err);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM activity WHERE kind = 'screening_restored'"), 1);
}

static void test_recording__after_a_day_it_does_not_come_back(void **state)
{
    struct world *world = *state;
    int64_t id = seed_watched_on(world, "Gone", 100);

    assert_ok(undo(world, id), &world->err);
    assert_int_equal(restore_at(world, id, SEED_NOW + UNDO_SECONDS + 1), FAULT_TOO_LATE);
    assert_ok(store_undone_prune(world->store, SEED_NOW + UNDO_SECONDS, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings"), 1);
    assert_ok(store_undone_prune(world->store, SEED_NOW + UNDO_SECONDS + 1, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM screenings"), 0);
    assert_int_equal(restore_at(world, id, SEED_NOW), FAULT_NOT_FOUND);
}

static void test_recording__is_not_restored_over_what_came_meanwhile(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), film = seed_proposal(world, ada, 1);
    int64_t id = seed_watched(world, film), by_hand = seed_watched_on(world, "By Hand", 100);

    assert_ok(undo(world, id), &world->err);
    assert_ok(store_tonight_settle(world->store, by_host(), &(struct settling){.proposal_id = film},
                                   &world->err),
              &world->err);
    assert_int_equal(restore_at(world, id, SEED_NOW), FAULT_VOTES_FROZEN);
    error_init(&world->err);
    seed_watched(world, film);
    assert_int_equal(restore_at(world, id, SEED_NOW), FAULT_PROPOSAL_NOT_OPEN);
    error_init(&world->err);
    assert_ok(undo(world, by_hand), &world->err);
    seed_by_hand(world, ada, "By Hand", 0);
    /* What was watched long ago may be up again. */
    assert_ok(restore_at(world, by_hand, SEED_NOW), &world->err);
}

SUITE(test_recording)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_recording__a_proposal_is_watched_this_evening),
        WORLD_TEST(test_recording__a_slot_of_the_proposer_is_free_again),
        WORLD_TEST(test_recording__a_film_by_hand_has_what_was_said),
        WORLD_TEST(test_recording__a_film_may_be_watched_twice),
        WORLD_TEST(test_recording__a_film_that_is_up_is_not_recorded_by_hand),
        WORLD_TEST(test_recording__who_is_no_member_has_proposed_nothing),
        WORLD_TEST(test_recording__undone_it_is_up_again_with_its_votes),
        WORLD_TEST(test_recording__a_film_that_is_up_anew_cannot_be_given_back),
        WORLD_TEST(test_recording__what_is_not_changed_stays),
        WORLD_TEST(test_recording__restored_it_has_its_stars_and_its_proposal),
        WORLD_TEST(test_recording__after_a_day_it_does_not_come_back),
        WORLD_TEST(test_recording__is_not_restored_over_what_came_meanwhile),
    };

    return RUN(tests);
}
