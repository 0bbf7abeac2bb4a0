/* store: a database that is taken away while it is open. Nothing that was confirmed is lost,
 * nothing is confirmed that could be, and nobody starts over in its place by accident. */
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/engine/aside.h"
#include "support/inspect.h"
#include "support/seed.h"

static const char *beside(struct world *world, const char *name)
{
    return arena_printf(&world->arena, "%s/%s", world->folder, name);
}

/* The copy that was made, or NULL. */
static const char *copy_made(struct world *world)
{
    const char *copy = NULL;
    glob_t found;

    if (glob(beside(world, "club.db.rescued-*"), 0, NULL, &found) == 0) {
        assert_int_equal(found.gl_pathc, 1);
        copy = arena_printf(&world->arena, "%s", found.gl_pathv[0]);
    }
    globfree(&found);
    return copy;
}

static void write_bytes(const char *from, const char *to)
{
    auto_strbuf struct strbuf bytes;
    int file = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    strbuf_init(&bytes, 4 * 1024 * 1024);
    inspect_file(from, &bytes);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes.bytes, bytes.length), (ssize_t)bytes.length);
    close(file);
}

static void replace_it(struct world *world)
{
    assert_int_equal(rename(beside(world, "old.db"), world->path), 0);
}
static void move_it(struct world *world)
{
    assert_int_equal(rename(world->path, beside(world, "moved.db")), 0);
}
static void remove_it(struct world *world)
{
    assert_int_equal(unlink(world->path), 0);
}
static void remove_all(struct world *world)
{
    assert_int_equal(unlink(world->path), 0);
    assert_int_equal(unlink(beside(world, "club.db-wal")), 0);
    assert_int_equal(unlink(beside(world, "club.db-shm")), 0);
    assert_int_equal(unlink(beside(world, "club.db.lock")), 0);
}
static void remove_log(struct world *world)
{
    assert_int_equal(unlink(beside(world, "club.db-wal")), 0);
}
static void remove_index(struct world *world)
{
    assert_int_equal(unlink(beside(world, "club.db-shm")), 0);
}
static void write_over(struct world *world)
{
    write_bytes(beside(world, "old.db"), world->path);
}
static void cut_it(struct world *world)
{
    assert_int_equal(truncate(world->path, 4096), 0);
}
static void replace_the_folder(struct world *world)
{
    assert_int_equal(rename(beside(world, "in"), beside(world, "in.old")), 0);
    assert_int_equal(mkdir(beside(world, "in"), 0700), 0);
}
static void remove_the_folder(struct world *world)
{
    static const char *const names[] = {"", "-wal", "-shm", ".lock", ".key"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        unlink(arena_printf(&world->arena, "%s%s", world->path, names[i]));
    assert_int_equal(rmdir(beside(world, "in")), 0);
}

/* Ada, who has voted, and an old copy from before that. */
static void found_club(struct world *world)
{
    int64_t ada = seed_admin(world, "ada"), film = seed_proposal(world, ada, 1);

    world_stop(world);
    write_bytes(world->path, beside(world, "old.db"));
    world_start(world);
    seed_vote(world, film, ada);
}

static void expect_saved(struct world *world)
{
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE name = 'ada'"), 1);
    world_recount(world);
}

/* What is there instead is left alone until the copy is back. */
static void bring_back(struct world *world, const char *copy)
{
    struct restored restored;

    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_non_null(strstr(world->err.detail, ".rescued-"));
    assert_ok(store_restore(world->path, copy, &restored, &world->err), &world->err);
    expect_saved(world);
}

static void take_away(struct world *world, void (*act)(struct world *world))
{
    found_club(world);
    act(world);
    assert_fault(FAULT_MOVED, world_run(world, "DELETE FROM votes"), &world->err);
    assert_true(atomic_load(&world->moved));
    assert_fault(FAULT_MOVED, world_run(world, "DELETE FROM votes"), &world->err);
    assert_fault(FAULT_MOVED, store_is_ours(world->store, &world->err), &world->err);
    world_stop(world);
}

static void expect_brought_back(struct world *world, void (*act)(struct world *world))
{
    take_away(world, act);
    bring_back(world, copy_made(world));
}

static void test_moved__another_file_in_its_place(void **state)
{
    expect_brought_back(*state, replace_it);
}

static void test_moved__away(void **state)
{
    struct world *world = *state;

    expect_brought_back(world, move_it);
    world_stop(world);
    /* The file is whole where it is now, too. */
    snprintf(world->path, sizeof(world->path), "%s", beside(world, "moved.db"));
    expect_saved(world);
}

static void test_moved__removed(void **state)
{
    expect_brought_back(*state, remove_it);
}

static void test_moved__removed_with_all_that_is_beside_it(void **state)
{
    expect_brought_back(*state, remove_all);
}

static void test_moved__other_bytes_written_over_it(void **state)
{
    expect_brought_back(*state, write_over);
}

static void test_moved__cut(void **state)
{
    expect_brought_back(*state, cut_it);
}

/* What is in memory is all there is. */
static void test_moved__its_log_is_cut(void **state)
{
    struct world *world = *state;

    found_club(world);
    assert_int_equal(truncate(beside(world, "club.db-wal"), 0), 0);
    assert_fault(FAULT_MOVED, world_run(world, "SELECT 1"), &world->err);
    world_stop(world);
    bring_back(world, copy_made(world));
}

/* All of the log is still open, and goes into the database. */
static void expect_whole_again(struct world *world, void (*act)(struct world *world))
{
    take_away(world, act);
    assert_null(copy_made(world));
    expect_saved(world);
}

static void test_moved__its_log_is_removed(void **state)
{
    expect_whole_again(*state, remove_log);
}

/* Somebody removes one file after the other, and the database last. */
static void test_moved__the_log_first_and_then_the_database(void **state)
{
    struct world *world = *state;

    found_club(world);
    remove_log(world);
    assert_fault(FAULT_MOVED, world_run(world, "DELETE FROM votes"), &world->err);
    replace_it(world);
    world_stop(world);
    bring_back(world, copy_made(world));
}

/* Others would make one of their own, and read what is no state of the club. */
static void test_moved__the_index_of_its_log_is_removed(void **state)
{
    expect_whole_again(*state, remove_index);
}

static void in_a_folder(struct world *world)
{
    assert_int_equal(mkdir(beside(world, "in"), 0700), 0);
    snprintf(world->path, sizeof(world->path), "%s", beside(world, "in/club.db"));
    world_start(world);
}

static void test_moved__its_folder_is_replaced(void **state)
{
    struct world *world = *state;
    glob_t found;

    in_a_folder(world);
    take_away(world, replace_the_folder);
    assert_int_equal(glob(beside(world, "in/club.db.rescued-*"), 0, NULL, &found), 0);
    bring_back(world, found.gl_pathv[0]);
    globfree(&found);
}

/* The folder is made again, so that a service manager that does so finds the note. */
static void test_moved__its_folder_is_removed(void **state)
{
    struct world *world = *state;
    glob_t found;

    in_a_folder(world);
    take_away(world, remove_the_folder);
    assert_int_equal(glob(beside(world, "in/club.db.rescued-*"), 0, NULL, &found), 0);
    bring_back(world, found.gl_pathv[0]);
    globfree(&found);
}

/* It was opened by the name of a link. */
static void test_moved__the_link_leads_elsewhere(void **state)
{
    struct world *world = *state;
    const char *name = beside(world, "name.db"), *first = beside(world, "club.db");

    assert_int_equal(symlink(first, name), 0);
    snprintf(world->path, sizeof(world->path), "%s", name);
    world_start(world);
    found_club(world);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(symlink("old.db", name), 0);
    assert_fault(FAULT_MOVED, world_run(world, "DELETE FROM votes"), &world->err);
    world_stop(world);
    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_non_null(strstr(world->err.detail, "old.db.rescued-"));
}

/* ---- when it is noticed ----------------------------------------------------------------------*/

static void test_moved__nobody_writes_and_it_is_noticed(void **state)
{
    const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
    struct world *world = *state;

    found_club(world);
    remove_it(world);
    for (int i = 0; i < 6000 && !atomic_load(&world->moved); i++)
        nanosleep(&moment, NULL);
    assert_true(atomic_load(&world->moved));
    assert_non_null(copy_made(world));
}

static void test_moved__a_stop_saves_it(void **state)
{
    struct world *world = *state;

    found_club(world);
    remove_all(world);
    world_stop(world);
    bring_back(world, copy_made(world));
}

static void test_moved__no_reader_opens_what_is_there_instead(void **state)
{
    struct world *world = *state;
    struct db *second;

    found_club(world);
    replace_it(world);
    assert_fault(FAULT_MOVED, store_reader(world->store, &second, &world->err), &world->err);
}

/* ---- somebody decides ------------------------------------------------------------------------*/

static void test_moved__without_the_copy_it_goes_on_with_what_is_there(void **state)
{
    struct world *world = *state;

    take_away(world, replace_it);
    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_int_equal(unlink(copy_made(world)), 0);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
    world_stop(world);
    world_start(world);
}

static void test_moved__where_no_copy_could_be_made_the_note_says_so(void **state)
{
    struct world *world = *state;
    struct restored restored;

    found_club(world);
    world_stop(world);
    assert_ok(aside_note(world->path, "", &world->err), &world->err);
    assert_fault(FAULT_CONFLICT, world_try(world), &world->err);
    assert_non_null(strstr(world->err.detail, "If a copy could be made"));
    assert_int_equal(unlink(beside(world, "club.db.stopped")), 0);
    expect_saved(world);
    world_stop(world);
    assert_ok(aside_note(world->path, "", &world->err), &world->err);
    assert_ok(store_restore(world->path, beside(world, "old.db"), &restored, &world->err),
              &world->err);
    world_start(world);
}

/* What a restore puts there must not get the log of what was there. */
static void test_moved__a_log_that_is_left_is_not_the_next_one_s(void **state)
{
    struct world *world = *state;
    struct restored restored;

    found_club(world);
    write_bytes(beside(world, "club.db-wal"), beside(world, "log"));
    world_stop(world);
    assert_int_equal(unlink(world->path), 0);
    write_bytes(beside(world, "log"), beside(world, "club.db-wal"));
    assert_ok(store_restore(world->path, beside(world, "old.db"), &restored, &world->err),
              &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"), 0);
}

SUITE(test_moved)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_moved__another_file_in_its_place),
        WORLD_TEST(test_moved__away),
        WORLD_TEST(test_moved__removed),
        WORLD_TEST(test_moved__removed_with_all_that_is_beside_it),
        WORLD_TEST(test_moved__other_bytes_written_over_it),
        WORLD_TEST(test_moved__cut),
        WORLD_TEST(test_moved__its_log_is_cut),
        WORLD_TEST(test_moved__its_log_is_removed),
        WORLD_TEST(test_moved__the_log_first_and_then_the_database),
        WORLD_TEST(test_moved__the_index_of_its_log_is_removed),
        FOLDER_TEST(test_moved__its_folder_is_replaced),
        FOLDER_TEST(test_moved__its_folder_is_removed),
        FOLDER_TEST(test_moved__the_link_leads_elsewhere),
        WORLD_TEST(test_moved__nobody_writes_and_it_is_noticed),
        WORLD_TEST(test_moved__a_stop_saves_it),
        WORLD_TEST(test_moved__no_reader_opens_what_is_there_instead),
        WORLD_TEST(test_moved__without_the_copy_it_goes_on_with_what_is_there),
        WORLD_TEST(test_moved__where_no_copy_could_be_made_the_note_says_so),
        WORLD_TEST(test_moved__a_log_that_is_left_is_not_the_next_one_s),
    };

    return RUN(tests);
}
