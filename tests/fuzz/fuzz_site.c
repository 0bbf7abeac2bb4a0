/* What an old club's database holds: its copy of a provider's answer, and the line in which all of
 * it travels. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <jansson.h>

#include "domain/film.h"
#include "moving/django_film.h"
#include "moving/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void hold(bool is_true)
{
    if (!is_true)
        __builtin_trap();
}

static void hold_film(const struct old_film *film)
{
    json_t *metadata = film->metadata == NULL ? json_object() : json_loads(film->metadata, 0, NULL);

    hold(json_is_object(metadata));
    json_decref(metadata);
    hold(film->year == 0 || (film->year >= FILM_YEAR_MIN && film->year <= FILM_YEAR_MAX));
    hold(film->runtime_minutes >= 0 && film->runtime_minutes <= FILM_RUNTIME_MAX);
    hold(film->poster_url == NULL || strncmp(film->poster_url, "http", 4) == 0);
}

static void hold_line(struct arena *arena, const char *text)
{
    struct old_club club, again;
    struct error err;
    auto_strbuf struct strbuf line;

    strbuf_init(&line, OLD_CLUB_TEXT_MAX);
    error_init(&err);
    if (old_club_read(arena, text, &club, &err) != FAULT_NONE)
        return;
    old_club_write(&club, &line);
    hold(old_club_read(arena, line.bytes, &again, &err) == FAULT_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    auto_arena struct arena arena = {0};
    const char *text = arena_strndup(&arena, (const char *)bytes, size);
    struct old_film film = {.title = NULL};

    django_film_cached(&arena, text, 1700000000, &film);
    hold_film(&film);
    hold_line(&arena, text);
    return 0;
}
