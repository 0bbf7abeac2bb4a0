/* base/clock: the time as text. */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

#include "support/check.h"

static void test_clock__writes_rfc_3339(void **state)
{
    char text[CLOCK_TEXT_SIZE];

    (void)state;
    assert_string_equal(clock_format(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_format(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(clock_format(1700000000, text), "2023-11-14T22:13:20Z");
    assert_string_equal(clock_format(951782400, text), "2000-02-29T00:00:00Z");
    assert_string_equal(clock_format(253402300799, text), "9999-12-31T23:59:59Z");
}

static void test_clock__reads_rfc_3339(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } right[] = {{"1970-01-01T00:00:00Z", 0},
                 {"2023-11-14T22:13:20Z", 1700000000},
                 {"2023-11-14t22:13:20.999z", 1700000000},
                 {"2023-11-14T23:13:20+01:00", 1700000000},
                 {"2023-11-14T12:43:20-09:30", 1700000000},
                 {"2000-02-29T00:00:00Z", 951782400},
                 {"9999-12-31T23:59:59Z", 253402300799}};
    static const char *const wrong[] = {"",
                                        "2023-11-14",
                                        "2023-11-14T22:13:20",
                                        "2023-11-14 22:13:20Z",
                                        "2023-11-14T22:13Z",
                                        "2023-11-14T22:13:20.Z",
                                        "2023-11-14T22:13:20Z ",
                                        "2023-11-14T22:13:20+0100",
                                        "2023-11-14T22:13:20+24:00",
                                        "2023-11-14T22:13:20+01:60",
                                        "2023-11-14T24:00:00Z",
                                        "2023-11-14T22:60:00Z",
                                        "2023-11-14T22:13:60Z",
                                        "2023-02-29T00:00:00Z",
                                        "2023-13-01T00:00:00Z",
                                        "2023-00-10T00:00:00Z",
                                        "1969-12-31T23:59:59Z",
                                        "+023-11-14T22:13:20Z"};
    int64_t seconds;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        assert_true(clock_parse(right[i].text, &seconds));
        assert_int_equal(seconds, right[i].seconds);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (clock_parse(wrong[i], &seconds))
            fail_msg("%s is no time", wrong[i]);
}

static void test_clock__does_not_follow_the_local_time_zone(void **state)
{
    char text[CLOCK_TEXT_SIZE];

    (void)state;
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    assert_string_equal(clock_format(0, text), "1970-01-01T00:00:00Z");
}

static void test_clock__now_is_between_two_looks(void **state)
{
    int64_t before = (int64_t)time(NULL), now = clock_now(), after = (int64_t)time(NULL);

    (void)state;
    assert_true(before <= now && now <= after);
}

static void test_clock__monotonic_never_goes_back(void **state)
{
    int64_t last = clock_monotonic_us();

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int64_t next = clock_monotonic_us();

        assert_true(next >= last);
        last = next;
    }
}

static void test_clock__the_coarse_one_is_a_little_late(void **state)
{
    const int64_t before = clock_monotonic_us(), a_second = 1000000;

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(clock_coarse_us() <= clock_monotonic_us());
    assert_true(clock_coarse_us() > before - a_second);
}

static void test_clock__durations_have_a_unit(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } right[] = {{"0s", 0},         {"0", 0},
                 {"500MS", 500},    {"24H", 86400000},
                 {"500ms", 500},    {"10s", 10000},
                 {"5m", 300000},    {"24h", 86400000},
                 {"7d", 604800000}, {"999999999d", INT64_C(86399999913600000)}};
    static const char *const wrong[] = {"",   "s",  "24", "1w",  "1 h",  "00",          "1",
                                        "0 ", " 0", "0x", "-1s", "1.5h", "1000000000s", "1h "};
    int64_t ms;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        assert_true(clock_duration(right[i].text, &ms));
        assert_int_equal(ms, right[i].ms);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(clock_duration(wrong[i], &ms));
}

SUITE(test_clock)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__writes_rfc_3339),
        cmocka_unit_test(test_clock__reads_rfc_3339),
        cmocka_unit_test(test_clock__does_not_follow_the_local_time_zone),
        cmocka_unit_test(test_clock__now_is_between_two_looks),
        cmocka_unit_test(test_clock__monotonic_never_goes_back),
        cmocka_unit_test(test_clock__the_coarse_one_is_a_little_late),
        cmocka_unit_test(test_clock__durations_have_a_unit),
    };

    return RUN(tests);
}
