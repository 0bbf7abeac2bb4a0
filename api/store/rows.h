/* What all nouns do with rows. */
#ifndef MARQUEE_STORE_ROWS_H
#define MARQUEE_STORE_ROWS_H

#include "base/arena.h"
#include "store/engine/db.h"
#include "store/topics.h"

/* A copy of a text column; NULL stays NULL. */
const char *row_text(struct stmt *s, int column, struct arena *arena);

/* The first column of the first row, or 0 when there is none. */
enum fault number_or_zero(struct stmt *s, int64_t *number, struct error *err);

/* Runs a statement whose parameters are one or two numbers. */
enum fault run_number(struct db *db, const struct statement *statement, int64_t number,
                      struct error *err);
enum fault run_numbers(struct db *db, const struct statement *statement, int64_t first,
                       int64_t second, struct error *err);
/* Runs a statement whose one parameter is a text. */
enum fault run_text(struct db *db, const struct statement *statement, const char *text,
                    struct error *err);

/* LIKE with everything in the text taken literally; NULL matches all. */
const char *like_pattern(struct arena *arena, const char *search);

#endif
