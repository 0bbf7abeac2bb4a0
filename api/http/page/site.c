#include "http/page/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "config/config.h"
#include "http/call/language.h"
#include "http/call/links.h"
#include "http/page/document.h"
#include "http/page/folder.h"

ASSET(index_html);
ASSET(manifest_webmanifest);
ASSET(places_js);
ASSET(languages_json);

struct site {
    struct folder *folder; /* NULL: the files are another server's */
    struct places places;
    struct languages *languages;
    struct document *document;
};

static const char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types worker";

static const char manifest_path[] = "/manifest.webmanifest",
                  languages_path[] = "/words/languages.json";

static const struct page_file *find_file(const struct site *site, const char *path)
{
    return site->folder == NULL ? NULL : folder_file(site->folder, path);
}

/* The folder's own, or else that of the build. */
static const char *text_of(const struct site *site, const char *path, const char *built,
                           size_t *length)
{
    const struct page_file *file = find_file(site, path);

    return file == NULL ? built : blob_bytes(file->blob, length);
}

static void open_document(struct site *site)
{
    struct document_texts texts = {.page_length = ASSET_SIZE(index_html),
                                   .manifest_length = ASSET_SIZE(manifest_webmanifest)};

    texts.page = text_of(site, FOLDER_DOCUMENT, ASSET_TEXT(index_html), &texts.page_length);
    texts.manifest =
        text_of(site, manifest_path, ASSET_TEXT(manifest_webmanifest), &texts.manifest_length);
    site->document = document_open(&texts, site->languages, links_root());
}

/* A folder that cannot say which languages it has is in those of the build. */
static void open_languages(struct site *site)
{
    size_t length = ASSET_SIZE(languages_json);
    const char *text = text_of(site, languages_path, ASSET_TEXT(languages_json), &length);

    site->languages = languages_open(text, length);
    if (site->languages == NULL)
        site->languages = languages_open(ASSET_TEXT(languages_json), ASSET_SIZE(languages_json));
}

const struct languages *site_languages(const struct site *site)
{
    return site->languages;
}

/* Those of the folder, which may be newer than the program; a page without such a list has ours. */
static const struct places *places_of(const struct site *site)
{
    return site->folder == NULL || site->folder->places.count == 0 ? &site->places
                                                                   : &site->folder->places;
}

static bool is_page_address(const struct site *site, const char *path)
{
    return places_have(places_of(site), path);
}

static bool is_or_leads_to(const char *path, const char *address)
{
    size_t length = strlen(path);

    return strncmp(address, path, length) == 0 &&
           (address[length] == '\0' || address[length] == '/');
}

/* Where a proxy may have taken the root off a request, or left it there, this would be two things:
 * a page, or a folder with pages or files. */
static bool is_own_address(const struct site *site, const char *path)
{
    const struct places *places = places_of(site);

    if (places_have(places, path))
        return true;
    for (size_t i = 0; i < places->count; i++)
        if (is_or_leads_to(path, places->patterns[i]))
            return true;
    for (size_t i = 0; site->folder != NULL && i < site->folder->count; i++)
        if (is_or_leads_to(path, site->folder->files[i].path))
            return true;
    return false;
}

enum fault site_open(const char *folder, struct site **out, struct error *err)
{
    struct site *site = calloc(1, sizeof(*site));
    enum fault fault = FAULT_NONE;

    if (site == NULL)
        abort();
    if (folder != NULL)
        fault = folder_read(folder, &site->folder, err);
    if (fault != FAULT_NONE) {
        site_close(site);
        return fault;
    }
    places_read(ASSET_TEXT(places_js), &site->places);
    open_languages(site);
    open_document(site);
    if (*links_root() != '\0' && is_own_address(site, links_root())) {
        site_close(site);
        return error_set(err, FAULT_INVALID,
                         "The page has an address %s of its own. MARQUEE_PUBLIC_URL needs another "
                         "path.",
                         links_root());
    }
    *out = site;
    return FAULT_NONE;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    document_close(site->document);
    languages_close(site->languages);
    folder_close(site->folder);
    free(site);
}

/* Somebody who looks for a page is told by the page; whoever misses a file is told by a problem. */
static bool is_file_address(const char *path)
{
    return strchr(strrchr(path, '/'), '.') != NULL || strncmp(path, "/api/", 5) == 0;
}

/* Where the server is, in the operator's own words, or else where the client has found it. */
static const char *origin_of(struct call *call)
{
    const struct config *config = call->api->config;
    const char *proto = call_header(call, "X-Forwarded-Proto");
    struct origin origin = {.host = call->host};

    if (config->is_public_url_set || *call->host.name == '\0')
        return config->public_url;
    origin.https = call->behind_proxy && proto != NULL && strcasecmp(proto, "https") == 0;
    if (origin.host.port == PORT_NONE)
        origin.host.port = origin.https ? 443 : 80;
    return origin_text(&call->arena, &origin);
}

/* What an address answers with; the blob is NULL where there is nothing, else a reference. */
struct answer {
    struct blob *blob;
    const char *type;
    int status;
    bool is_in_language;
};

static struct answer find_file_answer(struct call *call)
{
    const struct site *site = call->api->site;
    const struct page_file *file = find_file(site, call->path);
    bool is_document =
        strcmp(call->path, FOLDER_DOCUMENT) == 0 || is_page_address(site, call->path);
    const char *club_name = call_club(call)->settings.name;

    if (strcmp(call->path, manifest_path) == 0)
        return (struct answer){document_manifest(site->document, club_name, call_language(call)),
                               file_type(manifest_path), 200, true};
    if (is_document || (file == NULL && !is_file_address(call->path)))
        return (struct answer){
            document_at(site->document, club_name, origin_of(call), call_language(call)),
            file_type(FOLDER_DOCUMENT), is_document ? 200 : 404, true};
    if (file == NULL)
        return (struct answer){NULL, NULL, 404, false};
    return (struct answer){blob_hold(file->blob), file->type, 200, false};
}

static enum fault refuse_page_method(struct error *err)
{
    error_set(err, FAULT_METHOD_NOT_ALLOWED, "The page takes GET, HEAD and OPTIONS.");
    error_param_text(err, "methods", "GET, HEAD, OPTIONS");
    return FAULT_METHOD_NOT_ALLOWED;
}

static enum fault reply_answer(struct call *call, struct answer answer, struct reply *reply,
                               struct error *err)
{
    if (call->method != METHOD_GET)
        reply_header(reply, "Allow", "GET, HEAD, OPTIONS");
    if (call->method == METHOD_OPTIONS) {
        reply_empty(reply);
        return FAULT_NONE;
    }
    if (call->method != METHOD_GET)
        return refuse_page_method(err);
    if (strncmp(answer.type, "text/html", 9) == 0)
        reply_header(reply, "Content-Security-Policy", page_policy);
    /* Fonts carry their version in their name. */
    reply_blob(reply, blob_hold(answer.blob), answer.type,
               strncmp(answer.type, "font/", 5) == 0 ? "public, max-age=31536000, immutable"
                                                     : CACHE_SITE);
    reply->status = answer.status;
    reply->varies_by_language = answer.is_in_language;
    reply->conditional = answer.status == 200;
    return FAULT_NONE;
}

/* "/films": what the page names is below "/films/". */
static enum fault add_slash(struct call *call, struct reply *reply)
{
    reply_empty(reply);
    reply->status = 308;
    reply_header(reply, "Location",
                 arena_printf(&call->arena, "%s/%s%s", links_root(),
                              *call->query == '\0' ? "" : "?", call->query));
    return FAULT_NONE;
}

enum fault site_serve(struct call *call, struct reply *reply, struct error *err)
{
    struct answer answer;
    enum fault fault;

    if (call->lacks_slash && call->method == METHOD_GET)
        return add_slash(call, reply);
    answer = find_file_answer(call);
    if (answer.blob == NULL)
        return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    fault = reply_answer(call, answer, reply, err);
    blob_release(answer.blob);
    return fault;
}
