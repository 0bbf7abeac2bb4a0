/* Text that the server writes into the page's markup, and the markup in another language. */
#ifndef MARQUEE_HTTP_PAGE_MARKUP_H
#define MARQUEE_HTTP_PAGE_MARKUP_H

#include "base/strbuf.h"
#include "http/call/languages.h"

/* Text of others, as an element's text or between double quotes. */
void markup_add_escaped(struct strbuf *out, const char *text);

/* The document with the sentences of `to` where it has those of `from`; it says of itself which
 * language it is in, and has the browser load that one's words. */
void markup_translate(struct strbuf *out, const char *text, size_t length,
                      const struct page_language *from, const struct page_language *to);

#endif
