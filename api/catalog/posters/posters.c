#include "catalog/posters/posters.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/secret.h"
#include "catalog/posters/files.h"

enum {
    READ_AT_ONCE = 16,
    PATH_SIZE = FILE_PATH_SIZE,
    FUTURE = DAY /* seconds */
};

struct posters {
    char *folder;
    sem_t turns;           /* to read a file */
    pthread_mutex_t files; /* an old file is kept again, or removed */
};

static enum fault make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return FAULT_NONE;
    return error_set(
        err, FAULT_INTERNAL,
        "Can't make the folder %s (%s). The folder above it must exist and be writable.", path,
        strerror(errno));
}

enum fault posters_open(const char *folder, struct posters **out, struct error *err)
{
    char path[PATH_SIZE];
    struct posters *posters;

    TRY(make_folder(folder, err));
    snprintf(path, sizeof(path), "%s/posters", folder);
    TRY(make_folder(path, err));
    if (access(path, W_OK | X_OK) != 0)
        return error_set(err, FAULT_INTERNAL, "Can't write to the folder %s (%s).", path,
                         strerror(errno));
    posters = calloc(1, sizeof(*posters));
    if (posters == NULL || (posters->folder = strdup(path)) == NULL)
        abort();
    sem_init(&posters->turns, 0, READ_AT_ONCE);
    pthread_mutex_init(&posters->files, NULL);
    *out = posters;
    return FAULT_NONE;
}

void posters_close(struct posters *posters)
{
    if (posters == NULL)
        return;
    sem_destroy(&posters->turns);
    pthread_mutex_destroy(&posters->files);
    free(posters->folder);
    free(posters);
}

/* "posters/9f/9f2c…-500.webp": 256 folders keep each of them short. */
static void file_path(const char *folder, const struct poster_image *image, char path[PATH_SIZE])
{
    char name[POSTER_FILE_NAME_SIZE];

    poster_file_name(image, name);
    snprintf(path, PATH_SIZE, "%s/%.2s/%s", folder, name, name);
}

static size_t size_max(enum poster_format format)
{
    return format == POSTER_ORIGINAL ? POSTER_ORIGINAL_MAX : POSTER_PICTURE_MAX;
}

/* True: the file is there, and its time is now, by the clock that a sweep looks at. */
static bool stamp(const char *path)
{
    const struct timespec now = {.tv_sec = clock_now()}, times[2] = {now, now};

    return utimensat(AT_FDCWD, path, times, 0) == 0;
}

static bool renew(struct posters *posters, const char *path)
{
    bool is_there;

    pthread_mutex_lock(&posters->files);
    is_there = stamp(path);
    pthread_mutex_unlock(&posters->files);
    return is_there;
}

static enum fault write_whole(int file, const char *bytes, size_t size, struct error *err)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return error_set(err, errno == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                             "Can't write a poster: %s.", strerror(errno));
        bytes += written;
        size -= (size_t)written;
    }
    return FAULT_NONE;
}

static enum fault write_poster(const struct posters *posters, const char *path, const char *bytes,
                               size_t size, struct error *err)
{
    char temporary[PATH_SIZE + 16];
    enum fault fault;
    int file;

    snprintf(temporary, sizeof(temporary), "%s/" POSTER_INCOMING "XXXXXX", posters->folder);
    file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %s: %s.", path, strerror(errno));
    fault = write_whole(file, bytes, size, err);
    if (fault == FAULT_NONE && fsync(file) != 0)
        fault = error_set(err, errno == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                          "%s cannot be made durable: %s.", path, strerror(errno));
    close(file);
    stamp(temporary);
    if (fault == FAULT_NONE && (rename(temporary, path) != 0 || !file_sync_folder(path)))
        fault = error_set(err, FAULT_INTERNAL, "%s cannot be named: %s.", path, strerror(errno));
    if (fault != FAULT_NONE)
        unlink(temporary);
    return fault;
}

void posters_hash(const void *bytes, size_t size, char hash[POSTER_ID_SIZE])
{
    uint8_t digest[HASH_BYTES];

    hash_bytes(bytes, size, digest);
    hex_encode(digest, (POSTER_ID_SIZE - 1) / 2, hash);
}

enum fault posters_keep(struct posters *posters, const char *bytes, size_t size,
                        struct poster_image *image, struct error *err)
{
    char path[PATH_SIZE];

    if (size > size_max(image->format))
        return error_set(err, FAULT_INVALID, "The poster is larger than %zu bytes.",
                         size_max(image->format));
    posters_hash(bytes, size, image->hash);
    image->bytes = (int64_t)size;
    snprintf(path, sizeof(path), "%s/%.2s", posters->folder, image->hash);
    TRY(make_folder(path, err));
    file_path(posters->folder, image, path);
    return renew(posters, path) ? FAULT_NONE : write_poster(posters, path, bytes, size, err);
}

struct sweep {
    struct posters *posters;
    int64_t before;
    poster_has_row has_row;
    void *context;
    struct swept swept;
};

/* A time in the future is no reason to stay: the clock was ahead. */
static bool is_old(const struct sweep *sweep, const char *path, struct stat *info)
{
    return lstat(path, info) == 0 && S_ISREG(info->st_mode) &&
           (info->st_mtime < sweep->before || info->st_mtime > clock_now() + FUTURE);
}

/* Looked at again with the lock held: it may just have been kept once more, and get its row soon.
 */
static void sweep_file(void *context, const char *path, const char *hash)
{
    struct sweep *sweep = context;
    struct stat info;

    if (!is_old(sweep, path, &info) || (hash != NULL && sweep->has_row(sweep->context, hash)))
        return;
    pthread_mutex_lock(&sweep->posters->files);
    if (is_old(sweep, path, &info) && unlink(path) == 0) {
        sweep->swept.files++;
        sweep->swept.bytes += info.st_size;
    }
    pthread_mutex_unlock(&sweep->posters->files);
}

struct swept posters_sweep(struct posters *posters, int64_t before, poster_has_row has_row,
                           void *context)
{
    struct sweep sweep = {
        .posters = posters, .before = before, .has_row = has_row, .context = context};

    poster_files_visit(posters->folder, sweep_file, &sweep);
    return sweep.swept;
}

static bool has_hash(const struct blob *blob, const char *hash)
{
    char found[POSTER_ID_SIZE];
    size_t size;
    const char *bytes = blob_bytes(blob, &size);

    posters_hash(bytes, size, found);
    return strcmp(found, hash) == 0;
}

/* A file that is not what its name says makes room for one that is. */
static enum fault read_named(const char *path, const struct poster_image *image, struct blob **blob,
                             struct error *err)
{
    enum fault fault = poster_file_read(path, size_max(image->format), blob, err);

    if (fault == FAULT_NONE && !has_hash(*blob, image->hash)) {
        blob_release(*blob);
        fault = poster_file_damaged(err);
    }
    if (fault != FAULT_MALFORMED)
        return fault;
    unlink(path);
    return error_set(err, FAULT_NOT_FOUND,
                     "This poster's file was damaged. It is being made again.");
}

/* Every connection may want a file at the same time, and each open one counts against the limit. */
enum fault posters_read(struct posters *posters, const struct poster_image *image,
                        struct blob **blob, struct error *err)
{
    char path[PATH_SIZE];
    enum fault fault;

    file_path(posters->folder, image, path);
    while (sem_wait(&posters->turns) != 0)
        continue;
    fault = read_named(path, image, blob, err);
    sem_post(&posters->turns);
    return fault;
}

static enum fault verify_bytes(const struct blob *blob, const struct poster_image *image,
                               const char *path, struct error *err)
{
    size_t size;

    blob_bytes(blob, &size);
    if (size != (size_t)image->bytes)
        return error_set(err, FAULT_INTERNAL, "%.200s has %zu bytes instead of %lld.", path, size,
                         (long long)image->bytes);
    if (has_hash(blob, image->hash))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%.200s has changed since it was kept.", path);
}

enum fault posters_verify(const char *folder, const struct poster_image *image, struct error *err)
{
    char below[PATH_SIZE - 128], path[PATH_SIZE];
    struct error cause;
    struct blob *blob;
    enum fault fault;

    snprintf(below, sizeof(below), "%s/posters", folder);
    file_path(below, image, path);
    error_init(&cause);
    if (poster_file_read(path, size_max(image->format), &blob, &cause) != FAULT_NONE)
        return error_set(err, FAULT_NOT_FOUND, "Can't read %.200s.", path);
    fault = verify_bytes(blob, image, path, err);
    blob_release(blob);
    return fault;
}
