/* What all loops of a server share. */
#ifndef MARQUEE_HTTP_EDGE_PARTS_H
#define MARQUEE_HTTP_EDGE_PARTS_H

#include <stdatomic.h>

#include "base/metrics.h"
#include "http/edge/answerer.h"
#include "http/edge/connections.h"
#include "http/edge/lingering.h"
#include "http/edge/uploading.h"
#include "http/edge/workers.h"

struct server_settings {
    const char *listen; /* "127.0.0.1:8080" */
    struct connection_limits limits;
    struct stream_limits stream_limits;
    const char *upload_folder;                /* for the files of uploads */
    struct counter *connected, *disconnected; /* connections, since the start */
    struct stream_counts *stream_counts;
};

/* One that was given up is still open until its loop has closed it: so many may be there besides.
 */
static inline unsigned most_with_leaving(const struct server_settings *settings)
{
    return (unsigned)(settings->limits.most + settings->limits.most / 4 + 16);
}

struct streams;

struct edge_parts {
    struct answerer answerer;
    struct server_settings settings;
    struct connections *connections;
    struct workers *workers;
    struct lingering *lingering;
    struct streams *streams;
    struct uploads uploads;
    atomic_bool draining; /* answers say that it was the last one */
};

#endif
