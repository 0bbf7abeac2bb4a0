/* store/member_list: an admin finds members by name and state, page by page. */
#include "store/member_changes.h"
#include "store/member_list.h"
#include "support/seed.h"

static struct member_row *list(struct world *world, struct member_query query, size_t *count)
{
    struct member_row *rows;

    assert_ok(member_list(world->reader, &world->arena, &query, &rows, count, &world->err),
              &world->err);
    return rows;
}

static void test_member_list__goes_by_name_page_by_page(void **state)
{
    struct world *world = *state;
    struct member_row *rows;
    size_t count;

    seed_member(world, "linus");
    seed_member(world, "Ada");
    seed_member(world, "grace");
    seed_vote(world, seed_proposal(world, 3, 1), 2);
    rows = list(world, (struct member_query){.limit = 2}, &count);
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].member.name, "Ada");
    assert_int_equal(rows[0].votes, 1);
    assert_string_equal(rows[1].member.name, "grace");
    assert_int_equal(rows[1].member.open_proposals, 1);
    rows = list(world, (struct member_query){.limit = 2, .after = rows[1].member.id}, &count);
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].member.name, "linus");
    assert_fault(FAULT_NOT_FOUND,
                 member_list(world->reader, &world->arena,
                             &(struct member_query){.limit = 2, .after = 99}, &rows, &count,
                             &world->err),
                 &world->err);
}

static void test_member_list__finds_any_part_of_a_name_and_a_state(void **state)
{
    const enum member_state inactive = MEMBER_INACTIVE, waiting = MEMBER_WAITING;
    struct world *world = *state;
    struct member_row *rows;
    size_t count;

    seed_member(world, "Ada Lovelace");
    seed_member(world, "grace_hopper");
    seed_member(world, "linus");
    seed_vote(world, seed_proposal(world, 1, 1), 2);
    assert_ok(store_member_change(world->store, by_host(), 2,
                                  &(struct member_change){.state = &inactive}, &world->err),
              &world->err);
    rows = list(world, (struct member_query){.search = "LOVE", .limit = 9}, &count);
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].member.name, "Ada Lovelace");
    list(world, (struct member_query){.search = "%", .limit = 9}, &count);
    assert_int_equal(count, 0);
    list(world, (struct member_query){.search = "_", .limit = 9}, &count);
    assert_int_equal(count, 1);
    rows = list(world, (struct member_query){.state = &inactive, .limit = 9}, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].member.state, MEMBER_INACTIVE);
    assert_int_equal(rows[0].votes, 1);
    list(world, (struct member_query){.state = &waiting, .limit = 9}, &count);
    assert_int_equal(count, 0);
}

SUITE(test_member_list)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_member_list__goes_by_name_page_by_page),
        WORLD_TEST(test_member_list__finds_any_part_of_a_name_and_a_state),
    };

    return RUN(tests);
}
