/* catalog/helper, catalog/image: programs that do not do what they should. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "catalog/posters/helper.h"
#include "catalog/posters/image.h"
#include "catalog/posters/posters.h"
#include "support/world.h"

enum { LONG_MS = 60000, SHORT_MS = 100 };

/* Writes a program of these lines; its path. */
static const char *script(struct world *world, const char *lines)
{
    const char *path = arena_printf(&world->arena, "%s/marquee-image", world->folder);
    FILE *file = fopen(path, "we");

    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", lines);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static enum fault run(struct world *world, const char *program, int64_t deadline_ms,
                      const char *input, struct helper_end *end)
{
    struct helper helper = {.program = program, .deadline_ms = deadline_ms, .answer_max = 100000};

    return helper_run(&helper, input, strlen(input), end, &world->err);
}

static void expect_answer(struct world *world, const char *lines, const char *input,
                          const char *answer)
{
    auto_helper_end struct helper_end end;

    assert_ok(run(world, script(world, lines), LONG_MS, input, &end), &world->err);
    assert_int_equal(end.status, 0);
    assert_string_equal(end.answer.bytes, answer);
}

static void expect_trouble(struct world *world, const char *program, int64_t deadline_ms,
                           const char *why)
{
    auto_helper_end struct helper_end end;

    assert_fault(FAULT_INTERNAL, run(world, program, deadline_ms, "x", &end), &world->err);
    if (strstr(world->err.detail, why) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", world->err.detail, why);
}

static enum fault make(const char *program, struct renditions *made, struct error *err)
{
    return image_make(program, NULL, POSTER_WEBP, 1U, "x", 1, made, err);
}

/* What becomes of an image whose helper is this. */
static void expect_fault(struct world *world, const char *lines, enum fault fault, const char *why)
{
    auto_renditions struct renditions made;

    assert_fault(fault, make(script(world, lines), &made, &world->err), &world->err);
    assert_int_equal(made.count, 0);
    if (strstr(world->err.detail, why) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", world->err.detail, why);
}

static void test_helper__input_and_answer(void **state)
{
    struct world *world = *state;

    expect_answer(world, "cat", "film night", "film night");
    expect_answer(world, "cat", "", "");
    expect_answer(world, "echo no input is read", "film night", "no input is read\n");
}

static void test_helper__a_large_input_nobody_reads(void **state)
{
    struct world *world = *state;
    struct helper helper = {
        .program = script(world, "exit 7"), .deadline_ms = LONG_MS, .answer_max = 0};
    auto_helper_end struct helper_end end;
    auto_free char *input = calloc(1, 10 * 1024 * 1024);

    assert_non_null(input);
    assert_ok(helper_run(&helper, input, 10 * 1024 * 1024, &end, &world->err), &world->err);
    assert_int_equal(end.status, 7);
}

static void test_helper__a_program_that_is_not_there(void **state)
{
    struct world *world = *state;
    const char *program = script(world, "cat");

    expect_trouble(world, "/nowhere/marquee-image", LONG_MS, "/nowhere/marquee-image cannot");
    expect_trouble(world, world->folder, LONG_MS, "cannot be run");
    assert_int_equal(chmod(program, 0600), 0);
    expect_trouble(world, program, LONG_MS, "cannot be run");
}

static void test_helper__a_program_that_hangs_is_killed(void **state)
{
    struct world *world = *state;
    int64_t start = clock_monotonic_us();

    expect_trouble(world, script(world, "exec sleep 600"), SHORT_MS, "longer than 100 ms");
    expect_trouble(world, script(world, "exec >&- 2>&-; exec sleep 600"), SHORT_MS, "longer");
    expect_trouble(world, script(world, "trap '' TERM; while :; do :; done"), SHORT_MS, "longer");
    assert_in_range(clock_monotonic_us() - start, 3000 * SHORT_MS, 1000 * LONG_MS);
}

static void test_helper__a_stop_kills_it(void **state)
{
    struct world *world = *state;
    struct stop stop;
    struct helper helper = {.program = script(world, "exec cat"),
                            .deadline_ms = LONG_MS,
                            .answer_max = 100,
                            .stop = &stop};
    auto_helper_end struct helper_end end, stopped;

    assert_ok(stop_open(&stop, &world->err), &world->err);
    assert_ok(helper_run(&helper, "film", 4, &end, &world->err), &world->err);
    assert_string_equal(end.answer.bytes, "film");
    stop_say(&stop);
    script(world, "exec sleep 600");
    assert_fault(FAULT_INTERNAL, helper_run(&helper, "film", 4, &stopped, &world->err),
                 &world->err);
    assert_non_null(strstr(world->err.detail, "was stopped"));
    assert_int_equal(stopped.status, -SIGKILL);
    stop_close(&stop);
}

static void test_helper__a_child_that_it_leaves_is_not_waited_for(void **state)
{
    expect_answer(*state, "sleep 2 & echo done", "", "done\n");
}

static void test_helper__a_program_that_does_not_stop_talking_is_killed(void **state)
{
    struct world *world = *state;

    expect_trouble(world, script(world, "exec cat /dev/zero"), LONG_MS, "more than 100000 bytes");
}

static void test_helper__its_last_words_are_one_printable_line(void **state)
{
    static const struct {
        const char *lines, *line;
    } said[] = {
        {"exit 3", ""},
        {"echo one >&2; echo two >&2; exit 3", "one"},
        {"printf 'a\\033[1mb\\tc\\303\\251\\n' >&2; exit 3", "a?[1mb?c??"},
        {"printf '\\0hidden' >&2; exit 3", ""},
    };
    struct world *world = *state;

    for (size_t i = 0; i < COUNT_OF(said); i++) {
        auto_helper_end struct helper_end end;

        assert_ok(run(world, script(world, said[i].lines), LONG_MS, "", &end), &world->err);
        assert_int_equal(end.status, 3);
        assert_string_equal(end.line, said[i].line);
    }
}

static void test_helper__a_flood_of_complaints_is_cut(void **state)
{
    struct world *world = *state;
    const char *program = script(world, "exec tr '\\0' x </dev/zero >&2");
    auto_helper_end struct helper_end end;

    assert_ok(run(world, program, LONG_MS, "", &end), &world->err);
    assert_int_equal(end.status, -SIGPIPE);
    assert_int_equal(strspn(end.line, "x"), sizeof(end.line) - 1);
}

/* Not our secrets, not our files, not the signals that we ignore or block. */
static void test_helper__it_inherits_nothing(void **state)
{
    struct world *world = *state;
    int leak = open("/dev/null", O_RDONLY);
    auto_helper_end struct helper_end end, killed;
    sigset_t signals, before;

    assert_ok(run(world, "/usr/bin/env", LONG_MS, "", &end), &world->err);
    assert_string_equal(end.answer.bytes, "");
    expect_answer(world, "exec ls /proc/self/fd", "", "0\n1\n2\n3\n"); /* 3: the folder itself */
    close(leak);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, &signals, &before), 0);
    assert_ok(run(world, script(world, "kill -PIPE $$"), LONG_MS, "", &killed), &world->err);
    assert_int_equal(killed.status, -SIGPIPE);
    helper_end_release(&killed);
    assert_ok(run(world, script(world, "kill -TERM $$"), LONG_MS, "", &killed), &world->err);
    assert_int_equal(killed.status, -SIGTERM);
    assert_int_equal(pthread_sigmask(SIG_SETMASK, &before, NULL), 0);
}

static int open_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

static void test_helper__nothing_stays_open(void **state)
{
    struct world *world = *state;
    int before = open_files();

    expect_answer(world, "cat", "film night", "film night");
    expect_trouble(world, "/nowhere/marquee-image", LONG_MS, "cannot be run");
    expect_trouble(world, script(world, "exec sleep 600"), SHORT_MS, "longer");
    expect_trouble(world, script(world, "exec cat /dev/zero"), LONG_MS, "more than");
    assert_int_equal(open_files(), before);
}

static void *run_often(void *context)
{
    struct helper helper = {.program = context, .deadline_ms = LONG_MS, .answer_max = 100};
    auto_strbuf struct strbuf input;
    uintptr_t wrong = 0;

    strbuf_init(&input, 100);
    strbuf_addint(&input, (long long)pthread_self());
    for (int i = 0; i < 10; i++) {
        auto_helper_end struct helper_end end;
        struct error err;

        if (helper_run(&helper, input.bytes, input.length, &end, &err) != FAULT_NONE ||
            strcmp(end.answer.bytes, input.bytes) != 0)
            wrong++;
    }
    return (void *)wrong;
}

static void test_helper__threads_do_not_hear_each_others_answers(void **state)
{
    struct world *world = *state;
    const char *program = script(world, "cat");
    pthread_t threads[4];
    void *wrong;

    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_often, (void *)(uintptr_t)program),
                         0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

/* ---- as image_make() sees it --------------------------------------------------------- */

static void test_helper__whose_fault_it_is(void **state)
{
    struct world *world = *state;

    expect_fault(world, "echo It is too small. >&2; exit 3", FAULT_INVALID, "It is too small.");
    expect_fault(world, "kill -SEGV $$", FAULT_INVALID, "signal 11");
    expect_fault(world, "kill -XCPU $$", FAULT_INVALID, "signal 24");
    expect_fault(world, "kill -KILL $$", FAULT_INTERNAL, "-9");
    expect_fault(world, "kill -INT $$", FAULT_INTERNAL, "-2");
    expect_fault(world, "echo No memory. >&2; exit 4", FAULT_INTERNAL, "No memory.");
    expect_fault(world, "exit 127", FAULT_INTERNAL, "127");
}

static void test_helper__what_it_is_asked_for(void **state)
{
    struct world *world = *state;
    auto_renditions struct renditions made;
    const char *program = script(world, "echo \"$@\" >&2; exit 3");

    assert_fault(
        FAULT_INVALID,
        image_make(program, NULL, POSTER_AVIF, 1U << 1 | 1U << 3, "x", 1, &made, &world->err),
        &world->err);
    assert_string_equal(world->err.detail, "avif 342 780");
}

static void test_helper__an_answer_that_is_none(void **state)
{
    struct world *world = *state;

    expect_fault(world, "exit 0", FAULT_INTERNAL, "isn't a poster");
    expect_fault(world, "echo '<html>'", FAULT_INTERNAL, "isn't a poster");
    expect_fault(world, "printf MqI2", FAULT_INTERNAL, "isn't a poster");
    expect_fault(world, "head -c 9000000 /dev/zero", FAULT_INTERNAL, "said more than");
}

static void test_helper__a_helper_that_is_missing(void **state)
{
    struct world *world = *state;
    auto_renditions struct renditions made;

    assert_fault(FAULT_INTERNAL, make("/nowhere/marquee-image", &made, &world->err), &world->err);
    assert_int_equal(made.count, 0);
}

static void test_helper__it_is_found_beside_the_program(void **state)
{
    struct world *world = *state;
    const char *program = arena_printf(&world->arena, "%s/marquee", world->folder);
    const char *installed = image_program_beside(&world->arena, program);
    char self[4096] = "";

    assert_non_null(strstr(installed, "/libexec/marquee/marquee-image"));
    assert_string_equal(image_program_beside(&world->arena, ""), installed);
    assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
    assert_string_equal(image_program(&world->arena), image_program_beside(&world->arena, self));
    script(world, "cat");
    assert_string_equal(image_program_beside(&world->arena, program),
                        arena_printf(&world->arena, "%s/marquee-image", world->folder));
    assert_string_equal(image_program_beside(&world->arena, MARQUEE_PROGRAM), MARQUEE_IMAGE);
}

SUITE(test_helper)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(test_helper__input_and_answer),
        FOLDER_TEST(test_helper__a_large_input_nobody_reads),
        FOLDER_TEST(test_helper__a_program_that_is_not_there),
        FOLDER_TEST(test_helper__a_program_that_hangs_is_killed),
        FOLDER_TEST(test_helper__a_stop_kills_it),
        FOLDER_TEST(test_helper__a_child_that_it_leaves_is_not_waited_for),
        FOLDER_TEST(test_helper__a_program_that_does_not_stop_talking_is_killed),
        FOLDER_TEST(test_helper__its_last_words_are_one_printable_line),
        FOLDER_TEST(test_helper__a_flood_of_complaints_is_cut),
        FOLDER_TEST(test_helper__it_inherits_nothing),
        FOLDER_TEST(test_helper__nothing_stays_open),
        FOLDER_TEST(test_helper__threads_do_not_hear_each_others_answers),
        FOLDER_TEST(test_helper__whose_fault_it_is),
        FOLDER_TEST(test_helper__what_it_is_asked_for),
        FOLDER_TEST(test_helper__an_answer_that_is_none),
        FOLDER_TEST(test_helper__a_helper_that_is_missing),
        FOLDER_TEST(test_helper__it_is_found_beside_the_program),
    };

    return RUN(tests);
}
