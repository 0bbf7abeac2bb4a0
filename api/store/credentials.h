/* All that lets somebody in: sessions and tokens together. */
#ifndef MARQUEE_STORE_CREDENTIALS_H
#define MARQUEE_STORE_CREDENTIALS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/secret.h"
#include "domain/member.h"
#include "store/engine/db.h"
#include "store/tokens.h"

/* One row that lets somebody in. */
struct credential {
    uint8_t hash[HASH_BYTES];
    int64_t id; /* of the session or the token */
    bool is_session;
    enum scope scope;
    int64_t last_seen_at;
    int64_t expires_at;   /* sessions only */
    struct person member; /* borrowed until the next call */
    enum role role;
    enum member_state state;             /* never inactive */
    char language[MEMBER_LANGUAGE_SIZE]; /* of the member; "": none chosen */
};
typedef void (*credential_visit)(void *context, const struct credential *credential);
/* Visits every session that is not over at `now`, and every token; those of deactivated members are
 * no credentials. */
enum fault credentials_all(struct db *db, int64_t now, credential_visit visit, void *context,
                           struct error *err);
/* The same of one member. */
enum fault credentials_of(struct db *db, int64_t member_id, int64_t now, credential_visit visit,
                          void *context, struct error *err);

/* Whose sessions, tokens, name, colour, language, role or state have changed since the last call,
 * and forgets them: each unit whose statements have TOPIC_CREDENTIALS says so with db_touch(). */
struct touched credentials_take_touched(struct db *db);

#endif
