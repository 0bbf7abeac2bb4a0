/* URLs that fetch/fetch.c may ask: parsed by libcurl, never by hand, and checked by our rules. */
#ifndef MARQUEE_FETCH_URL_H
#define MARQUEE_FETCH_URL_H

#include <curl/curl.h>

#include "fetch/request.h"

enum { FETCH_SHOWN_SIZE = 100 /* of an address in a reason: leaves room for what happened */ };

/* The caller's to curl_url_cleanup(); NULL: refused, and why. `is_private`: its host is one of
 * private_hosts. */
CURLU *fetch_url_parse(const struct fetch_rules *rules, const char *text, bool *is_private,
                       char reason[FETCH_REASON_SIZE]);

/* The same scheme, host and port. */
bool fetch_url_same_origin(CURLU *one, CURLU *other);

/* "https://host/path", for people: no user, no query, and "_" for what is not printable ASCII. Cut
 * at the size. */
void fetch_url_show(CURLU *url, char *text, size_t size);

#endif
