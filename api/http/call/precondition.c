#include "http/call/precondition.h"

#include "http/call/etag.h"

static const char *version_tag(struct call *call, int64_t version)
{
    return arena_number(&call->arena, version);
}

void reply_version(struct call *call, struct reply *reply, int64_t version)
{
    reply->version_tag = version_tag(call, version);
}

enum fault precondition_check(struct call *call, int64_t version, int64_t *expected,
                              struct error *err)
{
    const char *if_match = call_header(call, "If-Match");

    if (if_match == NULL)
        return error_set(err, FAULT_PRECONDITION_MISSING,
                         "Get this first, and send its ETag as If-Match with the change.");
    *expected = etag_is_any(if_match) ? 0 : version;
    if (*expected == 0 || etag_is_listed(if_match, version_tag(call, version), ETAG_STRONGLY))
        return FAULT_NONE;
    return error_set(err, FAULT_PRECONDITION,
                     "Somebody else has changed this. Get it again, and look at what is new.");
}
