#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/auto.h"

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

static char *write_padded(char *at, int number, int digits)
{
    for (int i = digits; i > 0; number /= 10)
        at[--i] = (char)('0' + number % 10);
    return at + digits;
}

/* By hand: strftime() takes three times as long, and every line of the log and every film has a
 * time. */
const char *clock_format(int64_t seconds, char text[CLOCK_TEXT_SIZE])
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char *at = text;

    gmtime_r(&when, &utc);
    at = write_padded(at, utc.tm_year + 1900, 4);
    *at++ = '-';
    at = write_padded(at, utc.tm_mon + 1, 2);
    *at++ = '-';
    at = write_padded(at, utc.tm_mday, 2);
    *at++ = 'T';
    at = write_padded(at, utc.tm_hour, 2);
    *at++ = ':';
    at = write_padded(at, utc.tm_min, 2);
    *at++ = ':';
    at = write_padded(at, utc.tm_sec, 2);
    *at++ = 'Z';
    *at = '\0';
    return text;
}

bool clock_duration(const char *text, int64_t *ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 9)
        return false;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (strcmp(text + digits, units[i].unit) != 0)
            continue;
        *ms = strtoll(text, NULL, 10) * units[i].ms;
        return true;
    }
    return false;
}
