/* What two do at once with members: the database decides, and the club keeps an admin. */
#include <pthread.h>

#include "store/held_votes.h"
#include "store/member_changes.h"
#include "store/votes.h"
#include "support/seed.h"

enum { ROUNDS = 60 };

/* One of two that start together. */
struct runner {
    struct world *world;
    pthread_barrier_t *start;
    void (*run)(struct runner *runner);
    int64_t actor, member;
    enum fault fault;
};

static void *run(void *context)
{
    struct runner *runner = context;

    pthread_barrier_wait(runner->start);
    runner->run(runner);
    return NULL;
}

static void run_both(struct runner *one, struct runner *other)
{
    pthread_barrier_t start;
    pthread_t threads[2];

    pthread_barrier_init(&start, NULL, 2);
    one->start = other->start = &start;
    assert_int_equal(pthread_create(&threads[0], NULL, run, one), 0);
    assert_int_equal(pthread_create(&threads[1], NULL, run, other), 0);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    pthread_barrier_destroy(&start);
}

static struct deed as_admin(int64_t member_id)
{
    return (struct deed){.actor = {.member_id = member_id, .role = ROLE_ADMIN}, .when = SEED_NOW};
}

static void change(struct runner *runner, const struct member_change *wanted)
{
    struct error err;

    error_init(&err);
    runner->fault = store_member_change(runner->world->store, as_admin(runner->actor),
                                        runner->member, wanted, &err);
}

static void demote(struct runner *runner)
{
    const enum role member = ROLE_MEMBER;

    change(runner, &(struct member_change){.role = &member});
}

static void deactivate(struct runner *runner)
{
    const enum member_state inactive = MEMBER_INACTIVE;

    change(runner, &(struct member_change){.state = &inactive});
}

static void remove_member(struct runner *runner)
{
    struct error err;

    error_init(&err);
    runner->fault =
        store_member_remove(runner->world->store, as_admin(runner->actor), runner->member, &err);
}

/* Each has a right to it alone; both together would leave the club without an admin. */
static void lose_both(struct world *world, void (*one)(struct runner *),
                      void (*other)(struct runner *), bool by_each_other)
{
    assert_ok(world_run(world, "DELETE FROM members"), &world->err);
    for (int i = 0; i < ROUNDS; i++) {
        int64_t ada = seed_admin(world, "ada"), root = seed_admin(world, "root");
        struct runner first = {.world = world, .run = one, .actor = ada, .member = ada};
        struct runner second = {.world = world, .run = other, .actor = root, .member = root};

        if (by_each_other) {
            first.actor = root;
            second.actor = ada;
        }
        run_both(&first, &second);
        assert_int_equal((first.fault == FAULT_NONE) + (second.fault == FAULT_NONE), 1);
        assert_int_equal(world_number(world, "SELECT count(*) FROM members"
                                             " WHERE role = 'admin' AND state = 'active'"),
                         1);
        assert_ok(world_run(world, "DELETE FROM members"), &world->err);
    }
}

static void test_member_races__the_last_two_admins_do_not_go_together(void **state)
{
    lose_both(*state, demote, remove_member, false);
    lose_both(*state, demote, deactivate, false);
    lose_both(*state, remove_member, remove_member, false);
    lose_both(*state, deactivate, deactivate, false);
}

/* Who was shut out first can do nothing to the other any more. */
static void test_member_races__two_admins_do_not_shut_each_other_out(void **state)
{
    lose_both(*state, deactivate, deactivate, true);
    lose_both(*state, remove_member, remove_member, true);
    lose_both(*state, demote, remove_member, true);
}

static void vote(struct runner *runner)
{
    struct error err;
    int64_t count;

    error_init(&err);
    runner->fault = store_vote_cast(runner->world->store, by(runner->actor), 1, &count, &err);
}

/* The vote was before, and is held; or it was refused. */
static void test_member_races__a_vote_is_held_or_refused(void **state)
{
    struct world *world = *state;
    int64_t root = seed_admin(world, "root"), ada = seed_member(world, "ada");
    const enum member_state active = MEMBER_ACTIVE;
    const struct member_change back = {.state = &active};
    struct runner voter = {.world = world, .run = vote, .actor = ada};
    struct runner admin = {.world = world, .run = deactivate, .actor = root, .member = ada};
    int64_t count;

    seed_proposal(world, root, 1);
    for (int i = 0; i < ROUNDS; i++) {
        run_both(&voter, &admin);
        assert_int_equal(admin.fault, FAULT_NONE);
        assert_true(voter.fault == FAULT_NONE || voter.fault == FAULT_DEACTIVATED);
        assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
        assert_int_equal(world_number(world, "SELECT count(*) FROM held_votes"),
                         voter.fault == FAULT_NONE);
        world_recount(world);
        assert_ok(store_member_change(world->store, by_host(), ada, &back, &world->err),
                  &world->err);
        assert_int_equal(world_number(world, "SELECT count(*) FROM votes"),
                         voter.fault == FAULT_NONE);
        assert_ok(store_vote_withdraw(world->store, by(ada), 1, &count, &world->err), &world->err);
    }
}

static enum fault set_password(struct world *world, int64_t id, const char *current,
                               const char *hash)
{
    const struct member_change change = {.current_hash = current, .password_hash = hash};

    return store_member_change(world->store, by(id), id, &change, &world->err);
}

/* It takes its time to be checked, and the owner may be the one who was quicker. */
static void test_member_races__a_password_follows_the_one_that_was_checked(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    assert_ok(set_password(world, ada, NULL, "$argon2id$x"), &world->err);
    assert_ok(set_password(world, ada, "$argon2id$x", "$argon2id$y"), &world->err);
    assert_fault(FAULT_INVALID, set_password(world, ada, "$argon2id$x", "$argon2id$z"),
                 &world->err);
    assert_int_equal(world_number(world, "SELECT password_hash = '$argon2id$y' FROM members"), 1);
}

SUITE(test_member_races)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_member_races__the_last_two_admins_do_not_go_together),
        WORLD_TEST(test_member_races__two_admins_do_not_shut_each_other_out),
        WORLD_TEST(test_member_races__a_vote_is_held_or_refused),
        WORLD_TEST(test_member_races__a_password_follows_the_one_that_was_checked),
    };

    return RUN(tests);
}
