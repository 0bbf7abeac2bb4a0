/* host/control: the socket that carries commands, opened and closed within this process. */
#include "host/control.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/world.h"

static int count_open_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

/* A folder that is not empty stands where the socket is to be. */
static void test_control__half_an_open_leaves_nothing(void **state)
{
    struct world *world = *state;
    struct jobs_on on = {.store = world->store};
    const struct config config = {.public_url = "http://127.0.0.1"};
    char *place = arena_printf(&world->arena, "%s.sock", world->path);
    int before = count_open_files();
    struct control *control;

    assert_int_equal(mkdir(place, 0700), 0);
    assert_int_equal(mkdir(arena_printf(&world->arena, "%s/in", place), 0700), 0);
    assert_fault(FAULT_INTERNAL, control_open(&on, NULL, &config, &control, &world->err),
                 &world->err);
    assert_int_equal(count_open_files(), before);
    assert_int_equal(access(place, F_OK), 0);
}

static void test_control__a_close_leaves_nothing(void **state)
{
    struct world *world = *state;
    struct jobs_on on = {.store = world->store};
    const struct config config = {.public_url = "http://127.0.0.1"};
    char *place = arena_printf(&world->arena, "%s.sock", world->path);
    int before = count_open_files();
    struct control *control;

    assert_ok(control_open(&on, NULL, &config, &control, &world->err), &world->err);
    assert_int_equal(access(place, F_OK), 0);
    control_close(control);
    assert_int_equal(count_open_files(), before);
    assert_int_equal(access(place, F_OK), -1);
}

SUITE(test_control)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_control__half_an_open_leaves_nothing),
        WORLD_TEST(test_control__a_close_leaves_nothing),
    };

    return RUN(tests);
}
