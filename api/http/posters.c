#include "http/handlers.h"

#include <string.h>

#include "catalog/catalog.h"
#include "config.h"
#include "http/json.h"

static enum fault poster_id(const struct call *call, const char **id, struct error *err)
{
    *id = call->variables[0];
    return poster_id_is_valid(*id)
               ? FAULT_NONE
               : error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
}

static void add_sizes(struct call *call, struct jsonw *json, const struct poster *poster)
{
    jsonw_array(json, "sizes");
    jsonw_object(json, NULL);
    jsonw_int(json, "width", poster->width);
    jsonw_int(json, "height", poster->height);
    jsonw_int(json, "bytes", poster->bytes);
    jsonw_text(json, "media_type", "image/webp");
    jsonw_text(json, "url",
               arena_printf(&call->arena, "/api/v1/posters/%s/%lld", poster->id,
                            (long long)poster->width));
    jsonw_object_end(json);
    jsonw_array_end(json);
}

static void add_films(struct jsonw *json, const struct poster_film *films, size_t count)
{
    jsonw_array(json, "films");
    for (size_t i = 0; i < count; i++) {
        jsonw_object(json, NULL);
        jsonw_int(json, "id", films[i].id);
        jsonw_text(json, "imdb_id", films[i].imdb_id);
        jsonw_text(json, "title", films[i].title);
        jsonw_positive(json, "year", films[i].year);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

enum fault posters_get(struct call *call, struct reply *reply, struct error *err)
{
    struct poster_film films[POSTER_FILMS_MAX];
    struct poster poster;
    struct jsonw json;
    struct db *db;
    const char *id;
    size_t count;

    TRY(poster_id(call, &id, err));
    TRY(call_db(call, &db, err));
    TRY(poster_by_id(db, &call->arena, id, &poster, err));
    TRY(poster_films(db, &call->arena, id, films, &count, err));
    json = reply_json(reply, 200, CACHE_ASK);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "id", poster.id);
    jsonw_int(&json, "width", poster.width);
    jsonw_int(&json, "height", poster.height);
    jsonw_text(&json, "color", poster.color);
    add_sizes(call, &json, &poster);
    add_films(&json, films, count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* A file that is lost heals by itself: the page asks for it again. */
static enum fault read_image(struct call *call, const char *id, int64_t width, struct blob **blob,
                             struct error *err)
{
    enum fault fault = posters_read(call->api->posters, id, width, blob, err);
    struct poster poster;
    struct error unknown;
    struct db *db;

    error_init(&unknown);
    if (fault == FAULT_NOT_FOUND && call_db(call, &db, &unknown) == FAULT_NONE &&
        poster_by_id(db, &call->arena, id, &poster, &unknown) == FAULT_NONE &&
        poster.width == width)
        catalog_poster_lost(call->api->catalog, id);
    return fault;
}

enum fault posters_image(struct call *call, struct reply *reply, struct error *err)
{
    struct blob *blob;
    const char *id;
    int64_t width;

    TRY(poster_id(call, &id, err));
    if (!poster_width_parse(call->variables[1], &width))
        return error_set(err, FAULT_NOT_FOUND, "Posters have widths of 185, 342, 500 or 780.");
    TRY(read_image(call, id, width, &blob, err));
    /* The address names the content: it may be kept for ever. */
    reply_blob(reply, blob, "image/webp",
               call->api->config->read_public ? "public, max-age=31536000, immutable"
                                              : "private, max-age=31536000, immutable");
    return reply_range(call, reply, err);
}
