/* store/engine/seal: a backup in which anything has changed is not restored. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/engine/backup.h"
#include "store/engine/seal.h"
#include "support/inspect.h"
#include "support/seed.h"

static const char *backup_of_ada(struct world *world)
{
    const char *backup = arena_printf(&world->arena, "%s/backup.db", world->folder);
    int64_t ada = seed_admin(world, "ada");

    seed_vote(world, seed_proposal(world, ada, 1), ada);
    assert_ok(backup_begin(backup, &world->err), &world->err);
    assert_ok(backup_copy(world->reader, backup, NULL, &world->err), &world->err);
    return backup;
}

static void assert_turned_down(struct world *world, const char *file, const char *why)
{
    struct restored restored;

    assert_int_not_equal(store_restore(world->path, file, &restored, &world->err), FAULT_NONE);
    if (strstr(world->err.detail, why) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", world->err.detail, why);
}

static void expect_restored(struct world *world, const char *backup, bool sealed)
{
    struct restored restored;
    struct stat info;

    assert_ok(store_restore(world->path, backup, &restored, &world->err), &world->err);
    assert_int_equal(restored.is_sealed, sealed);
    world_start(world);
    world_stop(world);
    assert_int_equal(stat(world->path, &info), 0);
    assert_int_equal(info.st_size % 4096, 0);
}

static void test_seal__what_was_changed_since_is_refused(void **state)
{
    struct world *world = *state;
    const char *backup = backup_of_ada(world);

    world_stop(world);
    inspect_run(backup, "UPDATE members SET name = 'eve'");
    assert_turned_down(world, backup, "its checksum doesn't match");
}

static void flip(const char *path, off_t bit)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    unsigned char byte;

    assert_true(file >= 0);
    assert_int_equal(pread(file, &byte, 1, bit / 8), 1);
    byte ^= (unsigned char)(1U << (bit % 8));
    assert_int_equal(pwrite(file, &byte, 1, bit / 8), 1);
    close(file);
}

/* From the head of the first page to the last bit of the checksum itself. MARQUEE_TEST_LONG=1: ten
 * times as many. */
static void test_seal__no_bit_can_flip_unnoticed(void **state)
{
    int flips = getenv("MARQUEE_TEST_LONG") != NULL ? 1500 : 150;
    struct world *world = *state;
    const char *backup = backup_of_ada(world);
    struct stat info;
    off_t bits, step;

    world_stop(world);
    assert_int_equal(stat(backup, &info), 0);
    bits = info.st_size * 8;
    step = bits / flips;
    for (off_t bit = bits - 1; bit >= 0; bit -= bit > bits - 64 * 8 ? 29 : step) {
        flip(backup, bit);
        assert_turned_down(world, backup, "damaged");
        flip(backup, bit);
    }
    expect_restored(world, backup, true);
}

/* As older versions made them. */
static void test_seal__without_a_checksum_it_is_still_restored(void **state)
{
    struct world *world = *state;
    const char *backup = backup_of_ada(world);
    bool sealed;

    world_stop(world);
    assert_ok(seal_take_off(backup, &sealed, &world->err), &world->err);
    expect_restored(world, backup, false);
}

SUITE(test_seal)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_seal__what_was_changed_since_is_refused),
        WORLD_TEST(test_seal__no_bit_can_flip_unnoticed),
        WORLD_TEST(test_seal__without_a_checksum_it_is_still_restored),
    };

    return RUN(tests);
}
