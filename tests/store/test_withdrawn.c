/* Withdrawn proposals without votes go after a week; whatever something may refer to stays. */
#include "store/withdrawn.h"

#include <string.h>

#include "store/activity.h"
#include "store/joining.h"
#include "store/member_changes.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/topics.h"
#include "store/votes.h"
#include "support/seed.h"

enum { LATER = SEED_NOW + WITHDRAWN_SECONDS };

static void withdraw(struct world *world, int64_t member_id, int64_t id)
{
    assert_ok(store_proposal_withdraw(world->store, by(member_id), id, &world->err), &world->err);
}

static void prune(struct world *world, int64_t now)
{
    assert_ok(store_withdrawn_prune(world->store, now, &world->err), &world->err);
    world_recount(world);
}

static bool is_there(struct world *world, int64_t id)
{
    return world_number(world, arena_printf(&world->arena,
                                            "SELECT count(*) FROM proposals WHERE id = %lld",
                                            (long long)id)) == 1;
}

static void test_withdrawn__goes_after_a_week(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), open = seed_proposal(world, ada, 1),
            gone = seed_proposal(world, ada, 2);

    withdraw(world, ada, gone);
    prune(world, LATER);
    assert_true(is_there(world, gone));
    atomic_store(&world->topics, 0);
    prune(world, LATER + 1);
    assert_false(is_there(world, gone));
    assert_true(is_there(world, open));
    assert_int_equal(atomic_load(&world->topics), TOPIC_PAGE);
}

static void test_withdrawn__with_votes_stays(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada"), grace = seed_member(world, "grace"),
            voted = seed_proposal(world, ada, 1), held = seed_proposal(world, ada, 2);
    static const enum member_state inactive = MEMBER_INACTIVE;

    seed_vote(world, voted, ada);
    seed_vote(world, held, grace);
    assert_ok(store_member_change(world->store, by_host(), grace,
                                  &(struct member_change){.state = &inactive}, &world->err),
              &world->err);
    withdraw(world, ada, voted);
    withdraw(world, ada, held);
    prune(world, LATER + 1);
    assert_true(is_there(world, voted));
    assert_true(is_there(world, held));
}

static void test_withdrawn__what_was_joined_stays(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada"), joined = seed_proposal(world, ada, 1),
            kept = seed_proposal(world, ada, 2), parted = seed_proposal(world, ada, 3);

    assert_ok(store_proposals_join(world->store, by(ada), joined, kept, &world->err), &world->err);
    assert_ok(store_proposals_join(world->store, by(ada), parted, kept, &world->err), &world->err);
    assert_ok(store_proposals_part(world->store, by(ada), parted, kept, &world->err), &world->err);
    withdraw(world, ada, kept);
    prune(world, LATER + 1);
    assert_true(is_there(world, joined));
    assert_true(is_there(world, kept));
}

static void test_withdrawn__what_came_from_elsewhere_stays(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_proposal(world, ada, 1),
            other = seed_proposal(world, ada, 2);

    assert_ok(world_run(world, "INSERT INTO imported (source, noun, source_key, id) VALUES"
                               " ('s', 'home_movieproposal', 7, 1), ('s', 'home_member', 8, 2)"),
              &world->err);
    withdraw(world, ada, id);
    withdraw(world, ada, other);
    prune(world, LATER + 1);
    assert_true(is_there(world, id));
    assert_false(is_there(world, other));
}

static void test_withdrawn__the_log_still_names_the_film(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_by_hand(world, ada, "Home Movie", 1999);
    const struct activity_query all = {.before = INT64_MAX, .limit = 10};
    struct activity *entries;
    size_t count;

    withdraw(world, ada, id);
    prune(world, LATER + 1);
    assert_ok(activity_list(world->reader, &world->arena, &all, &entries, &count, &world->err),
              &world->err);
    assert_true(count >= 2);
    assert_int_equal(entries[0].kind, ACTIVITY_WITHDRAWN);
    assert_int_equal(entries[1].kind, ACTIVITY_PROPOSED);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(entries[i].proposal.id, 0);
        assert_string_equal(entries[i].film.title, "Home Movie");
    }
}

static void test_withdrawn__many_go_in_one_round(void **state)
{
    enum { MANY = 200 };
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), ids[MANY];

    seed_proposals(world, ada, ids, MANY);
    for (size_t i = 0; i < MANY; i++)
        withdraw(world, ada, ids[i]);
    prune(world, LATER + 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM gram_changes"), 0);
}

SUITE(test_withdrawn)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_withdrawn__goes_after_a_week),
        WORLD_TEST(test_withdrawn__with_votes_stays),
        WORLD_TEST(test_withdrawn__what_was_joined_stays),
        WORLD_TEST(test_withdrawn__what_came_from_elsewhere_stays),
        WORLD_TEST(test_withdrawn__the_log_still_names_the_film),
        WORLD_TEST(test_withdrawn__many_go_in_one_round),
    };

    return RUN(tests);
}
