/* store/entries, signing_in: own links, and what they open. */
#include <pthread.h>
#include <string.h>

#include "store/entries.h"
#include "store/member_changes.h"
#include "store/signing_in.h"
#include "store/tokens.h"
#include "support/inspect.h"
#include "support/seed.h"

static const uint8_t *hash_of(struct world *world, const char *secret)
{
    uint8_t *hash = arena_alloc(&world->arena, HASH_BYTES);

    hash_bytes(secret, strlen(secret), hash);
    return hash;
}

static void give(struct world *world, int64_t member_id, const char *secret)
{
    const struct entry_new entry = {.member_id = member_id, .hash = hash_of(world, secret)};

    assert_ok(store_entry_set(world->store, by_host(), &entry, &world->err), &world->err);
}

static enum fault come_in(struct world *world, int64_t member_id, const char *secret)
{
    static int sessions;
    const struct session_new new = {
        .hash = hash_of(world, arena_printf(&world->arena, "session %d", sessions++)),
        .user_agent = "Kino"};
    const struct way_in way = {.entry = hash_of(world, secret)};
    int64_t id;

    return store_sign_in(world->store, by_at(member_id, SEED_NOW + 5), way, &new, &id, &world->err);
}

static struct entry look_at(struct world *world, int64_t member_id)
{
    struct entry entry;

    assert_ok(entry_of(world->reader, &world->arena, member_id, &entry, &world->err), &world->err);
    return entry;
}

static void test_entries__a_member_has_one_and_it_says_when_it_was_used(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    const char *password;
    struct member member;

    assert_int_equal(look_at(world, ada).made_at, 0);
    give(world, ada, "first");
    assert_int_equal(look_at(world, ada).used_at, 0);
    assert_ok(come_in(world, ada, "first"), &world->err);
    assert_int_equal(look_at(world, ada).used_at, SEED_NOW + 5);
    assert_string_equal(look_at(world, ada).user_agent, "Kino");
    give(world, ada, "second");
    assert_int_equal(look_at(world, ada).used_at, 0);
    assert_null(look_at(world, ada).user_agent);
    assert_fault(FAULT_LINK_UNKNOWN,
                 entry_find(world->reader, &world->arena, hash_of(world, "first"), &member,
                            &password, &world->err),
                 &world->err);
    assert_ok(entry_find(world->reader, &world->arena, hash_of(world, "second"), &member, &password,
                         &world->err),
              &world->err);
    assert_int_equal(member.id, ada);
    assert_null(password);
}

static void test_entries__one_opens_after_the_clock_was_set_back(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    give(world, ada, "link");
    assert_ok(world_run(world, "UPDATE entries SET made_at = made_at + 600"), &world->err);
    assert_ok(come_in(world, ada, "link"), &world->err);
    assert_int_equal(look_at(world, ada).used_at, look_at(world, ada).made_at);
}

/* Between looking the link up and signing in, somebody else may have changed what it opens. */
static void test_entries__what_changed_meanwhile_counts(void **state)
{
    const enum role admin = ROLE_ADMIN;
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");
    struct member_change change = {.password_hash = "$argon2id$x", .role = &admin};

    seed_admin(world, "root");
    give(world, ada, "ada's");
    give(world, grace, "grace's");
    assert_fault(FAULT_LINK_UNKNOWN, come_in(world, ada, "grace's"), &world->err);
    assert_fault(FAULT_LINK_UNKNOWN, come_in(world, ada, "old"), &world->err);
    assert_ok(store_member_change(world->store, by_host(), ada, &change, &world->err), &world->err);
    assert_fault(FAULT_PASSWORD_NEEDED, come_in(world, ada, "ada's"), &world->err);
    assert_int_equal(look_at(world, ada).used_at, 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
}

/* A link that an admin gives away may end what its owner is signed in with: the log says both. */
static void test_entries__the_log_tells_of_the_sessions_that_ended_with_one(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    const struct entry_new entry = {
        .member_id = ada, .hash = hash_of(world, "last"), .end_sessions = true};
    auto_strbuf struct strbuf log;

    give(world, ada, "first");
    for (int i = 0; i < 2; i++)
        assert_ok(come_in(world, ada, "first"), &world->err);
    give(world, ada, "second");
    for (int i = 0; i < 2; i++)
        assert_ok(store_entry_set(world->store, by_host(), &entry, &world->err), &world->err);
    strbuf_init(&log, 4096);
    inspect_rows(world->path,
                 "SELECT kind || coalesce(' ' || number, '') FROM activity"
                 " WHERE by_host = 1 AND area = 'access' ORDER BY id",
                 " ", &log);
    assert_string_equal(log.bytes, "entry_made entry_made entry_made sessions_ended 2 entry_made ");
}

struct racer {
    pthread_t thread;
    struct world *world;
    const struct entry_new *entry; /* NULL: comes in instead */
    int64_t ada;
    const uint8_t *link, *session;
    enum fault fault;
};

static void *race(void *context)
{
    struct racer *racer = context;
    const struct session_new new = {.hash = racer->session};
    struct error err;
    int64_t id;

    error_init(&err);
    if (racer->entry != NULL)
        racer->fault = store_entry_set(racer->world->store, by_host(), racer->entry, &err);
    else
        racer->fault = store_sign_in(racer->world->store, by(racer->ada),
                                     (struct way_in){.entry = racer->link}, &new, &id, &err);
    return NULL;
}

/* Whoever comes in by a link that is being renewed, with everybody signed out, is out or was too
 * late: no session outlives it. */
static void test_entries__none_comes_in_by_a_link_that_is_renewed_meanwhile(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    for (int round = 0; round < 20; round++) {
        const char *name = arena_printf(&world->arena, "link %d", round);
        const struct entry_new entry = {
            .member_id = ada, .hash = hash_of(world, "another"), .end_sessions = true};
        struct racer racers[4] = {{.entry = &entry}};

        give(world, ada, name);
        for (int i = 0; i < 4; i++) {
            racers[i].world = world;
            racers[i].ada = ada;
            racers[i].link = hash_of(world, name);
            racers[i].session = hash_of(world, arena_printf(&world->arena, "%d %d", round, i));
            assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
        }
        for (int i = 0; i < 4; i++)
            pthread_join(racers[i].thread, NULL);
        assert_int_equal(racers[0].fault, FAULT_NONE);
        for (int i = 1; i < 4; i++)
            assert_true(racers[i].fault == FAULT_NONE || racers[i].fault == FAULT_LINK_UNKNOWN);
        assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 0);
    }
}

static void test_entries__a_token_says_when_it_was_used(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), id;
    const struct token_new new = {
        .member_id = ada, .hash = hash_of(world, "t"), .scope = SCOPE_READ, .name = "Hall"};
    struct credential_seen seen;
    struct token *tokens;
    size_t count;

    assert_ok(store_token_add(world->store, by(ada), &new, &id, &world->err), &world->err);
    seen = (struct credential_seen){.id = id, .seen_at = SEED_NOW + 60};
    assert_ok(store_credentials_seen(world->store, &seen, 1, SEED_NOW, &world->err), &world->err);
    seen.seen_at = SEED_NOW + 30;
    assert_ok(store_credentials_seen(world->store, &seen, 1, SEED_NOW, &world->err), &world->err);
    assert_ok(tokens_of(world->reader, &world->arena, ada, 0, 10, &tokens, &count, &world->err),
              &world->err);
    assert_int_equal(count, 1);
    assert_string_equal(tokens[0].name, "Hall");
    assert_int_equal(tokens[0].last_used_at, SEED_NOW + 60);
}

SUITE(test_entries)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_entries__a_member_has_one_and_it_says_when_it_was_used),
        WORLD_TEST(test_entries__one_opens_after_the_clock_was_set_back),
        WORLD_TEST(test_entries__what_changed_meanwhile_counts),
        WORLD_TEST(test_entries__the_log_tells_of_the_sessions_that_ended_with_one),
        WORLD_TEST(test_entries__none_comes_in_by_a_link_that_is_renewed_meanwhile),
        WORLD_TEST(test_entries__a_token_says_when_it_was_used),
    };

    return RUN(tests);
}
