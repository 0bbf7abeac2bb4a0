/*
 * Threads that may wait for nothing: the event loops of the server. Whatever waits says so here,
 * and a build for tests ends where such a thread gets there.
 */
#ifndef MARQUEE_BASE_WAITING_H
#define MARQUEE_BASE_WAITING_H

/* From now on, this thread may not. */
void waiting_forbid(void);

/* This thread is about to wait. */
void waiting_check(void);

#endif
