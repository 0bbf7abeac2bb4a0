/* Connections that come to a loop, go from its usual daemon to its roomy one, and leave. On the
 * loop's thread. */
#ifndef MARQUEE_HTTP_EDGE_ENTERING_H
#define MARQUEE_HTTP_EDGE_ENTERING_H

#include <microhttpd.h>
#include <stdbool.h>

struct arrival;
struct loop;

/* What the library calls for each that it takes or closes; `loop` is the context. */
void entering_note(void *loop, struct MHD_Connection *raw, void **state,
                   enum MHD_ConnectionNotificationCode what);

/* To the usual daemon. */
void entering_let_in(struct loop *loop, const struct arrival *arrival);

/* To the roomy one, whoever is on the way there. Before its turn. */
void entering_move(struct loop *loop);

#endif
