/* What whoever holds a kept list can do with it. */
#include <stdlib.h>
#include <string.h>

#include "moving/kept_lists.h"
#include "moving/list_preview.h"

/* ---- what would become of it ----------------------------------------------------------------- */

static bool has_no_film(const struct verdict *verdict)
{
    return verdict->outcome == ROW_LEFT &&
           (verdict->why == WHY_NO_FILM || verdict->why == WHY_SEVERAL);
}

static void note_guesses(struct kept_list *kept, const struct list_taken *taken)
{
    const struct film_title *guesses[GUESSES_MAX];

    for (size_t i = 0; i < kept->list.count; i++) {
        const size_t count = has_no_film(&kept->verdicts[i])
                                 ? known_films_guess(&taken->known, &kept->list.rows[i], guesses)
                                 : 0;

        for (size_t g = 0; g < GUESSES_MAX; g++)
            kept->rows[i].guesses[g] = g < count ? guesses[g]->film_id : 0;
    }
}

/* What the club's rows have become is no film. */
static void note_taken(struct kept_list *kept, const struct list_taken *taken, bool is_done)
{
    for (size_t i = 0; i < kept->list.count; i++) {
        const struct verdict *verdict = &taken->rows[i];

        kept->verdicts[i] = *verdict;
        if (!is_done || !list_kind_is_club(kept->list.rows[i].kind))
            kept->rows[i].film_id = verdict->outcome == ROW_LEFT ? 0 : verdict->id;
    }
    kept->new_films = taken->new_films;
}

enum fault kept_list_look(struct kept_list *kept, struct store *store,
                          const struct list_wanted *wanted, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct list_taken taken;
    enum fault fault;
    struct db *db;

    TRY(store_reader(store, &db, err));
    fault = moving_preview_list(db, &arena, &kept->list, wanted, &taken, err);
    store_reader_done(store, db);
    TRY(fault);
    note_taken(kept, &taken, false);
    note_guesses(kept, &taken);
    return FAULT_NONE;
}

enum fault kept_list_take(struct kept_list *kept, struct store *store,
                          const struct list_wanted *wanted, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct list_taken taken;

    TRY(moving_take_list(store, &arena, &kept->list, wanted, &taken, err));
    note_taken(kept, &taken, true);
    kept->applied_at = wanted->deed.when;
    return FAULT_NONE;
}

/* ---- what its member says -------------------------------------------------------------------- */

void kept_list_say(struct kept_list *kept, enum list_kind kind)
{
    kept->said = kind;
    for (size_t i = 0; i < kept->list.count; i++)
        if (kept->rows[i].is_untold)
            kept->list.rows[i].kind = kind;
}

static bool are_same_texts(const char *one, const char *other)
{
    return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

static bool names_same_film(const struct list_row *one, const struct list_row *other)
{
    return one == other || (one->flaw == other->flaw && one->year == other->year &&
                            are_same_texts(one->title, other->title) &&
                            are_same_texts(one->original_title, other->original_title) &&
                            are_same_texts(one->imdb_id, other->imdb_id) &&
                            (one->title != NULL || one->imdb_id != NULL));
}

void kept_list_choose(struct kept_list *kept, size_t row, int64_t film_id, bool is_skipped)
{
    const struct list_row *chosen = &kept->list.rows[row];

    for (size_t i = 0; i < kept->list.count; i++)
        if (names_same_film(chosen, &kept->list.rows[i])) {
            kept->list.rows[i].film_id = film_id;
            kept->list.rows[i].is_skipped = is_skipped;
        }
}

/* ---- what other sites say -------------------------------------------------------------------- */

static struct kept_answer *answer_of(const struct kept_list *kept, size_t row)
{
    for (size_t i = 0; i < kept->answer_count; i++)
        if (kept->answers[i].row == row)
            return &kept->answers[i];
    return NULL;
}

const struct kept_answer *kept_list_find_answer(const struct kept_list *kept, size_t row)
{
    return answer_of(kept, row);
}

struct kept_answer *kept_list_answer(struct kept_list *kept, size_t row)
{
    struct kept_answer *answer = answer_of(kept, row);

    if (answer != NULL)
        return answer;
    if (kept->answer_count == KEPT_ASKED_MAX)
        return NULL;
    if (kept->answers == NULL)
        kept->answers = ARENA_ARRAY(&kept->arena, struct kept_answer, KEPT_ASKED_MAX);
    kept->answers[kept->answer_count] = (struct kept_answer){.row = row};
    return &kept->answers[kept->answer_count++];
}

static struct texts copy_names(struct arena *arena, const struct texts *names)
{
    const char **items = ARENA_ARRAY(arena, const char *, names->count + 1);

    for (size_t i = 0; i < names->count; i++)
        items[i] = arena_strdup(arena, names->items[i]);
    return (struct texts){.items = items, .count = names->count};
}

static bool is_of_year(const struct provider_film *hit, int64_t year)
{
    return hit->year != 0 && year != 0 && llabs(hit->year - year) <= 1;
}

static void add_hits_of(struct kept_list *kept, struct kept_answer *answer,
                        const struct provider_film *hits, size_t count, bool of_year)
{
    const int64_t year = kept->list.rows[answer->row].year;

    for (size_t i = 0; i < count && answer->count < KEPT_HITS_MAX; i++)
        if (is_of_year(&hits[i], year) == of_year)
            answer->hits[answer->count++] =
                (struct provider_film){.imdb_id = arena_strdup(&kept->arena, hits[i].imdb_id),
                                       .title = arena_strdup(&kept->arena, hits[i].title),
                                       .year = hits[i].year,
                                       .directors = copy_names(&kept->arena, &hits[i].directors)};
}

void kept_answer_set(struct kept_list *kept, struct kept_answer *answer,
                     const struct provider_film *hits, size_t count)
{
    answer->is_there = true;
    answer->hits = ARENA_ARRAY(&kept->arena, struct provider_film, KEPT_HITS_MAX);
    answer->count = 0;
    add_hits_of(kept, answer, hits, count, true);
    add_hits_of(kept, answer, hits, count, false);
}
