/*
 * Events as text/event-stream: each once for members, and once for visitors, who see no names. An
 * event says how its subject is now (openapi.yaml, Event…).
 */
#ifndef MARQUEE_HTTP_LIVE_TELLING_H
#define MARQUEE_HTTP_LIVE_TELLING_H

#include "base/arena.h"
#include "base/blob.h"
#include "base/strbuf.h"
#include "store/events.h"

enum audience { FOR_MEMBERS, FOR_VISITORS, AUDIENCES };

enum {
    TELLING_VOTERS_MAX =
        12 * 1024,              /* bytes of JSON; members get the count alone where it is more */
    TELLING_ENOUGH = 12 * 1024, /* bytes; what comes after that waits for the next time */
    TELLING_MAX = 32 * 1024     /* bytes, with the event that made it enough */
};

/* What is told, and from where. */
struct telling {
    struct db *db;
    struct arena *arena;
    struct strbuf texts[AUDIENCES];
};

/* What is given is borrowed. Events need `db`, too. */
void telling_init(struct telling *telling, struct arena *arena);
void telling_release(struct telling *telling);
#define auto_telling CLEANUP(telling_release)

/* A stream begins with `retry`. Then comes `hello`, or `reset` for a client that has missed more
 * than can be told. */
void telling_retry(struct telling *telling);
void telling_hello(struct telling *telling, int64_t version);
void telling_reset(struct telling *telling, int64_t version);

enum fault telling_event(struct telling *telling, const struct event *event, struct error *err);

/* Either text has had enough. */
bool telling_is_full(const struct telling *telling);

/* Forgets what it has told. */
void telling_clear(struct telling *telling);

/* The text for each audience, as bytes that many share; NULL: there is nothing to tell it. They
 * are empty afterwards. */
void telling_take(struct telling *telling, struct blob *blobs[AUDIENCES]);
void telling_release_taken(struct blob *blobs[AUDIENCES]);

#endif
