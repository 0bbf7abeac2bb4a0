/* base/strbuf: every buffer has a maximum. */
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

#include "support/check.h"

static void test_strbuf__grows_up_to_its_maximum(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 1000);
    for (int i = 0; i < 1000; i++)
        strbuf_addch(&buf, 'x');
    assert_true(strbuf_ok(&buf));
    assert_int_equal(buf.length, 1000);
    assert_int_equal(strlen(buf.bytes), 1000);
    strbuf_addch(&buf, 'y');
    assert_false(strbuf_ok(&buf));
    assert_int_equal(buf.length, 1000);
    assert_null(strchr(buf.bytes, 'y'));
}

static void test_strbuf__what_does_not_fit_is_dropped_whole(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 8);
    strbuf_addstr(&buf, "12345");
    strbuf_addstr(&buf, "6789");
    assert_string_equal(buf.bytes, "12345");
    assert_false(strbuf_ok(&buf));
}

static void test_strbuf__an_overflow_is_remembered(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 4);
    strbuf_addstr(&buf, "12345");
    strbuf_addstr(&buf, "1");
    strbuf_addf(&buf, "%d", 1);
    assert_string_equal(buf.bytes, "");
    assert_false(strbuf_ok(&buf));
    strbuf_clear(&buf);
    strbuf_addstr(&buf, "1");
    assert_true(strbuf_ok(&buf));
    assert_string_equal(buf.bytes, "1");
}

static void test_strbuf__a_maximum_of_none_takes_nothing(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 0);
    strbuf_addstr(&buf, "");
    strbuf_addf(&buf, "%s", "");
    assert_true(strbuf_ok(&buf));
    strbuf_addch(&buf, 'x');
    assert_false(strbuf_ok(&buf));
    assert_string_equal(buf.bytes, "");
}

static void test_strbuf__formats_and_numbers(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 200);
    strbuf_addf(&buf, "%s-%03d|", "a", 7);
    strbuf_addint(&buf, 0);
    strbuf_addch(&buf, '|');
    strbuf_addint(&buf, INT64_MIN);
    strbuf_addch(&buf, '|');
    strbuf_addint(&buf, INT64_MAX);
    assert_string_equal(buf.bytes, "a-007|0|-9223372036854775808|9223372036854775807");
    assert_int_equal(buf.length, strlen(buf.bytes));
}

static void test_strbuf__a_format_that_fits_exactly(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 5);
    strbuf_addf(&buf, "%s", "12345");
    assert_true(strbuf_ok(&buf));
    assert_string_equal(buf.bytes, "12345");
    strbuf_addf(&buf, "%s", "6");
    assert_false(strbuf_ok(&buf));
    assert_string_equal(buf.bytes, "12345");
}

static void test_strbuf__keeps_nul_bytes(void **state)
{
    auto_strbuf struct strbuf buf;

    (void)state;
    strbuf_init(&buf, 10);
    strbuf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.length, 3);
    assert_memory_equal(buf.bytes, "a\0b", 4);
}

static void test_strbuf__take_hands_over_and_empties(void **state)
{
    auto_strbuf struct strbuf buf;
    char *taken;
    size_t length;

    (void)state;
    strbuf_init(&buf, 10);
    strbuf_addstr(&buf, "abc");
    taken = strbuf_take(&buf, &length);
    assert_int_equal(length, 3);
    assert_string_equal(taken, "abc");
    free(taken);
    assert_string_equal(buf.bytes, "");
    assert_int_equal(buf.max, 10);
    taken = strbuf_take(&buf, NULL);
    assert_string_equal(taken, "");
    free(taken);
}

SUITE(test_strbuf)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strbuf__grows_up_to_its_maximum),
        cmocka_unit_test(test_strbuf__what_does_not_fit_is_dropped_whole),
        cmocka_unit_test(test_strbuf__an_overflow_is_remembered),
        cmocka_unit_test(test_strbuf__a_maximum_of_none_takes_nothing),
        cmocka_unit_test(test_strbuf__formats_and_numbers),
        cmocka_unit_test(test_strbuf__a_format_that_fits_exactly),
        cmocka_unit_test(test_strbuf__keeps_nul_bytes),
        cmocka_unit_test(test_strbuf__take_hands_over_and_empties),
    };

    return RUN(tests);
}
