/* MARQUEE_PUBLIC_URL: an origin, and perhaps a path below which a proxy has put Marquee. */
#ifndef MARQUEE_CONFIG_PUBLIC_URL_H
#define MARQUEE_CONFIG_PUBLIC_URL_H

#include "config/config.h"

/* "https://films.example.org" or "https://example.org/films/", whose path has 100 bytes at most. */
bool public_url_is_one(const char *url);

/* Takes config->public_url apart, and puts it as browsers write it, its path without a slash at the
 * end. */
void public_url_read(struct arena *arena, struct config *config);

#endif
