/* The sample club of `serve --demo`: the same on every start. */
#ifndef MARQUEE_DEMO_H
#define MARQUEE_DEMO_H

#include "base/error.h"

struct catalog;
struct store;

#define DEMO_PASSWORD "film night demo"

/* Fills a fresh database from db/demo/club.json: members, tokens, films, proposals, votes. */
enum fault demo_fill(struct store *store, struct catalog *catalog, struct error *err);

#endif
