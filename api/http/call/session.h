/* Signing somebody in: the session, and the seat in the browser that it has. */
#ifndef MARQUEE_HTTP_CALL_SESSION_H
#define MARQUEE_HTTP_CALL_SESSION_H

#include "http/call/call.h"
#include "http/call/reply.h"
#include "store/signing_in.h"

/* A session that is about to begin in this browser. */
struct session_start {
    struct session_new new; /* for the store */
    const char *secret;
    size_t place; /* its seat (seats.h) */
};

/* Makes its secret, and finds its seat: that of the member, whose session here it replaces, or a
 * free one. `member_id` 0: they are yet to be made. FAULT_SEATS_FULL. */
enum fault session_prepare(struct call *call, int64_t member_id, struct session_start *start,
                           struct error *err);

/* Once the store has it: the cookie goes with the reply, and the seat is the one chosen from now
 * on. Device and address are known as the member's. `kept` is what is kept of their password; NULL:
 * nothing. */
struct session session_seated(struct call *call, struct reply *reply,
                              const struct session_start *start, int64_t member_id,
                              const char *kept, int64_t id);

/* All of it, for a member who has shown who they are. FAULT_SEATS_FULL, and those of
 * store_sign_in(). */
enum fault session_begin(struct call *call, struct reply *reply, int64_t member_id,
                         struct way_in way, const char *kept, struct session *session,
                         struct error *err);

#endif
