/*
 * Live: one thread tells everybody who listens at GET /events what has changed, at once.
 */
#ifndef MARQUEE_HTTP_LIVE_LIVE_H
#define MARQUEE_HTTP_LIVE_LIVE_H

#include "base/error.h"
#include "http/call/api.h"
#include "http/edge/stream.h"

struct live;

/* `api` is borrowed. Its store is used only once somebody listens. */
enum fault live_open(const struct api *api, struct live **live, struct error *err);
/* Once nobody listens any more, and nothing is committed. NULL is fine. */
void live_close(struct live *live);

/* A commit may have left an event, or has changed who may listen. Any thread; never waits. NULL:
 * nobody can listen. */
void live_has_news(struct live *live);
void live_has_rights(struct live *live);

/* For answerer.listens() and answerer.listens_no_more(), with a listener that events_listen() made.
 * They wait for a broadcast that is on its way, unless the stream never began. */
void live_listens(struct live *live, void *listener, struct stream *stream);
void live_listens_no_more(struct live *live, void *listener);

#endif
