#include "store/engine/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

enum fault lock_take(const char *path, int *lock, struct error *err)
{
    char name[FILE_PATH_SIZE];
    int file = -1;

    errno = ENAMETOOLONG;
    if (snprintf(name, sizeof(name), "%s.lock", path) < (int)sizeof(name))
        file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL,
                         "The lock beside %s cannot be made (%s). The folder must exist and be "
                         "writable.",
                         path, strerror(errno));
    if (flock(file, LOCK_EX | LOCK_NB) == 0) {
        *lock = file;
        return FAULT_NONE;
    }
    close(file);
    return error_set(err, FAULT_BUSY, "%s is in use by another marquee. Stop that one first.",
                     path);
}
