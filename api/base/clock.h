/* The time, in the two forms that the program uses, and how people write one that passes. */
#ifndef MARQUEE_BASE_CLOCK_H
#define MARQUEE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_TEXT_SIZE = 24 };

/* How long they are: in seconds, which the clock of the epoch counts … */
enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
/* … and in the microseconds of the one that never goes back. */
enum { MS_US = 1000, SECOND_US = 1000 * MS_US };

/* Seconds since the epoch, UTC: what is stored and shown. */
int64_t clock_now(void);

/* For tests: the clock above is `seconds` further ahead from now on. */
void clock_advance(int64_t seconds);

/* Microseconds that never go back: for durations, time-outs and throttles. */
int64_t clock_monotonic_us(void);

/* The same, some milliseconds late: for what happens so often that to ask costs something. */
int64_t clock_coarse_us(void);

/* Writes "2026-11-20T19:30:00Z" (RFC 3339) into `text` and returns it. Years 1000 to 9999. */
const char *clock_format(int64_t seconds, char text[CLOCK_TEXT_SIZE]);

/* The second of "2026-11-20T20:30:00+01:00" (RFC 3339); a fraction of it is dropped. False: it is
 * none, or before 1970. */
bool clock_parse(const char *text, int64_t *seconds);

/* "500ms", "10s", "5m", "24h", "7d" or "0", in milliseconds; capitals will do. False: it is none of
 * these. */
bool clock_duration(const char *text, int64_t *ms);

#endif
