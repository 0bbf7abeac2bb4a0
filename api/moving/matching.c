#include "moving/matching.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/search_key.h"
#include "store/films.h"

/* People and sites put commas, points and colons where they like. What is nothing else keeps them.
 */
static const char *without_punctuation(struct arena *arena, const char *key)
{
    char *kept = arena_strdup(arena, key), *to = kept;

    for (const char *from = key; *from != '\0'; from++)
        if (!ispunct((unsigned char)*from) && (*from != ' ' || (to > kept && to[-1] != ' ')))
            *to++ = *from;
    while (to > kept && to[-1] == ' ')
        to--;
    if (to == kept)
        return key;
    *to = '\0';
    return kept;
}

static const char *match_key(struct arena *arena, const char *title)
{
    return title == NULL ? "" : without_punctuation(arena, search_key(arena, title));
}

static int by_match_key(const void *one, const void *other)
{
    const struct film_title *a = one, *b = other;
    const int order = strcmp(a->key, b->key);

    return order != 0 ? order : (a->film_id > b->film_id) - (a->film_id < b->film_id);
}

static int by_tmdb_number(const void *one, const void *other)
{
    const struct film_title *const *a = one, *const *b = other;

    return ((*a)->tmdb_id > (*b)->tmdb_id) - ((*a)->tmdb_id < (*b)->tmdb_id);
}

static void sort_tmdb_ids(struct arena *arena, struct known_films *known)
{
    known->by_tmdb_id = ARENA_ARRAY(arena, const struct film_title *, known->count + 1);
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i].tmdb_id > 0)
            known->by_tmdb_id[known->tmdb_count++] = &known->items[i];
    qsort(known->by_tmdb_id, known->tmdb_count, sizeof(*known->by_tmdb_id), by_tmdb_number);
}

enum fault known_films_load(struct db *db, struct arena *arena, struct known_films *known,
                            struct error *err)
{
    TRY(film_titles_all(db, arena, &known->items, &known->count, err));
    for (size_t i = 0; i < known->count; i++)
        known->items[i].key = without_punctuation(arena, known->items[i].key);
    qsort(known->items, known->count, sizeof(*known->items), by_match_key);
    sort_tmdb_ids(arena, known);
    return FAULT_NONE;
}

/* NULL: no film here has it. */
static const struct film_title *find_tmdb_id(const struct known_films *known, int64_t tmdb_id)
{
    const struct film_title wanted = {.tmdb_id = tmdb_id}, *key = &wanted;
    const struct film_title *const *found =
        known->tmdb_count == 0 || tmdb_id == 0
            ? NULL
            : bsearch(&key, known->by_tmdb_id, known->tmdb_count, sizeof(*known->by_tmdb_id),
                      by_tmdb_number);

    return found == NULL ? NULL : *found;
}

/* The first whose key is not below this one. */
static size_t first_from(const struct known_films *known, const char *key)
{
    size_t low = 0, high = known->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(known->items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- the one --------------------------------------------------------------------------------- */

struct candidates {
    const struct film_title *near, *same; /* of a year beside it, and of that year */
    size_t near_works, same_works;        /* how many different ones */
};

static void count_in(const struct film_title *film, const struct film_title **kept, size_t *works)
{
    if (*kept != NULL && (*kept)->work == film->work)
        return;
    *kept = film;
    ++*works;
}

static void look_for(const struct known_films *known, const struct list_row *row, const char *title,
                     struct candidates *found)
{
    auto_arena struct arena arena = {0};
    const char *key = match_key(&arena, title);

    if (*key == '\0')
        return;
    for (size_t i = first_from(known, key);
         i < known->count && strcmp(known->items[i].key, key) == 0; i++) {
        const struct film_title *film = &known->items[i];

        if (row->imdb_id != NULL && film->has_imdb_id)
            continue;
        if (film->year == row->year)
            count_in(film, &found->same, &found->same_works);
        else if (film->year != 0 && row->year != 0 && llabs(film->year - row->year) == 1)
            count_in(film, &found->near, &found->near_works);
    }
}

static enum match pick_candidate(const struct candidates *found, int64_t *film_id)
{
    const struct film_title *film = found->same_works > 0 ? found->same : found->near;

    if (film == NULL)
        return MATCH_NONE;
    *film_id = film->film_id;
    return found->same_works > 1 || (found->same_works == 0 && found->near_works > 1)
               ? MATCH_SEVERAL
               : MATCH_FOUND;
}

enum fault known_films_match(struct db *db, const struct known_films *known,
                             const struct list_row *row, enum match *match, int64_t *film_id,
                             struct error *err)
{
    auto_arena struct arena arena = {0};
    struct candidates found = {0};
    struct film film;
    enum fault fault;

    if (row->imdb_id != NULL) {
        fault = film_by_imdb_id(db, &arena, row->imdb_id, &film, err);
        if (fault == FAULT_NONE) {
            *match = MATCH_FOUND;
            *film_id = film.id;
        }
        if (fault != FAULT_NOT_FOUND)
            return fault;
        error_init(err);
    } else if (find_tmdb_id(known, row->tmdb_id) != NULL) {
        *match = MATCH_FOUND;
        *film_id = find_tmdb_id(known, row->tmdb_id)->film_id;
        return FAULT_NONE;
    }
    look_for(known, row, row->title, &found);
    look_for(known, row, row->original_title, &found);
    *match = pick_candidate(&found, film_id);
    if (row->imdb_id != NULL && *match != MATCH_FOUND)
        *match = MATCH_NEW;
    return FAULT_NONE;
}

/* ---- guesses --------------------------------------------------------------------------------- */

static bool is_guessed(const struct film_title *film, const struct film_title *const *guesses,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (guesses[i]->work == film->work)
            return true;
    return false;
}

size_t known_films_guess(const struct known_films *known, const struct list_row *row,
                         const struct film_title *guesses[GUESSES_MAX])
{
    enum { SHORTEST = 3 /* letters that say enough of a title */ };
    auto_arena struct arena arena = {0};
    const char *const titles[] = {row->title, row->original_title};
    size_t count = 0;

    for (size_t t = 0; t < COUNT_OF(titles); t++) {
        const char *key = match_key(&arena, titles[t]);
        const size_t length = strlen(key);

        if (length == 0)
            continue;
        for (size_t i = first_from(known, key); i < known->count && count < GUESSES_MAX &&
                                                strncmp(known->items[i].key, key, length) == 0;
             i++) {
            const struct film_title *film = &known->items[i];

            if ((film->key[length] == '\0' || (film->key[length] == ' ' && length >= SHORTEST)) &&
                !is_guessed(film, guesses, count))
                guesses[count++] = film;
        }
    }
    return count;
}
