/*
 * Which rows have a text in which a given one stands.
 *
 * DESIGN. The index knows the characters of each text: three in a row, and two and one, which stand
 * in it spread out: the 3-grams of "\1a\1b\1" are "\1a\1", "a\1b" and "\1b\1". SQLite's FTS5 keeps
 * it, by trigrams. A trigger may not write to it (the schema is not trusted), so triggers note in
 * gram_changes what a text was, and the writer brings the index up to date before it commits. The
 * texts are those of the view gram_texts, and those of gram_texts_below, under ids below zero.
 */
#ifndef MARQUEE_STORE_ENGINE_GRAMS_H
#define MARQUEE_STORE_ENGINE_GRAMS_H

#include "base/error.h"
#include "store/engine/db.h"

/* Brings the index up to date with the texts that have changed; inside a transaction. */
enum fault grams_update(struct db *db, struct error *err);
/* The same in transactions of their own: of a database that is opened. */
enum fault grams_fill(struct db *db, struct error *err);

/*
 * The ids above `above` of rows that may hold `text`, which is not empty, from the highest below
 * `below` down, at most `limit`. All that hold it are among them, and a few that only have all its
 * parts.
 */
enum fault grams_find(struct db *db, const char *text, int64_t above, int64_t below, int64_t *ids,
                      size_t limit, size_t *count, struct error *err);

#endif
