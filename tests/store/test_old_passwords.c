/* store/old_passwords: what is left of other programs' hashes, and how they are replaced. */
#include "store/old_passwords.h"

#include <string.h>

#include "store/engine/statement.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/topics.h"
#include "support/seed.h"

#define PLAIN "$argon2id$plain"
#define OLD   "$argon2id$x pbkdf2_sha256$1000$salt$32"

static void set_password(struct world *world, int64_t member_id, const char *kept)
{
    const struct member_change change = {.password_hash = kept};

    assert_ok(store_member_change(world->store, by(member_id), member_id, &change, &world->err),
              &world->err);
}

static const char *kept_of(struct world *world, int64_t member_id)
{
    const char *kept;

    assert_ok(member_password_hash(world->reader, &world->arena, member_id, &kept, &world->err),
              &world->err);
    return kept;
}

static void test_old_passwords__the_dearest_of_each_scheme_is_found(void **state)
{
    static const char *const kept[] = {
        OLD,
        "$argon2id$x pbkdf2_sha256$3000$salt$32",
        "$argon2id$x pbkdf2_sha256$2000$salt$32",
        PLAIN,
        "$argon2id$x bcrypt$$2b$05$abcdefghijklmnopqrstuu31",
        "$argon2id$x md5$salt$16",
    };
    struct world *world = *state;
    struct old_hash dearest[OLD_SCHEMES];
    size_t count;

    for (size_t i = 0; i < COUNT_OF(kept); i++)
        set_password(world, seed_member(world, (char[]){(char)('a' + i), '\0'}), kept[i]);
    seed_member(world, "without");
    assert_ok(old_passwords_dearest(world->reader, dearest, &count, &world->err), &world->err);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(dearest[i].cost, dearest[i].scheme == OLD_BCRYPT ? 5 : 3000);
}

static void test_old_passwords__a_renewed_one_ends_no_session(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    bool done;

    set_password(world, ada, OLD);
    seed_session(world, ada, "a", SEED_NOW);
    assert_ok(store_password_renew(world->store, ada, OLD, PLAIN, &done, &world->err), &world->err);
    assert_true(done);
    assert_string_equal(kept_of(world, ada), PLAIN);
    assert_int_equal(world_number(world, "SELECT count(*) FROM sessions"), 1);
}

/* Its owner may just have set another, to lock out whoever knows this one. */
static void test_old_passwords__one_that_was_changed_meanwhile_stays(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_member(world, "ada");
    bool done;

    set_password(world, ada, "$argon2id$another");
    assert_ok(store_password_renew(world->store, ada, OLD, PLAIN, &done, &world->err), &world->err);
    assert_false(done);
    assert_string_equal(kept_of(world, ada), "$argon2id$another");
    assert_ok(store_password_renew(world->store, 999, OLD, PLAIN, &done, &world->err), &world->err);
    assert_false(done);
}

/* How long a check lasts at least goes by all of them. */
static void test_old_passwords__whoever_writes_one_says_so(void **state)
{
    size_t count = 0;

    (void)state;
    for (const struct statement *s = __start_statements; s < __stop_statements; s++) {
        if (strncmp(s->text, "INSERT INTO members", 19) != 0 &&
            strncmp(s->text, "UPDATE members", 14) != 0)
            continue;
        if (strstr(s->text, "password_hash") == NULL)
            continue;
        count++;
        if ((s->topics & TOPIC_PASSWORDS) == 0)
            fail_msg("%s has no TOPIC_PASSWORDS", s->name);
    }
    assert_true(count >= 4);
}

SUITE(test_old_passwords)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_old_passwords__the_dearest_of_each_scheme_is_found),
        WORLD_TEST(test_old_passwords__a_renewed_one_ends_no_session),
        cmocka_unit_test(test_old_passwords__whoever_writes_one_says_so),
        WORLD_TEST(test_old_passwords__one_that_was_changed_meanwhile_stays),
    };

    return RUN(tests);
}
