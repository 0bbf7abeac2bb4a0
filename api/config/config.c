#include "config/config.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "domain/member.h"

enum type {
    TEXT,
    CHOICE,
    WORDS,
    NUMBER,
    DURATION,
    URL,
    BASE,
    ORIGINS,
    ADDRESSES,
    LISTEN,
    LANGUAGE,
    SECRET
};

struct setting {
    const char *name;
    enum type type;
    const char *standard;
    const char *bounds; /* CHOICE, WORDS: the words; NUMBER, DURATION: "least most" */
    size_t offset;
    const char *help;
};

#define AT(field) offsetof(struct values, field)
/* Everything as text first; `struct config` is made of it once all of it is right. */
struct values {
    const char *db, *data, *listen, *public_url, *frontend, *club_name, *providers, *sign_up,
        *read_access, *cors_origins, *trusted_proxies, *backup_dir, *log, *max_connections,
        *idle_timeout, *receive_timeout, *answer_timeout, *poster_hosts, *cache_ttl, *fetch_timeout,
        *search_timeout, *allow_private, *language, *poster_quota;
    struct provider_values {
        const char *url, *key, *concurrency, *interval;
    } cinemeta, imdbapi, omdb, tmdb;
};

/* What every provider over the network has. */
#define PROVIDER(name, field, url_help, concurrency_, interval_)                                   \
    {"MARQUEE_" name "_URL", BASE, "", NULL, AT(field.url), url_help},                             \
        {"MARQUEE_" name "_CONCURRENCY", NUMBER, concurrency_, "1 64", AT(field.concurrency),      \
         "most requests to it at once"},                                                           \
    {                                                                                              \
        "MARQUEE_" name "_INTERVAL", DURATION, interval_, "0s 1h", AT(field.interval),             \
            "least time between two requests to it"                                                \
    }

static const struct setting settings[] = {
    {"MARQUEE_DB", TEXT, "marquee.db", NULL, AT(db), "the database file"},
    {"MARQUEE_DATA", TEXT, "", NULL, AT(data),
     "the folder of the posters (default: <MARQUEE_DB>.d)"},
    {"MARQUEE_LISTEN", LISTEN, "127.0.0.1:8080", NULL, AT(listen),
     "address and port to listen on; 0.0.0.0:8080 lets the whole network in"},
    {"MARQUEE_PUBLIC_URL", URL, "", NULL, AT(public_url),
     "the address people type (default: http://<MARQUEE_LISTEN>); https makes cookies Secure"},
    {"MARQUEE_FRONTEND", TEXT, "", NULL, AT(frontend),
     "the folder of the page, or `off` if another web server has it"},
    {"MARQUEE_CLUB_NAME", TEXT, "Film Club", NULL, AT(club_name), "the sign above the door"},
    {"MARQUEE_PROVIDERS", WORDS, "cinemeta", "cinemeta imdbapi omdb tmdb demo", AT(providers),
     "where film data comes from, in order; separated by spaces"},
    {"MARQUEE_LANGUAGE", LANGUAGE, "en-US", NULL, AT(language),
     "language of texts, posters and age ratings, such as de-DE"},
    PROVIDER("CINEMETA", cinemeta, "another address for Cinemeta", "2", "1s"),
    PROVIDER("IMDBAPI", imdbapi, "the address of a server that speaks imdbapi", "1", "500ms"),
    PROVIDER("OMDB", omdb, "another address for OMDb", "2", "250ms"),
    {"MARQUEE_OMDB_KEY", SECRET, "", NULL, AT(omdb.key), "your API key; needed for omdb"},
    PROVIDER("TMDB", tmdb, "another address for TMDB", "2", "250ms"),
    {"MARQUEE_TMDB_TOKEN", SECRET, "", NULL, AT(tmdb.key),
     "your API read access token; needed for tmdb"},
    {"MARQUEE_POSTER_HOSTS", TEXT, "", NULL, AT(poster_hosts),
     "more hosts that posters may come from, separated by spaces"},
    {"MARQUEE_POSTER_QUOTA", NUMBER, "2000", "1 1000000", AT(poster_quota),
     "megabytes for posters; above that, those not up for a vote go"},
    {"MARQUEE_CACHE_TTL", DURATION, "24h", "1s 180d", AT(cache_ttl),
     "how old film data may get before it is looked up again"},
    {"MARQUEE_FETCH_TIMEOUT", DURATION, "10s", "100ms 5m", AT(fetch_timeout),
     "how long to wait for a provider in the background"},
    {"MARQUEE_SEARCH_TIMEOUT", DURATION, "3s", "100ms 30s", AT(search_timeout),
     "how long to wait for a provider in a search"},
    {"MARQUEE_ALLOW_PRIVATE_UPSTREAM", CHOICE, "0", "0 1", AT(allow_private),
     "1: providers may have private addresses and plain http"},
    {"MARQUEE_SIGNUP", CHOICE, "invite", "invite", AT(sign_up), "who can become a member"},
    {"MARQUEE_READ_ACCESS", CHOICE, "members", "members public", AT(read_access),
     "who sees films and vote counts; only members ever see names"},
    {"MARQUEE_CORS_ORIGINS", ORIGINS, "", NULL, AT(cors_origins),
     "other sites whose pages may use the API, separated by spaces"},
    {"MARQUEE_TRUSTED_PROXIES", ADDRESSES, "", NULL, AT(trusted_proxies),
     "addresses of your proxies, separated by spaces; their X-Forwarded-For is believed"},
    {"MARQUEE_BACKUP_DIR", TEXT, "", NULL, AT(backup_dir),
     "the folder for copies before a migration (default: beside the database)"},
    {"MARQUEE_LOG", CHOICE, "access", "off error warn info access debug", AT(log),
     "how much to log; access includes every request"},
    {"MARQUEE_MAX_CONNECTIONS", NUMBER, "1000", "8 20000", AT(max_connections), "clients at once"},
    {"MARQUEE_IDLE_TIMEOUT", DURATION, "60s", "1s 1h", AT(idle_timeout),
     "how long a connection may wait for its next request"},
    {"MARQUEE_RECEIVE_TIMEOUT", DURATION, "30s", "1s 1h", AT(receive_timeout),
     "how long a request may take to arrive, from its first byte to its last"},
    {"MARQUEE_ANSWER_TIMEOUT", DURATION, "60s", "1s 1h", AT(answer_timeout),
     "how long an answer may take, from the request's last byte to the answer's"},
};

static bool is_origin(const char *text, size_t length)
{
    struct origin origin;

    return origin_parse(text, length, &origin);
}

/* Only the form in which a connection's address is written can ever match one. */
static bool is_address(const char *text, size_t length)
{
    char copy[INET6_ADDRSTRLEN], written[INET6_ADDRSTRLEN];
    struct in6_addr address;
    int family = memchr(text, ':', length) == NULL ? AF_INET : AF_INET6;

    if (length >= sizeof(copy))
        return false;
    snprintf(copy, sizeof(copy), "%.*s", (int)length, text);
    return inet_pton(family, copy, &address) == 1 &&
           strcmp(copy, inet_ntop(family, &address, written, sizeof(written))) == 0;
}

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

static bool parse_number(const char *text, int64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

/* Of numbers and of times: from the least to the most that the setting's bounds name. */
static enum fault check_range(const struct setting *setting, const char *value,
                              bool (*parse)(const char *text, int64_t *number), const char *what,
                              struct error *err)
{
    char least[24], most[24];
    int64_t number, low = 0, high = 0;

    if (sscanf(setting->bounds, "%23s %23s", least, most) == 2) {
        parse(least, &low);
        parse(most, &high);
    }
    if (parse(value, &number) && number >= low && number <= high)
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID, "%s is '%s'. It must be %s from %s to %s.", setting->name,
                     value, what, least, most);
}

static enum fault check_choices(const struct setting *setting, const char *value, struct error *err)
{
    for (const char *at = value; *(at += strspn(at, " ")) != '\0';) {
        size_t length = strcspn(at, " ");
        char word[64];

        snprintf(word, sizeof(word), "%.*s", (int)length, at);
        if (!text_has_word(setting->bounds, word))
            return error_set(err, FAULT_INVALID, "%s names '%s'. Known are: %s.", setting->name,
                             word, setting->bounds);
        at += length;
    }
    return FAULT_NONE;
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

/* It becomes part of URLs and headers. */
static const char secret_characters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

static bool is_language(const char *text)
{
    return strlen(text) == 5 && islower((unsigned char)text[0]) &&
           islower((unsigned char)text[1]) && text[2] == '-' && isupper((unsigned char)text[3]) &&
           isupper((unsigned char)text[4]);
}

static enum fault check(const struct setting *setting, const char *value, struct error *err)
{
    switch (setting->type) {
    case TEXT:
        if (text_is_utf8(value, strlen(value)) && text_length(value) <= 1000 &&
            (*value == '\0' || text_is_visible(value)))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID,
                         "%s must be printable text of at most 1000 characters.", setting->name);
    case CHOICE:
        if (text_has_word(setting->bounds, value))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID, "%s is '%s'. It must be one of: %s.", setting->name,
                         value, setting->bounds);
    case WORDS:
        return check_choices(setting, value, err);
    case NUMBER:
        return check_range(setting, value, parse_number, "a number", err);
    case DURATION:
        return check_range(setting, value, clock_duration, "a time like 500ms, 10s or 24h,", err);
    case BASE:
        if (is_base(value))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID,
                         "%s is '%s'. It must look like https://api.example.org/v1.", setting->name,
                         value);
    case URL:
        if (*value == '\0' || is_origin(value, strlen(value)))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID,
                         "%s is '%s'. It must look like https://films.example.org, without a path.",
                         setting->name, value);
    case ORIGINS:
        return check_words(setting, value, is_origin, "origins like https://app.example.org", err);
    case ADDRESSES:
        return check_words(setting, value, is_address, "IP addresses like 10.0.0.2", err);
    case LANGUAGE:
        if (is_language(value))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID, "%s is '%s'. It must look like en-US or de-DE.",
                         setting->name, value);
    case SECRET:
        if (strlen(value) <= 1000 && strspn(value, secret_characters) == strlen(value))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID,
                         "%s may hold only letters, digits and the characters . _ -",
                         setting->name);
    case LISTEN:
        if (is_listen(value))
            return FAULT_NONE;
        return error_set(err, FAULT_INVALID, "%s is '%s'. It must look like 127.0.0.1:8080.",
                         setting->name, value);
    }
    return FAULT_NONE;
}

/* A setting that starts with our prefix and is none of ours is a typing error. */
static enum fault check_environment(struct error *err)
{
    for (char **entry = environ; *entry != NULL; entry++) {
        size_t length = strcspn(*entry, "=");
        bool known =
            strncmp(*entry, "MARQUEE_", 8) != 0 || strncmp(*entry, "MARQUEE_TEST_", 13) == 0;

        for (size_t i = 0; i < COUNT_OF(settings) && !known; i++)
            known = strlen(settings[i].name) == length &&
                    strncmp(*entry, settings[i].name, length) == 0;
        if (!known)
            return error_set(err, FAULT_INVALID,
                             "%.*s is not a setting. `marquee help settings` lists them all.",
                             (int)length, *entry);
    }
    return FAULT_NONE;
}

static struct provider_config read_provider(const struct provider_values *values)
{
    struct provider_config config = {.url = values->url, .key = values->key};

    parse_number(values->concurrency, &config.concurrency);
    clock_duration(values->interval, &config.interval_ms);
    return config;
}

static void read_public_url(struct arena *arena, const struct values *values, struct config *config)
{
    config->is_public_url_set = *values->public_url != '\0';
    config->public_url = config->is_public_url_set
                             ? values->public_url
                             : arena_printf(arena, "http://%s", values->listen);
    if (origin_parse(config->public_url, strlen(config->public_url), &config->public_origin))
        config->public_url = origin_text(arena, &config->public_origin);
}

enum fault config_read(struct arena *arena, struct config *config, struct error *err)
{
    struct values values = {0};

    TRY(check_environment(err));
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const char *value = getenv(settings[i].name);

        value = value == NULL || *value == '\0' ? settings[i].standard : value;
        TRY(check(&settings[i], value, err));
        *(const char **)((char *)&values + settings[i].offset) = arena_strdup(arena, value);
    }
    *config = (struct config){
        .db = values.db,
        .data = *values.data != '\0' ? values.data : arena_printf(arena, "%s.d", values.db),
        .listen = values.listen,
        .frontend = values.frontend,
        .club_name = text_nfc(arena, values.club_name),
        .providers = values.providers,
        .sign_up = values.sign_up,
        .read_public = strcmp(values.read_access, "public") == 0,
        .cors_origins = values.cors_origins,
        .trusted_proxies = values.trusted_proxies,
        .backup_dir = values.backup_dir,
        .poster_hosts = values.poster_hosts,
        .allow_private_upstream = strcmp(values.allow_private, "1") == 0,
        .cinemeta = read_provider(&values.cinemeta),
        .imdbapi = read_provider(&values.imdbapi),
        .omdb = read_provider(&values.omdb),
        .tmdb = read_provider(&values.tmdb),
        .language = values.language,
    };
    read_public_url(arena, &values, config);
    parse_number(values.max_connections, &config->max_connections);
    parse_number(values.poster_quota, &config->poster_quota);
    config->poster_quota *= 1000 * 1000; /* megabytes */
    clock_duration(values.idle_timeout, &config->idle_timeout_ms);
    clock_duration(values.receive_timeout, &config->receive_timeout_ms);
    clock_duration(values.answer_timeout, &config->answer_timeout_ms);
    clock_duration(values.cache_ttl, &config->cache_ttl_ms);
    clock_duration(values.fetch_timeout, &config->fetch_timeout_ms);
    clock_duration(values.search_timeout, &config->search_timeout_ms);
    log_level_parse(values.log, &config->log);
    return FAULT_NONE;
}

void config_help(FILE *out)
{
    fputs("Settings are environment variables:\n\n", out);
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const struct setting *setting = &settings[i];

        fprintf(out, "  %-30s %s\n", setting->name, setting->help);
        if (setting->type == CHOICE || setting->type == WORDS)
            fprintf(out, "  %-30s one of: %s\n", "", setting->bounds);
        if (*setting->standard != '\0')
            fprintf(out, "  %-30s default: %s\n", "", setting->standard);
    }
}
