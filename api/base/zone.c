#include "base/zone.h"

#include <ctype.h>
#include <glib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"

/* GLib reads a file of that name below tzdata's folder, and takes offsets and the rules that POSIX
 * has for TZ besides, which have no slash. Every part of a zone's name begins with a capital
 * letter: no other file there does, and no path that leads out. What has no slash is an old name of
 * something that has one, except UTC. */
static bool is_zone_name(const char *name)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789_+-/";
    size_t length = strlen(name);

    if (strcmp(name, "UTC") == 0)
        return true;
    if (length >= ZONE_NAME_SIZE || strspn(name, characters) != length ||
        !isupper((unsigned char)*name))
        return false;
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        if (!isupper((unsigned char)slash[1]))
            return false;
    return strchr(name, '/') != NULL;
}

struct zone *zone_open(const char *name)
{
    bool is_name = name != NULL && is_zone_name(name);

    return is_name ? (struct zone *)g_time_zone_new_identifier(name) : NULL;
}

void zone_close(struct zone *zone)
{
    if (zone != NULL)
        g_time_zone_unref((GTimeZone *)zone);
}

bool zone_is_known(const char *name)
{
    struct zone *zone = zone_open(name);

    zone_close(zone);
    return zone != NULL;
}

/* ---- this machine's ----------------------------------------------------------------------------
 */

static void name_in_environment(char name[ZONE_NAME_SIZE])
{
    const char *value = getenv("TZ");

    if (value != NULL)
        snprintf(name, ZONE_NAME_SIZE, "%s", value + strspn(value, ":"));
}

/* /usr/share/zoneinfo/Europe/Berlin, wherever that folder is. */
static void name_of_link(char name[ZONE_NAME_SIZE])
{
    static const char folder[] = "/zoneinfo/";
    char target[200];
    ssize_t length = readlink("/etc/localtime", target, sizeof(target) - 1);
    const char *at;

    if (length <= 0)
        return;
    target[length] = '\0';
    at = strstr(target, folder);
    if (at != NULL)
        snprintf(name, ZONE_NAME_SIZE, "%s", at + strlen(folder));
}

static void name_in_file(char name[ZONE_NAME_SIZE])
{
    FILE *file = fopen("/etc/timezone", "re");

    if (file == NULL)
        return;
    if (fgets(name, ZONE_NAME_SIZE, file) != NULL)
        name[strcspn(name, " \n")] = '\0';
    fclose(file);
}

const char *zone_local(char name[ZONE_NAME_SIZE])
{
    static void (*const look[])(char name[ZONE_NAME_SIZE]) = {name_in_environment, name_of_link,
                                                              name_in_file};

    for (size_t i = 0; i < COUNT_OF(look); i++) {
        name[0] = '\0';
        look[i](name);
        if (zone_is_known(name))
            return name;
    }
    snprintf(name, ZONE_NAME_SIZE, "UTC");
    return name;
}

/* ---- dates -------------------------------------------------------------------------------------
 */

static int64_t day_at(int64_t seconds)
{
    return seconds / DAY - (seconds % DAY < 0 ? 1 : 0);
}

/* Seconds that its clocks are ahead of UTC. */
static int offset_at(const struct zone *zone, int64_t when)
{
    GTimeZone *rules = (GTimeZone *)(uintptr_t)zone;

    return rules == NULL ? 0
                         : g_time_zone_get_offset(rules, g_time_zone_find_interval(
                                                             rules, G_TIME_TYPE_UNIVERSAL, when));
}

/* What its clocks show, as if it were UTC. */
static int64_t clock_there(const struct zone *zone, int64_t when)
{
    return when + offset_at(zone, when);
}

int64_t zone_day(const struct zone *zone, int64_t when)
{
    return day_at(clock_there(zone, when));
}

int64_t zone_evening(const struct zone *zone, int64_t when)
{
    return day_at(clock_there(zone, when) - EVENING_ENDS * 3600);
}

/* An offset of odd seconds, as Liberia had one until 1972, loses them; the moment stays the same.
 */
const char *zone_format(const struct zone *zone, int64_t when, char text[ZONE_TEXT_SIZE])
{
    int minutes = offset_at(zone, when) / 60;
    unsigned ahead = (unsigned)abs(minutes);
    char there[CLOCK_TEXT_SIZE];

    clock_format(when + (int64_t)minutes * 60, there);
    snprintf(text, ZONE_TEXT_SIZE, "%.19s%c%02u:%02u", there, minutes < 0 ? '-' : '+',
             ahead / 60 % 24, ahead % 60);
    return text;
}
