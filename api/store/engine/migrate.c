#include "store/engine/migrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/asset.h"
#include "base/auto.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "store/engine/backup.h"

enum { APPLICATION_ID = 0x4d525145 /* "MRQE" */ };

ASSET(0001_init_up);
ASSET(0001_init_down);
ASSET(0002_kept_counts_up);
ASSET(0002_kept_counts_down);
ASSET(0003_votes_version_up);
ASSET(0003_votes_version_down);
ASSET(0004_fetches_up);
ASSET(0004_fetches_down);
ASSET(0005_more_facts_up);
ASSET(0005_more_facts_down);
ASSET(0006_poster_images_up);
ASSET(0006_poster_images_down);
ASSET(0007_film_ids_up);
ASSET(0007_film_ids_down);
ASSET(0008_film_sources_up);
ASSET(0008_film_sources_down);
ASSET(0009_club_up);
ASSET(0009_club_down);
ASSET(0010_search_keys_up);
ASSET(0010_search_keys_down);
ASSET(0011_joins_up);
ASSET(0011_joins_down);

#define MIGRATION(version, name)                                                                   \
    {                                                                                              \
        version, #name, ASSET_TEXT(name##_up), ASSET_TEXT(name##_down)                             \
    }

static const struct migration table[] = {
    MIGRATION(1, 0001_init),          MIGRATION(2, 0002_kept_counts),
    MIGRATION(3, 0003_votes_version), MIGRATION(4, 0004_fetches),
    MIGRATION(5, 0005_more_facts),    MIGRATION(6, 0006_poster_images),
    MIGRATION(7, 0007_film_ids),      MIGRATION(8, 0008_film_sources),
    MIGRATION(9, 0009_club),          MIGRATION(10, 0010_search_keys),
    MIGRATION(11, 0011_joins),
};

const struct migration *migrations(size_t *count)
{
    *count = COUNT_OF(table);
    return table;
}

int migrate_newest(void)
{
    return table[COUNT_OF(table) - 1].version;
}

static enum fault is_empty(struct db *db, bool *empty, struct error *err)
{
    int64_t tables = 0;

    TRY(db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err));
    *empty = tables == 0;
    return FAULT_NONE;
}

enum fault migrate_version(struct db *db, int *version, struct error *err)
{
    int64_t id = 0, number = 0;
    bool empty;

    TRY(db_number(db, "PRAGMA application_id", &id, err));
    TRY(db_number(db, "PRAGMA user_version", &number, err));
    TRY(is_empty(db, &empty, err));
    if (!empty && id != APPLICATION_ID)
        return error_set(err, FAULT_CONFLICT, "This database belongs to another program.");
    *version = (int)number;
    return FAULT_NONE;
}

/* All steps in one transaction: a crash leaves the version from before, or the wanted one. */
static enum fault run_steps(struct db *db, int version, int target, struct error *err)
{
    auto_strbuf struct strbuf sql;
    struct error ignored;
    enum fault fault;

    strbuf_init(&sql, 1024 * 1024);
    strbuf_addstr(&sql, "BEGIN IMMEDIATE;\n");
    for (; version < target; version++)
        strbuf_addstr(&sql, table[version].up);
    for (; version > target; version--)
        strbuf_addstr(&sql, table[version - 1].down);
    strbuf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                APPLICATION_ID, target);
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
    struct census census;
    struct error cause;
    enum fault fault;

    error_init(&cause);
    if (backup_begin(unfinished, &cause) != FAULT_NONE)
        return error_set(err, FAULT_INTERNAL, "No copy can be made, so nothing was changed. %.270s",
                         cause.detail);
    fault = backup_copy(db, unfinished, NULL, &census, err);
    if (fault == FAULT_NONE)
        fault = name_copy(unfinished, prefix, version, backup, err);
    if (fault != FAULT_NONE)
        unlink(unfinished);
    return fault;
}

static enum fault back_up(struct db *db, const char *path, const char *backup_dir, int version,
                          char backup[PATH_MAX], struct error *err)
{
    char prefix[PATH_MAX], unfinished[PATH_MAX];
    int64_t members = 0;

    if (version == 0)
        return FAULT_NONE;
    TRY(db_number(db, "SELECT count(*) FROM members", &members, err));
    if (members == 0)
        return FAULT_NONE;
    if (copy_prefix(path, backup_dir, prefix) >= PATH_MAX)
        return error_set(
            err, FAULT_INVALID,
            "The path of the copy is too long. Set MARQUEE_BACKUP_DIR to a shorter one.");
    TRY(unfinished_name(prefix, path, unfinished, err));
    return copy_as(db, unfinished, prefix, version, backup, err);
}

static enum fault check_target(struct db *db, int version, int target, struct error *err)
{
    int64_t members = 0;

    if (version > migrate_newest())
        return error_set(err, FAULT_CONFLICT,
                         "The database has schema version %d and this marquee knows up to %d. "
                         "Use the newer marquee. To go back, run its `marquee migrate to %d`.",
                         version, migrate_newest(), migrate_newest());
    if (target < 0 || target > migrate_newest())
        return error_set(err, FAULT_INVALID, "There is no schema version %d, only 0 to %d.", target,
                         migrate_newest());
    if (target > 0 || version == 0)
        return FAULT_NONE;
    TRY(db_number(db, "SELECT count(*) FROM members", &members, err));
    if (members > 0)
        return error_set(err, FAULT_CONFLICT,
                         "Version 0 is an empty database, and this one has members. To start "
                         "over, set MARQUEE_DB to a new file.");
    return FAULT_NONE;
}

enum fault migrate_to(struct db *db, const char *path, const char *backup_dir, int target,
                      char backup[PATH_MAX], struct error *err)
{
    int version;

    TRY(migrate_version(db, &version, err));
    TRY(check_target(db, version, target, err));
    backup[0] = '\0';
    if (version == target)
        return FAULT_NONE;
    TRY(back_up(db, path, backup_dir, version, backup, err));
    return run_steps(db, version, target, err);
}
