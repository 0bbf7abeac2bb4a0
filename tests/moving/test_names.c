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

/* Whoever registered there under an admin's name in capitals, and signed in last. */
static void test_names__an_admin_has_their_own_password(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "variants");
    struct old_club club;

    inspect_run(path, "UPDATE auth_user SET is_superuser = 1 WHERE username = 'anna'");
    club = site_read(world, path);
    site_take(world, &club, hash, false, true);
    assert_int_equal(world_number(world, "SELECT name = 'anna' AND role = 'admin' FROM members"),
                     1);
    inspect_run(path, "UPDATE auth_user SET is_active = 0 WHERE username = 'anna';"
                      "UPDATE auth_user SET username = replace(username, 'A', 'B')");
    inspect_run(path, "UPDATE django_migrations SET app = 'another'");
    club = site_read(world, path);
    site_take(world, &club, hash, false, true);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE role = 'admin'"), 1);
}

/* They may be anybody: nothing becomes theirs, least of all a password. */
static void test_names__who_waits_to_be_let_in_is_nobody_yet(void **state)
{
    struct world *world = *state;
    const struct old_club club = site_read(world, site_make(world, "variants"));
    struct taken taken;

    seed_member(world, "Anna");
    world_run(world, "UPDATE members SET state = 'waiting', password_hash = NULL");
    taken = site_take(world, &club, hash, false, true);
    for (size_t row = 0; row < 2; row++)
        assert_int_equal(taken.rows[OLD_MEMBERS][row].why, WHY_NAME_WAITS);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
    assert_int_equal(world_number(world, "SELECT count(password_hash) FROM members"), 0);
    world_run(world, "UPDATE members SET state = 'active'");
    site_take(world, &club, hash, false, true);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
}

/* What Marquee makes of a text may be many times as long. */
static void test_names__no_name_is_too_long_to_refuse(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "variants");
    const struct taking_wanted wanted = {.passwords = ARENA_ARRAY(&world->arena, const char *, 64)};
    struct old_club club;
    struct taken taken;

    inspect_run(path,
                "UPDATE auth_user SET username = replace(hex(zeroblob(500000)), '0', char(119136))"
                " WHERE id = 1");
    club = site_read(world, path);
    assert_int_equal(site_take(world, &club, hash, true, true).rows[OLD_MEMBERS][0].why, WHY_NAME);
    inspect_run(
        path,
        "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 28)"
        " INSERT INTO auth_user SELECT i, '', NULL, 0,"
        " replace(hex(zeroblob(120000)), '0', char(119136)) || i, '', '', 0, 1, '', '' FROM n");
    club = site_read(world, path);
    assert_fault(FAULT_MALFORMED,
                 moving_take(world->store, &world->arena, &club, &wanted, &taken, &world->err),
                 &world->err);
}

SUITE(test_names)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_names__names_that_are_here_need_the_flag),
        WORLD_TEST(test_names__names_that_differ_in_case_need_the_flag),
        WORLD_TEST(test_names__names_in_other_forms_are_the_same),
        WORLD_TEST(test_names__an_admin_without_a_password_is_a_member_with_a_link),
        WORLD_TEST(test_names__an_admin_has_their_own_password),
        WORLD_TEST(test_names__who_waits_to_be_let_in_is_nobody_yet),
        WORLD_TEST(test_names__no_name_is_too_long_to_refuse),
    };

    return RUN(tests);
}
