#include "http/resources/routes.h"

#include "base/search_key.h"
#include "catalog/catalog.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "store/films.h"
#include "store/wishes.h"

enum fault films_get(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id, open_proposal, watched_at;
    struct film film;
    struct jsonw json;
    struct db *db;

    TRY(call_id(call, 0, &id, err));
    TRY(call_db(call, &db, err));
    TRY(film_by_id(db, &call->arena, id, &film, err));
    TRY(film_state(db, id, &open_proposal, &watched_at, err));
    json = reply_json(reply, 200, CACHE_ASK);
    jsonw_object(&json, NULL);
    json_film_fields(&json, &film, call->now);
    jsonw_positive(&json, "open_proposal_id", open_proposal);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* What this server knows of a hit: its film, its poster, and how it stands with the club. */
struct local {
    struct film film; /* id 0: never met */
    int64_t open_proposal, watched_at, wish_count;
};

static enum fault load_local(struct call *call, const char *imdb_id, struct local *local,
                             struct error *err)
{
    struct error missing;
    struct db *db;
    enum fault fault;

    *local = (struct local){0};
    error_init(&missing);
    TRY(call_db(call, &db, err));
    fault = film_by_imdb_id(db, &call->arena, imdb_id, &local->film, &missing);
    if (fault == FAULT_NOT_FOUND)
        return FAULT_NONE;
    if (fault != FAULT_NONE) {
        *err = missing;
        return fault;
    }
    TRY(film_wish_count(db, local->film.id, &local->wish_count, err));
    return film_state(db, local->film.id, &local->open_proposal, &local->watched_at, err);
}

static void add_directors(struct jsonw *json, const struct provider_film *film)
{
    jsonw_array(json, "directors");
    for (size_t i = 0; film != NULL && i < film->directors.count; i++)
        jsonw_text(json, NULL, film->directors.items[i]);
    jsonw_array_end(json);
}

/* `film` is NULL for an id that no provider knows. */
static enum fault add_hit(struct call *call, struct jsonw *json, const char *imdb_id,
                          const struct provider_film *film, struct error *err)
{
    struct local local;

    TRY(load_local(call, imdb_id, &local, err));
    jsonw_object(json, NULL);
    jsonw_text(json, "imdb_id", imdb_id);
    jsonw_positive(json, "film_id", local.film.id);
    jsonw_text(json, "title", film != NULL ? film->title : local.film.title);
    jsonw_positive(json, "year", film != NULL ? film->year : local.film.year);
    add_directors(json, film);
    jsonw_positive(json, "runtime_minutes",
                   film != NULL ? film->runtime_minutes : local.film.runtime_minutes);
    json_poster(json, "poster", &local.film.poster);
    json_standing(json, local.open_proposal, local.watched_at, local.wish_count);
    jsonw_object_end(json);
    return FAULT_NONE;
}

/* When no provider answers: the films that are here. */
static enum fault search_here(struct call *call, const char *text,
                              struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                              struct error *err)
{
    struct film films[PROVIDER_HITS_MAX];
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(films_titled(db, &call->arena, search_key(&call->arena, text), films, PROVIDER_HITS_MAX,
                     count, err));
    for (size_t i = 0; i < *count; i++)
        hits[i] = (struct provider_film){.imdb_id = films[i].imdb_id,
                                         .title = films[i].title,
                                         .year = films[i].year,
                                         .runtime_minutes = films[i].runtime_minutes};
    return FAULT_NONE;
}

/* One hit, known or not. Only what nobody has met here is asked for. */
static enum fault add_hit_by_id(struct call *call, struct jsonw *json, const char *imdb_id,
                                bool *complete, struct error *err)
{
    const struct provider_film *film = catalog_peek(call->api->catalog, imdb_id);
    struct provider_film hits[PROVIDER_HITS_MAX];
    struct local local;
    size_t count = 0;

    TRY(load_local(call, imdb_id, &local, err));
    call_db_done(call); /* providers may take their time */
    if (film == NULL && local.film.title == NULL)
        *complete = catalog_search(call->api->catalog, &call->arena, call->me->member_id, imdb_id,
                                   hits, &count);
    return add_hit(call, json, imdb_id, count > 0 ? &hits[0] : film, err);
}

/* An id, or a pasted link, is that film; anything else is looked for in titles. */
static enum fault add_hits(struct call *call, struct jsonw *json, const char *text, bool *complete,
                           struct error *err)
{
    struct provider_film hits[PROVIDER_HITS_MAX];
    char imdb_id[FILM_ID_SIZE];
    size_t count;

    *complete = true;
    if (film_id_parse(text, imdb_id))
        return add_hit_by_id(call, json, imdb_id, complete, err);
    *complete =
        catalog_search(call->api->catalog, &call->arena, call->me->member_id, text, hits, &count);
    if (!*complete)
        TRY(search_here(call, text, hits, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(add_hit(call, json, hits[i].imdb_id, &hits[i], err));
    return FAULT_NONE;
}

enum fault films_search(struct call *call, struct reply *reply, struct error *err)
{
    const char *text = query_search(call, "q", FILM_QUERY_MAX, err);
    struct jsonw json;
    bool complete;

    if (text == NULL)
        error_field(err, "query", "/q", FLAW_MISSING);
    TRY(query_done(err));
    json = reply_json(reply, 200, CACHE_ASK);
    list_begin(&json);
    TRY(add_hits(call, &json, text, &complete, err));
    list_end(&json, &call->arena, NULL);
    jsonw_bool(&json, "complete", complete);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
