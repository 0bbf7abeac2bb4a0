/*
 * A word that is said once, to threads that may be waiting in a poll() just then. Any thread; the
 * open and the close are the owner's.
 */
#ifndef MARQUEE_BASE_STOP_H
#define MARQUEE_BASE_STOP_H

#include <stdbool.h>

#include "base/error.h"

struct stop {
    int file; /* readable once it was said; -1: not open */
};

enum fault stop_open(struct stop *stop, struct error *err);
void stop_close(struct stop *stop);

void stop_say(const struct stop *stop);
bool stop_was_said(const struct stop *stop);

#endif
