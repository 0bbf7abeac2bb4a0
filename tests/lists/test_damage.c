/* What makes a file unreadable, told to people and to programs. */
#include "lists/damage.h"

#include <string.h>

#include "support/check.h"

static void assert_param(const struct error *err, const char *name, int64_t number,
                         const char *text)
{
    for (size_t i = 0; i < err->param_count; i++)
        if (strcmp(err->params[i].name, name) == 0) {
            assert_int_equal(err->params[i].number, number);
            assert_string_equal(err->params[i].text, text);
            return;
        }
    fail_msg("no parameter %s", name);
}

static void test_damage__says_where_and_what(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    assert_int_equal(list_damaged(&err, DAMAGE_QUOTE, .line = 3, .column = 14),
                     FAULT_UNREADABLE_FILE);
    assert_string_equal(err.detail,
                        "Line 3, column 14: a quotation mark is in the middle of a cell. Inside a "
                        "cell in quotation marks, write it twice.");
    assert_param(&err, "damage", 0, "quote");
    assert_param(&err, "line", 3, "");
    assert_param(&err, "column", 14, "");
    list_damaged(&err, DAMAGE_JSON_LONG, .entry = 7, .max = 64);
    assert_string_equal(err.detail, "Entry 7: it is longer than 64 KiB.");
    assert_param(&err, "entry", 7, "");
    assert_param(&err, "max", 64, "");
}

static void test_damage__begins_as_a_sentence_where_there_is_no_place(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    list_damaged(&err, DAMAGE_EMPTY, 0);
    assert_string_equal(err.detail, "The file is empty.");
    assert_int_equal(err.param_count, 1);
}

static void test_damage__names_the_file_in_the_zip(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    list_damaged(&err, DAMAGE_LONG_ROW, .line = 2, .max = 64);
    list_damaged_in(&err, "ratings.csv");
    assert_string_equal(err.detail,
                        "ratings.csv: Line 2: more than 64 KiB without an end. Is a quotation mark "
                        "never closed?");
    assert_param(&err, "file", 0, "ratings.csv");
    error_set(&err, FAULT_INTERNAL, "Out of memory.");
    list_damaged_in(&err, "ratings.csv");
    assert_string_equal(err.detail, "Out of memory.");
}

static void test_damage__no_two_have_one_code(void **state)
{
    (void)state;
    for (enum damage one = 0; one < DAMAGE_COUNT; one++)
        for (enum damage other = 0; other < one; other++)
            assert_string_not_equal(damage_code(one), damage_code(other));
}

SUITE(test_damage)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damage__says_where_and_what),
        cmocka_unit_test(test_damage__begins_as_a_sentence_where_there_is_no_place),
        cmocka_unit_test(test_damage__names_the_file_in_the_zip),
        cmocka_unit_test(test_damage__no_two_have_one_code),
    };

    return RUN(tests);
}
