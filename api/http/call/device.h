/*
 * Whether a member was signed in in this browser before. One more cookie, -device, says so: random
 * characters for the browser, and a mark for each member, which only this club can make. It names
 * nobody, opens nothing, and stays when somebody signs out. Whoever has it has tries at the
 * password of their own (attempt.h).
 *
 * A mark follows from the password that the member had: a new password makes an end to those of
 * other devices, so that nobody who once knew the old one can collect them.
 */
#ifndef MARQUEE_HTTP_CALL_DEVICE_H
#define MARQUEE_HTTP_CALL_DEVICE_H

#include "base/clock.h"
#include "http/call/call.h"
#include "http/call/reply.h"

enum { DEVICE_SECONDS = 400 * DAY /* browsers keep nothing for longer */ };

/* What tells this browser from others, where it has a mark of the member; else NULL. `kept` is what
 * is kept of their password (base/password.h); NULL: nothing. */
const char *device_of(struct call *call, int64_t member_id, const char *kept);

/* The member is signed in here: adds their mark, in place of the oldest where there are too many.
 */
void device_mark(struct call *call, struct reply *reply, int64_t member_id, const char *kept);

#endif
