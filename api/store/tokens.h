/* Tokens: programs that may ask in the name of a member. */
#ifndef MARQUEE_STORE_TOKENS_H
#define MARQUEE_STORE_TOKENS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/deed.h"
#include "store/store.h"

enum scope { SCOPE_READ, SCOPE_WRITE };

struct token {
    int64_t id;
    const char *member_name;
    const char *scope;
    int64_t created_at;
};

/* The first 1000. */
enum fault tokens_all(struct db *db, struct arena *arena, struct token **tokens, size_t *count,
                      struct error *err);
enum fault store_token_add(struct store *store, struct deed deed, int64_t member_id,
                           const uint8_t hash[HASH_BYTES], enum scope scope, int64_t *id,
                           struct error *err);
enum fault store_token_remove(struct store *store, struct deed deed, int64_t id, struct error *err);

#endif
