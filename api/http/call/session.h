/* Signing somebody in: the session, and the seat in the browser that it has. */
#ifndef MARQUEE_HTTP_CALL_SESSION_H
#define MARQUEE_HTTP_CALL_SESSION_H

#include "base/secret.h"
#include "domain/member.h"
#include "http/call/call.h"
#include "http/call/reply.h"
#include "store/signing_in.h"

/* Before a member is made for whom a session is to begin: FAULT_SEATS_FULL where there is no seat
 * left for them in this browser. */
enum fault session_has_room(struct call *call, struct error *err);

/*
 * Begins a session in this browser: it takes a seat, its cookie goes with the reply, and it is the
 * one chosen from now on. One that the member had here before ends; the seats of others stay.
 * FAULT_SEATS_FULL, and those of store_sign_in().
 */
enum fault session_begin(struct call *call, struct reply *reply, const struct member *member,
                         struct way_in way, struct session *session, struct error *err);

#endif
