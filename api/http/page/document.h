/*
 * The page's one document and its manifest, with the club's name in them. Whoever opens a shared
 * link without being a member (a messenger that makes a preview) learns no more than that: no film
 * and no member, whatever the address.
 */
#ifndef MARQUEE_HTTP_PAGE_DOCUMENT_H
#define MARQUEE_HTTP_PAGE_DOCUMENT_H

#include <stddef.h>

#include "base/blob.h"

enum {
    DOCUMENT_ORIGIN_MAX = 300, /* bytes */
    DOCUMENT_ORIGINS_KEPT = 4  /* a club has few addresses; anybody may send others */
};

struct document;

/* `text` is index.html, `club_name` valid UTF-8, `root` where the page is ("" or "/films"); all are
 * borrowed for as long as the document lives. The addresses in the text get the root before them.
 * What stands between <!--club--> and <!--/club--> is the server's to write; a text without the two
 * is served as it is. */
struct document *document_open(const char *text, size_t length, const char *club_name,
                               const char *root);
void document_close(struct document *document); /* NULL is fine */

/* The document for a server at `origin` ("https://films.example.org"), shorter than
 * DOCUMENT_ORIGIN_MAX. It is made once, and kept until DOCUMENT_ORIGINS_KEPT others were asked for.
 * The caller gets a reference. For any thread. */
struct blob *document_at(struct document *document, const char *origin);

/* The manifest with the club's name, and the root before its addresses; as it is written, if it is
 * no JSON object. */
struct blob *document_manifest(const char *text, size_t length, const char *club_name,
                               const char *root);

#endif
