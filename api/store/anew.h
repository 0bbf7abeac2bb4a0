/* The first start on a backup: it was restored by the command, or somebody has put it there with
 * `cp`. */
#ifndef MARQUEE_STORE_ANEW_H
#define MARQUEE_STORE_ANEW_H

#include "base/error.h"
#include "store/engine/db.h"

/* Opens the database to write to it; `schema` is its version. If it's a backup, its log of events
 * begins anew (events.h), also where a process was killed before it had done so. */
enum fault anew_open(const char *path, int schema, struct db **db, struct error *err);

#endif
