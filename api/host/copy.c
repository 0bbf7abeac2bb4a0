#include <unistd.h>

#include "host/command.h"
#include "store/engine/backup.h"
#include "store/store.h"

enum fault command_copy(struct command *command, struct error *err)
{
    const char *path = arena_printf(command->arena, "%s.copy", store_path(command->on.store));
    struct db *db;
    enum fault fault;

    TRY(backup_begin(path, err));
    TRY(store_reader(command->on.store, &db, err));
    fault = backup_copy(db, path, command->stop, err);
    store_reader_done(command->on.store, db);
    if (fault != FAULT_NONE)
        unlink(path);
    return fault;
}
