#include "store/anew.h"

#include "store/engine/seal.h"
#include "store/events.h"

/* Pages that are written may go over the seal. */
static enum fault begin_log(const char *path, int schema, struct error *err)
{
    enum fault fault;
    struct db *db;
    bool was_left;

    TRY(db_open(path, DB_WRITER, &db, err));
    fault = events_begin_anew(db, schema, err);
    db_close(db);
    TRY(fault);
    return seal_take_off(path, &was_left, err);
}

/* The seal says so until the log has begun anew. */
enum fault anew_open(const char *path, int schema, struct db **db, struct error *err)
{
    bool is_sealed;

    TRY(seal_find(path, &is_sealed, err));
    if (is_sealed)
        TRY(begin_log(path, schema, err));
    return db_open(path, DB_WRITER, db, err);
}
