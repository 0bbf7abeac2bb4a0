/*
 * A way out of the process that never makes a writer wait, whoever reads at its other end: where
 * nobody does, what no longer fits is lost. Regular files are left alone, since nobody can make
 * them stand still.
 */
#ifndef MARQUEE_BASE_OUTLET_H
#define MARQUEE_BASE_OUTLET_H

#include <stddef.h>

#include "base/error.h"

struct outlet;

enum {
    OUTLET_BYTES = 1024 * 1024, /* that may wait for the reader, where the system allows as many */
    OUTLET_NOTE_SIZE = 256
};

/* A line for the reader, written between two of those that pass; returns its length, 0 for none. */
typedef size_t (*outlet_note)(char note[OUTLET_NOTE_SIZE]);

/*
 * From here on, what is written to the descriptor `file`, by whomever, goes through the outlet. A
 * write of at most PIPE_BUF bytes passes as a whole, or fails with EAGAIN. `note` may be NULL; it
 * is called on the outlet's thread, whenever something has reached the reader. *out is NULL where
 * no outlet is needed.
 */
enum fault outlet_open(int file, outlet_note note, struct outlet **out, struct error *err);

/* The descriptor is what it was before; waits until all of it is with the reader, at most
 * `patience_ms`. Safe in a signal handler. Again, it does nothing. NULL is fine. */
void outlet_finish(struct outlet *outlet, int patience_ms);

/* The same; what has not reached the reader by then is lost. NULL is fine. */
void outlet_close(struct outlet *outlet, int patience_ms);

#endif
