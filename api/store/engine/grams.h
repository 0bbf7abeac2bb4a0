/*
 * Which rows have a text in which a given one stands.
 *
 * DESIGN. The index knows the characters of each text: five in a row, three, two and one
 * (gram_forms.h). SQLite's FTS5 keeps it, by trigrams. A trigger may not write to it (the schema is
 * not trusted), so triggers note in gram_changes what a text was, and the writer brings the index
 * up to date before it commits.
 *
 * The texts are those of three views. Those of gram_texts are in the index under their ids: they
 * alone have five in a row, since whoever looks for a rare text can sort all that have it. Those
 * of gram_texts_below have a place as well, and stand below zero in the order in which a list wants
 * them, -(place * 2^32 + id): so a page of it is read from the index, and no more than a page.
 * Those of gram_texts_listed, which are those of gram_texts, stand below those as well, twice: in
 * the order of either list that has one of its own (engine/places.h).
 */
#ifndef MARQUEE_STORE_ENGINE_GRAMS_H
#define MARQUEE_STORE_ENGINE_GRAMS_H

#include "base/error.h"
#include "store/engine/db.h"
#include "store/engine/places.h"

/* Brings the index up to date with the texts that have changed; inside a transaction. */
enum fault grams_update(struct db *db, struct error *err);
/* The same in transactions of their own: of a database that is opened. */
enum fault grams_fill(struct db *db, struct error *err);

/*
 * The ids of rows of gram_texts that may hold `text`, which is not empty, from the highest below
 * `below` down, at most `limit`. All that hold it are among them, and a few that only have all its
 * parts.
 */
enum fault grams_find(struct db *db, const char *text, int64_t below, int64_t *ids, size_t limit,
                      size_t *count, struct error *err);

/* Where a row of gram_texts_below stands: from the highest place down, then from the highest id. */
struct gram_spot {
    int64_t place, id;
};

/*
 * The ids of rows of gram_texts_below that hold `text`, which is not empty, in their order: those
 * behind `before` whose place is `last` or higher, at most `limit`. Each was looked at, in one
 * statement.
 */
enum fault grams_find_below(struct db *db, const char *text, struct gram_spot before, int64_t last,
                            int64_t *ids, size_t limit, size_t *count, struct error *err);

/*
 * The ids of proposals that hold `text`, which is not empty, in the order of the list of which the
 * span is, at most `limit`. Each was looked at, in one statement.
 */
enum fault grams_find_listed(struct db *db, const char *text, struct place_span span, int64_t *ids,
                             size_t limit, size_t *count, struct error *err);

#endif
