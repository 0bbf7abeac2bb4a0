/* store/votes: one vote for each member and proposal, cast and withdrawn freely while it is open.
 */
#include "store/proposing.h"
#include "store/votes.h"
#include "support/seed.h"

struct club {
    struct world *world;
    int64_t ada, grace, first, second;
};

static struct club found(void **state)
{
    struct club club = {.world = *state};

    club.ada = seed_admin(club.world, "ada");
    club.grace = seed_member(club.world, "grace");
    club.first = seed_proposal(club.world, club.ada, 1);
    club.second = seed_proposal(club.world, club.ada, 2);
    return club;
}

static int64_t rows(struct world *world)
{
    return world_number(world, "SELECT count(*) FROM votes");
}

static enum fault withdraw(struct world *world, int64_t proposal, int64_t member, int64_t *count)
{
    return store_vote_withdraw(world->store, by(member), proposal, count, &world->err);
}

static void test_votes__a_vote_counts(void **state)
{
    struct club club = found(state);

    assert_int_equal(seed_vote(club.world, club.first, club.ada), 1);
    assert_int_equal(seed_vote(club.world, club.first, club.grace), 2);
    assert_int_equal(seed_vote(club.world, club.second, club.grace), 1);
    assert_int_equal(rows(club.world), 3);
    world_recount(club.world);
}

static void test_votes__second_vote_is_idempotent(void **state)
{
    struct club club = found(state);
    int64_t count;

    assert_int_equal(seed_vote(club.world, club.first, club.ada), 1);
    assert_ok(store_vote_cast(club.world->store, by_at(club.ada, SEED_NOW + 60), club.first, &count,
                              &club.world->err),
              &club.world->err);
    assert_int_equal(count, 1);
    assert_int_equal(rows(club.world), 1);
    assert_int_equal(world_number(club.world, "SELECT cast_at FROM votes"), SEED_NOW);
    world_recount(club.world);
}

static void test_votes__second_withdrawal_is_idempotent(void **state)
{
    struct club club = found(state);
    int64_t count = -1;

    seed_vote(club.world, club.first, club.ada);
    seed_vote(club.world, club.first, club.grace);
    for (int i = 0; i < 2; i++) {
        assert_ok(withdraw(club.world, club.first, club.ada, &count), &club.world->err);
        assert_int_equal(count, 1);
    }
    assert_int_equal(rows(club.world), 1);
    world_recount(club.world);
}

static void test_votes__closed_proposals_take_none_and_keep_theirs(void **state)
{
    struct club club = found(state);
    struct actor ada = {.member_id = club.ada};
    int64_t count;

    seed_vote(club.world, club.first, club.ada);
    assert_ok(store_proposal_withdraw(club.world->store, (struct deed){ada, SEED_NOW}, club.first,
                                      &club.world->err),
              &club.world->err);
    assert_fault(
        FAULT_PROPOSAL_NOT_OPEN,
        store_vote_cast(club.world->store, by(club.grace), club.first, &count, &club.world->err),
        &club.world->err);
    assert_string_equal(club.world->err.params[1].text, "withdrawn");
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, withdraw(club.world, club.first, club.ada, &count),
                 &club.world->err);
    assert_int_equal(rows(club.world), 1);
    world_recount(club.world);
}

static void test_votes__what_is_not_there_cannot_be_voted_for(void **state)
{
    struct club club = found(state);
    struct world *world = club.world;
    int64_t count;

    assert_fault(FAULT_NOT_FOUND,
                 store_vote_cast(world->store, by(club.ada), 999, &count, &world->err),
                 &world->err);
    assert_fault(FAULT_NOT_FOUND, withdraw(world, 999, club.ada, &count), &world->err);
    assert_fault(FAULT_UNAUTHENTICATED,
                 store_vote_cast(world->store, by(999), club.first, &count, &world->err),
                 &world->err);
    assert_int_equal(rows(world), 0);
}

static enum fault put_ballot(struct club *club, const int64_t *ids, size_t count, int64_t *refused)
{
    return store_ballot_put(club->world->store, by_at(club->ada, SEED_NOW + 60), ids, count,
                            refused, &club->world->err);
}

static void test_votes__a_ballot_replaces_the_votes(void **state)
{
    struct club club = found(state);
    int64_t third = seed_proposal(club.world, club.ada, 3), refused;
    const int64_t ids[] = {club.second, third};

    seed_vote(club.world, club.first, club.ada);
    seed_vote(club.world, club.first, club.grace);
    seed_vote(club.world, club.second, club.ada);
    assert_ok(put_ballot(&club, ids, 2, &refused), &club.world->err);
    assert_int_equal(rows(club.world), 3);
    assert_int_equal(world_number(club.world, "SELECT sum(proposal_id) FROM votes v JOIN members m"
                                              " ON m.id = v.member_id WHERE m.name = 'ada'"),
                     club.second + third);
    /* A vote that stays keeps the time at which it was cast. */
    assert_int_equal(world_number(club.world, "SELECT min(cast_at) FROM votes WHERE proposal_id ="
                                              " 2"),
                     SEED_NOW);
    world_recount(club.world);
}

static void test_votes__an_empty_ballot_takes_all_back(void **state)
{
    struct club club = found(state);
    int64_t refused;

    seed_vote(club.world, club.first, club.ada);
    seed_vote(club.world, club.second, club.ada);
    seed_vote(club.world, club.second, club.grace);
    assert_ok(put_ballot(&club, NULL, 0, &refused), &club.world->err);
    assert_int_equal(rows(club.world), 1);
    world_recount(club.world);
}

static void test_votes__a_ballot_is_all_or_nothing(void **state)
{
    struct club club = found(state);
    const int64_t unknown[] = {club.second, 999};
    int64_t refused = 0;

    seed_vote(club.world, club.first, club.ada);
    assert_fault(FAULT_NOT_FOUND, put_ballot(&club, unknown, 2, &refused), &club.world->err);
    assert_int_equal(refused, 999);
    assert_int_equal(rows(club.world), 1);
    assert_int_equal(world_number(club.world, "SELECT proposal_id FROM votes"), club.first);
    world_recount(club.world);
}

static void test_votes__a_ballot_leaves_closed_proposals_alone(void **state)
{
    struct club club = found(state);
    struct actor ada = {.member_id = club.ada};
    const int64_t closed[] = {club.second, club.first};
    int64_t refused = 0;

    seed_vote(club.world, club.first, club.ada);
    assert_ok(store_proposal_withdraw(club.world->store, (struct deed){ada, SEED_NOW}, club.first,
                                      &club.world->err),
              &club.world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, put_ballot(&club, closed, 2, &refused), &club.world->err);
    assert_int_equal(refused, club.first);
    assert_ok(put_ballot(&club, closed, 1, &refused), &club.world->err);
    assert_int_equal(rows(club.world), 2);
    world_recount(club.world);
}

static void test_votes__lists_go_on_where_they_ended(void **state)
{
    struct club club = found(state);
    struct world *world = club.world;
    struct vote *votes;
    size_t count;

    seed_vote(world, club.second, club.grace);
    seed_vote(world, club.first, club.grace);
    seed_vote(world, club.first, club.ada);
    assert_ok(votes_of_member(world->reader, &world->arena, club.grace, 0, 1, &votes, &count,
                              &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(votes[0].proposal_id, club.first);
    assert_string_equal(votes[0].member.name, "grace");
    assert_int_equal(votes[0].cast_at, SEED_NOW);
    assert_ok(votes_of_member(world->reader, &world->arena, club.grace, club.first, 10, &votes,
                              &count, &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(votes[0].proposal_id, club.second);
    assert_ok(votes_of_proposal(world->reader, &world->arena, club.first, 0, 10, &votes, &count,
                                &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(votes[0].member.id, club.ada);
    assert_int_equal(votes[1].member.id, club.grace);
    assert_fault(
        FAULT_NOT_FOUND,
        votes_of_proposal(world->reader, &world->arena, 999, 0, 10, &votes, &count, &world->err),
        &world->err);
}

SUITE(test_votes)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_votes__a_vote_counts),
        WORLD_TEST(test_votes__second_vote_is_idempotent),
        WORLD_TEST(test_votes__second_withdrawal_is_idempotent),
        WORLD_TEST(test_votes__closed_proposals_take_none_and_keep_theirs),
        WORLD_TEST(test_votes__what_is_not_there_cannot_be_voted_for),
        WORLD_TEST(test_votes__a_ballot_replaces_the_votes),
        WORLD_TEST(test_votes__an_empty_ballot_takes_all_back),
        WORLD_TEST(test_votes__a_ballot_is_all_or_nothing),
        WORLD_TEST(test_votes__a_ballot_leaves_closed_proposals_alone),
        WORLD_TEST(test_votes__lists_go_on_where_they_ended),
    };

    return RUN(tests);
}
