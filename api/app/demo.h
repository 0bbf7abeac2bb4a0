/* The sample club of `serve --demo`: the same on every start. */
#ifndef MARQUEE_DEMO_H
#define MARQUEE_DEMO_H

#include "base/error.h"

struct catalog;
struct config;
struct store;

#define DEMO_PASSWORD "film night demo"

/* Everybody knows the password: to check it costs a hundredth of what others do, and to make the
 * hash anew would be half of the demo's start. */
#define DEMO_PASSWORD_HASH                                                                         \
    "$argon2id$v=19$m=1024,t=1,p=1$OwfJI3d2M6K0wjFx2LaLYw$+A5iY2C"                                 \
    "qP54VJV+z4TApYxvXodyVAD/cyLMwCwBKDTA"

/*
 * Fills a fresh database from db/demo/club.json: members, tokens, films, proposals, votes. The
 * demo of a port has one cookie id for ever: browsers would keep a cookie of every start.
 */
enum fault demo_fill(const struct config *config, struct store *store, struct catalog *catalog,
                     struct error *err);

#endif
