/* store/restoring: a withdrawal is undone, with everything as it was. */
#include "store/recording.h"
#include "store/restoring.h"

#include "domain/undo.h"
#include "store/member_changes.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/joining.h"

enum { WITHDRAWN_AT = SEED_NOW + 100 };

static void withdraw(struct world *world, int64_t id, int64_t member_id)
{
    assert_ok(
        store_proposal_withdraw(world->store, by_at(member_id, WITHDRAWN_AT), id, &world->err),
        &world->err);
}

static enum fault restore_at(struct world *world, int64_t id, int64_t member_id, int64_t when)
{
    return store_proposal_restore(world->store, by_at(member_id, when), id, 2, &world->err);
}

static enum fault restore(struct world *world, int64_t id, int64_t member_id)
{
    return restore_at(world, id, member_id, WITHDRAWN_AT + 5);
}

static void test_restoring__gives_back_votes_and_pitch(void **state)
{
    struct world *world = *state;
    struct proposal_change pitch = {.note = "Shot in one night"};

    two_films(world);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 2, ADA);
    assert_ok(store_proposal_change(world->store, by(GRACE), 2, &pitch, &world->err), &world->err);
    withdraw(world, 2, GRACE);
    assert_ok(restore(world, 2, GRACE), &world->err);
    assert_up(world, 2, 0, 2);
    assert_string_equal(look_up(world, 2).note, "Shot in one night");
    assert_int_equal(look_up(world, 2).created_at, SEED_NOW);
    assert_int_equal(world_number(world, "SELECT sum(cast_at) FROM votes"), 2 * (int64_t)SEED_NOW);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE"
                                         " kind = 'proposal_restored' AND proposal_id = 2"
                                         " AND actor_id = 2 AND member_id = 2"),
                     1);
}

static void test_restoring__again_changes_nothing(void **state)
{
    struct world *world = *state;

    two_films(world);
    withdraw(world, 2, GRACE);
    assert_ok(restore(world, 2, GRACE), &world->err);
    assert_ok(restore(world, 2, GRACE), &world->err);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM activity WHERE kind = 'proposal_restored'"), 1);
}

static void test_restoring__is_for_the_proposer_and_admins(void **state)
{
    struct world *world = *state;
    struct deed admin = by_at(ADA, WITHDRAWN_AT);

    admin.actor.role = ROLE_ADMIN;
    two_films(world);
    withdraw(world, 2, GRACE);
    assert_fault(FAULT_FORBIDDEN, restore(world, 2, LINUS), &world->err);
    assert_ok(store_proposal_restore(world->store, admin, 2, 2, &world->err), &world->err);
    assert_up(world, 2, 0, 0);
}

static void test_restoring__is_for_a_day(void **state)
{
    struct world *world = *state;

    two_films(world);
    withdraw(world, 2, GRACE);
    assert_fault(FAULT_TOO_LATE, restore_at(world, 2, GRACE, WITHDRAWN_AT + UNDO_SECONDS + 1),
                 &world->err);
    assert_ok(restore_at(world, 2, GRACE, WITHDRAWN_AT + UNDO_SECONDS), &world->err);
}

static void test_restoring__a_film_that_is_up_again_is_voted_for_there(void **state)
{
    struct world *world = *state;
    int64_t again;

    two_films(world);
    withdraw(world, 2, GRACE);
    again = seed_proposal(world, LINUS, 2);
    assert_fault(FAULT_ALREADY_OPEN, restore(world, 2, GRACE), &world->err);
    assert_int_equal(world->err.params[0].number, again);
    assert_int_equal(look_up(world, 2).status, PROPOSAL_WITHDRAWN);
}

static void test_restoring__takes_up_a_place_of_its_proposer(void **state)
{
    struct world *world = *state;
    struct deed admin = by_at(ADA, WITHDRAWN_AT);

    admin.actor.role = ROLE_ADMIN;
    two_films(world);
    withdraw(world, 2, GRACE);
    seed_proposal(world, GRACE, 3);
    seed_proposal(world, GRACE, 4);
    assert_fault(FAULT_PROPOSAL_LIMIT, restore(world, 2, GRACE), &world->err);
    assert_fault(FAULT_PROPOSAL_LIMIT,
                 store_proposal_restore(world->store, admin, 2, 2, &world->err), &world->err);
    withdraw(world, 3, GRACE);
    assert_ok(restore(world, 2, GRACE), &world->err);
}

static void test_restoring__only_what_was_withdrawn_comes_back(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_ok(world_run(world, "UPDATE proposals SET status = 'watched', closed_at = 1700000100"
                               " WHERE id = 1"),
              &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, restore(world, 1, ADA), &world->err);
    assert_fault(FAULT_NOT_FOUND, restore(world, 9, ADA), &world->err);
}

static void test_restoring__what_has_joined_another_stays_there(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_ok(join(world, 2, 1), &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, restore(world, 2, GRACE), &world->err);
    assert_joined(world, 2, 1, 0);
}

/* Withdrawing it gave grace her proposal back; undoing that takes it in again, with its votes. */
static void test_restoring__what_had_joined_it_joins_again(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, ADA);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    withdraw(world, 1, ADA);
    assert_up(world, 2, 0, 1);
    seed_vote(world, 2, LINUS);
    assert_ok(restore(world, 1, ADA), &world->err);
    assert_joined(world, 2, 1, 3);
    assert_int_equal(world_number(world, "SELECT count(*) FROM released_joins"), 0);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 1, 0, 1);
    assert_up(world, 2, 0, 2);
}

/* A source says that they are one; what joined by itself does so again. */
static void test_restoring__what_had_joined_by_itself_joins_again(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 0);
    withdraw(world, 1, ADA);
    assert_up(world, 2, 0, 0);
    seed_vote(world, 2, LINUS);
    assert_ok(restore(world, 1, ADA), &world->err);
    assert_joined(world, 2, 1, 1);
    assert_int_equal(world_number(world, "SELECT by_itself FROM joins"), 1);
}

/* Its own proposer has withdrawn it by then: it is history, as the rest is. */
static void test_restoring__what_was_withdrawn_meanwhile_stays_so(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    withdraw(world, 1, ADA);
    withdraw(world, 2, GRACE);
    assert_ok(restore(world, 1, ADA), &world->err);
    assert_up(world, 1, 0, 0);
    assert_int_equal(look_up(world, 2).status, PROPOSAL_WITHDRAWN);
    assert_int_equal(look_up(world, 2).joined_to, 0);
}

/* Tonight's film stays as it is, so the other one must stay away. */
static void test_restoring__takes_nothing_from_tonight(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 2, "tt0000001");
    withdraw(world, 1, ADA);
    assert_ok(world_run(world, "INSERT INTO tonight (place, proposal_id, settled_at)"
                               " VALUES (1, 2, 1700000200)"),
              &world->err);
    assert_fault(FAULT_ALREADY_OPEN, restore(world, 1, ADA), &world->err);
    assert_int_equal(world->err.params[0].number, 2);
    assert_up(world, 2, 0, 0);
}

static void test_restoring__what_had_joined_it_is_known_for_a_day(void **state)
{
    struct world *world = *state;
    const int64_t last = WITHDRAWN_AT + UNDO_SECONDS;

    two_films(world);
    assert_ok(join(world, 2, 1), &world->err);
    withdraw(world, 1, ADA);
    assert_ok(store_undone_prune(world->store, last, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM released_joins"), 1);
    assert_ok(store_undone_prune(world->store, last + 1, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM released_joins"), 0);
}

static void test_restoring__counts_who_is_active(void **state)
{
    struct world *world = *state;
    enum member_state inactive = MEMBER_INACTIVE;
    struct member_change change = {.state = &inactive};

    two_films(world);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 2, ADA);
    withdraw(world, 2, GRACE);
    assert_ok(store_member_change(world->store, by_host(), LINUS, &change, &world->err),
              &world->err);
    assert_ok(restore(world, 2, GRACE), &world->err);
    assert_up(world, 2, 0, 1);
}

SUITE(test_restoring)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_restoring__gives_back_votes_and_pitch),
        WORLD_TEST(test_restoring__again_changes_nothing),
        WORLD_TEST(test_restoring__is_for_the_proposer_and_admins),
        WORLD_TEST(test_restoring__is_for_a_day),
        WORLD_TEST(test_restoring__a_film_that_is_up_again_is_voted_for_there),
        WORLD_TEST(test_restoring__takes_up_a_place_of_its_proposer),
        WORLD_TEST(test_restoring__only_what_was_withdrawn_comes_back),
        WORLD_TEST(test_restoring__what_has_joined_another_stays_there),
        WORLD_TEST(test_restoring__what_had_joined_it_joins_again),
        WORLD_TEST(test_restoring__what_had_joined_by_itself_joins_again),
        WORLD_TEST(test_restoring__what_was_withdrawn_meanwhile_stays_so),
        WORLD_TEST(test_restoring__takes_nothing_from_tonight),
        WORLD_TEST(test_restoring__what_had_joined_it_is_known_for_a_day),
        WORLD_TEST(test_restoring__counts_who_is_active),
    };

    return RUN(tests);
}
