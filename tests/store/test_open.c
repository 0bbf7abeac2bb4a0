/* store/store: one process at a time, and no file that is not a sound club of ours. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/club.h"
#include "store/engine/seal.h"
#include "store/proposals.h"
#include "store/rows.h"
#include "support/inspect.h"
#include "support/seed.h"

/* The store is refused, and says so in one line that a person can act on. */
static void assert_refused(struct world *world, enum fault fault, const char *words)
{
    assert_fault(fault, world_try(world), &world->err);
    assert_null(world->store);
    assert_null(strchr(world->err.detail, '\n'));
    if (strstr(world->err.detail, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", world->err.detail, words);
}

static void assert_bytes(const char *path, const struct strbuf *expected)
{
    auto_strbuf struct strbuf now;

    strbuf_init(&now, 1024 * 1024);
    inspect_file(path, &now);
    assert_int_equal(now.length, expected->length);
    assert_memory_equal(now.bytes, expected->bytes, now.length);
}

static void write_at(const char *path, const void *bytes, size_t length, off_t offset)
{
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    assert_true(file >= 0);
    assert_int_equal(pwrite(file, bytes, length, offset), (ssize_t)length);
    close(file);
}

/* It is not the lock's busy, nor a reason to put a backup in its place. */
static void test_open__says_when_too_many_files_are_open(void **state)
{
    struct world *world = *state;
    struct rlimit usual, few;
    int next;

    world_stop(world);
    next = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
    few = (struct rlimit){.rlim_cur = (rlim_t)next + 2, .rlim_max = usual.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    assert_refused(world, FAULT_INTERNAL, "Too many files are open at the moment. Try again.");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
    assert_null(strstr(world->err.detail, "backup"));
}

static void test_open__a_second_one_is_busy(void **state)
{
    struct world *world = *state;
    struct writer_hooks hooks = {0};
    struct store *second = NULL;
    struct migrated migrated;

    assert_fault(FAULT_BUSY, store_open(world->path, "", hooks, &second, &migrated, &world->err),
                 &world->err);
    assert_fault(FAULT_BUSY, store_open_raw(world->path, &second, &world->err), &world->err);
    assert_null(second);
    seed_admin(world, "ada");
    world_stop(world);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
}

static void test_open__another_name_of_the_file_is_busy_too(void **state)
{
    struct world *world = *state;
    struct store *second = NULL;
    char other[700];

    snprintf(other, sizeof(other), "%s/other.db", world->folder);
    assert_int_equal(symlink(world->path, other), 0);
    assert_fault(FAULT_BUSY, store_open_raw(other, &second, &world->err), &world->err);
}

/* What SQLite would take for something else. */
static void test_open__any_name_is_that_of_a_file(void **state)
{
    static const char *const names[] = {":memory:", "file:club.db?mode=memory"};
    struct world *world = *state;
    char here[700];

    assert_non_null(getcwd(here, sizeof(here)));
    assert_int_equal(chdir(world->folder), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(world->path, sizeof(world->path), "%s", names[i]);
        world_start(world);
        seed_admin(world, "ada");
        world_stop(world);
        assert_int_equal(access(names[i], F_OK), 0);
        world_start(world);
        assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
        world_stop(world);
    }
    assert_int_equal(chdir(here), 0);
}

static void test_open__a_missing_folder_is_not_made(void **state)
{
    struct world *world = *state;

    snprintf(world->path, sizeof(world->path), "%s/missing/club.db", world->folder);
    assert_refused(world, FAULT_INTERNAL, "The folder must exist");
}

static void test_open__a_folder_is_not_a_database(void **state)
{
    struct world *world = *state;

    assert_int_equal(mkdir(world->path, 0700), 0);
    assert_refused(world, FAULT_INTERNAL, "club.db");
}

static void test_open__what_is_not_a_database_stays_as_it_is(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf before;

    strbuf_init(&before, 1024 * 1024);
    for (int i = 0; i < 1000; i++)
        strbuf_addstr(&before, "Dear diary, tonight we watched it again.\n");
    write_at(world->path, before.bytes, before.length, 0);
    assert_refused(world, FAULT_INTERNAL, "not a database");
    assert_bytes(world->path, &before);
}

static void test_open__a_damaged_file_is_refused(void **state)
{
    struct world *world = *state;
    char zeros[4096] = {0};

    seed_proposal(world, seed_admin(world, "ada"), 1);
    world_stop(world);
    memset(zeros, 0xee, sizeof(zeros));
    write_at(world->path, zeros, sizeof(zeros), 2 * 4096);
    assert_refused(world, FAULT_INTERNAL, "is damaged");
}

static void test_open__a_cut_off_file_is_refused(void **state)
{
    struct world *world = *state;

    seed_proposal(world, seed_admin(world, "ada"), 1);
    world_stop(world);
    assert_int_equal(truncate(world->path, 5 * 4096), 0);
    assert_refused(world, FAULT_INTERNAL, "damaged");
}

static void test_open__a_database_of_another_program_stays_as_it_is(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf before;
    struct stat info;

    inspect_run(world->path, "CREATE TABLE auth_user (id INTEGER); PRAGMA user_version = 1;");
    assert_int_equal(chmod(world->path, 0644), 0);
    strbuf_init(&before, 1024 * 1024);
    inspect_file(world->path, &before);
    assert_refused(world, FAULT_CONFLICT, "another program");
    assert_bytes(world->path, &before);
    assert_int_equal(stat(world->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0644);
}

static void test_open__a_newer_version_is_refused(void **state)
{
    struct world *world = *state;

    assert_ok(world_run(world, "PRAGMA user_version = 99"), &world->err);
    world_stop(world);
    assert_refused(world, FAULT_CONFLICT, "schema version 99");
}

static void test_open__its_files_are_for_the_owner_only(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    struct world *world = *state;
    mode_t mask = umask(022);

    world_start(world);
    seed_admin(world, "ada");
    umask(mask);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        char path[700];
        struct stat info;

        snprintf(path, sizeof(path), "%s%s", world->path, endings[i]);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
}

static const char *cookie_id(struct world *world)
{
    const char *id;

    assert_ok(club_cookie_id(world->reader, &world->arena, &id, &world->err), &world->err);
    return id;
}

/* Another club on the host has another one. */
static void test_open__a_club_has_one_id_for_ever(void **state)
{
    struct world *world = *state;
    const char *id = cookie_id(world);
    void *other;

    assert_int_equal(strlen(id), 8);
    assert_int_equal(strspn(id, "0123456789abcdef"), 8);
    world_stop(world);
    world_start(world);
    assert_string_equal(cookie_id(world), id);
    assert_int_equal(world_open(&other), 0);
    assert_string_not_equal(cookie_id(other), id);
    world_close(&other);
}

static void test_open__readers_cannot_write(void **state)
{
    struct world *world = *state;

    assert_fault(FAULT_INTERNAL, db_exec(world->reader, "DELETE FROM members", &world->err),
                 &world->err);
    assert_ok(db_ping(world->reader, &world->err), &world->err);
}

static void test_open__another_schema_than_that_of_its_version_is_refused(void **state)
{
    static const struct {
        const char *change, *words;
    } changes[] = {
        {"DROP TABLE wishes", "The table wishes is missing."},
        {"DROP INDEX sessions_by_expiry", "The index sessions_by_expiry is missing."},
        {"DROP TRIGGER votes_cast", "is missing."},
        {"CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM votes; END",
         "It has a trigger that Marquee did not make: evil."},
        {"CREATE VIEW spy AS SELECT * FROM sessions",
         "It has a view that Marquee did not make: spy."},
        {"CREATE TABLE more (a)", "It has a table that Marquee did not make: more."},
        {"ALTER TABLE members RENAME COLUMN name TO was_name",
         "The table members is not as Marquee made it."},
        {"DROP INDEX sessions_by_expiry; CREATE INDEX sessions_by_expiry ON sessions (id)",
         "The index sessions_by_expiry is not as Marquee made it."},
    };
    struct world *world = *state;
    auto_strbuf struct strbuf whole;

    world_stop(world);
    strbuf_init(&whole, 4 * 1024 * 1024);
    inspect_file(world->path, &whole);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_int_equal(truncate(world->path, 0), 0);
        write_at(world->path, whole.bytes, whole.length, 0);
        inspect_run(world->path, changes[i].change);
        assert_refused(world, FAULT_INTERNAL, changes[i].words);
    }
}

/* Blanks and quotes, what SQLite notes for itself, and what a step down has kept. */
static void test_open__what_is_no_other_schema_is_none(void **state)
{
    struct world *world = *state;

    world_stop(world);
    inspect_run(world->path,
                "ANALYZE; CREATE TABLE kept_more (a); CREATE INDEX kept_by_a ON kept_more (a);"
                "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
                " replace(replace(sql, 'members', '\"members\"'), ' ', '  ') WHERE name = 'votes'");
    world_start(world);
    seed_admin(world, "ada");
}

/* What is gone while it is open is an error of whoever asks for it, each time with its own reason,
 * and of nobody else. */
static void test_open__a_statement_that_cannot_be_prepared_is_an_error(void **state)
{
    struct world *world = *state;
    const struct proposal_query query = {.limit = 10};
    struct proposal_slice slice;

    assert_ok(world_run(world, "ALTER TABLE films RENAME COLUMN title TO was_title"), &world->err);
    for (int i = 0; i < 2; i++) {
        assert_fault(
            FAULT_INTERNAL,
            proposals_slice(world->reader, &world->arena, &query, NULL, &slice, &world->err),
            &world->err);
        assert_non_null(strstr(world->err.detail, "no such column"));
        assert_ok(db_ping(world->reader, &world->err), &world->err);
    }
    seed_admin(world, "ada");
}

/* The seal is for restore: it is no part of a database that is written to. */
static void test_open__a_backup_that_was_copied_there_opens(void **state)
{
    struct world *world = *state;
    struct stat info;

    seed_admin(world, "ada");
    world_stop(world);
    assert_ok(seal_put(world->path, &world->err), &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 1);
    world_stop(world);
    assert_int_equal(stat(world->path, &info), 0);
    assert_int_equal(info.st_size % 4096, 0);
}

SUITE(test_open)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_open__says_when_too_many_files_are_open),
        WORLD_TEST(test_open__a_second_one_is_busy),
        WORLD_TEST(test_open__another_name_of_the_file_is_busy_too),
        FOLDER_TEST(test_open__any_name_is_that_of_a_file),
        FOLDER_TEST(test_open__a_missing_folder_is_not_made),
        FOLDER_TEST(test_open__a_folder_is_not_a_database),
        FOLDER_TEST(test_open__what_is_not_a_database_stays_as_it_is),
        WORLD_TEST(test_open__a_damaged_file_is_refused),
        WORLD_TEST(test_open__a_cut_off_file_is_refused),
        FOLDER_TEST(test_open__a_database_of_another_program_stays_as_it_is),
        WORLD_TEST(test_open__a_newer_version_is_refused),
        FOLDER_TEST(test_open__its_files_are_for_the_owner_only),
        WORLD_TEST(test_open__a_club_has_one_id_for_ever),
        WORLD_TEST(test_open__readers_cannot_write),
        WORLD_TEST(test_open__another_schema_than_that_of_its_version_is_refused),
        WORLD_TEST(test_open__what_is_no_other_schema_is_none),
        WORLD_TEST(test_open__a_statement_that_cannot_be_prepared_is_an_error),
        WORLD_TEST(test_open__a_backup_that_was_copied_there_opens),
    };

    return RUN(tests);
}
