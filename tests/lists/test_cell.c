/* lists/cell: no cell is a formula, and what is read again is what there was. */
#include "lists/cell.h"

#include <string.h>

#include "base/auto.h"
#include "support/check.h"

static void expect_guarded(const char *text, const char *guarded)
{
    auto_strbuf struct strbuf out;

    strbuf_init(&out, 1024);
    cell_guard(&out, text);
    assert_string_equal(out.bytes, guarded);
    cell_open(out.bytes);
    assert_string_equal(out.bytes, text);
}

static void test_cell__what_begins_like_a_formula_is_guarded(void **state)
{
    (void)state;
    expect_guarded("=1+1", "'=1+1");
    expect_guarded("+1", "'+1");
    expect_guarded("-30-", "'-30-");
    expect_guarded("@Suicide Room", "'@Suicide Room");
    expect_guarded("\t=1", "'\t'=1");
    expect_guarded("\r=1", "'\r'=1");
    expect_guarded("\uff1d1+1", "'\uff1d1+1");
}

static void test_cell__also_behind_what_a_program_passes_over(void **state)
{
    (void)state;
    expect_guarded(" =1", " '=1");
    expect_guarded("\"=1\"", "\"'=1\"");
    expect_guarded("x;=1", "x;'=1");
    expect_guarded("x, -1\n+2", "x, '-1\n'+2");
}

static void test_cell__ordinary_titles_stay_as_they_are(void **state)
{
    static const char *const titles[] = {
        "",           "Metropolis",           "'71",      "Spider-Man", "M*A*S*H",        "8½",
        "'Til Death", "(500) Days of Summer", "Face/Off", "…ing",       "Monsters, Inc.", "'"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        expect_guarded(titles[i], titles[i]);
}

static void test_cell__apostrophes_of_others_survive(void **state)
{
    (void)state;
    expect_guarded("'=1", "''=1");
    expect_guarded("''-1", "'''-1");
    expect_guarded("' =1", "' '=1");
}

/* Every text of up to six of the characters that matter. */
static void test_cell__every_text_is_read_as_it_was(void **state)
{
    static const char signs[] = "='\" ,x";
    enum { SIGNS = sizeof(signs) - 1, LENGTH = 6 };

    (void)state;
    for (int number = 0; number < SIGNS * SIGNS * SIGNS * SIGNS * SIGNS * SIGNS; number++) {
        auto_strbuf struct strbuf out;
        char text[LENGTH + 1] = "";

        for (int i = 0, rest = number; i < LENGTH; i++, rest /= SIGNS)
            text[i] = signs[rest % SIGNS];
        strbuf_init(&out, 64);
        cell_guard(&out, text);
        assert_int_not_equal(out.bytes[strspn(out.bytes, " \"")], '=');
        cell_open(out.bytes);
        assert_string_equal(out.bytes, text);
    }
}

SUITE(test_cell)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cell__what_begins_like_a_formula_is_guarded),
        cmocka_unit_test(test_cell__also_behind_what_a_program_passes_over),
        cmocka_unit_test(test_cell__ordinary_titles_stay_as_they_are),
        cmocka_unit_test(test_cell__apostrophes_of_others_survive),
        cmocka_unit_test(test_cell__every_text_is_read_as_it_was),
    };

    return RUN(tests);
}
