/* store/backup, store/restore: a copy of one moment, and the way back, whatever goes wrong. */

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/engine/backup.h"
#include "store/engine/hold.h"
#include "store/engine/seal.h"
#include "support/dying.h"
#include "support/inspect.h"
#include "support/seed.h"

/* A name in the world's folder. */
static const char *at(struct world *world, const char *name)
{
    return arena_printf(&world->arena, "%s/%s", world->folder, name);
}

static enum fault copy(struct world *world, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    assert_true(file >= 0);
    close(file);
    return backup_copy(world->reader, path, NULL, &world->err);
}

/* A club with one vote, closed, and a backup of it. */
static const char *found(struct world *world)
{
    const char *backup = at(world, "backup.db");
    int64_t ada = seed_admin(world, "ada");

    seed_vote(world, seed_proposal(world, ada, 1), ada);
    assert_ok(copy(world, backup), &world->err);
    return backup;
}

static void expect_rows(const char *path, const char *sql, const char *expected)
{
    auto_strbuf struct strbuf rows;

    strbuf_init(&rows, 4096);
    inspect_rows(path, sql, ";", &rows);
    assert_string_equal(rows.bytes, expected);
}

/* Files of the folder whose names begin so. */
static int files(struct world *world, const char *beginning)
{
    DIR *folder = opendir(world->folder);
    struct dirent *entry;
    int count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        count += strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
    closedir(folder);
    return count;
}

static void test_restore__a_copy_is_one_file_of_one_moment(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);

    seed_member(world, "grace");
    expect_rows(backup, "SELECT name FROM members", "ada;");
    expect_rows(backup, "SELECT count(*) FROM votes", "1;");
    expect_rows(backup, "PRAGMA journal_mode", "delete;");
    expect_rows(backup, "PRAGMA integrity_check", "ok;");
    assert_int_equal(files(world, "backup.db"), 1);
}

static void test_restore__a_copy_can_be_stopped(void **state)
{
    struct world *world = *state;
    const atomic_bool stop = true;

    found(world);
    inspect_run(at(world, "stopped.db"), "");
    assert_fault(FAULT_BUSY,
                 backup_copy(world->reader, at(world, "stopped.db"), &stop, &world->err),
                 &world->err);
    /* The reader is as good as before. */
    assert_ok(copy(world, at(world, "next.db")), &world->err);
}

static void test_restore__what_was_there_is_kept(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct restored restored;

    seed_member(world, "grace");
    world_stop(world);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    assert_int_equal(restored.census.members, 1);
    expect_rows(restored.kept, "SELECT name FROM members", "ada;grace;");
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
    world_stop(world);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    assert_int_equal(files(world, "club.db.before-restore-"), 2);
}

/* A process that dies leaves a log with what it had acknowledged: another name of ada. */
static void leave_a_log(struct world *world, const char *name)
{
    pid_t child = fork();
    char sql[100];
    int status;

    snprintf(sql, sizeof(sql), "UPDATE members SET name = '%s'", name);
    if (child == 0) {
        if (world_try(world) != FAULT_NONE || world_run(world, sql) != FAULT_NONE)
            _exit(1);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(access(at(world, "club.db-wal"), F_OK), 0);
}

static void test_restore__a_log_stays_with_its_own_database(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct restored restored;

    world_stop(world);
    leave_a_log(world, "in the log");
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    assert_int_not_equal(access(at(world, "club.db-wal"), F_OK), 0);
    assert_int_not_equal(access(at(world, "club.db-shm"), F_OK), 0);
    expect_rows(restored.kept, "SELECT name FROM members", "in the log;");
    expect_rows(world->path, "SELECT name FROM members", "ada;");
}

static void overwrite(const char *path, off_t offset, size_t length)
{
    static const char garbage[8192] = {'x'};
    int file = open(path, O_WRONLY | O_CLOEXEC);

    assert_true(file >= 0 && length <= sizeof(garbage));
    assert_int_equal(pwrite(file, garbage, length, offset), length);
    close(file);
}

static void test_restore__a_damaged_database_gives_way_with_its_log(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct restored restored;
    char log[FILE_PATH_SIZE + 8];

    world_stop(world);
    leave_a_log(world, "in the log");
    overwrite(world->path, 0, 4096);
    overwrite(at(world, "club.db-wal"), 0, 32);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    snprintf(log, sizeof(log), "%s-wal", restored.kept);
    assert_int_equal(access(restored.kept, F_OK), 0);
    assert_int_not_equal(access(at(world, "club.db-wal"), F_OK), 0);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 1);
}

static void test_restore__where_nothing_was_nothing_is_kept(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct restored restored;

    world_stop(world);
    assert_int_equal(unlink(world->path), 0);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    assert_string_equal(restored.kept, "");
    expect_rows(world->path, "SELECT name FROM members", "ada;");
}

/* ---- a process that dies ----------------------------------------------------------------------*/

static bool die_restoring(struct world *world, const char *backup, int acts)
{
    pid_t child = fork();
    struct restored restored;

    if (child == 0) {
        dying_begin();
        _exit(store_restore(world->path, backup, &restored, &world->err) == FAULT_NONE ? 0 : 1);
    }
    return dying_after(child, acts);
}

static void test_restore__a_death_leaves_the_one_or_the_other(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    int deaths = 0, restored = 0;
    bool killed = true;

    world_stop(world);
    for (int acts = 0; killed; acts++) {
        char name[32];

        snprintf(name, sizeof(name), "after %d", acts);
        leave_a_log(world, name);
        killed = die_restoring(world, backup, acts);
        deaths += killed;
        world_start(world);
        assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
        if (world_number(world, "SELECT count(*) FROM members WHERE name = 'ada'") == 1)
            restored++;
        else
            expect_rows(world->path, "SELECT name FROM members",
                        arena_printf(&world->arena, "%s;", name));
        world_recount(world);
        world_stop(world);
    }
    print_message("XX %d %d\n", deaths, restored);
    assert_true(deaths > 10);
    assert_in_range(restored, 1, deaths);
}

/* As somebody who knows what they do. */
static void break_seal(struct world *world, const char *backup, const char *sql)
{
    bool sealed;

    assert_ok(seal_take_off(backup, &sealed, &world->err), &world->err);
    inspect_run(backup, sql);
}

/* ---- what is refused -------------------------------------------------------------------------*/

static void refuse(struct world *world, const char *file, const char *why)
{
    struct restored restored;

    assert_int_not_equal(store_restore(world->path, file, &restored, &world->err), FAULT_NONE);
    if (strstr(world->err.detail, why) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", world->err.detail, why);
    assert_int_equal(files(world, "club.db.before"), 0);
    assert_int_equal(files(world, "club.db.restoring"), 0);
    expect_rows(world->path, "SELECT name FROM members", "ada;");
}

static void test_restore__what_is_no_backup_is_refused(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);

    world_stop(world);
    refuse(world, at(world, "nothing.db"), "No such file");
    refuse(world, world->folder, "not a file");
    refuse(world, world->path, "the database itself");
    inspect_run(at(world, "other.db"), "CREATE TABLE a (b)");
    refuse(world, at(world, "other.db"), "another program");
    inspect_run(at(world, "empty.db"), "");
    refuse(world, at(world, "empty.db"), "empty");
    break_seal(world, backup, "PRAGMA user_version = 99");
    refuse(world, backup, "newer marquee");
}

static void test_restore__a_damaged_backup_is_refused(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct stat info;

    world_stop(world);
    assert_int_equal(stat(backup, &info), 0);
    assert_int_equal(truncate(backup, info.st_size / 2), 0);
    refuse(world, backup, "damaged");
    assert_int_equal(truncate(backup, info.st_size), 0);
    refuse(world, backup, "damaged");
    assert_int_equal(truncate(backup, info.st_size / 4096 * 4096), 0);
    overwrite(backup, 0, 4096);
    refuse(world, backup, "not a database");
}

static void test_restore__a_backup_with_wrong_rows_is_refused(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);

    world_stop(world);
    break_seal(world, backup, "UPDATE proposals SET vote_count = 7");
    refuse(world, backup, "wrong vote count");
    inspect_run(backup, "UPDATE proposals SET vote_count = 1; DELETE FROM films");
    refuse(world, backup, "refer to something");
}

static void test_restore__a_backup_with_another_schema_is_refused(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);

    world_stop(world);
    break_seal(world, backup,
               "CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM votes;"
               " END");
    refuse(world, backup, "a trigger that Marquee did not make: evil");
    inspect_run(backup, "DROP TRIGGER evil; DROP INDEX sessions_by_expiry");
    refuse(world, backup, "The index sessions_by_expiry is missing");
    inspect_run(backup, "DROP TABLE wishes");
    refuse(world, backup, "is missing");
}

static void test_restore__a_database_in_use_is_no_backup(void **state)
{
    struct world *world = *state;
    const char *backup = found(world), *log = at(world, "backup.db-wal");

    world_stop(world);
    inspect_run(log, "CREATE TABLE a (b)"); /* any bytes */
    refuse(world, backup, "-wal");
}

static void test_restore__a_held_lock_is_respected(void **state)
{
    struct world *world = *state;
    const char *backup = found(world);
    struct restored restored;
    struct hold *hold;

    assert_fault(FAULT_BUSY, store_restore(world->path, backup, &restored, &world->err),
                 &world->err);
    world_stop(world);
    assert_ok(hold_take(world->path, HOLD_LOOK, &hold, &world->err), &world->err);
    refuse(world, backup, "in use");
    hold_release(hold);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
}

SUITE(test_restore)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_restore__a_copy_is_one_file_of_one_moment),
        WORLD_TEST(test_restore__a_copy_can_be_stopped),
        WORLD_TEST(test_restore__what_was_there_is_kept),
        WORLD_TEST(test_restore__a_log_stays_with_its_own_database),
        WORLD_TEST(test_restore__a_damaged_database_gives_way_with_its_log),
        WORLD_TEST(test_restore__where_nothing_was_nothing_is_kept),
        WORLD_TEST(test_restore__a_death_leaves_the_one_or_the_other),
        WORLD_TEST(test_restore__what_is_no_backup_is_refused),
        WORLD_TEST(test_restore__a_damaged_backup_is_refused),
        WORLD_TEST(test_restore__a_backup_with_wrong_rows_is_refused),
        WORLD_TEST(test_restore__a_backup_with_another_schema_is_refused),
        WORLD_TEST(test_restore__a_database_in_use_is_no_backup),
        WORLD_TEST(test_restore__a_held_lock_is_respected),
    };

    return RUN(tests);
}
