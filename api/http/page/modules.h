/*
 * The page's modules, joined into one. A browser that fetches thirty small files over six
 * connections waits for their round trips; joined, they are one answer. The sources stay plain
 * modules, which work as they are.
 */
#ifndef MARQUEE_HTTP_PAGE_MODULES_H
#define MARQUEE_HTTP_PAGE_MODULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/blob.h"

enum {
    MODULES_BYTES_MAX = 4 * 1024 * 1024, /* of the joined text */
    MODULES_PATH_MAX = 256               /* bytes of a module's address, with the NUL */
};

/* A file of the page. */
struct page_file {
    char *path; /* its address, with a slash first */
    const char *type;
    struct blob *blob;
};

/*
 * Joins /main.js with all that it imports, and exchanges the blobs of these files:
 *
 *   /main.js     becomes all of them, what is imported first
 *   the others   pass on what the joined text has of them, so that every module exists once
 *   /index.html  no longer asks for the others ahead of time
 *
 * Each text must be followed by a NUL and be without block comments (comments.h). Modules keep to
 * one form: `import { a, b as c } from "./x.js";` and `import * as x from "./x.js";` in their first
 * lines, `export` before const, function, async function or class at the start of a line,
 * `import("./x.js")` anywhere. Where one does not, or imports go in a circle, nothing is changed:
 * false, and the log says why. Without /main.js there is nothing to join: false.
 */
bool modules_join(struct page_file *files, size_t count);

#endif
