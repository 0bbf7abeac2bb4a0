/*
 * The checksum of a copy of a database, in the last bytes of its file, behind the last page: SQLite
 * doesn't read them. The checks of SQLite find a page that is broken, but not a name or a number
 * that has become another one.
 */
#ifndef MARQUEE_STORE_ENGINE_SEAL_H
#define MARQUEE_STORE_ENGINE_SEAL_H

#include <stdbool.h>

#include "base/error.h"

/* Puts it on a finished copy, and flushes it to disk. */
enum fault seal_put(const char *path, struct error *err);

/* FAULT_MALFORMED: the file, or the seal, has changed since. `*sealed` is false for a file without
 * one: nothing is known of it. */
enum fault seal_check(const char *path, bool *sealed, struct error *err);

/* Is there one, whether it fits or not? */
enum fault seal_find(const char *path, bool *sealed, struct error *err);

/* Takes it off a file that is written to, if it is still there. `*sealed`: it was. No connection
 * has the file open. */
enum fault seal_take_off(const char *path, bool *sealed, struct error *err);

#endif
