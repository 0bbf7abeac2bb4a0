/* store/who: every credential in memory; found by its secret, over when it is over. */

#include <string.h>

#include "store/sessions.h"
#include "store/tokens.h"
#include "store/who.h"
#include "support/seed.h"

struct door {
    struct world *world;
    struct who *who;
    int64_t ada;
};

static struct door found(void **state)
{
    struct door door = {.world = *state, .who = who_open()};

    door.ada = seed_admin(door.world, "ada");
    return door;
}

static void load(struct door *door)
{
    assert_ok(who_load(door->who, door->world->reader, SEED_NOW, &door->world->err),
              &door->world->err);
}

static int64_t sign_in(struct door *door, const char *secret)
{
    return seed_session(door->world, door->ada, secret, SEED_NOW);
}

static bool find(struct door *door, const char *secret, int64_t now, struct identity *identity)
{
    return who_find(door->who, &door->world->arena, secret, now, identity);
}

/* Finds them, and they act. True: they do so for the first time on this day. */
static bool use(struct door *door, const char *secret, int64_t now)
{
    struct identity identity;

    assert_true(find(door, secret, now, &identity));
    return who_used(door->who, &identity, now);
}

static void test_who__knows_nobody_before_it_is_loaded(void **state)
{
    struct door door = found(state);
    struct identity identity;

    assert_false(find(&door, "secret", SEED_NOW, &identity));
    load(&door);
    assert_false(find(&door, "secret", SEED_NOW, &identity));
    who_close(door.who);
}

static void test_who__one_last_seen_by_a_clock_ahead_is_seen_now(void **state)
{
    struct door door = found(state);
    struct credential_seen seen[2];
    struct session *list;
    size_t count;

    seed_session(door.world, door.ada, "secret", SEED_NOW + 10 * 365 * 86400L);
    load(&door);
    assert_ok(sessions_of(door.world->reader, &door.world->arena, door.ada, SEED_NOW, 0, 100, &list,
                          &count, &door.world->err),
              &door.world->err);
    assert_int_equal(list[0].last_seen_at, SEED_NOW);
    assert_int_equal(list[0].expires_at, SEED_NOW + SESSION_SECONDS);
    use(&door, "secret", SEED_NOW + 5);
    assert_int_equal(who_take_seen(door.who, seen, COUNT_OF(seen)), 1);
    assert_int_equal(seen[0].seen_at, SEED_NOW + 5);
    assert_ok(store_credentials_seen(door.world->store, seen, 1, SEED_NOW + 5, &door.world->err),
              &door.world->err);
    assert_ok(sessions_of(door.world->reader, &door.world->arena, door.ada, SEED_NOW, 0, 100, &list,
                          &count, &door.world->err),
              &door.world->err);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].last_seen_at, SEED_NOW + 5);
    assert_int_equal(list[0].expires_at, SEED_NOW + 5 + SESSION_SECONDS);
    who_close(door.who);
}

static void test_who__finds_the_owner_of_a_secret(void **state)
{
    struct door door = found(state);
    int64_t id = sign_in(&door, "secret");
    struct identity identity;

    load(&door);
    assert_true(find(&door, "secret", SEED_NOW, &identity));
    assert_int_equal(identity.member_id, door.ada);
    assert_string_equal(identity.name, "ada");
    assert_int_equal(identity.role, ROLE_ADMIN);
    assert_int_equal(identity.scope, SCOPE_WRITE);
    assert_int_equal(identity.session_id, id);
    assert_false(find(&door, "secreu", SEED_NOW, &identity));
    assert_false(find(&door, "", SEED_NOW, &identity));
    who_close(door.who);
}

static void test_who__tokens_have_a_scope_and_no_session(void **state)
{
    struct door door = found(state);
    uint8_t hash[HASH_BYTES];
    struct identity identity;
    int64_t id;

    hash_bytes("mq_reader", 9, hash);
    assert_ok(store_token_add(
                  door.world->store, by_host(),
                  &(struct token_new){.member_id = door.ada, .hash = hash, .scope = SCOPE_READ},
                  &id, &door.world->err),
              &door.world->err);
    load(&door);
    assert_true(find(&door, "mq_reader", SEED_NOW + 100 * (int64_t)SESSION_SECONDS, &identity));
    assert_int_equal(identity.scope, SCOPE_READ);
    assert_int_equal(identity.session_id, 0);
    who_close(door.who);
}

static void test_who__sessions_end_and_slide(void **state)
{
    struct door door = found(state);
    struct identity identity;
    struct credential_seen seen[4];
    const int64_t late = SEED_NOW + SESSION_SECONDS - 1;

    sign_in(&door, "secret");
    load(&door);
    use(&door, "secret", late);
    use(&door, "secret", late + SESSION_SECONDS - 1);
    assert_false(find(&door, "secret", late + 2 * (int64_t)SESSION_SECONDS, &identity));
    assert_int_equal(who_take_seen(door.who, seen, 4), 1);
    assert_int_equal(seen[0].seen_at, late + SESSION_SECONDS - 1);
    who_close(door.who);
}

static void test_who__a_session_is_noted_once_a_minute(void **state)
{
    struct door door = found(state);
    struct credential_seen seen[4];

    sign_in(&door, "secret");
    load(&door);
    use(&door, "secret", SEED_NOW + 59);
    assert_int_equal(who_take_seen(door.who, seen, 4), 0);
    use(&door, "secret", SEED_NOW + 60);
    assert_int_equal(who_take_seen(door.who, seen, 4), 1);
    assert_int_equal(who_take_seen(door.who, seen, 4), 0);
    who_close(door.who);
}

static void test_who__a_token_is_noted_as_used(void **state)
{
    struct door door = found(state);
    struct credential_seen seen[4];
    uint8_t hash[HASH_BYTES];
    int64_t id;

    hash_bytes("mq_reader", 9, hash);
    assert_ok(store_token_add(
                  door.world->store, by_host(),
                  &(struct token_new){.member_id = door.ada, .hash = hash, .scope = SCOPE_READ},
                  &id, &door.world->err),
              &door.world->err);
    load(&door);
    use(&door, "mq_reader", SEED_NOW + 5);
    assert_int_equal(who_take_seen(door.who, seen, 4), 1);
    assert_false(seen[0].is_session);
    assert_int_equal(seen[0].id, id);
    assert_int_equal(seen[0].seen_at, SEED_NOW + 5);
    use(&door, "mq_reader", SEED_NOW + 64);
    assert_int_equal(who_take_seen(door.who, seen, 4), 0);
    who_close(door.who);
}

/* Whoever only sits in the browser beside the one who acts has not been seen. */
static void test_who__being_found_is_no_use(void **state)
{
    struct door door = found(state);
    struct identity identity;
    struct credential_seen seen[4];

    sign_in(&door, "secret");
    load(&door);
    assert_true(find(&door, "secret", SEED_NOW + SESSION_SECONDS - 1, &identity));
    assert_int_equal(who_take_seen(door.who, seen, 4), 0);
    assert_false(find(&door, "secret", SEED_NOW + SESSION_SECONDS, &identity));
    who_close(door.who);
}

static void test_who__the_cookie_is_renewed_once_a_day(void **state)
{
    const int64_t midnight = (SEED_NOW / 86400 + 1) * 86400;
    struct door door = found(state);

    sign_in(&door, "secret");
    load(&door);
    assert_false(use(&door, "secret", midnight - 61));
    assert_true(use(&door, "secret", midnight));
    assert_false(use(&door, "secret", midnight + 3600));
    who_close(door.who);
}

static void test_who__takes_no_more_than_there_is_room_for(void **state)
{
    struct door door = found(state);
    struct credential_seen seen[SESSIONS_MAX];

    for (int i = 0; i < SESSIONS_MAX; i++)
        sign_in(&door, arena_printf(&door.world->arena, "secret %d", i));
    load(&door);
    for (int i = 0; i < SESSIONS_MAX; i++)
        use(&door, arena_printf(&door.world->arena, "secret %d", i), SEED_NOW + 60);
    assert_int_equal(who_take_seen(door.who, seen, 30), 30);
    assert_int_equal(who_take_seen(door.who, seen, 30), SESSIONS_MAX - 30);
    who_close(door.who);
}

static void test_who__what_is_revoked_is_gone_after_loading(void **state)
{
    struct door door = found(state);
    int64_t id = sign_in(&door, "secret");
    struct identity identity;

    sign_in(&door, "other");
    load(&door);
    assert_ok(store_session_remove(door.world->store, by(door.ada), id, &door.world->err),
              &door.world->err);
    load(&door);
    assert_false(find(&door, "secret", SEED_NOW, &identity));
    assert_true(find(&door, "other", SEED_NOW, &identity));
    who_close(door.who);
}

static void test_who__tells_the_state_and_the_colour(void **state)
{
    struct door door = found(state);
    struct identity identity;

    sign_in(&door, "secret");
    load(&door);
    assert_true(find(&door, "secret", SEED_NOW, &identity));
    assert_int_equal(identity.state, MEMBER_ACTIVE);
    assert_string_equal(identity.color, member_color(door.ada, 0));
    assert_ok(world_run(door.world, "UPDATE members SET state = 'waiting', color = 12"),
              &door.world->err);
    load(&door);
    assert_true(find(&door, "secret", SEED_NOW, &identity));
    assert_int_equal(identity.state, MEMBER_WAITING);
    assert_string_equal(identity.color, member_color(door.ada, 12));
    who_close(door.who);
}

/* Also with a session or a token that is still there. */
static void test_who__nobody_who_is_deactivated_comes_in(void **state)
{
    struct door door = found(state);
    uint8_t hash[HASH_BYTES];
    struct identity identity;
    int64_t id;

    sign_in(&door, "secret");
    hash_bytes("mq_token", 8, hash);
    assert_ok(store_token_add(
                  door.world->store, by_host(),
                  &(struct token_new){.member_id = door.ada, .hash = hash, .scope = SCOPE_READ},
                  &id, &door.world->err),
              &door.world->err);
    assert_ok(world_run(door.world, "UPDATE members SET state = 'inactive'"), &door.world->err);
    load(&door);
    assert_false(find(&door, "secret", SEED_NOW, &identity));
    assert_false(find(&door, "mq_token", SEED_NOW, &identity));
    assert_ok(world_run(door.world, "UPDATE members SET state = 'active'"), &door.world->err);
    load(&door);
    assert_true(find(&door, "mq_token", SEED_NOW, &identity));
    who_close(door.who);
}

/* Somebody else signs in while a session that slid is not written yet: it must not be forgotten. */
static void test_who__loading_keeps_what_was_seen(void **state)
{
    struct door door = found(state);
    struct identity identity;
    struct credential_seen seen[4];

    sign_in(&door, "secret");
    load(&door);
    use(&door, "secret", SEED_NOW + 100);
    sign_in(&door, "other");
    load(&door);
    assert_int_equal(who_take_seen(door.who, seen, 4), 1);
    assert_int_equal(seen[0].seen_at, SEED_NOW + 100);
    assert_true(find(&door, "secret", SEED_NOW + 99 + SESSION_SECONDS, &identity));
    who_close(door.who);
}

SUITE(test_who)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_who__knows_nobody_before_it_is_loaded),
        WORLD_TEST(test_who__one_last_seen_by_a_clock_ahead_is_seen_now),
        WORLD_TEST(test_who__finds_the_owner_of_a_secret),
        WORLD_TEST(test_who__tokens_have_a_scope_and_no_session),
        WORLD_TEST(test_who__sessions_end_and_slide),
        WORLD_TEST(test_who__a_session_is_noted_once_a_minute),
        WORLD_TEST(test_who__a_token_is_noted_as_used),
        WORLD_TEST(test_who__being_found_is_no_use),
        WORLD_TEST(test_who__the_cookie_is_renewed_once_a_day),
        WORLD_TEST(test_who__takes_no_more_than_there_is_room_for),
        WORLD_TEST(test_who__what_is_revoked_is_gone_after_loading),
        WORLD_TEST(test_who__tells_the_state_and_the_colour),
        WORLD_TEST(test_who__nobody_who_is_deactivated_comes_in),
        WORLD_TEST(test_who__loading_keeps_what_was_seen),
    };

    return RUN(tests);
}
