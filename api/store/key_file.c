#include "store/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

static enum fault say(const char *name, const char *what, struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "%.220s: %s", name, what);
}

static enum fault write_key(const char *temporary, const uint8_t key[SECRET_BYTES],
                            struct error *err)
{
    int file = open(temporary, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t written = file < 0 ? -1 : write(file, key, SECRET_BYTES);
    int failed = written < 0 ? errno : ENOSPC;

    if (file >= 0)
        close(file);
    if (written == SECRET_BYTES)
        return file_sync(temporary, err);
    return say(temporary, strerror(failed), err);
}

/* Whole and on disk, or not there at all. */
static enum fault make_key_file(const char *name, uint8_t key[SECRET_BYTES], struct error *err)
{
    char temporary[FILE_PATH_SIZE];
    enum fault fault;

    TRY(file_temporary(name, "new", temporary, err));
    secret_random(key, SECRET_BYTES);
    fault = write_key(temporary, key, err);
    if (fault == FAULT_NONE)
        fault = file_name(temporary, name, err);
    if (fault != FAULT_NONE)
        unlink(temporary);
    return fault;
}

static void keep_to_owner(int file, const char *name, mode_t mode)
{
    if ((mode & (S_IRWXG | S_IRWXO)) == 0)
        return;
    log_line(LOG_WARN,
             "others could read %s: whoever did knows the links of all invitations. It is yours "
             "alone now. Revoke the invitations that are open",
             name);
    fchmod(file, S_IRUSR | S_IWUSR);
}

static enum fault read_key(int file, const char *name, uint8_t key[SECRET_BYTES], struct error *err)
{
    struct stat info;

    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size != SECRET_BYTES ||
        read(file, key, SECRET_BYTES) != SECRET_BYTES)
        return say(name,
                   "This is not the key that Marquee made. Put the right one back, or remove it: "
                   "links keep working, but can't be shown again.",
                   err);
    keep_to_owner(file, name, info.st_mode);
    return FAULT_NONE;
}

enum fault key_file_open(const char *path, uint8_t key[SECRET_BYTES], struct error *err)
{
    char name[FILE_PATH_SIZE];
    enum fault fault;
    int file;

    if (snprintf(name, sizeof(name), "%s.key", path) >= (int)sizeof(name))
        return say(path, strerror(ENAMETOOLONG), err);
    file = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return errno == ENOENT ? make_key_file(name, key, err) : say(name, strerror(errno), err);
    fault = read_key(file, name, key, err);
    close(file);
    return fault;
}
