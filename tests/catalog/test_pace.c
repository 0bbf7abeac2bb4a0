/* catalog/fetch: the pace of a lane as upstream sees it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "support/fetching.h"

enum { MS = 1000 /* µs */ };

static void test_pace__no_more_are_under_way_than_may(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    batch_init(&batch);
    upstream_script(&fetching->upstream, "{\"prefix\": \"/titles/\", \"delay\": 30}");
    for (int i = 0; i < 24; i++)
        start_it(fetching, &batch, "/titles/tt0000001");
    batch_wait(&batch, 24);
    assert_int_equal(batch_outcomes(&batch, FETCH_ANSWERED), 24);
    assert_int_equal(upstream_highest(&fetching->upstream), 4);
    batch_release(&batch);
}

static void test_pace__starts_are_apart(void **state)
{
    struct fetching *fetching = *state;
    size_t lane = fetch_lane_add(fetching->fetch, "slow",
                                 (struct fetch_pace){.concurrency = 4, .interval_ms = 100});
    int64_t start = clock_monotonic_us();
    struct batch batch;

    batch_init(&batch);
    for (int i = 0; i < 5; i++)
        start_it(fetching, &batch, "/do/json", .lane = lane);
    batch_wait(&batch, 5);
    assert_true(clock_monotonic_us() - start >= 400 * MS);
    assert_int_equal(upstream_count(&fetching->upstream, "/do/json"), 5);
    batch_release(&batch);
}

static bool one_hangs(struct fetching *fetching)
{
    return upstream_now(&fetching->upstream) == 1;
}

static void test_pace__lanes_do_not_wait_for_each_other(void **state)
{
    struct fetching *fetching = *state;
    size_t images = fetch_lane_add(fetching->fetch, "images", (struct fetch_pace){1, 0});
    struct batch batch;

    batch_init(&batch);
    for (int i = 0; i < 3; i++)
        start_it(fetching, &batch, "/do/hang", .lane = images);
    wait_until(one_hangs, fetching);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_ANSWERED);
    assert_int_equal(batch.count, 0);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    batch_release(&batch);
}

static void test_pace__who_waits_goes_first(void **state)
{
    struct fetching *fetching = *state;
    size_t single = fetch_lane_add(fetching->fetch, "single", (struct fetch_pace){1, 0});
    struct batch batch;

    batch_init(&batch);
    start_it(fetching, &batch, "/do/hang", .lane = single, .timeout_ms = 1000);
    wait_until(one_hangs, fetching);
    for (int i = 0; i < 4; i++)
        start_it(fetching, &batch, "/do/json", .lane = single);
    start_it(fetching, &batch, "/do/status?status=401", .lane = single, .urgent = true);
    start_it(fetching, &batch, "/do/status?status=402", .lane = single, .urgent = true);
    batch_wait(&batch, 7);
    assert_int_equal(batch.answers[1].status, 401);
    assert_int_equal(batch.answers[2].status, 402);
    assert_int_equal(batch.answers[3].status, 200);
    batch_release(&batch);
}

static void test_pace__who_waits_does_not_wait_for_ever(void **state)
{
    struct fetching *fetching = *state;
    size_t single = fetch_lane_add(fetching->fetch, "single", (struct fetch_pace){1, 0});
    struct batch batch;

    batch_init(&batch);
    start_it(fetching, &batch, "/do/hang", .lane = single);
    wait_until(one_hangs, fetching);
    assert_int_equal(
        fetch_it(fetching, "/do/json", .lane = single, .urgent = true, .timeout_ms = 100),
        FETCH_FAILED);
    assert_non_null(strstr(fetching->answer.reason, "its turn"));
    assert_int_equal(upstream_count(&fetching->upstream, "/do/json"), 0);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    batch_release(&batch);
}

static void test_pace__what_nobody_wants_any_more_is_not_sent(void **state)
{
    struct fetching *fetching = *state;
    size_t single = fetch_lane_add(fetching->fetch, "single", (struct fetch_pace){1, 0});
    atomic_bool unwanted = false;
    struct batch batch;

    batch_init(&batch);
    start_it(fetching, &batch, "/do/hang", .lane = single, .timeout_ms = 1000);
    wait_until(one_hangs, fetching);
    start_it(fetching, &batch, "/do/status", .lane = single, .unwanted = &unwanted);
    atomic_store(&unwanted, true);
    start_it(fetching, &batch, "/do/json", .lane = single);
    batch_wait(&batch, 3);
    assert_int_equal(batch_outcomes(&batch, FETCH_CANCELLED), 1);
    assert_int_equal(batch_outcomes(&batch, FETCH_ANSWERED), 1);
    assert_int_equal(upstream_count(&fetching->upstream, "/do/status"), 0);
    assert_int_equal(fetching_lane(fetching).waiting, 0);
    batch_release(&batch);
}

/* Asks ten times, and looks at the lane in between. */
static void *ask_ten_times(void *context)
{
    struct fetching *fetching = context;
    char url[80];
    struct fetch_request request = {.url = url, .bytes_max = 1000, .timeout_ms = PATIENCE * 1000};

    snprintf(url, sizeof(url), "%s/do/json", fetching->upstream.base);
    for (int i = 0; i < 10; i++) {
        struct fetch_lane_state lane;
        struct fetch_answer answer;

        request.urgent = i % 2 == 0;
        fetch_and_wait(fetching->fetch, &request, &answer);
        if (answer.outcome != FETCH_ANSWERED || !fetch_lane_state(fetching->fetch, 0, &lane))
            abort();
        fetch_answer_release(&answer);
    }
    return NULL;
}

static void test_pace__any_thread_may_ask(void **state)
{
    struct fetching *fetching = *state;
    pthread_t threads[8];

    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_ten_times, fetching), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(upstream_count(&fetching->upstream, "/do/json"), 80);
    assert_in_range(upstream_highest(&fetching->upstream), 1, 4);
}

static void drop(void *context, struct fetch_answer *answer)
{
    size_t *outcomes = context;

    outcomes[answer->outcome]++;
    fetch_answer_release(answer);
}

static void test_pace__too_many_do_not_line_up(void **state)
{
    struct fetching *fetching = *state;
    size_t single = fetch_lane_add(fetching->fetch, "single", (struct fetch_pace){1, 0});
    size_t outcomes[FETCH_CANCELLED + 1] = {0};
    char url[80];
    struct fetch_request request = {
        .lane = single, .url = url, .bytes_max = 1000, .timeout_ms = PATIENCE * 1000};

    snprintf(url, sizeof(url), "%s/do/hang", fetching->upstream.base);
    for (int i = 0; i < FETCH_WAITING_MAX + 10; i++)
        fetch_start(fetching->fetch, &request, drop, outcomes);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    assert_in_range(outcomes[FETCH_PAUSED], 9, 10);
    assert_int_equal(outcomes[FETCH_PAUSED] + outcomes[FETCH_CANCELLED], FETCH_WAITING_MAX + 10);
}

static void test_pace__states_end_with_the_last_lane(void **state)
{
    struct fetching *fetching = *state;
    struct fetch_lane_state lane;

    fetch_lane_add(fetching->fetch, "other", (struct fetch_pace){1, 0});
    assert_true(fetch_lane_state(fetching->fetch, 0, &lane));
    assert_string_equal(lane.name, "test");
    assert_true(fetch_lane_state(fetching->fetch, 1, &lane));
    assert_string_equal(lane.name, "other");
    assert_false(fetch_lane_state(fetching->fetch, 2, &lane));
}

SUITE(test_pace)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_pace__no_more_are_under_way_than_may),
        FETCH_TEST(test_pace__starts_are_apart),
        FETCH_TEST(test_pace__lanes_do_not_wait_for_each_other),
        FETCH_TEST(test_pace__who_waits_goes_first),
        FETCH_TEST(test_pace__who_waits_does_not_wait_for_ever),
        FETCH_TEST(test_pace__what_nobody_wants_any_more_is_not_sent),
        FETCH_TEST(test_pace__any_thread_may_ask),
        FETCH_TEST(test_pace__too_many_do_not_line_up),
        FETCH_TEST(test_pace__states_end_with_the_last_lane),
    };

    return RUN(tests);
}
