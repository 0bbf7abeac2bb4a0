#include "http/page/folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "http/page/modules.h"
#include "http/page/slim.h"
#include "http/page/styles.h"

static const char places_path[] = "/places.js";

/* nftw() has no argument for its caller. */
static struct {
    struct folder *folder;
    size_t root_length;
} walking;

/* ---- reading ------------------------------------------------------------------------------ */

static bool is_style(const char *type)
{
    return strncmp(type, "text/css", 8) == 0;
}

static struct blob *read_file(const char *path, size_t size, const char *type)
{
    FILE *file = fopen(path, "re");
    char *bytes;

    if (file == NULL)
        return NULL;
    bytes = malloc(size + 1);
    if (bytes == NULL)
        abort();
    if (fread(bytes, 1, size, file) != size) {
        fclose(file);
        free(bytes);
        return NULL;
    }
    fclose(file);
    bytes[size] = '\0';
    if (file_is_script(type))
        size = slim_script(bytes, size);
    else if (is_style(type))
        size = slim_style(bytes, size);
    return blob_take(bytes, size);
}

enum { UNREAD = -1, TOO_MANY = 1 }; /* why nftw() has ended early */

static int add_file(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    struct folder *folder = walking.folder;
    struct page_file *file;
    const char *below = path + walking.root_length;

    if (kind != FTW_F || path[at->base] == '.' || strstr(below, "/.") != NULL ||
        strncmp(below, "/docs/", 6) == 0 || info->st_size > FOLDER_FILE_BYTES_MAX ||
        file_type(path) == NULL)
        return 0;
    if (folder->count == FOLDER_FILES_MAX)
        return TOO_MANY;
    file = &folder->files[folder->count];
    file->blob = read_file(path, (size_t)info->st_size, file_type(path));
    if (file->blob == NULL)
        return UNREAD;
    file->path = strdup(below);
    file->type = file_type(path);
    folder->count++;
    return 0;
}

/* Last: the modules are read by their lines. */
static void close_up(struct page_file *file)
{
    size_t length;
    const char *text = blob_bytes(file->blob, &length);
    char *copy;

    if (!file_is_script(file->type) && !is_style(file->type))
        return;
    copy = malloc(length + 1);
    if (copy == NULL)
        abort();
    memcpy(copy, text, length + 1);
    length = slim_lines(copy, length);
    if (file_is_script(file->type))
        length = slim_marks(copy, length);
    else
        length = slim_rules(copy, length);
    blob_release(file->blob);
    file->blob = blob_take(copy, length);
}

static void make_small(struct folder *folder)
{
    modules_join(folder->files, folder->count);
    styles_join(folder->files, folder->count);
    for (size_t i = 0; i < folder->count; i++) {
        close_up(&folder->files[i]);
        blob_press(folder->files[i].blob);
    }
}

static const char *why_unreadable(int outcome, int reason)
{
    if (outcome == TOO_MANY)
        return "too many files";
    return outcome == UNREAD ? strerror(reason) : "no index.html";
}

enum fault folder_read(const char *path, struct folder **out, struct error *err)
{
    struct folder *folder = calloc(1, sizeof(*folder));
    int outcome;

    if (folder == NULL)
        abort();
    walking.folder = folder;
    walking.root_length = strlen(path);
    while (walking.root_length > 0 && path[walking.root_length - 1] == '/')
        walking.root_length--;
    outcome = nftw(path, add_file, 8, FTW_PHYS);
    if (outcome != 0 || folder_file(folder, FOLDER_DOCUMENT) == NULL) {
        int reason = errno;

        folder_close(folder);
        return error_set(err, FAULT_INTERNAL,
                         "The page cannot be read from %s (%s). Set MARQUEE_FRONTEND to its "
                         "folder, or to off.",
                         path, why_unreadable(outcome, reason));
    }
    if (folder_file(folder, places_path) != NULL)
        places_read(file_text(folder_file(folder, places_path)), &folder->places);
    make_small(folder);
    *out = folder;
    return FAULT_NONE;
}

void folder_close(struct folder *folder)
{
    if (folder == NULL)
        return;
    for (size_t i = 0; i < folder->count; i++) {
        free(folder->files[i].path);
        blob_release(folder->files[i].blob);
    }
    free(folder);
}

const struct page_file *folder_file(const struct folder *folder, const char *path)
{
    size_t index = files_find(folder->files, folder->count, path);

    return index == folder->count ? NULL : &folder->files[index];
}

/* ---- writing ------------------------------------------------------------------------------ */

enum { WRITTEN_PATH_MAX = 4096 /* bytes, with the NUL */ };

static enum fault cannot_write(const char *path, struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "%s cannot be written: %s.", path, strerror(errno));
}

/* All folders on the way to a file. */
static enum fault make_folders(char *path, struct error *err)
{
    for (char *at = path + 1; (at = strchr(at, '/')) != NULL; at++) {
        int outcome;

        *at = '\0';
        outcome = mkdir(path, 0755) == 0 || errno == EEXIST ? 0 : -1;
        if (outcome != 0)
            return cannot_write(path, err);
        *at = '/';
    }
    return FAULT_NONE;
}

static enum fault write_bytes(const char *path, const char *bytes, size_t length, struct error *err)
{
    FILE *file = fopen(path, "we");
    bool is_written;

    if (file == NULL)
        return cannot_write(path, err);
    is_written = fwrite(bytes, 1, length, file) == length;
    if (fclose(file) != 0 || !is_written)
        return cannot_write(path, err);
    return FAULT_NONE;
}

static enum fault write_file(const struct page_file *file, const char *folder, struct error *err)
{
    char path[WRITTEN_PATH_MAX];
    int end = snprintf(path, sizeof(path), "%s%s", folder, file->path);
    const char *bytes;
    size_t length;

    if ((size_t)end + strlen(".gz") >= sizeof(path))
        return error_set(err, FAULT_INTERNAL, "The path of %s is too long.", folder);
    TRY(make_folders(path, err));
    bytes = blob_bytes(file->blob, &length);
    TRY(write_bytes(path, bytes, length, err));
    bytes = file_is_text(file->type) ? blob_gzip(file->blob, &length) : NULL;
    memcpy(path + end, ".gz", sizeof(".gz"));
    if (bytes != NULL)
        return write_bytes(path, bytes, length, err);
    /* A web server would go on sending the one of another version. */
    return unlink(path) == 0 || errno == ENOENT ? FAULT_NONE : cannot_write(path, err);
}

enum fault folder_write(const struct folder *folder, const char *path, struct error *err)
{
    for (size_t i = 0; i < folder->count; i++)
        TRY(write_file(&folder->files[i], path, err));
    return FAULT_NONE;
}
