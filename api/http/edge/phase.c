#include "http/edge/phase.h"

#include "base/clock.h"

uint64_t phase_next(uint64_t before, enum phase phase)
{
    int64_t now = clock_coarse_us();

    if (now <= phase_since_us(before))
        now = phase_since_us(before) + 1;
    return (uint64_t)now * PHASE_STEP + phase;
}
