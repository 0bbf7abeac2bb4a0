#include "http/call/links.h"

#include <string.h>

#include "base/auto.h"
#include "base/strbuf.h"

enum { TEXT_MAX = 4 * 1024 * 1024 /* bytes of a text with its links */ };

static const char *root = "";

void links_set_root(const char *path)
{
    root = path;
}

const char *links_root(void)
{
    return root;
}

const char *links_behind_root(const char *path)
{
    size_t length = strlen(root);

    if (length == 0 || strncmp(path, root, length) != 0)
        return path;
    return path[length] == '/' || path[length] == '\0' ? path + length : path;
}

/* As it stands in a pattern, each slash has a backslash before it. */
static void add_escaped_root(struct strbuf *out)
{
    for (const char *at = root; *at != '\0'; at++) {
        if (*at == '/' || *at == '.')
            strbuf_addch(out, '\\');
        strbuf_addch(out, *at);
    }
}

struct blob *links_in_text(const char *text, size_t length)
{
    static const char plain[] = "/api/v1", escaped[] = "\\/api\\/v1";
    const char *at = text, *end = text + length;
    auto_strbuf struct strbuf out;
    size_t size;
    char *bytes;

    strbuf_init(&out, TEXT_MAX); /* first: whatever returns releases it */
    if (*root == '\0')
        return blob_borrow(text, length);
    for (; at < end; at++) {
        if (strncmp(at, plain, strlen(plain)) == 0)
            strbuf_addstr(&out, root);
        else if (strncmp(at, escaped, strlen(escaped)) == 0)
            add_escaped_root(&out);
        strbuf_addch(&out, *at);
    }
    bytes = strbuf_take(&out, &size);
    return blob_take(bytes, size);
}
