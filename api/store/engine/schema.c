#include "store/engine/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/asset.h"

ASSET(schema_sql);
ASSETS(migrations); /* by their names, so that each version has its .down.sql before its .up.sql */

int schema_newest(void)
{
    return (int)(asset_migrations_count / 2);
}

struct migration schema_migration(int version)
{
    const struct asset *down = &asset_migrations[2 * (version - 1)], *up = down + 1;
    struct migration migration = {.up = up->bytes, .down = down->bytes};

    snprintf(migration.name, sizeof(migration.name), "%.*s", (int)strcspn(up->name, "."), up->name);
    return migration;
}

/* ---- as the migrations make it ---------------------------------------------------------------*/

/* FTS5 decides how its own tables are made, and SQLite whether it notes statistics (sqlite_stat1)
 * or numbers it has given (sqlite_sequence). */
ENGINE_STATEMENT(sql_schema_parts,
                 "SELECT name, type, CASE WHEN name LIKE 'grams!_%' ESCAPE '!' THEN ''"
                 " ELSE coalesce(sql, '') END FROM sqlite_schema"
                 " WHERE name NOT LIKE 'sqlite!_s%' ESCAPE '!' AND NOT (type IN ('table', 'index')"
                 " AND tbl_name LIKE 'kept!_%' ESCAPE '!') ORDER BY name, type");

static enum fault run_migrations(struct db *db, int version, struct error *err)
{
    for (int i = 1; i <= version; i++)
        TRY(db_exec(db, schema_migration(i).up, err));
    return FAULT_NONE;
}

/* At the newest version: what they come to (test_schema). */
static enum fault run_outcome(struct db *db, int version, struct error *err)
{
    (void)version;
    return db_exec(db, ASSET_TEXT(schema_sql), err);
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '"';
}

/* Blanks and the quotes of names don't count: SQLite writes some anew when a table is renamed. */
static bool is_same_sql(const char *one, const char *other)
{
    do {
        while (is_white(*one))
            one++;
        while (is_white(*other))
            other++;
        if (*one != *other)
            return false;
        other++;
    } while (*one++ != '\0');
    return true;
}

/* The next part of each, in the order of their names; NULL behind the last. */
struct parts {
    struct stmt *expected, *found;
    bool has_expected, has_found;
};

/* Below zero: the expected one is not there. Above: the one that was found is not ours. */
static int compare_parts(const struct parts *parts)
{
    int order;

    if (!parts->has_expected || !parts->has_found)
        return parts->has_expected ? -1 : 1;
    order = strcmp(stmt_col_text(parts->expected, 0), stmt_col_text(parts->found, 0));
    return order != 0 ? order
                      : strcmp(stmt_col_text(parts->expected, 1), stmt_col_text(parts->found, 1));
}

static enum fault explain_part(const struct parts *parts, int order, struct error *err)
{
    struct stmt *part = order > 0 ? parts->found : parts->expected;

    return error_set(err, FAULT_INTERNAL,
                     order < 0   ? "The %s %.100s is missing."
                     : order > 0 ? "It has a %s that Marquee did not make: %.100s."
                                 : "The %s %.100s is not as Marquee made it.",
                     stmt_col_text(part, 1), stmt_col_text(part, 0));
}

static enum fault compare_all(struct parts *parts, struct error *err)
{
    for (;;) {
        int order;

        TRY(stmt_row(parts->expected, &parts->has_expected, err));
        TRY(stmt_row(parts->found, &parts->has_found, err));
        if (!parts->has_expected && !parts->has_found)
            return FAULT_NONE;
        order = compare_parts(parts);
        if (order != 0 ||
            !is_same_sql(stmt_col_text(parts->expected, 2), stmt_col_text(parts->found, 2)))
            return explain_part(parts, order, err);
    }
}

static enum fault compare_with(struct db *expected, struct db *db, struct error *err)
{
    auto_stmt struct stmt *ours = db_stmt(expected, &sql_schema_parts);
    auto_stmt struct stmt *theirs = db_stmt(db, &sql_schema_parts);

    return compare_all(&(struct parts){.expected = ours, .found = theirs}, err);
}

static enum fault compare_with_made(enum fault (*make)(struct db *, int, struct error *),
                                    struct db *db, int version, struct error *err)
{
    struct db *expected;
    enum fault fault;

    TRY(db_open_memory(&expected, err));
    fault = make(expected, version, err);
    if (fault == FAULT_NONE)
        fault = compare_with(expected, db, err);
    db_close(expected);
    return fault;
}

/* Nearly every start finds the newest version. All migrations together take five times as long as
 * what they come to; they have the last word. */
enum fault schema_compare(struct db *db, int version, struct error *err)
{
    struct error ignored;

    error_init(&ignored);
    if (version == schema_newest() &&
        compare_with_made(run_outcome, db, version, &ignored) == FAULT_NONE)
        return FAULT_NONE;
    return compare_with_made(run_migrations, db, version, err);
}

/* ---- its version -----------------------------------------------------------------------------*/

static enum fault is_empty(struct db *db, bool *empty, struct error *err)
{
    int64_t tables = 0;

    TRY(db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err));
    *empty = tables == 0;
    return FAULT_NONE;
}

enum fault schema_version(struct db *db, int *version, struct error *err)
{
    int64_t id = 0, number = 0;
    bool empty;

    TRY(db_number(db, "PRAGMA application_id", &id, err));
    TRY(db_number(db, "PRAGMA user_version", &number, err));
    TRY(is_empty(db, &empty, err));
    if (!empty && id != SCHEMA_APPLICATION_ID)
        return error_set(err, FAULT_CONFLICT, "This database belongs to another program.");
    *version = (int)number;
    return FAULT_NONE;
}
