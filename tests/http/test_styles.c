/* The page's stylesheets joined into one, and when they are not. */
#include "http/page/styles.h"

#include "base/auto.h"
#include "base/log.h"
#include "support/check.h"

enum { FILES = 3 };

static void expect_joined(const char *entry, const char *imported, const char *joined)
{
    struct page_file files[FILES] = {
        {(char *)(uintptr_t) "/main.css", NULL, blob_borrow(entry, strlen(entry))},
        {(char *)(uintptr_t) "/styles/a.css", NULL, blob_borrow(imported, strlen(imported))},
        {(char *)(uintptr_t) "/views/b.css", NULL, blob_borrow("b {}\n", 5)},
    };

    log_set_level(LOG_OFF);
    assert_int_equal(styles_join(files, FILES), joined != NULL);
    assert_string_equal(file_text(&files[0]), joined != NULL ? joined : entry);
    assert_string_equal(file_text(&files[1]), imported);
    for (size_t i = 0; i < FILES; i++)
        blob_release(files[i].blob);
}

static void test_styles__what_is_imported_stands_in_its_place(void **state)
{
    (void)state;
    expect_joined("@import url(\"./styles/a.css\");\n@import url(\"./views/b.css\");\n"
                  "@font-face {\n  src: url(\"fonts/a.woff2\");\n}\n",
                  "a {\n  color: red;\n}\n",
                  "a {\n  color: red;\n}\nb {}\n@font-face {\n  src: url(\"fonts/a.woff2\");\n}\n");
    expect_joined("c {}\n", "a {}\n", "c {}\n");
}

/* In the place of another sheet its addresses would lead elsewhere. */
static void test_styles__a_sheet_that_names_files_leaves_all_as_it_was(void **state)
{
    (void)state;
    expect_joined("@import url(\"./styles/a.css\");\n", "a { background: url(\"a.png\"); }\n",
                  NULL);
    expect_joined("@import url(\"./styles/a.css\");\n", "@import \"b.css\";\n", NULL);
}

static void test_styles__a_sheet_that_is_not_there_leaves_all_as_it_was(void **state)
{
    (void)state;
    expect_joined("@import url(\"./nowhere.css\");\n", "a {}\n", NULL);
    expect_joined("@import url(\"https://example.org/a.css\");\n", "a {}\n", NULL);
}

/* With a condition it is not for everybody. */
static void test_styles__other_forms_of_import_leave_all_as_it_was(void **state)
{
    (void)state;
    expect_joined("@import url(\"./styles/a.css\") print;\n", "a {}\n", NULL);
    expect_joined("@import url(\"./styles/a.css\"); b {}\n", "a {}\n", NULL);
    expect_joined("@import url(\"./styles/a.css", "a {}\n", NULL);
    expect_joined("@import url(\"./styles/a.css\");\n@import \"./views/b.css\";\n", "a {}\n", NULL);
    expect_joined("@import url(\"./styles/a.css\");", "a {}\n", "a {}\n");
}

static void test_styles__without_an_entry_there_is_nothing_to_join(void **state)
{
    (void)state;
    assert_false(styles_join(NULL, 0));
}

SUITE(test_styles)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles__what_is_imported_stands_in_its_place),
        cmocka_unit_test(test_styles__a_sheet_that_names_files_leaves_all_as_it_was),
        cmocka_unit_test(test_styles__a_sheet_that_is_not_there_leaves_all_as_it_was),
        cmocka_unit_test(test_styles__other_forms_of_import_leave_all_as_it_was),
        cmocka_unit_test(test_styles__without_an_entry_there_is_nothing_to_join),
    };

    return RUN(tests);
}
