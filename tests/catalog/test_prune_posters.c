/* jobs/prune_posters: what no film shows goes after a day, and nothing that somebody needs. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/shelf.h"

static void test_prune__a_poster_that_is_shown_stays(void **state)
{
    struct shelf shelf;
    const char *id;

    shelf_open(&shelf, *state);
    id = shelf_show(&shelf, 1, "shown");
    clock_advance(30 * DAY);
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, id));
    assert_true(shelf_has_file(&shelf, id));
    shelf_close(&shelf);
}

/* Whoever looks at the page from before sees it for a day more. */
static void test_prune__a_replaced_one_goes_a_day_later(void **state)
{
    struct shelf shelf;
    const char *old, *new;

    shelf_open(&shelf, *state);
    old = shelf_show(&shelf, 1, "the old one");
    clock_advance(30 * DAY);
    new = shelf_show(&shelf, 1, "the new one");
    shelf_prune(&shelf);
    clock_advance(DAY - HOUR);
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, old));
    assert_true(shelf_has_file(&shelf, old));
    clock_advance(2 * HOUR);
    shelf_prune(&shelf);
    assert_false(shelf_has_row(&shelf, old));
    assert_false(shelf_has_file(&shelf, old));
    assert_true(shelf_has_row(&shelf, new));
    assert_true(shelf_has_file(&shelf, new));
    shelf_close(&shelf);
}

static void test_prune__one_of_two_films_is_enough(void **state)
{
    struct shelf shelf;
    const char *both;

    shelf_open(&shelf, *state);
    both = shelf_show(&shelf, 1, "both");
    both = shelf_show(&shelf, 2, "both");
    shelf_show(&shelf, 1, "another");
    clock_advance(2 * DAY);
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, both));
    assert_true(shelf_has_file(&shelf, both));
    shelf_close(&shelf);
}

/* A crash between keeping a file and saving its row. */
static void test_prune__files_without_a_row_go_after_a_day(void **state)
{
    struct shelf shelf;
    struct poster_image image;

    shelf_open(&shelf, *state);
    image = shelf_keep(&shelf, "never saved");
    clock_advance(DAY - HOUR);
    shelf_prune(&shelf);
    assert_true(shelf_has_file(&shelf, image.hash));
    clock_advance(2 * HOUR);
    shelf_prune(&shelf);
    assert_false(shelf_has_file(&shelf, image.hash));
    shelf_close(&shelf);
}

/* The same content comes again before the old file goes: it counts as new, with a row or before. */
static void test_prune__what_is_kept_again_stays(void **state)
{
    struct shelf shelf;
    const char *id;

    shelf_open(&shelf, *state);
    id = shelf_show(&shelf, 1, "comes again");
    shelf_show(&shelf, 1, "another");
    clock_advance(2 * DAY);
    shelf_prune(&shelf);
    assert_false(shelf_has_row(&shelf, id));
    clock_advance(2 * DAY);
    shelf_keep(&shelf, "comes again");
    shelf_prune(&shelf);
    assert_true(shelf_has_file(&shelf, id));
    id = shelf_show(&shelf, 2, "comes again");
    clock_advance(2 * DAY);
    shelf_prune(&shelf);
    assert_true(shelf_has_row(&shelf, id));
    assert_true(shelf_has_file(&shelf, id));
    shelf_close(&shelf);
}

static void make_file(const struct shelf *shelf, const char *name)
{
    const struct timespec now = {.tv_sec = clock_now()}, times[2] = {now, now};
    char path[800];
    int file;

    snprintf(path, sizeof(path), "%s/posters/%s", shelf->data, name);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(futimens(file, times), 0);
    close(file);
}

static void test_prune__unfinished_files_go_and_those_of_others_stay(void **state)
{
    static const char *const others[] = {"notes.txt",
                                         "ab/0123456789abcdef0123456789abcdef-500.webp.bak",
                                         "ab/0123456789abcdef0123456789abcdef-501.webp",
                                         "ab/0123456789abcdef0123456789abcde-500.webp"};
    struct shelf shelf;
    char path[900];

    shelf_open(&shelf, *state);
    snprintf(path, sizeof(path), "%s/posters/ab", shelf.data);
    assert_int_equal(mkdir(path, 0700), 0);
    make_file(&shelf, "incoming-a1b2c3");
    for (size_t i = 0; i < COUNT_OF(others); i++)
        make_file(&shelf, others[i]);
    shelf_prune(&shelf);
    snprintf(path, sizeof(path), "%s/posters/incoming-a1b2c3", shelf.data);
    assert_int_equal(access(path, F_OK), 0);
    clock_advance(2 * DAY);
    shelf_prune(&shelf);
    assert_int_not_equal(access(path, F_OK), 0);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        snprintf(path, sizeof(path), "%s/posters/%s", shelf.data, others[i]);
        assert_int_equal(access(path, F_OK), 0);
    }
    shelf_close(&shelf);
}

static void test_prune__more_than_a_batch_goes_at_once(void **state)
{
    struct shelf shelf;
    const char *id = NULL;
    char bytes[32];

    shelf_open(&shelf, *state);
    for (int i = 0; i < 450; i++) {
        snprintf(bytes, sizeof(bytes), "poster %d", i);
        id = shelf_show(&shelf, 1, bytes);
    }
    clock_advance(2 * DAY);
    shelf_prune(&shelf);
    assert_int_equal(world_number(shelf.world, "SELECT count(*) FROM posters"), 1);
    assert_true(shelf_has_row(&shelf, id));
    shelf_close(&shelf);
}

/* ---- sweeping ---------------------------------------------------------------------------------
 */

/* Has no row yet, but is kept again at just this moment. */
static bool keep_meanwhile(void *context, const char *hash)
{
    assert_string_equal(shelf_keep(context, "just in time").hash, hash);
    return false;
}

static void test_prune__what_is_kept_while_the_sweep_looks_stays(void **state)
{
    struct shelf shelf;
    struct poster_image image;
    struct swept swept;

    shelf_open(&shelf, *state);
    image = shelf_keep(&shelf, "just in time");
    clock_advance(2 * DAY);
    swept = posters_sweep(shelf.posters, clock_now() - DAY, keep_meanwhile, &shelf);
    assert_int_equal(swept.files, 0);
    assert_true(shelf_has_file(&shelf, image.hash));
    shelf_close(&shelf);
}

/* ---- keeping and sweeping at once -------------------------------------------------------------*/

struct sweeper {
    pthread_t thread;
    struct posters *posters;
    int64_t before;
    atomic_bool over;
};

static bool never(void *context, const char *hash)
{
    (void)context;
    (void)hash;
    return false;
}

static void *sweep_on(void *argument)
{
    struct sweeper *sweeper = argument;

    while (!atomic_load(&sweeper->over))
        posters_sweep(sweeper->posters, sweeper->before, never, NULL);
    return NULL;
}

/* An old file that somebody keeps again is there when posters_keep has said so. */
static void test_prune__keeping_and_sweeping_at_once_loses_nothing(void **state)
{
    struct sweeper sweeper = {0};
    struct shelf shelf;
    char path[800];
    static const struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};

    shelf_open(&shelf, *state);
    sweeper.posters = shelf.posters;
    sweeper.before = clock_now() - DAY;
    assert_int_equal(pthread_create(&sweeper.thread, NULL, sweep_on, &sweeper), 0);
    for (int i = 0; i < 500; i++) {
        struct poster_image image = shelf_keep(&shelf, "again and again");

        assert_true(shelf_has_file(&shelf, image.hash));
        snprintf(path, sizeof(path), "%s/posters/%.2s/%s-500.webp", shelf.data, image.hash,
                 image.hash);
        utimensat(AT_FDCWD, path, long_ago, 0);
    }
    atomic_store(&sweeper.over, true);
    pthread_join(sweeper.thread, NULL);
    shelf_close(&shelf);
}

SUITE(test_prune_posters)
{
    const struct CMUnitTest tests[] = {
        /* The first: an unfinished file has the time of the file system, which cannot be advanced.
         */
        WORLD_TEST(test_prune__keeping_and_sweeping_at_once_loses_nothing),
        WORLD_TEST(test_prune__a_poster_that_is_shown_stays),
        WORLD_TEST(test_prune__a_replaced_one_goes_a_day_later),
        WORLD_TEST(test_prune__one_of_two_films_is_enough),
        WORLD_TEST(test_prune__files_without_a_row_go_after_a_day),
        WORLD_TEST(test_prune__what_is_kept_again_stays),
        WORLD_TEST(test_prune__unfinished_files_go_and_those_of_others_stay),
        WORLD_TEST(test_prune__more_than_a_batch_goes_at_once),
        WORLD_TEST(test_prune__what_is_kept_while_the_sweep_looks_stays),
    };

    return RUN(tests);
}
