/* store/held_votes: the votes of a deactivated member count for nothing, and come back. */
#include <string.h>

#include "store/held_votes.h"
#include "store/joining.h"
#include "store/member_changes.h"
#include "store/member_export.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/inspect.h"
#include "support/joining.h"

static void change_state(struct world *world, int64_t id, enum member_state state)
{
    struct member_change change = {.state = &state};

    assert_ok(store_member_change(world->store, by_host(), id, &change, &world->err), &world->err);
    world_recount(world);
}

static void deactivate(struct world *world, int64_t id)
{
    change_state(world, id, MEMBER_INACTIVE);
}

static void reactivate(struct world *world, int64_t id)
{
    change_state(world, id, MEMBER_ACTIVE);
}

static int64_t held(struct world *world)
{
    return world_number(world, "SELECT count(*) FROM held_votes");
}

static int64_t votes_for(struct world *world, int64_t proposal_id)
{
    return look_up(world, proposal_id).vote_count;
}

static void test_held_votes__come_back_as_they_were(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 2, GRACE);
    seed_vote(world, 1, LINUS);
    deactivate(world, GRACE);
    assert_int_equal(votes_for(world, 1), 1);
    assert_int_equal(votes_for(world, 2), 0);
    assert_int_equal(held(world), 2);
    deactivate(world, GRACE);
    assert_int_equal(held(world), 2);
    reactivate(world, GRACE);
    assert_int_equal(votes_for(world, 1), 2);
    assert_int_equal(votes_for(world, 2), 1);
    assert_int_equal(held(world), 0);
    assert_int_equal(world_number(world, "SELECT sum(cast_at) FROM votes"), 3 * (int64_t)SEED_NOW);
    reactivate(world, GRACE);
    assert_int_equal(votes_for(world, 1), 2);
}

/* Whoever takes their data along has what never came back, too, but no vote that another brought.
 */
static void test_held_votes__are_exported_where_they_stay(void **state)
{
    struct world *world = *state;
    struct exported *votes;
    size_t count;

    two_films(world);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, LINUS);
    deactivate(world, LINUS);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    reactivate(world, LINUS);
    assert_int_equal(held(world), 1);
    assert_ok(
        exported_votes(world->reader, &world->arena, LINUS, 0, 10, &votes, &count, &world->err),
        &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(votes[0].proposal_id, 1);
    assert_int_equal(votes[0].status, PROPOSAL_WITHDRAWN);
    assert_int_equal(votes[0].at, SEED_NOW);
    assert_int_equal(votes[1].proposal_id, 2);
    assert_ok(
        exported_votes(world->reader, &world->arena, LINUS, 1, 1, &votes, &count, &world->err),
        &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(votes[0].proposal_id, 2);
    assert_ok(world_run(world, "UPDATE held_votes SET moved = 1"), &world->err);
    assert_ok(
        exported_votes(world->reader, &world->arena, LINUS, 0, 10, &votes, &count, &world->err),
        &world->err);
    assert_int_equal(count, 1);
}

/* A count of what is over is history; what closes meanwhile closes without the held vote. */
static void test_held_votes__closed_proposals_keep_their_counts(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, LINUS);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    deactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 1);
    assert_ok(store_proposal_withdraw(world->store, by(GRACE), 2, &world->err), &world->err);
    reactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 1);
    assert_int_equal(votes_for(world, 2), 0);
    assert_int_equal(held(world), 1);
}

static enum fault reopen_unit(struct db *db, void *context, struct error *err)
{
    return proposal_reopen(db, *(const int64_t *)context, err);
}

static void reopen(struct world *world, int64_t id)
{
    assert_ok(store_write(world->store, reopen_unit, &id, &world->err), &world->err);
    world_recount(world);
}

/* One is deactivated while it is closed, the other comes back. */
static void test_held_votes__catch_up_when_a_proposal_is_up_again(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 1, LINUS);
    deactivate(world, GRACE);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    deactivate(world, LINUS);
    reactivate(world, GRACE);
    assert_int_equal(votes_for(world, 1), 1);
    reopen(world, 1);
    assert_int_equal(votes_for(world, 1), 1);
    assert_int_equal(world_number(world, "SELECT member_id FROM votes"), GRACE);
    assert_int_equal(world_number(world, "SELECT member_id FROM held_votes"), LINUS);
    reactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 2);
    assert_int_equal(held(world), 0);
}

/* What came over with another proposal still goes with it. */
static void test_held_votes__catch_up_with_what_had_moved(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    deactivate(world, LINUS);
    assert_ok(store_proposal_withdraw(world->store, by_host(), 1, &world->err), &world->err);
    reactivate(world, LINUS);
    reopen(world, 1);
    assert_joined(world, 2, 1, 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_up(world, 1, 0, 0);
    assert_up(world, 2, 0, 1);
}

static void test_held_votes__follow_what_joins_meanwhile(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    deactivate(world, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    assert_int_equal(votes_for(world, 1), 0);
    reactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 1);
    assert_int_equal(votes_for(world, 2), 1);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(votes_for(world, 1), 0);
    assert_int_equal(votes_for(world, 2), 1);
    world_recount(world);
}

/* Also what had joined before and is parted meanwhile must not count. */
static void test_held_votes__go_with_what_is_parted_meanwhile(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    deactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 0);
    assert_int_equal(votes_for(world, 2), 0);
    assert_ok(part(world, 2, 1), &world->err);
    assert_int_equal(votes_for(world, 1), 0);
    assert_int_equal(votes_for(world, 2), 0);
    reactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 0);
    assert_int_equal(votes_for(world, 2), 1);
    assert_int_equal(held(world), 0);
}

/* Who took their vote back from the one that is kept does not get it again. */
static void test_held_votes__what_was_taken_back_stays_so(void **state)
{
    struct world *world = *state;
    int64_t count;

    two_films(world);
    seed_vote(world, 2, LINUS);
    assert_ok(join(world, 2, 1), &world->err);
    assert_ok(store_vote_withdraw(world->store, by(LINUS), 1, &count, &world->err), &world->err);
    deactivate(world, LINUS);
    reactivate(world, LINUS);
    assert_int_equal(votes_for(world, 1), 0);
}

static void test_held_votes__go_with_their_member(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_vote(world, 2, LINUS);
    deactivate(world, LINUS);
    assert_ok(store_member_remove(world->store, by_host(), LINUS, &world->err), &world->err);
    assert_int_equal(held(world), 0);
    world_recount(world);
}

/* ---- whatever happens meanwhile ------------------------------------------------------------- */

enum { FILMS = 5, MEMBERS = 4, STEPS = 200, RUNS = 12 };

/* A club, and who of it is deactivated; in the other world nobody ever is. */
struct side {
    struct world *world;
    bool is_out[MEMBERS + 1];
};

static void *found(unsigned run)
{
    void *state = NULL;

    (void)run;
    assert_int_equal(world_open(&state), 0);
    seed_admin(state, "ada");
    for (int i = 2; i <= MEMBERS; i++)
        seed_member(state, arena_printf(&((struct world *)state)->arena, "member %d", i));
    for (int i = 1; i <= FILMS; i++)
        seed_proposal(state, 1, i);
    return state;
}

static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

/* The same in both; what is refused in one is refused in the other. */
static void step(struct side *side, unsigned what, int64_t member, int64_t one, int64_t other)
{
    struct world *world = side->world;
    int64_t count;

    error_init(&world->err);
    if (what < 4)
        store_vote_cast(world->store, by(member), one, &count, &world->err);
    else if (what < 5)
        store_vote_withdraw(world->store, by(member), one, &count, &world->err);
    else if (what < 6 && one != other)
        join(world, one, other);
    else if (what < 7 && one != other)
        part(world, one, other);
}

static void turn(struct side *side, int64_t member)
{
    change_state(side->world, member, side->is_out[member] ? MEMBER_ACTIVE : MEMBER_INACTIVE);
    side->is_out[member] = !side->is_out[member];
}

static const char *all_votes(struct world *world)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 64 * 1024);
    inspect_rows(world->path,
                 "SELECT proposal_id || ' ' || member_id FROM votes"
                 " ORDER BY proposal_id, member_id",
                 "\n", &rows);
    inspect_rows(world->path,
                 "SELECT 'moved ' || proposal_id || ' ' || member_id FROM moved_votes"
                 " ORDER BY proposal_id, member_id",
                 "\n", &rows);
    inspect_rows(world->path,
                 "SELECT 'from ' || proposal_id || ' ' || member_id || ' ' || joined_id"
                 " FROM moved_from ORDER BY proposal_id, member_id, joined_id",
                 "\n", &rows);
    return arena_strdup(&world->arena, rows.bytes);
}

static void assert_nobody_out_counts(const struct side *side)
{
    assert_int_equal(
        world_number(side->world,
                     "SELECT count(*) FROM votes v JOIN members m ON m.id = v.member_id"
                     " JOIN proposals p ON p.id = v.proposal_id"
                     " WHERE m.state = 'inactive' AND p.status = 'open'"),
        0);
    world_recount(side->world);
}

/* Members come and go between joins and partings: in the end all is as if nobody had gone. */
static void test_held_votes__in_the_end_nobody_had_been_away(void **state)
{
    (void)state;
    for (unsigned run = 1; run <= RUNS; run++) {
        struct side away = {.world = found(run)}, there = {.world = found(run)};
        void *first = away.world, *second = there.world;
        unsigned seed = run;

        for (int i = 0; i < STEPS; i++) {
            unsigned what = next(&seed, 9);
            int64_t member = 2 + next(&seed, MEMBERS - 1);
            int64_t one = 1 + next(&seed, FILMS), other = 1 + next(&seed, FILMS);

            if (what >= 7) {
                turn(&away, member);
                assert_nobody_out_counts(&away);
            } else if (what >= 5 || !away.is_out[member]) {
                step(&away, what, member, one, other);
                step(&there, what, member, one, other);
            }
        }
        for (int64_t member = 2; member <= MEMBERS; member++)
            if (away.is_out[member])
                turn(&away, member);
        assert_int_equal(held(away.world), 0);
        assert_string_equal(all_votes(away.world), all_votes(there.world));
        world_close(&first);
        world_close(&second);
    }
}

SUITE(test_held_votes)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_held_votes__come_back_as_they_were),
        WORLD_TEST(test_held_votes__closed_proposals_keep_their_counts),
        WORLD_TEST(test_held_votes__catch_up_when_a_proposal_is_up_again),
        WORLD_TEST(test_held_votes__catch_up_with_what_had_moved),
        WORLD_TEST(test_held_votes__are_exported_where_they_stay),
        WORLD_TEST(test_held_votes__follow_what_joins_meanwhile),
        WORLD_TEST(test_held_votes__go_with_what_is_parted_meanwhile),
        WORLD_TEST(test_held_votes__what_was_taken_back_stays_so),
        WORLD_TEST(test_held_votes__go_with_their_member),
        cmocka_unit_test(test_held_votes__in_the_end_nobody_had_been_away),
    };

    return RUN(tests);
}
