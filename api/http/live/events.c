/* GET /events: what changes, as it happens. */
#include "http/call/query.h"
#include "http/live/listener.h"
#include "http/resources/routes.h"

/* The header is newer: a browser that comes back asks for the address it had at first. An empty one
 * is of a client that has had no id yet. */
static int64_t read_last_id(struct call *call, struct error *err)
{
    int64_t id = query_int(call, "last_event_id", 1, ID_MAX, 0, err);
    const char *text = call_header(call, "Last-Event-ID");

    if (text != NULL && text[0] != '\0' && !call_parse_id(text, &id))
        error_field(err, "header", "Last-Event-ID", FLAW_NOT_AN_ID, .min = 1, .max = ID_MAX);
    return id;
}

enum fault events_listen(struct call *call, struct reply *reply, struct error *err)
{
    int64_t after = read_last_id(call, err);

    TRY(query_done(err));
    reply_header(reply, "X-Accel-Buffering", "no");
    reply_stream(reply, listener_new(call, after), "text/event-stream", CACHE_LIVE);
    return FAULT_NONE;
}
