/* The rows of an upload: what would become of each, what it could mean, and what its member says
 * that it means. */
#include "catalog/catalog.h"
#include "http/call/body.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/import_json.h"
#include "http/resources/imports.h"
#include "http/resources/routes.h"
#include "store/acting.h"
#include "store/films.h"

/* ---- what other sites say -------------------------------------------------------------------- */

/* Asks behind the caller's back, a few rows at a time. True: they are still to say it. */
static bool ask_others(struct call *call, struct kept_list *kept, size_t index)
{
    enum { TRIES = 3 };
    const struct list_row *row = &kept->list.rows[index];
    struct kept_answer *answer = row->title == NULL ? NULL : kept_list_answer(kept, index);
    struct provider_film hits[PROVIDER_HITS_MAX];
    size_t count;

    if (answer == NULL || answer->is_there || answer->tries == TRIES)
        return false;
    switch (catalog_search_behind(call->api->catalog, &call->arena, row->title, hits, &count)) {
    case BEHIND_ANSWERED:
        kept_answer_set(kept, answer, hits, count);
        return false;
    case BEHIND_STARTED:
        answer->tries++;
        return true;
    default:
        return true;
    }
}

/* ---- a page of them -------------------------------------------------------------------------- */

static enum row_filter query_filter(const struct call *call, struct error *err)
{
    static const char *const words[ROW_FILTERS] = {"all", "matched", "unmatched", "left"};
    const char *word = query_text(call, "of");

    for (enum row_filter filter = 0; filter < ROW_FILTERS; filter++)
        if (word == NULL || strcmp(word, words[filter]) == 0)
            return filter;
    error_field(err, "query", "/of", FLAW_NOT_ONE_OF, .text = "all, matched, unmatched or left");
    return ROWS_ALL;
}

static enum fault add_import_row(struct call *call, struct jsonw *json, const char *key,
                                 struct kept_list *kept, size_t index, struct error *err)
{
    const bool is_asking =
        import_row_is(kept, index, ROWS_UNMATCHED) && ask_others(call, kept, index);

    return json_import_row(call, json, key, kept, index, is_asking, err);
}

static enum fault add_import_rows(struct call *call, struct jsonw *json, struct kept_list *kept,
                                  const struct list *list, enum row_filter filter,
                                  struct error *err)
{
    struct cursor next = {.list = list->after.list};
    size_t shown = 0, i = (size_t)list->after.id;

    list_begin(json);
    for (; i < kept->list.count && shown < list->limit; i++) {
        if (!import_row_is(kept, i, filter))
            continue;
        TRY(add_import_row(call, json, NULL, kept, i, err));
        next.id = (int64_t)i + 1;
        shown++;
    }
    while (i < kept->list.count && !import_row_is(kept, i, filter))
        i++;
    list_end(json, &call->arena, i < kept->list.count ? &next : NULL);
    jsonw_object_end(json);
    return FAULT_NONE;
}

enum fault import_rows_list(struct call *call, struct reply *reply, struct error *err)
{
    const enum row_filter filter = query_filter(call, err);
    struct kept_list *kept;
    struct jsonw json;
    struct list list;
    enum fault fault;

    list_read(call, "rows", &list, err);
    TRY(query_done(err));
    TRY(imports_hold(call, &kept, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    fault = add_import_rows(call, &json, kept, &list, filter, err);
    kept_list_let_go(call->api->imports, kept);
    TRY(fault);
    return reply_json_end(reply, err);
}

/* ---- a choice -------------------------------------------------------------------------------- */

struct choice_body {
    int64_t film_id;
    const char *imdb_id;
    bool skip, skip_or_none; /* the same value, if it was sent */
};

struct chosen {
    int64_t film_id;
    bool is_skipped;
};

struct new_film {
    const char *imdb_id, *title;
    int64_t year, now, id;
};

static enum fault add_film_unit(struct db *db, void *context, struct error *err)
{
    struct new_film *film = context;

    return film_find_or_add(db, film->imdb_id, film->title, film->year, film->now, &film->id, err);
}

/* What a search has found it under. */
static void name_new_film(const struct call *call, const struct kept_answer *answer,
                          struct new_film *film)
{
    const struct provider_film *known = catalog_peek(call->api->catalog, film->imdb_id);

    for (size_t i = 0; known == NULL && answer != NULL && i < answer->count; i++)
        if (strcmp(answer->hits[i].imdb_id, film->imdb_id) == 0)
            known = &answer->hits[i];
    if (known == NULL)
        return;
    film->title = known->title;
    film->year = known->year;
}

/* Nobody sees a film that nothing points to, until it comes in. */
static enum fault choose_by_id(struct call *call, const struct kept_list *kept, size_t index,
                               const char *imdb_id, struct chosen *chosen, struct error *err)
{
    char id[FILM_ID_SIZE];
    struct new_film film = {.imdb_id = id, .now = call->now};

    TRY(film_id_check("/imdb_id", imdb_id, id, err));
    name_new_film(call, kept_list_find_answer(kept, index), &film);
    TRY(store_act(call->api->store, call_deed(call), add_film_unit, &film, err));
    chosen->film_id = film.id;
    return FAULT_NONE;
}

static enum fault choose_here(struct call *call, int64_t film_id, struct chosen *chosen,
                              struct error *err)
{
    struct film film;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(film_by_id(db, &call->arena, film_id, &film, err));
    chosen->film_id = film_id;
    return FAULT_NONE;
}

static enum fault decode_choice(struct call *call, struct choice_body *body, struct error *err)
{
    static const struct field fields[] = {
        {"film_id", FIELD_INT, false, false, 1, ID_MAX, offsetof(struct choice_body, film_id)},
        {"imdb_id", FIELD_TEXT, false, false, 1, FILM_QUERY_MAX,
         offsetof(struct choice_body, imdb_id)},
        {"skip", FIELD_BOOL, false, false, 0, 0, offsetof(struct choice_body, skip)},
        {"skip", FIELD_BOOL, false, false, 0, 0, offsetof(struct choice_body, skip_or_none)},
    };
    int count;

    *body = (struct choice_body){.skip_or_none = true};
    TRY(BODY_DECODE(call, fields, body, err));
    count = (body->film_id != 0) + (body->imdb_id != NULL) + (body->skip == body->skip_or_none);
    if (count == 0)
        return error_field(err, "body", "", FLAW_NOTHING_TO_DO);
    return count == 1 ? FAULT_NONE
                      : error_field(err, "body", body->film_id != 0 ? "/film_id" : "/imdb_id",
                                    FLAW_ONE_FILM);
}

static enum fault choose(struct call *call, struct kept_list *kept, size_t index,
                         const struct choice_body *body, struct error *err)
{
    struct chosen chosen = {.is_skipped = body->skip};

    if (body->film_id != 0)
        TRY(choose_here(call, body->film_id, &chosen, err));
    else if (body->imdb_id != NULL)
        TRY(choose_by_id(call, kept, index, body->imdb_id, &chosen, err));
    kept_list_choose(kept, index, chosen.film_id, chosen.is_skipped);
    call_db_done(call);
    return imports_look(call, kept, err);
}

static enum fault answer_choice(struct call *call, struct reply *reply, struct kept_list *kept,
                                const struct choice_body *body, struct error *err)
{
    struct jsonw json;
    int64_t number;

    TRY(call_id(call, 1, &number, err));
    if (number > (int64_t)kept->list.count)
        return error_set(err, FAULT_NOT_FOUND, "The upload has no such row.");
    TRY(choose(call, kept, (size_t)number - 1, body, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    jsonw_object(&json, NULL);
    TRY(add_import_row(call, &json, "row", kept, (size_t)number - 1, err));
    json_import(&json, "import", kept);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault import_rows_choose(struct call *call, struct reply *reply, struct error *err)
{
    struct choice_body body;
    struct kept_list *kept;
    enum fault fault;

    TRY(decode_choice(call, &body, err));
    TRY(imports_hold(call, &kept, err));
    fault = answer_choice(call, reply, kept, &body, err);
    kept_list_let_go(call->api->imports, kept);
    return fault;
}
