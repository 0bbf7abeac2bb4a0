/* jobs/prune_posters: what no film shows goes after a day, and nothing that somebody needs. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "catalog/catalog.h"
#include "jobs/jobs.h"
#include "support/seed.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

/* A club whose films 1 and 2 are up for a vote, and a folder of posters. */
struct shelf {
    struct world *world;
    char data[700];
    struct posters *posters;
    struct catalog *catalog;
    struct jobs_on on;
};

static void shelf_open(struct shelf *shelf, struct world *world)
{
    static const struct catalog_settings settings = {
        .providers = "demo", .poster_hosts = "", .public_url = "http://127.0.0.1:8080"};
    int64_t ada = seed_admin(world, "ada");

    *shelf = (struct shelf){.world = world};
    seed_proposal(world, ada, 1);
    seed_proposal(world, ada, 2);
    snprintf(shelf->data, sizeof(shelf->data), "%s/data", world->folder);
    assert_ok(posters_open(shelf->data, &shelf->posters, &world->err), &world->err);
    assert_ok(catalog_open(&settings, shelf->posters, &shelf->catalog, &world->err), &world->err);
    shelf->on = (struct jobs_on){.store = world->store, .catalog = shelf->catalog};
}

static void shelf_close(struct shelf *shelf)
{
    catalog_close(shelf->catalog);
    posters_close(shelf->posters);
}

/* Keeps the file of a poster, whose id goes to `id`. */
static void keep_file(struct shelf *shelf, const char *bytes, char id[POSTER_ID_SIZE])
{
    assert_ok(posters_keep(shelf->posters, bytes, strlen(bytes), 500, id, &shelf->world->err),
              &shelf->world->err);
}

/* A film gets a poster, as from a provider. */
static void show(struct shelf *shelf, int64_t film, const char *bytes, char id[POSTER_ID_SIZE])
{
    const char *url = arena_printf(&shelf->world->arena, "https://images.example.org/%s", bytes);
    struct poster_facts facts = {.url = url};
    char sql[200];

    snprintf(sql, sizeof(sql), "UPDATE films SET poster_url = '%s' WHERE id = %lld", url,
             (long long)film);
    assert_ok(world_run(shelf->world, sql), &shelf->world->err);
    keep_file(shelf, bytes, id);
    facts.poster = (struct poster){
        .id = id, .width = 500, .height = 750, .bytes = (int64_t)strlen(bytes), .color = "#102030"};
    assert_ok(store_posters_save(shelf->world->store, &facts, 1, clock_now(), &shelf->world->err),
              &shelf->world->err);
}

static void prune(struct shelf *shelf)
{
    assert_ok(job_prune_posters(&shelf->on, &shelf->world->err), &shelf->world->err);
}

static bool has_file(const struct shelf *shelf, const char *id)
{
    char path[800];

    snprintf(path, sizeof(path), "%s/posters/%.2s/%s-500.webp", shelf->data, id, id);
    return access(path, F_OK) == 0;
}

static bool has_row(struct shelf *shelf, const char *id)
{
    char sql[128];

    snprintf(sql, sizeof(sql), "SELECT count(*) FROM posters WHERE id = '%s'", id);
    return world_number(shelf->world, sql) == 1;
}

static void test_prune__a_poster_that_is_shown_stays(void **state)
{
    struct shelf shelf;
    char id[POSTER_ID_SIZE];

    shelf_open(&shelf, *state);
    show(&shelf, 1, "shown", id);
    clock_advance(30 * DAY);
    prune(&shelf);
    assert_true(has_row(&shelf, id));
    assert_true(has_file(&shelf, id));
    shelf_close(&shelf);
}

/* Whoever looks at the page from before sees it for a day more. */
static void test_prune__a_replaced_one_goes_and_its_file_a_day_later(void **state)
{
    struct shelf shelf;
    char old[POSTER_ID_SIZE], new[POSTER_ID_SIZE];
    struct blob *blob;

    shelf_open(&shelf, *state);
    show(&shelf, 1, "the old one", old);
    clock_advance(30 * DAY);
    show(&shelf, 1, "the new one", new);
    prune(&shelf);
    assert_false(has_row(&shelf, old));
    clock_advance(DAY - HOUR);
    prune(&shelf);
    assert_ok(posters_read(shelf.posters, old, 500, &blob, &shelf.world->err), &shelf.world->err);
    blob_release(blob);
    clock_advance(2 * HOUR);
    prune(&shelf);
    assert_false(has_file(&shelf, old));
    assert_true(has_row(&shelf, new));
    assert_true(has_file(&shelf, new));
    shelf_close(&shelf);
}

static void test_prune__one_of_two_films_is_enough(void **state)
{
    struct shelf shelf;
    char both[POSTER_ID_SIZE], other[POSTER_ID_SIZE];

    shelf_open(&shelf, *state);
    show(&shelf, 1, "both", both);
    show(&shelf, 2, "both", both);
    show(&shelf, 1, "another", other);
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_true(has_row(&shelf, both));
    assert_true(has_file(&shelf, both));
    shelf_close(&shelf);
}

/* A crash between keeping a file and saving its row. */
static void test_prune__files_without_a_row_go_after_a_day(void **state)
{
    struct shelf shelf;
    char id[POSTER_ID_SIZE];

    shelf_open(&shelf, *state);
    keep_file(&shelf, "never saved", id);
    clock_advance(DAY - HOUR);
    prune(&shelf);
    assert_true(has_file(&shelf, id));
    clock_advance(2 * HOUR);
    prune(&shelf);
    assert_false(has_file(&shelf, id));
    shelf_close(&shelf);
}

/* The same content comes again before the old file goes: it counts as new, with a row or before. */
static void test_prune__what_is_kept_again_stays(void **state)
{
    struct shelf shelf;
    char id[POSTER_ID_SIZE], other[POSTER_ID_SIZE];

    shelf_open(&shelf, *state);
    show(&shelf, 1, "comes again", id);
    show(&shelf, 1, "another", other);
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_false(has_row(&shelf, id));
    clock_advance(2 * DAY);
    keep_file(&shelf, "comes again", id);
    prune(&shelf);
    assert_true(has_file(&shelf, id));
    show(&shelf, 2, "comes again", id);
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_true(has_row(&shelf, id));
    assert_true(has_file(&shelf, id));
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
    prune(&shelf);
    snprintf(path, sizeof(path), "%s/posters/incoming-a1b2c3", shelf.data);
    assert_int_equal(access(path, F_OK), 0);
    clock_advance(2 * DAY);
    prune(&shelf);
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
    char id[POSTER_ID_SIZE], bytes[32];

    shelf_open(&shelf, *state);
    for (int i = 0; i < 450; i++) {
        snprintf(bytes, sizeof(bytes), "poster %d", i);
        show(&shelf, 1, bytes, id);
    }
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_int_equal(world_number(shelf.world, "SELECT count(*) FROM posters"), 1);
    assert_true(has_row(&shelf, id));
    shelf_close(&shelf);
}

/* Has no row yet, but is kept again at just this moment. */
static bool keep_meanwhile(void *context, const char *id)
{
    char kept[POSTER_ID_SIZE];

    keep_file(context, "just in time", kept);
    assert_string_equal(kept, id);
    return false;
}

static void test_prune__what_is_kept_while_the_sweep_looks_stays(void **state)
{
    struct shelf shelf;
    char id[POSTER_ID_SIZE];
    struct swept swept;

    shelf_open(&shelf, *state);
    keep_file(&shelf, "just in time", id);
    clock_advance(2 * DAY);
    swept = posters_sweep(shelf.posters, clock_now() - DAY, keep_meanwhile, &shelf);
    assert_int_equal(swept.files, 0);
    assert_true(has_file(&shelf, id));
    shelf_close(&shelf);
}

/* ---- keeping and sweeping at once -------------------------------------------------------------*/

struct sweeper {
    pthread_t thread;
    struct posters *posters;
    int64_t before;
    atomic_bool over;
};

static bool never(void *context, const char *id)
{
    (void)context;
    (void)id;
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
    char id[POSTER_ID_SIZE], path[800];
    static const struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};

    shelf_open(&shelf, *state);
    sweeper.posters = shelf.posters;
    sweeper.before = clock_now() - DAY;
    assert_int_equal(pthread_create(&sweeper.thread, NULL, sweep_on, &sweeper), 0);
    for (int i = 0; i < 500; i++) {
        keep_file(&shelf, "again and again", id);
        assert_true(has_file(&shelf, id));
        snprintf(path, sizeof(path), "%s/posters/%.2s/%s-500.webp", shelf.data, id, id);
        utimensat(AT_FDCWD, path, long_ago, 0);
    }
    atomic_store(&sweeper.over, true);
    pthread_join(sweeper.thread, NULL);
    shelf_close(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* The first: an unfinished file has the time of the file system, which cannot be advanced.
         */
        WORLD_TEST(test_prune__keeping_and_sweeping_at_once_loses_nothing),
        WORLD_TEST(test_prune__a_poster_that_is_shown_stays),
        WORLD_TEST(test_prune__a_replaced_one_goes_and_its_file_a_day_later),
        WORLD_TEST(test_prune__one_of_two_films_is_enough),
        WORLD_TEST(test_prune__files_without_a_row_go_after_a_day),
        WORLD_TEST(test_prune__what_is_kept_again_stays),
        WORLD_TEST(test_prune__unfinished_files_go_and_those_of_others_stay),
        WORLD_TEST(test_prune__more_than_a_batch_goes_at_once),
        WORLD_TEST(test_prune__what_is_kept_while_the_sweep_looks_stays),
    };

    return cmocka_run_group_tests_name("catalog/prune_posters", tests, NULL, NULL);
}
