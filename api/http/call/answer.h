/* From a request to its answer, whatever brought it here: gate, credentials, handler. */
#ifndef MARQUEE_HTTP_CALL_ANSWER_H
#define MARQUEE_HTTP_CALL_ANSWER_H

#include "http/call/call.h"
#include "http/call/reply.h"

/* A fault: the answer is a problem, which the caller makes of `err`. */
enum fault answer(struct call *call, struct reply *reply, struct error *err);

/* Counts one request; and one line of the log for it, with the bytes of its answer's body. */
void answer_log(const struct call *call, int status, size_t bytes);

#endif
