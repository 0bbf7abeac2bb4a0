/*
 * A statement stands beside the function that runs it:
 *
 *     CHANGE(sql_member_remove, TOPIC_PAGE | TOPIC_MEMBERS, "DELETE FROM members WHERE id = $1");
 *
 *     auto_stmt struct stmt *s = db_stmt(db, &sql_member_remove);
 *
 * The linker puts all of them into one table, so that each connection keeps what it has prepared by
 * their places in it, and tests can look at all of them.
 *
 * The text stays in the common subset of SQLite 3.40 and PostgreSQL 15: $1 parameters in order,
 * UPSERT and RETURNING, integer times, no vendor functions. A test prepares each on both.
 */
#ifndef MARQUEE_STORE_ENGINE_STATEMENT_H
#define MARQUEE_STORE_ENGINE_STATEMENT_H

#include <stdbool.h>

struct statement {
    const char *name, *text;
    unsigned topics; /* what a change of it shows in: bits that mean nothing to the engine */
    bool is_engines; /* of SQLite's own, not for another engine */
};

/* Aligned by hand: otherwise the compiler may leave gaps between the rows. */
#define STATEMENT_DEFINE(symbol, ...)                                                              \
    static const struct statement symbol                                                           \
        __attribute__((section("statements"), aligned(_Alignof(struct statement)), used)) = {      \
            #symbol, __VA_ARGS__}

/* Reads; may run on a reader. */
#define QUERY(symbol, text) STATEMENT_DEFINE(symbol, text, 0, false)
/* Writes, inside a unit of work. */
#define CHANGE(symbol, topics, text) STATEMENT_DEFINE(symbol, text, topics, false)
/* Only the engine has it. */
#define ENGINE_STATEMENT(symbol, text) STATEMENT_DEFINE(symbol, text, 0, true)

/* The table: those of the files that the program links. The linker gives it these names. */
extern const struct statement __start_statements[], __stop_statements[];

#endif
