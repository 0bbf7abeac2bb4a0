/* store/members: names are unique after folding, a club keeps an admin, who leaves is forgotten. */
#include <string.h>

#include "store/entries.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/signing_in.h"
#include "store/tokens.h"
#include "support/inspect.h"
#include "support/seed.h"

static enum fault add(struct world *world, const char *name)
{
    struct member_new member = {.name = name};
    int64_t id;

    return store_member_add(world->store, by_host(), &member, &id, &world->err);
}

static enum fault change(struct world *world, int64_t id, struct member_change change)
{
    return store_member_change(world->store, by_host(), id, &change, &world->err);
}

static struct member look_up(struct world *world, int64_t id)
{
    struct member member;

    assert_ok(member_by_id(world->reader, &world->arena, id, &member, &world->err), &world->err);
    return member;
}

static void test_members__are_found_by_id_and_by_any_spelling(void **state)
{
    struct world *world = *state;
    const char *hash = "";
    struct member member;
    struct member_new zoe = {.name = "Zoë", .role = ROLE_ADMIN, .password_hash = "$argon2id$x"};
    int64_t id;

    assert_ok(store_member_add(world->store, by_host(), &zoe, &id, &world->err), &world->err);
    member = look_up(world, id);
    assert_string_equal(member.name, "Zoë");
    assert_int_equal(member.role, ROLE_ADMIN);
    assert_true(member.has_password);
    assert_int_equal(member.own_limit, NO_OWN_LIMIT);
    assert_int_equal(member.open_proposals, 0);
    assert_int_equal(member.created_at, SEED_NOW);
    assert_ok(
        member_by_name(world->reader, &world->arena, "ZOE\u0308", &member, &hash, &world->err),
        &world->err);
    assert_int_equal(member.id, id);
    assert_string_equal(hash, "$argon2id$x");
    assert_fault(FAULT_NOT_FOUND,
                 member_by_name(world->reader, &world->arena, "zoe", &member, &hash, &world->err),
                 &world->err);
    assert_null(hash);
    assert_fault(FAULT_NOT_FOUND,
                 member_by_id(world->reader, &world->arena, 999, &member, &world->err),
                 &world->err);
}

static void test_members__two_spellings_are_one_name(void **state)
{
    static const char *const spellings[] = {"ada straße", "ADA STRASSE", "Ada  Strasse",
                                            "ada stra\u200dße"};
    struct world *world = *state;

    assert_ok(add(world, "Ada Straße"), &world->err);
    for (size_t i = 0; i < COUNT_OF(spellings); i++)
        assert_fault(FAULT_NAME_TAKEN, add(world, spellings[i]), &world->err);
    assert_ok(add(world, "Ada"), &world->err);
}

static void test_members__are_renamed_also_to_another_spelling(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    seed_member(world, "grace");
    assert_ok(change(world, ada, (struct member_change){.name = "ADA"}), &world->err);
    assert_string_equal(look_up(world, ada).name, "ADA");
    assert_fault(FAULT_NAME_TAKEN, change(world, ada, (struct member_change){.name = "Grace"}),
                 &world->err);
    assert_string_equal(look_up(world, ada).name, "ADA");
    assert_ok(change(world, ada, (struct member_change){.name = "Augusta"}), &world->err);
    assert_ok(add(world, "ada"), &world->err);
    assert_fault(FAULT_NOT_FOUND, change(world, 999, (struct member_change){.name = "x"}),
                 &world->err);
}

static void test_members__a_change_is_all_or_nothing(void **state)
{
    struct world *world = *state;
    const enum role member = ROLE_MEMBER;
    int64_t ada = seed_admin(world, "ada");

    assert_fault(FAULT_LAST_ADMIN,
                 change(world, ada, (struct member_change){.name = "Augusta", .role = &member}),
                 &world->err);
    assert_string_equal(look_up(world, ada).name, "ada");
}

static void test_members__the_last_admin_stays(void **state)
{
    struct world *world = *state;
    const enum role member = ROLE_MEMBER, admin = ROLE_ADMIN;
    int64_t ada = seed_admin(world, "ada"), grace = seed_member(world, "grace");

    assert_ok(change(world, grace, (struct member_change){.password_hash = "$argon2id$x"}),
              &world->err);
    assert_fault(FAULT_LAST_ADMIN, change(world, ada, (struct member_change){.role = &member}),
                 &world->err);
    assert_fault(FAULT_LAST_ADMIN, store_member_remove(world->store, by_host(), ada, &world->err),
                 &world->err);
    assert_ok(change(world, grace, (struct member_change){.role = &member}), &world->err);
    assert_ok(change(world, grace, (struct member_change){.role = &admin}), &world->err);
    assert_ok(change(world, ada, (struct member_change){.role = &member}), &world->err);
    assert_int_equal(look_up(world, ada).role, ROLE_MEMBER);
    assert_ok(store_member_remove(world->store, by_host(), ada, &world->err), &world->err);
    assert_fault(FAULT_LAST_ADMIN, store_member_remove(world->store, by_host(), grace, &world->err),
                 &world->err);
}

/* Without one nobody could sign in as them. */
static void test_members__an_admin_has_a_password(void **state)
{
    struct world *world = *state;
    const enum role admin = ROLE_ADMIN;
    int64_t grace = seed_member(world, "grace");

    assert_fault(FAULT_NEEDS_PASSWORD, change(world, grace, (struct member_change){.role = &admin}),
                 &world->err);
    assert_int_equal(look_up(world, grace).role, ROLE_MEMBER);
    assert_ok(change(world, grace,
                     (struct member_change){.role = &admin, .password_hash = "$argon2id$x"}),
              &world->err);
    assert_int_equal(look_up(world, grace).role, ROLE_ADMIN);
}

static void test_members__limits_are_their_own_or_the_clubs(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    seed_limit(world, ada, 0);
    assert_int_equal(look_up(world, ada).own_limit, 0);
    seed_limit(world, ada, 25);
    assert_int_equal(look_up(world, ada).own_limit, 25);
    seed_limit(world, ada, NO_OWN_LIMIT);
    assert_int_equal(look_up(world, ada).own_limit, NO_OWN_LIMIT);
}

static void test_members__a_new_password_ends_all_other_sessions(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace"), ids[3];
    const int64_t owners[] = {ada, ada, grace};
    const char *hash;

    for (size_t i = 0; i < 3; i++)
        ids[i] = seed_session(world, owners[i], arena_printf(&world->arena, "%zu", i), SEED_NOW);
    assert_ok(
        change(world, ada,
               (struct member_change){.password_hash = "$argon2id$new", .keep_session = ids[0]}),
        &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 2);
    assert_int_equal(world_number(world, "SELECT sum(id) FROM sessions"), ids[0] + ids[2]);
    assert_ok(member_password_hash(world->reader, &world->arena, ada, &hash, &world->err),
              &world->err);
    assert_string_equal(hash, "$argon2id$new");
    assert_ok(change(world, ada, (struct member_change){.password_hash = "$argon2id$newer"}),
              &world->err);
    assert_int_equal(world_number(world, "SELECT sum(id) FROM sessions"), ids[2]);
}

static void test_members__who_leaves_takes_votes_and_keys_and_leaves_proposals(void **state)
{
    struct world *world = *state;
    const uint8_t secret[HASH_BYTES] = {7};
    int64_t ada = seed_admin(world, "ada"), grace = seed_member(world, "grace"), first, second, id;
    struct listed listed;

    first = seed_proposal(world, grace, 1);
    second = seed_proposal(world, ada, 2);
    seed_vote(world, first, grace);
    seed_vote(world, first, ada);
    seed_vote(world, second, grace);
    seed_session(world, grace, "secret", SEED_NOW);
    assert_ok(store_token_add(
                  world->store, by_host(),
                  &(struct token_new){.member_id = grace, .hash = secret, .scope = SCOPE_READ}, &id,
                  &world->err),
              &world->err);
    assert_ok(store_member_remove(world->store, by_host(), grace, &world->err), &world->err);
    world_recount(world);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 1"), 1);
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals WHERE id = 2"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM tokens"), 0);
    assert_ok(proposal_by_id(world->reader, &world->arena, first, &listed, &world->err),
              &world->err);
    assert_int_equal(listed.proposal.proposer.id, 0);
    assert_null(listed.proposal.proposer.name);
    assert_int_equal(listed.voter_count, 1);
    assert_fault(FAULT_NOT_FOUND, store_member_remove(world->store, by_host(), grace, &world->err),
                 &world->err);
}

static void test_members__an_id_is_never_used_twice(void **state)
{
    struct world *world = *state;
    int64_t gone;

    seed_admin(world, "ada");
    gone = seed_member(world, "grace");
    assert_ok(store_member_remove(world->store, by_host(), gone, &world->err), &world->err);
    assert_true(seed_member(world, "grace") > gone);
}

static void test_members__all_are_listed_in_the_order_of_joining(void **state)
{
    struct world *world = *state;
    struct member *members;
    size_t count;

    for (int i = 0; i < 200; i++)
        seed_member(world, arena_printf(&world->arena, "member %d", i));
    seed_proposal(world, 150, 1);
    assert_ok(members_all(world->reader, &world->arena, &members, &count, &world->err),
              &world->err);
    assert_int_equal(count, 200);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(members[i].id, i + 1);
        assert_int_equal(members[i].open_proposals, i + 1 == 150);
    }
    assert_string_equal(members[199].name, "member 199");
}

static void test_members__a_colour_is_chosen_or_follows_from_the_id(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    assert_string_equal(look_up(world, ada).color, member_color(ada, 0));
    assert_ok(change(world, ada, (struct member_change){.set_color = true, .color = 5}),
              &world->err);
    assert_string_equal(look_up(world, ada).color, member_color(ada, 5));
    assert_int_equal(look_up(world, ada).own_color, 5);
    assert_ok(change(world, ada, (struct member_change){.set_color = true}), &world->err);
    assert_string_equal(look_up(world, ada).color, member_color(ada, 0));
    assert_int_equal(look_up(world, ada).own_color, 0);
}

/* Two admins look at one member: the second is told that the first has changed it. */
static void test_members__a_change_is_for_the_version_that_was_seen(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), seen = look_up(world, ada).version;
    struct member_change first = {.version = seen, .set_limit = true, .limit = 3};
    struct member_change second = {.version = seen, .set_limit = true, .limit = 4};

    assert_ok(change(world, ada, first), &world->err);
    assert_fault(FAULT_PRECONDITION, change(world, ada, second), &world->err);
    assert_int_equal(look_up(world, ada).own_limit, 3);
    second.version = look_up(world, ada).version;
    assert_ok(change(world, ada, second), &world->err);
    assert_int_equal(look_up(world, ada).own_limit, 4);
}

/* Not of an admin, and of nobody who could not come back. */
static void test_members__a_password_may_go_again(void **state)
{
    const uint8_t hash[HASH_BYTES] = {3};
    struct world *world = *state;
    int64_t root = seed_admin(world, "root"), ada = seed_member(world, "ada");
    const struct member_change set = {.password_hash = "$argon2id$x"},
                               gone = {.remove_password = true};

    assert_ok(change(world, ada, set), &world->err);
    assert_fault(FAULT_NO_WAY_BACK, change(world, ada, gone), &world->err);
    assert_ok(store_entry_set(world->store, by(ada),
                              &(struct entry_new){.member_id = ada, .hash = hash}, &world->err),
              &world->err);
    assert_ok(change(world, ada, gone), &world->err);
    assert_false(look_up(world, ada).has_password);
    assert_ok(change(world, root, set), &world->err);
    assert_fault(FAULT_NEEDS_PASSWORD, change(world, root, gone), &world->err);
    assert_true(look_up(world, root).has_password);
}

/* Also while another one is there who may not come in. */
static void test_members__the_last_active_admin_stays(void **state)
{
    const enum member_state inactive = MEMBER_INACTIVE, active = MEMBER_ACTIVE;
    const struct member_change out = {.state = &inactive}, in = {.state = &active};
    const enum role member = ROLE_MEMBER;
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada"), root = seed_admin(world, "root");

    assert_ok(change(world, ada, out), &world->err);
    assert_fault(FAULT_LAST_ADMIN, change(world, root, out), &world->err);
    assert_fault(FAULT_LAST_ADMIN, change(world, root, (struct member_change){.role = &member}),
                 &world->err);
    assert_fault(FAULT_LAST_ADMIN, store_member_remove(world->store, by_host(), root, &world->err),
                 &world->err);
    assert_ok(change(world, ada, in), &world->err);
    assert_ok(change(world, root, out), &world->err);
}

static void test_members__who_is_deactivated_is_signed_out(void **state)
{
    const enum member_state inactive = MEMBER_INACTIVE;
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    const uint8_t hash[HASH_BYTES] = {1}, token[HASH_BYTES] = {2};

    seed_session(world, ada, "secret", SEED_NOW);
    assert_ok(
        store_token_add(world->store, by_host(),
                        &(struct token_new){.member_id = ada, .hash = token, .scope = SCOPE_WRITE},
                        &id, &world->err),
        &world->err);
    assert_ok(change(world, ada, (struct member_change){.state = &inactive}), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM tokens"), 1);
    assert_fault(FAULT_DEACTIVATED,
                 store_sign_in(world->store, by(ada), (struct way_in){0},
                               &(struct session_new){.hash = hash}, &id, &world->err),
                 &world->err);
}

/* What changes nothing is no deed. */
static void test_members__every_change_is_in_the_log(void **state)
{
    const enum member_state inactive = MEMBER_INACTIVE, active = MEMBER_ACTIVE;
    const struct member_change changes[] = {
        {.name = "Augusta"},
        {.set_color = true, .color = 3},
        {.password_hash = "$argon2id$x"},
        {.set_limit = true, .limit = 4},
        {.state = &inactive},
        {.state = &active},
    };
    struct world *world = *state;
    auto_strbuf struct strbuf kinds;

    seed_member(world, "ada");
    seed_admin(world, "root");
    assert_ok(world_run(world, "DELETE FROM activity"), &world->err);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_ok(change(world, 1, changes[i]), &world->err);
        if (changes[i].password_hash == NULL)
            assert_ok(change(world, 1, changes[i]), &world->err);
    }
    assert_ok(world_run(world, "UPDATE members SET state = 'waiting' WHERE id = 1"), &world->err);
    assert_ok(change(world, 1, (struct member_change){.state = &active}), &world->err);
    strbuf_init(&kinds, 4096);
    inspect_rows(world->path, "SELECT kind FROM activity ORDER BY id", " ", &kinds);
    assert_string_equal(kinds.bytes,
                        "renamed color password_set limit deactivated reactivated admitted ");
}

SUITE(test_members)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_members__are_found_by_id_and_by_any_spelling),
        WORLD_TEST(test_members__two_spellings_are_one_name),
        WORLD_TEST(test_members__are_renamed_also_to_another_spelling),
        WORLD_TEST(test_members__a_change_is_all_or_nothing),
        WORLD_TEST(test_members__the_last_admin_stays),
        WORLD_TEST(test_members__an_admin_has_a_password),
        WORLD_TEST(test_members__limits_are_their_own_or_the_clubs),
        WORLD_TEST(test_members__a_new_password_ends_all_other_sessions),
        WORLD_TEST(test_members__who_leaves_takes_votes_and_keys_and_leaves_proposals),
        WORLD_TEST(test_members__an_id_is_never_used_twice),
        WORLD_TEST(test_members__all_are_listed_in_the_order_of_joining),
        WORLD_TEST(test_members__a_colour_is_chosen_or_follows_from_the_id),
        WORLD_TEST(test_members__a_change_is_for_the_version_that_was_seen),
        WORLD_TEST(test_members__a_password_may_go_again),
        WORLD_TEST(test_members__the_last_active_admin_stays),
        WORLD_TEST(test_members__who_is_deactivated_is_signed_out),
        WORLD_TEST(test_members__every_change_is_in_the_log),
    };

    return RUN(tests);
}
