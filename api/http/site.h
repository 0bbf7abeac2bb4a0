/*
 * The page: the static files of one folder, read into memory at the start. Nothing a client sends
 * ever becomes a path of the file system. The page's own addresses (/, /propose, /proposals/7 …)
 * answer with index.html; so does, with 404, any other that is not a file's: the page says so.
 */
#ifndef MARQUEE_HTTP_SITE_H
#define MARQUEE_HTTP_SITE_H

#include "http/call.h"
#include "http/reply.h"

struct site;

enum { SITE_FILES_MAX = 256, SITE_FILE_BYTES_MAX = 1024 * 1024 };

/* Reads the folder. Files that start with a dot, that are too large, or whose ending is not that of
 * a page's file are left out; so is the folder `docs`, which is compiled in. */
enum fault site_open(const char *folder, struct site **site, struct error *err);
void site_close(struct site *site);

/* Answers a request outside /api/v1. `site` is NULL when the page is left to another server. */
enum fault site_serve(struct site *site, struct call *call, struct reply *reply, struct error *err);

#endif
