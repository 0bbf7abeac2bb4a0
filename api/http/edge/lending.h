/*
 * Bodies of answers, past the framework: it would take memory for each and copy it. So it is told
 * of none, and where it asks the library below for an empty body, that is lent the bytes as they
 * are.
 */
#ifndef MARQUEE_HTTP_EDGE_LENDING_H
#define MARQUEE_HTTP_EDGE_LENDING_H

#include "base/blob.h"

/* The body of the answer that this thread is about to give: bytes of the blob. Takes over the
 * caller's reference, until they are sent. */
void lend(struct blob *blob, const char *bytes, size_t length);

/* The request has ended; what was lent for it and never asked for is let go. */
void lending_end(void);

#endif
