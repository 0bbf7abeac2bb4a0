#include "catalog/posters.h"

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
#include "catalog/poster_files.h"

enum { REMEMBERED_MAX = 256, READ_AT_ONCE = 16, PATH_SIZE = FILE_PATH_SIZE };

struct remembered {
    char id[POSTER_ID_SIZE];
    int64_t width;
    struct blob *blob; /* NULL: a free place */
    uint64_t used;
};

struct posters {
    char *folder;
    sem_t turns;           /* to read a file */
    pthread_mutex_t files; /* an old file is kept again, or removed */
    pthread_mutex_t lock;  /* for what follows */
    struct remembered memory[REMEMBERED_MAX];
    size_t memory_bytes;
    uint64_t clock;
};

static enum fault make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL,
                     "The folder %s cannot be made (%s); its parent must exist and be writable.",
                     path, strerror(errno));
}

enum fault posters_open(const char *folder, struct posters **out, struct error *err)
{
    char path[PATH_SIZE];
    struct posters *posters;

    TRY(make_folder(folder, err));
    snprintf(path, sizeof(path), "%s/posters", folder);
    TRY(make_folder(path, err));
    if (access(path, W_OK | X_OK) != 0)
        return error_set(err, FAULT_INTERNAL, "The folder %s cannot be written (%s).", path,
                         strerror(errno));
    posters = calloc(1, sizeof(*posters));
    if (posters == NULL || (posters->folder = strdup(path)) == NULL)
        abort();
    sem_init(&posters->turns, 0, READ_AT_ONCE);
    pthread_mutex_init(&posters->files, NULL);
    pthread_mutex_init(&posters->lock, NULL);
    *out = posters;
    return FAULT_NONE;
}

void posters_close(struct posters *posters)
{
    if (posters == NULL)
        return;
    for (size_t i = 0; i < REMEMBERED_MAX; i++)
        blob_release(posters->memory[i].blob);
    pthread_mutex_destroy(&posters->lock);
    sem_destroy(&posters->turns);
    pthread_mutex_destroy(&posters->files);
    free(posters->folder);
    free(posters);
}

/* "posters/9f/9f2c…-500.webp": 256 folders keep each of them short. */
static void file_path(const struct posters *posters, const char *id, int64_t width,
                      char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%.2s/%s-%lld.webp", posters->folder, id, id, (long long)width);
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

static enum fault write_all(int file, const char *bytes, size_t size, struct error *err)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return error_set(err, errno == ENOSPC ? FAULT_STORAGE_FULL : FAULT_INTERNAL,
                             "A poster cannot be written: %s.", strerror(errno));
        bytes += written;
        size -= (size_t)written;
    }
    return FAULT_NONE;
}

static enum fault write_file(const struct posters *posters, const char *path, const char *bytes,
                             size_t size, struct error *err)
{
    char temporary[PATH_SIZE + 16];
    enum fault fault;
    int file;

    snprintf(temporary, sizeof(temporary), "%s/" POSTER_INCOMING "XXXXXX", posters->folder);
    file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "%s cannot be written: %s.", path, strerror(errno));
    fault = write_all(file, bytes, size, err);
    if (fault == FAULT_NONE && fsync(file) != 0)
        fault = error_set(err, FAULT_INTERNAL, "%s cannot be made durable.", path);
    close(file);
    stamp(temporary);
    if (fault == FAULT_NONE && (rename(temporary, path) != 0 || !file_sync_folder(path)))
        fault = error_set(err, FAULT_INTERNAL, "%s cannot be named: %s.", path, strerror(errno));
    if (fault != FAULT_NONE)
        unlink(temporary);
    return fault;
}

static void id_of(const void *bytes, size_t size, char id[POSTER_ID_SIZE])
{
    uint8_t hash[HASH_BYTES];

    hash_bytes(bytes, size, hash);
    hex_encode(hash, (POSTER_ID_SIZE - 1) / 2, id);
}

enum fault posters_keep(struct posters *posters, const char *bytes, size_t size, int64_t width,
                        char id[POSTER_ID_SIZE], struct error *err)
{
    char path[PATH_SIZE];

    if (size > POSTER_BYTES_MAX)
        return error_set(err, FAULT_INVALID, "The poster is larger than %d bytes.",
                         POSTER_BYTES_MAX);
    id_of(bytes, size, id);
    snprintf(path, sizeof(path), "%s/%.2s", posters->folder, id);
    TRY(make_folder(path, err));
    file_path(posters, id, width, path);
    return renew(posters, path) ? FAULT_NONE : write_file(posters, path, bytes, size, err);
}

void posters_let_go(struct posters *posters, const char *id, int64_t width)
{
    char path[PATH_SIZE];

    file_path(posters, id, width, path);
    renew(posters, path);
}

struct sweep {
    struct posters *posters;
    int64_t before;
    poster_has_row has_row;
    void *context;
    struct swept swept;
};

static bool is_old(const struct sweep *sweep, const char *path, struct stat *info)
{
    return lstat(path, info) == 0 && S_ISREG(info->st_mode) && info->st_mtime < sweep->before;
}

/* Looked at again with the lock held: it may just have been kept once more, and get its row soon.
 */
static void sweep_file(void *context, const char *path, const char *id)
{
    struct sweep *sweep = context;
    struct stat info;

    if (!is_old(sweep, path, &info) || (id != NULL && sweep->has_row(sweep->context, id)))
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

static bool is_named(const struct blob *blob, const char *id)
{
    char found[POSTER_ID_SIZE];
    size_t size;
    const char *bytes = blob_bytes(blob, &size);

    id_of(bytes, size, found);
    return strcmp(found, id) == 0;
}

/* A file that is not what its name says makes room for one that is. */
static enum fault read_named(const char *path, const char *id, struct blob **blob,
                             struct error *err)
{
    enum fault fault = poster_file_read(path, blob, err);

    if (fault == FAULT_NONE && !is_named(*blob, id)) {
        blob_release(*blob);
        fault = poster_file_damaged(err);
    }
    if (fault != FAULT_MALFORMED)
        return fault;
    unlink(path);
    return error_set(err, FAULT_NOT_FOUND, "This poster's file was damaged; it is fetched again.");
}

static void forget(struct posters *posters, struct remembered *place)
{
    size_t size;

    if (place->blob == NULL)
        return;
    blob_bytes(place->blob, &size);
    posters->memory_bytes -= size;
    blob_release(place->blob);
    place->blob = NULL;
}

static struct remembered *least_used(struct posters *posters, bool free_place)
{
    struct remembered *least = NULL;

    for (size_t i = 0; i < REMEMBERED_MAX; i++) {
        struct remembered *place = &posters->memory[i];

        if (place->blob == NULL && free_place)
            return place;
        if (place->blob != NULL && (least == NULL || place->used < least->used))
            least = place;
    }
    return least;
}

/* With the lock held. */
static void remember(struct posters *posters, const char *id, int64_t width, struct blob *blob)
{
    struct remembered *place;
    size_t size;

    blob_bytes(blob, &size);
    while (posters->memory_bytes + size > POSTER_MEMORY_MAX && posters->memory_bytes > 0)
        forget(posters, least_used(posters, false));
    place = least_used(posters, true);
    forget(posters, place);
    snprintf(place->id, sizeof(place->id), "%s", id);
    place->width = width;
    place->blob = blob_hold(blob);
    place->used = ++posters->clock;
    posters->memory_bytes += size;
}

/* With the lock held. */
static struct blob *recall(struct posters *posters, const char *id, int64_t width)
{
    for (size_t i = 0; i < REMEMBERED_MAX; i++) {
        struct remembered *place = &posters->memory[i];

        if (place->blob == NULL || place->width != width || strcmp(place->id, id) != 0)
            continue;
        place->used = ++posters->clock;
        return blob_hold(place->blob);
    }
    return NULL;
}

/* Every connection may want a file at the same time, and each open one counts against the limit. */
static enum fault read_in_turn(struct posters *posters, const char *path, const char *id,
                               struct blob **blob, struct error *err)
{
    enum fault fault;

    while (sem_wait(&posters->turns) != 0)
        continue;
    fault = read_named(path, id, blob, err);
    sem_post(&posters->turns);
    return fault;
}

enum fault posters_read(struct posters *posters, const char *id, int64_t width, struct blob **blob,
                        struct error *err)
{
    char path[PATH_SIZE];

    pthread_mutex_lock(&posters->lock);
    *blob = recall(posters, id, width);
    pthread_mutex_unlock(&posters->lock);
    if (*blob != NULL)
        return FAULT_NONE;
    file_path(posters, id, width, path);
    TRY(read_in_turn(posters, path, id, blob, err));
    pthread_mutex_lock(&posters->lock);
    remember(posters, id, width, *blob);
    pthread_mutex_unlock(&posters->lock);
    return FAULT_NONE;
}

static enum fault verify_bytes(const struct blob *blob, const struct poster *poster,
                               const char *path, struct error *err)
{
    size_t size;

    blob_bytes(blob, &size);
    if (size != (size_t)poster->bytes)
        return error_set(err, FAULT_INTERNAL, "%.200s has %zu bytes instead of %lld.", path, size,
                         (long long)poster->bytes);
    if (is_named(blob, poster->id))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%.200s has other bytes than were kept.", path);
}

enum fault posters_verify(const char *folder, const struct poster *poster, struct error *err)
{
    char below[PATH_SIZE - 128], path[PATH_SIZE];
    const struct posters place = {.folder = below};
    struct error cause;
    struct blob *blob;
    enum fault fault;

    snprintf(below, sizeof(below), "%s/posters", folder);
    file_path(&place, poster->id, poster->width, path);
    error_init(&cause);
    if (poster_file_read(path, &blob, &cause) != FAULT_NONE)
        return error_set(err, FAULT_NOT_FOUND, "%.200s cannot be read.", path);
    fault = verify_bytes(blob, poster, path, err);
    blob_release(blob);
    return fault;
}
