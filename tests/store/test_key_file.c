/* store/key_file: the key beside the database, for its owner alone. */
#include "store/key_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/world.h"

static const char *key_path(struct world *world)
{
    return arena_printf(&world->arena, "%s.key", world->path);
}

static mode_t mode_of(const char *path)
{
    struct stat info;

    assert_int_equal(stat(path, &info), 0);
    return info.st_mode & 0777;
}

static void test_key_file__comes_with_the_database_and_stays(void **state)
{
    struct world *world = *state;
    uint8_t key[SECRET_BYTES];

    memcpy(key, store_key(world->store), sizeof(key));
    assert_int_equal(mode_of(key_path(world)), 0600);
    world_stop(world);
    world_start(world);
    assert_memory_equal(store_key(world->store), key, sizeof(key));
}

static void test_key_file__is_taken_back_from_others(void **state)
{
    struct world *world = *state;
    uint8_t key[SECRET_BYTES];
    bool is_there;

    memcpy(key, store_key(world->store), sizeof(key));
    world_stop(world);
    assert_ok(key_file_look(world->path, &is_there, &world->err), &world->err);
    assert_true(is_there);
    assert_int_equal(chmod(key_path(world), 0644), 0);
    assert_fault(FAULT_INTERNAL, key_file_look(world->path, &is_there, &world->err), &world->err);
    world_start(world);
    assert_int_equal(mode_of(key_path(world)), 0600);
    assert_memory_equal(store_key(world->store), key, sizeof(key));
}

/* Half a key would make other links than those that people have. */
static void test_key_file__that_is_none_is_refused_and_left_alone(void **state)
{
    struct world *world = *state;
    const char *path = key_path(world);
    struct stat info;

    world_stop(world);
    assert_int_equal(truncate(path, 31), 0);
    assert_fault(FAULT_INTERNAL, world_try(world), &world->err);
    assert_non_null(strstr(world->err.detail, ".key"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, 31);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_fault(FAULT_INTERNAL, world_try(world), &world->err);
    rmdir(path);
    assert_int_equal(symlink("/dev/zero", path), 0);
    assert_fault(FAULT_INTERNAL, world_try(world), &world->err);
    unlink(path);
    world_start(world);
}

SUITE(test_key_file)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_key_file__comes_with_the_database_and_stays),
        WORLD_TEST(test_key_file__is_taken_back_from_others),
        WORLD_TEST(test_key_file__that_is_none_is_refused_and_left_alone),
    };

    return RUN(tests);
}
