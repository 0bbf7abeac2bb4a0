/* base/process: figures of this very process. */
#include "base/process.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "support/check.h"

static void test_process__files_that_are_open_are_counted(void **state)
{
    struct process_usage before, after;
    int file;

    (void)state;
    process_usage(&before);
    file = open("/dev/null", O_RDONLY | O_CLOEXEC);
    process_usage(&after);
    close(file);
    assert_int_equal(after.open_fds, before.open_fds + 1);
    assert_true(after.max_fds >= after.open_fds);
}

static void test_process__memory_that_is_used_is_resident(void **state)
{
    enum { SIZE = 16 * 1024 * 1024 };
    struct process_usage before, after;
    char *bytes;

    (void)state;
    process_usage(&before);
    bytes = malloc(SIZE);
    assert_non_null(bytes);
    memset(bytes, 1, SIZE);
    process_usage(&after);
    free(bytes);
    assert_true(after.resident_bytes >= before.resident_bytes + SIZE / 2);
    assert_true(after.virtual_bytes >= after.resident_bytes);
}

static void test_process__time_is_used_by_working(void **state)
{
    struct process_usage before, after;

    (void)state;
    process_usage(&before);
    do
        process_usage(&after);
    while (after.cpu_us == before.cpu_us);
    assert_true(after.cpu_us > before.cpu_us);
}

SUITE(test_process)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_process__files_that_are_open_are_counted),
        cmocka_unit_test(test_process__memory_that_is_used_is_resident),
        cmocka_unit_test(test_process__time_is_used_by_working),
    };

    return RUN(tests);
}
