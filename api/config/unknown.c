/*
 * DESIGN. A setting that starts with our prefix and is none of ours is a typing error, and the
 * server doesn't start: a club that is open to everybody because of one letter is worse. But
 * Kubernetes puts the addresses of every Service into each container, under the Service's name
 * (MARQUEE_SERVICE_HOST, MARQUEE_PORT=tcp://…, MARQUEE_WEB_PORT_80_TCP_ADDR), and a Service of this
 * program is called like it. Those are left alone; so is what links of old Docker versions add.
 */
#include "config/unknown.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/auto.h"
#include "config/settings.h"

enum { PREFIX = sizeof("MARQUEE_") - 1, NAME_MAX = 64 };

/* ---- names that others put there ------------------------------------------------------------*/

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);

    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_socket(const char *value)
{
    return strncmp(value, "tcp://", 6) == 0 || strncmp(value, "udp://", 6) == 0 ||
           strncmp(value, "sctp://", 7) == 0;
}

/* "8080_TCP", "8080_TCP_ADDR", as they stand behind "…_PORT_". */
static bool is_one_port(const char *text)
{
    static const char *const ends[] = {"", "_PROTO", "_PORT", "_ADDR"};
    static const char *const protocols[] = {"_TCP", "_UDP", "_SCTP"};
    size_t digits = strspn(text, "0123456789");

    for (size_t i = 0; i < COUNT_OF(ends) * COUNT_OF(protocols) && digits > 0; i++) {
        const char *protocol = protocols[i % COUNT_OF(protocols)];

        if (strncmp(text + digits, protocol, strlen(protocol)) == 0 &&
            strcmp(text + digits + strlen(protocol), ends[i / COUNT_OF(protocols)]) == 0)
            return true;
    }
    return false;
}

/* The name begins with our prefix; a Service may be called "marquee-web". */
static bool is_of_a_service(const char *name, const char *value)
{
    if (ends_with(name, "_SERVICE_HOST") || ends_with(name, "_SERVICE_PORT") ||
        strstr(name, "_SERVICE_PORT_") != NULL)
        return true;
    if (ends_with(name, "_PORT") && is_socket(value))
        return true;
    for (const char *at = name; (at = strstr(at, "_PORT_")) != NULL; at++)
        if (is_one_port(at + strlen("_PORT_")))
            return true;
    return strncmp(name, "MARQUEE_ENV_", 12) == 0 ||
           (strcmp(name, "MARQUEE_NAME") == 0 && *value == '/');
}

/* ---- what was meant -------------------------------------------------------------------------*/

static int least(int one, int two, int three)
{
    int less = one < two ? one : two;

    return less < three ? less : three;
}

/* Letters to add, leave out or change until one is the other. Neither is longer than NAME_MAX. */
static int distance(const char *one, const char *other)
{
    int row[NAME_MAX + 1], before;
    size_t width = strlen(other);

    for (size_t x = 0; x <= width; x++)
        row[x] = (int)x;
    for (size_t y = 1; one[y - 1] != '\0'; y++) {
        before = row[0];
        row[0] = (int)y;
        for (size_t x = 1; x <= width; x++) {
            int diagonal = before + (one[y - 1] != other[x - 1]);

            before = row[x];
            row[x] = least(row[x] + 1, row[x - 1] + 1, diagonal);
        }
    }
    return row[width];
}

/* What other programs call it. */
static const char *usual_name(const char *word)
{
    static const char *const usual[][2] = {
        {"PORT", "MARQUEE_LISTEN"},         {"HOST", "MARQUEE_LISTEN"},
        {"ADDRESS", "MARQUEE_LISTEN"},      {"BIND", "MARQUEE_LISTEN"},
        {"URL", "MARQUEE_PUBLIC_URL"},      {"BASE_URL", "MARQUEE_PUBLIC_URL"},
        {"NAME", "MARQUEE_CLUB_NAME"},      {"TITLE", "MARQUEE_CLUB_NAME"},
        {"DATABASE", "MARQUEE_DB"},         {"DATABASE_URL", "MARQUEE_DB"},
        {"TZ", "MARQUEE_TIMEZONE"},         {"LOCALE", "MARQUEE_LANGUAGE"},
        {"LOG_LEVEL", "MARQUEE_LOG"},       {"TMDB_KEY", "MARQUEE_TMDB_TOKEN"},
        {"OMDB_TOKEN", "MARQUEE_OMDB_KEY"},
    };

    for (size_t i = 0; i < COUNT_OF(usual); i++)
        if (strcmp(usual[i][0], word) == 0)
            return usual[i][1];
    return NULL;
}

/* NULL: nothing is near enough to be meant. */
static const char *nearest(const char *name)
{
    const char *found = usual_name(name + PREFIX);
    int best = 2 + (int)strlen(name + PREFIX) / 3;

    if (found != NULL)
        return found;
    for (size_t i = 0; i < settings_count; i++) {
        int changes = distance(name + PREFIX, settings[i].name + PREFIX);

        if (changes >= best)
            continue;
        best = changes;
        found = settings[i].name;
    }
    return found;
}

/* ---- the environment ------------------------------------------------------------------------*/

static bool is_known(const char *name)
{
    for (size_t i = 0; i < settings_count; i++)
        if (strcmp(settings[i].name, name) == 0)
            return true;
    return strncmp(name, "MARQUEE_TEST_", 13) == 0;
}

/* "marquee_db" would be overlooked, and looks as if it counted. */
static const char *written_otherwise(const char *name)
{
    for (size_t i = 0; i < settings_count; i++)
        if (strcasecmp(settings[i].name, name) == 0)
            return settings[i].name;
    return NULL;
}

/* Anything but our letters as '?': it may be made to garble the terminal. */
static void copy_name(const char *entry, size_t length, char name[NAME_MAX + 1])
{
    snprintf(name, NAME_MAX + 1, "%.*s", (int)length, entry);
    for (; *name != '\0'; name++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_", *name) ==
            NULL)
            *name = '?';
}

static enum fault check_entry(const char *entry, struct error *err)
{
    size_t length = strcspn(entry, "=");
    const char *value = entry + length + (entry[length] == '='), *meant;
    char name[NAME_MAX + 1];

    if (strncasecmp(entry, "MARQUEE_", PREFIX) != 0)
        return FAULT_NONE;
    copy_name(entry, length, name);
    meant = written_otherwise(name);
    if (meant == NULL && strncmp(name, "MARQUEE_", PREFIX) != 0)
        return FAULT_NONE;
    if (is_known(name) || is_of_a_service(name, value))
        return FAULT_NONE;
    meant = meant == NULL ? nearest(name) : meant;
    return error_set(err, FAULT_INVALID,
                     "%s is not a setting.%s%s%s `marquee help settings` lists them all.", name,
                     meant == NULL ? "" : " Did you mean ", meant == NULL ? "" : meant,
                     meant == NULL ? "" : "?");
}

enum fault unknown_check(struct error *err)
{
    for (char **entry = environ; *entry != NULL; entry++)
        TRY(check_entry(*entry, err));
    return FAULT_NONE;
}
