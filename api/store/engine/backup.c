#include "store/engine/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* SQLite would take what lies beside an unfinished copy for a part of the next one. */
static void remove_unfinished(const char *path)
{
    static const char *const endings[] = {"-journal", "-wal", "-shm", ""};
    char name[FILE_PATH_SIZE + 8];

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        unlink(name);
    }
}

enum fault backup_begin(const char *path, struct error *err)
{
    int file;

    remove_unfinished(path);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
    close(file);
    return FAULT_NONE;
}

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
    return error_set(err, FAULT_INTERNAL, "The copy doesn't match the database.");
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
