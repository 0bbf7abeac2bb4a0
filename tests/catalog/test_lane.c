/* catalog/lane: when a request may go, on a clock of the test's own. */
#include "fetch/lane.h"

#include "base/secret.h"
#include "support/check.h"

enum { MS = 1000, SECOND = 1000 * MS };

static const struct fetch_timing timing = {
    .failures_max = 5,
    .pause_ms = 60000,
    .pause_max_ms = 30 * 60000,
    .pause_min_ms = 1000,
    .retry_after_max_ms = 3600000,
    .brief_ms = 5000,
};

static int set_up(void **state)
{
    (void)state;
    return secret_init() ? 0 : -1;
}

static struct lane make_lane(int concurrency, int64_t interval_ms)
{
    struct lane lane;

    lane_init(&lane, "test",
              (struct fetch_pace){.concurrency = concurrency, .interval_ms = interval_ms}, &timing);
    return lane;
}

static enum lane_turn turn(const struct lane *lane, int64_t now)
{
    int64_t until;

    return lane_turn(lane, now, &until);
}

/* Sends one and ends it; the pause that follows. */
static int64_t fail_once(struct lane *lane, int64_t now)
{
    assert_int_equal(turn(lane, now), LANE_SEND);
    lane_sent(lane, now);
    return lane_ended(lane, LANE_FAILED, 0, "HTTP 500", now);
}

static void test_lane__no_more_go_at_once_than_may(void **state)
{
    struct lane lane = make_lane(2, 0);
    int64_t until;

    (void)state;
    lane_sent(&lane, 0);
    assert_int_equal(turn(&lane, 0), LANE_SEND);
    lane_sent(&lane, 0);
    assert_int_equal(lane_turn(&lane, 0, &until), LANE_WAIT);
    assert_int_equal(until, INT64_MAX);
    lane_ended(&lane, LANE_WELL, 0, "", 1);
    assert_int_equal(turn(&lane, 1), LANE_SEND);
}

static void test_lane__starts_are_apart(void **state)
{
    struct lane lane = make_lane(9, 500);
    int64_t until;

    (void)state;
    lane_sent(&lane, 7);
    assert_int_equal(lane_turn(&lane, 8, &until), LANE_WAIT);
    assert_int_equal(until, 7 + 500 * MS);
    assert_int_equal(turn(&lane, until - 1), LANE_WAIT);
    assert_int_equal(turn(&lane, until), LANE_SEND);
}

static void test_lane__only_failures_in_a_row_pause_it(void **state)
{
    struct lane lane = make_lane(1, 0);

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(fail_once(&lane, i), 0);
    lane_sent(&lane, 10);
    assert_int_equal(lane_ended(&lane, LANE_WELL, 0, "", 10), 0);
    assert_int_equal(lane.failures, 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(fail_once(&lane, 20 + i), 0);
    /* What is no failure changes nothing. */
    lane_sent(&lane, 30);
    assert_int_equal(lane_ended(&lane, LANE_NOTHING, 0, "refused", 30), 0);
    assert_int_equal(lane.failures, 4);
    assert_string_equal(lane.last_error, "HTTP 500");
    assert_true(fail_once(&lane, 40) > 0);
    assert_int_equal(turn(&lane, 40), LANE_PAUSED);
}

static void test_lane__pauses_double_up_to_a_maximum(void **state)
{
    struct lane lane = make_lane(1, 0);
    int64_t now = 0, most = 60000;

    (void)state;
    for (int i = 0; i < 4; i++)
        fail_once(&lane, now);
    for (int i = 0; i < 8; i++) {
        int64_t pause = fail_once(&lane, now), until;

        assert_in_range(pause, 1000, most);
        assert_int_equal(lane_turn(&lane, now, &until), LANE_PAUSED);
        assert_int_equal(until, now + pause * MS);
        now = until;
        most = most * 2 < 30 * 60000 ? most * 2 : 30 * 60000;
    }
    lane_sent(&lane, now);
    lane_ended(&lane, LANE_WELL, 0, "", now);
    assert_int_equal(lane.pause_ms, 60000);
}

static void test_lane__pauses_are_spread(void **state)
{
    int64_t least = INT64_MAX, most = 0;

    (void)state;
    for (int i = 0; i < 200; i++) {
        struct lane lane = make_lane(1, 0);
        int64_t pause;

        for (int n = 0; n < 4; n++)
            fail_once(&lane, 0);
        pause = fail_once(&lane, 0);
        least = pause < least ? pause : least;
        most = pause > most ? pause : most;
    }
    assert_true(least < 15000);
    assert_true(most > 45000);
}

static void test_lane__one_goes_alone_after_a_pause(void **state)
{
    struct lane lane = make_lane(4, 0);
    int64_t until;

    (void)state;
    lane_pause(&lane, 1000, "told to", 0);
    assert_int_equal(lane_turn(&lane, 0, &until), LANE_PAUSED);
    assert_int_equal(until, SECOND);
    assert_int_equal(turn(&lane, SECOND), LANE_SEND);
    lane_sent(&lane, SECOND);
    assert_int_equal(turn(&lane, SECOND), LANE_WAIT);
    /* It said nothing: another one tries. */
    lane_ended(&lane, LANE_NOTHING, 0, "refused", SECOND);
    lane_sent(&lane, SECOND);
    assert_int_equal(turn(&lane, SECOND), LANE_WAIT);
    lane_ended(&lane, LANE_WELL, 0, "", SECOND);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(turn(&lane, SECOND), LANE_SEND);
        lane_sent(&lane, SECOND);
    }
}

static void test_lane__retry_after_is_kept_within_bounds(void **state)
{
    static const struct {
        int64_t said_s, pause_ms;
    } cases[] = {{1, 1000},  {30, 30000},          {3600, 3600000},  {3601, 3600000},
                 {-5, 1000}, {INT64_MAX, 3600000}, {INT64_MIN, 1000}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct lane lane = make_lane(1, 0);

        lane_sent(&lane, 0);
        assert_int_equal(lane_ended(&lane, LANE_ASKED_TO_WAIT, cases[i].said_s, "HTTP 429", 0),
                         cases[i].pause_ms);
        assert_int_equal(turn(&lane, cases[i].pause_ms * MS - 1),
                         cases[i].pause_ms > timing.brief_ms ? LANE_PAUSED : LANE_PAUSED_BRIEFLY);
        assert_int_equal(turn(&lane, cases[i].pause_ms * MS), LANE_SEND);
    }
}

/* Only what upstream asked for, and nothing longer that came after it. */
static void test_lane__a_pause_is_brief_until_a_longer_one_begins(void **state)
{
    struct lane lane = make_lane(2, 0);

    (void)state;
    lane_sent(&lane, 0);
    lane_sent(&lane, 0);
    lane_ended(&lane, LANE_ASKED_TO_WAIT, 3, "HTTP 429", 0);
    assert_int_equal(turn(&lane, 1), LANE_PAUSED_BRIEFLY);
    lane_ended(&lane, LANE_ASKED_TO_WAIT, 2, "HTTP 429", 1);
    assert_int_equal(turn(&lane, 2), LANE_PAUSED_BRIEFLY);
    lane_pause(&lane, 4000, "quota", 3);
    assert_int_equal(turn(&lane, 4), LANE_PAUSED);
}

static void test_lane__failing_begins_with_the_first_in_a_row(void **state)
{
    struct lane lane = make_lane(1, 0);

    (void)state;
    fail_once(&lane, 5);
    fail_once(&lane, 9);
    assert_int_equal(lane.failing_from, 5);
    lane_sent(&lane, 10);
    lane_ended(&lane, LANE_WELL, 0, "", 11);
    fail_once(&lane, 20);
    assert_int_equal(lane.failing_from, 20);
}

static void test_lane__failures_pause_it_and_never_briefly(void **state)
{
    struct lane lane = make_lane(1, 0);

    (void)state;
    lane_sent(&lane, 0);
    for (int i = 1; i < timing.failures_max; i++)
        lane_ended(&lane, LANE_FAILED, 1, "HTTP 500", 0);
    assert_true(lane_ended(&lane, LANE_FAILED, 1, "HTTP 500", 0) > 0);
    assert_int_equal(turn(&lane, 0), LANE_PAUSED);
}

static void test_lane__a_second_pause_in_a_row_is_not_brief(void **state)
{
    struct lane lane = make_lane(1, 0);
    int64_t now = 0;

    (void)state;
    for (int i = 0; i < 2; i++, now += 1000 * MS) {
        lane_sent(&lane, now);
        lane_ended(&lane, LANE_ASKED_TO_WAIT, 1, "HTTP 429", now);
        assert_int_equal(turn(&lane, now + 1), i == 0 ? LANE_PAUSED_BRIEFLY : LANE_PAUSED);
    }
    lane_sent(&lane, now);
    lane_ended(&lane, LANE_WELL, 0, "", now);
    lane_sent(&lane, now);
    lane_ended(&lane, LANE_ASKED_TO_WAIT, 1, "HTTP 429", now);
    assert_int_equal(turn(&lane, now + 1), LANE_PAUSED_BRIEFLY);
}

static void test_lane__asked_to_wait_without_a_time_backs_off(void **state)
{
    struct lane lane = make_lane(1, 0);

    (void)state;
    lane_sent(&lane, 0);
    assert_in_range(lane_ended(&lane, LANE_ASKED_TO_WAIT, 0, "HTTP 429", 0), 1000, 60000);
    assert_int_equal(lane.pause_ms, 120000);
}

static void test_lane__what_was_under_way_does_not_shorten_or_double_a_pause(void **state)
{
    struct lane lane = make_lane(4, 0);
    int64_t until;

    (void)state;
    for (int i = 0; i < 4; i++)
        lane_sent(&lane, 0);
    lane_ended(&lane, LANE_ASKED_TO_WAIT, 100, "HTTP 429", 0);
    assert_int_equal(lane_ended(&lane, LANE_WELL, 0, "", 1), 0);
    assert_int_equal(lane_ended(&lane, LANE_FAILED, 0, "cut off", 1), 0);
    assert_int_equal(lane_ended(&lane, LANE_ASKED_TO_WAIT, 10, "HTTP 429", 1), 10000);
    assert_int_equal(lane_turn(&lane, 1, &until), LANE_PAUSED);
    assert_int_equal(until, 100 * SECOND);
    assert_int_equal(lane.pause_ms, 60000);
    lane_sent(&lane, until);
    assert_int_equal(turn(&lane, until), LANE_WAIT);
}

SUITE(test_lane)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lane__no_more_go_at_once_than_may),
        cmocka_unit_test(test_lane__starts_are_apart),
        cmocka_unit_test(test_lane__only_failures_in_a_row_pause_it),
        cmocka_unit_test(test_lane__pauses_double_up_to_a_maximum),
        cmocka_unit_test(test_lane__pauses_are_spread),
        cmocka_unit_test(test_lane__one_goes_alone_after_a_pause),
        cmocka_unit_test(test_lane__retry_after_is_kept_within_bounds),
        cmocka_unit_test(test_lane__a_pause_is_brief_until_a_longer_one_begins),
        cmocka_unit_test(test_lane__failing_begins_with_the_first_in_a_row),
        cmocka_unit_test(test_lane__failures_pause_it_and_never_briefly),
        cmocka_unit_test(test_lane__a_second_pause_in_a_row_is_not_brief),
        cmocka_unit_test(test_lane__asked_to_wait_without_a_time_backs_off),
        cmocka_unit_test(test_lane__what_was_under_way_does_not_shorten_or_double_a_pause),
    };

    return RUN_BETWEEN(tests, set_up, NULL);
}
