#include "store/who.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEEN_STEP = 60, /* seconds: a credential is noted as used at most this often */
    DAY = 24 * 60 * 60
};

struct entry {
    struct credential credential; /* its member's name is ours */
    bool seen;                    /* last_seen_at is newer than the store's */
};

/* Open addressing over a power of two, at most half full; the hash of a secret is random enough. */
struct who {
    pthread_mutex_t lock;
    struct entry *entries;
    size_t capacity, count;
};

enum { CAPACITY_MIN = 64 };

struct who *who_open(void)
{
    struct who *who = calloc(1, sizeof(*who));

    if (who == NULL)
        abort();
    pthread_mutex_init(&who->lock, NULL);
    return who;
}

static void free_entries(struct entry *entries, size_t capacity)
{
    for (size_t i = 0; i < capacity; i++)
        free((void *)(uintptr_t)entries[i].credential.member.name);
    free(entries);
}

void who_close(struct who *who)
{
    if (who == NULL)
        return;
    free_entries(who->entries, who->capacity);
    pthread_mutex_destroy(&who->lock);
    free(who);
}

/* The entry with this hash, or the free place where it belongs. */
static struct entry *slot(struct entry *entries, size_t capacity, const uint8_t *hash)
{
    uint64_t start;
    size_t i;

    memcpy(&start, hash, sizeof(start));
    for (i = start & (capacity - 1); entries[i].credential.member.name != NULL;
         i = (i + 1) & (capacity - 1))
        if (memcmp(entries[i].credential.hash, hash, HASH_BYTES) == 0)
            break;
    return &entries[i];
}

static void grow(struct who *table)
{
    size_t capacity = table->capacity == 0 ? CAPACITY_MIN : table->capacity * 2;
    struct entry *entries = calloc(capacity, sizeof(*entries));

    if (entries == NULL)
        abort();
    for (size_t i = 0; i < table->capacity; i++)
        if (table->entries[i].credential.member.name != NULL)
            *slot(entries, capacity, table->entries[i].credential.hash) = table->entries[i];
    free(table->entries);
    table->entries = entries;
    table->capacity = capacity;
}

static void add_credential(void *context, const struct credential *credential)
{
    struct who *table = context;
    struct entry *entry;

    if (table->count * 2 >= table->capacity)
        grow(table);
    entry = slot(table->entries, table->capacity, credential->hash);
    entry->credential = *credential;
    entry->credential.member.name = strdup(credential->member.name);
    if (entry->credential.member.name == NULL)
        abort();
    table->count++;
}

/* What was used since it was last written: the store does not know it yet. */
static void keep_seen(const struct who *old, struct who *fresh)
{
    for (size_t i = 0; i < old->capacity && fresh->count > 0; i++) {
        const struct credential *seen = &old->entries[i].credential;
        struct entry *entry;

        if (!old->entries[i].seen)
            continue;
        entry = slot(fresh->entries, fresh->capacity, seen->hash);
        if (entry->credential.member.name == NULL)
            continue;
        entry->credential.last_seen_at = seen->last_seen_at;
        entry->credential.expires_at = seen->expires_at;
        entry->seen = true;
    }
}

enum fault who_load(struct who *who, struct db *db, int64_t now, struct error *err)
{
    struct who fresh = {0};
    struct entry *old;
    size_t old_capacity;
    enum fault fault = credentials_all(db, now, add_credential, &fresh, err);

    if (fault != FAULT_NONE) {
        free_entries(fresh.entries, fresh.capacity);
        return fault;
    }
    pthread_mutex_lock(&who->lock);
    keep_seen(who, &fresh);
    old = who->entries;
    old_capacity = who->capacity;
    who->entries = fresh.entries;
    who->capacity = fresh.capacity;
    who->count = fresh.count;
    pthread_mutex_unlock(&who->lock);
    free_entries(old, old_capacity);
    return FAULT_NONE;
}

/* With the lock held. */
static bool identify(const struct entry *entry, struct arena *arena, int64_t now,
                     struct identity *identity)
{
    const struct credential *credential = &entry->credential;

    if (credential->member.name == NULL ||
        (credential->is_session && credential->expires_at <= now))
        return false;
    *identity = (struct identity){.member_id = credential->member.id,
                                  .name = arena_strdup(arena, credential->member.name),
                                  .color = credential->member.color,
                                  .state = credential->state,
                                  .role = credential->role,
                                  .scope = credential->scope,
                                  .session_id = credential->is_session ? credential->id : 0};
    identity->is_due = now >= credential->last_seen_at + SEEN_STEP;
    memcpy(identity->hash, credential->hash, HASH_BYTES);
    memcpy(identity->language, credential->language, sizeof(identity->language));
    return true;
}

bool who_find(struct who *who, struct arena *arena, const char *secret, int64_t now,
              struct identity *identity)
{
    uint8_t hash[HASH_BYTES];
    bool found = false;

    hash_bytes(secret, strlen(secret), hash);
    pthread_mutex_lock(&who->lock);
    if (who->count > 0)
        found = identify(slot(who->entries, who->capacity, hash), arena, now, identity);
    pthread_mutex_unlock(&who->lock);
    return found;
}

/* With the lock held. */
static bool note_use(struct entry *entry, int64_t now)
{
    struct credential *credential = &entry->credential;
    int64_t seen_before = credential->last_seen_at;

    if (credential->member.name == NULL || now < seen_before + SEEN_STEP)
        return false;
    credential->last_seen_at = now;
    credential->expires_at = now + SESSION_SECONDS;
    entry->seen = true;
    return now / DAY != seen_before / DAY;
}

bool who_used(struct who *who, const struct identity *identity, int64_t now)
{
    bool first_of_day = false;

    if (!identity->is_due)
        return false;
    pthread_mutex_lock(&who->lock);
    if (who->count > 0)
        first_of_day = note_use(slot(who->entries, who->capacity, identity->hash), now);
    pthread_mutex_unlock(&who->lock);
    return first_of_day;
}

size_t who_take_seen(struct who *who, struct credential_seen *seen, size_t room)
{
    size_t count = 0;

    pthread_mutex_lock(&who->lock);
    for (size_t i = 0; i < who->capacity && count < room; i++) {
        if (!who->entries[i].seen)
            continue;
        who->entries[i].seen = false;
        seen[count++] =
            (struct credential_seen){.id = who->entries[i].credential.id,
                                     .seen_at = who->entries[i].credential.last_seen_at,
                                     .is_session = who->entries[i].credential.is_session};
    }
    pthread_mutex_unlock(&who->lock);
    return count;
}
