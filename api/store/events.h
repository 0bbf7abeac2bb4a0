/*
 * What has changed, in order: for whoever listens, and for whoever comes back to it. Triggers write
 * the log (db/migrations/0029_events.up.sql), so each change is in it, in the transaction that made
 * it. Its last 32,768 rows at least are there.
 *
 * The id of the newest row is the version of the club's content. Versions begin at the milliseconds
 * of the clock and only grow, also across restarts. A backup that is restored goes on above what
 * was there before (events_begin_anew).
 */
#ifndef MARQUEE_STORE_EVENTS_H
#define MARQUEE_STORE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/engine/db.h"

/* As the triggers write them. What the subject is stands beside each. */
enum event_kind {
    EVENT_RESET,     /* 0: what was before is another story */
    EVENT_VOTE,      /* a proposal: its votes */
    EVENT_PROPOSAL,  /* a proposal: new, gone, or anything else that is shown of it */
    EVENT_TONIGHT,   /* 0 */
    EVENT_SCREENING, /* a screening: new, gone, or anything but its ratings */
    EVENT_RATING,    /* a screening: its ratings */
    EVENT_MEMBER,    /* a member: new, gone, their name, color or state */
    EVENT_FILM,      /* a film that was proposed or screened: its data or its poster */
    EVENT_CLUB       /* 0: the settings of the club */
};

struct event {
    enum event_kind kind;
    int64_t subject_id; /* may be gone by now */
    int64_t version;
};

/* The version of what the connection sees: in a transaction that of all that is read in it. As a
 * column of another statement, it costs none of its own. */
#define EVENTS_NEWEST " coalesce((SELECT max(id) FROM events), 0) "
enum fault events_newest(struct db *db, int64_t *version, struct error *err);

/*
 * What has changed after the version `after`: each subject once per kind, with its newest version,
 * oldest first. They go into `events`, which has room for `room`; `*newest` is the version that
 * this leads to, of the same moment. `*whole` is false if they are not all that there is to know,
 * and
 * `*count` is 0 then: the log doesn't go back that far, there are more than `room`, or a backup was
 * restored in between.
 */
enum fault events_since(struct db *db, int64_t after, struct event *events, size_t room,
                        size_t *count, int64_t *newest, bool *whole, struct error *err);

/* A backup was restored, of that version of the schema. Before there is a writer: from here on
 * versions are above all that it has, and not below the clock. A schema that has no log yet gets
 * one that begins there, too. */
enum fault events_begin_anew(struct db *db, int schema, struct error *err);

#endif
