/* launch/settings_file: a command reads the host's settings as systemd does. */
#include "launch/settings_file.h"

#include <stdio.h>

#include "base/auto.h"
#include "support/check.h"

struct line {
    const char *text, *name, *value;
};

static void expect_setting(const struct line *line)
{
    const char *name, *value;
    char text[200], *at = text;

    snprintf(text, sizeof(text), "%s", line->text);
    if (!settings_file_next(&at, &name, &value))
        fail_msg("%s says nothing", line->text);
    assert_string_equal(name, line->name);
    assert_string_equal(value, line->value);
    if (settings_file_next(&at, &name, &value))
        fail_msg("%s also says %s", line->text, name);
}

/* Each was tried with systemd 252. */
static void test_settings_file__reads_what_systemd_reads(void **state)
{
    static const struct line lines[] = {
        {"A=b\n", "A", "b"},
        {"A=b", "A", "b"},
        {"A=b\r\n", "A", "b"},
        {"  A = b c \t\n", "A", "b c"},
        {"A=\n", "A", ""},
        {"A=b=c#d;e\n", "A", "b=c#d;e"},
        {"A=tmdb omdb cinemeta\n", "A", "tmdb omdb cinemeta"},
        {"A=\"tmdb omdb\"\n", "A", "tmdb omdb"},
        {"A=' two  blanks '\n", "A", " two  blanks "},
        {"A='b\\c$d`e\"'\n", "A", "b\\c$d`e\""},
        {"A=\"b\\\"c\\$d\\\\e\\f\"\n", "A", "b\"c$d\\e\\f"},
        {"A=b\\ c\\\\\\\"d\n", "A", "b c\\\"d"},
        {"A=b\\ \n", "A", "b "},
        {"A=b\\\nc\n", "A", "bc"},
        {"A=\"b\\\nc\"\n", "A", "bc"},
        {"A=\"b\nc\"\n", "A", "b\nc"},
        {"A=\"b\"'c' d\n", "A", "bcd"},
        {"A=b\"c\"\n", "A", "b\"c\""},
        {"A=$(id)`id`$HOME\n", "A", "$(id)`id`$HOME"},
        {"A=\"open", "A", "open"},
        {"# B=c\n; B=c\n\n \t\nA=b\n", "A", "b"},
        {"# B=c \\\nB=c\nA=b\n", "A", "b"},
        {"no setting\nA=b\n", "A", "b"},
        {"A=b\nno setting", "A", "b"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        expect_setting(&lines[i]);
}

static void test_settings_file__gives_one_after_the_other(void **state)
{
    char text[] = "A=1\nB='2'\n\n# three\nA=3", *at = text;
    const char *name, *value;

    (void)state;
    assert_true(settings_file_next(&at, &name, &value));
    assert_string_equal(value, "1");
    assert_true(settings_file_next(&at, &name, &value));
    assert_string_equal(name, "B");
    assert_string_equal(value, "2");
    assert_true(settings_file_next(&at, &name, &value));
    assert_string_equal(name, "A");
    assert_string_equal(value, "3");
    assert_false(settings_file_next(&at, &name, &value));
}

static void test_settings_file__nothing_is_nothing(void **state)
{
    static const char *const empty[] = {"", "\n", "\r\n", "#", "# \\", "words", " "};
    const char *name, *value;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        char text[20], *at = text;

        snprintf(text, sizeof(text), "%s", empty[i]);
        assert_false(settings_file_next(&at, &name, &value));
    }
}

SUITE(test_settings_file)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings_file__reads_what_systemd_reads),
        cmocka_unit_test(test_settings_file__gives_one_after_the_other),
        cmocka_unit_test(test_settings_file__nothing_is_nothing),
    };

    return RUN(tests);
}
