/* moving/taking: members whose names are here already, and how they come in. */
#include "support/inspect.h"
#include "support/seed.h"
#include "support/site.h"

static const char hash[] = "$argon2id$hash";

static void test_names__names_that_are_here_need_the_flag(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "merging"));
    const int64_t ada = seed_admin(world, "Anna"), ben = seed_member(world, "ben");
    struct taken taken = site_take(world, &club, hash, false, false);

    assert_false(taken.is_done);
    assert_int_equal(taken.clashes, 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM imported"), 0);
    taken = site_take(world, &club, "$argon2id$theirs", false, true);
    assert_true(taken.is_done);
    assert_int_equal(taken.rows[OLD_MEMBERS][0].id, ada);
    assert_int_equal(taken.rows[OLD_MEMBERS][1].id, ben);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 3);
    assert_int_equal(world_number(world, "SELECT password_hash = '$argon2id$theirs' FROM members"
                                         " WHERE name = 'Anna'"),
                     0);
    assert_int_equal(world_number(world, "SELECT password_hash = '$argon2id$theirs' FROM members"
                                         " WHERE name = 'ben'"),
                     1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE role = 'admin'"), 1);
}

static void test_names__names_that_differ_in_case_need_the_flag(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "variants"));
    struct taken taken = site_take(world, &club, hash, false, false);

    assert_false(taken.is_done);
    assert_int_equal(taken.clashes, 1);
    taken = site_take(world, &club, hash, false, true);
    assert_int_equal(taken.rows[OLD_MEMBERS][0].why, WHY_NAME_TWICE);
    assert_int_equal(world_number(world, "SELECT name = 'ANNA' FROM members"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
}

/* The site went by another normal form: what it took for one name may be two spellings here. */
static void test_names__names_in_other_forms_are_the_same(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "variants");
    struct old_club club;
    struct taken taken;

    inspect_run(path, "UPDATE auth_user SET username = 'ﬁona' WHERE id = 1;"
                      "UPDATE auth_user SET username = 'Anno' WHERE id = 2");
    club = site_read(world, path);
    seed_member(world, "Fiona");
    taken = site_take(world, &club, hash, false, false);
    assert_int_equal(taken.clashes, 1);
    assert_int_equal(taken.rows[OLD_MEMBERS][0].why, WHY_NAME_HERE);
}

static void test_names__an_admin_without_a_password_is_a_member_with_a_link(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "small"));
    struct taken taken = site_take(world, &club, NULL, false, false);

    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE role = 'admin'"), 0);
    assert_true(taken.needs_link[0] && taken.needs_link[1] && taken.needs_link[3]);
    assert_false(taken.needs_link[2]);
    assert_non_null(taken.links[0]);
    assert_int_equal(world_number(world, "SELECT count(*) FROM entries"), 3);
}

SUITE(test_names)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_names__names_that_are_here_need_the_flag),
        WORLD_TEST(test_names__names_that_differ_in_case_need_the_flag),
        WORLD_TEST(test_names__names_in_other_forms_are_the_same),
        WORLD_TEST(test_names__an_admin_without_a_password_is_a_member_with_a_link),
    };

    return RUN(tests);
}
