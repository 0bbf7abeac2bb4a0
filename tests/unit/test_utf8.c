/* base/text: what is UTF-8, and what is made of it. */
#include "base/text.h"

#include <string.h>

#include "support/check.h"

static bool utf8(const char *text)
{
    return text_is_utf8(text, strlen(text));
}

static void test_utf8__valid_utf8(void **state)
{
    (void)state;
    assert_true(utf8(""));
    assert_true(utf8("Amélie 映画 \U0001F3AC"));
    assert_true(utf8("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80"));
    assert_true(utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"));
}

static void test_utf8__invalid_utf8(void **state)
{
    static const char *const bad[] = {
        "\x80",             /* a continuation alone */
        "\xc3",             /* cut off */
        "\xe6\x98",         /* cut off */
        "\xf0\x9f\x8e",     /* cut off */
        "\xc3(",            /* a start without its continuation */
        "\xc0\xaf",         /* overlong "/" in two, three and four bytes */
        "\xe0\x80\xaf",     /* */
        "\xf0\x80\x80\xaf", /* */
        "\xc1\xbf",         /* overlong DEL */
        "\xed\xa0\x80",     /* surrogates */
        "\xed\xbf\xbf",     /* */
        "\xf4\x90\x80\x80", /* past U+10FFFF */
        "\xf8\x88\x80\x80\x80",
        "\xfe",
        "\xff",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(utf8(bad[i]));
}

static void test_utf8__nul_is_not_text(void **state)
{
    (void)state;
    assert_false(text_is_utf8("a\0b", 3));
    assert_false(text_is_utf8("", 1));
    assert_true(text_is_utf8("", 0));
}

static void test_utf8__length_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("Amélie"), 6);
    assert_int_equal(text_length("映画\U0001F3AC"), 3);
    assert_int_equal(text_length("e\u0301"), 2);
}

static void test_utf8__mending_makes_it_utf8(void **state)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"", ""},
        {"Am\u00e9lie", "Am\u00e9lie"},
        {"Am\xe9lie", "Am\ufffdlie"},
        {"\xff\xfe", "\ufffd\ufffd"},
        {"a\xed\xa0\xbc", "a\ufffd"},
        {"\xf0\x9f\x8d", "\ufffd"},
        {"\xc3", "\ufffd"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        auto_strbuf struct strbuf out;

        strbuf_init(&out, 100);
        text_mend(&out, cases[i].bytes, strlen(cases[i].bytes));
        assert_string_equal(out.bytes, cases[i].text);
    }
}

static void test_utf8__a_character_is_added_as_utf8(void **state)
{
    static const struct {
        uint32_t code;
        const char *bytes;
    } rows[] = {
        {'a', "a"},         {0x7f, "\x7f"},       {0x80, "\xc2\x80"},      {0x7ff, "\u07ff"},
        {0x800, "\u0800"},  {0xffff, "\uffff"},   {0x10000, "\U00010000"}, {0x10ffff, "\U0010ffff"},
        {0xd800, "\uFFFD"}, {0x110000, "\uFFFD"}, {UINT32_MAX, "\uFFFD"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        auto_strbuf struct strbuf out;

        strbuf_init(&out, 64);
        text_add(&out, rows[i].code);
        assert_string_equal(out.bytes, rows[i].bytes);
    }
}

SUITE(test_utf8)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8__valid_utf8),
        cmocka_unit_test(test_utf8__invalid_utf8),
        cmocka_unit_test(test_utf8__nul_is_not_text),
        cmocka_unit_test(test_utf8__length_counts_characters),
        cmocka_unit_test(test_utf8__mending_makes_it_utf8),
        cmocka_unit_test(test_utf8__a_character_is_added_as_utf8),
    };

    return RUN(tests);
}
