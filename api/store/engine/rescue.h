/* What is done for a database that was taken away under this process (hold.h). */
#ifndef MARQUEE_STORE_ENGINE_RESCUE_H
#define MARQUEE_STORE_ENGINE_RESCUE_H

#include "base/error.h"
#include "store/engine/db.h"
#include "store/engine/hold.h"

/*
 * Saves what `db` holds, out of the files that are still open, so that nothing is lost that was
 * acknowledged. If only the name of the log or its index is gone, all of it goes into the database,
 * which is whole again. Else it goes into a copy, "<database>.rescued-…", beside the path of the
 * database, or where there is room: in `backup_dir`, where the file is now, or in the folder for
 * temporary files. A note keeps everybody from starting over (aside.h), and the log that is left is
 * taken out of the way of whatever lies there now.
 *
 * True: all of it is in the database. The log says what became of it. The connections are only to
 * be closed after that (db_forsake).
 */
bool rescue(struct db *db, const struct hold *hold, const char *backup_dir);

#endif
