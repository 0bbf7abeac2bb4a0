/* store/who: a commit changes what is kept of whom it touched, and leaves the rest alone. */
#include <string.h>

#include "store/member_changes.h"
#include "store/sessions.h"
#include "store/signing_in.h"
#include "store/tokens.h"
#include "store/who.h"
#include "support/seed.h"

enum { MEMBERS = 6, STEPS = 400 };

struct crowd {
    struct world *world;
    int64_t members[MEMBERS];
    unsigned random;
    int secrets;
};

static void follow(struct world *world)
{
    world->who = who_open();
    assert_ok(who_load(world->who, world->reader, SEED_NOW, &world->err), &world->err);
}

static void stop_following(struct world *world)
{
    who_close(world->who);
    world->who = NULL;
}

static bool agrees(struct world *world)
{
    bool same;

    assert_ok(who_agrees(world->who, world->reader, SEED_NOW, &same, &world->err), &world->err);
    return same;
}

static bool is_in(struct world *world, const char *secret)
{
    struct identity identity;

    return who_find(world->who, &world->arena, secret, SEED_NOW, &identity);
}

/* ---- each change, in any order --------------------------------------------------------------- */

static unsigned draw(struct crowd *crowd, unsigned below)
{
    crowd->random = crowd->random * 1103515245 + 12345;
    return crowd->random / 65536 % below;
}

/* Who is deactivated can't. */
static void sign_in(struct crowd *crowd, int64_t member)
{
    struct world *world = crowd->world;
    const char *secret = arena_printf(&world->arena, "secret %d", crowd->secrets++);
    uint8_t hash[HASH_BYTES];
    int64_t id;

    hash_bytes(secret, strlen(secret), hash);
    store_sign_in(world->store, by(member), (struct way_in){0}, &(struct session_new){.hash = hash},
                  &id, &world->err);
}

static void add_token(struct crowd *crowd, int64_t member)
{
    struct world *world = crowd->world;
    const char *secret = arena_printf(&world->arena, "token %d", crowd->secrets++);
    uint8_t hash[HASH_BYTES];
    int64_t id;

    hash_bytes(secret, strlen(secret), hash);
    store_token_add(world->store, by_host(),
                    &(struct token_new){.member_id = member, .hash = hash, .scope = SCOPE_WRITE},
                    &id, &world->err);
}

/* One of the ids that there have been: it may have ended already. */
static void end_session(struct crowd *crowd, int64_t member)
{
    store_session_remove(crowd->world->store, by(member), 1 + draw(crowd, 100), &crowd->world->err);
}

static void end_others(struct crowd *crowd, int64_t member)
{
    store_sessions_remove_others(crowd->world->store, by(member), 1 + draw(crowd, 100),
                                 &crowd->world->err);
}

static void remove_token(struct crowd *crowd, int64_t member)
{
    (void)member;
    store_token_remove(crowd->world->store, by_host(), 1 + draw(crowd, 50), &crowd->world->err);
}

static void change(struct crowd *crowd, int64_t member)
{
    static const enum role roles[] = {ROLE_MEMBER, ROLE_ADMIN};
    static const enum member_state states[] = {MEMBER_ACTIVE, MEMBER_INACTIVE};
    const struct member_change changes[] = {
        {.name = arena_printf(&crowd->world->arena, "member %d", crowd->secrets++)},
        {.set_color = true, .color = 1 + draw(crowd, 12)},
        {.set_language = true, .language = draw(crowd, 2) == 0 ? "en" : "pl"},
        {.role = &roles[draw(crowd, 2)]},
        {.state = &states[draw(crowd, 2)]},
        {.password_hash = "$argon2id$new"},
    };

    store_member_change(crowd->world->store, by_host(), member,
                        &changes[draw(crowd, COUNT_OF(changes))], &crowd->world->err);
}

static void come_and_go(struct crowd *crowd, int64_t member)
{
    size_t place = 0;

    while (crowd->members[place] != member)
        place++;
    if (store_member_remove(crowd->world->store, by_host(), member, &crowd->world->err) ==
        FAULT_NONE)
        crowd->members[place] = seed_member(
            crowd->world, arena_printf(&crowd->world->arena, "new %d", crowd->secrets++));
}

static void test_who_follows__each_change_leads_to_what_a_full_load_finds(void **state)
{
    static void (*const steps[])(struct crowd *, int64_t) = {
        sign_in, sign_in, sign_in, add_token,    add_token, end_session,
        change,  change,  change,  remove_token, end_others};
    struct crowd crowd = {.world = *state, .random = 1};

    for (int i = 0; i < MEMBERS; i++)
        crowd.members[i] =
            seed_admin(crowd.world, arena_printf(&crowd.world->arena, "first %d", i));
    follow(crowd.world);
    for (int i = 0; i < STEPS; i++) {
        const int64_t member = crowd.members[draw(&crowd, MEMBERS)];

        (i % 40 == 39 ? come_and_go : steps[draw(&crowd, COUNT_OF(steps))])(&crowd, member);
        error_init(&crowd.world->err);
        if (!agrees(crowd.world))
            fail_msg("after step %d", i);
    }
    stop_following(crowd.world);
}

/* ---- how far it looks ------------------------------------------------------------------------ */

static void test_who_follows__a_change_of_one_reads_nobody_elses(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");

    seed_session(world, grace, "behind our back", SEED_NOW);
    follow(world);
    seed_session(world, ada, "a", SEED_NOW);
    assert_ok(world_run(world, "DELETE FROM sessions"), &world->err);
    seed_session(world, ada, "b", SEED_NOW);
    assert_false(is_in(world, "a"));
    assert_true(is_in(world, "b"));
    assert_true(is_in(world, "behind our back"));
    assert_false(agrees(world));
    seed_session(world, grace, "g", SEED_NOW);
    assert_false(is_in(world, "behind our back"));
    assert_true(agrees(world));
    stop_following(world);
}

static void test_who_follows__a_change_that_names_nobody_reads_all(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");

    follow(world);
    seed_session(world, ada, "a", SEED_NOW);
    assert_ok(world_run(world, "DELETE FROM sessions"), &world->err);
    assert_true(is_in(world, "a"));
    assert_ok(store_sessions_trim(world->store, &world->err), &world->err);
    assert_false(is_in(world, "a"));
    stop_following(world);
}

static enum fault name_very_many(struct db *db, void *context, struct error *err)
{
    (void)context;
    (void)err;
    for (int64_t id = 1000; id < 1000 + TOUCHED_MAX + 1; id++)
        db_touch(db, id);
    return FAULT_NONE;
}

static void test_who_follows__a_change_of_very_many_reads_all(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada"), grace = seed_member(world, "grace");

    follow(world);
    seed_session(world, ada, "a", SEED_NOW);
    assert_ok(world_run(world, "DELETE FROM sessions"), &world->err);
    assert_ok(store_write(world->store, name_very_many, NULL, &world->err), &world->err);
    seed_session(world, grace, "g", SEED_NOW);
    assert_false(is_in(world, "a"));
    assert_true(agrees(world));
    stop_following(world);
}

static void test_who_follows__what_was_seen_is_kept(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    struct credential_seen seen[2];
    struct identity identity;

    seed_session(world, ada, "a", SEED_NOW);
    follow(world);
    assert_true(who_find(world->who, &world->arena, "a", SEED_NOW + 100, &identity));
    who_used(world->who, &identity, SEED_NOW + 100);
    seed_session(world, ada, "b", SEED_NOW);
    assert_int_equal(who_take_seen(world->who, seen, 2), 1);
    assert_int_equal(seen[0].seen_at, SEED_NOW + 100);
    stop_following(world);
}

SUITE(test_who_follows)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_who_follows__each_change_leads_to_what_a_full_load_finds),
        WORLD_TEST(test_who_follows__a_change_of_one_reads_nobody_elses),
        WORLD_TEST(test_who_follows__a_change_that_names_nobody_reads_all),
        WORLD_TEST(test_who_follows__a_change_of_very_many_reads_all),
        WORLD_TEST(test_who_follows__what_was_seen_is_kept),
    };

    return RUN(tests);
}
