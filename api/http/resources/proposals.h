/* What handlers of other files answer with, too. */
#ifndef MARQUEE_HTTP_RESOURCES_PROPOSALS_H
#define MARQUEE_HTTP_RESOURCES_PROPOSALS_H

#include "http/call/call.h"
#include "http/call/reply.h"

/* The proposal as it is now; its film is wanted if it is due. */
enum fault proposals_reply(struct call *call, struct reply *reply, int64_t id, int status,
                           struct error *err);

#endif
