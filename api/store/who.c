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

enum { DAY = 24 * 60 * 60, CAPACITY_MIN = 64 };

struct entry {
    struct credential credential; /* its member's name is ours */
    bool seen;                    /* last_seen_at is newer than the store's */
    struct entry *next_by_hash, *next_by_member;
};

/* Each entry is in a chain of both; the hash of a secret is random enough. */
struct table {
    struct entry **by_hash, **by_member;
    size_t capacity; /* of either, a power of two; at least the count */
    size_t count;
};

struct who {
    pthread_mutex_t lock;
    struct table table;
};

/* ---- the table ------------------------------------------------------------------------------- */

static struct entry **hash_chain(const struct table *table, const uint8_t *hash)
{
    uint64_t start;

    memcpy(&start, hash, sizeof(start));
    return &table->by_hash[start & (table->capacity - 1)];
}

static struct entry **member_chain(const struct table *table, int64_t member_id)
{
    return &table->by_member[(uint64_t)member_id & (table->capacity - 1)];
}

static struct entry *find_entry(const struct table *table, const uint8_t *hash)
{
    struct entry *entry = table->count == 0 ? NULL : *hash_chain(table, hash);

    while (entry != NULL && memcmp(entry->credential.hash, hash, HASH_BYTES) != 0)
        entry = entry->next_by_hash;
    return entry;
}

static void chain_entry(const struct table *table, struct entry *entry)
{
    struct entry **hash = hash_chain(table, entry->credential.hash);
    struct entry **member = member_chain(table, entry->credential.member.id);

    entry->next_by_hash = *hash;
    *hash = entry;
    entry->next_by_member = *member;
    *member = entry;
}

static void grow(struct table *table)
{
    struct table larger = {.capacity = table->capacity == 0 ? CAPACITY_MIN : table->capacity * 2,
                           .count = table->count};

    larger.by_hash = calloc(larger.capacity, sizeof(struct entry *));
    larger.by_member = calloc(larger.capacity, sizeof(struct entry *));
    if (larger.by_hash == NULL || larger.by_member == NULL)
        abort();
    for (size_t i = 0; i < table->capacity; i++)
        for (struct entry *entry = table->by_hash[i], *next; entry != NULL; entry = next) {
            next = entry->next_by_hash;
            chain_entry(&larger, entry);
        }
    free(table->by_hash);
    free(table->by_member);
    *table = larger;
}

static void add_entry(struct table *table, struct entry *entry)
{
    if (table->count == table->capacity)
        grow(table);
    chain_entry(table, entry);
    table->count++;
}

static void unchain_hash(const struct table *table, const struct entry *entry)
{
    struct entry **at = hash_chain(table, entry->credential.hash);

    while (*at != entry)
        at = &(*at)->next_by_hash;
    *at = entry->next_by_hash;
}

/* Takes the member's out, chained as `by_member`. */
static struct entry *take_entries(struct table *table, int64_t member_id)
{
    struct entry *taken = NULL, **at = table->count == 0 ? NULL : member_chain(table, member_id);

    while (at != NULL && *at != NULL) {
        struct entry *entry = *at;

        if (entry->credential.member.id != member_id) {
            at = &entry->next_by_member;
            continue;
        }
        *at = entry->next_by_member;
        unchain_hash(table, entry);
        table->count--;
        entry->next_by_member = taken;
        taken = entry;
    }
    return taken;
}

/* Those that are chained as `by_member`. */
static void free_entries(struct entry *entry)
{
    while (entry != NULL) {
        struct entry *next = entry->next_by_member;

        free((void *)(uintptr_t)entry->credential.member.name);
        free(entry);
        entry = next;
    }
}

static void free_table(struct table *table)
{
    for (size_t i = 0; i < table->capacity; i++)
        free_entries(table->by_member[i]);
    free(table->by_hash);
    free(table->by_member);
}

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
    free_table(&who->table);
    pthread_mutex_destroy(&who->lock);
    free(who);
}

static struct entry *new_entry(const struct credential *credential)
{
    struct entry *entry = calloc(1, sizeof(*entry));

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
    add_entry(context, new_entry(credential));
}

/* What was used since it was last written: the store does not know it yet. */
static void keep_seen(const struct entry *old, struct entry *fresh)
{
    if (old == NULL || fresh == NULL || !old->seen)
        return;
    fresh->credential.last_seen_at = old->credential.last_seen_at;
    fresh->credential.expires_at = old->credential.expires_at;
    fresh->seen = true;
}

static enum fault load_table(struct db *db, int64_t now, struct table *table, struct error *err)
{
    enum fault fault = credentials_all(db, now, add_credential, table, err);

    if (fault != FAULT_NONE) {
        free_table(table);
        *table = (struct table){0};
    }
    return fault;
}

enum fault who_load(struct who *who, struct db *db, int64_t now, struct error *err)
{
    struct table fresh = {0}, old;

    TRY(load_table(db, now, &fresh, err));
    pthread_mutex_lock(&who->lock);
    old = who->table;
    for (size_t i = 0; i < old.capacity; i++)
        for (const struct entry *entry = old.by_hash[i]; entry != NULL; entry = entry->next_by_hash)
            keep_seen(entry, find_entry(&fresh, entry->credential.hash));
    who->table = fresh;
    pthread_mutex_unlock(&who->lock);
    free_table(&old);
    return FAULT_NONE;
}

/* ---- following the changes ------------------------------------------------------------------- */

static void chain_credential(void *context, const struct credential *credential)
{
    struct entry **first = context, *entry = new_entry(credential);

    entry->next_by_member = *first;
    *first = entry;
}

/* The entries are the member's, chained as `by_member`. */
static void replace_entries(struct who *who, int64_t member_id, struct entry *fresh)
{
    struct entry *old;

    pthread_mutex_lock(&who->lock);
    for (struct entry *entry = fresh; entry != NULL; entry = entry->next_by_member)
        keep_seen(find_entry(&who->table, entry->credential.hash), entry);
    old = take_entries(&who->table, member_id);
    for (struct entry *next; fresh != NULL; fresh = next) {
        next = fresh->next_by_member;
        add_entry(&who->table, fresh);
    }
    pthread_mutex_unlock(&who->lock);
    free_entries(old);
}

static enum fault follow_member(struct who *who, struct db *db, int64_t member_id, int64_t now,
                                struct error *err)
{
    struct entry *fresh = NULL;
    enum fault fault = credentials_of(db, member_id, now, chain_credential, &fresh, err);

    if (fault != FAULT_NONE) {
        free_entries(fresh);
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
static bool has_all_of(const struct table *table, const struct table *other, int64_t now)
{
    for (size_t i = 0; i < other->capacity; i++)
        for (const struct entry *entry = other->by_hash[i]; entry != NULL;
             entry = entry->next_by_hash) {
            const struct entry *same = find_entry(table, entry->credential.hash);

            if (entry->credential.is_session && entry->credential.expires_at <= now)
                continue;
            if (same == NULL || !is_same(&same->credential, &entry->credential))
                return false;
        }
    return true;
}

enum fault who_agrees(struct who *who, struct db *db, int64_t now, bool *agrees, struct error *err)
{
    struct table fresh = {0};

    TRY(load_table(db, now, &fresh, err));
    pthread_mutex_lock(&who->lock);
    *agrees = has_all_of(&who->table, &fresh, now) && has_all_of(&fresh, &who->table, now);
    pthread_mutex_unlock(&who->lock);
    free_table(&fresh);
    return FAULT_NONE;
}

/* ---- who is asking --------------------------------------------------------------------------- */

/* With the lock held. */
static bool identify(const struct entry *entry, struct arena *arena, int64_t now,
                     struct identity *identity)
{
    const struct credential *credential;

    if (entry == NULL || (entry->credential.is_session && entry->credential.expires_at <= now))
        return false;
    credential = &entry->credential;
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
    return true;
}

bool who_find(struct who *who, struct arena *arena, const char *secret, int64_t now,
              struct identity *identity)
{
    uint8_t hash[HASH_BYTES];
    bool found;

    hash_bytes(secret, strlen(secret), hash);
    pthread_mutex_lock(&who->lock);
    found = identify(find_entry(&who->table, hash), arena, now, identity);
    pthread_mutex_unlock(&who->lock);
    return found;
}

/* With the lock held. */
static bool note_use(struct entry *entry, int64_t now)
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
    first_of_day = note_use(find_entry(&who->table, identity->hash), now);
    pthread_mutex_unlock(&who->lock);
    return first_of_day;
}

static void take_seen(struct entry *entry, struct credential_seen *seen, size_t room, size_t *count)
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
