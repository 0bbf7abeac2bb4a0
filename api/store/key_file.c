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
    return file_temporary_end(fault, temporary, name, err);
}

static bool is_open_to_others(const struct stat *info)
{
    return (info->st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

static void keep_to_owner(int file, const char *name, const struct stat *info)
{
    if (!is_open_to_others(info))
        return;
    bool is_ours = fchmod(file, S_IRUSR | S_IWUSR) == 0;

    log_line(LOG_WARN,
             "others could read %s: whoever did knows the links of all invitations. %s Revoke the "
             "invitations that are open",
             name, is_ours ? "It is yours alone now." : "Make it yours alone: chmod 600.");
}

static bool is_key(const struct stat *info)
{
    return S_ISREG(info->st_mode) && info->st_size == SECRET_BYTES;
}

static enum fault no_key(const char *name, struct error *err)
{
    return say(name,
               "This is not the key that Marquee made. Put the right one back, or remove it: "
               "links keep working, but can't be shown again.",
               err);
}

static enum fault read_key(int file, const char *name, uint8_t key[SECRET_BYTES], struct error *err)
{
    struct stat info;

    if (fstat(file, &info) != 0 || !is_key(&info) || read(file, key, SECRET_BYTES) != SECRET_BYTES)
        return no_key(name, err);
    keep_to_owner(file, name, &info);
    return FAULT_NONE;
}

static enum fault name_key(const char *path, char name[FILE_PATH_SIZE], struct error *err)
{
    if (snprintf(name, FILE_PATH_SIZE, "%s.key", path) < FILE_PATH_SIZE)
        return FAULT_NONE;
    return say(path, strerror(ENAMETOOLONG), err);
}

enum fault key_file_open(const char *path, uint8_t key[SECRET_BYTES], struct error *err)
{
    char name[FILE_PATH_SIZE];
    enum fault fault;
    int file;

    TRY(name_key(path, name, err));
    file = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return errno == ENOENT ? make_key_file(name, key, err) : say(name, strerror(errno), err);
    fault = read_key(file, name, key, err);
    close(file);
    return fault;
}

enum fault key_file_look(const char *path, bool *is_there, struct error *err)
{
    char name[FILE_PATH_SIZE];
    struct stat info;

    TRY(name_key(path, name, err));
    *is_there = lstat(name, &info) == 0;
    if (!*is_there)
        return errno == ENOENT ? FAULT_NONE : say(name, strerror(errno), err);
    if (!is_key(&info))
        return no_key(name, err);
    return is_open_to_others(&info)
               ? say(name,
                     "Others can read it, and so know the links of all invitations. The next "
                     "start keeps it to its owner. Revoke the invitations that are open.",
                     err)
               : FAULT_NONE;
}
