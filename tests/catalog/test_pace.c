/* catalog/fetch: the pace of a lane as upstream sees it, and how it backs off. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "support/fetching.h"

enum { MS = 1000 /* µs */ };

/* ---- pace --------------------------------------------------------------------------------- */

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
    assert_non_null(strstr(fetching->answer.reason, "not its turn"));
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

/* ---- back-off ----------------------------------------------------------------------------- */

static void fail_five_times(struct fetching *fetching, const char *path)
{
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fetching_lane(fetching).paused_ms, 0);
        fetch_it(fetching, path);
    }
}

static void test_pace__five_failures_pause_the_lane(void **state)
{
    struct fetching *fetching = *state;

    fail_five_times(fetching, "/do/status?status=502");
    assert_in_range(fetching_lane(fetching).paused_ms, 1, FETCHING_PAUSE_MS);
    assert_int_equal(fetching_lane(fetching).failures, 5);
    assert_non_null(strstr(fetching_lane(fetching).last_error, "HTTP 502"));
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
    assert_in_range(fetching->answer.retry_ms, 1, FETCHING_PAUSE_MS);
    assert_int_equal(upstream_total(&fetching->upstream), 5);
    wait_until(lane_pause_is_over, fetching);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_ANSWERED);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    assert_int_equal(fetching_lane(fetching).paused_ms, 0);
}

/* 10 GB in place of a film: the next one would be no smaller. */
static void test_pace__what_is_never_large_and_is_pauses_it(void **state)
{
    struct fetching *fetching = *state;

    for (int i = 0; i < 5; i++)
        assert_int_equal(fetch_it(fetching, "/do/huge", .bytes_max = 1000, .never_large = true),
                         FETCH_TOO_LARGE);
    assert_int_equal(fetching_lane(fetching).failures, 5);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
}

static void test_pace__what_is_no_failure_does_not_pause(void **state)
{
    static const char *const paths[] = {"/do/status?status=404", "/do/status?status=401",
                                        "/do/huge", "https://not.listed.example/"};
    struct fetching *fetching = *state;

    for (int i = 0; i < 24; i++)
        fetch_it(fetching, paths[i % 4], .bytes_max = 1000);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    assert_int_equal(fetching_lane(fetching).paused_ms, 0);
}

static void test_pace__those_who_wait_are_told_of_a_pause(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    batch_init(&batch);
    upstream_script(&fetching->upstream,
                    "{\"prefix\": \"/x\", \"delay\": 20, \"then\": {\"do\": \"close\"}}");
    for (int i = 0; i < 40; i++)
        start_it(fetching, &batch, "/x");
    batch_wait(&batch, 40);
    /* Five that count, and up to three more that were under way. */
    assert_in_range(batch_outcomes(&batch, FETCH_FAILED), 5, 8);
    assert_in_range(upstream_count(&fetching->upstream, "/x"), 5, 8);
    assert_int_equal(batch_outcomes(&batch, FETCH_FAILED) + batch_outcomes(&batch, FETCH_PAUSED),
                     40);
    batch_release(&batch);
}

static void test_pace__one_probes_and_the_others_wait_for_it(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    batch_init(&batch);
    fail_five_times(fetching, "/do/close");
    wait_until(lane_pause_is_over, fetching);
    upstream_script(&fetching->upstream, "{\"prefix\": \"/probe\", \"delay\": 100, \"replies\":"
                                         "[{\"do\": \"close\"}], \"then\": {\"do\": \"json\"}}");
    for (int i = 0; i < 8; i++)
        start_it(fetching, &batch, "/probe");
    batch_wait(&batch, 8);
    /* It failed: the lane pauses again, and nobody else was sent. */
    assert_int_equal(upstream_count(&fetching->upstream, "/probe"), 1);
    assert_int_equal(batch_outcomes(&batch, FETCH_FAILED), 1);
    assert_int_equal(batch_outcomes(&batch, FETCH_PAUSED), 7);
    wait_until(lane_pause_is_over, fetching);
    for (int i = 0; i < 8; i++)
        start_it(fetching, &batch, "/probe");
    batch_wait(&batch, 16);
    assert_int_equal(batch_outcomes(&batch, FETCH_ANSWERED), 8);
    batch_release(&batch);
}

static void test_pace__retry_after_is_obeyed(void **state)
{
    static const struct {
        const char *path;
        int64_t least_ms, most_ms;
    } cases[] = {
        {"/do/status?status=429&retry=100", 60000, 100000},
        {"/do/status?status=503&retry=100", 60000, 100000},
        {"/do/status?status=429&retry=100&as=date", 60000, 101000},
        {"/do/status?status=429&retry=9999999", 3000000, 3600000},
        {"/do/status?status=429&retry=-100&as=date", 1, FETCHING_PAUSE_MS},
        {"/do/status?status=429&retry=soon", 1, FETCHING_PAUSE_MS},
        {"/do/status?status=429", 1, FETCHING_PAUSE_MS},
    };
    struct fetching *fetching = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        fetching_allow(fetching, "", "");
        assert_int_equal(fetch_it(fetching, cases[i].path), FETCH_ANSWERED);
        assert_in_range(fetching_lane(fetching).paused_ms, cases[i].least_ms, cases[i].most_ms);
        assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
    }
    assert_int_equal(upstream_count(&fetching->upstream, "/do/json"), 0);
}

static void test_pace__a_brief_pause_is_waited_out_by_who_has_time(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    fetching->timing.brief_ms = 2000;
    batch_init(&batch);
    assert_int_equal(fetch_it(fetching, "/do/status?status=429&retry=1"), FETCH_ANSWERED);
    for (int i = 0; i < 10; i++)
        start_it(fetching, &batch, "/do/json");
    assert_int_equal(fetch_it(fetching, "/do/json", .urgent = true), FETCH_PAUSED);
    batch_wait(&batch, 10);
    assert_int_equal(batch_outcomes(&batch, FETCH_ANSWERED), 10);
    batch_release(&batch);
}

static void test_pace__busy_for_a_moment_is_one_failure(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/status?status=503"), FETCH_ANSWERED);
    assert_int_equal(fetching_lane(fetching).failures, 1);
    assert_int_equal(fetching_lane(fetching).paused_ms, 0);
}

static void test_pace__a_caller_can_pause_a_lane(void **state)
{
    struct fetching *fetching = *state;

    fetch_lane_pause(fetching->fetch, 0, 100000, "the quota is used up");
    assert_in_range(fetching_lane(fetching).paused_ms, 60000, 100000);
    assert_string_equal(fetching_lane(fetching).last_error, "the quota is used up");
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
    assert_int_equal(fetch_it(fetching, "/do/json", .urgent = true), FETCH_PAUSED);
    assert_int_equal(upstream_total(&fetching->upstream), 0);
}

static void note_pause(void *context, const char *lane, int64_t ms, const char *reason)
{
    snprintf(context, 200, "%s %d %s", lane, (int)ms, reason);
}

static void test_pace__the_log_hears_of_it(void **state)
{
    struct fetching *fetching = *state;
    char note[200] = "", expected[200];
    struct fetch_rules rules = {.hosts = "",
                                .private_hosts = fetching->upstream.host,
                                .user_agent = "x",
                                .timing = &fetching->timing,
                                .paused = note_pause,
                                .context = note};
    struct error err;

    fetch_close(fetching->fetch);
    assert_ok(fetch_open(&rules, &fetching->fetch, &err), &err);
    fetch_lane_add(fetching->fetch, "tmdb", (struct fetch_pace){1, 0});
    fetch_it(fetching, "/do/status?status=429&retry=7&apikey=s3cret");
    snprintf(expected, sizeof(expected), "tmdb 7000 http://127.0.0.1/do/status: HTTP 429");
    assert_string_equal(note, expected);
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

int main(void)
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
        FETCH_TEST(test_pace__five_failures_pause_the_lane),
        FETCH_TEST(test_pace__what_is_never_large_and_is_pauses_it),
        FETCH_TEST(test_pace__what_is_no_failure_does_not_pause),
        FETCH_TEST(test_pace__those_who_wait_are_told_of_a_pause),
        FETCH_TEST(test_pace__one_probes_and_the_others_wait_for_it),
        FETCH_TEST(test_pace__retry_after_is_obeyed),
        FETCH_TEST(test_pace__a_brief_pause_is_waited_out_by_who_has_time),
        FETCH_TEST(test_pace__busy_for_a_moment_is_one_failure),
        FETCH_TEST(test_pace__a_caller_can_pause_a_lane),
        FETCH_TEST(test_pace__the_log_hears_of_it),
        FETCH_TEST(test_pace__states_end_with_the_last_lane),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
