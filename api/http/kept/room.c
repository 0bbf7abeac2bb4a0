#include "http/kept/room.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"

struct room {
    char *folders[2];
    atomic_bool is_doubtful;
};

struct room *room_open(const char *db, const char *data)
{
    auto_free char *path = file_full_path(db);
    struct room *room = calloc(1, sizeof(*room));
    const char *slash = strrchr(path, '/');

    if (room == NULL)
        abort();
    room->folders[0] = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
    room->folders[1] = strdup(data);
    if (room->folders[0] == NULL || room->folders[1] == NULL)
        abort();
    return room;
}

void room_close(struct room *room)
{
    if (room == NULL)
        return;
    for (size_t i = 0; i < COUNT_OF(room->folders); i++)
        free(room->folders[i]);
    free(room);
}

void room_refused(struct room *room)
{
    atomic_store(&room->is_doubtful, true);
}

void room_taken(struct room *room)
{
    atomic_store(&room->is_doubtful, false);
}

bool room_is_doubtful(struct room *room)
{
    return atomic_load(&room->is_doubtful);
}

/* The disk, a quota, or `ulimit -f`. */
static bool is_for_want_of_room(int failed)
{
    return failed == ENOSPC || failed == EDQUOT || failed == EFBIG;
}

enum fault room_look(struct room *room, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(room->folders); i++) {
        int failed = file_try_room(room->folders[i]);

        if (is_for_want_of_room(failed))
            return error_set(err, FAULT_STORAGE_FULL,
                             "The disk is full. Votes can't be saved until there is room.");
        /* What else may be wrong is the folder's own: it is gone, or not ours. */
        if (failed == EROFS || failed == EIO)
            return error_set(err, FAULT_BUSY, "The disk takes no writes: %s.", strerror(failed));
    }
    return FAULT_NONE;
}
