/*
 * The page's one document and its manifest, with the club's name in them, in the reader's language.
 * Whoever opens a shared link without being a member (a messenger that makes a preview) learns no
 * more than that: no film and no member, whatever the address.
 */
#ifndef MARQUEE_HTTP_PAGE_DOCUMENT_H
#define MARQUEE_HTTP_PAGE_DOCUMENT_H

#include <stddef.h>

#include "base/blob.h"
#include "http/call/languages.h"

enum {
    DOCUMENT_ORIGIN_MAX = 300, /* bytes */
    DOCUMENT_COPIES_KEPT = 8   /* a club has few addresses and languages; anybody may send others */
};

struct document;

/* As they are written, of so many bytes. */
struct document_texts {
    const char *page, *manifest; /* index.html and the manifest */
    size_t page_length, manifest_length;
};

/* `root` is where the page is ("" or "/films"); it, the texts and the languages are borrowed for as
 * long as the document lives. The texts are in the first of the languages. The addresses in them
 * get the root before them. What stands between <!--club--> and <!--/club--> is the server's to
 * write; a page without the two is served as it is.
 */
struct document *document_open(const struct document_texts *texts,
                               const struct languages *languages, const char *root);
void document_close(struct document *document); /* NULL is fine */

/* The document of the club of that name (valid UTF-8) in one of the languages, for a server at
 * `origin` ("https://films.example.org"), shorter than DOCUMENT_ORIGIN_MAX. It is made once, and
 * kept until DOCUMENT_COPIES_KEPT others were asked for. The caller gets a reference. For any
 * thread. */
struct blob *document_at(struct document *document, const char *club_name, const char *origin,
                         const struct page_language *language);

/* The manifest, likewise; as it is written, if it is no JSON object. */
struct blob *document_manifest(struct document *document, const char *club_name,
                               const struct page_language *language);

#endif
