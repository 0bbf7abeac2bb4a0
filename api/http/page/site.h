/*
 * The page: the files of one folder, read into memory at the start (folder.h). Nothing a client
 * sends ever becomes a path of the file system. The page's own addresses (places.h) answer with the
 * document; so does, with 404, any other that is not a file's: the page says so.
 *
 * The document and the manifest have the club's name in them (document.h), so they are served
 * without a folder as well: a web server in front that has the files hands these two on.
 */
#ifndef MARQUEE_HTTP_PAGE_SITE_H
#define MARQUEE_HTTP_PAGE_SITE_H

#include "http/call/call.h"
#include "http/call/reply.h"

struct site;

/* Reads the folder; NULL: the files are another server's. */
enum fault site_open(const char *folder, struct site **site, struct error *err);
void site_close(struct site *site);

/* The languages that the page speaks; for as long as the site is there. */
const struct languages *site_languages(const struct site *site);

/* Answers a request outside /api/. */
enum fault site_serve(struct call *call, struct reply *reply, struct error *err);

#endif
