/* store/foreign, moving/django: files that nobody could move in from. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "moving/django.h"
#include "support/inspect.h"
#include "support/site.h"

static const char *path_of(struct world *world, const char *name)
{
    static char path[1024];

    snprintf(path, sizeof(path), "%s/%s", world->folder, name);
    return path;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_says(struct world *world, const char *path, enum fault fault, const char *text)
{
    assert_int_equal(site_refuse(world, path), fault);
    if (strstr(world->err.detail, text) == NULL)
        fail_msg("%s: %s", text, world->err.detail);
}

static void test_refused__what_is_no_database(void **state)
{
    struct world *world = *state;
    const char *path = path_of(world, "file");

    assert_says(world, path, FAULT_NOT_FOUND, "No such file");
    write_file(path, "");
    assert_says(world, path, FAULT_MALFORMED, "isn't an SQLite database: it is empty");
    write_file(path, "Date,Name,Year\n");
    assert_says(world, path, FAULT_MALFORMED, "isn't an SQLite database.");
    assert_says(world, world->folder, FAULT_MALFORMED, "isn't a file");
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_says(world, path, FAULT_MALFORMED, "isn't a file");
}

static void test_refused__the_database_of_something_else(void **state)
{
    struct world *world = *state;
    const char *path = path_of(world, "other");

    inspect_run(path, "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
    assert_says(world, path, FAULT_MALFORMED, "it has no table auth_user");
    inspect_run(path, "CREATE VIEW auth_user AS SELECT 1 AS id");
    assert_says(world, path, FAULT_MALFORMED, "has no rows of its own in auth_user");
    inspect_run(path,
                "DROP VIEW auth_user; CREATE VIRTUAL TABLE auth_user USING fts5 (id, username)");
    assert_says(world, path, FAULT_MALFORMED, "has no rows of its own in auth_user");
    inspect_run(path, "DROP TABLE auth_user; CREATE TABLE auth_user (id INTEGER PRIMARY KEY)");
    assert_says(world, path, FAULT_MALFORMED, "its table auth_user has no column username");
}

static void test_refused__a_damaged_one(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "small");
    int file = open(path, O_WRONLY);
    struct stat info;
    char noise[4096];

    memset(noise, 0x5a, sizeof(noise));
    assert_int_equal(fstat(file, &info), 0);
    for (off_t at = 8 * 4096; at < info.st_size; at += 4096)
        assert_int_equal(pwrite(file, noise, sizeof(noise), at), sizeof(noise));
    assert_says(world, path, FAULT_MALFORMED, "is damaged");
    assert_int_equal(ftruncate(file, 5 * 4096), 0);
    assert_says(world, path, FAULT_MALFORMED, "is damaged");
    close(file);
}

/* Names in the file come into what SQLite says about it. */
static void test_refused__a_damaged_one_says_nothing_to_the_terminal(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");

    inspect_run(path,
                "CREATE TABLE \"e\x1b[31mvil\" (a); INSERT INTO \"e\x1b[31mvil\" VALUES (NULL);"
                "PRAGMA writable_schema = ON;"
                "UPDATE sqlite_schema SET sql = 'CREATE TABLE \"e\x1b[31mvil\" (a NOT NULL)'"
                " WHERE name LIKE 'e%vil'");
    assert_says(world, path, FAULT_MALFORMED, "is damaged: NULL value in e[31mvil.a.");
}

/* As two rows with one id, or none: what refers to them would go anywhere, or be lost. */
static void test_refused__rows_that_can_not_be_told_apart(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "small");

    inspect_run(path, "UPDATE home_proposalvote SET id = -5 WHERE id = 1");
    assert_says(world, path, FAULT_MALFORMED, "home_proposalvote has no id above 0 of its own: -5");
    inspect_run(path, "UPDATE home_proposalvote SET id = 1 WHERE id = -5;"
                      "CREATE TABLE copied AS SELECT * FROM home_media; DROP TABLE home_media;"
                      "ALTER TABLE copied RENAME TO home_media; UPDATE home_media SET id = 2");
    assert_says(world, path, FAULT_MALFORMED, "home_media has no id above 0 of its own: 2");
    inspect_run(path, "ALTER TABLE home_media RENAME COLUMN id TO number_of_it");
    assert_says(world, path, FAULT_MALFORMED, "its table home_media has no column id");
}

static void test_refused__one_that_somebody_uses(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");
    int ready[2], done[2];
    char byte = 0;
    pid_t other;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    other = fork();
    if (other == 0) {
        struct flock lock = {.l_type = F_RDLCK, .l_start = 0x40000002, .l_len = 1};
        int file = open(path, O_RDWR);

        fcntl(file, F_SETLK, &lock);
        assert_int_equal(write(ready[1], "x", 1), 1);
        assert_int_equal(read(done[0], &byte, 1), 1);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_says(world, path, FAULT_BUSY, "Another program is using");
    assert_int_equal(write(done[1], "x", 1), 1);
    waitpid(other, NULL, 0);
    site_read(world, path);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(done[i]);
    }
}

static void test_refused__one_that_was_cut_off_while_it_was_written(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");
    char journal[1100];

    snprintf(journal, sizeof(journal), "%s-journal", path);
    write_file(journal, "half a page");
    assert_says(world, path, FAULT_BUSY, "was cut off in the middle of a write");
    unlink(journal);
    inspect_run(path, "PRAGMA journal_mode = PERSIST; UPDATE auth_user SET username = 'ada'");
    assert_int_equal(access(journal, F_OK), 0);
    site_read(world, path);
    assert_int_equal(truncate(journal, 0), 0);
    site_read(world, path);
}

static void test_refused__one_that_changes_meanwhile(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");
    struct foreign *foreign;
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_sec = 1}};

    assert_ok(foreign_open(path, &foreign, &world->err), &world->err);
    assert_ok(foreign_is_still(foreign, &world->err), &world->err);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_fault(FAULT_BUSY, foreign_is_still(foreign, &world->err), &world->err);
    foreign_close(foreign);
}

static void test_refused__more_than_a_club_can_have(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "old");

    inspect_run(path, "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n"
                      " WHERE i < 300000) INSERT INTO home_media SELECT i, i, i, 2000, '', '', 1,"
                      " 1, 1, '', 0, 0, 0 FROM n");
    assert_says(world, path, FAULT_MALFORMED, "too much in its table home_media");
    inspect_run(path,
                "DELETE FROM home_media; WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL"
                " SELECT i + 1 FROM n WHERE i < 40) INSERT INTO home_media SELECT i, i, i, 2000,"
                " hex(zeroblob(500000)), '', 1, 1, 1, '', 0, 0, 0 FROM n;"
                "INSERT INTO auth_user SELECT id + 10, '', NULL, 0,"
                " hex(zeroblob(500000)) || id, '', '', 0, 1, '', '' FROM home_media");
    assert_says(world, path, FAULT_MALFORMED, "too much text in its table auth_user");
    inspect_run(path, "DELETE FROM home_media; DELETE FROM auth_user WHERE id > 1;"
                      "UPDATE auth_user SET username = zeroblob(9000000)");
    assert_says(world, path, FAULT_MALFORMED, "has a row with more than 8 MB");
}

static void test_refused__nothing_is_left_beside_it(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "wal");
    char index[1100];

    snprintf(index, sizeof(index), "%s-shm", path);
    unlink(index);
    site_read(world, path);
    assert_int_equal(access(index, F_OK), -1);
    inspect_run(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    site_read(world, path);
    assert_int_equal(access(index, F_OK), -1);
}

/* Its index would be taken from under whoever started the site meanwhile. */
static void test_refused__what_others_use_by_now_stays(void **state)
{
    struct world *world = *state;
    const char *path = site_make(world, "wal");
    struct foreign *foreign;
    char index[1100], byte = 0;
    int ready[2], done[2];
    pid_t site;

    snprintf(index, sizeof(index), "%s-shm", path);
    unlink(index);
    assert_ok(foreign_open(path, &foreign, &world->err), &world->err);
    assert_int_equal(pipe(ready) | pipe(done), 0);
    site = fork();
    if (site == 0) {
        const char *const script = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
                                   "db.execute('SELECT count(*) FROM auth_user').fetchall();"
                                   "print(flush=True); sys.stdin.read()";

        dup2(ready[1], STDOUT_FILENO);
        dup2(done[0], STDIN_FILENO);
        close(done[1]);
        execl("/usr/bin/python3", "python3", "-c", script, path, (char *)NULL);
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    foreign_close(foreign);
    assert_int_equal(access(index, F_OK), 0);
    close(done[1]);
    assert_int_equal(waitpid(site, NULL, 0), site);
    close(done[0]);
    close(ready[0]);
    close(ready[1]);
}

SUITE(test_refused)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_refused__what_is_no_database),
        FOLDER_TEST(test_refused__the_database_of_something_else),
        FOLDER_TEST(test_refused__a_damaged_one),
        FOLDER_TEST(test_refused__a_damaged_one_says_nothing_to_the_terminal),
        FOLDER_TEST(test_refused__rows_that_can_not_be_told_apart),
        FOLDER_TEST(test_refused__one_that_somebody_uses),
        FOLDER_TEST(test_refused__one_that_was_cut_off_while_it_was_written),
        FOLDER_TEST(test_refused__one_that_changes_meanwhile),
        FOLDER_TEST(test_refused__more_than_a_club_can_have),
        FOLDER_TEST(test_refused__nothing_is_left_beside_it),
        FOLDER_TEST(test_refused__what_others_use_by_now_stays),
    };

    return RUN(tests);
}
