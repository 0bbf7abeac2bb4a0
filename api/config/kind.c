#include "config/kind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "config/public_url.h"
#include "domain/club.h"
#include "domain/ip.h"
#include "domain/origin.h"

/* ---- text --------------------------------------------------------------------------------------
 */

static enum fault keep_text(struct arena *arena, const char *value, void *field)
{
    *(const char **)field = arena_strdup(arena, value);
    return FAULT_NONE;
}

static enum fault read_text(struct arena *arena, const struct setting *setting, const char *value,
                            void *field, struct error *err)
{
    if (text_length(value) <= 1000)
        return keep_text(arena, value, field);
    return error_set(err, FAULT_INVALID, "%s may have at most 1000 characters.", setting->name);
}

const struct kind kind_text = {"text", read_text};

/* It becomes part of URLs and headers. */
static enum fault read_secret(struct arena *arena, const struct setting *setting, const char *value,
                              void *field, struct error *err)
{
    static const char characters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    if (strlen(value) <= 1000 && strspn(value, characters) == strlen(value))
        return keep_text(arena, value, field);
    return error_set(err, FAULT_INVALID,
                     "%s may hold only letters, digits and the characters . _ -", setting->name);
}

const struct kind kind_secret = {"a secret", read_secret};

/* Most kinds: a value that looks right is kept as it is. */
static enum fault keep_if(bool is_right, struct arena *arena, const struct setting *setting,
                          const char *value, const char *example, void *field, struct error *err)
{
    if (is_right)
        return keep_text(arena, value, field);
    return error_set(err, FAULT_INVALID, "%s is '%s'. It must look like %s.", setting->name, value,
                     example);
}

static enum fault read_language(struct arena *arena, const struct setting *setting,
                                const char *value, void *field, struct error *err)
{
    return keep_if(language_is_tag(value), arena, setting, value, "en-US or de-DE", field, err);
}

const struct kind kind_language = {"like `de-DE`", read_language};

static enum fault read_zone(struct arena *arena, const struct setting *setting, const char *value,
                            void *field, struct error *err)
{
    char local[ZONE_NAME_SIZE];

    if (strcmp(value, "local") == 0)
        return keep_text(arena, zone_local(local), field);
    return keep_if(zone_is_known(value), arena, setting, value, "Europe/Berlin, or local", field,
                   err);
}

const struct kind kind_zone = {"like `Europe/Berlin`, or `local`: this machine's", read_zone};

/* ---- addresses ---------------------------------------------------------------------------------
 */

static bool parse_number(const char *text, int64_t *number)
{
    errno = 0;
    *number = strtoll(text, NULL, 10);
    return errno == 0 && *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static bool is_origin(const char *text, size_t length)
{
    struct origin origin;

    return origin_parse(text, length, &origin);
}

static bool is_network(const char *text, size_t length)
{
    struct ip_network network;

    return ip_network_parse(text, length, &network);
}

/* An origin that may have a path. */
static bool is_base(const char *value)
{
    const char *host = strstr(value, "://");
    size_t origin = host == NULL ? 0 : (size_t)(host - value) + 3 + strcspn(host + 3, "/");

    return *value == '\0' ||
           (origin > 0 && is_origin(value, origin) && strpbrk(value, " ?#@\\") == NULL);
}

static bool is_listen(const char *value)
{
    const char *colon = strrchr(value, ':');
    int64_t port;

    return colon != NULL && colon != value && parse_number(colon + 1, &port) && port >= 0 &&
           port <= 65535;
}

static enum fault read_listen(struct arena *arena, const struct setting *setting, const char *value,
                              void *field, struct error *err)
{
    return keep_if(is_listen(value), arena, setting, value, "127.0.0.1:8080", field, err);
}

const struct kind kind_listen = {"an address and a port", read_listen};

static enum fault read_base(struct arena *arena, const struct setting *setting, const char *value,
                            void *field, struct error *err)
{
    return keep_if(is_base(value), arena, setting, value, "https://api.example.org/v1", field, err);
}

const struct kind kind_base = {"like `https://api.example.org/v1`", read_base};

static enum fault read_public_url(struct arena *arena, const struct setting *setting,
                                  const char *value, void *field, struct error *err)
{
    return keep_if(*value == '\0' || public_url_is_one(value), arena, setting, value,
                   "https://films.example.org or https://example.org/films", field, err);
}

const struct kind kind_public_url = {
    "like `https://films.example.org` or `https://example.org/films`", read_public_url};

/* Of words that spaces separate, every one is right. */
static enum fault check_words(const struct setting *setting, const char *value,
                              bool (*is_right)(const char *text, size_t length), const char *what,
                              struct error *err)
{
    for (const char *at = value; *at != '\0';) {
        size_t length = strcspn(at, " ");

        if (length > 0 && !is_right(at, length))
            return error_set(err, FAULT_INVALID, "%s must be %s, separated by spaces.",
                             setting->name, what);
        at += length + (at[length] == ' ');
    }
    return FAULT_NONE;
}

static enum fault read_origins(struct arena *arena, const struct setting *setting,
                               const char *value, void *field, struct error *err)
{
    TRY(check_words(setting, value, is_origin, "origins like https://app.example.org", err));
    return keep_text(arena, value, field);
}

const struct kind kind_origins = {"like `https://app.example.org`", read_origins};

static enum fault read_networks(struct arena *arena, const struct setting *setting,
                                const char *value, void *field, struct error *err)
{
    TRY(check_words(setting, value, is_network, "IP addresses like 10.0.0.2 or 10.0.0.0/8", err));
    return keep_text(arena, value, field);
}

const struct kind kind_networks = {"IP addresses, or networks like `10.0.0.0/8`", read_networks};

/* ---- words -------------------------------------------------------------------------------------
 */

static enum fault check_choice(const struct setting *setting, const char *value, struct error *err)
{
    if (text_has_word(setting->bounds, value))
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID, "%s is '%s'. It must be one of: %s.", setting->name, value,
                     setting->bounds);
}

static enum fault read_switch(struct arena *arena, const struct setting *setting, const char *value,
                              void *field, struct error *err)
{
    (void)arena;
    TRY(check_choice(setting, value, err));
    *(bool *)field = strcmp(strchr(setting->bounds, ' ') + 1, value) == 0;
    return FAULT_NONE;
}

const struct kind kind_switch = {NULL, read_switch};

static enum fault read_level(struct arena *arena, const struct setting *setting, const char *value,
                             void *field, struct error *err)
{
    (void)arena;
    TRY(check_choice(setting, value, err));
    log_level_parse(value, field);
    return FAULT_NONE;
}

const struct kind kind_level = {NULL, read_level};

static enum fault read_sign_up(struct arena *arena, const struct setting *setting,
                               const char *value, void *field, struct error *err)
{
    (void)arena;
    TRY(check_choice(setting, value, err));
    sign_up_parse(value, field);
    return FAULT_NONE;
}

const struct kind kind_sign_up = {NULL, read_sign_up};

static enum fault read_words(struct arena *arena, const struct setting *setting, const char *value,
                             void *field, struct error *err)
{
    for (const char *at = value; *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " ")) {
        char word[64];

        snprintf(word, sizeof(word), "%.*s", (int)strcspn(at, " "), at);
        if (!text_has_word(setting->bounds, word))
            return error_set(err, FAULT_INVALID,
                             "%s names '%s'. Known are: %s. Spaces go between them.", setting->name,
                             word, setting->bounds);
    }
    return keep_text(arena, value, field);
}

const struct kind kind_words = {NULL, read_words};

/* ---- numbers -----------------------------------------------------------------------------------
 */

/* From the least to the most that the setting's bounds name. */
static enum fault read_range(const struct setting *setting, const char *value,
                             bool (*parse)(const char *text, int64_t *number), const char *what,
                             int64_t *number, struct error *err)
{
    char least[24], most[24];
    int64_t low = 0, high = 0;

    if (sscanf(setting->bounds, "%23s %23s", least, most) == 2) {
        parse(least, &low);
        parse(most, &high);
    }
    if (parse(value, number) && *number >= low && *number <= high)
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID, "%s is '%s'. It must be %s from %s to %s.", setting->name,
                     value, what, least, most);
}

static enum fault read_number(struct arena *arena, const struct setting *setting, const char *value,
                              void *field, struct error *err)
{
    (void)arena;
    return read_range(setting, value, parse_number, "a number", field, err);
}

const struct kind kind_number = {NULL, read_number};

static enum fault read_millions(struct arena *arena, const struct setting *setting,
                                const char *value, void *field, struct error *err)
{
    TRY(read_number(arena, setting, value, field, err));
    *(int64_t *)field *= 1000 * 1000;
    return FAULT_NONE;
}

const struct kind kind_millions = {NULL, read_millions};

static enum fault read_duration(struct arena *arena, const struct setting *setting,
                                const char *value, void *field, struct error *err)
{
    (void)arena;
    return read_range(setting, value, clock_duration, "a time like 500ms, 10s or 24h,", field, err);
}

const struct kind kind_duration = {NULL, read_duration};
