#include "http/page/files.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

const char *file_type(const char *name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot != NULL && i < COUNT_OF(types); i++)
        if (strcmp(dot, types[i].ending) == 0)
            return types[i].type;
    return NULL;
}

bool file_is_text(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strchr(type, '+') != NULL;
}

bool file_is_script(const char *type)
{
    return strncmp(type, "text/javascript", 15) == 0;
}

const char *file_text(const struct page_file *file)
{
    size_t length;

    return blob_bytes(file->blob, &length);
}

void file_rewrite(struct page_file *file, struct strbuf *text)
{
    size_t length;
    char *bytes = strbuf_take(text, &length);

    blob_release(file->blob);
    file->blob = blob_take(bytes, length);
}

size_t files_find(const struct page_file *files, size_t count, const char *path)
{
    size_t i = 0;

    while (i < count && strcmp(files[i].path, path) != 0)
        i++;
    return i;
}

size_t files_resolve(const struct page_file *files, size_t count, const char *from,
                     const char *target, size_t length)
{
    const char *end = target + length;
    size_t folder = (size_t)(strrchr(from, '/') - from);
    char path[FILES_PATH_MAX];
    int written;

    if (*target != '.')
        return count;
    while (strncmp(target, "../", 3) == 0 && folder > 0) {
        target += strlen("../");
        while (from[--folder] != '/')
            ;
    }
    if (strncmp(target, "./", 2) == 0)
        target += strlen("./");
    written =
        snprintf(path, sizeof(path), "%.*s/%.*s", (int)folder, from, (int)(end - target), target);
    return written < (int)sizeof(path) ? files_find(files, count, path) : count;
}
