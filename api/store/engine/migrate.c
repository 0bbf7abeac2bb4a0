#include "store/engine/migrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "store/engine/backup.h"
#include "store/engine/schema.h"

/* All steps in one transaction: a crash leaves the version from before, or the wanted one. */
static enum fault run_steps(struct db *db, int version, int target, struct error *err)
{
    auto_strbuf struct strbuf sql;
    struct error ignored;
    enum fault fault;

    strbuf_init(&sql, 1024 * 1024);
    /* What a statement has changed so far stays in memory: as a file it could fail with SQLITE_FULL
     * where it ends at a whole part of it. */
    strbuf_addstr(&sql, "PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE;\n");
    for (; version < target; version++)
        strbuf_addstr(&sql, schema_migration(version + 1).up);
    for (; version > target; version--)
        strbuf_addstr(&sql, schema_migration(version).down);
    strbuf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                SCHEMA_APPLICATION_ID, target);
    fault = db_exec(db, sql.bytes, err);
    if (fault != FAULT_NONE)
        db_exec(db, "ROLLBACK", &ignored);
    return fault;
}

/* Where copies of the database at `path` go, and what their names begin with. */
static int copy_prefix(const char *path, const char *backup_dir, char prefix[PATH_MAX])
{
    const char *slash = strrchr(path, '/');

    if (*backup_dir == '\0')
        return snprintf(prefix, PATH_MAX, "%s", path);
    return snprintf(prefix, PATH_MAX, "%s/%s", backup_dir, slash == NULL ? path : slash + 1);
}

/* One for each database, so that the next copy removes what a killed one left; several databases of
 * one name may have their copies in one folder. */
static enum fault unfinished_name(const char *prefix, const char *path, char name[PATH_MAX],
                                  struct error *err)
{
    uint8_t hash[HASH_BYTES];
    char mark[9];

    hash_bytes(path, strlen(path), hash);
    hex_encode(hash, (sizeof(mark) - 1) / 2, mark);
    if (snprintf(name, PATH_MAX, "%s.unfinished-%s", prefix, mark) < PATH_MAX)
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID,
                     "The path of the copy is too long. Set MARQUEE_BACKUP_DIR to a shorter one.");
}

/* "club.db.v3-1795397721", the first such name that is free. */
static enum fault name_copy(const char *unfinished, const char *prefix, int version,
                            char backup[PATH_MAX], struct error *err)
{
    enum fault fault = FAULT_CONFLICT;

    for (int i = 0; fault == FAULT_CONFLICT; i++) {
        int length = snprintf(backup, PATH_MAX, "%s.v%d-%" PRId64 "%s%.0d", prefix, version,
                              clock_now(), i == 0 ? "" : "-", i);

        if (length >= PATH_MAX)
            return error_set(
                err, FAULT_INVALID,
                "The path of the copy is too long. Set MARQUEE_BACKUP_DIR to a shorter one.");
        fault = file_name(unfinished, backup, err);
    }
    return fault;
}

static enum fault copy_as(struct db *db, const char *unfinished, const char *prefix, int version,
                          char backup[PATH_MAX], struct error *err)
{
    struct error cause;
    enum fault fault;

    error_init(&cause);
    if (backup_begin(unfinished, &cause) != FAULT_NONE)
        return error_set(err, FAULT_INTERNAL, "No copy can be made, so nothing was changed. %.270s",
                         cause.detail);
    fault = backup_copy(db, unfinished, NULL, err);
    if (fault == FAULT_NONE)
        fault = name_copy(unfinished, prefix, version, backup, err);
    if (fault != FAULT_NONE)
        unlink(unfinished);
    return fault;
}

static enum fault back_up(struct db *db, const struct migrate *migrate, struct migrated *migrated,
                          struct error *err)
{
    char prefix[PATH_MAX], unfinished[PATH_MAX];

    if (!migrate->has_members)
        return FAULT_NONE;
    if (copy_prefix(migrate->path, migrate->backup_dir, prefix) >= PATH_MAX)
        return error_set(
            err, FAULT_INVALID,
            "The path of the copy is too long. Set MARQUEE_BACKUP_DIR to a shorter one.");
    TRY(unfinished_name(prefix, migrate->path, unfinished, err));
    return copy_as(db, unfinished, prefix, migrated->from, migrated->copy, err);
}

static enum fault check_target(const struct migrate *migrate, int version, struct error *err)
{
    if (version > schema_newest())
        return error_set(err, FAULT_CONFLICT,
                         "The database has schema version %d and this marquee knows up to %d. "
                         "Use the newer marquee. To go back, run its `marquee migrate to %d`.",
                         version, schema_newest(), schema_newest());
    if (migrate->target < 0 || migrate->target > schema_newest())
        return error_set(err, FAULT_INVALID, "There is no schema version %d, only 0 to %d.",
                         migrate->target, schema_newest());
    if (migrate->target == 0 && migrate->has_members)
        return error_set(err, FAULT_CONFLICT,
                         "Version 0 is an empty database, and this one has members. To start "
                         "over, set MARQUEE_DB to a new file.");
    return FAULT_NONE;
}

enum fault migrate_to(struct db *db, const struct migrate *migrate, struct migrated *migrated,
                      struct error *err)
{
    int version;

    TRY(schema_version(db, &version, err));
    TRY(check_target(migrate, version, err));
    *migrated = (struct migrated){.from = version, .to = migrate->target};
    if (version == migrate->target)
        return FAULT_NONE;
    TRY(back_up(db, migrate, migrated, err));
    return run_steps(db, version, migrate->target, err);
}
