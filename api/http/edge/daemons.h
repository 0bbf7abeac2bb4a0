/*
 * The two daemons of the library that a loop has. They differ in the memory of a connection, all of
 * which the library clears after each request: with many connections that costs more than the
 * requests. So each begins where there is little. One with a request that needs more moves to the
 * roomy daemon, which reads that request from its beginning (start_over.h), and stays there.
 */
#ifndef MARQUEE_HTTP_EDGE_DAEMONS_H
#define MARQUEE_HTTP_EDGE_DAEMONS_H

#include <microhttpd.h>

#include "base/error.h"

enum { USUAL, ROOMY, DAEMONS };

/* Of a connection, in bytes: for the head of a request and of its answer, and for a piece of a
 * body. A browser's request takes 1.7 to 2.5 kB with what the library keeps of each header. */
enum { USUAL_MEMORY = 5 * 1024, ROOMY_MEMORY = 40 * 1024 };

struct framework;

struct daemons {
    struct daemon {
        struct framework *framework;
        struct MHD_Daemon *raw; /* the framework's */
        int events;             /* a file that can be read when there is something to do */
    } of[DAEMONS];
};

/* Both, with these options and their memory. Stop them also if it fails. */
enum fault daemons_start(struct daemons *daemons, MHD_AccessHandlerCallback access,
                         const struct MHD_OptionItem *options, struct error *err);

/* As framework_stop(). */
void daemons_stop(struct daemons *daemons);

/* For so long nothing has to be done; -1: for ever. */
int daemons_patience_ms(const struct daemons *daemons);

#endif
