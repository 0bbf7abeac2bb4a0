/* http/range: which part of a body a client asks for. */
#include "http/call/range.h"

#include <stdint.h>

#include "support/check.h"

enum { SIZE = 1000 };

static void check_part(const char *header, size_t first, size_t length)
{
    struct range range = {0};

    if (range_parse(header, SIZE, &range) != RANGE_PART || range.first != first ||
        range.length != length)
        fail_msg("%s is %zu bytes from %zu", header, range.length, range.first);
}

static void check_all(const char *const *headers, size_t count, enum range_answer expected)
{
    struct range range;

    for (size_t i = 0; i < count; i++)
        if (range_parse(headers[i], SIZE, &range) != expected)
            fail_msg("%s is taken for something else", headers[i]);
}

static void test_range__from_one_byte_to_another(void **state)
{
    (void)state;
    check_part("bytes=0-0", 0, 1);
    check_part("bytes=0-999", 0, 1000);
    check_part("bytes=500-599", 500, 100);
    check_part("bytes=999-999", 999, 1);
    check_part("bytes=0500-0599", 500, 100);
    check_part("BYTES=1-2", 1, 2);
}

static void test_range__from_a_byte_to_the_end(void **state)
{
    (void)state;
    check_part("bytes=0-", 0, 1000);
    check_part("bytes=999-", 999, 1);
}

static void test_range__the_last_bytes(void **state)
{
    (void)state;
    check_part("bytes=-1", 999, 1);
    check_part("bytes=-1000", 0, 1000);
}

static void test_range__ends_where_the_body_does(void **state)
{
    (void)state;
    check_part("bytes=990-1000", 990, 10);
    check_part("bytes=990-99999999999999999999999", 990, 10);
    check_part("bytes=-1001", 0, 1000);
    check_part("bytes=-99999999999999999999999", 0, 1000);
}

static void test_range__without_a_byte_of_the_body(void **state)
{
    static const char *const headers[] = {
        "bytes=1000-",   "bytes=1000-1000",
        "bytes=-0",      "bytes=18446744073709551615-",
        "bytes=-000000", "bytes=99999999999999999999999-99999999999999999999999",
    };

    (void)state;
    check_all(headers, COUNT_OF(headers), RANGE_OUTSIDE);
}

static void test_range__what_is_none_is_ignored(void **state)
{
    static const char *const headers[] = {
        NULL,          "",           "bytes",       "bytes=",        "bytes=-",
        "bytes=5",     "bytes=5-4",  "bytes=a-b",   "bytes=1-b",     "bytes=+1-2",
        "bytes=-+1",   "bytes=--1",  "bytes= 1-2",  "bytes=1 -2",    "bytes=1- 2",
        "bytes=1-2 ",  "bytes 1-2",  "bytes=1-2-3", "bytes=0x1-0x2", "bytes=1.0-2",
        "bytes =1-2",  "lines=1-2",  "byte=1-2",    "bytess=1-2",    " bytes=1-2",
        "bytes=1-2;3", "bytes=1-2/3"};

    (void)state;
    check_all(headers, COUNT_OF(headers), RANGE_WHOLE);
}

static void test_range__several_are_answered_with_the_whole(void **state)
{
    static const char *const headers[] = {"bytes=0-1,5-6", "bytes=0-1, -1", "bytes=0-1,",
                                          "bytes=,0-1",    "bytes=-1,-2",   "bytes=1000-,0-1"};

    (void)state;
    check_all(headers, COUNT_OF(headers), RANGE_WHOLE);
}

static void test_range__nothing_has_no_parts(void **state)
{
    static const char *const headers[] = {"bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0"};
    struct range range;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        assert_int_equal(range_parse(headers[i], 0, &range), RANGE_WHOLE);
}

static void test_range__of_the_largest_body(void **state)
{
    struct range range;

    (void)state;
    assert_int_equal(range_parse("bytes=0-18446744073709551615", SIZE_MAX, &range), RANGE_PART);
    assert_true(range.first == 0 && range.length == SIZE_MAX);
    assert_int_equal(range_parse("bytes=-18446744073709551615", SIZE_MAX, &range), RANGE_PART);
    assert_true(range.first == 0 && range.length == SIZE_MAX);
}

static void test_range__is_of_the_copy_with_the_same_strong_tag(void **state)
{
    static const char *const others[] = {
        "",          "abc",        "\"abc",
        "W/\"abc\"", "\"abcd\"",   "\"ab\"",
        "\"\"",      "\"abc\" x",  "\"abc\", \"abc\"",
        "*",         "\"abc-gz\"", "Mon, 23 Nov 2026 05:00:00 GMT"};

    (void)state;
    assert_true(range_is_of(NULL, "abc"));
    assert_true(range_is_of("\"abc\"", "abc"));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (range_is_of(others[i], "abc"))
            fail_msg("%s is not the copy", others[i]);
}

SUITE(test_range)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range__from_one_byte_to_another),
        cmocka_unit_test(test_range__from_a_byte_to_the_end),
        cmocka_unit_test(test_range__the_last_bytes),
        cmocka_unit_test(test_range__ends_where_the_body_does),
        cmocka_unit_test(test_range__without_a_byte_of_the_body),
        cmocka_unit_test(test_range__what_is_none_is_ignored),
        cmocka_unit_test(test_range__several_are_answered_with_the_whole),
        cmocka_unit_test(test_range__nothing_has_no_parts),
        cmocka_unit_test(test_range__of_the_largest_body),
        cmocka_unit_test(test_range__is_of_the_copy_with_the_same_strong_tag),
    };

    return RUN(tests);
}
