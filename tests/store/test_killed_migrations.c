/* store/migrate: a process that is killed on the way leaves the old version or the new one. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/census.h"
#include "store/engine/schema.h"
#include "support/inspect.h"
#include "support/seed.h"

/* Ends in the middle of a migration's transaction. */
static void die_in_a_step(struct world *world)
{
    struct store *store;

    if (store_open_raw(world->path, &store, &world->err) == FAULT_NONE &&
        db_exec(store_raw_db(store), "BEGIN IMMEDIATE", &world->err) == FAULT_NONE &&
        db_exec(store_raw_db(store), schema_migration(2).up, &world->err) == FAULT_NONE)
        kill(getpid(), SIGKILL);
    _exit(1);
}

/* Ends at the first write past `bytes` of any file, so at every step in turn. */
static void die_at_a_write(struct world *world, rlim_t bytes)
{
    const struct rlimit none = {0}, limit = {bytes, bytes};

    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    _exit(world_migrate(world, schema_newest()) == FAULT_NONE ? 0 : 1);
}

static bool was_killed(pid_t child)
{
    int status = 0;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status);
}

/* The store opens, and has what was there, in the newest schema. */
static void assert_whole(struct world *world)
{
    world_start(world);
    assert_int_equal(world_number(world, "PRAGMA user_version"), schema_newest());
    assert_int_equal(world_number(world, "SELECT count(*) FROM pragma_integrity_check"
                                         " WHERE integrity_check <> 'ok'"),
                     0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 2);
    assert_int_equal(world_number(world, "SELECT max(vote_count) FROM proposals"), 2);
    world_recount(world);
    world_stop(world);
}

/* Files beside the database whose names go on behind its own with `ending`. A copy that has its
 * name is a whole one, and has no journal beside it. */
static int count_beside(struct world *world, const char *ending)
{
    const char *name = strrchr(world->path, '/') + 1;
    DIR *folder = opendir(world->folder);
    struct dirent *entry;
    struct census census;
    char path[1024];
    int count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, name, strlen(name)) != 0 ||
            strncmp(entry->d_name + strlen(name), ending, strlen(ending)) != 0)
            continue;
        count++;
        snprintf(path, sizeof(path), "%s/%s", world->folder, entry->d_name);
        if (strcmp(ending, ".v") == 0)
            assert_ok(census_of_file(path, &census, &world->err), &world->err);
    }
    closedir(folder);
    return count;
}

static void test_killed_migrations__in_a_transaction_leaves_the_old_one(void **state)
{
    struct world *world = *state;
    auto_strbuf struct strbuf before, after;
    pid_t child;

    seed_votes(world);
    assert_ok(world_migrate(world, 1), &world->err);
    strbuf_init(&before, 64 * 1024);
    inspect_schema_by_name(world->path, &before);
    child = fork();
    if (child == 0)
        die_in_a_step(world);
    assert_true(was_killed(child));
    strbuf_init(&after, 64 * 1024);
    inspect_schema_by_name(world->path, &after);
    assert_string_equal(after.bytes, before.bytes);
    assert_whole(world);
}

/* The club that was founded, in a file of its own. */
static void copy_to_path(struct world *world, const struct strbuf *club, unsigned long number)
{
    int file;

    snprintf(world->path, sizeof(world->path), "%s/club-%lu.db", world->folder, number);
    file = open(world->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, club->bytes, club->length), (ssize_t)club->length);
    close(file);
}

/* MARQUEE_TEST_LONG=1: at every page that is written, else at every third. */
static void test_killed_migrations__at_any_write_leaves_old_or_new(void **state)
{
    struct world *world = *state;
    const rlim_t step = getenv("MARQUEE_TEST_LONG") != NULL ? 4096 : 3 * 4096;
    auto_strbuf struct strbuf club, old, new, now;
    int killed = 0, finished = 0, unfinished = 0;

    strbuf_init(&club, 1024 * 1024);
    strbuf_init(&old, 64 * 1024);
    strbuf_init(&new, 64 * 1024);
    strbuf_init(&now, 64 * 1024);
    seed_votes(world);
    inspect_schema_by_name(world->path, &new);
    assert_ok(world_migrate(world, 1), &world->err);
    inspect_schema_by_name(world->path, &old);
    inspect_file(world->path, &club);
    for (rlim_t bytes = 4096; finished < 3; bytes += step) {
        pid_t child;

        copy_to_path(world, &club, bytes);
        child = fork();
        if (child == 0)
            die_at_a_write(world, bytes);
        was_killed(child) ? killed++ : finished++;
        strbuf_clear(&now);
        inspect_schema_by_name(world->path, &now);
        assert_true(strcmp(now.bytes, old.bytes) == 0 || strcmp(now.bytes, new.bytes) == 0);
        count_beside(world, ".v");
        unfinished += count_beside(world, ".unfinished-") > 0;
        assert_whole(world);
        assert_in_range(count_beside(world, ".v"), 1, 2);
        assert_int_equal(count_beside(world, ".unfinished-"), 0);
    }
    assert_true(killed > 5);
    assert_true(unfinished > 5);
}

SUITE(test_killed_migrations)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_killed_migrations__in_a_transaction_leaves_the_old_one),
        FOLDER_TEST(test_killed_migrations__at_any_write_leaves_old_or_new),
    };

    return RUN(tests);
}
