#include "http/page/document.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/strbuf.h"
#include "http/page/markup.h"

enum { DOCUMENT_MAX = 2 * 1024 * 1024 /* bytes, twice what site.h takes of a file */ };

static const char opening[] = "<!--club-->", closing[] = "<!--/club-->";
static const char attribute[] = "=\"/", value[] = ": \"/"; /* addresses, in markup and in JSON */

/* What a copy is made for. */
struct wish {
    const struct page_language *language;
    const char *club_name;
    const char *origin; /* of a document; "" of a manifest */
};

/* `blob` is NULL where there is none. */
struct copy {
    const struct page_language *language;
    char *club_name;
    char origin[DOCUMENT_ORIGIN_MAX];
    struct blob *blob;
};

struct shelf {
    struct copy copies[DOCUMENT_COPIES_KEPT];
    size_t oldest;
};

struct document {
    struct document_texts texts;
    const char *root;
    const struct languages *languages;
    pthread_mutex_t lock; /* of what follows */
    struct shelf documents, manifests;
};

struct document *document_open(const struct document_texts *texts,
                               const struct languages *languages, const char *root)
{
    struct document *document = calloc(1, sizeof(*document));

    if (document == NULL)
        abort();
    *document = (struct document){
        .texts = *texts, .root = root, .languages = languages, .lock = PTHREAD_MUTEX_INITIALIZER};
    return document;
}

static void forget_copy(struct copy *copy)
{
    free(copy->club_name);
    blob_release(copy->blob);
    *copy = (struct copy){0};
}

/* Takes over the blob. */
static void keep_copy(struct shelf *shelf, const struct wish *wish, struct blob *blob)
{
    struct copy *copy = &shelf->copies[shelf->oldest];

    shelf->oldest = (shelf->oldest + 1) % DOCUMENT_COPIES_KEPT;
    forget_copy(copy);
    copy->language = wish->language;
    copy->club_name = strdup(wish->club_name);
    if (copy->club_name == NULL)
        abort();
    snprintf(copy->origin, sizeof(copy->origin), "%s", wish->origin);
    copy->blob = blob;
}

/* Lends it; NULL: it is not there. */
static struct blob *find_copy(const struct shelf *shelf, const struct wish *wish)
{
    for (size_t i = 0; i < DOCUMENT_COPIES_KEPT; i++) {
        const struct copy *copy = &shelf->copies[i];

        if (copy->blob != NULL && copy->language == wish->language &&
            strcmp(copy->club_name, wish->club_name) == 0 &&
            strcmp(copy->origin, wish->origin) == 0)
            return copy->blob;
    }
    return NULL;
}

void document_close(struct document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < DOCUMENT_COPIES_KEPT; i++) {
        forget_copy(&document->documents.copies[i]);
        forget_copy(&document->manifests.copies[i]);
    }
    pthread_mutex_destroy(&document->lock);
    free(document);
}

static void add_meta(struct strbuf *out, const char *name, const char *content)
{
    strbuf_addf(out, "<meta %s content=\"", name);
    markup_add_escaped(out, content);
    strbuf_addstr(out, "\" />\n");
}

static void add_name(struct strbuf *out, const char *club_name)
{
    static const char *const places[] = {"name=\"application-name\"",
                                         "name=\"apple-mobile-web-app-title\"",
                                         "property=\"og:title\"", "name=\"twitter:title\""};

    strbuf_addstr(out, "<title>");
    markup_add_escaped(out, club_name);
    strbuf_addstr(out, "</title>\n");
    for (size_t i = 0; i < COUNT_OF(places); i++)
        add_meta(out, places[i], club_name);
}

/* There is no og:url: one for all addresses would have some apps open the list where a link to a
 * film was shared; without it they keep to the link. */
static void add_preview(struct strbuf *out, const char *origin,
                        const struct page_language *language)
{
    static const char *const places[] = {"property=\"og:image\"", "name=\"twitter:image\""};
    const char *const *sentences = language->sentences;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        strbuf_addf(out, "<meta %s content=\"", places[i]);
        markup_add_escaped(out, origin);
        strbuf_addstr(out, "/preview.png\" />\n");
    }
    strbuf_addstr(out, "<meta property=\"og:image:type\" content=\"image/png\" />\n"
                       "<meta property=\"og:image:width\" content=\"1200\" />\n"
                       "<meta property=\"og:image:height\" content=\"630\" />\n"
                       "<meta property=\"og:type\" content=\"website\" />\n"
                       "<meta property=\"og:site_name\" content=\"Marquee\" />\n"
                       "<meta name=\"twitter:card\" content=\"summary_large_image\" />\n");
    add_meta(out, "property=\"og:image:alt\"", sentences[SENTENCE_PICTURE]);
    add_meta(out, "name=\"twitter:image:alt\"", sentences[SENTENCE_PICTURE]);
    add_meta(out, "property=\"og:description\"", sentences[SENTENCE_PREVIEW]);
    add_meta(out, "name=\"twitter:description\"", sentences[SENTENCE_PREVIEW]);
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

static struct blob *build(const struct document *document, const struct wish *wish)
{
    const struct document_texts *texts = &document->texts;
    auto_strbuf struct strbuf page, out;
    const char *text, *end, *from, *to;
    size_t length;
    char *bytes;

    strbuf_init(&page, DOCUMENT_MAX);
    strbuf_init(&out, DOCUMENT_MAX);
    markup_translate(&page, texts->page, texts->page_length, languages_at(document->languages, 0),
                     wish->language);
    text = page.bytes;
    end = text + page.length;
    from = memmem(text, page.length, opening, strlen(opening));
    to = from == NULL ? NULL : memmem(from, (size_t)(end - from), closing, strlen(closing));
    if (to != NULL) {
        add_text(&out, text, (size_t)(from - text), attribute, document->root);
        add_name(&out, wish->club_name);
        add_preview(&out, wish->origin, wish->language);
        text = to + strlen(closing);
    }
    add_text(&out, text, (size_t)(end - text), attribute, document->root);
    bytes = strbuf_take(&out, &length);
    return blob_take(bytes, length);
}

static struct blob *build_manifest(const struct document *document, const struct wish *wish)
{
    const struct document_texts *texts = &document->texts;
    auto_strbuf struct strbuf rooted;
    char *named = NULL;
    json_t *manifest, *own;

    strbuf_init(&rooted, DOCUMENT_MAX);
    add_text(&rooted, texts->manifest, texts->manifest_length, value, document->root);
    manifest = json_loadb(rooted.bytes, rooted.length, 0, NULL);
    own = json_pack("{s:s, s:s, s:s, s:s}", "name", wish->club_name, "short_name", wish->club_name,
                    "description", wish->language->sentences[SENTENCE_DESCRIPTION], "lang",
                    wish->language->tag);
    if (json_is_object(manifest) && json_object_update(manifest, own) == 0)
        named = json_dumps(manifest, JSON_COMPACT);
    json_decref(own);
    json_decref(manifest);
    return named == NULL ? blob_borrow(texts->manifest, texts->manifest_length)
                         : blob_take(named, strlen(named));
}

/* From the shelf, or made anew; a reference. */
static struct blob *fetch(struct document *document, struct shelf *shelf, const struct wish *wish,
                          struct blob *(*make)(const struct document *, const struct wish *))
{
    struct blob *blob;

    pthread_mutex_lock(&document->lock);
    blob = find_copy(shelf, wish);
    if (blob == NULL) {
        blob = make(document, wish);
        keep_copy(shelf, wish, blob);
    }
    blob = blob_hold(blob);
    pthread_mutex_unlock(&document->lock);
    return blob;
}

struct blob *document_at(struct document *document, const char *club_name, const char *origin,
                         const struct page_language *language)
{
    const struct wish wish = {language, club_name, origin};

    return fetch(document, &document->documents, &wish, build);
}

struct blob *document_manifest(struct document *document, const char *club_name,
                               const struct page_language *language)
{
    const struct wish wish = {language, club_name, ""};

    return fetch(document, &document->manifests, &wish, build_manifest);
}
