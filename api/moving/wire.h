/*
 * An old club as one line of JSON: how the process that the operator started, which may read the
 * file, hands it to the server, which may write the club.
 */
#ifndef MARQUEE_MOVING_WIRE_H
#define MARQUEE_MOVING_WIRE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "moving/old_club.h"

enum { OLD_CLUB_TEXT_MAX = 64 * 1024 * 1024 /* bytes */ };

void old_club_write(const struct old_club *club, struct strbuf *out);
/* FAULT_MALFORMED: it isn't such a line. */
enum fault old_club_read(struct arena *arena, const char *text, struct old_club *club,
                         struct error *err);

#endif
