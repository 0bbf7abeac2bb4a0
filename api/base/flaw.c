#include "base/flaw.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define FLAW_KIND(name, code, sentence) {code, sentence},
const struct flaw_kind flaw_kinds[FLAW_COUNT] = {FLAWS(FLAW_KIND)};
#undef FLAW_KIND

static bool is_value(const char *name, size_t length, const char *wanted)
{
    return strlen(wanted) == length && memcmp(name, wanted, length) == 0;
}

static int write_value(const struct flaw_values *values, const char *name, size_t length,
                       char *text, size_t size)
{
    if (is_value(name, length, "min"))
        return snprintf(text, size, "%" PRId64, values->min);
    if (is_value(name, length, "max"))
        return snprintf(text, size, "%" PRId64, values->max);
    return snprintf(text, size, "%s", values->text);
}

int flaw_write(const struct flaw_values *values, char *text, size_t size)
{
    const char *at = flaw_kinds[values->flaw].sentence;
    size_t used = 0;

    *text = '\0';
    while (*at != '\0') {
        size_t plain = strcspn(at, "{"), name = strcspn(at + plain, "}");
        size_t left = used < size ? size - used : 0;

        used += (size_t)snprintf(left > 0 ? text + used : NULL, left, "%.*s", (int)plain, at);
        at += plain;
        if (*at == '\0')
            break;
        left = used < size ? size - used : 0;
        used += (size_t)write_value(values, at + 1, name - 1, left > 0 ? text + used : NULL, left);
        at += name + 1;
    }
    return (int)used;
}

const char *flaw_value_name(enum flaw flaw, size_t n, size_t *length)
{
    const char *at = strchr(flaw_kinds[flaw].sentence, '{');

    while (at != NULL && n-- > 0)
        at = strchr(at + 1, '{');
    if (at == NULL)
        return NULL;
    *length = strcspn(at, "}") - 1;
    return at + 1;
}
