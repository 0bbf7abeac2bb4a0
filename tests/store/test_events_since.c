/* store/events: a listener goes on from anywhere, or is told that it can't. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/engine/backup.h"
#include "support/dying.h"
#include "support/inspect.h"
#include "support/joining.h"
#include "support/told.h"

static void test_events_since__each_subject_comes_once(void **state)
{
    struct world *world = *state;
    struct told told;
    int64_t at;

    two_films(world);
    at = told_newest(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 2, GRACE);
    seed_vote(world, 1, LINUS);
    told = told_since(world, at, TOLD_ROOM);
    assert_int_equal(told.newest, at + 3);
    assert_int_equal(told.count, 2);
    assert_int_equal(told.events[0].subject_id, 2);
    assert_int_equal(told.events[0].version, at + 2);
    assert_int_equal(told.events[1].subject_id, 1);
    assert_int_equal(told.events[1].version, at + 3);
}

static void test_events_since__more_than_there_is_room_for_is_not_all(void **state)
{
    struct world *world = *state;
    struct told told;
    int64_t at;

    two_films(world);
    at = told_newest(world);
    seed_vote(world, 1, GRACE);
    seed_vote(world, 2, GRACE);
    assert_true(told_since(world, at, 2).whole);
    told = told_since(world, at, 1);
    assert_false(told.whole);
    assert_int_equal(told.count, 0);
    assert_int_equal(told.newest, at + 2);
}

static void test_events_since__what_is_still_to_come_is_not_known(void **state)
{
    struct world *world = *state;
    int64_t at = told_newest(world);

    assert_true(told_since(world, at, TOLD_ROOM).whole);
    assert_false(told_since(world, at + 1, TOLD_ROOM).whole);
    assert_int_equal(told_since(world, INT64_MAX, TOLD_ROOM).newest, at);
    assert_false(told_since(world, 0, TOLD_ROOM).whole);
    assert_false(told_since(world, -1, TOLD_ROOM).whole);
}

static void test_events_since__begin_at_the_clock_and_go_on_after_a_restart(void **state)
{
    struct world *world = *state;
    int64_t first = told_newest(world), at;

    assert_in_range(first, (clock_now() - 600) * 1000, (clock_now() + 1) * 1000);
    two_films(world);
    at = told_newest(world);
    seed_vote(world, 1, GRACE);
    world_stop(world);
    world_start(world);
    expect_told(world, &at, "vote 1");
}

/* Thousands of votes by hand; the triggers don't know who wrote them. */
static void cast_and_withdraw(struct world *world, int rounds)
{
    for (int i = 0; i < rounds; i++)
        assert_ok(world_run(world, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                   " FROM n WHERE i < 1000) UPDATE proposals SET votes_version ="
                                   " votes_version + 1 WHERE id IN (SELECT i FROM n)"),
                  &world->err);
}

static void test_events_since__the_log_is_bounded(void **state)
{
    enum { PROPOSALS = 1000, KEPT = 32768, SPARE = 1024 };
    struct world *world = *state;
    int64_t first = told_newest(world), last, kept;

    seed_member(world, "ada");
    assert_ok(world_run(world,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        " WHERE i < 1000) INSERT INTO films (title, title_key, created_at)"
                        " SELECT 'Film ' || i, 'film ' || i, 1 FROM n;"
                        "INSERT INTO proposals (film_id, created_at) SELECT id, 1 FROM films"),
              &world->err);
    cast_and_withdraw(world, 40);
    last = told_newest(world);
    kept = world_number(world, "SELECT count(*) FROM events");
    assert_int_equal(last - first, 1 + PROPOSALS + 40 * PROPOSALS);
    assert_in_range(kept, KEPT, KEPT + SPARE);
    assert_false(told_since(world, last - KEPT - SPARE - 1, TOLD_ROOM).whole);
    assert_int_equal(told_since(world, last - 1, TOLD_ROOM).count, 1);
    assert_true(told_since(world, last - 50, TOLD_ROOM).whole);
}

/* ---- a backup that comes back --------------------------------------------------------------- */

static const char *back_up(struct world *world)
{
    const char *path = arena_printf(&world->arena, "%s/backup.db", world->folder);

    inspect_run(path, "");
    assert_ok(backup_copy(world->reader, path, NULL, &world->err), &world->err);
    return path;
}

/* Whoever listened before is told that it's another story, and so is whoever listened meanwhile. */
static void expect_begun_anew(struct world *world, int64_t before, int64_t meanwhile)
{
    int64_t at = told_newest(world);

    assert_true(at > meanwhile);
    assert_false(told_since(world, before, TOLD_ROOM).whole);
    assert_false(told_since(world, meanwhile, TOLD_ROOM).whole);
    seed_vote(world, 1, LINUS);
    expect_told(world, &at, "vote 1");
}

static void test_events_since__a_backup_that_is_restored_begins_anew(void **state)
{
    struct world *world = *state;
    struct restored restored;
    const char *backup;
    int64_t before, meanwhile;

    two_films(world);
    backup = back_up(world);
    before = told_newest(world);
    seed_vote(world, 1, GRACE);
    meanwhile = told_newest(world);
    clock_advance(1);
    world_stop(world);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    world_start(world);
    expect_begun_anew(world, before, meanwhile);
    world_stop(world);
    before = meanwhile = 0;
    world_start(world);
    before = told_newest(world);
    assert_true(told_since(world, before - 1, TOLD_ROOM).whole);
}

static void test_events_since__a_backup_that_was_copied_there_begins_anew(void **state)
{
    struct world *world = *state;
    const char *backup;
    int64_t before, meanwhile;

    two_films(world);
    backup = back_up(world);
    before = told_newest(world);
    seed_vote(world, 1, GRACE);
    meanwhile = told_newest(world);
    clock_advance(1);
    world_stop(world);
    assert_int_equal(rename(backup, world->path), 0);
    world_start(world);
    expect_begun_anew(world, before, meanwhile);
}

static bool die_opening(struct world *world, int acts)
{
    pid_t child = fork();
    struct store *store;

    if (child == 0) {
        dying_begin();
        if (store_open_raw(world->path, &store, &world->err) != FAULT_NONE)
            _exit(1);
        store_close(store);
        _exit(0);
    }
    return dying_after(child, acts);
}

static void test_events_since__a_death_before_it_begins_anew_is_made_good(void **state)
{
    struct world *world = *state;
    const int step = getenv("MARQUEE_TEST_LONG") != NULL ? 1 : 3; /* acts; a start has over 100 */
    struct restored restored;
    const char *backup;
    int64_t before, meanwhile;
    bool killed = true;

    two_films(world);
    before = told_newest(world);
    backup = back_up(world);
    seed_vote(world, 1, GRACE);
    meanwhile = told_newest(world);
    clock_advance(1);
    world_stop(world);
    for (int acts = 0; killed; acts += step) {
        assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
        killed = die_opening(world, acts);
        world_start(world);
        assert_true(told_newest(world) > meanwhile);
        assert_false(told_since(world, before, TOLD_ROOM).whole);
        world_stop(world);
    }
}

static void test_events_since__a_backup_from_a_clock_ahead_never_goes_back(void **state)
{
    struct world *world = *state;
    struct restored restored;
    const char *backup;
    int64_t ahead = (clock_now() + 86400) * 1000;

    assert_ok(world_run(world, arena_printf(&world->arena,
                                            "INSERT INTO events (id, kind, subject_id)"
                                            " VALUES (%" PRId64 ", 0, 0)",
                                            ahead)),
              &world->err);
    backup = back_up(world);
    world_stop(world);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    world_start(world);
    assert_int_equal(told_newest(world), ahead + 1);
    assert_false(told_since(world, ahead, TOLD_ROOM).whole);
}

static void test_events_since__an_older_backup_gets_a_log(void **state)
{
    struct world *world = *state;
    struct restored restored;
    const char *backup;

    two_films(world);
    world_stop(world);
    assert_ok(world_migrate(world, 28), &world->err);
    backup = arena_printf(&world->arena, "%s/older.db", world->folder);
    assert_int_equal(rename(world->path, backup), 0);
    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    world_start(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM events"), 1);
    assert_in_range(told_newest(world), (clock_now() - 600) * 1000, (clock_now() + 1) * 1000);
}

SUITE(test_events_since)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_events_since__each_subject_comes_once),
        WORLD_TEST(test_events_since__more_than_there_is_room_for_is_not_all),
        WORLD_TEST(test_events_since__what_is_still_to_come_is_not_known),
        WORLD_TEST(test_events_since__begin_at_the_clock_and_go_on_after_a_restart),
        WORLD_TEST(test_events_since__the_log_is_bounded),
        WORLD_TEST(test_events_since__a_backup_that_is_restored_begins_anew),
        WORLD_TEST(test_events_since__a_backup_that_was_copied_there_begins_anew),
        WORLD_TEST(test_events_since__a_death_before_it_begins_anew_is_made_good),
        WORLD_TEST(test_events_since__a_backup_from_a_clock_ahead_never_goes_back),
        WORLD_TEST(test_events_since__an_older_backup_gets_a_log),
    };

    return RUN(tests);
}
