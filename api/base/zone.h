/*
 * Time zones by their names ("Europe/Berlin"), from the machine's tzdata by GLib's GTimeZone, and
 * the dates of a club that meets in the evening. Nothing here looks at TZ or the locale, except
 * zone_local(). For any thread.
 */
#ifndef MARQUEE_BASE_ZONE_H
#define MARQUEE_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ZONE_NAME_SIZE = 65, /* with a NUL; no name is half as long */
    ZONE_TEXT_SIZE = 26,
    EVENING_ENDS = 6 /* o'clock: what is before belongs to the evening before */
};

/* Its rules are those of the moment when it was opened. */
struct zone;

/* NULL: this machine knows no zone of that name. */
struct zone *zone_open(const char *name);
/* NULL is fine. */
void zone_close(struct zone *zone);

bool zone_is_known(const char *name);

/* What is said of one that was known once; its name is the argument. */
#define ZONE_UNKNOWN                                                                               \
    "This machine doesn't know the time zone %s, so evenings get their dates in UTC. Install "     \
    "tzdata, or choose another one."

/* Writes the name of this machine's own zone and returns it: that of TZ, of /etc/localtime or of
 * /etc/timezone, the first of them that is known; else UTC. */
const char *zone_local(char name[ZONE_NAME_SIZE]);

/* The day there (base/date.h) at a moment in seconds since the epoch. NULL is UTC. */
int64_t zone_day(const struct zone *zone, int64_t when);

/* The day of the evening that the moment belongs to. */
int64_t zone_evening(const struct zone *zone, int64_t when);

/* Writes what its clocks show at that moment, "2026-11-20T20:30:00+01:00" (RFC 3339), into `text`
 * and returns it. Years 1000 to 9999. */
const char *zone_format(const struct zone *zone, int64_t when, char text[ZONE_TEXT_SIZE]);

#endif
