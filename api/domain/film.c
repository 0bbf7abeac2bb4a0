#include "domain/film.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

enum { ID_DIGITS_MIN = 7, ID_DIGITS_MAX = 10 };

const char *film_name(const struct film *film)
{
    return film->title == NULL ? film->imdb_id : film->title;
}

enum metadata_state film_metadata(const struct film *film, int64_t now)
{
    if (film->imdb_id == NULL)
        return METADATA_MANUAL;
    if (film->metadata != NULL)
        return film->failures == 0 && !film_is_due(film, now) ? METADATA_FRESH : METADATA_STALE;
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

/* Fresh data is put off for as long as it may keep, which only its own time bounds. */
static bool is_from_a_clock_ahead(const struct film *film, int64_t now)
{
    return film->metadata != NULL && film->failures == 0
               ? film->cached_at > now
               : film->try_at - now > FILM_WAIT_MAX_SECONDS;
}

bool film_is_due(const struct film *film, int64_t now)
{
    return film->imdb_id != NULL && (now >= film->try_at || is_from_a_clock_ahead(film, now));
}

int64_t film_past(int64_t when, int64_t now)
{
    return when > now ? now : when;
}

int64_t film_next_try(const struct film *film, int64_t now)
{
    return film_is_due(film, now) ? film_past(film->try_at, now) : film->try_at;
}

int64_t film_wait_end(int64_t try_at, int64_t now)
{
    return try_at - now > FILM_WAIT_MAX_SECONDS ? now : try_at;
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

/* How many digits the id has that begins there; 0: none does. */
static size_t id_digits(const char *text)
{
    size_t digits;

    if (strncasecmp(text, "tt", 2) != 0)
        return 0;
    digits = count_digits(text + 2);
    return digits >= ID_DIGITS_MIN && digits <= ID_DIGITS_MAX ? digits : 0;
}

static void set_canonical(const char *number, size_t digits, char id[FILM_ID_SIZE])
{
    for (; digits > ID_DIGITS_MIN && *number == '0'; digits--)
        number++;
    snprintf(id, FILM_ID_SIZE, "tt%.*s", (int)digits, number);
}

bool film_id_canonical(const char *text, char id[FILM_ID_SIZE])
{
    size_t digits = id_digits(text);

    if (digits == 0 || strncmp(text, "tt", 2) != 0 || text[2 + digits] != '\0')
        return false;
    set_canonical(text + 2, digits, id);
    return true;
}

enum fault film_id_check(const char *pointer, const char *text, char id[FILM_ID_SIZE],
                         struct error *err)
{
    static const struct {
        const char *prefix, *what;
    } others[] = {{"nm", "person"}, {"co", "company"}, {"ls", "list"}, {"vi", "video"}};

    if (film_id_canonical(text, id))
        return FAULT_NONE;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (strncmp(text, others[i].prefix, 2) == 0 && is_digit(text[2]))
            return error_field(err, "body", pointer, FLAW_OTHER_ID, .text = others[i].what);
    return error_field(err, "body", pointer, FLAW_NO_FILM_ID);
}

static bool is_of_a_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool film_id_parse(const char *text, char id[FILM_ID_SIZE])
{
    for (const char *at = text; *at != '\0'; at++) {
        size_t digits = at > text && is_of_a_word(at[-1]) ? 0 : id_digits(at);

        if (digits == 0 || is_of_a_word(at[2 + digits]))
            continue;
        set_canonical(at + 2, digits, id);
        return true;
    }
    return false;
}
