/* Members: who they are. What is done with them is in store/member_changes.h. */
#ifndef MARQUEE_STORE_MEMBERS_H
#define MARQUEE_STORE_MEMBERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/member.h"
#include "store/store.h"

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
/* Whether the club has an admin who may come in, and so is set up. */
enum fault members_have_admin(struct db *db, bool *have, struct error *err);

/* ---- for the files that read members --------------------------------------------------------- */

/* Of the table members, which has no other name in the statement. */
#define MEMBER_COLUMNS                                                                             \
    " id, name, color, role, state, proposal_limit, password_hash, created_at, last_seen_at,"      \
    " version, joined_how, invitation_id, language,"                                               \
    " (SELECT count(*) FROM proposals WHERE proposer_id = members.id AND status = 'open') "
enum { MEMBER_COLUMN_COUNT = 14 };
/* Of the columns from the first on. */
void member_from_row(struct stmt *s, struct arena *arena, struct member *member);

#endif
