#include <fcntl.h>
#include <unistd.h>

#include "cli/command.h"
#include "store/backup.h"

static enum fault make_empty(const char *path, struct error *err)
{
    int file;

    unlink(path); /* of a command that was killed before it took it away */
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "%.200s cannot be written.", path);
    close(file);
    return FAULT_NONE;
}

enum fault command_copy(struct command *command, struct error *err)
{
    const char *path = arena_printf(command->arena, "%s.copy", store_path(command->on.store));
    struct census census;
    struct db *db;
    enum fault fault;

    TRY(make_empty(path, err));
    TRY(store_reader(command->on.store, &db, err));
    fault = backup_copy(db, path, command->stop, &census, err);
    store_reader_done(command->on.store, db);
    if (fault != FAULT_NONE)
        unlink(path);
    return fault;
}
