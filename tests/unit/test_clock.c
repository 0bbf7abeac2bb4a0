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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__writes_rfc_3339),
        cmocka_unit_test(test_clock__does_not_follow_the_local_time_zone),
        cmocka_unit_test(test_clock__now_is_between_two_looks),
        cmocka_unit_test(test_clock__monotonic_never_goes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
