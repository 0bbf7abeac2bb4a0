/* base/log: one event, one line, whatever a client sent. */
#include "base/log.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "support/check.h"

/* What log_line() writes to standard error, caught in a pipe. */
static void capture(char *out, size_t size, enum log_level level, const char *message)
{
    int ends[2], stderr_copy = dup(STDERR_FILENO);
    ssize_t length;

    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    log_line(level, "%s", message);
    dup2(stderr_copy, STDERR_FILENO);
    close(stderr_copy);
    length = read(ends[0], out, size - 1);
    close(ends[0]);
    assert_true(length >= 0);
    out[length] = '\0';
}

static void assert_one_line(const char *line)
{
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void test_log__a_line_has_time_level_and_message(void **state)
{
    char line[4096];

    (void)state;
    capture(line, sizeof(line), LOG_WARN, "something of note");
    assert_one_line(line);
    assert_int_equal(line[4], '-');
    assert_int_equal(line[10], 'T');
    assert_int_equal(line[19], 'Z');
    assert_string_equal(line + 20, " warn   something of note\n");
}

static void test_log__a_newline_in_a_message_forges_no_line(void **state)
{
    char line[4096];

    (void)state;
    capture(line, sizeof(line), LOG_INFO, "a\nb\r\x1b[31m\x7f\t");
    assert_one_line(line);
    assert_non_null(strstr(line, " a\\x0ab\\x0d\\x1b[31m\\x7f\\x09\n"));
}

static void test_log__leaves_utf8_readable(void **state)
{
    char line[4096];

    (void)state;
    capture(line, sizeof(line), LOG_INFO, "Amélie 映画");
    assert_non_null(strstr(line, " Amélie 映画\n"));
}

static void test_log__cuts_long_messages(void **state)
{
    char line[16 * 1024], message[8 * 1024];

    (void)state;
    memset(message, 'x', sizeof(message) - 1);
    message[sizeof(message) - 1] = '\0';
    capture(line, sizeof(line), LOG_INFO, message);
    assert_one_line(line);
    assert_in_range(strlen(line), 2000, 2100);
    memset(message, '\n', sizeof(message) - 1);
    capture(line, sizeof(line), LOG_INFO, message);
    assert_one_line(line);
    assert_in_range(strlen(line), PIPE_BUF - 4, PIPE_BUF); /* a pipe takes it as a whole */
}

/* A line says at its end what became of a request. */
static void test_log__keeps_the_end_of_a_long_line(void **state)
{
    char line[16 * 1024], message[2000];

    (void)state;
    memset(message, '\n', sizeof(message) - 1);
    memcpy(message + sizeof(message) - 5, " 404", 5);
    capture(line, sizeof(line), LOG_INFO, message);
    assert_one_line(line);
    assert_in_range(strlen(line), PIPE_BUF - 4, PIPE_BUF);
    assert_non_null(strstr(line, "\\x0a 404\n"));
    assert_non_null(strstr(line, "..."));
    for (size_t i = 0; i + 8 < sizeof(message); i += 2)
        memcpy(message + i, "\xc3\xa9", 2);
    for (size_t i = 0; i < 900; i++)
        message[i] = '\n';
    capture(line, sizeof(line), LOG_INFO, message);
    assert_true(text_is_utf8(line, strlen(line)));
}

static void test_log__drops_lines_above_its_level(void **state)
{
    char line[4096];

    (void)state;
    assert_true(log_enabled(LOG_INFO));
    assert_false(log_enabled(LOG_ACCESS));
    capture(line, sizeof(line), LOG_DEBUG, "not this one");
    assert_string_equal(line, "");
    log_set_level(LOG_DEBUG);
    capture(line, sizeof(line), LOG_DEBUG, "but this one");
    assert_non_null(strstr(line, " debug  but this one\n"));
    log_set_level(LOG_ERROR);
    capture(line, sizeof(line), LOG_WARN, "not this one");
    assert_string_equal(line, "");
    log_set_level(LOG_INFO);
}

static void test_log__levels_have_words(void **state)
{
    enum log_level level = LOG_OFF;

    (void)state;
    assert_true(log_level_parse("access", &level));
    assert_int_equal(level, LOG_ACCESS);
    assert_true(log_level_parse("off", &level));
    assert_int_equal(level, LOG_OFF);
    assert_false(log_level_parse("loud", &level));
    assert_false(log_level_parse("", &level));
}

SUITE(test_log)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_log__a_line_has_time_level_and_message),
        cmocka_unit_test(test_log__a_newline_in_a_message_forges_no_line),
        cmocka_unit_test(test_log__leaves_utf8_readable),
        cmocka_unit_test(test_log__cuts_long_messages),
        cmocka_unit_test(test_log__keeps_the_end_of_a_long_line),
        cmocka_unit_test(test_log__drops_lines_above_its_level),
        cmocka_unit_test(test_log__levels_have_words),
    };

    return RUN(tests);
}
