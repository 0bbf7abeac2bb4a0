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

/* Keeps a file of a poster; what its row is to say. */
static struct poster_image keep_file(struct shelf *shelf, const char *bytes)
{
    struct poster_image image = {.format = POSTER_WEBP, .width = 500, .height = 750};

    assert_ok(posters_keep(shelf->posters, bytes, strlen(bytes), &image, &shelf->world->err),
              &shelf->world->err);
    return image;
}

/* A film gets a poster, as from a provider; its id. */
static const char *show(struct shelf *shelf, int64_t film, const char *bytes)
{
    struct arena *arena = &shelf->world->arena;
    const char *url = arena_printf(arena, "https://images.example.org/%s", bytes);
    struct poster_facts facts = {.url = url, .kept = {.count = 1}};
    char sql[200];

    snprintf(sql, sizeof(sql), "UPDATE films SET poster_url = '%s' WHERE id = %lld", url,
             (long long)film);
    assert_ok(world_run(shelf->world, sql), &shelf->world->err);
    facts.kept.images[0] = keep_file(shelf, bytes);
    facts.kept.poster = (struct poster){.id = arena_strdup(arena, facts.kept.images[0].hash),
                                        .width = 500,
                                        .height = 750,
                                        .color = "#102030"};
    assert_ok(store_poster_save(shelf->world->store, &facts, clock_now(), &shelf->world->err),
              &shelf->world->err);
    return facts.kept.poster.id;
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
    const char *id;

    shelf_open(&shelf, *state);
    id = show(&shelf, 1, "shown");
    clock_advance(30 * DAY);
    prune(&shelf);
    assert_true(has_row(&shelf, id));
    assert_true(has_file(&shelf, id));
    shelf_close(&shelf);
}

/* Whoever looks at the page from before sees it for a day more. */
static void test_prune__a_replaced_one_goes_a_day_later(void **state)
{
    struct shelf shelf;
    const char *old, *new;

    shelf_open(&shelf, *state);
    old = show(&shelf, 1, "the old one");
    clock_advance(30 * DAY);
    new = show(&shelf, 1, "the new one");
    prune(&shelf);
    clock_advance(DAY - HOUR);
    prune(&shelf);
    assert_true(has_row(&shelf, old));
    assert_true(has_file(&shelf, old));
    clock_advance(2 * HOUR);
    prune(&shelf);
    assert_false(has_row(&shelf, old));
    assert_false(has_file(&shelf, old));
    assert_true(has_row(&shelf, new));
    assert_true(has_file(&shelf, new));
    shelf_close(&shelf);
}

static void test_prune__one_of_two_films_is_enough(void **state)
{
    struct shelf shelf;
    const char *both;

    shelf_open(&shelf, *state);
    both = show(&shelf, 1, "both");
    both = show(&shelf, 2, "both");
    show(&shelf, 1, "another");
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
    struct poster_image image;

    shelf_open(&shelf, *state);
    image = keep_file(&shelf, "never saved");
    clock_advance(DAY - HOUR);
    prune(&shelf);
    assert_true(has_file(&shelf, image.hash));
    clock_advance(2 * HOUR);
    prune(&shelf);
    assert_false(has_file(&shelf, image.hash));
    shelf_close(&shelf);
}

/* The same content comes again before the old file goes: it counts as new, with a row or before. */
static void test_prune__what_is_kept_again_stays(void **state)
{
    struct shelf shelf;
    const char *id;

    shelf_open(&shelf, *state);
    id = show(&shelf, 1, "comes again");
    show(&shelf, 1, "another");
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_false(has_row(&shelf, id));
    clock_advance(2 * DAY);
    keep_file(&shelf, "comes again");
    prune(&shelf);
    assert_true(has_file(&shelf, id));
    id = show(&shelf, 2, "comes again");
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
    const char *id = NULL;
    char bytes[32];

    shelf_open(&shelf, *state);
    for (int i = 0; i < 450; i++) {
        snprintf(bytes, sizeof(bytes), "poster %d", i);
        id = show(&shelf, 1, bytes);
    }
    clock_advance(2 * DAY);
    prune(&shelf);
    assert_int_equal(world_number(shelf.world, "SELECT count(*) FROM posters"), 1);
    assert_true(has_row(&shelf, id));
    shelf_close(&shelf);
}

/* ---- a quota ----------------------------------------------------------------------------------
 */

static void withdraw(struct shelf *shelf, int64_t film)
{
    char sql[128];

    snprintf(sql, sizeof(sql),
             "UPDATE proposals SET status = 'withdrawn', closed_at = 1 WHERE film_id = %lld",
             (long long)film);
    assert_ok(world_run(shelf->world, sql), &shelf->world->err);
}

static bool film_has_poster(struct shelf *shelf, int64_t film)
{
    char sql[128];

    snprintf(sql, sizeof(sql), "SELECT count(poster_id) FROM films WHERE id = %lld",
             (long long)film);
    return world_number(shelf->world, sql) == 1;
}

static void use(struct shelf *shelf, const char *id)
{
    char ids[1][POSTER_ID_SIZE];

    snprintf(ids[0], sizeof(ids[0]), "%s", id);
    assert_ok(store_posters_used(shelf->world->store, ids, 1, clock_now(), &shelf->world->err),
              &shelf->world->err);
}

static void test_prune__beyond_the_quota_the_least_used_goes(void **state)
{
    struct shelf shelf;
    const char *first, *second;

    shelf_open(&shelf, *state);
    first = show(&shelf, 1, "0123456789");
    second = show(&shelf, 2, "abcdefghij");
    clock_advance(3 * DAY);
    use(&shelf, first);
    withdraw(&shelf, 1);
    withdraw(&shelf, 2);
    shelf.on.poster_quota = 20;
    prune(&shelf);
    assert_true(has_row(&shelf, first));
    assert_true(has_row(&shelf, second));
    shelf.on.poster_quota = 19;
    prune(&shelf);
    assert_true(has_row(&shelf, first));
    assert_true(has_file(&shelf, first));
    assert_false(has_row(&shelf, second));
    assert_false(has_file(&shelf, second));
    assert_false(film_has_poster(&shelf, 2));
    shelf_close(&shelf);
}

static void test_prune__what_is_up_for_a_vote_stays_however_large(void **state)
{
    struct shelf shelf;
    const char *open, *closed;

    shelf_open(&shelf, *state);
    open = show(&shelf, 1, "0123456789");
    clock_advance(3 * DAY);
    closed = show(&shelf, 2, "abcdefghij");
    withdraw(&shelf, 2);
    shelf.on.poster_quota = 1;
    prune(&shelf);
    assert_true(has_row(&shelf, open));
    assert_false(has_row(&shelf, closed));
    shelf_close(&shelf);
}

static void test_prune__what_it_came_as_goes_before_a_poster_on_the_page(void **state)
{
    struct shelf shelf;
    const char *id;

    shelf_open(&shelf, *state);
    id = show(&shelf, 1, "0123456789");
    assert_ok(world_run(shelf.world,
                        "INSERT INTO poster_images SELECT poster_id, 600, 'original', 900, 1000,"
                        " hash FROM poster_images;"
                        "UPDATE posters SET bytes = 1010"),
              &shelf.world->err);
    shelf.on.poster_quota = 500;
    prune(&shelf);
    assert_true(has_row(&shelf, id));
    assert_int_equal(world_number(shelf.world, "SELECT bytes FROM posters"), 10);
    assert_int_equal(world_number(shelf.world, "SELECT count(*) FROM poster_images"), 1);
    shelf_close(&shelf);
}

static void test_prune__a_dropped_poster_is_wanted_when_its_film_is_proposed(void **state)
{
    struct poster_want wants[4];
    struct shelf shelf;
    size_t count;

    shelf_open(&shelf, *state);
    show(&shelf, 1, "0123456789");
    withdraw(&shelf, 1);
    shelf.on.poster_quota = 1;
    prune(&shelf);
    assert_ok(posters_wanted(shelf.world->reader, &shelf.world->arena, clock_now(), wants, 4,
                             &count, &shelf.world->err),
              &shelf.world->err);
    assert_int_equal(count, 0);
    seed_proposal(shelf.world, 1, 1);
    assert_ok(posters_wanted(shelf.world->reader, &shelf.world->arena, clock_now(), wants, 4,
                             &count, &shelf.world->err),
              &shelf.world->err);
    assert_int_equal(count, 1);
    shelf_close(&shelf);
}

/* ---- sweeping ---------------------------------------------------------------------------------
 */

/* Has no row yet, but is kept again at just this moment. */
static bool keep_meanwhile(void *context, const char *hash)
{
    assert_string_equal(keep_file(context, "just in time").hash, hash);
    return false;
}

static void test_prune__what_is_kept_while_the_sweep_looks_stays(void **state)
{
    struct shelf shelf;
    struct poster_image image;
    struct swept swept;

    shelf_open(&shelf, *state);
    image = keep_file(&shelf, "just in time");
    clock_advance(2 * DAY);
    swept = posters_sweep(shelf.posters, clock_now() - DAY, keep_meanwhile, &shelf);
    assert_int_equal(swept.files, 0);
    assert_true(has_file(&shelf, image.hash));
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
        struct poster_image image = keep_file(&shelf, "again and again");

        assert_true(has_file(&shelf, image.hash));
        snprintf(path, sizeof(path), "%s/posters/%.2s/%s-500.webp", shelf.data, image.hash,
                 image.hash);
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
        WORLD_TEST(test_prune__a_replaced_one_goes_a_day_later),
        WORLD_TEST(test_prune__one_of_two_films_is_enough),
        WORLD_TEST(test_prune__files_without_a_row_go_after_a_day),
        WORLD_TEST(test_prune__what_is_kept_again_stays),
        WORLD_TEST(test_prune__unfinished_files_go_and_those_of_others_stay),
        WORLD_TEST(test_prune__more_than_a_batch_goes_at_once),
        WORLD_TEST(test_prune__beyond_the_quota_the_least_used_goes),
        WORLD_TEST(test_prune__what_is_up_for_a_vote_stays_however_large),
        WORLD_TEST(test_prune__what_it_came_as_goes_before_a_poster_on_the_page),
        WORLD_TEST(test_prune__a_dropped_poster_is_wanted_when_its_film_is_proposed),
        WORLD_TEST(test_prune__what_is_kept_while_the_sweep_looks_stays),
    };

    return cmocka_run_group_tests_name("catalog/prune_posters", tests, NULL, NULL);
}
