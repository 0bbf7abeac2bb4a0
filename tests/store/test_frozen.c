/* store/frozen: nobody changes a film of tonight, its votes, or what has joined it. */
#include "store/joining.h"
#include "store/member_changes.h"
#include "store/proposing.h"
#include "store/tonight.h"
#include "store/votes.h"
#include "support/joining.h"

static enum fault settle(struct world *world, struct settling settling)
{
    return store_tonight_settle(world->store, by_at(ADA, LATER), &settling, &world->err);
}

static enum fault choose(struct world *world, int64_t id)
{
    return settle(world, (struct settling){.proposal_id = id});
}

static enum fault follow(struct world *world, int64_t id)
{
    return settle(world, (struct settling){.proposal_id = id, .follows = true});
}

static enum fault clear(struct world *world)
{
    return store_tonight_clear(world->store, by_at(ADA, LATER), &world->err);
}

static enum fault vote(struct world *world, int64_t member, int64_t id)
{
    int64_t count;

    return store_vote_cast(world->store, by(member), id, &count, &world->err);
}

static enum fault unvote(struct world *world, int64_t member, int64_t id)
{
    int64_t count;

    return store_vote_withdraw(world->store, by(member), id, &count, &world->err);
}

#define BALLOT(world, member, ...)                                                                 \
    ballot((world), (member), (const int64_t[]){__VA_ARGS__},                                      \
           sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))
static enum fault ballot(struct world *world, int64_t member, const int64_t *ids, size_t count)
{
    int64_t refused;

    return store_ballot_put(world->store, by(member), ids, count, &refused, &world->err);
}

#define FROZEN(call) assert_fault(FAULT_VOTES_FROZEN, (call), &world->err)

static void test_frozen__nobody_changes_its_votes(void **state)
{
    struct proposal_new again = {.imdb_id = "tt0000001", .vote = true};
    struct world *world = *state;
    struct proposed proposed;

    two_films(world);
    seed_vote(world, 1, GRACE);
    assert_ok(choose(world, 1), &world->err);
    FROZEN(vote(world, LINUS, 1));
    FROZEN(vote(world, GRACE, 1));
    FROZEN(unvote(world, GRACE, 1));
    FROZEN(unvote(world, LINUS, 1));
    FROZEN(store_proposal_add(world->store, by(LINUS), &again, &proposed, &world->err));
    assert_up(world, 1, 0, 1);
    assert_ok(vote(world, LINUS, 2), &world->err);
    assert_up(world, 2, 0, 1);
}

static void test_frozen__a_ballot_leaves_its_vote_alone(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, GRACE);
    assert_ok(choose(world, 1), &world->err);
    assert_ok(BALLOT(world, GRACE, 2, 1), &world->err);
    assert_up(world, 2, 0, 1);
    assert_ok(BALLOT(world, GRACE, 1), &world->err);
    assert_up(world, 2, 0, 0);
    assert_ok(BALLOT(world, LINUS, 2), &world->err);
    FROZEN(BALLOT(world, LINUS, 1, 2));
    FROZEN(BALLOT(world, LINUS, 1));
    FROZEN(BALLOT(world, GRACE, 2));
    FROZEN(ballot(world, GRACE, NULL, 0));
    assert_up(world, 1, 0, 1);
    assert_up(world, 2, 0, 1);
}

static void test_frozen__nobody_changes_its_proposal(void **state)
{
    struct deed admin = by_at(ADA, LATER);
    struct world *world = *state;
    struct proposal_change pitch = {.note = "Ours"},
                           link = {.imdb_id = "tt7654321", .note = "Theirs"};
    int64_t by_hand;

    admin.actor.role = ROLE_ADMIN;
    two_films(world);
    by_hand = seed_by_hand(world, GRACE, "Home Movie", 1999);
    assert_ok(choose(world, by_hand), &world->err);
    assert_ok(follow(world, 1), &world->err);
    FROZEN(store_proposal_withdraw(world->store, by(GRACE), by_hand, &world->err));
    FROZEN(store_proposal_withdraw(world->store, admin, 1, &world->err));
    FROZEN(store_proposal_change(world->store, by(GRACE), by_hand, &link, &world->err));
    assert_ok(store_proposal_change(world->store, by(GRACE), by_hand, &pitch, &world->err),
              &world->err);
    assert_string_equal(look_up(world, by_hand).note, "Ours");
    FROZEN(join(world, 2, 1));
    FROZEN(join(world, 1, 2));
    assert_ok(clear(world), &world->err);
    assert_ok(join(world, 2, 1), &world->err);
}

/* Its votes would go with what is parted from it, also over another one between them. */
static void test_frozen__nothing_is_parted_from_it(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 3, GRACE);
    assert_ok(join(world, 3, 2), &world->err);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(choose(world, 1), &world->err);
    FROZEN(part(world, 2, 1));
    FROZEN(part(world, 3, 2));
    assert_joined(world, 2, 1, 1);
    assert_ok(clear(world), &world->err);
    assert_ok(part(world, 3, 2), &world->err);
    assert_up(world, 3, 0, 1);
}

/* What a source says waits, whichever of the two is settled on. */
static void test_frozen__films_that_are_one_join_once_it_has_fallen_through(void **state)
{
    struct world *world = *state;

    two_films(world);
    for (int64_t id = 1; id <= 2; id++) {
        assert_ok(choose(world, id), &world->err);
        answer(world, 2, "tt0000001");
        assert_up(world, 1, 2, 0);
        assert_up(world, 2, 1, 0);
        assert_ok(clear(world), &world->err);
        assert_joined(world, 2, 1, 0);
        answer(world, 2, NULL);
        assert_up(world, 2, 0, 0);
    }
}

/* Joined by a source, which takes it back while film 1 is settled on. */
static void take_back_late(struct world *world)
{
    two_films(world);
    seed_vote(world, 2, GRACE);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 1);
    assert_ok(choose(world, 1), &world->err);
    answer(world, 2, NULL);
    assert_joined(world, 2, 1, 1);
}

static void test_frozen__what_a_source_takes_back_is_parted_once_it_has_fallen_through(void **state)
{
    struct world *world = *state;

    take_back_late(world);
    assert_ok(clear(world), &world->err);
    assert_up(world, 1, 0, 0);
    assert_up(world, 2, 0, 1);
}

static void
test_frozen__what_a_source_takes_back_is_up_again_once_the_other_is_watched(void **state)
{
    struct world *world = *state;

    take_back_late(world);
    seed_watched(world, 1);
    assert_up(world, 2, 0, 1);
    assert_int_equal(look_up(world, 1).status, PROPOSAL_WATCHED);
}

/* That is what an admin does, and no vote. */
static void test_frozen__who_is_deactivated_has_no_vote_for_it(void **state)
{
    enum member_state states[] = {MEMBER_INACTIVE, MEMBER_ACTIVE};
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, GRACE);
    assert_ok(choose(world, 1), &world->err);
    for (int i = 0; i < 2; i++) {
        struct member_change change = {.state = &states[i]};

        assert_ok(store_member_change(world->store, by_host(), GRACE, &change, &world->err),
                  &world->err);
        assert_up(world, 1, 0, i);
    }
}

SUITE(test_frozen)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_frozen__nobody_changes_its_votes),
        WORLD_TEST(test_frozen__a_ballot_leaves_its_vote_alone),
        WORLD_TEST(test_frozen__nobody_changes_its_proposal),
        WORLD_TEST(test_frozen__nothing_is_parted_from_it),
        WORLD_TEST(test_frozen__films_that_are_one_join_once_it_has_fallen_through),
        WORLD_TEST(test_frozen__what_a_source_takes_back_is_parted_once_it_has_fallen_through),
        WORLD_TEST(test_frozen__what_a_source_takes_back_is_up_again_once_the_other_is_watched),
        WORLD_TEST(test_frozen__who_is_deactivated_has_no_vote_for_it),
    };

    return RUN(tests);
}
