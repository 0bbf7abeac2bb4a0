#include "http/call/accept.h"

#include <string.h>

static const char blanks[] = " \t";

/* Of the parameters of one item, up to its end: the weight is zero. */
static bool is_refused(const char *at, const char *end)
{
    while ((at = memchr(at, ';', (size_t)(end - at))) != NULL) {
        at += 1 + strspn(at + 1, blanks);
        if (end - at >= 3 && strncasecmp(at, "q=0", 3) == 0) {
            at += 3;
            at += strspn(at, ".0");
            return at >= end || strchr(" \t;", *at) != NULL;
        }
        if (at >= end)
            return false;
    }
    return false;
}

bool accept_names(const char *header, const char *name)
{
    size_t length = strlen(name);

    while (header != NULL && *header != '\0') {
        const char *item = header + strspn(header, blanks), *end = item + strcspn(item, ",");

        if (strncasecmp(item, name, length) == 0 && strchr(" \t;,", item[length]) != NULL)
            return !is_refused(item, end);
        header = *end == ',' ? end + 1 : end;
    }
    return false;
}
