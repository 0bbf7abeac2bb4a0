/*
 * Tries at a password: 5 at once and then one a minute per account, 10 a minute per address. An
 * account that does not exist is counted like any other.
 *
 * So a stranger could keep a member out by wrong tries. Whoever comes with a device where that
 * member was signed in before (device.h), or from a household where they were lately
 * (kept/known.h), has as many tries of their own, and no others: neither the stranger's nor the
 * neighbours' count. Who sits at the same address as a member can find out so that the member was
 * there; nobody else can tell a name that exists from one that doesn't.
 *
 * Tries at the secret of a link: 10 wrong ones a minute per address, counted apart from passwords.
 * One that is right always opens: 256 bits can't be guessed, and nobody is to be locked out by a
 * neighbour behind the same address.
 */
#ifndef MARQUEE_HTTP_CALL_ATTEMPT_H
#define MARQUEE_HTTP_CALL_ATTEMPT_H

#include "http/call/call.h"

/*
 * Whose password it is, and what is kept of it (base/password.h); NULL: there is none, which takes
 * as long. An old hash below one that is right is replaced, and then `kept` says what is kept now,
 * in the call's arena.
 */
struct attempt {
    int64_t member_id;
    const char *kept;
};

/*
 * Checks a password, and counts it unless it is right. `name` is the member's, as it was sent.
 * FAULT_TOO_MANY_ATTEMPTS, with the seconds to wait; FAULT_BUSY: the password was not looked at,
 * and not counted. Waits for its turn: hold no reader meanwhile.
 */
enum fault attempt_password(struct call *call, const char *name, struct attempt *attempt,
                            const char *password, bool *matches, struct error *err);

/* The same for somebody who has shown their own link, or sits in their seat, which is counted by
 * itself: a stranger who knows only their name can't use these tries up. */
enum fault attempt_own_password(struct call *call, struct attempt *attempt, const char *password,
                                bool *matches, struct error *err);

/* Counts a secret that opens nothing. FAULT_LINK_UNKNOWN, or FAULT_TOO_MANY_ATTEMPTS. */
enum fault attempt_wrong_link(struct call *call, struct error *err);

/* Counts somebody who signs up where everybody may: 20 at once from one address, and then one a
 * minute. FAULT_TOO_MANY_ATTEMPTS. */
enum fault attempt_sign_up(struct call *call, struct error *err);

/* Counts what somebody in this state does to their account, where they wait to be admitted: as
 * often as sign-ups, but apart from these. Nobody vouches for them yet, and they could try names
 * that are taken or fill the club's log. FAULT_TOO_MANY_ATTEMPTS. */
enum fault attempt_while_waiting(struct call *call, enum member_state state, struct error *err);

#endif
