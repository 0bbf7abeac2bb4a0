/* What a connection and its statements are made of: for db.c and stmt.c alone. */
#ifndef MARQUEE_STORE_ENGINE_DB_INSIDE_H
#define MARQUEE_STORE_ENGINE_DB_INSIDE_H

#include <sqlite3.h>

#include "base/error.h"
#include "store/engine/statement.h"
#include "store/engine/touched.h"

struct stmt {
    struct db *db;
    const struct statement *statement;
    sqlite3_stmt *handle; /* NULL: it could not be prepared, and SQLite never sees it */
    int next_parameter;
    bool counted;
    bool is_taken; /* until the end of its scope */
};

struct db {
    sqlite3 *handle;
    unsigned topics; /* of what ran */
    struct touched touched;
    bool broken;
    int log_pages;       /* after the last commit; of a connection that checkpoints by hand */
    struct stmt stmts[]; /* by the place of the statement in the linker's table */
};

/* The one place where the engine's codes become ours: the last one of the connection. */
enum fault db_explain(struct db *db, struct error *err);

#endif
