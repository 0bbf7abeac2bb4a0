/* store/joins: what an admin joins and parts, and what comes back of it. */
#include "store/engine/schema.h"
#include "store/joins.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/joining.h"

/* ---- by an admin ---------------------------------------------------------------------------- */

static void test_parting__an_admin_joins_all_votes_and_again_changes_nothing(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    assert_joined(world, 2, 1, 2);
    assert_ok(join(world, 2, 1), &world->err);
    assert_joined(world, 2, 1, 2);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, join(world, 1, 2), &world->err);
    assert_fault(FAULT_NOT_FOUND, join(world, 9, 1), &world->err);
}

static void test_parting__parting_gives_back_exactly_what_came(void **state)
{
    struct world *world = *state;
    int64_t count;

    two_films(world);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    seed_vote(world, 1, ADA);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 1, 0, 2);
    assert_up(world, 2, 0, 2);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 2, 0, 2);

    /* A vote that was taken back, and cast again, is for the one where it was cast. */
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(store_vote_withdraw(world->store, by(GRACE), 1, &count, &world->err), &world->err);
    seed_vote(world, 1, GRACE);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 1, 0, 3);
    assert_up(world, 2, 0, 2);
}

static void test_parting__votes_of_who_has_left_do_not_come_back(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    assert_joined(world, 2, 1, 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 1, 0, 0);
    assert_up(world, 2, 0, 1);
}

/* linus voted for 2 and 3, which both join 1. */
static void test_parting__a_vote_stays_while_another_that_joined_has_it(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 3, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(join(world, 3, 1), &world->err);
    assert_joined(world, 3, 1, 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_joined(world, 3, 1, 1);
    assert_up(world, 2, 0, 1);
    assert_ok(part(world, 3, 1), &world->err);
    assert_up(world, 1, 0, 0);
}

/* linus voted for 2 and 3; in between, he takes his vote for 1 back. */
static void test_parting__a_vote_that_was_taken_back_stays_so(void **state)
{
    struct world *world = *state;
    int64_t count;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 3, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(store_vote_withdraw(world->store, by(LINUS), 1, &count, &world->err), &world->err);
    assert_ok(join(world, 3, 1), &world->err);
    assert_joined(world, 3, 1, 1);
    assert_ok(part(world, 3, 1), &world->err);
    assert_joined(world, 2, 1, 0);
    assert_up(world, 3, 0, 1);
}

/* linus votes for 1 himself, or takes that back. */
static void vote_or_not(struct world *world, bool vote)
{
    int64_t count;

    assert_ok((vote ? store_vote_cast : store_vote_withdraw)(world->store, by(LINUS), 1, &count,
                                                             &world->err),
              &world->err);
}

/* Whatever happens, in any order: 2 and 3, which linus voted for, join 1 and are parted; he votes
 * for 1, and takes it back. */
static void test_parting__in_any_order_a_vote_stays_if_the_member_cast_it(void **state)
{
    struct world *world = *state;
    bool is_in[4] = {0}, own = false, came_from[4] = {0};
    unsigned chance = 1;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 2, LINUS);
    seed_vote(world, 3, LINUS);
    for (int step = 0; step < 200; step++) {
        unsigned what = (chance = chance * 1103515245 + 12345) >> 16 & 3;

        if (what < 2) {
            own = what == 1;
            came_from[2] = came_from[3] = false;
            vote_or_not(world, own);
        } else {
            assert_ok((is_in[what] ? part : join)(world, what, 1), &world->err);
            is_in[what] = !is_in[what];
            came_from[what] = is_in[what] && !own;
        }
        assert_up(world, 1, 0, own || came_from[2] || came_from[3]);
    }
}

/* 3 joins 2, which joins 1; 3 is parted from within. */
static void test_parting__a_join_inside_a_join_is_parted_through_both(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 3, LINUS);
    seed_vote(world, 2, GRACE);
    assert_ok(join(world, 3, 2), &world->err);
    assert_ok(join(world, 2, 1), &world->err);
    assert_joined(world, 2, 1, 2);
    assert_ok(part(world, 3, 2), &world->err);
    assert_up(world, 3, 0, 1);
    assert_joined(world, 2, 1, 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 2, 0, 1);
    assert_up(world, 1, 0, 0);
}

/* An admin knows better than any source, however often that says so. */
static void test_parting__what_an_admin_parted_stays_apart(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 2, 0, 0);
    answer(world, 2, "tt0000001");
    assert_up(world, 1, 0, 0);
    assert_up(world, 2, 0, 0);
    answer(world, 2, NULL);
    answer(world, 2, "tt0000001");
    assert_up(world, 2, 0, 0);
    assert_ok(join(world, 2, 1), &world->err);
    assert_joined(world, 2, 1, 0);
}

static void test_parting__a_film_that_was_put_up_anew_is_not_parted(void **state)
{
    struct world *world = *state;
    struct actor admin = {.role = ROLE_ADMIN};

    two_films(world);
    admin.member_id = seed_admin(world, "root");
    answer(world, 2, "tt0000001");
    assert_ok(store_proposal_withdraw(world->store, (struct deed){admin, LATER}, 1, &world->err),
              &world->err);
    seed_proposal(world, LINUS, 2);
    assert_fault(FAULT_ALREADY_OPEN, part(world, 2, 1), &world->err);
    assert_int_equal(look_up(world, 2).joined_to, 1);
    /* Nor does a source part it; but what it takes back it may. */
    answer(world, 2, NULL);
    assert_int_equal(look_up(world, 2).joined_to, 1);
    assert_int_equal(look_up(world, 3).status, PROPOSAL_OPEN);
}

/* What a source takes back late puts up no proposal of a film that was put up, and seen, since. */
static void test_parting__only_the_last_proposal_of_a_film_comes_back(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_ok(world_run(world, "UPDATE proposals SET status = 'withdrawn', closed_at = 77"
                               " WHERE id = 1"),
              &world->err);
    seed_proposal(world, LINUS, 2);
    seed_watched(world, 3);
    answer(world, 2, NULL);
    assert_int_equal(look_up(world, 2).status, PROPOSAL_WITHDRAWN);
    assert_int_equal(look_up(world, 2).joined_to, 1);
}

static void test_parting__a_film_by_hand_joins_one_with_an_id(void **state)
{
    struct world *world = *state;
    struct proposal_new again = {.title = "One Film", .club_limit = PROPOSAL_LIMIT_DEFAULT};
    struct proposed proposed;
    int64_t by_hand;

    two_films(world);
    by_hand = seed_by_hand(world, LINUS, "One film", 0);
    assert_ok(join(world, by_hand, 1), &world->err);
    assert_fault(
        FAULT_ALREADY_OPEN,
        store_proposal_add(world->store, by_at(LINUS, LATER), &again, &proposed, &world->err),
        &world->err);
    assert_int_equal(world->err.params[0].number, 1);
}

/* The film by hand is one with film 1, by the join: that is no reason not to link it. */
static void test_parting__what_was_put_up_anew_is_linked_to_the_film_it_had_joined(void **state)
{
    struct world *world = *state;
    struct actor linus = {.member_id = LINUS, .role = ROLE_MEMBER};
    int64_t by_hand, anew;

    two_films(world);
    by_hand = seed_by_hand(world, LINUS, "One film", 0);
    assert_ok(join(world, by_hand, 1), &world->err);
    seed_watched(world, 1);
    anew = seed_by_hand(world, LINUS, "One film", 0);
    assert_ok(store_proposal_change(world->store, (struct deed){linus, LATER}, anew,
                                    &(struct proposal_change){.imdb_id = "tt0000001"}, &world->err),
              &world->err);
    assert_up(world, anew, 0, 0);
    assert_int_equal(look_up(world, anew).film.id, 1);
}

static void test_parting__lists_what_joined(void **state)
{
    struct world *world = *state;
    struct join *joins;
    size_t count;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    answer(world, 2, "tt0000001");
    assert_ok(join(world, 3, 1), &world->err);
    assert_ok(joins_of(world->reader, &world->arena, 1, &joins, &count, &world->err), &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(joins[0].joined_id, 2);
    assert_true(joins[0].by_itself);
    assert_string_equal(joins[0].proposer.name, "grace");
    assert_int_equal(joins[0].joined_by.id, 0);
    assert_string_equal(joins[1].title, "tt0000003");
    assert_false(joins[1].by_itself);
    assert_string_equal(joins[1].joined_by.name, "ada");
}

/* ---- down and up ---------------------------------------------------------------------------- */

static void test_parting__the_version_before_has_both_proposals_and_their_votes(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 1, ADA);
    seed_vote(world, 2, GRACE);
    seed_vote(world, 3, LINUS);
    answer(world, 3, "tt0000002");
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 3);
    world_stop(world);
    assert_ok(world_migrate(world, 10), &world->err);
    assert_ok(world_migrate(world, schema_newest()), &world->err);
    world_start(world);
    for (int64_t id = 1; id <= 3; id++)
        assert_up(world, id, 0, 1);
    answer(world, 2, "tt0000001");
    assert_joined(world, 2, 1, 2);
}

/* ---- a kept one is withdrawn ----------------------------------------------------------------- */

static enum fault withdraw(struct world *world, int64_t member_id, enum role role)
{
    return store_proposal_withdraw(
        world->store, (struct deed){(struct actor){.member_id = member_id, .role = role}, LATER}, 1,
        &world->err);
}

/* grace and linus want to see it still; theirs is one film, and one place. */
static void test_parting__what_others_proposed_outlives_the_kept_one(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_vote(world, 1, ADA);
    seed_vote(world, 2, GRACE);
    answer(world, 2, "tt0000001");
    answer(world, 3, "tt0000002");
    assert_joined(world, 3, 1, 2);
    assert_ok(withdraw(world, ADA, ROLE_ADMIN), &world->err);
    assert_int_equal(look_up(world, 1).status, PROPOSAL_WITHDRAWN);
    assert_joined(world, 3, 2, 1);
    assert_int_equal(look_up(world, 2).proposer.id, GRACE);
}

static void test_parting__an_admin_takes_the_film_off_for_all(void **state)
{
    struct world *world = *state;

    two_films(world);
    answer(world, 2, "tt0000001");
    assert_ok(withdraw(world, seed_admin(world, "root"), ROLE_ADMIN), &world->err);
    assert_int_equal(look_up(world, 2).joined_to, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals WHERE status = 'open'"),
                     0);
}

SUITE(test_parting)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_parting__an_admin_joins_all_votes_and_again_changes_nothing),
        WORLD_TEST(test_parting__parting_gives_back_exactly_what_came),
        WORLD_TEST(test_parting__votes_of_who_has_left_do_not_come_back),
        WORLD_TEST(test_parting__a_vote_stays_while_another_that_joined_has_it),
        WORLD_TEST(test_parting__a_vote_that_was_taken_back_stays_so),
        WORLD_TEST(test_parting__in_any_order_a_vote_stays_if_the_member_cast_it),
        WORLD_TEST(test_parting__a_join_inside_a_join_is_parted_through_both),
        WORLD_TEST(test_parting__what_an_admin_parted_stays_apart),
        WORLD_TEST(test_parting__a_film_that_was_put_up_anew_is_not_parted),
        WORLD_TEST(test_parting__only_the_last_proposal_of_a_film_comes_back),
        WORLD_TEST(test_parting__a_film_by_hand_joins_one_with_an_id),
        WORLD_TEST(test_parting__what_was_put_up_anew_is_linked_to_the_film_it_had_joined),
        WORLD_TEST(test_parting__lists_what_joined),
        WORLD_TEST(test_parting__the_version_before_has_both_proposals_and_their_votes),
        WORLD_TEST(test_parting__what_others_proposed_outlives_the_kept_one),
        WORLD_TEST(test_parting__an_admin_takes_the_film_off_for_all),
    };

    return RUN(tests);
}
