#include "domain/film.h"

#include <string.h>

enum metadata_state film_metadata(const struct film *film, int64_t now)
{
    if (film->imdb_id == NULL)
        return METADATA_MANUAL;
    if (film->metadata != NULL)
        return film->failures == 0 && now < film->try_at ? METADATA_FRESH : METADATA_STALE;
    return film->unknown ? METADATA_UNKNOWN : METADATA_PENDING;
}

const char *metadata_state_name(enum metadata_state state)
{
    static const char *const names[METADATA_STATES] = {"fresh", "stale", "pending", "unknown",
                                                       "manual"};

    return names[state];
}

const char *film_metadata_state(const struct film *film, int64_t now)
{
    return metadata_state_name(film_metadata(film, now));
}

bool film_is_due(const struct film *film, int64_t now)
{
    return film->imdb_id != NULL && now >= film->try_at;
}

int64_t film_state_ends(const struct film *film, int64_t now)
{
    enum { PATIENCE = 60 /* seconds for a fetch that was just asked for */ };

    if (film->imdb_id == NULL)
        return INT64_MAX;
    return film_is_due(film, now) ? now + PATIENCE : film->try_at;
}

int64_t film_retry_after(int64_t failures, uint32_t random)
{
    int64_t most = FILM_RETRY_SECONDS;

    for (int64_t i = 1; i < failures && most < FILM_RETRY_MAX_SECONDS; i++)
        most *= 2;
    if (most > FILM_RETRY_MAX_SECONDS)
        most = FILM_RETRY_MAX_SECONDS;
    return most / 4 + (int64_t)(random % (uint32_t)(most - most / 4 + 1));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(const char *text)
{
    size_t count = 0;

    while (is_digit(text[count]))
        count++;
    return count;
}

bool film_id_is_valid(const char *text)
{
    size_t digits;

    if (strncmp(text, "tt", 2) != 0)
        return false;
    digits = count_digits(text + 2);
    return (digits == 7 || digits == 8) && text[2 + digits] == '\0';
}

/* The part after "https://host" if the host is imdb.com or below it, else NULL. */
static const char *imdb_path(const char *text)
{
    static const char host[] = "imdb.com";
    const char *slash;
    size_t length;

    if (strncasecmp(text, "https://", 8) == 0)
        text += 8;
    else if (strncasecmp(text, "http://", 7) == 0)
        text += 7;
    slash = strchr(text, '/');
    if (slash == NULL)
        return NULL;
    length = (size_t)(slash - text);
    if (length < sizeof(host) - 1 ||
        strncasecmp(slash - (sizeof(host) - 1), host, sizeof(host) - 1) != 0)
        return NULL;
    if (length > sizeof(host) - 1 && slash[-(long)sizeof(host)] != '.')
        return NULL;
    return slash;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_segment(char c)
{
    return c == '\0' || c == '/' || c == '?' || c == '#' || is_space(c);
}

bool film_id_parse(const char *text, char id[FILM_ID_SIZE])
{
    const char *start;
    size_t digits;

    while (is_space(*text))
        text++;
    start = imdb_path(text);
    if (start != NULL) {
        start = strstr(start, "/title/tt");
        if (start == NULL)
            return false;
        start += strlen("/title/");
    } else {
        start = text;
    }
    if (strncmp(start, "tt", 2) != 0)
        return false;
    digits = count_digits(start + 2);
    if ((digits != 7 && digits != 8) || !ends_segment(start[2 + digits]))
        return false;
    memcpy(id, start, digits + 2);
    id[digits + 2] = '\0';
    return true;
}
