/* store/engine/hold: one process at a time has a database, whatever name it's opened by. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/engine/hold.h"
#include "support/inspect.h"
#include "support/seed.h"

/* A name in the world's folder. */
static const char *in_folder(struct world *world, const char *name)
{
    return arena_printf(&world->arena, "%s/%s", world->folder, name);
}

static void assert_busy(struct world *world, const char *path)
{
    struct store *second = NULL;

    assert_fault(FAULT_BUSY, store_open_raw(path, &second, &world->err), &world->err);
    assert_null(second);
}

static void test_hold__a_hard_link_is_the_same_database(void **state)
{
    struct world *world = *state;
    const char *other = in_folder(world, "other.db");

    assert_int_equal(link(world->path, other), 0);
    assert_busy(world, other);
    assert_busy(world, world->path);
    seed_admin(world, "ada");
}

static void test_hold__a_lock_file_that_was_removed_lets_nobody_in(void **state)
{
    struct world *world = *state;

    assert_int_equal(unlink(in_folder(world, "club.db.lock")), 0);
    assert_busy(world, world->path);
    assert_busy(world, world->path);
}

static void test_hold__a_lock_file_that_was_removed_is_made_again(void **state)
{
    struct world *world = *state;
    const char *lock = in_folder(world, "club.db.lock");

    assert_int_equal(unlink(lock), 0);
    seed_admin(world, "ada");
    assert_int_equal(access(lock, F_OK), 0);
    assert_false(atomic_load(&world->moved));
    world_stop(world);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
}

/* At the first start, when the file is not there yet. */
static void test_hold__a_link_to_a_file_that_is_not_there_yet(void **state)
{
    struct world *world = *state;
    const char *name = in_folder(world, "name.db"), *next = in_folder(world, "next.db");
    const char *target = arena_printf(&world->arena, "%s", world->path);

    assert_int_equal(symlink("next.db", name), 0);
    assert_int_equal(symlink(target, next), 0);
    snprintf(world->path, sizeof(world->path), "%s", name);
    world_start(world);
    assert_busy(world, target);
    assert_busy(world, next);
    assert_busy(world, name);
    assert_string_equal(store_path(world->store), target);
    assert_int_equal(access(in_folder(world, "club.db.lock"), F_OK), 0);
    assert_int_not_equal(access(in_folder(world, "name.db.lock"), F_OK), 0);
}

/* SQLite would throw it away. */
static void test_hold__a_log_without_its_database_stays(void **state)
{
    struct world *world = *state;
    const char *log = in_folder(world, "club.db-wal");
    struct stat info;

    inspect_run(log, "CREATE TABLE a (b)"); /* any bytes */
    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_int_not_equal(access(world->path, F_OK), 0);
    inspect_run(world->path, "");
    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_int_equal(stat(log, &info), 0);
    assert_true(info.st_size > 0);
}

static void test_hold__a_look_makes_nothing(void **state)
{
    struct world *world = *state;
    struct hold *hold;

    assert_ok(hold_take(world->path, HOLD_LOOK, &hold, &world->err), &world->err);
    hold_release(hold);
    assert_false(hold_is_held(world->path));
    assert_int_not_equal(access(world->path, F_OK), 0);
    assert_int_not_equal(access(in_folder(world, "club.db.lock"), F_OK), 0);
}

/* What an operator or a backup may do to a database that is open. */
static void test_hold__a_touch_is_no_harm(void **state)
{
    struct world *world = *state;
    const char *copy = in_folder(world, "copy.db");

    seed_admin(world, "ada");
    inspect_run(world->path, "SELECT count(*) FROM members");
    assert_int_equal(utimensat(AT_FDCWD, world->path, NULL, 0), 0);
    assert_int_equal(chmod(world->path, 0640), 0);
    assert_int_equal(link(world->path, copy), 0);
    assert_ok(world_run(world, "UPDATE members SET name = 'Ada'"), &world->err);
    assert_int_equal(unlink(copy), 0);
    assert_ok(world_run(world, "UPDATE members SET name = 'ada'"), &world->err);
    assert_ok(store_is_ours(world->store, &world->err), &world->err);
    assert_false(atomic_load(&world->moved));
}

/* The log goes into the file many times meanwhile, which is no stranger's doing. */
static void test_hold__its_own_writes_are_no_strangers(void **state)
{
    struct world *world = *state;
    int64_t before = world_number(world, "PRAGMA page_count");

    for (int i = 0; i < 8; i++)
        assert_ok(world_run(world,
                            "CREATE TABLE IF NOT EXISTS kept_noise (a);"
                            "INSERT INTO kept_noise SELECT randomblob(4000) FROM"
                            " (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                            " WHERE i < 600) SELECT i FROM n)"),
                  &world->err);
    assert_true(world_number(world, "PRAGMA page_count") > before + 4000);
    assert_false(atomic_load(&world->moved));
}

SUITE(test_hold)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_hold__a_hard_link_is_the_same_database),
        WORLD_TEST(test_hold__a_lock_file_that_was_removed_lets_nobody_in),
        WORLD_TEST(test_hold__a_lock_file_that_was_removed_is_made_again),
        FOLDER_TEST(test_hold__a_link_to_a_file_that_is_not_there_yet),
        FOLDER_TEST(test_hold__a_log_without_its_database_stays),
        FOLDER_TEST(test_hold__a_look_makes_nothing),
        WORLD_TEST(test_hold__a_touch_is_no_harm),
        WORLD_TEST(test_hold__its_own_writes_are_no_strangers),
    };

    return RUN(tests);
}
