#include "http/resources/import_json.h"

#include "catalog/catalog.h"
#include "http/resources/json.h"
#include "store/films.h"

/* ---- what becomes of a row ------------------------------------------------------------------- */

enum told { TOLD_TAKEN, TOLD_MERGED, TOLD_UNMATCHED, TOLD_LEFT, TOLD };

static const char *const told_words[TOLD] = {"taken", "merged", "unmatched", "left"};

static enum told told_of(const struct verdict *verdict)
{
    if (verdict->outcome == ROW_TAKEN)
        return TOLD_TAKEN;
    if (verdict->outcome != ROW_LEFT)
        return TOLD_MERGED;
    return verdict->why == WHY_NO_FILM || verdict->why == WHY_SEVERAL ? TOLD_UNMATCHED : TOLD_LEFT;
}

/* The words of flaws and of verdicts go their own ways where both have a film that isn't there. */
static const char *reason_of(const struct list_row *row, const struct verdict *verdict)
{
    switch (verdict->why) {
    case WHY_NONE:
        return NULL;
    case WHY_ROW_FLAW:
        return list_flaw_word(row->flaw);
    case WHY_NO_FILM:
        return "unmatched";
    case WHY_CLUBS:
        return "for_admins";
    default:
        return why_word(verdict->why);
    }
}

bool import_row_is(const struct kept_list *kept, size_t row, enum row_filter filter)
{
    switch (told_of(&kept->verdicts[row])) {
    case TOLD_UNMATCHED:
        return filter == ROWS_ALL || filter == ROWS_UNMATCHED;
    case TOLD_LEFT:
        return filter == ROWS_ALL || filter == ROWS_LEFT;
    default:
        return filter == ROWS_ALL || filter == ROWS_MATCHED;
    }
}

/* ---- an upload ------------------------------------------------------------------------------- */

struct import_tally {
    size_t rows, told[TOLD];
};

static void add_tally(struct jsonw *json, const struct import_tally *tally)
{
    jsonw_int(json, "rows", (int64_t)tally->rows);
    for (enum told told = 0; told < TOLD; told++)
        jsonw_int(json, told_words[told], (int64_t)tally->told[told]);
}

static void json_kind(struct jsonw *json, const char *key, enum list_kind kind)
{
    jsonw_text(json, key, kind == LIST_UNKNOWN ? NULL : list_kind_word(kind));
}

static void count_told(const struct kept_list *kept, struct import_tally *all,
                       struct import_tally kinds[LIST_KINDS])
{
    for (size_t i = 0; i < kept->list.count; i++) {
        const enum told told = told_of(&kept->verdicts[i]);
        struct import_tally *kind = &kinds[kept->list.rows[i].kind];

        all->rows++;
        all->told[told]++;
        kind->rows++;
        kind->told[told]++;
    }
}

static void add_counts(struct jsonw *json, const struct kept_list *kept)
{
    struct import_tally all = {0}, kinds[LIST_KINDS] = {0};

    count_told(kept, &all, kinds);
    jsonw_object(json, "counts");
    add_tally(json, &all);
    jsonw_object_end(json);
    jsonw_array(json, "kinds");
    for (enum list_kind kind = LIST_UNKNOWN; kind < LIST_KINDS; kind++) {
        if (kinds[kind].rows == 0)
            continue;
        jsonw_object(json, NULL);
        json_kind(json, "kind", kind);
        add_tally(json, &kinds[kind]);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static void add_row_reason(struct jsonw *json, enum told told, const char *word, size_t rows)
{
    if (rows == 0)
        return;
    jsonw_object(json, NULL);
    jsonw_text(json, "outcome", told_words[told]);
    jsonw_text(json, "reason", word);
    jsonw_int(json, "rows", (int64_t)rows);
    jsonw_object_end(json);
}

static void add_reasons(struct jsonw *json, const struct kept_list *kept)
{
    size_t whys[WHY_COUNT] = {0}, flaws[LIST_FLAW_COUNT] = {0};

    for (size_t i = 0; i < kept->list.count; i++)
        if (kept->verdicts[i].why == WHY_ROW_FLAW)
            flaws[kept->list.rows[i].flaw]++;
        else
            whys[kept->verdicts[i].why]++;
    jsonw_array(json, "reasons");
    for (size_t i = 0; i < kept->list.count; i++) {
        const struct verdict *verdict = &kept->verdicts[i];
        const struct list_row *row = &kept->list.rows[i];
        size_t *rows = verdict->why == WHY_ROW_FLAW ? &flaws[row->flaw] : &whys[verdict->why];

        if (verdict->why != WHY_NONE)
            add_row_reason(json, told_of(verdict), reason_of(row, verdict), *rows);
        *rows = 0;
    }
    jsonw_array_end(json);
}

static bool needs_kind(const struct kept_list *kept)
{
    return kept->said == LIST_UNKNOWN && kept->list.unknown > 0;
}

void json_import(struct jsonw *json, const char *key, const struct kept_list *kept)
{
    jsonw_object(json, key);
    jsonw_int(json, "id", kept->id);
    jsonw_text(json, "name", *kept->name == '\0' ? NULL : kept->name);
    jsonw_text(json, "format", list_format_word(kept->list.format));
    jsonw_bool(json, "needs_kind", needs_kind(kept));
    json_kind(json, "kind", kept->said);
    add_counts(json, kept);
    add_reasons(json, kept);
    jsonw_int(json, "new_films", (int64_t)kept->new_films);
    jsonw_int(json, "files_left", (int64_t)kept->list.not_read);
    jsonw_time(json, "uploaded_at", kept->uploaded_at);
    jsonw_time(json, "expires_at", kept->uploaded_at + KEPT_LISTS_SECONDS);
    jsonw_time(json, "applied_at", kept->applied_at);
    jsonw_object_end(json);
}

/* ---- films ----------------------------------------------------------------------------------- */

static void add_film_of(struct jsonw *json, const char *key, const struct film *film,
                        const struct provider_film *facts)
{
    jsonw_object(json, key);
    jsonw_positive(json, "film_id", film->id);
    jsonw_text(json, "imdb_id", film->imdb_id);
    jsonw_text(json, "title", film->title);
    jsonw_positive(json, "year", film->year);
    jsonw_array(json, "directors");
    for (size_t i = 0; i < facts->directors.count; i++)
        jsonw_text(json, NULL, facts->directors.items[i]);
    jsonw_array_end(json);
    json_poster(json, "poster", &film->poster);
    jsonw_object_end(json);
}

static enum fault add_film_here(struct call *call, struct jsonw *json, const char *key, int64_t id,
                                struct error *err)
{
    struct provider_film facts = {0};
    struct film film;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(film_by_id(db, &call->arena, id, &film, err));
    provider_fill(&call->arena, film.metadata, &facts);
    add_film_of(json, key, &film, &facts);
    return FAULT_NONE;
}

/* One that is here by now is shown as it is here. */
static enum fault add_hit_found(struct call *call, struct jsonw *json,
                                const struct provider_film *hit, struct error *err)
{
    struct film film = {.imdb_id = hit->imdb_id, .title = hit->title, .year = hit->year}, here;
    struct error missing;
    enum fault fault;
    struct db *db;

    error_init(&missing);
    TRY(call_db(call, &db, err));
    fault = film_by_imdb_id(db, &call->arena, hit->imdb_id, &here, &missing);
    if (fault == FAULT_NONE && here.title != NULL)
        film = here;
    else if (fault == FAULT_NONE)
        film.id = here.id;
    add_film_of(json, NULL, &film, hit);
    return FAULT_NONE;
}

/* ---- a row ----------------------------------------------------------------------------------- */

static enum fault add_matched(struct call *call, struct jsonw *json, const struct list_row *row,
                              int64_t film_id, struct error *err)
{
    if (film_id != 0)
        return add_film_here(call, json, "film", film_id, err);
    add_film_of(json, "film",
                &(struct film){.imdb_id = row->imdb_id, .title = row->title, .year = row->year},
                &(struct provider_film){0});
    return FAULT_NONE;
}

/* Whether a film that another site knows is among those here already. */
static bool is_guessed_here(struct call *call, const struct kept_row *row, const char *imdb_id)
{
    struct error ignored;
    struct film film;
    struct db *db;

    error_init(&ignored);
    if (call_db(call, &db, &ignored) != FAULT_NONE ||
        film_by_imdb_id(db, &call->arena, imdb_id, &film, &ignored) != FAULT_NONE)
        return false;
    for (size_t i = 0; i < GUESSES_MAX; i++)
        if (row->guesses[i] == film.id)
            return true;
    return false;
}

static enum fault add_guesses(struct call *call, struct jsonw *json, struct kept_list *kept,
                              size_t index, struct error *err)
{
    const struct kept_row *row = &kept->rows[index];
    const struct kept_answer *answer = kept_list_find_answer(kept, index);

    for (size_t i = 0; i < GUESSES_MAX && row->guesses[i] != 0; i++)
        TRY(add_film_here(call, json, NULL, row->guesses[i], err));
    for (size_t i = 0; answer != NULL && i < answer->count; i++)
        if (!is_guessed_here(call, row, answer->hits[i].imdb_id))
            TRY(add_hit_found(call, json, &answer->hits[i], err));
    return FAULT_NONE;
}

static void add_row_says(struct jsonw *json, const struct list_row *row)
{
    jsonw_text(json, "file", row->file);
    jsonw_positive(json, "line", row->is_entry ? 0 : row->place);
    jsonw_positive(json, "entry", row->is_entry ? row->place : 0);
    json_kind(json, "kind", row->kind);
    jsonw_text(json, "title", row->title);
    jsonw_text(json, "original_title", row->original_title);
    jsonw_positive(json, "year", row->year);
    jsonw_text(json, "imdb_id", row->imdb_id);
    json_stars(json, "stars", row->halves);
    jsonw_date(json, "date", row->day);
}

enum fault json_import_row(struct call *call, struct jsonw *json, const char *key,
                           struct kept_list *kept, size_t index, bool is_asking, struct error *err)
{
    const struct list_row *row = &kept->list.rows[index];
    const struct verdict *verdict = &kept->verdicts[index];

    jsonw_object(json, key);
    jsonw_int(json, "number", (int64_t)index + 1);
    add_row_says(json, row);
    jsonw_text(json, "outcome", told_words[told_of(verdict)]);
    jsonw_text(json, "reason", reason_of(row, verdict));
    jsonw_text(json, "column", verdict->why == WHY_ROW_FLAW ? row->column : NULL);
    if (import_row_is(kept, index, ROWS_MATCHED))
        TRY(add_matched(call, json, row, kept->rows[index].film_id, err));
    else
        jsonw_null(json, "film");
    jsonw_bool(json, "chosen", row->film_id != 0 || row->is_skipped);
    jsonw_array(json, "guesses");
    if (told_of(verdict) == TOLD_UNMATCHED)
        TRY(add_guesses(call, json, kept, index, err));
    jsonw_array_end(json);
    jsonw_bool(json, "asking", is_asking);
    jsonw_object_end(json);
    return FAULT_NONE;
}
