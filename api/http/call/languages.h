/*
 * The languages of the page. They stand in one list, the page's own: frontend/words/languages.json.
 * A row has the language's tag and name, and the sentences of the document, which is there before
 * any program. The first row is the language that the document is written in.
 */
#ifndef MARQUEE_HTTP_CALL_LANGUAGES_H
#define MARQUEE_HTTP_CALL_LANGUAGES_H

#include <stddef.h>

#include "domain/member.h"

enum { LANGUAGES_MAX = 32 };

enum sentence {
    SENTENCE_DESCRIPTION, /* of the page, also in the manifest */
    SENTENCE_PREVIEW,     /* of a link to it */
    SENTENCE_PICTURE,     /* what the preview's picture shows */
    SENTENCE_SKIP,
    SENTENCE_NO_PROGRAM,
    SENTENCE_TOO_OLD, /* the browser */
    SENTENCE_BROKEN,
    SENTENCE_MISSING, /* part of the page */
    SENTENCE_COUNT
};

struct page_language {
    char tag[MEMBER_LANGUAGE_SIZE];
    const char *name; /* as its speakers write it */
    const char *sentences[SENTENCE_COUNT];
};

struct languages;

/* Reads the list; NULL: it is no such list. A row that lacks something is left out, as is one
 * beyond LANGUAGES_MAX; the log says so. */
struct languages *languages_open(const char *text, size_t length);
void languages_close(struct languages *languages); /* NULL is fine */

/* The n-th; NULL: there are no more. There is a first one. */
const struct page_language *languages_at(const struct languages *languages, size_t n);

/* The one for a tag of so many bytes, in any case of letters: for "pl-PL" that is "pl" where the
 * page has no other Polish. NULL: none. */
const struct page_language *languages_find(const struct languages *languages, const char *tag,
                                           size_t length);

/* The one that a browser likes best, by its Accept-Language (may be NULL). NULL: none. */
const struct page_language *languages_accepted(const struct languages *languages,
                                               const char *header);

#endif
