/* base/zone: which date a moment has where a club meets. */
#include "base/zone.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "support/check.h"

/* Each moment in UTC, with the date and the evening that it has there. */
struct moment {
    const char *zone, *utc, *day, *evening;
};

static int64_t seconds_of(const char *utc)
{
    int hour, minute;
    char date[DATE_TEXT_SIZE];
    int64_t day;

    assert_int_equal(sscanf(utc, "%10s %d:%d", date, &hour, &minute), 3);
    assert_true(date_parse(date, &day));
    return day * 86400 + hour * 3600 + minute * 60;
}

static void check_moments(const struct moment *moments, size_t count)
{
    char day[DATE_TEXT_SIZE], evening[DATE_TEXT_SIZE];

    for (size_t i = 0; i < count; i++) {
        struct zone *zone = zone_open(moments[i].zone);
        int64_t when = seconds_of(moments[i].utc);

        assert_non_null(zone);
        assert_string_equal(date_format(zone_day(zone, when), day), moments[i].day);
        assert_string_equal(date_format(zone_evening(zone, when), evening), moments[i].evening);
        zone_close(zone);
    }
}

static void test_zone__before_six_it_is_still_the_evening_before(void **state)
{
    static const struct moment moments[] = {
        {"Europe/Berlin", "2026-01-15 22:59", "2026-01-15", "2026-01-15"},
        {"Europe/Berlin", "2026-01-15 23:00", "2026-01-16", "2026-01-15"},
        {"Europe/Berlin", "2026-01-16 04:59", "2026-01-16", "2026-01-15"},
        {"Europe/Berlin", "2026-01-16 05:00", "2026-01-16", "2026-01-16"},
        {"America/New_York", "2026-01-16 00:30", "2026-01-15", "2026-01-15"},
        {"America/New_York", "2026-01-16 10:59", "2026-01-16", "2026-01-15"},
        {"UTC", "2026-01-01 05:59", "2026-01-01", "2025-12-31"},
        {"UTC", "2028-03-01 00:00", "2028-03-01", "2028-02-29"},
    };

    (void)state;
    check_moments(moments, COUNT_OF(moments));
}

/* Berlin's clocks go from 02:00 to 03:00 on 29 March 2026 and from 03:00 to 02:00 on 25 October. It
 * is the clock on the wall that says six, however long the night was. */
static void test_zone__nights_on_which_the_clocks_change_end_at_six(void **state)
{
    static const struct moment moments[] = {
        {"Europe/Berlin", "2026-03-28 22:59", "2026-03-28", "2026-03-28"},
        {"Europe/Berlin", "2026-03-29 00:59", "2026-03-29", "2026-03-28"},
        {"Europe/Berlin", "2026-03-29 01:00", "2026-03-29", "2026-03-28"},
        {"Europe/Berlin", "2026-03-29 03:59", "2026-03-29", "2026-03-28"},
        {"Europe/Berlin", "2026-03-29 04:00", "2026-03-29", "2026-03-29"},
        {"Europe/Berlin", "2026-03-29 21:59", "2026-03-29", "2026-03-29"},
        {"Europe/Berlin", "2026-03-29 22:00", "2026-03-30", "2026-03-29"},
        {"Europe/Berlin", "2026-10-24 21:59", "2026-10-24", "2026-10-24"},
        {"Europe/Berlin", "2026-10-24 22:00", "2026-10-25", "2026-10-24"},
        {"Europe/Berlin", "2026-10-25 00:30", "2026-10-25", "2026-10-24"},
        {"Europe/Berlin", "2026-10-25 01:30", "2026-10-25", "2026-10-24"},
        {"Europe/Berlin", "2026-10-25 04:59", "2026-10-25", "2026-10-24"},
        {"Europe/Berlin", "2026-10-25 05:00", "2026-10-25", "2026-10-25"},
        /* Here midnight itself is left out, and there is one twice. */
        {"Africa/Cairo", "2026-04-23 21:59", "2026-04-23", "2026-04-23"},
        {"Africa/Cairo", "2026-04-23 22:00", "2026-04-24", "2026-04-23"},
        {"Africa/Cairo", "2026-10-29 20:59", "2026-10-29", "2026-10-29"},
        {"Africa/Cairo", "2026-10-29 21:30", "2026-10-29", "2026-10-29"},
        {"Africa/Cairo", "2026-10-29 22:00", "2026-10-30", "2026-10-29"},
        /* By half an hour, and where summer is in January. */
        {"Australia/Lord_Howe", "2026-04-04 18:59", "2026-04-05", "2026-04-04"},
        {"Australia/Lord_Howe", "2026-04-04 19:29", "2026-04-05", "2026-04-04"},
        {"Australia/Lord_Howe", "2026-04-04 19:30", "2026-04-05", "2026-04-05"},
    };

    (void)state;
    check_moments(moments, COUNT_OF(moments));
}

static void test_zone__odd_offsets_and_both_sides_of_the_date_line(void **state)
{
    static const struct moment moments[] = {
        {"Asia/Kathmandu", "2026-06-01 18:14", "2026-06-01", "2026-06-01"},
        {"Asia/Kathmandu", "2026-06-01 18:15", "2026-06-02", "2026-06-01"},
        {"Asia/Kolkata", "2026-06-01 18:29", "2026-06-01", "2026-06-01"},
        {"Asia/Kolkata", "2026-06-01 18:30", "2026-06-02", "2026-06-01"},
        {"Pacific/Chatham", "2026-06-01 11:14", "2026-06-01", "2026-06-01"},
        {"Pacific/Chatham", "2026-06-01 11:15", "2026-06-02", "2026-06-01"},
        {"Pacific/Kiritimati", "2026-06-01 10:00", "2026-06-02", "2026-06-01"},
        {"Pacific/Niue", "2026-06-02 10:59", "2026-06-01", "2026-06-01"},
        {"Etc/GMT+12", "2026-06-02 11:59", "2026-06-01", "2026-06-01"},
        {"Europe/London", "2026-06-01 23:00", "2026-06-02", "2026-06-01"},
        /* Samoa had no 30 December 2011. */
        {"Pacific/Apia", "2011-12-30 09:59", "2011-12-29", "2011-12-29"},
        {"Pacific/Apia", "2011-12-30 10:00", "2011-12-31", "2011-12-30"},
    };

    (void)state;
    check_moments(moments, COUNT_OF(moments));
}

static const char *const no_names[] = {
    "",
    "A",
    "Z",
    "europe/berlin",
    "Europe/Metropolis",
    "Europe",
    "Europe/",
    "/Europe/Berlin",
    "Europe//Berlin",
    "Europe/../UTC",
    "../../../etc/localtime",
    "/etc/localtime",
    "localtime",
    "posixrules",
    "posix/Europe/Berlin",
    "right/Europe/Berlin",
    "tzdata.zi",
    "zone.tab",
    "+02:00",
    "CET-1CEST",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "Mars3",
    "Mars",
    "Japan",
    "GB-Eire",
    "EST5EDT",
    ":UTC",
    "Europe/Berlin ",
    " UTC",
    "Europe/Berlin\n",
    "Euro\xffpe/Berlin",
    "America/Argentina/Buenos_Aires_and_everything_else_that_is_too_long_to_name"};

static void test_zone__shows_a_moment_with_what_its_clocks_are_ahead(void **state)
{
    static const struct {
        const char *zone, *utc, *text;
    } moments[] = {
        {"Europe/Berlin", "2026-11-29 19:30", "2026-11-29T20:30:00+01:00"},
        {"Europe/Berlin", "2026-06-30 22:05", "2026-07-01T00:05:00+02:00"},
        {"America/St_Johns", "2026-01-01 00:00", "2025-12-31T20:30:00-03:30"},
        {"Asia/Kathmandu", "2026-01-01 00:00", "2026-01-01T05:45:00+05:45"},
        {"Africa/Monrovia", "1971-01-01 00:00", "1970-12-31T23:16:00-00:44"},
        {"UTC", "2026-01-01 00:00", "2026-01-01T00:00:00+00:00"},
        {"Nowhere/Else", "2026-01-01 00:00", "2026-01-01T00:00:00+00:00"},
    };
    char text[ZONE_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        struct zone *zone = zone_open(moments[i].zone);

        assert_string_equal(zone_format(zone, seconds_of(moments[i].utc), text), moments[i].text);
        zone_close(zone);
    }
}

static void test_zone__takes_no_name_that_is_none(void **state)
{
    (void)state;
    assert_null(zone_open(NULL));
    for (size_t i = 0; i < COUNT_OF(no_names); i++)
        assert_false(zone_is_known(no_names[i]));
    assert_true(zone_is_known("America/Argentina/ComodRivadavia"));
    assert_true(zone_is_known("America/Port-au-Prince"));
    assert_true(zone_is_known("UTC") && zone_is_known("Etc/GMT-14"));
}

static void test_zone__does_not_follow_the_server(void **state)
{
    struct zone *berlin = zone_open("Europe/Berlin");
    int64_t when = seconds_of("2026-06-01 22:30"), day = zone_day(berlin, when);

    (void)state;
    setenv("TZ", "Pacific/Kiritimati", 1);
    tzset();
    assert_int_equal(zone_day(berlin, when), day);
    assert_int_equal(zone_day(NULL, when), day - 1);
    zone_close(berlin);
    unsetenv("TZ");
    tzset();
}

static void test_zone__of_this_machine_is_that_of_tz_if_it_is_a_name(void **state)
{
    char name[ZONE_NAME_SIZE], other[ZONE_NAME_SIZE];

    (void)state;
    setenv("TZ", ":Asia/Kathmandu", 1);
    assert_string_equal(zone_local(name), "Asia/Kathmandu");
    unsetenv("TZ");
    assert_true(zone_is_known(zone_local(name)));
    setenv("TZ", "CET-1CEST", 1);
    assert_string_equal(zone_local(other), name);
    unsetenv("TZ");
}

SUITE(test_zone)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone__before_six_it_is_still_the_evening_before),
        cmocka_unit_test(test_zone__nights_on_which_the_clocks_change_end_at_six),
        cmocka_unit_test(test_zone__odd_offsets_and_both_sides_of_the_date_line),
        cmocka_unit_test(test_zone__shows_a_moment_with_what_its_clocks_are_ahead),
        cmocka_unit_test(test_zone__takes_no_name_that_is_none),
        cmocka_unit_test(test_zone__does_not_follow_the_server),
        cmocka_unit_test(test_zone__of_this_machine_is_that_of_tz_if_it_is_a_name),
    };

    return RUN(tests);
}
