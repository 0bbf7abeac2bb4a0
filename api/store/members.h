/* Members: who they are, their passwords and limits. */
#ifndef MARQUEE_STORE_MEMBERS_H
#define MARQUEE_STORE_MEMBERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/member.h"
#include "store/store.h"

struct member_new {
    const char *name; /* NFC, checked */
    enum role role;
    const char *password_hash; /* NULL: none */
};

enum fault member_by_id(struct db *db, struct arena *arena, int64_t id, struct member *member,
                        struct error *err);
/* `password_hash` is NULL for a member without one. */
enum fault member_by_name(struct db *db, struct arena *arena, const char *name,
                          struct member *member, const char **password_hash, struct error *err);
enum fault member_password_hash(struct db *db, struct arena *arena, int64_t id, const char **hash,
                                struct error *err);
/* All of them: a club is small. */
enum fault members_all(struct db *db, struct arena *arena, struct member **members, size_t *count,
                       struct error *err);
enum fault members_exist(struct db *db, bool *exist, struct error *err);

/* FAULT_NAME_TAKEN when another member's name folds to the same key. */
enum fault store_member_add(struct store *store, struct deed deed, const struct member_new *member,
                            int64_t *id, struct error *err);

/* What is to change of a member; NULL and false leave it. One transaction. */
struct member_change {
    const char *name;          /* NFC, checked */
    const char *password_hash; /* also ends all sessions but `keep_session` */
    int64_t keep_session;      /* 0: none */
    const enum role *role;     /* FAULT_LAST_ADMIN for the last admin */
    bool set_limit;
    int64_t limit; /* NO_OWN_LIMIT: the club's */
};
enum fault store_member_change(struct store *store, struct deed deed, int64_t id,
                               const struct member_change *change, struct error *err);

/* The member's votes, sessions and tokens go; proposals stay, without a proposer.
 * FAULT_LAST_ADMIN for the last admin. */
enum fault store_member_remove(struct store *store, struct deed deed, int64_t id,
                               struct error *err);

#endif
