/* Everything that stands between a request and its handler: who it is, and whether it may. */
#ifndef MARQUEE_HTTP_CALL_GATE_H
#define MARQUEE_HTTP_CALL_GATE_H

#include "http/call/route.h"
#include "store/who.h"

/* Finds out who asks (call->me): by a token of ours, else by a seat of the browser (seats.h).
 * Credentials of other schemes are for somebody before us. FAULT_UNAUTHENTICATED for a wrong or
 * dead one of ours. */
enum fault gate_identify(struct call *call, struct error *err);

/* The policy of the row: visitors, scope, cross-site requests, role. */
enum fault gate_admit(struct call *call, const struct route *route, struct error *err);

/* What makes another way into the account of whoever asks. FAULT_TOKEN_NOT_ENOUGH: it came with a
 * token, for a member without a password, whose account would be that of whoever found it. */
enum fault gate_admit_way_in(const struct call *call, bool has_password, struct error *err);

#endif
