#include "moving/taking_parts.h"

#include <stdlib.h>
#include <string.h>

static const char noun_known[] = "home_media, not watched";

/* What is only known becomes a screening once it's watched, so it's another thing then. */
static const char *noun_of(const struct taking *taking, enum old_table table, size_t row)
{
    return table == OLD_MEDIA && !old_media(taking->club)[row].watched ? noun_known
                                                                       : old_table_name(table);
}

enum fault taking_note(struct taking *taking, struct db *db, enum old_table table, size_t row,
                       struct verdict verdict, struct error *err)
{
    taking->taken->rows[table][row] = verdict;
    if (verdict.outcome == ROW_LEFT)
        return FAULT_NONE;
    return imported_add(
        db, taking->club->source, noun_of(taking, table, row),
        (struct imported){.key = old_row_key(taking->club, table, row), .id = verdict.id}, err);
}

static int compare_key(const void *key, const void *row)
{
    const int64_t a = *(const int64_t *)key, b = *(const int64_t *)row;

    return (a > b) - (a < b);
}

int64_t taking_find(const struct taking *taking, enum old_table table, int64_t key, size_t *row)
{
    const struct old_rows *rows = &taking->club->tables[table];
    const size_t size = old_row_size(table);
    const char *found =
        rows->count == 0 ? NULL : bsearch(&key, rows->items, rows->count, size, compare_key);

    if (found == NULL)
        return 0;
    *row = (size_t)(found - (const char *)rows->items) / size;
    return taking->taken->rows[table][*row].id;
}

bool taking_is_here(const struct taking *taking, enum old_table table, size_t row)
{
    return taking->taken->rows[table][row].outcome == ROW_HERE;
}

/* The key of a text may be many times as long as the text. */
enum fault taking_must_fit(const struct taking *taking, struct error *err)
{
    enum { ROOM = 48 * 1024 * 1024 /* the rest of ARENA_MAX is for one text, and for the work */ };

    return taking->arena->total < ROOM
               ? FAULT_NONE
               : error_set(err, FAULT_MALFORMED, "There is too much text in names and titles.");
}

int64_t taking_moment(const struct taking *taking, int64_t when)
{
    return when > 0 && when <= taking->now ? when : taking->now;
}

/* What came with an earlier run may be gone by now, or one with another. Members are looked for
 * where rows refer to them. */
static enum fault find_now(struct db *db, enum old_table table, const char *noun, int64_t *id,
                           struct error *err)
{
    if (table == OLD_PROPOSALS)
        return proposal_joined(db, id, err);
    if (table != OLD_MEDIA)
        return FAULT_NONE;
    return noun == noun_known ? film_still(db, id, err) : screening_still(db, id, err);
}

/* Both lists are in the order of their keys. */
static enum fault mark_noun(struct taking *taking, struct db *db, enum old_table table,
                            const char *noun, struct error *err)
{
    const size_t rows = taking->club->tables[table].count;
    struct imported *here;
    size_t count, at = 0;

    TRY(imported_rows(db, taking->arena, taking->club->source, noun, &here, &count, err));
    for (size_t row = 0; row < rows && count > 0; row++) {
        const int64_t key = old_row_key(taking->club, table, row);

        while (at < count && here[at].key < key)
            at++;
        if (at == count || here[at].key != key || strcmp(noun_of(taking, table, row), noun) != 0)
            continue;
        TRY(find_now(db, table, noun, &here[at].id, err));
        taking->taken->rows[table][row] = (struct verdict){.outcome = ROW_HERE, .id = here[at].id};
    }
    return FAULT_NONE;
}

enum fault taking_mark_here(struct taking *taking, struct db *db, struct error *err)
{
    for (enum old_table table = 0; table < OLD_TABLES; table++)
        TRY(mark_noun(taking, db, table, old_table_name(table), err));
    return mark_noun(taking, db, OLD_MEDIA, noun_known, err);
}
