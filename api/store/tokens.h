/* Tokens: programs that may ask in the name of a member. */
#ifndef MARQUEE_STORE_TOKENS_H
#define MARQUEE_STORE_TOKENS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/deed.h"
#include "store/store.h"

enum scope { SCOPE_READ, SCOPE_WRITE };

enum {
    TOKEN_NAME_MAX = 100,     /* characters */
    TOKENS_OF_MEMBER_MAX = 50 /* that a member makes; the operator may make more */
};

struct token {
    int64_t id;
    const char *member_name;
    const char *name; /* NULL: none, for one that the operator made */
    const char *scope;
    int64_t created_at;
    int64_t last_used_at; /* 0: never; to a minute */
};

struct token_new {
    int64_t member_id;
    const uint8_t *hash;
    enum scope scope;
    const char *name; /* NULL: none */
};

const char *scope_name(enum scope scope);

/* The first 1000. */
enum fault tokens_all(struct db *db, struct arena *arena, struct token **tokens, size_t *count,
                      struct error *err);
/* The member's. */
enum fault tokens_of(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                     size_t limit, struct token **tokens, size_t *count, struct error *err);
/* FAULT_TOKENS_FULL: the actor has made as many as a member may. */
enum fault store_token_add(struct store *store, struct deed deed, const struct token_new *new,
                           int64_t *id, struct error *err);
/* One of the actor's own; the operator removes anybody's. */
enum fault store_token_remove(struct store *store, struct deed deed, int64_t id, struct error *err);

/* ---- inside a unit of work ---- */

/* All of the member's, each with its entry in the activity log. */
enum fault tokens_remove_of(struct db *db, struct deed deed, int64_t member_id, struct error *err);
/* It was used, unless later already; from `future` on it was not, the clock was ahead. */
enum fault token_used(struct db *db, int64_t id, int64_t when, int64_t future, struct error *err);

#endif
