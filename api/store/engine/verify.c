#include "store/engine/verify.h"

enum fault verify_open(const char *path, struct db **out, struct error *err)
{
    enum fault fault;

    TRY(db_open(path, DB_READER, out, err));
    fault = db_exec(*out, "PRAGMA cache_size = -65536", err);
    if (fault != FAULT_NONE)
        db_close(*out);
    return fault;
}

static enum fault is_ok(struct db *db, const char *sql, struct error *err)
{
    int64_t ok = 0;

    TRY(db_number(db, sql, &ok, err));
    return ok == 1 ? FAULT_NONE : error_set(err, FAULT_INTERNAL, "The database is damaged.");
}

enum fault verify_pages(struct db *db, struct error *err)
{
    return is_ok(db, "SELECT quick_check = 'ok' FROM pragma_quick_check(1)", err);
}

enum fault verify_integrity(struct db *db, struct error *err)
{
    return is_ok(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)", err);
}

enum fault verify_references(struct db *db, struct error *err)
{
    int64_t count = 0;

    TRY(db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &count, err));
    if (count == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%lld rows refer to something that is missing.",
                     (long long)count);
}
