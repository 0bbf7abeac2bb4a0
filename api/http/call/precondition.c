#include "http/call/precondition.h"

#include <inttypes.h>
#include <string.h>

static const char *version_tag(struct call *call, int64_t version)
{
    return arena_printf(&call->arena, "%" PRId64, version);
}

void reply_version(struct call *call, struct reply *reply, int64_t version)
{
    reply->version_tag = version_tag(call, version);
}

/* A list of tags, compared strongly: a weak one never matches. Compressed answers have a tag of
 * their own (reply.c). */
static bool names_tag(const char *if_match, const char *tag)
{
    size_t length = strlen(tag);

    for (const char *at = if_match; *at != '\0'; at += strcspn(at, ",")) {
        at += strspn(at, " ,\t");
        if (*at == '"' && strncmp(at + 1, tag, length) == 0 &&
            (strncmp(at + 1 + length, "\"", 1) == 0 || strncmp(at + 1 + length, "-gz\"", 4) == 0))
            return true;
    }
    return false;
}

enum fault precondition_check(struct call *call, int64_t version, int64_t *expected,
                              struct error *err)
{
    const char *if_match = call_header(call, "If-Match");

    if (if_match == NULL)
        return error_set(err, FAULT_PRECONDITION_MISSING,
                         "Get this first, and send its ETag as If-Match with the change.");
    if_match += strspn(if_match, " \t");
    *expected = strcmp(if_match, "*") == 0 ? 0 : version;
    if (*expected == 0 || names_tag(if_match, version_tag(call, version)))
        return FAULT_NONE;
    return error_set(err, FAULT_PRECONDITION,
                     "Somebody else has changed this. Get it again, and look at what is new.");
}
