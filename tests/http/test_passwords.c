/* kept/passwords.c and kept/floor.c: all checks last as long, and waiting takes nobody's turn. */
#include "http/kept/passwords.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/secret.h"
#include "http/kept/floor.h"
#include "support/check.h"

/* Of "film night demo", each. */
#define RECIPE_SHA256 "pbkdf2_sha256$100000$salt$32"
#define RECIPE_SHA1   "pbkdf2_sha1$100000$salt$20"

static int set_up(void **state)
{
    (void)state;
    return secret_init() ? 0 : -1;
}

static struct old_hash recipe(const char *text)
{
    struct old_hash hash;

    assert_true(old_hash_read_recipe(text, &hash));
    return hash;
}

/* ---- the floor ----------------------------------------------------------------------------- */

static void test_passwords__nobody_waits_without_old_hashes(void **state)
{
    struct floor *floor = floor_open();
    const struct old_hash hash = recipe(RECIPE_SHA256);

    (void)state;
    assert_int_equal(floor_us(floor, 0), 0);
    floor_hold(floor, &hash, 1);
    assert_true(floor_us(floor, 0) > 0);
    floor_hold(floor, &hash, 0);
    assert_int_equal(floor_us(floor, 0), 0);
    floor_close(floor);
}

/* A scheme is tried once: what is held twice as dear lifts the floor by just as much again. */
static void test_passwords__the_floor_is_that_of_the_dearest(void **state)
{
    struct floor *floor = floor_open();
    struct old_hash two[] = {recipe(RECIPE_SHA256), recipe(RECIPE_SHA1)};
    int64_t once, twice, thrice;

    (void)state;
    floor_hold(floor, two, 2);
    floor_us(floor, 0);
    floor_hold(floor, two, 1);
    once = floor_us(floor, 0);
    two[0].cost *= 2;
    floor_hold(floor, two, 1);
    twice = floor_us(floor, 0);
    two[0].cost = two[0].cost / 2 * 3;
    floor_hold(floor, two, 1);
    thrice = floor_us(floor, 0);
    assert_in_range(thrice - twice, twice - once - 2, twice - once + 2);
    assert_true(twice > once);
    two[1].cost = 1;
    floor_hold(floor, two, 2);
    assert_int_equal(floor_us(floor, 0), thrice);
    floor_close(floor);
}

/* The quickest of some: another process may make one of them late. */
static int64_t time_of(const struct old_hash *hash)
{
    int64_t least = INT64_MAX;

    for (int i = 0; i < 3; i++) {
        uint8_t output[OLD_OUTPUT_MAX];
        int64_t start = clock_monotonic_us(), us;

        assert_true(old_hash_make(hash, "film night demo", output));
        us = clock_monotonic_us() - start;
        least = us < least ? us : least;
    }
    return least;
}

static void test_passwords__the_floor_lasts_longer_than_a_check(void **state)
{
    static const char *const texts[] = {RECIPE_SHA256, RECIPE_SHA1, "scrypt$16384$salt$8$2$64",
                                        "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$16",
                                        "bcrypt$$2b$10$abcdefghijklmnopqrstuu31"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct floor *floor = floor_open();
        const struct old_hash hash = recipe(texts[i]);
        int64_t us = time_of(&hash);

        floor_hold(floor, &hash, 1);
        if (floor_us(floor, 0) < us)
            fail_msg("%s takes %lld us", texts[i], (long long)us);
        floor_close(floor);
    }
}

/* As far as the floor may rise, on a machine whose usual one is high already. */
static int64_t risen(int64_t us)
{
    return us < FLOOR_RISEN_MAX ? us : FLOOR_RISEN_MAX;
}

static void test_passwords__the_floor_rises_on_a_busy_machine(void **state)
{
    struct floor *floor = floor_open();
    const struct old_hash hash = recipe(RECIPE_SHA256);
    int64_t usual;

    (void)state;
    floor_hold(floor, &hash, 1);
    usual = floor_us(floor, 0);
    assert_true(floor_us(floor, usual) > usual);
    assert_in_range(floor_us(floor, 1000 * usual), risen(4 * usual), risen(4 * usual + 4));
    assert_in_range(floor_us(floor, 0), risen(3 * usual), risen(4 * usual - 1));
    for (int i = 0; i < 100; i++)
        floor_us(floor, 0);
    assert_int_equal(floor_us(floor, 0), usual);
    floor_hold(floor, &hash, 0);
    assert_int_equal(floor_us(floor, usual), 0);
    floor_close(floor);
}

/* ---- checks -------------------------------------------------------------------------------- */

static struct passwords *with_floor(void)
{
    struct passwords *passwords = passwords_open();
    const struct old_hash hash = recipe(RECIPE_SHA256);

    passwords_hold(passwords, &hash, 1);
    assert_true(passwords_floor_us(passwords) > 0);
    return passwords;
}

static void test_passwords__right_wrong_and_unknown_ones_last_until_the_floor(void **state)
{
    struct passwords *passwords = with_floor();
    char kept[PASSWORD_HASH_SIZE];
    const struct {
        const char *kept, *password;
        bool matches;
    } tries[] = {{kept, "film night demo", true}, {kept, "wrong", false}, {NULL, "x", false}};

    (void)state;
    assert_true(password_hash("film night demo", kept));
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        struct password_found found;
        struct error err;
        int64_t start = clock_monotonic_us();

        error_init(&err);
        assert_ok(passwords_check(passwords, tries[i].kept, tries[i].password, &found, &err), &err);
        assert_true(clock_monotonic_us() - start >= passwords_floor_us(passwords));
        assert_int_equal(found.matches, tries[i].matches);
        assert_string_equal(found.renewed, "");
    }
    passwords_close(passwords);
}

enum { CROWD = PASSWORDS_AT_ONCE + PASSWORDS_WAITING_MAX, TURNS = CROWD / PASSWORDS_AT_ONCE };

static void *check_unknown(void *passwords)
{
    struct password_found found;
    struct error err;

    error_init(&err);
    assert_ok(passwords_check(passwords, NULL, "x", &found, &err), &err);
    return NULL;
}

/* If whoever waits kept their turn, all together would need nine floors. The dearest hash is never
 * made here, so that checks are short beside the floor on any machine. */
static void test_passwords__whoever_waits_lets_others_be_checked(void **state)
{
    struct passwords *passwords = passwords_open();
    const struct old_hash hash = recipe("bcrypt$$2b$14$abcdefghijklmnopqrstuu31");
    pthread_t threads[CROWD];
    int64_t start, least;

    (void)state;
    passwords_hold(passwords, &hash, 1);
    least = passwords_floor_us(passwords);
    start = clock_monotonic_us();
    for (int i = 0; i < CROWD; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, check_unknown, passwords), 0);
    for (int i = 0; i < CROWD; i++)
        pthread_join(threads[i], NULL);
    assert_in_range(clock_monotonic_us() - start, least, TURNS * least);
    passwords_close(passwords);
}

SUITE(test_passwords)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_passwords__nobody_waits_without_old_hashes),
        cmocka_unit_test(test_passwords__the_floor_is_that_of_the_dearest),
        cmocka_unit_test(test_passwords__the_floor_lasts_longer_than_a_check),
        cmocka_unit_test(test_passwords__the_floor_rises_on_a_busy_machine),
        cmocka_unit_test(test_passwords__right_wrong_and_unknown_ones_last_until_the_floor),
        cmocka_unit_test(test_passwords__whoever_waits_lets_others_be_checked),
    };

    return RUN_BETWEEN(tests, set_up, NULL);
}
