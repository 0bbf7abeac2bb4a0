/* For who.c: the credentials in memory, found by the hash of their secret, and by their member. */
#ifndef MARQUEE_STORE_WHO_TABLE_H
#define MARQUEE_STORE_WHO_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/credentials.h"

struct who_entry {
    struct credential credential; /* its member's name is ours */
    bool seen;                    /* last_seen_at is newer than the store's */
    struct who_entry *next_by_hash, *next_by_member;
};

/* Each entry is in a chain of both; the hash of a secret is random enough. All zero: empty. */
struct who_table {
    struct who_entry **by_hash, **by_member;
    size_t capacity; /* of either, a power of two; at least the count */
    size_t count;
};

/* NULL: it is nobody's. */
struct who_entry *who_table_find(const struct who_table *table, const uint8_t *hash);
/* Takes it over. */
void who_table_add(struct who_table *table, struct who_entry *entry);
/* Takes the member's out, chained as `by_member`. */
struct who_entry *who_table_take(struct who_table *table, int64_t member_id);
/* Frees those that are chained as `by_member`; and all that a table has. */
void who_entries_free(struct who_entry *entry);
void who_table_release(struct who_table *table);

#endif
