/* store/store: readers are few, lent to one at a time, and taken back. */
#include <pthread.h>
#include <sys/resource.h>

#include "store/rows.h"
#include "support/seed.h"

enum { THREADS = 48, TURNS = 40 };

struct queue {
    struct world *world;
    atomic_int out, most, failed;
};

static void *borrow(void *argument)
{
    struct queue *queue = argument;

    for (int i = 0; i < TURNS; i++) {
        struct error err;
        struct db *db;
        int out, most;

        if (store_reader(queue->world->store, &db, &err) != FAULT_NONE) {
            atomic_fetch_add(&queue->failed, 1);
            continue;
        }
        out = atomic_fetch_add(&queue->out, 1) + 1;
        most = atomic_load(&queue->most);
        while (out > most && !atomic_compare_exchange_weak(&queue->most, &most, out))
            continue;
        if (db_ping(db, &err) != FAULT_NONE)
            atomic_fetch_add(&queue->failed, 1);
        atomic_fetch_sub(&queue->out, 1);
        store_reader_done(queue->world->store, db);
    }
    return NULL;
}

static void test_readers__are_never_more_than_allowed(void **state)
{
    struct queue queue = {.world = *state};
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, borrow, &queue), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&queue.failed), 0);
    assert_in_range(atomic_load(&queue.most), 1, STORE_READERS_MAX - 1);
}

static void test_readers__all_can_be_out_at_once(void **state)
{
    struct world *world = *state;
    struct db *readers[STORE_READERS_MAX - 1];

    for (size_t i = 0; i < COUNT_OF(readers); i++)
        assert_ok(store_reader(world->store, &readers[i], &world->err), &world->err);
    seed_admin(world, "ada");
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        int64_t members = 0;

        assert_ok(db_number(readers[i], "SELECT count(*) FROM members", &members, &world->err),
                  &world->err);
        assert_int_equal(members, 1);
        store_reader_done(world->store, readers[i]);
    }
    store_reader_done(world->store, NULL);
}

static size_t count_lent(struct store *store)
{
    struct store_counts counts = store_count(store);

    return counts.readers_open - counts.readers_idle;
}

static void test_readers__are_counted_while_they_are_lent(void **state)
{
    struct world *world = *state;
    size_t before = count_lent(world->store);
    struct error err;
    struct db *db;

    assert_int_equal(store_reader(world->store, &db, &err), FAULT_NONE);
    assert_int_equal(count_lent(world->store), before + 1);
    store_reader_done(world->store, db);
    assert_int_equal(count_lent(world->store), before);
    assert_true(store_count(world->store).readers_idle >= 1);
}

/* That none can be opened says nothing about the database. */
static void test_readers__are_busy_when_too_many_files_are_open(void **state)
{
    struct world *world = *state;
    struct rlimit usual, none;
    struct db *lent, *reader;

    assert_ok(store_reader(world->store, &lent, &world->err), &world->err);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
    none = (struct rlimit){.rlim_cur = 3, .rlim_max = usual.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    for (int i = 0; i < STORE_READERS_MAX + 1; i++)
        assert_fault(FAULT_BUSY, store_reader(world->store, &reader, &world->err), &world->err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
    assert_ok(store_reader(world->store, &reader, &world->err), &world->err);
    store_reader_done(world->store, reader);
    store_reader_done(world->store, lent);
}

SUITE(test_readers)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_readers__are_never_more_than_allowed),
        WORLD_TEST(test_readers__all_can_be_out_at_once),
        WORLD_TEST(test_readers__are_counted_while_they_are_lent),
        WORLD_TEST(test_readers__are_busy_when_too_many_files_are_open),
    };

    return RUN(tests);
}
