/* base/flaw: sentences with values, and the names of the values. */
#include <string.h>

#include "base/flaw.h"
#include "support/check.h"

static void expect_sentence(struct flaw_values values, const char *sentence)
{
    char text[128];

    assert_int_equal(flaw_write(&values, text, sizeof(text)), strlen(sentence));
    assert_string_equal(text, sentence);
}

static void test_flaw__values_stand_where_the_sentence_names_them(void **state)
{
    (void)state;
    expect_sentence((struct flaw_values){.flaw = FLAW_EMPTY}, "is empty");
    expect_sentence((struct flaw_values){.flaw = FLAW_TOO_LONG, .max = 200},
                    "must have at most 200 characters");
    expect_sentence((struct flaw_values){.flaw = FLAW_OUT_OF_RANGE, .min = -5, .max = INT64_MAX},
                    "must be a number from -5 to 9223372036854775807");
    expect_sentence((struct flaw_values){.flaw = FLAW_NOT_ONE_OF, .text = "a, b or {min}"},
                    "must be one of a, b or {min}");
}

/* As snprintf() does: the length is told, however much of it fits. */
static void test_flaw__what_does_not_fit_is_cut(void **state)
{
    const struct flaw_values values = {.flaw = FLAW_OUT_OF_RANGE, .min = 1, .max = 100};
    const char *whole = "must be a number from 1 to 100";
    char text[64];

    (void)state;
    for (size_t size = 1; size <= sizeof(text); size++) {
        memset(text, 'x', sizeof(text));
        assert_int_equal(flaw_write(&values, text, size), strlen(whole));
        assert_int_equal(strlen(text), size <= strlen(whole) ? size - 1 : strlen(whole));
        assert_memory_equal(text, whole, strlen(text));
    }
}

static void test_flaw__names_its_values_in_order(void **state)
{
    size_t length;
    const char *name;

    (void)state;
    name = flaw_value_name(FLAW_OUT_OF_RANGE, 0, &length);
    assert_int_equal(length, 3);
    assert_memory_equal(name, "min", 3);
    name = flaw_value_name(FLAW_OUT_OF_RANGE, 1, &length);
    assert_memory_equal(name, "max", 3);
    assert_null(flaw_value_name(FLAW_OUT_OF_RANGE, 2, &length));
    assert_null(flaw_value_name(FLAW_EMPTY, 0, &length));
}

SUITE(test_flaw)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flaw__values_stand_where_the_sentence_names_them),
        cmocka_unit_test(test_flaw__what_does_not_fit_is_cut),
        cmocka_unit_test(test_flaw__names_its_values_in_order),
    };

    return RUN(tests);
}
