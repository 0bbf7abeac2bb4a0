#include "domain/undo.h"

enum fault undo_in_time(int64_t taken_back_at, int64_t now, struct error *err)
{
    if (now - taken_back_at <= UNDO_SECONDS)
        return FAULT_NONE;
    return error_set(err, FAULT_TOO_LATE, "This can be undone for a day, and the day is over.");
}
