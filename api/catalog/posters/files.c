#include "catalog/posters/files.h"

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

void poster_file_name(const struct poster_image *image, char name[POSTER_FILE_NAME_SIZE])
{
    if (image->format == POSTER_ORIGINAL)
        snprintf(name, POSTER_FILE_NAME_SIZE, "%s-original", image->hash);
    else
        snprintf(name, POSTER_FILE_NAME_SIZE, "%s-%d.%s", image->hash, (int)image->width,
                 poster_format_name(image->format));
}

/* The one of that hash whose name this is. */
static bool parse_name(const char *name, struct poster_image *image)
{
    char width[8], format[8], expected[POSTER_FILE_NAME_SIZE];

    *image = (struct poster_image){.format = POSTER_ORIGINAL};
    if (sscanf(name, "%32[0-9a-f]-%3[0-9].%4[a-z]", image->hash, width, format) == 3 &&
        (!poster_width_parse(width, &image->width) || !poster_format_parse(format, &image->format)))
        return false;
    poster_file_name(image, expected);
    return poster_id_is_valid(image->hash) && strcmp(name, expected) == 0;
}

static void look_at_image(const struct walk *walk, const char *path, const char *name)
{
    struct poster_image image;

    if (parse_name(name, &image))
        walk->visit(walk->context, path, image.hash);
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
        return error_set(err, FAULT_BUSY, "Too many files are open at the moment. Try again.");
    return error_set(err, FAULT_INTERNAL, "Can't read %.200s: %s.", path, strerror(reason));
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

static enum fault read_open(int file, const char *path, size_t size_max, struct blob **blob,
                            struct error *err)
{
    struct stat info;
    enum fault fault;
    char *bytes;

    if (fstat(file, &info) != 0)
        return unread(path, errno, err);
    if (info.st_size <= 0 || (size_t)info.st_size > size_max)
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

enum fault poster_file_read(const char *path, size_t size_max, struct blob **blob,
                            struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    enum fault fault;

    if (file < 0 && errno == ENOENT)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    if (file < 0)
        return unread(path, errno, err);
    fault = read_open(file, path, size_max, blob, err);
    close(file);
    return fault;
}
