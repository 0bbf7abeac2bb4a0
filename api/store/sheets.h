/* The films of a sheet (domain/sheet.h), row after row, in one statement. */
#ifndef MARQUEE_STORE_SHEETS_H
#define MARQUEE_STORE_SHEETS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "domain/sheet.h"
#include "store/store.h"

/* The row is lent until it returns. False: it wants no more. */
typedef bool (*sheet_taker)(void *context, const struct sheet_row *row);

/* The oldest first. `member_id`: whose, where a sheet is a member's own. Nothing is kept in memory,
 * however long it is. */
enum fault sheet_read(struct db *db, enum sheet_kind kind, int64_t member_id, sheet_taker take,
                      void *context, struct error *err);

#endif
