/* marquee-image: what it cannot do, whoever gets hold of it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "image/sandbox.h"
#include "support/check.h"
#include "support/inspect.h"

/* Each says whether it was possible. */
static bool open_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool make_a_file(void)
{
    return open("/tmp", O_TMPFILE | O_RDWR, 0600) >= 0 || memfd_create("x", 0) >= 0;
}

static bool remove_a_file(void)
{
    return unlink("/nowhere") == 0 || errno != ENOSYS;
}

static bool reach_a_network(void)
{
    int ends[2];

    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ||
           socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
}

static bool start_a_program(void)
{
    char *arguments[] = {NULL};

    execve("/bin/true", arguments, arguments);
    return errno != ENOSYS;
}

static bool make_a_process(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool signal_somebody(void)
{
    return kill(getppid(), 0) == 0;
}

/* A decoder that knew would start as many threads, and need memory for each. */
static bool count_the_processors(void)
{
    cpu_set_t set;

    return sched_getaffinity(0, sizeof(set), &set) == 0;
}

static void *do_nothing(void *context)
{
    return context;
}

static bool make_a_thread(void)
{
    pthread_t thread;

    return pthread_create(&thread, NULL, do_nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool take_memory(void)
{
    void *memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return memory != MAP_FAILED && munmap(memory, 1 << 20) == 0;
}

/* In a process of its own, as it cannot be undone. */
static bool is_possible(bool (*act)(void), bool closed)
{
    pid_t pid = fork();
    struct error err;
    int status;

    assert_true(pid >= 0);
    if (pid == 0)
        _exit(closed && sandbox_close(&err) != FAULT_NONE ? 2 : act());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 1;
}

static void test_sandbox__it_shuts_off_everything_but_work(void **state)
{
    static bool (*const refused[])(void) = {open_a_file,     make_a_file,         remove_a_file,
                                            reach_a_network, start_a_program,     make_a_process,
                                            signal_somebody, count_the_processors};
    static bool (*const allowed[])(void) = {make_a_thread, take_memory};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_false(is_possible(refused[i], true));
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        assert_true(is_possible(allowed[i], true));
    assert_true(is_possible(open_a_file, false));
    assert_true(is_possible(make_a_process, false));
}

/* ---- of the real program -------------------------------------------------------------------- */

struct subject {
    pid_t pid;
    int input;
};

/* It has closed the sandbox before it reads: once more bytes are written than a pipe holds, it is
 * there, and waits for more. */
static struct subject start_subject(const char *format)
{
    static const char bytes[100000];
    struct subject subject;
    int ends[2];

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_in_range(fcntl(ends[1], F_SETPIPE_SZ, 65536), 1, sizeof(bytes) - 1);
    subject.pid = fork();
    assert_true(subject.pid >= 0);
    if (subject.pid == 0) {
        dup2(ends[0], 0);
        execl(MARQUEE_IMAGE, MARQUEE_IMAGE, format, "185", NULL);
        _exit(127);
    }
    close(ends[0]);
    subject.input = ends[1];
    assert_int_equal(write(subject.input, bytes, sizeof(bytes)), sizeof(bytes));
    return subject;
}

static void end_subject(struct subject *subject)
{
    kill(subject->pid, SIGKILL);
    waitpid(subject->pid, NULL, 0);
    close(subject->input);
}

static void expect_limit(pid_t pid, enum __rlimit_resource resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit;

    assert_int_equal(prlimit(pid, resource, NULL, &limit), 0);
    assert_true(limit.rlim_cur <= soft && limit.rlim_max <= hard);
}

static void test_sandbox__the_program_is_in_it(void **state)
{
    struct subject subject = start_subject("webp");
    int nice = getpriority(PRIO_PROCESS, 0) + 10;
    auto_strbuf struct strbuf text;
    char path[64];

    (void)state;
    snprintf(path, sizeof(path), "/proc/%d/status", (int)subject.pid);
    strbuf_init(&text, 16384);
    inspect_file(path, &text);
    expect_limit(subject.pid, RLIMIT_CPU, 10, 11);
    expect_limit(subject.pid, RLIMIT_FSIZE, 0, 0);
    expect_limit(subject.pid, RLIMIT_NOFILE, 16, 16);
    expect_limit(subject.pid, RLIMIT_CORE, 0, 0);
    expect_limit(subject.pid, RLIMIT_AS, SANDBOX_MEMORY, SANDBOX_MEMORY);
    assert_int_equal(getpriority(PRIO_PROCESS, (id_t)subject.pid), nice < 19 ? nice : 19);
    end_subject(&subject);
    assert_non_null(strstr(text.bytes, "Seccomp:\t2"));
    assert_non_null(strstr(text.bytes, "NoNewPrivs:\t1"));
}

/* Nobody waits for an AVIF. */
static void test_sandbox__only_avif_is_made_when_all_is_idle(void **state)
{
    struct subject webp = start_subject("webp"), avif = start_subject("avif");

    (void)state;
    assert_int_not_equal(sched_getscheduler(webp.pid), SCHED_IDLE);
    assert_int_equal(sched_getscheduler(avif.pid), SCHED_IDLE);
    end_subject(&webp);
    end_subject(&avif);
}

/* The server maps no decoder: not even its name is in it. */
static void test_sandbox__only_the_program_links_libvips(void **state)
{
    auto_strbuf struct strbuf server, program;

    (void)state;
    strbuf_init(&server, 256 * 1024 * 1024);
    strbuf_init(&program, 256 * 1024 * 1024);
    inspect_file(MARQUEE_PROGRAM, &server);
    inspect_file(MARQUEE_IMAGE, &program);
    assert_non_null(memmem(program.bytes, program.length, "libvips.so", 10));
    assert_null(memmem(server.bytes, server.length, "libvips.so", 10));
    assert_null(memmem(server.bytes, server.length, "libwebp.so", 10));
}

SUITE(test_sandbox)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sandbox__it_shuts_off_everything_but_work),
        cmocka_unit_test(test_sandbox__the_program_is_in_it),
        cmocka_unit_test(test_sandbox__only_avif_is_made_when_all_is_idle),
        cmocka_unit_test(test_sandbox__only_the_program_links_libvips),
    };

    return RUN(tests);
}
