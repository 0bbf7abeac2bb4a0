#include "domain/screening.h"

#include <inttypes.h>

#include "base/clock.h"

int64_t rating_average(int64_t sum, int64_t count)
{
    return count == 0 ? 0 : (2 * sum + count) / (2 * count);
}

enum fault screening_day_check(int64_t day, int64_t now, struct error *err)
{
    if (day <= now / DAY + 1)
        return FAULT_NONE;
    return error_field(err, "body", "/date", FLAW_FUTURE);
}

enum fault screening_missing(int64_t id, struct error *err)
{
    error_set(err, FAULT_NOT_FOUND, "There is no screening %" PRId64 ".", id);
    error_param_int(err, "screening_id", id);
    return FAULT_NOT_FOUND;
}
