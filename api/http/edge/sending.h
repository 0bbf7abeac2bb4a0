/* An answer as the library below sends it. */
#ifndef MARQUEE_HTTP_EDGE_SENDING_H
#define MARQUEE_HTTP_EDGE_SENDING_H

#include <microhttpd.h>

#include "http/edge/exchange.h"
#include "http/edge/ready.h"

/* Queues it. The library takes over the response's hold of its blob. `ready` is of the loop whose
 * thread this is. */
enum MHD_Result sending_queue(struct ready *ready, struct MHD_Connection *connection,
                              struct response *response);

#endif
