/* An answer as the library below sends it. */
#ifndef MARQUEE_HTTP_EDGE_SENDING_H
#define MARQUEE_HTTP_EDGE_SENDING_H

#include <microhttpd.h>
#include <stdbool.h>

#include "http/edge/exchange.h"
#include "http/edge/ready.h"

/* Queues it. The response's hold of its blob is taken over. `ready` is of the loop whose thread
 * this is. *is_file: its body goes by itself, behind the head. */
enum MHD_Result sending_queue(struct ready *ready, struct MHD_Connection *connection,
                              struct response *response, bool *is_file);

#endif
