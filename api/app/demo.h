/* The sample club of `serve --demo`: the same on every start. */
#ifndef MARQUEE_DEMO_H
#define MARQUEE_DEMO_H

#include "base/error.h"

struct catalog;
struct config;
struct store;

#define DEMO_PASSWORD "film night demo"

/* What password_hash() made of it once: to make it anew would be half of the demo's start. */
#define DEMO_PASSWORD_HASH                                                                         \
    "$argon2id$v=19$m=65536,t=2,p=1$YhLrzpr35+NbQ7L2gKEQww$Uiv7CZuSYQt4DM6gAxnOKLPt2NTyZK18J+"     \
    "B6GZag0QA"

/*
 * Fills a fresh database from db/demo/club.json: members, tokens, films, proposals, votes. The
 * demo of a port has one cookie id for ever: browsers would keep a cookie of every start.
 */
enum fault demo_fill(const struct config *config, struct store *store, struct catalog *catalog,
                     struct error *err);

#endif
