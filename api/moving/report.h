/* What became of an old club, for whoever moved it. */
#ifndef MARQUEE_MOVING_REPORT_H
#define MARQUEE_MOVING_REPORT_H

#include "base/strbuf.h"
#include "moving/verdicts.h"

/* A line for each table, in = taken + merged + left, and then the reasons with some of the rows. */
void report_tables(const struct old_club *club, const struct taken *taken, struct strbuf *out);

/* A JSON line {"table", "key", "why"} for each row that was left, but for those of the log that are
 * too old: these haven't come here. */
void report_left(const struct old_club *club, const struct taken *taken, struct strbuf *out);

#endif
