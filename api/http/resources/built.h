/* What answers that are built once and kept (kept/snapshot.h) have in common. */
#ifndef MARQUEE_HTTP_RESOURCES_BUILT_H
#define MARQUEE_HTTP_RESOURCES_BUILT_H

#include "base/strbuf.h"
#include "http/call/call.h"
#include "http/call/reply.h"
#include "http/kept/snapshot.h"

/* One film more: it is wanted if it is due, and the answer is no better than its data. An answer
 * begins with an expires_at of INT64_MAX. */
void built_film(struct built *built, struct call *call, const struct film *film);

/* Takes the text over as the answer. */
enum fault built_take(struct built *built, struct strbuf *text, struct error *err);

/* Replies with what is kept under the key, or is built now. */
enum fault built_reply(struct call *call, struct reply *reply, struct snapshots *snapshots,
                       const char *key, snapshot_build build, void *context, struct error *err);

#endif
