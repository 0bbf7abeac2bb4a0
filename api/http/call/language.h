/* In which of the page's languages somebody is spoken to. */
#ifndef MARQUEE_HTTP_CALL_LANGUAGE_H
#define MARQUEE_HTTP_CALL_LANGUAGE_H

#include "http/call/call.h"
#include "http/call/languages.h"

/* The cookie in which the page keeps what a visitor chooses in this browser (words/choice.js). */
#define LANGUAGE_COOKIE "marquee-language"

/* The one that the member has chosen, else that of the cookie, else what the browser asks for, else
 * the club's, else the first of the page. An answer that goes by it says so
 * (reply->varies_by_language). */
const struct page_language *call_language(struct call *call);

#endif
