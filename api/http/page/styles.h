/*
 * The page's stylesheets, joined into one: /main.css with all that it imports, for the same reason
 * as its modules (modules.h).
 */
#ifndef MARQUEE_HTTP_PAGE_STYLES_H
#define MARQUEE_HTTP_PAGE_STYLES_H

#include <stdbool.h>
#include <stddef.h>

#include "http/page/files.h"

enum { STYLES_BYTES_MAX = 1024 * 1024 /* of the joined text */ };

/*
 * Puts in place of each `@import url("./x.css");` of /main.css what that file says. The text must
 * be without comments (slim.h). Another form of import, a file that is not there, and one that
 * imports or names others itself (`@import`, `url(`) leave all as it was: false, and the log says
 * why. Without /main.css there is nothing to join: false.
 */
bool styles_join(struct page_file *files, size_t count);

#endif
