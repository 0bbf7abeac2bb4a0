#include "store/who_table.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_MIN = 64 };

static struct who_entry **hash_chain(const struct who_table *table, const uint8_t *hash)
{
    uint64_t start;

    memcpy(&start, hash, sizeof(start));
    return &table->by_hash[start & (table->capacity - 1)];
}

static struct who_entry **member_chain(const struct who_table *table, int64_t member_id)
{
    return &table->by_member[(uint64_t)member_id & (table->capacity - 1)];
}

struct who_entry *who_table_find(const struct who_table *table, const uint8_t *hash)
{
    struct who_entry *entry = table->count == 0 ? NULL : *hash_chain(table, hash);

    while (entry != NULL && memcmp(entry->credential.hash, hash, HASH_BYTES) != 0)
        entry = entry->next_by_hash;
    return entry;
}

static void chain_entry(const struct who_table *table, struct who_entry *entry)
{
    struct who_entry **hash = hash_chain(table, entry->credential.hash);
    struct who_entry **member = member_chain(table, entry->credential.member.id);

    entry->next_by_hash = *hash;
    *hash = entry;
    entry->next_by_member = *member;
    *member = entry;
}

static void grow(struct who_table *table)
{
    struct who_table larger = {.capacity =
                                   table->capacity == 0 ? CAPACITY_MIN : table->capacity * 2,
                               .count = table->count};

    larger.by_hash = calloc(larger.capacity, sizeof(struct who_entry *));
    larger.by_member = calloc(larger.capacity, sizeof(struct who_entry *));
    if (larger.by_hash == NULL || larger.by_member == NULL)
        abort();
    for (size_t i = 0; i < table->capacity; i++)
        for (struct who_entry *entry = table->by_hash[i], *next; entry != NULL; entry = next) {
            next = entry->next_by_hash;
            chain_entry(&larger, entry);
        }
    free(table->by_hash);
    free(table->by_member);
    *table = larger;
}

void who_table_add(struct who_table *table, struct who_entry *entry)
{
    if (table->count == table->capacity)
        grow(table);
    chain_entry(table, entry);
    table->count++;
}

static void unchain_hash(const struct who_table *table, const struct who_entry *entry)
{
    struct who_entry **at = hash_chain(table, entry->credential.hash);

    while (*at != entry)
        at = &(*at)->next_by_hash;
    *at = entry->next_by_hash;
}

struct who_entry *who_table_take(struct who_table *table, int64_t member_id)
{
    struct who_entry *taken = NULL,
                     **at = table->count == 0 ? NULL : member_chain(table, member_id);

    while (at != NULL && *at != NULL) {
        struct who_entry *entry = *at;

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

void who_entries_free(struct who_entry *entry)
{
    while (entry != NULL) {
        struct who_entry *next = entry->next_by_member;

        free((void *)(uintptr_t)entry->credential.member.name);
        free(entry);
        entry = next;
    }
}

void who_table_release(struct who_table *table)
{
    for (size_t i = 0; i < table->capacity; i++)
        who_entries_free(table->by_member[i]);
    free(table->by_hash);
    free(table->by_member);
}
