/* store/invitations: links that let so many in for so long, of which the database knows a hash. */
#include <pthread.h>
#include <string.h>

#include "store/arrivals.h"
#include "store/invitations.h"
#include "support/inspect.h"
#include "support/seed.h"

static int64_t invite(struct world *world, const struct invitation_new *new)
{
    int64_t id;

    assert_ok(store_invitation_add(world->store, by(1), new, &id, &world->err), &world->err);
    return id;
}

static struct invitation look_at(struct world *world, int64_t id)
{
    struct invitation invitation;

    assert_ok(invitation_by_id(world->reader, &world->arena, id, &invitation, &world->err),
              &world->err);
    return invitation;
}

struct use {
    struct world *world;
    int64_t id, now;
    enum fault fault;
    struct error err;
};

static enum fault use_unit(struct db *db, void *context, struct error *err)
{
    struct use *use = context;
    auto_arena struct arena arena = {0};

    return invitation_use(db, &arena, use->id, use->now, err);
}

static void *take_place(void *argument)
{
    struct use *use = argument;

    use->fault = store_write(use->world->store, use_unit, use, &use->err);
    return NULL;
}

static void expect_over(struct world *world, int64_t id, int64_t now, const char *why)
{
    struct use use = {.world = world, .id = id, .now = now};

    take_place(&use);
    assert_int_equal(use.fault, FAULT_INVITATION_OVER);
    assert_string_equal(use.err.params[0].name, "why");
    assert_string_equal(use.err.params[0].text, why);
}

static void test_invitations__are_kept_with_all_that_was_said(void **state)
{
    struct world *world = *state;
    struct invitation invitation;

    seed_admin(world, "ada");
    invitation = look_at(world, invite(world, &(struct invitation_new){
                                                  .note = "for Friday", .max_uses = 3, .days = 7}));
    assert_string_equal(invitation.note, "for Friday");
    assert_int_equal(invitation.max_uses, 3);
    assert_int_equal(invitation.uses, 0);
    assert_int_equal(invitation.expires_at, SEED_NOW + 7 * 86400);
    assert_int_equal(invitation.creator.id, 1);
    assert_string_equal(invitation.creator.name, "ada");
    invitation = look_at(world, invite(world, &(struct invitation_new){0}));
    assert_null(invitation.note);
    assert_int_equal(invitation.max_uses, 0);
    assert_int_equal(invitation.expires_at, 0);
    assert_int_equal(invitation_state(&invitation, INT64_MAX), INVITATION_OPEN);
}

static void test_invitations__secret_is_in_no_file_but_can_be_made_again(void **state)
{
    struct world *world = *state;
    char secret[SECRET_TEXT_SIZE], again[SECRET_TEXT_SIZE];
    auto_strbuf struct strbuf file;
    struct invitation invitation, found;
    uint8_t hash[HASH_BYTES];

    seed_admin(world, "ada");
    invitation = look_at(world, invite(world, &(struct invitation_new){.max_uses = 1}));
    assert_true(invitation_secret(world->store, &invitation, secret));
    assert_int_equal(strlen(secret), SECRET_TEXT_SIZE - 1);
    hash_bytes(secret, strlen(secret), hash);
    assert_ok(invitation_by_hash(world->reader, &world->arena, hash, &found, &world->err),
              &world->err);
    assert_int_equal(found.id, invitation.id);
    world_stop(world);
    strbuf_init(&file, 1024 * 1024);
    inspect_file(world->path, &file);
    assert_null(memmem(file.bytes, file.length, secret, strlen(secret)));
    world_start(world);
    assert_true(invitation_secret(world->store, &invitation, again));
    assert_string_equal(again, secret);
}

static void test_invitations__made_with_a_lost_key_work_but_cannot_be_shown(void **state)
{
    struct world *world = *state;
    char secret[SECRET_TEXT_SIZE], other[SECRET_TEXT_SIZE];
    struct invitation before, after;
    uint8_t hash[HASH_BYTES];

    seed_admin(world, "ada");
    before = look_at(world, invite(world, &(struct invitation_new){0}));
    assert_true(invitation_secret(world->store, &before, secret));
    world_stop(world);
    remove(arena_printf(&world->arena, "%s.key", world->path));
    world_start(world);
    assert_false(invitation_secret(world->store, &before, other));
    hash_bytes(secret, strlen(secret), hash);
    assert_ok(invitation_by_hash(world->reader, &world->arena, hash, &before, &world->err),
              &world->err);
    after = look_at(world, invite(world, &(struct invitation_new){0}));
    assert_true(invitation_secret(world->store, &after, other));
}

/* A backup gives ids again that had been given since. */
static void test_invitations__one_id_at_two_moments_has_two_secrets(void **state)
{
    struct world *world = *state;
    char first[SECRET_TEXT_SIZE], second[SECRET_TEXT_SIZE];
    struct invitation invitation;
    int64_t id;

    seed_admin(world, "ada");
    invitation = look_at(world, invite(world, &(struct invitation_new){0}));
    assert_true(invitation_secret(world->store, &invitation, first));
    world_run(world, "DELETE FROM invitations");
    world_run(world, "DELETE FROM sqlite_sequence WHERE name = 'invitations'");
    assert_ok(store_invitation_add(world->store, by_at(1, SEED_NOW + 9),
                                   &(struct invitation_new){0}, &id, &world->err),
              &world->err);
    assert_int_equal(id, invitation.id);
    invitation = look_at(world, id);
    assert_true(invitation_secret(world->store, &invitation, second));
    assert_string_not_equal(first, second);
}

static void test_invitations__say_why_they_are_over(void **state)
{
    struct world *world = *state;
    int64_t once, week;

    seed_admin(world, "ada");
    once = invite(world, &(struct invitation_new){.max_uses = 1});
    week = invite(world, &(struct invitation_new){.days = 7});
    assert_null(take_place(&(struct use){.world = world, .id = once, .now = SEED_NOW}));
    expect_over(world, once, SEED_NOW, "used_up");
    expect_over(world, week, SEED_NOW + 7 * 86400, "expired");
    assert_ok(store_invitation_revoke(world->store, by(1), once, &world->err), &world->err);
    assert_ok(store_invitation_revoke(world->store, by_at(1, SEED_NOW + 9), once, &world->err),
              &world->err);
    assert_int_equal(look_at(world, once).revoked_at, SEED_NOW);
    expect_over(world, once, SEED_NOW, "revoked");
    assert_fault(FAULT_NOT_FOUND, store_invitation_revoke(world->store, by(1), 99, &world->err),
                 &world->err);
}

static void test_invitations__making_and_revoking_are_in_the_log_once(void **state)
{
    struct world *world = *state;
    int64_t id;

    seed_admin(world, "ada");
    id = invite(world, &(struct invitation_new){0});
    for (int i = 0; i < 2; i++)
        assert_ok(store_invitation_revoke(world->store, by(1), id, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity WHERE kind = 'invited'"
                                         " AND actor_id = 1 AND number = 1"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM activity"
                                         " WHERE kind = 'invitation_revoked' AND number = 1"),
                     1);
}

enum { CROWD = 32, PLACES = 5 };

static void test_invitations__let_in_no_more_than_there_are_places(void **state)
{
    struct world *world = *state;
    pthread_t threads[CROWD];
    struct use uses[CROWD];
    int in = 0;
    int64_t id;

    seed_admin(world, "ada");
    id = invite(world, &(struct invitation_new){.max_uses = PLACES});
    for (int i = 0; i < CROWD; i++) {
        uses[i] = (struct use){.world = world, .id = id, .now = SEED_NOW};
        assert_int_equal(pthread_create(&threads[i], NULL, take_place, &uses[i]), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        in += uses[i].fault == FAULT_NONE;
        if (uses[i].fault != FAULT_NONE)
            assert_int_equal(uses[i].fault, FAULT_INVITATION_OVER);
    }
    assert_int_equal(in, PLACES);
    assert_int_equal(look_at(world, id).uses, PLACES);
}

static void test_invitations__are_listed_newest_first(void **state)
{
    struct world *world = *state;
    struct invitation *list;
    size_t count;

    seed_admin(world, "ada");
    for (int i = 0; i < 5; i++)
        invite(world, &(struct invitation_new){0});
    assert_ok(invitations_list(world->reader, &world->arena, 0, 3, &list, &count, &world->err),
              &world->err);
    assert_int_equal(count, 3);
    assert_int_equal(list[0].id, 5);
    assert_int_equal(list[2].id, 3);
    assert_ok(invitations_list(world->reader, &world->arena, 3, 3, &list, &count, &world->err),
              &world->err);
    assert_int_equal(count, 2);
    assert_int_equal(list[1].id, 1);
}

static void test_invitations__made_by_a_clock_ahead_are_over(void **state)
{
    const int64_t ahead = 10 * 365 * 86400L;
    struct world *world = *state;
    struct invitation invitation;
    int64_t id;

    seed_admin(world, "ada");
    id = invite(world, &(struct invitation_new){.days = 7});
    invitation = look_at(world, id);
    assert_int_equal(invitation_state(&invitation, SEED_NOW - 3600), INVITATION_OPEN);
    assert_int_equal(invitation_state(&invitation, SEED_NOW - ahead), INVITATION_EXPIRED);
    expect_over(world, id, SEED_NOW - ahead, "expired");
    /* One without an end has none that could be wrong. */
    id = invite(world, &(struct invitation_new){0});
    invitation = look_at(world, id);
    assert_int_equal(invitation_state(&invitation, SEED_NOW - ahead), INVITATION_OPEN);
}

static void test_invitations__outlive_whoever_made_them(void **state)
{
    struct world *world = *state;
    struct invitation invitation;
    int64_t id;

    seed_admin(world, "ada");
    seed_admin(world, "root");
    id = invite(world, &(struct invitation_new){0});
    world_run(world, "DELETE FROM members WHERE id = 1");
    invitation = look_at(world, id);
    assert_int_equal(invitation.creator.id, 0);
    assert_null(invitation.creator.name);
    assert_int_equal(invitation_state(&invitation, SEED_NOW), INVITATION_OPEN);
}

enum { VERSION_BEFORE = 16 };

static void test_invitations__work_again_after_an_older_version(void **state)
{
    struct world *world = *state;
    struct invitation before, after;
    int64_t next;

    seed_admin(world, "ada");
    seed_admin(world, "root");
    before = look_at(world, invite(world, &(struct invitation_new){.note = "n", .max_uses = 2}));
    world_run(world,
              "UPDATE members SET joined_how = 'invitation', invitation_id = 1 WHERE id = 2");
    for (int i = 0; i < 2; i++) {
        world_stop(world);
        assert_ok(world_migrate(world, VERSION_BEFORE), &world->err);
        if (i == 1)
            inspect_run(world->path, "DELETE FROM members WHERE id = 1");
        world_start(world);
        after = look_at(world, before.id);
        assert_string_equal(after.note, "n");
        assert_memory_equal(after.hash, before.hash, HASH_BYTES);
        assert_int_equal(after.creator.id, i == 1 ? 0 : 1);
        assert_int_equal(world_number(world, "SELECT invitation_id FROM members WHERE id = 2"), 1);
    }
    assert_ok(
        store_invitation_add(world->store, by(2), &(struct invitation_new){0}, &next, &world->err),
        &world->err);
    assert_int_equal(next, before.id + 1);
}

/* A place is not used up by somebody who has no session in the end. */
static void test_invitations__a_member_is_in_or_was_never_made(void **state)
{
    struct world *world = *state;
    int64_t root = seed_admin(world, "root"), id;
    uint8_t session[HASH_BYTES] = {1}, entry[HASH_BYTES] = {2};
    struct club_now *club = club_now_open(&(struct club_settings){.language = "en-US"}, 0);
    struct arrival arrival = {.way = ARRIVAL_INVITATION,
                              .club = club,
                              .name = "ada",
                              .entry = entry,
                              .session.hash = session,
                              .when = SEED_NOW};
    struct arrived arrived;

    assert_ok(club_now_load(club, world->reader, &world->err), &world->err);
    seed_session(world, root, "taken", SEED_NOW);
    id = invite(world, &(struct invitation_new){.max_uses = 1});
    arrival.invitation_id = id;
    hash_bytes("taken", strlen("taken"), session);
    assert_fault(FAULT_CONFLICT,
                 store_member_arrive(world->store, &world->arena, &arrival, &arrived, &world->err),
                 &world->err);
    assert_int_equal(look_at(world, id).uses, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
    hash_bytes("free", strlen("free"), session);
    assert_ok(store_member_arrive(world->store, &world->arena, &arrival, &arrived, &world->err),
              &world->err);
    assert_string_equal(arrived.member.name, "ada");
    assert_int_equal(look_at(world, id).uses, 1);
    assert_int_equal(world_number(world, "SELECT max(id) FROM sessions"), arrived.session_id);
    club_now_close(club);
}

SUITE(test_invitations)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_invitations__a_member_is_in_or_was_never_made),
        WORLD_TEST(test_invitations__are_kept_with_all_that_was_said),
        WORLD_TEST(test_invitations__secret_is_in_no_file_but_can_be_made_again),
        WORLD_TEST(test_invitations__made_with_a_lost_key_work_but_cannot_be_shown),
        WORLD_TEST(test_invitations__one_id_at_two_moments_has_two_secrets),
        WORLD_TEST(test_invitations__say_why_they_are_over),
        WORLD_TEST(test_invitations__making_and_revoking_are_in_the_log_once),
        WORLD_TEST(test_invitations__let_in_no_more_than_there_are_places),
        WORLD_TEST(test_invitations__are_listed_newest_first),
        WORLD_TEST(test_invitations__made_by_a_clock_ahead_are_over),
        WORLD_TEST(test_invitations__outlive_whoever_made_them),
        WORLD_TEST(test_invitations__work_again_after_an_older_version),
    };

    return RUN(tests);
}
