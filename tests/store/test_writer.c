/* store/writer: many units of work, one commit; each on its own, and none before it is on disk. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/sessions.h"
#include "store/topics.h"
#include "store/votes.h"
#include "support/seed.h"

enum { THREADS = 64, PROPOSALS = 8, ROUNDS = 60, ROUNDS_LONG = 10000 };

struct crowd {
    struct world *world;
    int64_t members[THREADS], proposals[PROPOSALS];
    int rounds;
    int bad_every;  /* the which-th of those that line up is to fail */
    bool has_large; /* every other one is large */
    atomic_int next, arrived, failed, acknowledged;
};

static void run_threads(struct crowd *crowd, int count, void *(*body)(void *))
{
    pthread_t threads[THREADS];

    for (int i = 0; i < count; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, body, crowd), 0);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static void found(struct crowd *crowd)
{
    for (int i = 0; i < THREADS; i++) {
        char name[32];

        snprintf(name, sizeof(name), "member %d", i);
        crowd->members[i] = seed_member(crowd->world, name);
    }
    seed_proposals(crowd->world, crowd->members[0], crowd->proposals, PROPOSALS);
}

/* ---- many at once ------------------------------------------------------------------------ */

/* Votes as one member of all, so that several threads fight over the same pairs. */
static void *cast_and_withdraw(void *argument)
{
    struct crowd *crowd = argument;
    unsigned random = (unsigned)atomic_fetch_add(&crowd->next, 1) * 7919 + 1;

    for (int i = 0; i < crowd->rounds; i++) {
        struct error err;
        int64_t proposal, member, count = -1;
        enum fault fault;

        random = random * 1103515245 + 12345;
        proposal = crowd->proposals[(random >> 16) % PROPOSALS];
        member = crowd->members[(random >> 20) % THREADS];
        fault = random >> 31
                    ? store_vote_cast(crowd->world->store, by(member), proposal, &count, &err)
                    : store_vote_withdraw(crowd->world->store, by(member), proposal, &count, &err);
        if (fault != FAULT_NONE || count < 0 || count > THREADS)
            atomic_fetch_add(&crowd->failed, 1);
    }
    return NULL;
}

static void test_writer__sixty_four_threads_leave_counts_that_are_true(void **state)
{
    struct crowd crowd = {.world = *state};
    struct world *world = crowd.world;

    crowd.rounds = getenv("MARQUEE_TEST_LONG") != NULL ? ROUNDS_LONG : ROUNDS;
    found(&crowd);
    run_threads(&crowd, THREADS, cast_and_withdraw);
    assert_int_equal(atomic_load(&crowd.failed), 0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM votes"),
                     world_number(world, "SELECT count(*) FROM"
                                         " (SELECT DISTINCT proposal_id, member_id FROM votes)"));
    assert_true(world_number(world, "SELECT count(*) FROM votes") > 0);
    assert_int_equal(world_number(world, "SELECT sum(vote_count) FROM proposals"),
                     world_number(world, "SELECT count(*) FROM votes"));
    world_recount(world);
}

/* ---- batches ----------------------------------------------------------------------------- */

/* Holds the writer until all threads are about to line up behind it. */
static enum fault hold_unit(struct db *db, void *context, struct error *err)
{
    struct crowd *crowd = context;

    (void)db;
    (void)err;
    while (atomic_load(&crowd->arrived) < THREADS - 1)
        sched_yield();
    for (int i = 0; i < 1000; i++)
        sched_yield();
    return FAULT_NONE;
}

static enum fault insert_unit(struct db *db, void *context, struct error *err)
{
    return db_exec(db, context, err);
}

static enum fault insert_and_fail_unit(struct db *db, void *context, struct error *err)
{
    TRY(insert_unit(db, context, err));
    return error_set(err, FAULT_FORBIDDEN, "Not this one.");
}

/* Fills the disk: SQLite rolls back by itself what it cannot undo in part. */
static enum fault full_unit(struct db *db, void *context, struct error *err)
{
    struct error ignored;
    enum fault fault;
    char limit[64];
    int64_t pages;

    TRY(db_number(db, "PRAGMA page_count", &pages, err));
    snprintf(limit, sizeof(limit), "PRAGMA max_page_count = %lld", (long long)pages + 1);
    TRY(db_exec(db, limit, err));
    TRY(insert_unit(db, context, err));
    fault = db_exec(db,
                    "INSERT INTO films (title, title_key, created_at)"
                    " VALUES ('bad', hex(zeroblob(99999)), 1)",
                    err);
    TRY(db_exec(db, "PRAGMA max_page_count = 1000000", &ignored));
    return fault;
}

/* The first holds the writer, the others line up; some fail as `bad` does. Each leaves a member
 * behind if it does not. */
static void *line_up(struct crowd *crowd, writer_unit bad)
{
    int turn = atomic_fetch_add(&crowd->next, 1);
    bool is_bad = turn % crowd->bad_every == 0;
    struct error err;
    char sql[160];

    if (turn == 0) {
        store_write(crowd->world->store, hold_unit, crowd, &err);
        return NULL;
    }
    snprintf(sql, sizeof(sql),
             "INSERT INTO members (name, name_key, created_at) VALUES ('%s', '%d', 1)",
             is_bad ? "bad" : "good", turn);
    atomic_fetch_add(&crowd->arrived, 1);
    if ((crowd->has_large && turn % 2 == 0 ? store_write_large : store_write)(
            crowd->world->store, is_bad ? bad : insert_unit, sql, &err) == FAULT_NONE)
        atomic_fetch_add(&crowd->acknowledged, 1);
    else if (err.fault != (bad == full_unit ? FAULT_STORAGE_FULL : FAULT_FORBIDDEN))
        atomic_fetch_add(&crowd->failed, 1);
    return NULL;
}

static void *line_up_for_refusal(void *argument)
{
    return line_up(argument, insert_and_fail_unit);
}

static void *line_up_for_full_disk(void *argument)
{
    return line_up(argument, full_unit);
}

/* What was acknowledged is there, and nothing else. */
static void assert_acknowledged(struct crowd *crowd)
{
    assert_int_equal(atomic_load(&crowd->failed), 0);
    assert_int_equal(world_number(crowd->world, "SELECT count(*) FROM members WHERE name = 'bad'"),
                     0);
    assert_int_equal(world_number(crowd->world, "SELECT count(*) FROM members"),
                     atomic_load(&crowd->acknowledged));
}

static void test_writer__a_unit_that_fails_does_not_touch_its_neighbours(void **state)
{
    struct crowd crowd = {.world = *state, .bad_every = 3};

    run_threads(&crowd, THREADS, line_up_for_refusal);
    assert_acknowledged(&crowd);
    assert_int_equal(atomic_load(&crowd.acknowledged), THREADS - 1 - (THREADS - 1) / 3);
    assert_true(atomic_load(&crowd.world->commits) < THREADS);
    assert_int_equal(store_count(crowd.world->store).writer.waiting, 0);
}

/* A large one that fails takes its own transaction back, and nothing else. */
static void test_writer__large_units_do_not_touch_their_neighbours(void **state)
{
    struct crowd crowd = {.world = *state, .bad_every = 3, .has_large = true};

    run_threads(&crowd, THREADS, line_up_for_refusal);
    assert_acknowledged(&crowd);
    assert_int_equal(atomic_load(&crowd.acknowledged), THREADS - 1 - (THREADS - 1) / 3);
    assert_true(atomic_load(&crowd.world->commits) > THREADS / 2);
    assert_int_equal(store_count(crowd.world->store).writer.waiting, 0);
}

static void test_writer__a_full_disk_leaves_what_was_acknowledged(void **state)
{
    struct crowd crowd = {.world = *state, .bad_every = THREADS / 2};

    run_threads(&crowd, THREADS, line_up_for_full_disk);
    assert_acknowledged(&crowd);
    assert_int_equal(world_number(crowd.world, "SELECT count(*) FROM films"), 0);
    seed_member(crowd.world, "after");
}

/* ---- without a savepoint ----------------------------------------------------------------- */

enum { POSTED = 3 };

struct posted {
    atomic_bool has_begun, all;
    struct writer_job jobs[POSTED];
    struct error errs[POSTED];
    char sql[POSTED][160];
};

static enum fault wait_for_all_unit(struct db *db, void *context, struct error *err)
{
    struct posted *posted = context;

    (void)db;
    (void)err;
    atomic_store(&posted->has_begun, true);
    while (!atomic_load(&posted->all))
        sched_yield();
    return FAULT_NONE;
}

static enum fault refuse_unit(struct db *db, void *context, struct error *err)
{
    (void)db;
    (void)context;
    return error_set(err, FAULT_FORBIDDEN, "Not this one.");
}

static enum fault insert_and_refuse_unit(struct db *db, void *context, struct error *err)
{
    TRY(insert_unit(db, context, err));
    return refuse_unit(db, context, err);
}

static enum fault nothing_unit(struct db *db, void *context, struct error *err)
{
    (void)db;
    (void)context;
    (void)err;
    return FAULT_NONE;
}

static void ignore_job(struct writer_job *job)
{
    (void)job;
}

/* In one batch, behind one that has begun alone; the one in the middle is `middle`. */
static void post_three(struct world *world, struct posted *posted, writer_unit middle)
{
    struct writer_job first = {
        .unit = wait_for_all_unit, .context = posted, .finished = ignore_job, .err = &world->err};

    store_post(world->store, &first);
    while (!atomic_load(&posted->has_begun))
        sched_yield();
    for (int i = 0; i < POSTED; i++) {
        error_init(&posted->errs[i]);
        snprintf(posted->sql[i], sizeof(posted->sql[i]),
                 "INSERT INTO members (name, name_key, created_at) VALUES ('%d', '%d', 1)", i, i);
        posted->jobs[i] = (struct writer_job){.unit = i == 1 ? middle : insert_unit,
                                              .context = posted->sql[i],
                                              .finished = ignore_job,
                                              .err = &posted->errs[i],
                                              .checks_first = true};
        store_post(world->store, &posted->jobs[i]);
    }
    atomic_store(&posted->all, true);
    assert_ok(store_write(world->store, nothing_unit, NULL, &world->err), &world->err);
}

static void test_writer__one_that_refuses_first_leaves_the_others_alone(void **state)
{
    struct world *world = *state;
    struct posted posted = {0};

    post_three(world, &posted, refuse_unit);
    assert_int_equal(posted.jobs[0].fault, FAULT_NONE);
    assert_int_equal(posted.jobs[1].fault, FAULT_FORBIDDEN);
    assert_int_equal(posted.jobs[2].fault, FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE name IN ('0', '2')"),
                     2);
}

/* Those before it are told so, those behind it have a transaction of their own. */
static void test_writer__one_that_fails_later_leaves_nothing_of_itself(void **state)
{
    struct world *world = *state;
    struct posted posted = {0};

    post_three(world, &posted, insert_and_refuse_unit);
    assert_int_equal(posted.jobs[0].fault, FAULT_FORBIDDEN);
    assert_string_equal(posted.errs[0].detail, "Not this one.");
    assert_int_equal(posted.jobs[1].fault, FAULT_FORBIDDEN);
    assert_int_equal(posted.jobs[2].fault, FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE name IN ('0', '1')"),
                     0);
    assert_int_equal(world_number(world, "SELECT count(*) FROM members WHERE name = '2'"), 1);
}

/* ---- alone ------------------------------------------------------------------------------- */

static void test_writer__topics_reach_the_hook_before_the_caller_wakes(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada"), proposal;

    for (int i = 1; i <= 50; i++) {
        atomic_store(&world->topics, 0);
        proposal = seed_proposal(world, ada, i);
        assert_int_equal(atomic_load(&world->topics), TOPIC_PAGE);
        atomic_store(&world->topics, 0);
        seed_vote(world, proposal, ada);
        assert_int_equal(atomic_load(&world->topics), TOPIC_PAGE);
        atomic_store(&world->topics, 0);
        seed_session(world, ada, arena_printf(&world->arena, "%d", i), SEED_NOW);
        assert_int_equal(atomic_load(&world->topics), TOPIC_CREDENTIALS);
        seed_limit(world, ada, 1000);
    }
}

static void test_writer__units_are_counted_once_taken(void **state)
{
    struct world *world = *state;
    uint64_t before = store_count(world->store).writer.units;
    struct writer_counts counts;

    for (int i = 0; i < 5; i++)
        seed_member(world, (const char *const[]){"ada", "bob", "cy", "dot", "eve"}[i]);
    counts = store_count(world->store).writer;
    assert_int_equal(counts.units, before + 5);
    assert_int_equal(counts.waiting, 0);
}

static void test_writer__a_reader_sees_what_was_acknowledged(void **state)
{
    struct world *world = *state;
    int64_t ada = seed_admin(world, "ada");

    for (int i = 1; i <= 10; i++) {
        seed_proposal(world, ada, i);
        assert_int_equal(world_number(world, "SELECT count(*) FROM proposals"), i);
    }
}

static void test_writer__a_refused_unit_changes_nothing(void **state)
{
    struct world *world = *state;
    char sql[] = "INSERT INTO members (name, name_key, created_at) VALUES ('bad', 'bad', 1)";

    assert_fault(FAULT_FORBIDDEN, store_write(world->store, insert_and_fail_unit, sql, &world->err),
                 &world->err);
    assert_string_equal(world->err.detail, "Not this one.");
    assert_int_equal(world_number(world, "SELECT count(*) FROM members"), 0);
    seed_member(world, "bad");
}

SUITE(test_writer)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_writer__sixty_four_threads_leave_counts_that_are_true),
        WORLD_TEST(test_writer__a_unit_that_fails_does_not_touch_its_neighbours),
        WORLD_TEST(test_writer__large_units_do_not_touch_their_neighbours),
        WORLD_TEST(test_writer__a_full_disk_leaves_what_was_acknowledged),
        WORLD_TEST(test_writer__one_that_refuses_first_leaves_the_others_alone),
        WORLD_TEST(test_writer__one_that_fails_later_leaves_nothing_of_itself),
        WORLD_TEST(test_writer__topics_reach_the_hook_before_the_caller_wakes),
        WORLD_TEST(test_writer__units_are_counted_once_taken),
        WORLD_TEST(test_writer__a_reader_sees_what_was_acknowledged),
        WORLD_TEST(test_writer__a_refused_unit_changes_nothing),
    };

    return RUN(tests);
}
