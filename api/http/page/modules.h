/*
 * The page's modules, joined into one. A browser that fetches thirty small files over six
 * connections waits for their round trips; joined, they are one answer. The sources stay plain
 * modules, which work as they are.
 */
#ifndef MARQUEE_HTTP_PAGE_MODULES_H
#define MARQUEE_HTTP_PAGE_MODULES_H

#include <stdbool.h>
#include <stddef.h>

#include "http/page/files.h"

enum { MODULES_BYTES_MAX = 4 * 1024 * 1024 /* of the joined text */ };

/*
 * Joins /main.js with all that it imports, and exchanges the blobs of these files:
 *
 *   /main.js     becomes all of them, what is imported first
 *   the others   pass on what the joined text has of them, so that every module exists once
 *
 * Whatever is loaded later takes from the joined text what it imports of them, without asking for
 * their files. What is loaded by an import("./x.js") names all that it leads to, not only what it
 * imports itself.
 *
 * Each text must be followed by a NUL, and be without comments that begin a line (slim.h). Modules
 * keep to one form: `import { a, b as c } from "./x.js";` and `import * as x from "./x.js";` in
 * their first lines, `export` before const, function, async function or class at the start of a
 * line, `import("./x.js")` anywhere, and beside /main.js `import.meta.url` and a path that only the
 * program knows, import(`.${path}`). Where one does not, or imports go in a circle, nothing is
 * changed: false, and the log says why. Without /main.js there is nothing to join: false.
 */
bool modules_join(struct page_file *files, size_t count);

#endif
