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

struct document {
    const char *before, *after; /* of the text, around what the server writes */
    size_t before_length, after_length;
    const char *club_name, *root;
    pthread_mutex_t lock; /* of what follows */
    struct {
        char origin[DOCUMENT_ORIGIN_MAX];
        struct blob *blob;
    } kept[DOCUMENT_ORIGINS_KEPT];
    size_t oldest;
};

struct document *document_open(const char *text, size_t length, const char *club_name,
                               const char *root)
{
    struct document *document = calloc(1, sizeof(*document));
    const char *from = memmem(text, length, opening, strlen(opening)), *to = NULL;

    if (document == NULL)
        abort();
    if (from != NULL)
        to = memmem(from, length - (size_t)(from - text), closing, strlen(closing));
    if (to == NULL)
        from = to = text + length;
    *document = (struct document){.before = text,
                                  .before_length = (size_t)(from - text),
                                  .after = to,
                                  .after_length = length - (size_t)(to - text),
                                  .club_name = club_name,
                                  .root = root,
                                  .lock = PTHREAD_MUTEX_INITIALIZER};
    return document;
}

void document_close(struct document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < DOCUMENT_ORIGINS_KEPT; i++)
        blob_release(document->kept[i].blob);
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

static struct blob *build(const struct document *document, const char *origin)
{
    auto_strbuf struct strbuf out;
    size_t length;
    char *bytes;

    strbuf_init(&out, DOCUMENT_MAX);
    add_text(&out, document->before, document->before_length, attribute, document->root);
    if (document->after_length > 0) {
        add_name(&out, document->club_name);
        add_preview(&out, origin);
        add_text(&out, document->after + strlen(closing), document->after_length - strlen(closing),
                 attribute, document->root);
    }
    bytes = strbuf_take(&out, &length);
    return blob_take(bytes, length);
}

static struct blob *find_copy(const struct document *document, const char *origin)
{
    for (size_t i = 0; i < DOCUMENT_ORIGINS_KEPT; i++)
        if (document->kept[i].blob != NULL && strcmp(document->kept[i].origin, origin) == 0)
            return document->kept[i].blob;
    return NULL;
}

struct blob *document_at(struct document *document, const char *origin)
{
    struct blob *blob;

    pthread_mutex_lock(&document->lock);
    blob = find_copy(document, origin);
    if (blob == NULL) {
        size_t place = document->oldest;

        document->oldest = (place + 1) % DOCUMENT_ORIGINS_KEPT;
        blob_release(document->kept[place].blob);
        document->kept[place].blob = blob = build(document, origin);
        snprintf(document->kept[place].origin, DOCUMENT_ORIGIN_MAX, "%s", origin);
    }
    blob = blob_hold(blob);
    pthread_mutex_unlock(&document->lock);
    return blob;
}

struct blob *document_manifest(const char *text, size_t length, const char *club_name,
                               const char *root)
{
    auto_strbuf struct strbuf rooted;
    char *named = NULL;
    json_t *manifest;

    strbuf_init(&rooted, DOCUMENT_MAX);
    add_text(&rooted, text, length, value, root);
    manifest = json_loadb(rooted.bytes, rooted.length, 0, NULL);
    if (json_is_object(manifest) &&
        json_object_set_new(manifest, "name", json_string(club_name)) == 0 &&
        json_object_set_new(manifest, "short_name", json_string(club_name)) == 0)
        named = json_dumps(manifest, JSON_COMPACT);
    json_decref(manifest);
    return named == NULL ? blob_borrow(text, length) : blob_take(named, strlen(named));
}
