/* catalog/fetch: how a lane backs off when upstream is in trouble, or asks for a pause. */
#include <stdio.h>
#include <string.h>

#include "support/fetching.h"

static void fail_five_times(struct fetching *fetching, const char *path)
{
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fetching_lane(fetching).paused_ms, 0);
        fetch_it(fetching, path);
    }
}

static void test_back_off__five_failures_pause_the_lane(void **state)
{
    struct fetching *fetching = *state;

    fail_five_times(fetching, "/do/status?status=502");
    assert_in_range(fetching_lane(fetching).paused_ms, 1, FETCHING_PAUSE_MS);
    assert_int_equal(fetching_lane(fetching).failures, 5);
    assert_int_equal(counter_read(&fetching_lane(fetching).counts->outcomes[FETCH_FAILED]), 5);
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
static void test_back_off__what_is_never_large_and_is_pauses_it(void **state)
{
    struct fetching *fetching = *state;

    for (int i = 0; i < 5; i++)
        assert_int_equal(fetch_it(fetching, "/do/huge", .bytes_max = 1000, .never_large = true),
                         FETCH_TOO_LARGE);
    assert_int_equal(fetching_lane(fetching).failures, 5);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
}

static void test_back_off__what_is_no_failure_does_not_pause(void **state)
{
    static const char *const paths[] = {"/do/status?status=404", "/do/status?status=401",
                                        "/do/huge", "https://not.listed.example/"};
    struct fetching *fetching = *state;

    for (int i = 0; i < 24; i++)
        fetch_it(fetching, paths[i % 4], .bytes_max = 1000);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    assert_int_equal(fetching_lane(fetching).paused_ms, 0);
}

/* Somebody who had waited for his turn gave it little time. */
static void test_back_off__who_had_no_time_left_blames_nobody(void **state)
{
    struct fetching *fetching = *state;

    for (int i = 0; i < 6; i++)
        assert_int_equal(fetch_it(fetching, "/do/hang", .timeout_ms = 50, .urgent = true),
                         FETCH_FAILED);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    for (int i = 0; i < 5; i++)
        assert_int_equal(fetch_it(fetching, "/do/hang", .timeout_ms = 50), FETCH_FAILED);
    assert_int_equal(fetch_it(fetching, "/do/json"), FETCH_PAUSED);
}

static void test_back_off__those_who_wait_are_told_of_a_pause(void **state)
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

static void test_back_off__one_probes_and_the_others_wait_for_it(void **state)
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

static void test_back_off__retry_after_is_obeyed(void **state)
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

static void test_back_off__a_brief_pause_is_waited_out_by_who_has_time(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    fetching->timing.brief_ms = 2000;
    batch_init(&batch);
    assert_int_equal(fetch_it(fetching, "/do/status?status=429&retry=2"), FETCH_ANSWERED);
    assert_int_equal(fetch_it(fetching, "/do/json", .urgent = true), FETCH_PAUSED);
    for (int i = 0; i < 10; i++)
        start_it(fetching, &batch, "/do/json");
    batch_wait(&batch, 10);
    assert_int_equal(batch_outcomes(&batch, FETCH_ANSWERED), 10);
    batch_release(&batch);
}

static void test_back_off__busy_for_a_moment_is_one_failure(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/status?status=503"), FETCH_ANSWERED);
    assert_int_equal(fetching_lane(fetching).failures, 1);
    assert_int_equal(fetching_lane(fetching).paused_ms, 0);
}

static void test_back_off__a_caller_can_pause_a_lane(void **state)
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

static void test_back_off__the_log_hears_of_it(void **state)
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

SUITE(test_back_off)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_back_off__five_failures_pause_the_lane),
        FETCH_TEST(test_back_off__what_is_never_large_and_is_pauses_it),
        FETCH_TEST(test_back_off__what_is_no_failure_does_not_pause),
        FETCH_TEST(test_back_off__who_had_no_time_left_blames_nobody),
        FETCH_TEST(test_back_off__those_who_wait_are_told_of_a_pause),
        FETCH_TEST(test_back_off__one_probes_and_the_others_wait_for_it),
        FETCH_TEST(test_back_off__retry_after_is_obeyed),
        FETCH_TEST(test_back_off__a_brief_pause_is_waited_out_by_who_has_time),
        FETCH_TEST(test_back_off__busy_for_a_moment_is_one_failure),
        FETCH_TEST(test_back_off__a_caller_can_pause_a_lane),
        FETCH_TEST(test_back_off__the_log_hears_of_it),
    };

    return RUN(tests);
}
