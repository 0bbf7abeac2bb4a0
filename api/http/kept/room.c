#include "http/kept/room.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"

enum { REMEMBERED_US = 60 * 1000 * 1000 };

struct room {
    char *folders[2];
    atomic_int_least64_t refused_at; /* monotonic; 0: none was since one was taken */
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
    atomic_store(&room->refused_at, clock_monotonic_us());
}

void room_taken(struct room *room)
{
    atomic_store(&room->refused_at, 0);
}

/* The disk, a quota, or `ulimit -f`. */
static bool is_for_want_of_room(int failed)
{
    return failed == ENOSPC || failed == EDQUOT || failed == EFBIG;
}

enum fault room_look(struct room *room, struct error *err)
{
    int64_t refused_at = atomic_load(&room->refused_at);
    bool is_full = refused_at != 0 && clock_monotonic_us() - refused_at < REMEMBERED_US;

    for (size_t i = 0; i < COUNT_OF(room->folders) && !is_full; i++) {
        int failed = file_try_room(room->folders[i]);

        is_full = is_for_want_of_room(failed);
        /* What else may be wrong is the folder's own: it is gone, or not ours. */
        if (failed == EROFS || failed == EIO)
            return error_set(err, FAULT_BUSY, "The disk takes no writes: %s.", strerror(failed));
    }
    return is_full ? error_set(err, FAULT_STORAGE_FULL,
                               "The disk is full. Votes can't be saved until there is room.")
                   : FAULT_NONE;
}
