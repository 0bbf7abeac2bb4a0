/* A screening as the answer to a request that made or changed it. */
#ifndef MARQUEE_HTTP_RESOURCES_SCREENINGS_H
#define MARQUEE_HTTP_RESOURCES_SCREENINGS_H

#include "http/call/reply.h"

enum fault screenings_reply(struct call *call, struct reply *reply, int64_t id, int status,
                            struct error *err);

#endif
