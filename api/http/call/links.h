/*
 * Where the addresses begin that answers name: at the path of MARQUEE_PUBLIC_URL, which is the same
 * for the whole process. A proxy may have taken it off a request's path, or left it there; both are
 * understood (call.h), and an answer's addresses always have it.
 */
#ifndef MARQUEE_HTTP_CALL_LINKS_H
#define MARQUEE_HTTP_CALL_LINKS_H

#include <stddef.h>

#include "base/blob.h"

/* Once, before the server listens. `root` is "" or "/films", and borrowed for good. */
void links_set_root(const char *root);

const char *links_root(void);

/* What of a request's path is behind the root: the path itself where it doesn't begin with it, and
 * "" for the root without a slash. */
const char *links_behind_root(const char *path);

/* The same text with the root before each address of the API that stands in it; borrowed where
 * there is no root. */
struct blob *links_in_text(const char *text, size_t length);

#endif
