/* Whether the disks have room: what /health says before somebody's vote fails for want of it. */
#ifndef MARQUEE_HTTP_KEPT_ROOM_H
#define MARQUEE_HTTP_KEPT_ROOM_H

#include <stdbool.h>

#include "base/error.h"

struct room;

/* Of the database file and of the folder with the posters. */
struct room *room_open(const char *db, const char *data);
void room_close(struct room *room);

/* A write was refused, or one was taken; and which of them was the last. Any thread; cheap. */
void room_refused(struct room *room);
void room_taken(struct room *room);
bool room_is_doubtful(struct room *room);

/* FAULT_STORAGE_FULL: there is none. FAULT_BUSY: a disk takes no writes for another reason. Tries
 * it on the disks. */
enum fault room_look(struct room *room, struct error *err);

#endif
