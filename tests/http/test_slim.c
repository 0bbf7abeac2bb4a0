/* What is taken out of the page's texts, and what stays. */
#include "http/page/slim.h"

#include "base/auto.h"
#include "support/check.h"

enum { TEXT_MAX = 256 };

static void expect(size_t (*slim)(char *text, size_t length), const char *from, const char *to)
{
    char text[TEXT_MAX];
    size_t length;

    assert_true(strlen(from) < TEXT_MAX);
    memcpy(text, from, strlen(from) + 1);
    length = slim(text, strlen(from));
    assert_string_equal(text, to);
    assert_int_equal(length, strlen(to));
}

static void test_slim__a_script_loses_comments_that_begin_a_line(void **state)
{
    (void)state;
    expect(slim_script, "/** @type {a} */\nconst a = 1;\n", "const a = 1;\n");
    expect(slim_script, "// DESIGN: a\n// b\nconst a = 1; // c\n", "const a = 1; // c\n");
    expect(slim_script, "  /** a */ b();\n", " b();\n");
    expect(slim_script, "const a = \"/* b */\";\n", "const a = \"/* b */\";\n");
    expect(slim_script, "const a = b /* c */ + d;\n", "const a = b /* c */ + d;\n");
    expect(slim_script, "a();\n/*", "a();\n/*");
    expect(slim_script, "a();\n/* b", "a();\n");
    expect(slim_script, "", "");
}

static void test_slim__a_style_loses_all_comments(void **state)
{
    (void)state;
    expect(slim_style, "/* a */\nb {\n  c: d; /* e */\n}\n", "\nb {\n  c: d; \n}\n");
    expect(slim_style, "a { content: \"/* b */\"; }", "a { content: \"/* b */\"; }");
    expect(slim_style, "a { content: '\\'/* b */'; }", "a { content: '\\'/* b */'; }");
    expect(slim_style, "a {} /* b", "a {} ");
}

static void test_slim__lines_lose_what_they_begin_with(void **state)
{
    (void)state;
    expect(slim_lines, "a {\n  b: c;\n\n    d: e  f;\n}\n", "a {\nb: c;\nd: e  f;\n}\n");
    expect(slim_lines, "\n\n  a", "a");
    expect(slim_lines, "a\n   ", "a\n");
}

SUITE(test_slim)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slim__a_script_loses_comments_that_begin_a_line),
        cmocka_unit_test(test_slim__a_style_loses_all_comments),
        cmocka_unit_test(test_slim__lines_lose_what_they_begin_with),
    };

    return RUN(tests);
}
