/* launch/way: who may type `marquee`, and as whom it runs. */
#include "launch/way.h"

#include "base/auto.h"
#include "support/check.h"

static void test_way__who_looks_after_the_club_becomes_its_user(void **state)
{
    static const struct caller callers[] = {
        {.is_root = true, .has_user = true, .command = "member"},
        {.is_root = true, .has_user = true, .command = "serve"},
        /* Another database is the service's, too: root must leave no files behind there. */
        {.is_root = true, .has_user = true, .command = "restore", .names_database = true},
        {.is_marquee = true, .has_user = true, .command = "backup", .option = "club.db"},
        {.is_marquee = true, .has_user = true, .command = "check", .names_database = true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(callers); i++)
        assert_int_equal(way_of(&callers[i]), WAY_AS_MARQUEE);
}

static void test_way__anybody_else_is_told(void **state)
{
    (void)state;
    assert_int_equal(way_of(&(struct caller){.has_user = true, .command = "member"}), WAY_REFUSED);
    assert_int_equal(way_of(&(struct caller){.has_user = true, .command = "serve"}), WAY_REFUSED);
    assert_int_equal(way_of(&(struct caller){.is_root = true, .command = "serve"}), WAY_NO_USER);
}

/* A club of one's own, the sample club, and what needs no club. */
static void test_way__what_leaves_the_club_alone_is_for_everybody(void **state)
{
    static const struct caller callers[] = {
        {.has_user = true},
        {.has_user = true, .command = "help", .option = "settings"},
        {.is_root = true, .has_user = true, .command = "--version"},
        {.is_root = true, .has_user = true, .command = "page", .option = "/srv/www"},
        {.is_root = true, .has_user = true, .command = "serve", .option = "--demo"},
        {.has_user = true, .command = "serve", .option = "--demo"},
        {.has_user = true, .command = "serve", .names_database = true},
        {.is_root = true, .command = "serve", .names_database = true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(callers); i++)
        assert_int_equal(way_of(&callers[i]), WAY_AS_IT_IS);
}

SUITE(test_way)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_way__who_looks_after_the_club_becomes_its_user),
        cmocka_unit_test(test_way__anybody_else_is_told),
        cmocka_unit_test(test_way__what_leaves_the_club_alone_is_for_everybody),
    };

    return RUN(tests);
}
