#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 16 * 1024 * 1024 /* bytes that one call is asked to copy */ };

char *file_full_path(const char *path)
{
    char *full = realpath(path, NULL);

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
        copied = sendfile(to, from, NULL, CHUNK);
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

static bool sync_at(const char *path, int flags)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | flags);
    bool synced = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    return synced;
}

enum fault file_sync(const char *path, struct error *err)
{
    if (sync_at(path, 0))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The disk did not confirm %.200s.", path);
}

bool file_sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[FILE_PATH_SIZE];

    if (slash == NULL)
        return sync_at(".", O_DIRECTORY);
    snprintf(folder, sizeof(folder), "%.*s", slash == path ? 1 : (int)(slash - path), path);
    return sync_at(folder, O_DIRECTORY);
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
    return error_set(err, FAULT_INTERNAL, "The disk did not confirm the name %.200s.", path);
}
