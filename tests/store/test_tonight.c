/* store/tonight: settling on a film and on a second one, drawing, and the end of the evening. */
#include <string.h>

#include "store/activity.h"
#include "store/census.h"
#include "store/joining.h"
#include "store/proposing.h"
#include "store/tonight.h"
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

static struct tonight tonight(struct world *world)
{
    struct tonight now;

    assert_ok(tonight_read(world->reader, &world->arena, &now, &world->err), &world->err);
    return now;
}

/* The proposals of tonight, in their order; 0: none. */
static void assert_tonight(struct world *world, int64_t first, int64_t second)
{
    struct tonight now = tonight(world);

    assert_int_equal(now.count, (first != 0) + (second != 0));
    assert_int_equal(now.count > 0 ? now.films[0].proposal_id : 0, first);
    assert_int_equal(now.count > 1 ? now.films[1].proposal_id : 0, second);
    world_recount(world);
}

/* ---- settling ----------------------------------------------------------------------------- */

static void test_tonight__one_at_a_time(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    assert_fault(FAULT_NOTHING_TONIGHT, clear(world), &world->err);
    assert_fault(FAULT_NOTHING_TONIGHT, follow(world, 1), &world->err);
    assert_ok(choose(world, 2), &world->err);
    assert_fault(FAULT_TONIGHT_SETTLED, choose(world, 1), &world->err);
    assert_int_equal(world->err.params[0].number, 2);
    assert_string_equal(world->err.params[1].text, "tt0000002");
    assert_tonight(world, 2, 0);
    assert_ok(follow(world, 1), &world->err);
    assert_fault(FAULT_TONIGHT_SETTLED, follow(world, 3), &world->err);
    assert_fault(FAULT_TONIGHT_SETTLED, choose(world, 3), &world->err);
    assert_tonight(world, 2, 1);
    assert_ok(clear(world), &world->err);
    assert_tonight(world, 0, 0);
}

static void test_tonight__only_what_is_up(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_ok(join(world, 2, 1), &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, choose(world, 2), &world->err);
    assert_fault(FAULT_NOT_FOUND, choose(world, 99), &world->err);
    assert_ok(store_proposal_withdraw(world->store, by(ADA), 1, &world->err), &world->err);
    assert_fault(FAULT_PROPOSAL_NOT_OPEN, choose(world, 1), &world->err);
    assert_tonight(world, 0, 0);
}

static void test_tonight__the_same_again_only_moves_its_start(void **state)
{
    struct settling at = {.proposal_id = 1, .has_start = true, .starts_at = LATER};
    struct world *world = *state;

    two_films(world);
    seed_facts(world, 1, "Metropolis", 153);
    assert_ok(choose(world, 1), &world->err);
    assert_ok(follow(world, 2), &world->err);
    assert_int_equal(tonight(world).films[0].ends_at, 0);
    assert_ok(settle(world, at), &world->err);
    assert_int_equal(tonight(world).films[0].settled.starts_at, LATER);
    assert_int_equal(tonight(world).films[0].ends_at, LATER + 153 * 60);
    assert_int_equal(tonight(world).films[1].settled.starts_at, LATER + 153 * 60);
    assert_int_equal(tonight(world).films[1].ends_at, 0);
    assert_ok(choose(world, 1), &world->err);
    assert_int_equal(tonight(world).films[0].settled.starts_at, LATER);
    at.starts_at = 0;
    assert_ok(settle(world, at), &world->err);
    assert_ok(settle(world, at), &world->err);
    assert_int_equal(tonight(world).films[0].settled.starts_at, 0);
    assert_tonight(world, 1, 2);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM activity WHERE kind = 'start_changed'"), 2);
}

/* ---- drawing ------------------------------------------------------------------------------ */

static void assert_leaders(struct world *world, int64_t votes, int64_t total, int64_t first)
{
    struct leaders leaders;

    assert_ok(leaders_read(world->reader, &leaders, &world->err), &world->err);
    assert_int_equal(leaders.votes, votes);
    assert_int_equal(leaders.total, total);
    assert_int_equal(leaders.count, total);
    assert_int_equal(leaders.count == 0 ? 0 : leaders.ids[0], first);
}

static void test_tonight__without_votes_nobody_leads(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_leaders(world, 0, 0, 0);
    assert_fault(FAULT_NO_LEADER, settle(world, (struct settling){0}), &world->err);
    seed_vote(world, 2, ADA);
    assert_leaders(world, 1, 1, 2);
    assert_ok(choose(world, 2), &world->err);
    assert_leaders(world, 0, 0, 0);
}

/* 2, 3 and 4 are level, and 1 is behind: in 200 draws each of the three comes (else once in 10^35).
 */
static void test_tonight__a_draw_is_among_all_that_lead(void **state)
{
    struct world *world = *state;
    int64_t seen[5] = {0};

    two_films(world);
    seed_proposal(world, LINUS, 3);
    seed_proposal(world, LINUS, 4);
    for (int64_t id = 2; id <= 4; id++) {
        seed_vote(world, id, ADA);
        seed_vote(world, id, GRACE);
    }
    seed_vote(world, 1, LINUS);
    assert_leaders(world, 2, 3, 2);
    for (int i = 0; i < 200; i++) {
        assert_ok(settle(world, (struct settling){0}), &world->err);
        assert_int_equal(tonight(world).films[0].settled.drawn_from, 3);
        seen[tonight(world).films[0].proposal_id]++;
        assert_ok(clear(world), &world->err);
    }
    assert_int_equal(seen[1], 0);
    assert_true(seen[2] > 0 && seen[3] > 0 && seen[4] > 0);
}

static void test_tonight__the_log_says_who_was_in_the_draw(void **state)
{
    struct activity_query query = {.limit = 9, .filter = {.area = "nights"}};
    struct world *world = *state;
    struct activity *entries;
    size_t count;

    two_films(world);
    seed_vote(world, 1, LINUS);
    seed_vote(world, 2, LINUS);
    assert_ok(settle(world, (struct settling){0}), &world->err);
    assert_ok(clear(world), &world->err);
    assert_ok(choose(world, 2), &world->err);
    assert_ok(activity_list(world->reader, &world->arena, &query, &entries, &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
    assert_int_equal(entries[0].kind, ACTIVITY_SETTLED);
    assert_int_equal(entries[0].proposal.id, 2);
    assert_string_equal(entries[0].member.name, "grace");
    assert_false(entries[0].has_number);
    assert_null(entries[0].text);
    assert_int_equal(entries[1].kind, ACTIVITY_FELL_THROUGH);
    assert_int_equal(entries[2].number, 2);
    assert_int_equal(entries[2].drawn_count, 2);
    assert_int_equal(entries[2].drawn[0].id, 1);
    assert_string_equal(entries[2].drawn[1].title, "tt0000002");
    assert_int_equal(entries[2].proposal.id, entries[1].proposal.id);
}

/* ---- watched ------------------------------------------------------------------------------ */

struct take {
    int64_t proposal_id;
    struct settled settled;
};

static enum fault take_unit(struct db *db, void *context, struct error *err)
{
    struct take *take = context;

    return tonight_take(db, take->proposal_id, &take->settled, err);
}

/* Whether it was tonight's. */
static bool take(struct world *world, int64_t id)
{
    struct take take = {.proposal_id = id};

    assert_ok(store_write(world->store, take_unit, &take, &world->err), &world->err);
    return take.settled.at != 0;
}

static void test_tonight__once_the_first_is_watched_the_second_is_the_first(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_proposal(world, LINUS, 3);
    assert_ok(choose(world, 1), &world->err);
    assert_ok(follow(world, 2), &world->err);
    assert_false(take(world, 3));
    assert_tonight(world, 1, 2);
    assert_true(take(world, 1));
    assert_tonight(world, 2, 0);
    assert_ok(follow(world, 3), &world->err);
    assert_true(take(world, 3));
    assert_tonight(world, 2, 0);
    assert_true(take(world, 2));
    assert_tonight(world, 0, 0);
}

static void test_tonight__the_second_keeps_its_start_when_it_is_the_first(void **state)
{
    struct world *world = *state;

    two_films(world);
    seed_facts(world, 1, "Metropolis", 153);
    seed_facts(world, 2, "Charade", 113);
    assert_ok(
        settle(world, (struct settling){.proposal_id = 1, .has_start = true, .starts_at = LATER}),
        &world->err);
    assert_ok(follow(world, 2), &world->err);
    assert_true(take(world, 1));
    assert_tonight(world, 2, 0);
    assert_int_equal(tonight(world).films[0].settled.starts_at, LATER + 153 * 60);
    assert_int_equal(tonight(world).films[0].ends_at, LATER + (153 + 113) * 60);
}

/* Only by hand: `marquee check` would say so. */
static void test_tonight__a_check_finds_what_is_closed(void **state)
{
    struct world *world = *state;

    two_films(world);
    assert_ok(choose(world, 1), &world->err);
    assert_ok(world_run(world, "UPDATE proposals SET status = 'withdrawn', closed_at = 1"),
              &world->err);
    assert_fault(FAULT_INTERNAL, census_counts(world->reader, &world->err), &world->err);
}

SUITE(test_tonight)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_tonight__one_at_a_time),
        WORLD_TEST(test_tonight__only_what_is_up),
        WORLD_TEST(test_tonight__the_same_again_only_moves_its_start),
        WORLD_TEST(test_tonight__without_votes_nobody_leads),
        WORLD_TEST(test_tonight__a_draw_is_among_all_that_lead),
        WORLD_TEST(test_tonight__the_log_says_who_was_in_the_draw),
        WORLD_TEST(test_tonight__a_check_finds_what_is_closed),
        WORLD_TEST(test_tonight__once_the_first_is_watched_the_second_is_the_first),
        WORLD_TEST(test_tonight__the_second_keeps_its_start_when_it_is_the_first),
    };

    return RUN(tests);
}
