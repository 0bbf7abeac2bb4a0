/* Files that are served as they are: those of the page, and those of /docs. */
#ifndef MARQUEE_HTTP_PAGE_FILES_H
#define MARQUEE_HTTP_PAGE_FILES_H

#include "base/blob.h"

/* The media type by the name's ending, or NULL for a file that is not served. */
const char *file_type(const char *name);

#endif
