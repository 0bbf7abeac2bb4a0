#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

static int64_t read_us(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

int64_t clock_coarse_us(void)
{
    return read_us(CLOCK_MONOTONIC_COARSE);
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

/* Digits where the pattern has a 0, and otherwise just what it has; a letter may be small. */
static bool fits(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; text++, pattern++) {
        bool is_digit = *text >= '0' && *text <= '9';

        if (*pattern == '0' ? !is_digit : *text != *pattern && *text != (*pattern | 0x20))
            return false;
    }
    return true;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* "Z" or "+01:00". */
static bool parse_offset(const char *text, int64_t *seconds)
{
    const bool is_utc = fits(text, "Z");
    int hours, minutes;

    *seconds = 0;
    if (is_utc)
        return text[1] == '\0';
    if ((*text != '+' && *text != '-') || !fits(text + 1, "00:00") || text[6] != '\0')
        return false;
    hours = two_digits(text + 1);
    minutes = two_digits(text + 4);
    *seconds = (*text == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return hours < 24 && minutes < 60;
}

bool clock_parse(const char *text, int64_t *seconds)
{
    struct tm utc, same;
    int64_t offset;

    if (!fits(text, "0000-00-00T00:00:00"))
        return false;
    utc = (struct tm){.tm_year = two_digits(text) * 100 + two_digits(text + 2) - 1900,
                      .tm_mon = two_digits(text + 5) - 1,
                      .tm_mday = two_digits(text + 8),
                      .tm_hour = two_digits(text + 11),
                      .tm_min = two_digits(text + 14),
                      .tm_sec = two_digits(text + 17)};
    same = utc;
    *seconds = timegm(&same);
    text += strlen("0000-00-00T00:00:00");
    if (text[0] == '.' && fits(text + 1, "0"))
        text += 1 + strspn(text + 1, "0123456789");
    if (!parse_offset(text, &offset))
        return false;
    *seconds -= offset;
    /* timegm() takes 30 February for 1 March. */
    return *seconds >= 0 && same.tm_mon == utc.tm_mon && same.tm_mday == utc.tm_mday &&
           same.tm_hour == utc.tm_hour && same.tm_min == utc.tm_min && same.tm_sec == utc.tm_sec;
}

bool clock_duration(const char *text, int64_t *ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
    size_t digits = strspn(text, "0123456789");

    *ms = 0;
    if (strcmp(text, "0") == 0)
        return true;
    if (digits == 0 || digits > 9)
        return false;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (strcasecmp(text + digits, units[i].unit) != 0)
            continue;
        *ms = strtoll(text, NULL, 10) * units[i].ms;
        return true;
    }
    return false;
}
