/*
 * The page's folder as browsers get it: read into memory, without comments (slim.h), its modules
 * and its stylesheets joined into one each (modules.h, styles.h). What is read is the page as it is
 * written, and works as it is: this only makes it smaller. The server sends these files itself, or
 * `marquee page` writes them down for another web server.
 */
#ifndef MARQUEE_HTTP_PAGE_FOLDER_H
#define MARQUEE_HTTP_PAGE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "http/page/files.h"
#include "http/page/places.h"

#define FOLDER_DOCUMENT "/index.html" /* what each of the page's addresses shows */

enum { FOLDER_FILES_MAX = 1024, FOLDER_FILE_BYTES_MAX = 1024 * 1024 };

struct folder {
    struct page_file files[FOLDER_FILES_MAX];
    size_t count;
    struct places places; /* the page's addresses; none where it has no places.js */
};

/* Reads it; FAULT_INTERNAL where it cannot, and where there are more than FOLDER_FILES_MAX. Files
 * that start with a dot, that are too large, or whose ending is not that of a page's file are left
 * out; so is the folder `docs`, which is compiled in. Not for several threads at once. */
enum fault folder_read(const char *path, struct folder **folder, struct error *err);
void folder_close(struct folder *folder); /* NULL is fine */

/* The file with an address, or NULL. */
const struct page_file *folder_file(const struct folder *folder, const char *path);

/* Writes all files below `path`, and the texts once more with gzip, as NAME.gz. Folders are made,
 * and what is there by these names is replaced. */
enum fault folder_write(const struct folder *folder, const char *path, struct error *err);

#endif
