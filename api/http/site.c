#include "http/site.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/comments.h"
#include "http/files.h"

struct file {
    char *path; /* below the folder, with a slash first */
    const char *type;
    struct blob *blob;
};

struct site {
    struct file files[SITE_FILES_MAX];
    size_t count;
};

static const char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'";

/* nftw() has no argument for its caller; it runs only inside site_open(), at the start. */
static struct {
    struct site *site;
    size_t root_length;
} walking;

static struct blob *read_whole(const char *path, size_t size, const char *type)
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
    if (strncmp(type, "text/javascript", 15) == 0)
        size = comments_strip(bytes, size);
    return blob_take(bytes, size);
}

static int add_file(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    struct site *site = walking.site;
    const char *below = path + walking.root_length;
    struct blob *blob;

    if (kind != FTW_F || path[at->base] == '.' || strstr(below, "/.") != NULL ||
        strncmp(below, "/docs/", 6) == 0 || info->st_size > SITE_FILE_BYTES_MAX ||
        file_type(path) == NULL || site->count == SITE_FILES_MAX)
        return 0;
    blob = read_whole(path, (size_t)info->st_size, file_type(path));
    if (blob == NULL)
        return -1;
    site->files[site->count].path = strdup(below);
    site->files[site->count].type = file_type(path);
    site->files[site->count++].blob = blob;
    return 0;
}

static const struct file *find(const struct site *site, const char *path)
{
    for (size_t i = 0; i < site->count; i++)
        if (strcmp(site->files[i].path, path) == 0)
            return &site->files[i];
    return NULL;
}

enum fault site_open(const char *folder, struct site **out, struct error *err)
{
    struct site *site = calloc(1, sizeof(*site));
    int outcome;

    if (site == NULL)
        abort();
    walking.site = site;
    walking.root_length = strlen(folder);
    while (walking.root_length > 0 && folder[walking.root_length - 1] == '/')
        walking.root_length--;
    outcome = nftw(folder, add_file, 8, FTW_PHYS);
    if (outcome != 0 || find(site, "/index.html") == NULL) {
        error_set(err, FAULT_INTERNAL,
                  "The page cannot be read from %s (%s). Set MARQUEE_FRONTEND to its folder, or to "
                  "off.",
                  folder, outcome != 0 ? strerror(errno) : "no index.html");
        site_close(site);
        return FAULT_INTERNAL;
    }
    *out = site;
    return FAULT_NONE;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    for (size_t i = 0; i < site->count; i++) {
        free(site->files[i].path);
        blob_release(site->files[i].blob);
    }
    free(site);
}

/* The addresses that frontend/router.js knows; a test compares them. */
static bool is_page_address(const char *path)
{
    static const char *const addresses[] = {"/", "/propose", "/sign-in", "/me", "/cache"};
    static const char film[] = "/proposals/";
    const char *id = path + sizeof(film) - 1;

    for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
        if (strcmp(path, addresses[i]) == 0)
            return true;
    return strncmp(path, film, sizeof(film) - 1) == 0 && *id != '\0' &&
           strspn(id, "0123456789") == strlen(id);
}

/* Somebody who looks for a page is told by the page; whoever misses a file is told by a problem. */
static bool is_file_address(const char *path)
{
    return strchr(strrchr(path, '/'), '.') != NULL || strncmp(path, "/api/", 5) == 0;
}

static const struct file *resolve(const struct site *site, const char *path, int *status)
{
    const struct file *file = find(site, path);

    *status = file != NULL || is_page_address(path) ? 200 : 404;
    return file == NULL && !is_file_address(path) ? find(site, "/index.html") : file;
}

enum fault site_serve(struct site *site, struct call *call, struct reply *reply, struct error *err)
{
    int status = 404;
    const struct file *file = site == NULL ? NULL : resolve(site, call->path, &status);

    if (file == NULL)
        return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    if (call->method != METHOD_GET)
        reply_header(reply, "Allow", "GET, HEAD, OPTIONS");
    if (call->method == METHOD_OPTIONS) {
        reply_empty(reply);
        return FAULT_NONE;
    }
    if (call->method != METHOD_GET)
        return error_set(err, FAULT_METHOD_NOT_ALLOWED, "The page takes GET, HEAD and OPTIONS.");
    if (strncmp(file->type, "text/html", 9) == 0)
        reply_header(reply, "Content-Security-Policy", page_policy);
    /* Fonts carry their version in their name. */
    reply_blob(reply, blob_hold(file->blob), file->type,
               strncmp(file->type, "font/", 5) == 0 ? "public, max-age=31536000, immutable"
                                                    : CACHE_SITE);
    reply->status = status;
    reply->conditional = status == 200;
    return FAULT_NONE;
}
