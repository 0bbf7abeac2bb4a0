/*
 * The seats of one browser: up to five members are signed in there at once. A seat is a session
 * with a cookie of its own: the first has the club's cookie name, the others that name with -2 to
 * -5. One more cookie, -seat, has the id of the member who was chosen last. A tab says whose it is
 * with `Marquee-Seat: <member id>`.
 *
 * A seat that is gone is never taken for another: whoever asks for it is told that it is gone.
 */
#ifndef MARQUEE_HTTP_CALL_SEATS_H
#define MARQUEE_HTTP_CALL_SEATS_H

#include "http/call/call.h"
#include "http/call/reply.h"

enum { SEATS_MAX = 5 };

struct seat {
    const struct identity *who; /* NULL: nobody sits here */
    const char *secret;
    bool is_spent; /* the browser has a cookie for it that opens nothing */
};

struct seats {
    struct seat all[SEATS_MAX];
    size_t count;       /* of those where somebody sits */
    int64_t chosen;     /* the member of the cookie -seat; 0: there is none */
    bool has_choice;    /* there is such a cookie, whatever it says */
    bool has_secret;    /* there is a cookie for a seat, whatever it opens */
    bool has_old_name;  /* the first seat came under the name of versions before */
    bool old_name_over; /* … which has been replaced: the browser has both */
};

/* Reads them from the request's cookies, once, whatever else the request shows. */
const struct seats *seats_of(struct call *call);

/*
 * Lets the right one act (call->me): the one that the request names, else the one chosen last, else
 * the first. Where somebody acts already (with a token), they must be the one named.
 * FAULT_UNAUTHENTICATED: that seat is gone; FAULT_INVALID: it is not an id.
 */
enum fault seats_identify(struct call *call, struct error *err);

/* Whom the cookies would let act who came without a word of their own, as for a document. That is
 * no use of a seat, and takes no cookie away. NULL: a visitor. */
const struct identity *seats_peek(struct call *call);

/* The seat for a member's new session: theirs, or the first free one. FAULT_SEATS_FULL. `member_id`
 * 0: somebody whom nobody knows yet. */
enum fault seats_find_place(struct call *call, int64_t member_id, size_t *place, struct error *err);

/* Puts a member into a place, and chooses them. */
void seats_take(struct call *call, struct reply *reply, size_t place, int64_t member_id,
                const char *secret);
/* Chooses a member who sits here. FAULT_NOT_FOUND: they don't. */
enum fault seats_choose(struct call *call, struct reply *reply, int64_t member_id,
                        struct error *err);
/* Takes the cookie of an ended session away, if this browser has it. */
void seats_leave(struct call *call, struct reply *reply, int64_t session_id);
/* Takes all of them away. */
void seats_leave_all(struct call *call, struct reply *reply);

/* What the answer does besides: cookies that are used last longer, and spent ones go. */
void seats_settle(struct call *call, struct reply *reply);

#endif
