/* The lock beside a database: who holds "<database>.lock" is the one process that writes. */
#ifndef MARQUEE_STORE_ENGINE_LOCK_H
#define MARQUEE_STORE_ENGINE_LOCK_H

#include "base/error.h"

/* Takes it without waiting; closing *lock gives it back. FAULT_BUSY: another process has it. `path`
 * is the database's own, not a link to it. */
enum fault lock_take(const char *path, int *lock, struct error *err);

#endif
