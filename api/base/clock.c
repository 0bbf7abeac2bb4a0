#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static atomic_int_least64_t ahead;

int64_t clock_now(void)
{
    return (int64_t)time(NULL) + atomic_load_explicit(&ahead, memory_order_relaxed);
}

void clock_advance(int64_t seconds)
{
    atomic_fetch_add(&ahead, seconds);
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const char *clock_format(int64_t seconds, char text[CLOCK_TEXT_SIZE])
{
    time_t when = (time_t)seconds;
    struct tm utc;

    gmtime_r(&when, &utc);
    strftime(text, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}
