/* What was taken back can come back as it was, for a day. */
#ifndef MARQUEE_DOMAIN_UNDO_H
#define MARQUEE_DOMAIN_UNDO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"

enum { UNDO_SECONDS = DAY };

bool undo_is_in_time(int64_t done_at, int64_t now);
/* FAULT_TOO_LATE: it was taken back more than a day before `now`. */
enum fault undo_in_time(int64_t taken_back_at, int64_t now, struct error *err);

#endif
