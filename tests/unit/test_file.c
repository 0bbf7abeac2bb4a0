/* base/file: what is written is on disk, also where a file system cannot promise all of it. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/check.h"

/* What it fails with for a folder, or for a file; 0: it does not. It stands before the system's
 * one. */
static int folder_fails, file_fails;

int fsync(int file)
{
    struct stat info;

    if (fstat(file, &info) != 0)
        return -1;
    errno = S_ISDIR(info.st_mode) ? folder_fails : file_fails;
    return errno == 0 ? (int)syscall(SYS_fsync, file) : -1;
}

struct place {
    char folder[64], file[80], temporary[FILE_PATH_SIZE];
    struct error err;
};

/* With a temporary file for `file`. */
static void open_place(struct place *place)
{
    folder_fails = file_fails = 0;
    snprintf(place->folder, sizeof(place->folder), "/tmp/marquee-file-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof(place->file), "%s/copy.db", place->folder);
    error_init(&place->err);
    assert_ok(file_temporary(place->file, "unfinished", place->temporary, &place->err),
              &place->err);
}

static void close_place(struct place *place)
{
    folder_fails = file_fails = 0;
    unlink(place->temporary);
    unlink(place->file);
    assert_int_equal(rmdir(place->folder), 0);
}

static void test_file__a_folder_that_cannot_be_synced_is_no_failure(void **state)
{
    static const int harmless[] = {EINVAL, ENOTSUP, ENOSYS, ENOTTY, EBADF, EISDIR};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(harmless); i++) {
        struct place place;

        open_place(&place);
        folder_fails = harmless[i];
        assert_ok(file_sync(place.temporary, &place.err), &place.err);
        assert_ok(file_name(place.temporary, place.file, &place.err), &place.err);
        assert_int_equal(access(place.file, F_OK), 0);
        close_place(&place);
    }
}

static void test_file__a_disk_that_fails_is_one(void **state)
{
    static const int failures[] = {EIO, ENOSPC, EDQUOT, EROFS};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        struct place place;

        open_place(&place);
        folder_fails = failures[i];
        assert_false(file_sync_folder(place.file));
        assert_int_equal(errno, failures[i]);
        assert_fault(FAULT_INTERNAL, file_name(place.temporary, place.file, &place.err),
                     &place.err);
        assert_non_null(strstr(place.err.detail, strerror(failures[i])));
        close_place(&place);
    }
}

static void test_file__an_error_names_what_was_asked_for(void **state)
{
    struct place place;
    char expected[200];

    (void)state;
    open_place(&place);
    file_fails = EIO;
    assert_int_equal(file_temporary_end(file_sync(place.temporary, &place.err), place.temporary,
                                        place.file, &place.err),
                     FAULT_INTERNAL);
    snprintf(expected, sizeof(expected), "The disk did not confirm %s: %s.", place.file,
             strerror(EIO));
    assert_string_equal(place.err.detail, expected);
    assert_int_equal(access(place.temporary, F_OK), -1);
    close_place(&place);
}

static void test_file__room_is_tried_without_a_trace(void **state)
{
    struct place place;

    (void)state;
    open_place(&place);
    assert_int_equal(file_try_room(place.folder), 0);
    assert_int_equal(file_try_room("/nowhere/at/all"), ENOENT);
    close_place(&place);
}

SUITE(test_file)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file__a_folder_that_cannot_be_synced_is_no_failure),
        cmocka_unit_test(test_file__a_disk_that_fails_is_one),
        cmocka_unit_test(test_file__an_error_names_what_was_asked_for),
        cmocka_unit_test(test_file__room_is_tried_without_a_trace),
    };

    return RUN(tests);
}
