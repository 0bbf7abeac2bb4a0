/* Files that are sent to browsers: those of the page, and those of /docs. */
#ifndef MARQUEE_HTTP_PAGE_FILES_H
#define MARQUEE_HTTP_PAGE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/blob.h"
#include "base/strbuf.h"

/* The media type by the name's ending, or NULL for a file that is not sent. */
const char *file_type(const char *name);

/* Whether a file is of use only with what is written in it: text, not a picture or a font. */
bool file_is_text(const char *type);

bool file_is_script(const char *type);

/* A file of the page. */
struct page_file {
    char *path; /* its address, with a slash first */
    const char *type;
    struct blob *blob;
};

/* Its bytes, which are a text that ends with a NUL. */
const char *file_text(const struct page_file *file);

/* Gives it other bytes: those that were collected. */
void file_rewrite(struct page_file *file, struct strbuf *text);

/* Where the file with an address is among `count`; `count` if it is not. */
size_t files_find(const struct page_file *files, size_t count, const char *path);

enum { FILES_PATH_MAX = 256 /* bytes of an address, with the NUL */ };

/* The one that `target` ("./a.js", "../b/c.css") is for the file at `from`; `count` if it is none.
 * `length` is of `target`, in bytes. */
size_t files_resolve(const struct page_file *files, size_t count, const char *from,
                     const char *target, size_t length);

#endif
