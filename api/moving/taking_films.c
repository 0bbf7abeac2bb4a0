#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "moving/taking_parts.h"

/* ---- by title -------------------------------------------------------------------------------- */

static int by_title(const void *one, const void *other)
{
    const struct titled *a = one, *b = other;
    const int order = strcmp(a->key, b->key);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static enum fault add_title(struct taking *taking, struct titles *titles,
                            const struct old_film *film, size_t row, struct error *err)
{
    auto_arena struct arena scratch = {0};

    if (film->title == NULL)
        return FAULT_NONE;
    titles->items[titles->count++] =
        (struct titled){.key = arena_strdup(taking->arena, text_key(&scratch, film->title)),
                        .year = film->year,
                        .imdb_id = film->imdb_id,
                        .row = row};
    return taking_must_fit(taking, err);
}

enum fault taking_sort_films(struct taking *taking, struct error *err)
{
    const size_t proposals = taking->club->tables[OLD_PROPOSALS].count;
    const size_t media = taking->club->tables[OLD_MEDIA].count;

    taking->ids.items = ARENA_ARRAY(taking->arena, struct titled, proposals + 1);
    for (size_t row = 0; row < proposals; row++)
        if (old_proposals(taking->club)[row].film.imdb_id != NULL)
            TRY(add_title(taking, &taking->ids, &old_proposals(taking->club)[row].film, row, err));
    taking->listed.items = ARENA_ARRAY(taking->arena, struct titled, media + 1);
    for (size_t row = 0; row < media; row++)
        TRY(add_title(taking, &taking->listed, &old_media(taking->club)[row].film, row, err));
    qsort(taking->ids.items, taking->ids.count, sizeof(struct titled), by_title);
    qsort(taking->listed.items, taking->listed.count, sizeof(struct titled), by_title);
    return FAULT_NONE;
}

static int compare_title(const void *key, const void *item)
{
    return strcmp(key, ((const struct titled *)item)->key);
}

const struct titled *titles_find(const struct titles *titles, const char *title, size_t *count)
{
    auto_arena struct arena scratch = {0};
    const char *key = text_key(&scratch, title);
    const struct titled *const end = titles->items + titles->count;
    const struct titled *found = titles->count == 0 ? NULL
                                                    : bsearch(key, titles->items, titles->count,
                                                              sizeof(struct titled), compare_title);

    *count = 0;
    if (found == NULL)
        return NULL;
    while (found > titles->items && strcmp(found[-1].key, key) == 0)
        found--;
    while (found + *count < end && strcmp(found[*count].key, key) == 0)
        ++*count;
    return found;
}

/* The id of the one film that has this title there, and may be from this year; NULL: none, or
 * several. */
static const char *id_of_title(const struct taking *taking, const char *title, int64_t year)
{
    const char *id = NULL;
    size_t count;
    const struct titled *same = titles_find(&taking->ids, title, &count);

    for (size_t i = 0; i < count; i++) {
        if (year != 0 && same[i].year != 0 && same[i].year != year)
            continue;
        if (id != NULL && strcmp(id, same[i].imdb_id) != 0)
            return NULL;
        id = same[i].imdb_id;
    }
    return id;
}

/* ---- films ----------------------------------------------------------------------------------- */

/* Whom the site asked about films with an id. */
static const char site_provider[] = "imdbapi";

/* Who told it by its title alone means the film that has this title, there or here. */
static enum fault bring_film(struct taking *taking, struct db *db, const struct old_film *old,
                             int64_t *id, struct error *err)
{
    struct brought_film film = {.imdb_id = old->imdb_id,
                                .title = old->title,
                                .year = old->year,
                                .runtime_minutes = old->runtime_minutes,
                                .metadata = old->metadata,
                                .cached_at = taking_moment(taking, old->cached_at),
                                .poster_url = old->poster_url};

    *id = 0;
    if (film.imdb_id == NULL)
        film.imdb_id = id_of_title(taking, old->title, old->year);
    if (film.imdb_id == NULL)
        TRY(film_up_titled(db, old->title, old->year, id, err));
    if (*id != 0)
        return FAULT_NONE;
    film.provider = old->imdb_id == NULL ? NULL : site_provider;
    return film_bring(db, &film, taking->now, id, err);
}

/* ---- proposals ------------------------------------------------------------------------------- */

static enum fault take_proposal(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    const struct old_proposal *old = &old_proposals(taking->club)[row];
    struct verdict verdict = {.why = WHY_NO_TITLE};
    struct brought_deed brought;
    int64_t film_id;
    size_t proposer;
    bool is_new;

    if (old->film.title == NULL && old->film.imdb_id == NULL)
        return taking_note(taking, db, OLD_PROPOSALS, row, verdict, err);
    TRY(bring_film(taking, db, &old->film, &film_id, err));
    brought = (struct brought_deed){.film_id = film_id,
                                    .proposer_id =
                                        taking_find(taking, OLD_MEMBERS, old->proposer, &proposer),
                                    .when = taking_moment(taking, old->created_at)};
    TRY(proposal_bring(db, &brought, &verdict.id, &is_new, err));
    verdict.outcome = is_new ? ROW_TAKEN : ROW_MERGED;
    verdict.why = is_new ? WHY_NONE : WHY_UP;
    return taking_note(taking, db, OLD_PROPOSALS, row, verdict, err);
}

enum fault taking_proposals(struct taking *taking, struct db *db, struct error *err)
{
    for (size_t row = 0; row < taking->club->tables[OLD_PROPOSALS].count; row++)
        if (!taking_is_here(taking, OLD_PROPOSALS, row))
            TRY(take_proposal(taking, db, row, err));
    return FAULT_NONE;
}

/* ---- the list of films ----------------------------------------------------------------------- */

struct numbered_row {
    int64_t number;
    size_t row;
};

static int by_number(const void *one, const void *other)
{
    const struct numbered_row *a = one, *b = other;

    return a->number != b->number ? (a->number > b->number) - (a->number < b->number)
                                  : (a->row > b->row) - (a->row < b->row);
}

/* One that was there before the import is that one. */
static enum fault take_watched(struct taking *taking, struct db *db, int64_t film_id,
                               int64_t first_id, struct verdict *verdict, struct error *err)
{
    TRY(screening_before(db, film_id, first_id, &verdict->id, err));
    if (verdict->id != 0) {
        *verdict = (struct verdict){.outcome = ROW_MERGED, .why = WHY_WATCHED, .id = verdict->id};
        return FAULT_NONE;
    }
    return screening_bring(db, &(struct brought_deed){.film_id = film_id, .when = taking->now},
                           &verdict->id, err);
}

static enum fault take_media(struct taking *taking, struct db *db, size_t row, int64_t first_id,
                             struct error *err)
{
    const struct old_media *old = &old_media(taking->club)[row];
    struct verdict verdict = {.outcome = ROW_TAKEN};
    int64_t film_id;

    if (old->film.title == NULL)
        return taking_note(taking, db, OLD_MEDIA, row, (struct verdict){.why = WHY_NO_TITLE}, err);
    TRY(bring_film(taking, db, &old->film, &film_id, err));
    verdict.id = film_id;
    if (old->watched)
        TRY(take_watched(taking, db, film_id, first_id, &verdict, err));
    return taking_note(taking, db, OLD_MEDIA, row, verdict, err);
}

/* Nobody knows the days, but the site numbered its films: what comes later is listed above. */
enum fault taking_media(struct taking *taking, struct db *db, struct error *err)
{
    const size_t count = taking->club->tables[OLD_MEDIA].count;
    struct numbered_row *places = ARENA_ARRAY(taking->arena, struct numbered_row, count + 1);
    int64_t first_id;

    TRY(screening_next_id(db, &first_id, err));
    for (size_t row = 0; row < count; row++)
        places[row] = (struct numbered_row){old_media(taking->club)[row].number, row};
    qsort(places, count, sizeof(*places), by_number);
    for (size_t i = 0; i < count; i++)
        if (!taking_is_here(taking, OLD_MEDIA, places[i].row))
            TRY(take_media(taking, db, places[i].row, first_id, err));
    return FAULT_NONE;
}
