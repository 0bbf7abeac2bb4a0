#include "http/page/document.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/strbuf.h"

enum { DOCUMENT_MAX = 2 * 1024 * 1024 /* bytes, twice what site.h takes of a file */ };

static const char opening[] = "<!--club-->", closing[] = "<!--/club-->";
static const char attribute[] = "=\"/", value[] = ": \"/"; /* addresses, in markup and in JSON */

#define WORDS   "Propose a film, and vote on what we watch next."
#define PICTURE "The front of an old cinema, its sign lit: Marquee."

/* What was made for a club of that name; `blob` is NULL where there is none. */
struct copy {
    char *club_name;
    char origin[DOCUMENT_ORIGIN_MAX]; /* of the document */
    struct blob *blob;
};

struct document {
    const char *before, *after; /* of the page, around what the server writes */
    size_t before_length, after_length;
    struct document_texts texts;
    const char *root;
    pthread_mutex_t lock; /* of what follows */
    struct copy copies[DOCUMENT_COPIES_KEPT], manifest;
    size_t oldest;
};

struct document *document_open(const struct document_texts *texts, const char *root)
{
    struct document *document = calloc(1, sizeof(*document));
    const char *page = texts->page, *end = page + texts->page_length;
    const char *from = memmem(page, texts->page_length, opening, strlen(opening)), *to = NULL;

    if (document == NULL)
        abort();
    if (from != NULL)
        to = memmem(from, (size_t)(end - from), closing, strlen(closing));
    if (to == NULL)
        from = to = end;
    *document = (struct document){.before = page,
                                  .before_length = (size_t)(from - page),
                                  .after = to,
                                  .after_length = (size_t)(end - to),
                                  .texts = *texts,
                                  .root = root,
                                  .lock = PTHREAD_MUTEX_INITIALIZER};
    return document;
}

static void forget_copy(struct copy *copy)
{
    free(copy->club_name);
    blob_release(copy->blob);
    *copy = (struct copy){0};
}

static void keep_copy(struct copy *copy, const char *club_name, const char *origin,
                      struct blob *blob)
{
    forget_copy(copy);
    copy->club_name = strdup(club_name);
    if (copy->club_name == NULL)
        abort();
    snprintf(copy->origin, sizeof(copy->origin), "%s", origin);
    copy->blob = blob;
}

static bool is_copy_for(const struct copy *copy, const char *club_name, const char *origin)
{
    return copy->blob != NULL && strcmp(copy->club_name, club_name) == 0 &&
           strcmp(copy->origin, origin) == 0;
}

void document_close(struct document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < DOCUMENT_COPIES_KEPT; i++)
        forget_copy(&document->copies[i]);
    forget_copy(&document->manifest);
    pthread_mutex_destroy(&document->lock);
    free(document);
}

/* Text of others, as an element's text or between double quotes. */
static void add_escaped(struct strbuf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            strbuf_addstr(out, "&amp;");
            break;
        case '<':
            strbuf_addstr(out, "&lt;");
            break;
        case '>':
            strbuf_addstr(out, "&gt;");
            break;
        case '"':
            strbuf_addstr(out, "&quot;");
            break;
        case '\'':
            strbuf_addstr(out, "&#39;");
            break;
        default:
            strbuf_addch(out, *text);
        }
    }
}

static void add_name(struct strbuf *out, const char *club_name)
{
    static const char *const places[] = {"name=\"application-name\"",
                                         "name=\"apple-mobile-web-app-title\"",
                                         "property=\"og:title\"", "name=\"twitter:title\""};

    strbuf_addstr(out, "<title>");
    add_escaped(out, club_name);
    strbuf_addstr(out, "</title>\n");
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        strbuf_addf(out, "<meta %s content=\"", places[i]);
        add_escaped(out, club_name);
        strbuf_addstr(out, "\" />\n");
    }
}

/* There is no og:url: one for all addresses would have some apps open the list where a link to a
 * film was shared; without it they keep to the link. */
static void add_preview(struct strbuf *out, const char *origin)
{
    static const char *const places[] = {"property=\"og:image\"", "name=\"twitter:image\""};

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        strbuf_addf(out, "<meta %s content=\"", places[i]);
        add_escaped(out, origin);
        strbuf_addstr(out, "/preview.png\" />\n");
    }
    strbuf_addstr(out, "<meta property=\"og:image:type\" content=\"image/png\" />\n"
                       "<meta property=\"og:image:width\" content=\"1200\" />\n"
                       "<meta property=\"og:image:height\" content=\"630\" />\n"
                       "<meta property=\"og:image:alt\" content=\"" PICTURE "\" />\n"
                       "<meta property=\"og:type\" content=\"website\" />\n"
                       "<meta property=\"og:site_name\" content=\"Marquee\" />\n"
                       "<meta property=\"og:description\" content=\"" WORDS "\" />\n"
                       "<meta name=\"twitter:card\" content=\"summary_large_image\" />\n"
                       "<meta name=\"twitter:description\" content=\"" WORDS "\" />\n"
                       "<meta name=\"twitter:image:alt\" content=\"" PICTURE "\" />\n");
}

/* A text with the root before each address, which is what begins with a slash behind `mark`. */
static void add_text(struct strbuf *out, const char *text, size_t length, const char *mark,
                     const char *root)
{
    const char *end = text + length, *at;

    while ((at = memmem(text, (size_t)(end - text), mark, strlen(mark))) != NULL) {
        const char *slash = at + strlen(mark) - 1;

        strbuf_add(out, text, (size_t)(slash - text));
        strbuf_addstr(out, root);
        strbuf_addch(out, '/');
        text = slash + 1;
    }
    strbuf_add(out, text, (size_t)(end - text));
}

static struct blob *build(const struct document *document, const char *club_name,
                          const char *origin)
{
    auto_strbuf struct strbuf out;
    size_t length;
    char *bytes;

    strbuf_init(&out, DOCUMENT_MAX);
    add_text(&out, document->before, document->before_length, attribute, document->root);
    if (document->after_length > 0) {
        add_name(&out, club_name);
        add_preview(&out, origin);
        add_text(&out, document->after + strlen(closing), document->after_length - strlen(closing),
                 attribute, document->root);
    }
    bytes = strbuf_take(&out, &length);
    return blob_take(bytes, length);
}

static struct blob *find_copy(const struct document *document, const char *club_name,
                              const char *origin)
{
    for (size_t i = 0; i < DOCUMENT_COPIES_KEPT; i++)
        if (is_copy_for(&document->copies[i], club_name, origin))
            return document->copies[i].blob;
    return NULL;
}

struct blob *document_at(struct document *document, const char *club_name, const char *origin)
{
    struct blob *blob;

    pthread_mutex_lock(&document->lock);
    blob = find_copy(document, club_name, origin);
    if (blob == NULL) {
        struct copy *place = &document->copies[document->oldest];

        document->oldest = (document->oldest + 1) % DOCUMENT_COPIES_KEPT;
        blob = build(document, club_name, origin);
        keep_copy(place, club_name, origin, blob);
    }
    blob = blob_hold(blob);
    pthread_mutex_unlock(&document->lock);
    return blob;
}

static struct blob *build_manifest(const struct document *document, const char *club_name)
{
    const struct document_texts *texts = &document->texts;
    auto_strbuf struct strbuf rooted;
    char *named = NULL;
    json_t *manifest;

    strbuf_init(&rooted, DOCUMENT_MAX);
    add_text(&rooted, texts->manifest, texts->manifest_length, value, document->root);
    manifest = json_loadb(rooted.bytes, rooted.length, 0, NULL);
    if (json_is_object(manifest) &&
        json_object_set_new(manifest, "name", json_string(club_name)) == 0 &&
        json_object_set_new(manifest, "short_name", json_string(club_name)) == 0)
        named = json_dumps(manifest, JSON_COMPACT);
    json_decref(manifest);
    return named == NULL ? blob_borrow(texts->manifest, texts->manifest_length)
                         : blob_take(named, strlen(named));
}

struct blob *document_manifest(struct document *document, const char *club_name)
{
    struct copy *copy = &document->manifest;
    struct blob *blob;

    pthread_mutex_lock(&document->lock);
    if (!is_copy_for(copy, club_name, ""))
        keep_copy(copy, club_name, "", build_manifest(document, club_name));
    blob = blob_hold(copy->blob);
    pthread_mutex_unlock(&document->lock);
    return blob;
}
