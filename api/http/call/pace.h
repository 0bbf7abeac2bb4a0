/*
 * How fast one member may go on changing things: a few hundred at once, and then at a pace that no
 * person reaches. A program that goes on and on is told to wait, and nobody else notices it. What
 * makes something (POST) is counted apart from other changes. Votes are not counted: each is a row
 * that is there or not, and the log has one entry an hour of them.
 */
#ifndef MARQUEE_HTTP_CALL_PACE_H
#define MARQUEE_HTTP_CALL_PACE_H

#include "http/call/call.h"
#include "http/call/route.h"

enum {
    PACE_MAKING = 300, /* things at once */
    PACE_MAKING_SECONDS = 10,
    PACE_CHANGING = 600, /* changes at once */
    PACE_CHANGING_SECONDS = 1
};

/* Counts what the member is about to do, where they may. FAULT_TOO_FAST, with the seconds to wait.
 */
enum fault pace_admit(struct call *call, const struct route *route, struct error *err);

/* The same for a member who is about to be signed in: as something that is made. */
enum fault pace_sign_in(struct call *call, int64_t member_id, struct error *err);

#endif
