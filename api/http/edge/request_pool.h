/*
 * The memory that the framework works with while it serves a request. It takes some hundred small
 * pieces for each and gives all of them back at its end; so they come from a block of the
 * connection's thread that starts anew with every request, instead of malloc (a fifth of the
 * processor's time for an unchanged page).
 */
#ifndef MARQUEE_HTTP_EDGE_REQUEST_POOL_H
#define MARQUEE_HTTP_EDGE_REQUEST_POOL_H

/* Takes the place of the framework's allocator. Once, before anything else of the framework. */
void request_pool_install(void);

/* This thread begins, or has ended, a request. Between the two, what the framework takes on this
 * thread comes from its block, and must not outlive the next request_pool_begin. */
void request_pool_begin(void);
void request_pool_end(void);

#endif
