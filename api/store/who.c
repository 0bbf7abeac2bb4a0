/*
 * DESIGN. A commit that touched credentials says whose (db_touch). Only theirs are read
 * again, at most some dozens, however large the club is; a commit that names nobody, or very many,
 * has all of them read. Debug builds compare all of it with the database after each such commit
 * (who_agrees), so that no test passes by a change that forgot to say whose it is.
 */
#include "store/who.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/who_table.h"

struct who {
    pthread_mutex_t lock;
    struct who_table table;
};

/* ---- opening and loading --------------------------------------------------------------------- */

struct who *who_open(void)
{
    struct who *who = calloc(1, sizeof(*who));

    if (who == NULL)
        abort();
    pthread_mutex_init(&who->lock, NULL);
    return who;
}

void who_close(struct who *who)
{
    if (who == NULL)
        return;
    who_table_release(&who->table);
    pthread_mutex_destroy(&who->lock);
    free(who);
}

static struct who_entry *new_entry(const struct credential *credential)
{
    struct who_entry *entry = calloc(1, sizeof(*entry));

    if (entry == NULL)
        abort();
    entry->credential = *credential;
    entry->credential.member.name = strdup(credential->member.name);
    if (entry->credential.member.name == NULL)
        abort();
    return entry;
}

static void add_credential(void *context, const struct credential *credential)
{
    who_table_add(context, new_entry(credential));
}

/* What was used since it was last written: the store does not know it yet. */
static void keep_seen(const struct who_entry *old, struct who_entry *fresh)
{
    if (old == NULL || fresh == NULL || !old->seen)
        return;
    fresh->credential.last_seen_at = old->credential.last_seen_at;
    fresh->credential.expires_at = old->credential.expires_at;
    fresh->seen = true;
}

static enum fault load_table(struct db *db, int64_t now, struct who_table *table, struct error *err)
{
    enum fault fault = credentials_all(db, now, add_credential, table, err);

    if (fault != FAULT_NONE) {
        who_table_release(table);
        *table = (struct who_table){0};
    }
    return fault;
}

enum fault who_load(struct who *who, struct db *db, int64_t now, struct error *err)
{
    struct who_table fresh = {0}, old;

    TRY(load_table(db, now, &fresh, err));
    pthread_mutex_lock(&who->lock);
    old = who->table;
    for (size_t i = 0; i < old.capacity; i++)
        for (const struct who_entry *entry = old.by_hash[i]; entry != NULL;
             entry = entry->next_by_hash)
            keep_seen(entry, who_table_find(&fresh, entry->credential.hash));
    who->table = fresh;
    pthread_mutex_unlock(&who->lock);
    who_table_release(&old);
    return FAULT_NONE;
}

/* ---- following the changes ------------------------------------------------------------------- */

static void chain_credential(void *context, const struct credential *credential)
{
    struct who_entry **first = context, *entry = new_entry(credential);

    entry->next_by_member = *first;
    *first = entry;
}

/* The entries are the member's, chained as `by_member`. */
static void replace_entries(struct who *who, int64_t member_id, struct who_entry *fresh)
{
    struct who_entry *old;

    pthread_mutex_lock(&who->lock);
    for (struct who_entry *entry = fresh; entry != NULL; entry = entry->next_by_member)
        keep_seen(who_table_find(&who->table, entry->credential.hash), entry);
    old = who_table_take(&who->table, member_id);
    for (struct who_entry *next; fresh != NULL; fresh = next) {
        next = fresh->next_by_member;
        who_table_add(&who->table, fresh);
    }
    pthread_mutex_unlock(&who->lock);
    who_entries_free(old);
}

static enum fault follow_member(struct who *who, struct db *db, int64_t member_id, int64_t now,
                                struct error *err)
{
    struct who_entry *fresh = NULL;
    enum fault fault = credentials_of(db, member_id, now, chain_credential, &fresh, err);

    if (fault != FAULT_NONE) {
        who_entries_free(fresh);
        return fault;
    }
    replace_entries(who, member_id, fresh);
    return FAULT_NONE;
}

enum fault who_follow(struct who *who, struct db *db, int64_t now, struct error *err)
{
    const struct touched touched = credentials_take_touched(db);

    if (touched.count == 0 || touched.too_many)
        return who_load(who, db, now, err);
    for (size_t i = 0; i < touched.count; i++)
        TRY(follow_member(who, db, touched.ids[i], now, err));
    return FAULT_NONE;
}

/* But for when they were used, which the store learns later. */
static bool is_same(const struct credential *a, const struct credential *b)
{
    return a->id == b->id && a->is_session == b->is_session && a->scope == b->scope &&
           a->member.id == b->member.id && strcmp(a->member.name, b->member.name) == 0 &&
           a->member.color == b->member.color && a->role == b->role && a->state == b->state &&
           strcmp(a->language, b->language) == 0;
}

/* A session that is over may have stayed until it is next looked at. */
static bool has_all_of(const struct who_table *table, const struct who_table *other, int64_t now)
{
    for (size_t i = 0; i < other->capacity; i++)
        for (const struct who_entry *entry = other->by_hash[i]; entry != NULL;
             entry = entry->next_by_hash) {
            const struct who_entry *same = who_table_find(table, entry->credential.hash);

            if (entry->credential.is_session && entry->credential.expires_at <= now)
                continue;
            if (same == NULL || !is_same(&same->credential, &entry->credential))
                return false;
        }
    return true;
}

enum fault who_agrees(struct who *who, struct db *db, int64_t now, bool *agrees, struct error *err)
{
    struct who_table fresh = {0};

    TRY(load_table(db, now, &fresh, err));
    pthread_mutex_lock(&who->lock);
    *agrees = has_all_of(&who->table, &fresh, now) && has_all_of(&fresh, &who->table, now);
    pthread_mutex_unlock(&who->lock);
    who_table_release(&fresh);
    return FAULT_NONE;
}

/* ---- who is asking --------------------------------------------------------------------------- */

/* With the lock held. NULL: it opens nothing. */
static const struct credential *find_credential(const struct who *who, const uint8_t *hash,
                                                int64_t now)
{
    const struct who_entry *entry = who_table_find(&who->table, hash);

    return entry == NULL || (entry->credential.is_session && entry->credential.expires_at <= now)
               ? NULL
               : &entry->credential;
}

/* With the lock held. */
static void identify(const struct credential *credential, struct arena *arena, int64_t now,
                     struct identity *identity)
{
    *identity = (struct identity){.member_id = credential->member.id,
                                  .name = arena_strdup(arena, credential->member.name),
                                  .color = credential->member.color,
                                  .state = credential->state,
                                  .role = credential->role,
                                  .scope = credential->scope,
                                  .session_id = credential->is_session ? credential->id : 0};
    identity->is_due = credential_is_due(credential->last_seen_at, now);
    memcpy(identity->hash, credential->hash, HASH_BYTES);
    memcpy(identity->language, credential->language, sizeof(identity->language));
}

bool who_find(struct who *who, struct arena *arena, const char *secret, int64_t now,
              struct identity *identity)
{
    const struct credential *credential;
    uint8_t hash[HASH_BYTES];

    hash_bytes(secret, strlen(secret), hash);
    pthread_mutex_lock(&who->lock);
    credential = find_credential(who, hash, now);
    if (credential != NULL)
        identify(credential, arena, now, identity);
    pthread_mutex_unlock(&who->lock);
    return credential != NULL;
}

bool who_holds(struct who *who, const uint8_t hash[HASH_BYTES], int64_t now,
               enum member_state *state)
{
    const struct credential *credential;

    pthread_mutex_lock(&who->lock);
    credential = find_credential(who, hash, now);
    if (credential != NULL)
        *state = credential->state;
    pthread_mutex_unlock(&who->lock);
    return credential != NULL;
}

/* With the lock held. */
static bool note_use(struct who_entry *entry, int64_t now)
{
    int64_t seen_before = entry == NULL ? now : entry->credential.last_seen_at;

    if (!credential_is_due(seen_before, now))
        return false;
    entry->credential.last_seen_at = now;
    entry->credential.expires_at = now + SESSION_SECONDS;
    entry->seen = true;
    return now / DAY != seen_before / DAY;
}

bool who_used(struct who *who, const struct identity *identity, int64_t now)
{
    bool first_of_day;

    if (!identity->is_due)
        return false;
    pthread_mutex_lock(&who->lock);
    first_of_day = note_use(who_table_find(&who->table, identity->hash), now);
    pthread_mutex_unlock(&who->lock);
    return first_of_day;
}

static void take_seen(struct who_entry *entry, struct credential_seen *seen, size_t room,
                      size_t *count)
{
    for (; entry != NULL && *count < room; entry = entry->next_by_hash) {
        if (!entry->seen)
            continue;
        entry->seen = false;
        seen[(*count)++] = (struct credential_seen){.id = entry->credential.id,
                                                    .seen_at = entry->credential.last_seen_at,
                                                    .is_session = entry->credential.is_session};
    }
}

size_t who_take_seen(struct who *who, struct credential_seen *seen, size_t room)
{
    size_t count = 0;

    pthread_mutex_lock(&who->lock);
    for (size_t i = 0; i < who->table.capacity && count < room; i++)
        take_seen(who->table.by_hash[i], seen, room, &count);
    pthread_mutex_unlock(&who->lock);
    return count;
}
