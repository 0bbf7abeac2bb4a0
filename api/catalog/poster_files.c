#include "catalog/poster_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "catalog/posters.h"

bool poster_id_is_valid(const char *text)
{
    return strlen(text) == POSTER_ID_SIZE - 1 &&
           strspn(text, "0123456789abcdef") == POSTER_ID_SIZE - 1;
}

bool poster_width_parse(const char *text, int64_t *width)
{
    static const int64_t widths[] = {185, 342, 500, 780};
    char expected[8];

    for (size_t i = 0; i < COUNT_OF(widths); i++) {
        snprintf(expected, sizeof(expected), "%lld", (long long)widths[i]);
        *width = widths[i];
        if (strcmp(text, expected) == 0)
            return true;
    }
    return false;
}

struct walk {
    poster_file_visit visit;
    void *context;
};

typedef void (*entry_visit)(const struct walk *walk, const char *path, const char *name);

static void each_entry(const struct walk *walk, const char *folder, entry_visit visit)
{
    DIR *entries = opendir(folder);
    const struct dirent *entry;
    char path[FILE_PATH_SIZE];

    while (entries != NULL && (entry = readdir(entries)) != NULL)
        if (snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) < (int)sizeof(path))
            visit(walk, path, entry->d_name);
    if (entries != NULL)
        closedir(entries);
}

/* "9f2c…-500.webp" */
static void look_at_image(const struct walk *walk, const char *path, const char *name)
{
    char id[POSTER_ID_SIZE], width[8];
    int64_t ignored;
    int length = 0;

    if (sscanf(name, "%32[0-9a-f]-%3[0-9].webp%n", id, width, &length) == 2 && length > 0 &&
        name[length] == '\0' && poster_id_is_valid(id) && poster_width_parse(width, &ignored))
        walk->visit(walk->context, path, id);
}

static void look_at_entry(const struct walk *walk, const char *path, const char *name)
{
    if (strncmp(name, POSTER_INCOMING, strlen(POSTER_INCOMING)) == 0)
        walk->visit(walk->context, path, NULL);
    else if (strlen(name) == 2 && strspn(name, "0123456789abcdef") == 2)
        each_entry(walk, path, look_at_image);
}

void poster_files_visit(const char *folder, poster_file_visit visit, void *context)
{
    const struct walk walk = {.visit = visit, .context = context};

    each_entry(&walk, folder, look_at_entry);
}

/* ---- reading one ------------------------------------------------------------------------------
 */

enum fault poster_file_damaged(struct error *err)
{
    return error_set(err, FAULT_MALFORMED, "This poster's file is damaged.");
}

/* It may be whole all the same. */
static enum fault unread(const char *path, int reason, struct error *err)
{
    if (reason == EMFILE || reason == ENFILE)
        return error_set(err, FAULT_BUSY, "Too many files are open at the moment; try again.");
    return error_set(err, FAULT_INTERNAL, "%.200s cannot be read: %s.", path, strerror(reason));
}

static enum fault read_bytes(int file, const char *path, char *bytes, size_t size,
                             struct error *err)
{
    while (size > 0) {
        ssize_t length = read(file, bytes, size);

        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return unread(path, errno, err);
        if (length == 0)
            return poster_file_damaged(err);
        bytes += length;
        size -= (size_t)length;
    }
    return FAULT_NONE;
}

static enum fault read_open(int file, const char *path, struct blob **blob, struct error *err)
{
    struct stat info;
    enum fault fault;
    char *bytes;

    if (fstat(file, &info) != 0)
        return unread(path, errno, err);
    if (info.st_size <= 0 || info.st_size > POSTER_BYTES_MAX)
        return poster_file_damaged(err);
    bytes = malloc((size_t)info.st_size);
    if (bytes == NULL)
        abort();
    fault = read_bytes(file, path, bytes, (size_t)info.st_size, err);
    if (fault == FAULT_NONE)
        *blob = blob_take(bytes, (size_t)info.st_size);
    else
        free(bytes);
    return fault;
}

enum fault poster_file_read(const char *path, struct blob **blob, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    enum fault fault;

    if (file < 0 && errno == ENOENT)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    if (file < 0)
        return unread(path, errno, err);
    fault = read_open(file, path, blob, err);
    close(file);
    return fault;
}
