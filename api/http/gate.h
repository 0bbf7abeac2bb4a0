/* Everything that stands between a request and its handler: who it is, and whether it may. */
#ifndef MARQUEE_HTTP_GATE_H
#define MARQUEE_HTTP_GATE_H

#include "http/route.h"

/* Finds out who asks (call->me). FAULT_UNAUTHENTICATED for a wrong or dead credential. */
enum fault gate_identify(struct call *call, struct error *err);

/* The policy of the row: visitors, scope, cross-site requests, role. */
enum fault gate_admit(const struct call *call, const struct route *route, struct error *err);

/* The origin that may read the answer, if the request names one that the host has listed. */
const char *gate_cors_origin(const struct call *call);

#endif
