#include "domain/undo.h"

#include <stdlib.h>

bool undo_is_in_time(int64_t done_at, int64_t now)
{
    return llabs(now - done_at) <= UNDO_SECONDS;
}

enum fault undo_in_time(int64_t taken_back_at, int64_t now, struct error *err)
{
    if (undo_is_in_time(taken_back_at, now))
        return FAULT_NONE;
    return error_set(err, FAULT_TOO_LATE, "This can be undone for a day, and the day is over.");
}
