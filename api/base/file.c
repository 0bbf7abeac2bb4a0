#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    COPIED_AT_ONCE = 16 * 1024 * 1024, /* bytes that one call is asked to copy */
    LINKS_MAX = 40                     /* from one to the next, as the system has it */
};

/* Goes where the link leads: from the folder it is in, or from the root. */
static bool follow_link(char path[FILE_PATH_SIZE])
{
    char target[FILE_PATH_SIZE];
    ssize_t length = readlink(path, target, sizeof(target));
    const char *slash = strrchr(path, '/');
    size_t folder;

    if (length <= 0)
        return false;
    folder = slash == NULL || target[0] == '/' ? 0 : (size_t)(slash - path) + 1;
    if (folder + (size_t)length >= FILE_PATH_SIZE)
        return false;
    memcpy(path + folder, target, (size_t)length);
    path[folder + (size_t)length] = '\0';
    return true;
}

/* Of a file that is not there, in a folder that is; else NULL. */
static char *full_path_in_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    char *folder = strndup(length == 0 ? "." : path, length == 0 ? 1 : length);
    char *real = folder == NULL ? NULL : realpath(folder, NULL), *full = NULL;

    if (real != NULL &&
        asprintf(&full, "%s/%s", strcmp(real, "/") == 0 ? "" : real, path + length) < 0)
        abort();
    free(real);
    free(folder);
    return full;
}

char *file_full_path(const char *path)
{
    char *full = realpath(path, NULL), last[FILE_PATH_SIZE];

    if (full == NULL && snprintf(last, sizeof(last), "%s", path) < (int)sizeof(last)) {
        for (int links = 0; links < LINKS_MAX && follow_link(last); links++)
            continue;
        full = full_path_in_folder(last);
    }
    if (full == NULL)
        full = strdup(path);
    if (full == NULL)
        abort();
    return full;
}

enum fault file_temporary(const char *path, const char *word, char temporary[FILE_PATH_SIZE],
                          struct error *err)
{
    int length = snprintf(temporary, FILE_PATH_SIZE, "%s.%s-XXXXXX", path, word), file = -1;

    errno = ENAMETOOLONG;
    if (length < FILE_PATH_SIZE)
        file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
    close(file);
    return FAULT_NONE;
}

static int copy_all(int from, int to)
{
    ssize_t copied = 1;

    while (copied > 0)
        copied = sendfile(to, from, NULL, COPIED_AT_ONCE);
    return copied < 0 ? errno : 0;
}

enum fault file_copy(const char *from, const char *to, struct error *err)
{
    int source = open(from, O_RDONLY | O_CLOEXEC), target;
    int failed = errno;

    if (source < 0)
        return error_set(err, FAULT_INTERNAL, "Can't read %.200s: %s.", from, strerror(failed));
    target = open(to, O_WRONLY | O_CLOEXEC);
    failed = target < 0 ? errno : copy_all(source, target);
    if (target >= 0)
        close(target);
    close(source);
    if (failed == 0)
        return FAULT_NONE;
    return error_set(err, failed == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                     "Can't write %.200s: %s.", to, strerror(failed));
}

/* 0, or the error. */
static int sync_at(const char *path, int flags)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | flags);
    int failed = file < 0 || fsync(file) != 0 ? errno : 0;

    if (file >= 0)
        close(file);
    return failed;
}

enum fault file_sync(const char *path, struct error *err)
{
    int failed = sync_at(path, 0);

    if (failed == 0)
        return FAULT_NONE;
    return error_set(err, failed == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                     "The disk did not confirm %.200s: %s.", path, strerror(failed));
}

/* Many disks behind SMB, FUSE or a virtual machine know no such thing: there is nothing to wait
 * for. */
static bool sync_folder(const char *folder)
{
    int failed = sync_at(folder, O_DIRECTORY);

    errno = failed;
    return failed == 0 || failed == EINVAL || failed == ENOTSUP || failed == ENOSYS ||
           failed == ENOTTY || failed == EBADF || failed == EISDIR || failed == EACCES;
}

bool file_sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[FILE_PATH_SIZE];

    if (slash == NULL)
        return sync_folder(".");
    snprintf(folder, sizeof(folder), "%.*s", slash == path ? 1 : (int)(slash - path), path);
    return sync_folder(folder);
}

static int rename_carefully(const char *from, const char *to)
{
    struct stat info;

    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL)
        return errno;
    if (lstat(to, &info) == 0)
        return EEXIST;
    return rename(from, to) == 0 ? 0 : errno;
}

enum fault file_name(const char *temporary, const char *path, struct error *err)
{
    int failed = rename_carefully(temporary, path);

    if (failed == EEXIST)
        return error_set(err, FAULT_CONFLICT, "%.200s already exists.", path);
    if (failed != 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(failed));
    if (file_sync_folder(path))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The disk did not confirm the name %.200s: %s.", path,
                     strerror(errno));
}

enum fault file_temporary_end(enum fault fault, const char *temporary, const char *path,
                              struct error *err)
{
    const char *ending = temporary + strlen(path);
    char *at;

    if (fault == FAULT_NONE)
        return FAULT_NONE;
    unlink(temporary);
    at = strstr(err->detail, ending);
    if (at != NULL)
        memmove(at, at + strlen(ending), strlen(at + strlen(ending)) + 1);
    return fault;
}

/* Not every file system has files without a name. */
int file_open_nameless(const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    char name[FILE_PATH_SIZE];

    if (file >= 0 ||
        snprintf(name, sizeof(name), "%s/.nameless-XXXXXX", folder) >= (int)sizeof(name))
        return file;
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0)
        unlink(name);
    return file;
}

int file_try_room(const char *folder)
{
    static const char bytes[FILE_ROOM];
    int file = file_open_nameless(folder), failed = file < 0 ? errno : 0;

    for (size_t written = 0; failed == 0 && written < sizeof(bytes);) {
        ssize_t more = write(file, bytes + written, sizeof(bytes) - written);

        if (more > 0)
            written += (size_t)more;
        else if (more == 0 || errno != EINTR)
            failed = more == 0 ? ENOSPC : errno;
    }
    if (file >= 0)
        close(file);
    return failed;
}
