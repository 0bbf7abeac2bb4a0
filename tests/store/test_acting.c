/* store/acting: whoever asked for a write may have been shut out before its turn comes. */
#include "store/acting.h"
#include "support/seed.h"

static enum fault count_up(struct db *db, void *context, struct error *err)
{
    (void)db;
    (void)err;
    ++*(int *)context;
    return FAULT_NONE;
}

static enum fault act(struct world *world, struct actor actor, int *ran)
{
    struct deed deed = {.actor = actor, .when = SEED_NOW};

    return store_act(world->store, deed, count_up, ran, &world->err);
}

static void test_acting__only_who_is_still_in_may_write(void **state)
{
    struct world *world = *state;
    struct actor ada = {.member_id = seed_member(world, "ada")};
    int ran = 0;

    assert_ok(act(world, ada, &ran), &world->err);
    assert_ok(world_run(world, "UPDATE members SET state = 'waiting'"), &world->err);
    assert_ok(act(world, ada, &ran), &world->err);
    assert_int_equal(ran, 2);
    assert_ok(world_run(world, "UPDATE members SET state = 'inactive'"), &world->err);
    assert_fault(FAULT_DEACTIVATED, act(world, ada, &ran), &world->err);
    assert_ok(world_run(world, "DELETE FROM members"), &world->err);
    assert_fault(FAULT_UNAUTHENTICATED, act(world, ada, &ran), &world->err);
    assert_int_equal(ran, 2);
}

static void test_acting__an_admin_must_still_be_one(void **state)
{
    struct world *world = *state;
    struct actor root = {.member_id = seed_admin(world, "root"), .role = ROLE_ADMIN};
    int ran = 0;

    assert_ok(act(world, root, &ran), &world->err);
    assert_ok(world_run(world, "UPDATE members SET role = 'member'"), &world->err);
    assert_fault(FAULT_FORBIDDEN, act(world, root, &ran), &world->err);
    root.role = ROLE_MEMBER;
    assert_ok(act(world, root, &ran), &world->err);
    assert_int_equal(ran, 2);
}

static void test_acting__the_operator_is_no_member(void **state)
{
    struct world *world = *state;
    int ran = 0;

    assert_ok(act(world, by_host().actor, &ran), &world->err);
    assert_int_equal(ran, 1);
}

SUITE(test_acting)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_acting__only_who_is_still_in_may_write),
        WORLD_TEST(test_acting__an_admin_must_still_be_one),
        WORLD_TEST(test_acting__the_operator_is_no_member),
    };

    return RUN(tests);
}
