/* base/outlet: nobody waits for whoever reads at the other end. */
#include "base/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "support/check.h"

enum { PATIENCE_MS = 30 * 1000, LINE = 100 };

/* A pipe as a program gets it, and the outlet in its place. */
struct pair {
    int reads, writes;
    struct outlet *outlet;
    struct error err;
};

static struct pair open_pair(outlet_note note)
{
    struct pair pair;
    int ends[2];

    error_init(&pair.err);
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pair.reads = ends[0];
    pair.writes = ends[1];
    assert_ok(outlet_open(pair.writes, note, &pair.outlet, &pair.err), &pair.err);
    assert_non_null(pair.outlet);
    return pair;
}

static void close_pair(struct pair *pair)
{
    outlet_close(pair->outlet, PATIENCE_MS);
    close(pair->reads);
    close(pair->writes);
}

/* Lines of one length until one is refused; how many were taken. */
static size_t fill(const struct pair *pair)
{
    char line[LINE];
    size_t count = 0;

    memset(line, 'x', sizeof(line));
    line[LINE - 1] = '\n';
    while (write(pair->writes, line, sizeof(line)) == LINE)
        count++;
    assert_int_equal(errno, EAGAIN);
    return count;
}

/* Until `text` has come, and counts the lines up to it. */
static size_t read_until(int file, const char *text)
{
    static char bytes[4 * OUTLET_BYTES];
    struct pollfd readable = {.fd = file, .events = POLLIN};
    size_t used = 0, lines = 0;

    for (;;) {
        ssize_t length;

        assert_int_equal(poll(&readable, 1, PATIENCE_MS), 1);
        length = read(file, bytes + used, sizeof(bytes) - 1 - used);
        assert_true(length > 0);
        for (ssize_t i = 0; i < length; i++)
            lines += bytes[used + (size_t)i] == '\n';
        used += (size_t)length;
        bytes[used] = '\0';
        if (strstr(bytes, text) != NULL)
            return lines;
    }
}

static void test_outlet__what_is_written_arrives(void **state)
{
    struct pair pair = open_pair(NULL);
    char text[8] = "";

    (void)state;
    assert_int_equal(write(pair.writes, "a line\n", 7), 7);
    assert_int_equal(read(pair.reads, text, 7), 7);
    assert_string_equal(text, "a line\n");
    close_pair(&pair);
}

static void test_outlet__a_writer_never_waits(void **state)
{
    struct pair pair = open_pair(NULL);
    size_t taken = fill(&pair);

    (void)state;
    assert_true(taken > 1000);
    outlet_finish(pair.outlet, 1);
    close_pair(&pair);
}

/* What fitted is all there, in whole lines, although it came while nobody read. */
static void test_outlet__what_fitted_is_kept_for_a_reader_who_comes_back(void **state)
{
    struct pair pair = open_pair(NULL);
    size_t taken = fill(&pair), seen;

    (void)state;
    seen = read_until(pair.reads, "x\n");
    while (seen < taken)
        seen += read_until(pair.reads, "x\n");
    assert_int_equal(write(pair.writes, "and on\n", 7), 7);
    seen += read_until(pair.reads, "and on\n");
    assert_true(seen > taken);
    close_pair(&pair);
}

static atomic_bool is_due;

static size_t give_note(char note[OUTLET_NOTE_SIZE])
{
    if (!atomic_exchange(&is_due, false))
        return 0;
    return (size_t)snprintf(note, OUTLET_NOTE_SIZE, "a note\n");
}

static void test_outlet__a_note_stands_between_two_lines(void **state)
{
    struct pair pair = open_pair(give_note);

    (void)state;
    atomic_store(&is_due, true);
    assert_int_equal(write(pair.writes, "one\ntwo", 7), 7);
    read_until(pair.reads, "one\na note\ntwo");
    close_pair(&pair);
}

static void test_outlet__the_end_waits_for_the_reader_but_not_for_ever(void **state)
{
    struct pair pair = open_pair(NULL);

    (void)state;
    fill(&pair);
    outlet_finish(pair.outlet, 1);
    outlet_finish(pair.outlet, PATIENCE_MS);
    close_pair(&pair);
}

static void test_outlet__a_file_needs_none(void **state)
{
    struct outlet *outlet;
    struct error err;
    int file = memfd_create("file", MFD_CLOEXEC);

    (void)state;
    error_init(&err);
    assert_ok(outlet_open(file, NULL, &outlet, &err), &err);
    assert_null(outlet);
    close(file);
    assert_ok(outlet_open(file, NULL, &outlet, &err), &err);
    assert_null(outlet);
}

/* In a process of its own. */
static void die(int writes, bool by_abort)
{
    struct error err;

    error_init(&err);
    if (dup2(writes, STDERR_FILENO) < 0 || log_open(&err) != FAULT_NONE)
        _exit(1);
    log_line(LOG_ERROR, "the last words");
    if (by_abort)
        abort();
    log_close();
    _exit(0);
}

static void expect_last_words(bool by_abort)
{
    int ends[2], status;
    pid_t child;

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    child = fork();
    if (child == 0)
        die(ends[1], by_abort);
    close(ends[1]);
    assert_int_equal(read_until(ends[0], "the last words\n"), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WIFSIGNALED(status) ? WTERMSIG(status) : 0, by_abort ? SIGABRT : 0);
    close(ends[0]);
}

static void test_outlet__the_last_words_are_heard(void **state)
{
    (void)state;
    expect_last_words(false);
    expect_last_words(true);
}

SUITE(test_outlet)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outlet__the_last_words_are_heard), /* forks: before any thread */
        cmocka_unit_test(test_outlet__what_is_written_arrives),
        cmocka_unit_test(test_outlet__a_writer_never_waits),
        cmocka_unit_test(test_outlet__what_fitted_is_kept_for_a_reader_who_comes_back),
        cmocka_unit_test(test_outlet__a_note_stands_between_two_lines),
        cmocka_unit_test(test_outlet__the_end_waits_for_the_reader_but_not_for_ever),
        cmocka_unit_test(test_outlet__a_file_needs_none),
    };

    return RUN(tests);
}
