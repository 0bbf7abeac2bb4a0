/*
 * A daemon of libmicrohttpd, started through ulfius: one that neither listens nor has a thread.
 */
#ifndef MARQUEE_HTTP_EDGE_FRAMEWORK_H
#define MARQUEE_HTTP_EDGE_FRAMEWORK_H

#include <microhttpd.h>

#include "base/error.h"

struct framework;

/* The options are copied; `access` is called for each request, without a context. */
enum fault framework_start(MHD_AccessHandlerCallback access, const struct MHD_OptionItem *options,
                           struct framework **framework, struct error *err);

/* Closes its connections; none is suspended. NULL is fine. */
void framework_stop(struct framework *framework);

struct MHD_Daemon *framework_daemon(const struct framework *framework);

#endif
