/* base/date: days of the calendar as numbers and as text. */
#include "base/date.h"

#include <stdlib.h>
#include <time.h>

#include "support/check.h"

static void expect_day(const char *text, int64_t day)
{
    char again[DATE_TEXT_SIZE];
    int64_t read = -1;

    assert_true(date_parse(text, &read));
    assert_int_equal(read, day);
    assert_string_equal(date_format(day, again), text);
}

static void test_date__is_read_and_written(void **state)
{
    (void)state;
    expect_day("1970-01-02", 1);
    expect_day("2000-02-29", 11016);
    expect_day("2026-11-28", 20785);
    expect_day("9999-12-31", DATE_DAY_MAX);
}

static void test_date__no_other_text_is_one(void **state)
{
    static const char *const others[] = {
        "",           "2026",        "2026-1-1",   "2026-02-30", "2025-02-29", "2026-13-01",
        "2026-00-10", "2026-01-00",  "1970-01-01", "1969-12-31", "0000-01-01", "2026-11-28 ",
        " 026-11-28", "2026-11-28Z", "2026/11/28", "28-11-2026", "+026-11-28", "2026-+1-28",
    };
    int64_t day;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (date_parse(others[i], &day))
            fail_msg("\"%s\" was taken for a date", others[i]);
}

static void test_date__every_day_follows_the_one_before(void **state)
{
    char text[DATE_TEXT_SIZE];
    int64_t day;

    (void)state;
    for (int64_t i = 1; i < 200 * 366; i++) {
        assert_true(date_parse(date_format(i, text), &day));
        assert_int_equal(day, i);
    }
}

static void test_date__does_not_follow_the_local_time_zone(void **state)
{
    (void)state;
    setenv("TZ", "America/Los_Angeles", 1);
    tzset();
    expect_day("2026-03-08", 20520);
    setenv("TZ", "Pacific/Kiritimati", 1);
    tzset();
    expect_day("2026-03-08", 20520);
}

static void test_date__a_year_begins_on_its_first_day(void **state)
{
    char text[DATE_TEXT_SIZE];

    (void)state;
    assert_int_equal(date_of_year(1970), 1);
    assert_string_equal(date_format(date_of_year(2024), text), "2024-01-01");
    assert_int_equal(date_of_year(2025) - date_of_year(2024), 366);
}

SUITE(test_date)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__is_read_and_written),
        cmocka_unit_test(test_date__no_other_text_is_one),
        cmocka_unit_test(test_date__every_day_follows_the_one_before),
        cmocka_unit_test(test_date__does_not_follow_the_local_time_zone),
        cmocka_unit_test(test_date__a_year_begins_on_its_first_day),
    };

    return RUN(tests);
}
