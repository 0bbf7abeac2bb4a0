/*
 * An answer that goes on for as long as its client listens: server-sent events. The edge passes it
 * to answerer.listens(). Whoever gets it there sends bytes when there is something to say.
 */
#ifndef MARQUEE_HTTP_EDGE_STREAM_H
#define MARQUEE_HTTP_EDGE_STREAM_H

#include "base/blob.h"
#include "base/metrics.h"

/* Bytes. A client that is sent more while so many wait for it already is cut off. */
enum { STREAM_WAITING_MAX = 64 * 1024 };

/* Since the start. */
struct stream_counts {
    struct counter begun, ended, given_up;
};

struct stream;

/* Both: any thread, from answerer.listens() until answerer.listens_no_more() has returned; they
 * never wait, and never call back. One that has ended takes nothing any more. */

/* Holds the blob until its bytes have gone out. They are sent on the caller's thread, as far as the
 * socket takes them: about 10 µs. */
void stream_send(struct stream *stream, struct blob *blob);

/* What was sent still goes out; then it is closed. */
void stream_end(struct stream *stream);

#endif
