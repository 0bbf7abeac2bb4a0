#include "http/resources/routes.h"

#include <pthread.h>
#include <string.h>

#include "base/asset.h"
#include "http/call/links.h"
#include "http/call/problem.h"
#include "http/kept/room.h"
#include "http/page/files.h"
#include "store/club.h"
#include "store/rows.h"
#include "store/store.h"

ASSETS(docs);
ASSET(openapi_yaml);

enum { DOCS_FILES_MAX = 16 };

static const char docs_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Compiled-in bytes are hashed and compressed when somebody first asks for them: most servers are
 * never asked, and start sooner for it. `has_links`: it names addresses of the API. */
static struct blob *as_blob(struct blob **place, const char *bytes, size_t size, bool has_links)
{
    struct blob *blob;

    pthread_mutex_lock(&lock);
    if (*place == NULL)
        *place = has_links ? links_in_text(bytes, size) : blob_borrow(bytes, size);
    blob = blob_hold(*place);
    pthread_mutex_unlock(&lock);
    return blob;
}

static enum fault reply_file(struct reply *reply, const char *name, struct error *err)
{
    static struct blob *blobs[DOCS_FILES_MAX];

    for (size_t i = 0; i < asset_docs_count && i < DOCS_FILES_MAX; i++) {
        const struct asset *asset = &asset_docs[i];

        if (strcmp(asset->name, name) != 0)
            continue;
        reply_blob(reply, as_blob(&blobs[i], asset->bytes, asset->size, false), file_type(name),
                   CACHE_SITE);
        if (strcmp(name, "index.html") == 0)
            reply_header(reply, "Content-Security-Policy", docs_policy);
        return FAULT_NONE;
    }
    return error_set(err, FAULT_NOT_FOUND, "The documentation has no such file.");
}

enum fault docs_page(struct call *call, struct reply *reply, struct error *err)
{
    (void)call;
    return reply_file(reply, "index.html", err);
}

enum fault docs_file(struct call *call, struct reply *reply, struct error *err)
{
    return reply_file(reply, call->variables[0], err);
}

enum fault docs_contract(struct call *call, struct reply *reply, struct error *err)
{
    static struct blob *blob;

    (void)call;
    (void)err;
    reply_blob(reply, as_blob(&blob, ASSET_TEXT(openapi_yaml), ASSET_SIZE(openapi_yaml), true),
               "application/yaml", CACHE_SITE);
    return FAULT_NONE;
}

enum fault problems_get(struct call *call, struct reply *reply, struct error *err)
{
    const struct problem *problem = problem_by_slug(call->variables[0]);
    struct jsonw json;

    if (problem == NULL)
        return error_set(err, FAULT_NOT_FOUND, "There is no such problem.");
    json = reply_json(reply, 200, CACHE_ASK);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "type",
               arena_printf(&call->arena, "%s/api/v1/problems/%s", links_root(), problem->slug));
    jsonw_int(&json, "status", problem->status);
    jsonw_text(&json, "title", problem->title);
    jsonw_text(&json, "meaning", problem->meaning);
    jsonw_text(&json, "advice", problem->advice);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* The database's own write is the proof, once one was refused: a quota may be of one file. */
static enum fault look_at_room(struct call *call, struct error *err)
{
    struct room *room = call->api->room;

    TRY(room_look(room, err));
    return room_is_doubtful(room) ? store_club_write_again(call->api->store, err) : FAULT_NONE;
}

static enum fault database_answers(struct call *call, struct error *err)
{
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(store_is_ours(call->api->store, err));
    return db_ping(db, err);
}

enum fault health_get(struct call *call, struct reply *reply, struct error *err)
{
    enum fault fault = database_answers(call, err);
    struct jsonw json;

    if (fault == FAULT_MOVED)
        return fault;
    if (fault != FAULT_NONE) {
        error_set(err, FAULT_BUSY, "The database doesn't answer.");
        err->retry_after = 5;
        return FAULT_BUSY;
    }
    TRY(look_at_room(call, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "status", "ok");
    jsonw_text(&json, "version", MARQUEE_VERSION);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
