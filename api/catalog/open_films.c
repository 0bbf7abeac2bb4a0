#include "catalog/open_films.h"

#include <stdlib.h>

#include "catalog/sources/sources.h"

enum { MOMENT = 5 /* seconds: longer than any reader takes */ };

static struct open_film *find_open_film(struct open_films *films, int64_t film_id)
{
    for (size_t i = 0; i < films->count; i++)
        if (films->items[i].film_id == film_id)
            return &films->items[i];
    return NULL;
}

/* One that was put off is remembered beyond its time: the next failure is not its first. A clock
 * that was set back ends both. */
static bool is_over(const struct open_film *film, int64_t now)
{
    switch (film->state) {
    case OPEN_SAVED:
        return llabs(now - film->saved_at) >= MOMENT;
    case OPEN_PUT_OFF:
        return llabs(now - film->try_at) > FILM_RETRY_MAX_SECONDS;
    case OPEN_ASKED:
        break;
    }
    return false;
}

static void forget_over(struct open_films *films, int64_t now)
{
    size_t kept = 0;

    for (size_t i = 0; i < films->count; i++)
        if (!is_over(&films->items[i], now))
            films->items[kept++] = films->items[i];
    films->count = kept;
}

/* Where there is no room, that of one that only waits for its time. */
static struct open_film *find_room(struct open_films *films)
{
    if (films->count < OPEN_FILMS_MAX)
        return &films->items[films->count++];
    for (size_t i = 0; i < films->count; i++)
        if (films->items[i].state == OPEN_PUT_OFF)
            return &films->items[i];
    return NULL;
}

static bool may_be_asked(const struct open_film *film, const struct film_want *want, int64_t now,
                         bool anyway)
{
    switch (film->state) {
    case OPEN_SAVED:
        return anyway || want->try_at == film->try_at;
    case OPEN_PUT_OFF:
        return anyway || now >= film->try_at;
    case OPEN_ASKED:
        break;
    }
    return false;
}

enum open_answer open_films_want(struct open_films *films, const struct film_want *want,
                                 int64_t now, bool anyway)
{
    struct open_film *film;

    forget_over(films, now);
    film = find_open_film(films, want->film_id);
    if (film != NULL && !may_be_asked(film, want, now, anyway))
        return OPEN_LEAVE;
    if (film == NULL) {
        film = find_room(films);
        if (film == NULL)
            return OPEN_FULL;
        *film = (struct open_film){.film_id = want->film_id};
    }
    film->state = OPEN_ASKED;
    return OPEN_LOOK_UP;
}

void open_films_forget_saved(struct open_films *films)
{
    size_t kept = 0;

    for (size_t i = 0; i < films->count; i++)
        if (films->items[i].state != OPEN_SAVED)
            films->items[kept++] = films->items[i];
    films->count = kept;
}

size_t open_films_asked(const struct open_films *films)
{
    size_t count = 0;

    for (size_t i = 0; i < films->count; i++)
        count += films->items[i].state == OPEN_ASKED;
    return count;
}

void open_films_saved(struct open_films *films, int64_t film_id, int64_t try_at, int64_t now)
{
    struct open_film *film = find_open_film(films, film_id);

    if (film == NULL)
        return;
    film->state = OPEN_SAVED;
    film->saved_at = now;
    film->try_at = try_at;
    film->unsaved = 0;
}

void open_films_unsaved(struct open_films *films, int64_t film_id, int64_t now)
{
    struct open_film *film = find_open_film(films, film_id);

    if (film == NULL)
        return;
    film->state = OPEN_PUT_OFF;
    film->unsaved++;
    film->try_at = now + sources_retry_after(film->unsaved, 0);
}
