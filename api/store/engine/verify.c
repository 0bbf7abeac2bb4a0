#include "store/engine/verify.h"

#include "store/engine/migrate.h"

enum fault census_take(struct db *db, struct census *census, struct error *err)
{
    TRY(migrate_version(db, &census->version, err));
    if (census->version == 0)
        return error_set(err, FAULT_CONFLICT, "It is empty: there is no club in it.");
    if (census->version > migrate_newest())
        return error_set(err, FAULT_CONFLICT,
                         "It has schema version %d and this marquee knows up to %d. Use the newer "
                         "marquee.",
                         census->version, migrate_newest());
    TRY(db_number(db, "SELECT count(*) FROM members", &census->members, err));
    TRY(db_number(db, "SELECT count(*) FROM proposals", &census->proposals, err));
    return db_number(db, "SELECT count(*) FROM votes", &census->votes, err);
}

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

enum fault verify_counts(struct db *db, struct error *err)
{
    int64_t kept = 0, wrong = 0;

    TRY(db_number(db,
                  "SELECT count(*) FROM pragma_table_info('proposals') WHERE name = 'vote_count'",
                  &kept, err));
    if (kept == 0)
        return FAULT_NONE;
    TRY(db_number(db,
                  "SELECT count(*) FROM proposals p WHERE vote_count <>"
                  " (SELECT count(*) FROM votes WHERE proposal_id = p.id)",
                  &wrong, err));
    if (wrong == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%lld proposals have the wrong vote count.",
                     (long long)wrong);
}

static enum fault verify(struct db *db, struct census *census, struct error *err)
{
    TRY(census_take(db, census, err));
    TRY(verify_integrity(db, err));
    TRY(verify_references(db, err));
    return verify_counts(db, err);
}

enum fault verify_file(const char *path, struct census *census, struct error *err)
{
    struct db *db;
    enum fault fault;

    TRY(verify_open(path, &db, err));
    fault = verify(db, census, err);
    db_close(db);
    return fault;
}
