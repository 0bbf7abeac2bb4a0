#include "store/backup.h"

#include <string.h>

static enum fault copy_moment(struct db *db, const char *path, const atomic_bool *stop,
                              struct census *census, struct error *err)
{
    TRY(census_take(db, census, err));
    return db_copy_to(db, path, stop, err);
}

static enum fault read_again(const char *path, const struct census *expected, struct error *err)
{
    struct census found;
    struct db *db;
    enum fault fault;

    TRY(verify_open(path, &db, err));
    fault = census_take(db, &found, err);
    if (fault == FAULT_NONE)
        fault = verify_pages(db, err);
    db_close(db);
    TRY(fault);
    if (found.version == expected->version && found.members == expected->members &&
        found.proposals == expected->proposals && found.votes == expected->votes)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The copy has other contents than the database.");
}

enum fault backup_copy(struct db *db, const char *path, const atomic_bool *stop,
                       struct census *census, struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = copy_moment(db, path, stop, census, err);
    db_exec(db, "COMMIT", &ignored);
    TRY(fault);
    TRY(file_sync(path, err));
    if (!file_sync_folder(path))
        return error_set(err, FAULT_INTERNAL, "The disk did not confirm the name %.200s.", path);
    return read_again(path, census, err);
}
