#include "http/resources/routes.h"

#include <string.h>

#include "catalog/catalog.h"
#include "catalog/posters/memory.h"
#include "config/config.h"
#include "http/call/accept.h"
#include "http/call/links.h"
#include "http/resources/json.h"
#include "store/posters.h"

static enum fault poster_id(const struct call *call, const char **id, struct error *err)
{
    *id = call->variables[0];
    return poster_id_is_valid(*id)
               ? FAULT_NONE
               : error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
}

static void add_size(struct call *call, struct jsonw *json, const char *id,
                     const struct poster_image *image)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "width", image->width);
    jsonw_int(json, "height", image->height);
    jsonw_int(json, "bytes", image->bytes);
    jsonw_text(json, "media_type", poster_media_type(image->format));
    jsonw_text(json, "url",
               arena_printf(&call->arena, "%s/api/v1/posters/%s/%lld", links_root(), id,
                            (long long)image->width));
    jsonw_object_end(json);
}

static void add_sizes(struct call *call, struct jsonw *json, const char *id,
                      const struct poster_image *images, size_t count)
{
    jsonw_array(json, "sizes");
    for (size_t i = 0; i < count; i++)
        if (images[i].format != POSTER_ORIGINAL)
            add_size(call, json, id, &images[i]);
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
    struct poster_image images[POSTER_IMAGES_MAX];
    struct poster_film films[POSTER_FILMS_MAX];
    size_t image_count, film_count;
    struct poster poster;
    struct jsonw json;
    struct db *db;
    const char *id;

    TRY(poster_id(call, &id, err));
    TRY(call_db(call, &db, err));
    TRY(poster_by_id(db, &call->arena, id, &poster, err));
    TRY(poster_images(db, id, images, &image_count, err));
    TRY(poster_films(db, &call->arena, id, films, &film_count, err));
    json = reply_json(reply, 200, CACHE_ASK);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "id", poster.id);
    jsonw_int(&json, "width", poster.width);
    jsonw_int(&json, "height", poster.height);
    jsonw_text(&json, "color", poster.color);
    add_sizes(call, &json, id, images, image_count);
    add_films(&json, films, film_count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* A file that is lost heals by itself: the page asks for it again. */
static enum fault read_kept(struct call *call, const struct poster_request *request,
                            struct poster_image *image, struct blob **blob, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(poster_image_by_width(db, request->id, request->width, request->avif, image, err));
    fault = posters_read(call->api->posters, image, blob, err);
    if (fault == FAULT_NOT_FOUND)
        catalog_poster_lost(call->api->catalog, request->id);
    return fault;
}

/* Whoever would have liked an AVIF that does not come gets the WebP. */
static enum fault read_image(struct call *call, struct poster_request request,
                             enum poster_format *format, struct blob **blob, struct error *err)
{
    struct poster_image image = {.format = POSTER_WEBP};
    enum fault fault = read_kept(call, &request, &image, blob, err);

    if (fault != FAULT_NONE && image.format == POSTER_AVIF) {
        request.avif = false;
        fault = read_kept(call, &request, &image, blob, err);
    }
    TRY(fault);
    *format = image.format;
    poster_memory_add(call->api->poster_memory, &request, *format, *blob);
    return FAULT_NONE;
}

enum fault posters_image(struct call *call, struct reply *reply, struct error *err)
{
    struct poster_request request = {.avif =
                                         accept_names(call_header(call, "Accept"), "image/avif")};
    enum poster_format format;
    struct blob *blob;

    TRY(poster_id(call, &request.id, err));
    if (!poster_width_parse(call->variables[1], &request.width))
        return error_set(err, FAULT_NOT_FOUND, "A poster has no picture of this width.");
    blob = poster_memory_recall(call->api->poster_memory, &request, &format);
    if (blob == NULL)
        TRY(read_image(call, request, &format, &blob, err));
    /* The address names the content: it may be kept for ever. */
    reply_blob(reply, blob, poster_media_type(format),
               call_club(call)->settings.is_public ? "public, max-age=31536000, immutable"
                                                   : "private, max-age=31536000, immutable");
    reply->varies_by_accept = true;
    return reply_range(call, reply, err);
}
