/*
 * Doors: what a link lets somebody through. The secret in it has 256 bits, so nobody finds one by
 * trying, and a good one always opens its door: only wrong ones are counted, by address. So nobody
 * is kept out by what others try, not even from the same address.
 */
#ifndef MARQUEE_HTTP_CALL_DOOR_H
#define MARQUEE_HTTP_CALL_DOOR_H

#include "domain/invitation.h"
#include "http/call/call.h"

enum { LINK_SECRET_MAX = 200 /* characters that are looked at */ };

enum door_kind { DOOR_INVITATION, DOOR_SET_UP };

struct door {
    enum door_kind kind;
    struct invitation invitation; /* of DOOR_INVITATION: one that is open */
};

/*
 * What the secret of a link opens. FAULT_LINK_UNKNOWN: nothing, which is counted;
 * FAULT_TOO_MANY_ATTEMPTS instead, where this address has shown too many such.
 * FAULT_INVITATION_OVER: nobody joins by it any more, or for now.
 */
enum fault door_find(struct call *call, const char *secret, struct door *door, struct error *err);

#endif
