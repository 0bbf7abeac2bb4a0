/* base/jsonw: JSON text, commas and escapes right. */
#include "base/jsonw.h"

#include "support/check.h"

struct sheet {
    struct strbuf out;
    struct jsonw json;
};

static struct sheet sheet;

static int set_up(void **state)
{
    (void)state;
    strbuf_init(&sheet.out, 4096);
    jsonw_init(&sheet.json, &sheet.out);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    strbuf_release(&sheet.out);
    return 0;
}

static void test_jsonw__commas_stand_between_values_only(void **state)
{
    struct jsonw *json = &sheet.json;

    (void)state;
    jsonw_object(json, NULL);
    jsonw_int(json, "a", 1);
    jsonw_array(json, "b");
    jsonw_array_end(json);
    jsonw_array(json, "c");
    jsonw_int(json, NULL, 1);
    jsonw_object(json, NULL);
    jsonw_object_end(json);
    jsonw_object(json, NULL);
    jsonw_bool(json, "d", true);
    jsonw_object_end(json);
    jsonw_array_end(json);
    jsonw_null(json, "e");
    jsonw_object_end(json);
    assert_string_equal(sheet.out.bytes, "{\"a\":1,\"b\":[],\"c\":[1,{},{\"d\":true}],\"e\":null}");
}

static void test_jsonw__escapes_quotes_and_backslashes(void **state)
{
    (void)state;
    jsonw_text(&sheet.json, NULL, "\"a\\b\"/</script>");
    assert_string_equal(sheet.out.bytes, "\"\\\"a\\\\b\\\"/</script>\"");
}

static void test_jsonw__escapes_every_control_character(void **state)
{
    (void)state;
    jsonw_text(&sheet.json, NULL, "\x01\b\t\n\r\x1f\x7f");
    assert_string_equal(sheet.out.bytes, "\"\\u0001\\u0008\\u0009\\n\\u000d\\u001f\\u007f\"");
}

static void test_jsonw__leaves_utf8_as_it_is(void **state)
{
    (void)state;
    jsonw_text(&sheet.json, NULL, "Amélie 映画 🎬");
    assert_string_equal(sheet.out.bytes, "\"Amélie 映画 🎬\"");
}

static void test_jsonw__no_text_is_null_and_empty_text_is_empty(void **state)
{
    (void)state;
    jsonw_array(&sheet.json, NULL);
    jsonw_text(&sheet.json, NULL, NULL);
    jsonw_text(&sheet.json, NULL, "");
    jsonw_raw(&sheet.json, NULL, NULL);
    jsonw_raw(&sheet.json, NULL, "[1]");
    jsonw_array_end(&sheet.json);
    assert_string_equal(sheet.out.bytes, "[null,\"\",null,[1]]");
}

static void test_jsonw__tenths(void **state)
{
    (void)state;
    jsonw_array(&sheet.json, NULL);
    jsonw_tenths(&sheet.json, NULL, 78);
    jsonw_tenths(&sheet.json, NULL, 100);
    jsonw_tenths(&sheet.json, NULL, 5);
    jsonw_tenths(&sheet.json, NULL, 0);
    jsonw_tenths(&sheet.json, NULL, -1);
    jsonw_array_end(&sheet.json);
    assert_string_equal(sheet.out.bytes, "[7.8,10.0,0.5,0.0,null]");
}

static void test_jsonw__unknown_numbers_are_null(void **state)
{
    (void)state;
    jsonw_array(&sheet.json, NULL);
    jsonw_positive(&sheet.json, NULL, 96);
    jsonw_positive(&sheet.json, NULL, 0);
    jsonw_positive(&sheet.json, NULL, -1);
    jsonw_int(&sheet.json, NULL, 0);
    jsonw_int(&sheet.json, NULL, INT64_MIN);
    jsonw_array_end(&sheet.json);
    assert_string_equal(sheet.out.bytes, "[96,null,null,0,-9223372036854775808]");
}

static void test_jsonw__times_are_utc_and_zero_is_null(void **state)
{
    (void)state;
    jsonw_array(&sheet.json, NULL);
    jsonw_time(&sheet.json, NULL, 1700000000);
    jsonw_time(&sheet.json, NULL, 0);
    jsonw_array_end(&sheet.json);
    assert_string_equal(sheet.out.bytes, "[\"2023-11-14T22:13:20Z\",null]");
}

SUITE(test_jsonw)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_jsonw__commas_stand_between_values_only, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__escapes_quotes_and_backslashes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__escapes_every_control_character, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__leaves_utf8_as_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__no_text_is_null_and_empty_text_is_empty, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__tenths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__unknown_numbers_are_null, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_jsonw__times_are_utc_and_zero_is_null, set_up,
                                        tear_down),
    };

    return RUN(tests);
}
