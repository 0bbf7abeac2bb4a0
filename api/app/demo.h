/* The sample club of `serve --demo`: the same on every start. */
#ifndef MARQUEE_DEMO_H
#define MARQUEE_DEMO_H

#include "base/error.h"

struct catalog;
struct config;
struct store;

#define DEMO_PASSWORD "film night demo"

/*
 * Fills a fresh database from db/demo/club.json: members, tokens, films, proposals, votes. The
 * demo of a port has one cookie id for ever: browsers would keep a cookie of every start.
 */
enum fault demo_fill(const struct config *config, struct store *store, struct catalog *catalog,
                     struct error *err);

#endif
