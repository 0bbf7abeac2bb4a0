/* store/sessions, tokens: what lets somebody in, found by the hash of a secret. */
#include <string.h>

#include "store/credentials.h"
#include "store/member_changes.h"
#include "store/signing_in.h"
#include "store/tokens.h"
#include "support/seed.h"

static const uint8_t *hash_of(struct world *world, const char *secret)
{
    uint8_t *hash = arena_alloc(&world->arena, HASH_BYTES);

    hash_bytes(secret, strlen(secret), hash);
    return hash;
}

static size_t sessions(struct world *world, int64_t member, int64_t now, struct session **list)
{
    size_t count;

    assert_ok(
        sessions_of(world->reader, &world->arena, member, now, 0, 100, list, &count, &world->err),
        &world->err);
    return count;
}

static void test_sessions__last_180_days(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_session(world, ada, "a", SEED_NOW);
    struct session *list;

    assert_int_equal(sessions(world, ada, SEED_NOW, &list), 1);
    assert_int_equal(list[0].id, id);
    assert_int_equal(list[0].created_at, SEED_NOW);
    assert_int_equal(list[0].last_seen_at, SEED_NOW);
    assert_int_equal(list[0].expires_at, SEED_NOW + SESSION_SECONDS);
    assert_string_equal(list[0].user_agent, "Firefox");
    assert_int_equal(sessions(world, ada, SEED_NOW + SESSION_SECONDS - 1, &list), 1);
    assert_int_equal(sessions(world, ada, SEED_NOW + SESSION_SECONDS, &list), 0);
}

static void test_sessions__of_one_member_are_fifty_at_most(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace"), first, id = 0;
    struct session *list;

    seed_session(world, grace, "g", SEED_NOW);
    first = seed_session(world, ada, "used later", SEED_NOW);
    assert_ok(store_credentials_seen(world->store,
                                     &(struct credential_seen){first, SEED_NOW + 1000, true}, 1,
                                     SEED_NOW, &world->err),
              &world->err);
    for (int i = 0; i < SESSIONS_MAX + 5; i++)
        id = seed_session(world, ada, arena_printf(&world->arena, "%d", i), SEED_NOW + i);
    assert_int_equal(sessions(world, ada, SEED_NOW, &list), SESSIONS_MAX);
    assert_int_equal(list[0].id, first);
    assert_int_equal(list[SESSIONS_MAX - 1].id, id);
    assert_int_equal(sessions(world, grace, SEED_NOW, &list), 1);
}

/* A database from before the limit. */
static void test_sessions__too_many_from_before_go_at_the_start(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    struct session *list;

    seed_session(world, grace, "g", SEED_NOW);
    assert_ok(world_run(world, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                               " WHERE i < 3000) INSERT INTO sessions"
                               " (member_id, secret_hash, created_at, last_seen_at, expires_at)"
                               " SELECT 1, randomblob(32), 1, i, 2000000000 FROM n"),
              &world->err);
    assert_ok(store_sessions_trim(world->store, &world->err), &world->err);
    assert_int_equal(sessions(world, ada, SEED_NOW, &list), SESSIONS_MAX);
    assert_int_equal(list[SESSIONS_MAX - 1].last_seen_at, 3000);
    assert_int_equal(list[0].last_seen_at, 3000 - SESSIONS_MAX + 1);
    assert_int_equal(sessions(world, grace, SEED_NOW, &list), 1);
}

static void test_sessions__slide_when_used_and_never_back(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id = seed_session(world, ada, "a", SEED_NOW);
    struct credential_seen seen[] = {
        {id, SEED_NOW + 5000, true}, {id, SEED_NOW + 100, true}, {999, SEED_NOW, true}};
    struct session *list;

    assert_ok(store_credentials_seen(world->store, seen, 3, SEED_NOW, &world->err), &world->err);
    assert_int_equal(sessions(world, ada, SEED_NOW, &list), 1);
    assert_int_equal(list[0].last_seen_at, SEED_NOW + 5000);
    assert_int_equal(list[0].expires_at, SEED_NOW + 5000 + SESSION_SECONDS);
    assert_int_equal(list[0].created_at, SEED_NOW);
}

static void test_sessions__that_are_over_are_removed(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    struct credential_seen seen = {seed_session(world, ada, "used", SEED_NOW), SEED_NOW + 10, true};

    seed_session(world, ada, "unused", SEED_NOW);
    assert_ok(
        store_credentials_seen(world->store, &seen, 1, SEED_NOW + SESSION_SECONDS, &world->err),
        &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 1);
    assert_int_equal(world_number(world, "SELECT id FROM sessions"), seen.id);
}

static void test_sessions__being_seen_does_not_make_the_page_new(void **state)
{
    struct world *world = *state;
    struct credential_seen seen = {seed_session(world, seed_member(world, "ada"), "a", SEED_NOW),
                                   SEED_NOW + 100, true};

    atomic_store(&world->topics, 0);
    assert_ok(store_credentials_seen(world->store, &seen, 1, SEED_NOW, &world->err), &world->err);
    assert_int_equal(atomic_load(&world->topics), 0);
}

static void test_sessions__are_ended_by_their_owner_only(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    int64_t id = seed_session(world, ada, "a", SEED_NOW);

    assert_fault(FAULT_NOT_FOUND, store_session_remove(world->store, by(grace), id, &world->err),
                 &world->err);
    assert_ok(store_session_remove(world->store, by(ada), id, &world->err), &world->err);
    assert_fault(FAULT_NOT_FOUND, store_session_remove(world->store, by(ada), id, &world->err),
                 &world->err);
}

static void test_sessions__signing_in_again_replaces_the_one_of_this_browser(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), old = seed_session(world, ada, "old", SEED_NOW), id;
    int64_t other = seed_session(world, ada, "b", SEED_NOW);
    const struct session_new new = {.hash = hash_of(world, "new"), .replaces = old};

    assert_ok(store_sign_in(world->store, by(ada), (struct way_in){0}, &new, &id, &world->err),
              &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 2);
    assert_int_equal(world_number(world, "SELECT sum(id) FROM sessions"), id + other);
}

/* Between looking at the password and signing in, its owner may have set another. */
static void test_sessions__none_begins_with_a_password_that_was_changed_meanwhile(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    const struct session_new new = {.hash = hash_of(world, "new")};
    const struct way_in way = {.password_hash = "$argon2id$old"};
    struct member_change change = {.password_hash = "$argon2id$old"};

    assert_ok(store_member_change(world->store, by(ada), ada, &change, &world->err), &world->err);
    assert_ok(store_sign_in(world->store, by(ada), way, &new, &id, &world->err), &world->err);
    change.password_hash = "$argon2id$new";
    assert_ok(store_member_change(world->store, by(ada), ada, &change, &world->err), &world->err);
    assert_fault(FAULT_SIGN_IN_FAILED,
                 store_sign_in(world->store, by(ada), way, &new, &id, &world->err), &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
}

static void test_sessions__the_seats_of_a_browser_end_in_one_commit(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    int64_t kept = seed_session(world, ada, "elsewhere", SEED_NOW);
    const struct session_seat seats[] = {{seed_session(world, ada, "a", SEED_NOW), ada},
                                         {seed_session(world, grace, "g", SEED_NOW), grace},
                                         {kept, grace /* not hers */},
                                         {999, ada}};
    unsigned commits = atomic_load(&world->commits);

    assert_ok(store_sessions_remove_seats(world->store, by(ada), seats, 4, &world->err),
              &world->err);
    assert_int_equal(atomic_load(&world->commits), commits + 1);
    assert_int_equal(world_number(world, "SELECT sum(id) FROM sessions"), kept);
}

static void test_sessions__all_others_of_a_member_end_in_one_commit(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace"), kept;
    struct session *list;
    unsigned commits;

    seed_session(world, ada, "a", SEED_NOW);
    kept = seed_session(world, ada, "b", SEED_NOW);
    seed_session(world, ada, "c", SEED_NOW);
    seed_session(world, grace, "d", SEED_NOW);
    commits = atomic_load(&world->commits);
    assert_ok(store_sessions_remove_others(world->store, by(ada), kept, &world->err), &world->err);
    assert_int_equal(atomic_load(&world->commits), commits + 1);
    assert_int_equal(sessions(world, ada, SEED_NOW, &list), 1);
    assert_int_equal(list[0].id, kept);
    assert_int_equal(sessions(world, grace, SEED_NOW, &list), 1);
    assert_ok(store_sessions_remove_others(world->store, by(ada), 0, &world->err), &world->err);
    assert_int_equal(sessions(world, ada, SEED_NOW, &list), 0);
}

static void test_sessions__pages_go_on_where_they_ended(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), first = seed_session(world, ada, "a", SEED_NOW);
    int64_t second = seed_session(world, ada, "b", SEED_NOW);
    struct session *list;
    size_t count;

    assert_ok(
        sessions_of(world->reader, &world->arena, ada, SEED_NOW, 0, 1, &list, &count, &world->err),
        &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, first);
    assert_ok(sessions_of(world->reader, &world->arena, ada, SEED_NOW, first, 5, &list, &count,
                          &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, second);
}

static void test_sessions__tokens_are_added_listed_and_revoked(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), first, second;
    struct token *tokens;
    size_t count;

    assert_ok(
        store_token_add(
            world->store, by_host(),
            &(struct token_new){.member_id = ada, .hash = hash_of(world, "r"), .scope = SCOPE_READ},
            &first, &world->err),
        &world->err);
    assert_ok(store_token_add(world->store, by_host(),
                              &(struct token_new){.member_id = ada,
                                                  .hash = hash_of(world, "w"),
                                                  .scope = SCOPE_WRITE},
                              &second, &world->err),
              &world->err);
    assert_fault(
        FAULT_NOT_FOUND,
        store_token_add(
            world->store, by_host(),
            &(struct token_new){.member_id = 999, .hash = hash_of(world, "x"), .scope = SCOPE_READ},
            &second, &world->err),
        &world->err);
    assert_ok(tokens_all(world->reader, &world->arena, &tokens, &count, &world->err), &world->err);
    assert_int_equal(count, 2);
    assert_string_equal(tokens[0].member_name, "ada");
    assert_string_equal(tokens[0].scope, "read");
    assert_string_equal(tokens[1].scope, "write");
    assert_ok(store_token_remove(world->store, by_host(), first, &world->err), &world->err);
    assert_fault(FAULT_NOT_FOUND, store_token_remove(world->store, by_host(), first, &world->err),
                 &world->err);
    assert_int_equal(world_number(world, "SELECT count(*) FROM tokens"), 1);
}

struct seen_credentials {
    struct world *world;
    int sessions, readers, writers;
};

static void visit(void *context, const struct credential *credential)
{
    struct seen_credentials *seen = context;

    if (!credential->is_session && credential->scope == SCOPE_READ) {
        seen->readers++;
        assert_memory_equal(credential->hash, hash_of(seen->world, "r"), HASH_BYTES);
        assert_string_equal(credential->member.name, "grace");
        assert_int_equal(credential->role, ROLE_MEMBER);
    } else if (!credential->is_session) {
        seen->writers++;
    } else {
        seen->sessions++;
        assert_memory_equal(credential->hash, hash_of(seen->world, "s"), HASH_BYTES);
        assert_int_equal(credential->scope, SCOPE_WRITE);
        assert_int_equal(credential->role, ROLE_ADMIN);
        assert_int_equal(credential->expires_at, SEED_NOW + SESSION_SECONDS);
    }
}

static void test_sessions__credentials_are_all_that_let_somebody_in(void **state)
{
    struct world *world = *state;
    struct seen_credentials seen = {.world = world};
    int64_t ada = seed_admin(world, "ada"), grace = seed_member(world, "grace"), id;

    seed_session(world, ada, "s", SEED_NOW);
    seed_session(world, ada, "over", SEED_NOW - SESSION_SECONDS);
    assert_ok(store_token_add(world->store, by_host(),
                              &(struct token_new){.member_id = grace,
                                                  .hash = hash_of(world, "r"),
                                                  .scope = SCOPE_READ},
                              &id, &world->err),
              &world->err);
    assert_ok(store_token_add(world->store, by_host(),
                              &(struct token_new){.member_id = grace,
                                                  .hash = hash_of(world, "w"),
                                                  .scope = SCOPE_WRITE},
                              &id, &world->err),
              &world->err);
    assert_ok(credentials_all(world->reader, SEED_NOW, visit, &seen, &world->err), &world->err);
    assert_int_equal(seen.sessions, 1);
    assert_int_equal(seen.readers, 1);
    assert_int_equal(seen.writers, 1);
}

static int64_t last_seen(struct world *world)
{
    return world_number(world, "SELECT coalesce(last_seen_at, 0) FROM members");
}

static void test_sessions__say_when_their_member_was_seen(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), session;
    struct credential_seen seen;

    assert_int_equal(last_seen(world), 0);
    session = seed_session(world, ada, "secret", SEED_NOW);
    assert_int_equal(last_seen(world), SEED_NOW);
    seen = (struct credential_seen){.id = session, .seen_at = SEED_NOW + 90, .is_session = true};
    assert_ok(store_credentials_seen(world->store, &seen, 1, SEED_NOW + 90, &world->err),
              &world->err);
    assert_int_equal(last_seen(world), SEED_NOW + 90);
    assert_ok(store_session_remove(world->store, by(ada), session, &world->err), &world->err);
    assert_int_equal(last_seen(world), SEED_NOW + 90);
    assert_int_equal(world_number(world, "SELECT version FROM members"), 1);
}

SUITE(test_sessions)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_sessions__last_180_days),
        WORLD_TEST(test_sessions__of_one_member_are_fifty_at_most),
        WORLD_TEST(test_sessions__too_many_from_before_go_at_the_start),
        WORLD_TEST(test_sessions__slide_when_used_and_never_back),
        WORLD_TEST(test_sessions__that_are_over_are_removed),
        WORLD_TEST(test_sessions__being_seen_does_not_make_the_page_new),
        WORLD_TEST(test_sessions__are_ended_by_their_owner_only),
        WORLD_TEST(test_sessions__signing_in_again_replaces_the_one_of_this_browser),
        WORLD_TEST(test_sessions__none_begins_with_a_password_that_was_changed_meanwhile),
        WORLD_TEST(test_sessions__the_seats_of_a_browser_end_in_one_commit),
        WORLD_TEST(test_sessions__all_others_of_a_member_end_in_one_commit),
        WORLD_TEST(test_sessions__pages_go_on_where_they_ended),
        WORLD_TEST(test_sessions__tokens_are_added_listed_and_revoked),
        WORLD_TEST(test_sessions__credentials_are_all_that_let_somebody_in),
        WORLD_TEST(test_sessions__say_when_their_member_was_seen),
    };

    return RUN(tests);
}
