#include "store/engine/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool note_name(const char *path, char name[FILE_PATH_SIZE])
{
    return snprintf(name, FILE_PATH_SIZE, "%s.stopped", path) < FILE_PATH_SIZE;
}

/* On a full disk there is still room for its name, which is what counts. */
enum fault aside_note(const char *path, const char *copy, struct error *err)
{
    char name[FILE_PATH_SIZE];
    size_t length = strlen(copy);
    ssize_t written;
    int file = -1;

    if (note_name(path, name))
        file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s.stopped: %s.", path,
                         strerror(errno));
    written = write(file, copy, length);
    close(file);
    if (written == (ssize_t)length && file_sync(name, err) == FAULT_NONE && file_sync_folder(name))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't write %.200s.", name);
}

/* False: there is no note. */
static bool read_note(const char *name, char copy[FILE_PATH_SIZE])
{
    int file = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t length;

    if (file < 0)
        return false;
    length = read(file, copy, FILE_PATH_SIZE - 1);
    close(file);
    copy[length < 0 ? 0 : length] = '\0';
    return true;
}

enum fault aside_must_be_settled(const char *path, struct error *err)
{
    char name[FILE_PATH_SIZE], copy[FILE_PATH_SIZE];

    if (!note_name(path, name) || !read_note(name, copy))
        return FAULT_NONE;
    if (copy[0] == '\0')
        return error_set(
            err, FAULT_CONFLICT,
            "%.90s was taken away or changed while Marquee ran. If a copy could be made, "
            "the log says where. `marquee restore` that or a backup, or remove %.100s to "
            "go on with what is there.",
            path, name);
    if (access(copy, F_OK) != 0 && errno == ENOENT)
        return FAULT_NONE;
    return error_set(
        err, FAULT_CONFLICT,
        "%.90s was taken away or changed while Marquee ran. What it held is in %.110s: "
        "`marquee restore` that file to bring it back, or remove it to go on without.",
        path, copy);
}

void aside_settle(const char *path)
{
    char name[FILE_PATH_SIZE];

    if (note_name(path, name) && unlink(name) == 0)
        file_sync_folder(name);
}
