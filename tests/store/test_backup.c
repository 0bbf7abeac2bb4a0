/* store/migrate: before a club's schema changes, a whole copy of it stands beside it. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/engine/schema.h"
#include "support/inspect.h"
#include "support/seed.h"

/* The copy that was made, or NULL. */
static const char *copy_of(struct world *world)
{
    return *world->migrated.copy == '\0' ? NULL : world->migrated.copy;
}

/* Files of the folder whose names start like the database's and hold a version. */
static int copies(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    int count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        if (strncmp(entry->d_name, "club.db.v", 9) == 0)
            count++;
    closedir(folder);
    return count;
}

static void found(struct world *world)
{
    int64_t ada = seed_admin(world, "ada");

    seed_vote(world, seed_proposal(world, ada, 1), ada);
    world_stop(world);
}

static void test_backup__a_copy_is_complete(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf rows;
    mode_t mask = umask(022);
    struct stat info;
    char expected[64];

    found(world);
    assert_ok(world_migrate(world, 1), &world->err);
    umask(mask);
    assert_non_null(copy_of(world));
    assert_int_equal(strncmp(copy_of(world), world->path, strlen(world->path)), 0);
    strbuf_init(&rows, 1024);
    inspect_rows(copy_of(world),
                 "SELECT 'version ' || user_version FROM pragma_user_version UNION ALL"
                 " SELECT integrity_check FROM pragma_integrity_check UNION ALL"
                 " SELECT name FROM members UNION ALL SELECT vote_count FROM proposals UNION ALL"
                 " SELECT member_id || ' for ' || proposal_id FROM votes",
                 ";", &rows);
    snprintf(expected, sizeof(expected), "version %d;ok;ada;1;1 for 1;", schema_newest());
    assert_string_equal(rows.bytes, expected);
    assert_int_equal(stat(copy_of(world), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_backup__a_copy_is_a_club_that_opens(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(world_migrate(world, 1), &world->err);
    snprintf(world->path, sizeof(world->path), "%.600s", copy_of(world));
    world_start(world);
    assert_null(copy_of(world));
    assert_int_equal(world_number(world, "SELECT vote_count FROM proposals"), 1);
}

static void test_backup__an_empty_club_has_nothing_to_keep(void **state)
{
    struct world *world = *state;

    world_stop(world);
    assert_ok(world_migrate(world, 1), &world->err);
    assert_null(copy_of(world));
    assert_int_equal(copies(world->folder), 0);
}

static void test_backup__where_nothing_changes_no_copy_is_made(void **state)
{
    struct world *world = *state;

    found(world);
    assert_ok(world_migrate(world, schema_newest()), &world->err);
    assert_null(copy_of(world));
    assert_int_equal(copies(world->folder), 0);
}

static void test_backup__copies_of_one_second_are_kept_apart(void **state)
{
    struct world *world = *state;

    found(world);
    for (int i = 0; i < 4; i++) {
        assert_ok(world_migrate(world, 1), &world->err);
        assert_ok(world_migrate(world, 2), &world->err);
    }
    assert_int_equal(copies(world->folder), 8);
}

static void test_backup__a_long_path_is_not_cut(void **state)
{
    struct world *world = *state;
    char name[100] = {0}, folder[640];

    memset(name, 'x', sizeof(name) - 1);
    snprintf(folder, sizeof(folder), "%.400s/%s", world->folder, name);
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(folder, sizeof(folder), "%.400s/%s/%s", world->folder, name, name);
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(world->path, sizeof(world->path), "%.620s/club.db", folder);
    world_start(world);
    found(world);
    assert_ok(world_migrate(world, 1), &world->err);
    assert_int_equal(copies(folder), 1);
}

static void test_backup__copies_go_where_they_are_wanted(void **state)
{
    struct world *world = *state;
    found(world);
    snprintf(world->backup_dir, sizeof(world->backup_dir), "%.500s/copies", world->folder);
    assert_fault(FAULT_INTERNAL, world_migrate(world, 1), &world->err);
    assert_int_equal(mkdir(world->backup_dir, 0700), 0);
    assert_ok(world_migrate(world, 1), &world->err);
    assert_int_equal(copies(world->backup_dir), 1);
    assert_int_equal(copies(world->folder), 0);
    assert_memory_equal(copy_of(world), world->backup_dir, strlen(world->backup_dir));
}

/* What is damaged already is not brought to another schema. */
static void test_backup__a_copy_that_is_not_sound_stops_the_migration(void **state)
{
    struct world *world = *state;

    found(world);
    inspect_run(world->path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3"
                             " WHERE name = 'sessions_by_expiry'");
    assert_fault(FAULT_INTERNAL, world_migrate(world, 1), &world->err);
    assert_int_equal(copies(world->folder), 0);
}

SUITE(test_backup)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_backup__a_copy_is_complete),
        WORLD_TEST(test_backup__a_copy_is_a_club_that_opens),
        WORLD_TEST(test_backup__an_empty_club_has_nothing_to_keep),
        WORLD_TEST(test_backup__where_nothing_changes_no_copy_is_made),
        WORLD_TEST(test_backup__copies_of_one_second_are_kept_apart),
        FOLDER_TEST(test_backup__a_long_path_is_not_cut),
        WORLD_TEST(test_backup__copies_go_where_they_are_wanted),
        WORLD_TEST(test_backup__a_copy_that_is_not_sound_stops_the_migration),
    };

    return RUN(tests);
}
