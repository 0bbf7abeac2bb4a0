/* base/error: a fault is explained once, in bounded text. */
#include "base/error.h"

#include <string.h>

#include "base/text.h"
#include "support/check.h"

static void test_error__set_explains_and_returns_the_fault(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    assert_int_equal(err.fault, FAULT_NONE);
    assert_int_equal(error_set(&err, FAULT_NOT_FOUND, "There is no proposal %d.", 7),
                     FAULT_NOT_FOUND);
    assert_int_equal(err.fault, FAULT_NOT_FOUND);
    assert_string_equal(err.detail, "There is no proposal 7.");
}

static void test_error__set_forgets_what_was_before(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    error_field(&err, "body", "/title", FLAW_EMPTY);
    error_param_int(&err, "limit", 3);
    err.retry_after = 5;
    error_set(&err, FAULT_BUSY, "Busy.");
    assert_int_equal(err.field_count, 0);
    assert_int_equal(err.param_count, 0);
    assert_int_equal(err.retry_after, 0);
}

static void test_error__fields_add_up(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    assert_int_equal(error_field(&err, "body", "/title", FLAW_EMPTY), FAULT_INVALID);
    assert_int_equal(error_field(&err, "query", "/limit", FLAW_OUT_OF_RANGE, .min = 1, .max = 100),
                     FAULT_INVALID);
    assert_int_equal(err.fault, FAULT_INVALID);
    assert_int_equal(err.field_count, 2);
    assert_string_equal(err.fields[0].pointer, "/title");
    assert_string_equal(err.fields[1].in, "query");
    assert_string_equal(err.fields[1].detail, "must be a number from 1 to 100");
}

static void test_error__more_fields_than_fit_are_not_reported(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    for (int i = 0; i < 3 * ERROR_FIELDS_MAX; i++)
        assert_int_equal(error_field(&err, "body", "/x", FLAW_TOO_GREAT, .max = i), FAULT_INVALID);
    assert_int_equal(err.field_count, ERROR_FIELDS_MAX);
    assert_string_equal(err.fields[ERROR_FIELDS_MAX - 1].detail, "must be at most 7");
}

static void test_error__more_params_than_fit_are_not_reported(void **state)
{
    struct error err;

    (void)state;
    error_init(&err);
    error_set(&err, FAULT_PROPOSAL_LIMIT, "Enough.");
    for (int i = 0; i < 3 * ERROR_PARAMS_MAX; i++) {
        error_param_int(&err, "count", i);
        error_param_text(&err, "status", "open");
    }
    assert_int_equal(err.param_count, ERROR_PARAMS_MAX);
    assert_int_equal(err.params[0].number, 0);
    assert_string_equal(err.params[0].text, "");
    assert_string_equal(err.params[1].text, "open");
}

/* Text of others is quoted in details: it must not be cut inside a character. */
static void test_error__long_text_is_cut_between_characters(void **state)
{
    char text[1000];
    struct error err;

    (void)state;
    for (size_t start = 0; start < 4; start++) {
        memset(text, 'x', start);
        for (size_t i = start; i + 4 < sizeof(text); i += 4)
            memcpy(text + i, "\U0001F3AC", 5);
        error_init(&err);
        error_set(&err, FAULT_CONFLICT, "%s", text);
        error_param_text(&err, "name", text);
        assert_true(text_is_utf8(err.detail, strlen(err.detail)));
        assert_in_range(strlen(err.detail), sizeof(err.detail) - 4, sizeof(err.detail) - 1);
        assert_true(text_is_utf8(err.params[0].text, strlen(err.params[0].text)));
        error_field(&err, "body", text, FLAW_NOT_ONE_OF, .text = text);
        assert_true(text_is_utf8(err.fields[0].pointer, strlen(err.fields[0].pointer)));
        assert_true(text_is_utf8(err.fields[0].detail, strlen(err.fields[0].detail)));
        assert_true(text_is_utf8(err.fields[0].text, strlen(err.fields[0].text)));
    }
}

SUITE(test_error)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error__set_explains_and_returns_the_fault),
        cmocka_unit_test(test_error__set_forgets_what_was_before),
        cmocka_unit_test(test_error__fields_add_up),
        cmocka_unit_test(test_error__more_fields_than_fit_are_not_reported),
        cmocka_unit_test(test_error__more_params_than_fit_are_not_reported),
        cmocka_unit_test(test_error__long_text_is_cut_between_characters),
    };

    return RUN(tests);
}
