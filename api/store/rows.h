/* What all nouns do with rows. */
#ifndef MARQUEE_STORE_ROWS_H
#define MARQUEE_STORE_ROWS_H

#include "base/arena.h"
#include "domain/member.h"
#include "store/engine/db.h"
#include "store/topics.h"

/* A copy of a text column; NULL stays NULL. */
const char *row_text(struct stmt *s, int column, struct arena *arena);

/* A member of three columns, from this one on: id, name, color. */
struct person row_person(struct stmt *s, int column, struct arena *arena);

/* The first column of the first row, or 0 when there is none. */
enum fault number_or_zero(struct stmt *s, int64_t *number, struct error *err);

/* Runs it. `*is_new`: it has changed something. */
enum fault run_new(struct db *db, struct stmt *s, bool *is_new, struct error *err);

/* Runs a statement whose parameters are one or two numbers. */
enum fault run_number(struct db *db, const struct statement *statement, int64_t number,
                      struct error *err);
enum fault run_numbers(struct db *db, const struct statement *statement, int64_t first,
                       int64_t second, struct error *err);
/* Runs a statement whose one parameter is a text. */
enum fault run_text(struct db *db, const struct statement *statement, const char *text,
                    struct error *err);

/* FAULT_PRECONDITION unless what is there now has the version that was expected. */
enum fault version_must_be(int64_t expected, int64_t version, struct error *err);

/* A hundred parameters, $1 to $100, for ids that come together. */
enum { IDS_MAX = 100 };
#define IDS_10(n)                                                                                  \
    "$" #n "1, $" #n "2, $" #n "3, $" #n "4, $" #n "5, $" #n "6, $" #n "7, $" #n "8, $" #n "9, "
#define IDS_100                                                                                    \
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, " IDS_10(1) IDS_10(2) IDS_10(3) IDS_10(4) IDS_10(5)      \
        IDS_10(6) IDS_10(7) IDS_10(8)                                                              \
            IDS_10(9) "$10, $20, $30, $40, $50, $60, $70, $80, $90, $100)"
/* Binds so many of them, and leaves the others null. */
void stmt_ids(struct stmt *s, const int64_t *ids, size_t count);

/* LIKE with everything in the text taken literally; NULL matches all. */
const char *like_pattern(struct arena *arena, const char *search);

/* The database answers. */
enum fault db_ping(struct db *db, struct error *err);

#endif
