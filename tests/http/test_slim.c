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

static void test_slim__a_script_loses_its_casts(void **state)
{
    (void)state;
    expect(slim_script, "a(/** @type {b} */ (c), /** @type {{d: e}} */ (f));\n", "a((c), (f));\n");
    expect(slim_script, "a(/** @type {b}\n */ (c));\n", "a(/** @type {b}\n */ (c));\n");
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

static void test_slim__a_script_loses_the_space_beside_marks(void **state)
{
    (void)state;
    expect(slim_marks, "const { a, b } = await c(d, { e: [f] });\n",
           "const{a,b}=await c(d,{e:[f]});");
    expect(slim_marks, "if (a && b) return () => -c;\n", "if(a&&b)return()=>-c;");
    expect(slim_marks, "a = b ? \"c = { d }\" : 'e, \\' f';\n", "a=b?\"c = { d }\":'e, \\' f';");
    expect(slim_marks, "a - -b + +c < !--d\n", "a - -b + +c < !--d\n");
    expect(slim_marks, "a = b.split(/, /);\n", "a = b.split(/, /);\n");
    expect(slim_marks, "a(\nb,\n{\nc: [\nd\n]\n}\n);\n", "a(b,{c:[d\n]\n}\n);");
    expect(slim_marks, "a(`{ ${b} = c`, d);\n", "a(`{ ${b} = c`,d);");
    expect(slim_marks, "a(`b ${c ? `{ d }` : e}`, f);\n", "a(`b ${c ? `{ d }` : e}`, f);\n");
    expect(slim_marks, "a(`b,\n", "a(`b,\n");
    expect(slim_marks, "a = 1; // b;\nc();\n", "a = 1; // b;\nc();");
    expect(slim_marks, "", "");
}

static void test_slim__a_style_loses_the_space_beside_marks(void **state)
{
    (void)state;
    expect(slim_rules, "a,\nb > c :hover {\nd: e f;\ng: h, i;\n}\n@media (j: k) and (l) {\n}\n",
           "a,b > c :hover{d:e f;g:h,i;}@media (j:k) and (l){}");
    expect(slim_rules, "a::before {\ncontent: \"{ b: c, \\\" }\";\n}\n",
           "a::before{content:\"{ b: c, \\\" }\";}");
    expect(slim_rules, "a {\nb: calc(c + d) -e;\nf:\n\"g h\"\n\"i j\";\n}\n",
           "a{b:calc(c + d) -e;f:\"g h\"\n\"i j\";}");
    expect(slim_rules, "", "");
}

SUITE(test_slim)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slim__a_script_loses_comments_that_begin_a_line),
        cmocka_unit_test(test_slim__a_script_loses_its_casts),
        cmocka_unit_test(test_slim__a_style_loses_all_comments),
        cmocka_unit_test(test_slim__lines_lose_what_they_begin_with),
        cmocka_unit_test(test_slim__a_script_loses_the_space_beside_marks),
        cmocka_unit_test(test_slim__a_style_loses_the_space_beside_marks),
    };

    return RUN(tests);
}
