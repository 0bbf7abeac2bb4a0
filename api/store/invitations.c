#include "store/invitations.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"

#define INVITATIONS                                                                                \
    "SELECT i.id, i.secret_hash, i.note, i.max_uses, i.uses, i.expires_at, i.revoked_at,"          \
    " m.id, m.name, m.color, i.created_at"                                                         \
    " FROM invitations i LEFT JOIN members m ON m.id = i.created_by "

static struct invitation invitation_from_row(struct stmt *s, struct arena *arena)
{
    struct invitation invitation = {.id = stmt_col_int(s, 0),
                                    .note = row_text(s, 2, arena),
                                    .max_uses = stmt_col_int(s, 3),
                                    .uses = stmt_col_int(s, 4),
                                    .expires_at = stmt_col_int(s, 5),
                                    .revoked_at = stmt_col_int(s, 6),
                                    .creator = row_person(s, 7, arena),
                                    .created_at = stmt_col_int(s, 10)};
    size_t length;
    const void *hash = stmt_col_blob(s, 1, &length);

    if (length == HASH_BYTES)
        memcpy(invitation.hash, hash, HASH_BYTES);
    return invitation;
}

static enum fault take_invitation(struct stmt *s, struct arena *arena,
                                  struct invitation *invitation, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such invitation.");
    *invitation = invitation_from_row(s, arena);
    return FAULT_NONE;
}

QUERY(sql_invitation_by_id, INVITATIONS "WHERE i.id = $1");

enum fault invitation_by_id(struct db *db, struct arena *arena, int64_t id,
                            struct invitation *invitation, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_by_id);

    stmt_int(s, id);
    return take_invitation(s, arena, invitation, err);
}

QUERY(sql_invitation_by_hash, INVITATIONS "WHERE i.secret_hash = $1");

enum fault invitation_by_hash(struct db *db, struct arena *arena, const uint8_t hash[HASH_BYTES],
                              struct invitation *invitation, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_by_hash);

    stmt_blob(s, hash, HASH_BYTES);
    return take_invitation(s, arena, invitation, err);
}

QUERY(sql_invitations_list, INVITATIONS "WHERE i.id < $1 ORDER BY i.id DESC LIMIT $2");

enum fault invitations_list(struct db *db, struct arena *arena, int64_t before, size_t limit,
                            struct invitation **invitations, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitations_list);
    bool row;

    stmt_int(s, before == 0 ? INT64_MAX : before);
    stmt_int(s, (int64_t)limit);
    *invitations = ARENA_ARRAY(arena, struct invitation, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*invitations)[*count] = invitation_from_row(s, arena);
    }
}

/* ---- the secret -----------------------------------------------------------------------------
 */

/* The moment is in it, too: after a backup was restored, an id may be given again. */
static void derive(const uint8_t *key, int64_t id, int64_t created_at,
                   char secret[SECRET_TEXT_SIZE])
{
    char message[64];

    snprintf(message, sizeof(message), "invitation %" PRId64 " %" PRId64, id, created_at);
    secret_derive(key, message, secret);
}

bool invitation_secret(const struct store *store, const struct invitation *invitation,
                       char secret[SECRET_TEXT_SIZE])
{
    uint8_t hash[HASH_BYTES];

    derive(store_key(store), invitation->id, invitation->created_at, secret);
    hash_bytes(secret, strlen(secret), hash);
    if (hash_equal(hash, invitation->hash))
        return true;
    secret_wipe(secret, SECRET_TEXT_SIZE);
    return false;
}

/* ---- changes --------------------------------------------------------------------------------
 */

struct invitation_unit {
    struct deed deed;
    const struct invitation_new *new;
    const uint8_t *key;
    int64_t id;
};

CHANGE(sql_invitation_add, TOPIC_NONE,
       "INSERT INTO invitations"
       " (secret_hash, note, max_uses, expires_at, created_by, created_at)"
       " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id");

/* Under a hash that leads nowhere: the secret follows from the id. */
static enum fault insert(struct db *db, struct invitation_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_add);
    const struct invitation_new *new = unit->new;
    uint8_t nowhere[HASH_BYTES];

    secret_random(nowhere, sizeof(nowhere));
    stmt_blob(s, nowhere, sizeof(nowhere));
    stmt_text(s, new->note);
    stmt_int_or_null(s, new->max_uses);
    stmt_int_or_null(s, new->days == 0 ? 0 : unit->deed.when + new->days *DAY);
    stmt_int_or_null(s, unit->deed.actor.member_id);
    stmt_int(s, unit->deed.when);
    return stmt_number(s, &unit->id, err);
}

CHANGE(sql_invitation_set_hash, TOPIC_NONE,
       "UPDATE invitations SET secret_hash = $2 WHERE id = $1");

static enum fault set_hash(struct db *db, const struct invitation_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_set_hash);
    char derived[SECRET_TEXT_SIZE];
    const char *secret = unit->new->secret;
    uint8_t hash[HASH_BYTES];

    if (secret == NULL) {
        derive(unit->key, unit->id, unit->deed.when, derived);
        secret = derived;
    }
    hash_bytes(secret, strlen(secret), hash);
    secret_wipe(derived, sizeof(derived));
    stmt_int(s, unit->id);
    stmt_blob(s, hash, sizeof(hash));
    return stmt_run(s, err);
}

static enum fault note_invitation(struct db *db, const struct invitation_unit *unit,
                                  enum activity_kind kind, struct error *err)
{
    return activity_add(db, unit->deed, &(struct happening){.kind = kind, .number = unit->id}, err);
}

static enum fault add_invitation_unit(struct db *db, void *context, struct error *err)
{
    struct invitation_unit *unit = context;

    TRY(insert(db, unit, err));
    TRY(set_hash(db, unit, err));
    return note_invitation(db, unit, ACTIVITY_INVITED, err);
}

enum fault store_invitation_add(struct store *store, struct deed deed,
                                const struct invitation_new *invitation, int64_t *id,
                                struct error *err)
{
    struct invitation_unit unit = {.deed = deed, .new = invitation, .key = store_key(store)};

    TRY(store_act(store, deed, add_invitation_unit, &unit, err));
    *id = unit.id;
    return FAULT_NONE;
}

QUERY(sql_invitation_is_there, "SELECT 1 FROM invitations WHERE id = $1");
CHANGE(sql_invitation_revoke, TOPIC_NONE,
       "UPDATE invitations SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL");

static enum fault must_be_there(struct db *db, int64_t id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_is_there);
    bool row;

    stmt_int(s, id);
    TRY(stmt_row(s, &row, err));
    return row ? FAULT_NONE : error_set(err, FAULT_NOT_FOUND, "There is no such invitation.");
}

static enum fault revoke_unit(struct db *db, void *context, struct error *err)
{
    const struct invitation_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_revoke);

    TRY(must_be_there(db, unit->id, err));
    stmt_int(s, unit->id);
    stmt_int(s, unit->deed.when);
    TRY(stmt_run(s, err));
    return db_changes(db) == 0 ? FAULT_NONE
                               : note_invitation(db, unit, ACTIVITY_INVITATION_REVOKED, err);
}

enum fault store_invitation_revoke(struct store *store, struct deed deed, int64_t id,
                                   struct error *err)
{
    struct invitation_unit unit = {.deed = deed, .id = id};

    return store_act(store, deed, revoke_unit, &unit, err);
}

/* ---- joining --------------------------------------------------------------------------------
 */

enum fault invitation_over(const char *why, struct error *err)
{
    static const struct {
        const char *why, *detail;
    } reasons[] = {
        {"used_up", "Everybody whom this invitation was for has joined."},
        {"expired", "This invitation has ended."},
        {"revoked", "This invitation was taken back."},
        {"paused", "The club takes no new members at the moment."},
    };

    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (strcmp(reasons[i].why, why) == 0)
            error_set(err, FAULT_INVITATION_OVER, "%s", reasons[i].detail);
    error_param_text(err, "why", why);
    return FAULT_INVITATION_OVER;
}

CHANGE(sql_invitation_use, TOPIC_NONE,
       "UPDATE invitations SET uses = uses + 1"
       " WHERE id = $1 AND revoked_at IS NULL AND (max_uses IS NULL OR uses < max_uses)"
       " AND (expires_at IS NULL OR (expires_at > $2 AND created_at <= $3))");

enum fault invitation_use(struct db *db, struct arena *arena, int64_t id, int64_t now,
                          struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_invitation_use);
    struct invitation invitation;

    stmt_int(s, id);
    stmt_int(s, now);
    stmt_int(s, now + INVITATION_CLOCK_STEP);
    TRY(stmt_run(s, err));
    if (db_changes(db) > 0)
        return FAULT_NONE;
    TRY(invitation_by_id(db, arena, id, &invitation, err));
    return invitation_over(invitation_state_name(invitation_state(&invitation, now)), err);
}
