/* An answer as the library below sends it. */
#ifndef MARQUEE_HTTP_EDGE_SENDING_H
#define MARQUEE_HTTP_EDGE_SENDING_H

#include <microhttpd.h>

#include "http/edge/exchange.h"

/* Queues it. The library takes over the response's hold of its blob. */
enum MHD_Result sending_queue(struct MHD_Connection *connection, struct response *response);

#endif
