/*
 * Changes that need to know what they change (RFC 6585, 3; RFC 9110, 13.1.1): a resource has a
 * version, its ETag names it, and a change of it sends that as If-Match. So nobody undoes what
 * somebody else has just done.
 *
 * The tag stands for what PATCH can change. Other parts of the answer may change under the same
 * tag, so it is never answered with 304.
 */
#ifndef MARQUEE_HTTP_CALL_PRECONDITION_H
#define MARQUEE_HTTP_CALL_PRECONDITION_H

#include "http/call/call.h"
#include "http/call/reply.h"

/* The ETag of an answer that shows this version. */
void reply_version(struct call *call, struct reply *reply, int64_t version);

/*
 * Last of all checks, since a condition is for what would be done otherwise (RFC 9110, 13.2.1):
 * whether If-Match names the version that is there now. The write has to look once more, in its
 * transaction: *expected is the version that it must find there, 0 where the client takes any
 * (`If-Match: *`). FAULT_PRECONDITION, or FAULT_PRECONDITION_MISSING.
 */
enum fault precondition_check(struct call *call, int64_t version, int64_t *expected,
                              struct error *err);

#endif
