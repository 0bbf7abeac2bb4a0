/*
 * DESIGN. One process writes (rule 11): the lock beside the database is taken before the database
 * is opened and given back after it is closed. Readers are opened when they are first needed and
 * kept; there are few, since most requests are answered from memory.
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/waiting.h"
#include "store/engine/grams.h"
#include "store/engine/lock.h"
#include "store/engine/restore.h"
#include "store/engine/schema.h"
#include "store/engine/verify.h"
#include "store/key_file.h"
#include "store/search_keys.h"

enum { QUICK_CHECK_MAX = 16 * 1024 * 1024 /* bytes of a file that is checked at every start */ };

struct store {
    char *path;
    int lock;
    uint8_t key[SECRET_BYTES];
    struct db *raw; /* only while no writer has it */
    struct writer *writer;
    pthread_mutex_t mutex;
    pthread_cond_t returned;
    struct db *idle[STORE_READERS_MAX];
    size_t idle_count, opened;
};

/* A damaged file is better found now than by the first voter; a large one would hold up the start.
 */
static enum fault check_file(struct store *store, struct error *err)
{
    struct stat file;
    struct error damage;

    error_init(&damage);
    if (stat(store->path, &file) != 0 || file.st_size > QUICK_CHECK_MAX ||
        verify_pages(store->raw, &damage) == FAULT_NONE)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%s is damaged. Set it aside and restore a backup.",
                     store->path);
}

/* Nobody else may read a new file at any moment: SQLite gives its other files the same mode. */
static enum fault make_file(struct store *store, struct error *err)
{
    int file = open(store->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (file < 0)
        return error_set(err, FAULT_INTERNAL,
                         "Can't open %s: %s. Run this as the user it belongs to.", store->path,
                         strerror(errno));
    close(file);
    return FAULT_NONE;
}

/* Looks as a reader first: a writer's settings change the file, and it may not be ours. */
static enum fault open_ours(struct store *store, struct error *err)
{
    struct db *db;
    enum fault fault;
    int version;

    TRY(db_open(store->path, DB_READER, &db, err));
    fault = schema_version(db, &version, err);
    db_close(db);
    TRY(fault);
    return db_open(store->path, DB_WRITER, &store->raw, err);
}

/* With the file's name, and what to do. FAULT_BUSY is that of the lock, and of nothing else. */
static enum fault explain_open(const char *path, enum fault fault, const char *cause,
                               struct error *err)
{
    switch (fault) {
    case FAULT_BUSY:
        return error_set(err, FAULT_INTERNAL, "%s: %s", path, cause);
    case FAULT_STORAGE_FULL:
        return error_set(err, fault, "%s: %s Make room. The database is unchanged.", path, cause);
    default:
        return error_set(err, fault, "%s: %s Restore a backup, or set MARQUEE_DB to another file.",
                         path, cause);
    }
}

enum fault store_look(const char *path, int *version, struct error *err)
{
    struct error cause;
    enum fault fault;
    struct db *db;

    if (access(path, R_OK | W_OK) != 0)
        return error_set(err, FAULT_INTERNAL,
                         "Can't open %s: %s. Set MARQUEE_DB to the database, and run this as the "
                         "user it belongs to.",
                         path, strerror(errno));
    error_init(&cause);
    fault = db_open(path, DB_READER, &db, &cause);
    if (fault != FAULT_NONE)
        return explain_open(path, fault, cause.detail, err);
    fault = schema_version(db, version, &cause);
    db_close(db);
    return fault == FAULT_NONE ? FAULT_NONE : explain_open(path, fault, cause.detail, err);
}

static enum fault open_raw(struct store *store, struct error *err)
{
    struct error cause;
    enum fault fault;

    TRY(lock_take(store->path, &store->lock, err));
    TRY(make_file(store, err));
    error_init(&cause);
    fault = open_ours(store, &cause);
    if (fault != FAULT_NONE)
        return explain_open(store->path, fault, cause.detail, err);
    chmod(store->path, 0600);
    return check_file(store, err);
}

enum fault store_open_raw(const char *path, struct store **out, struct error *err)
{
    struct store *store = calloc(1, sizeof(*store));
    enum fault fault;

    if (store == NULL)
        abort();
    store->path = file_full_path(path);
    pthread_mutex_init(&store->mutex, NULL);
    pthread_cond_init(&store->returned, NULL);
    fault = open_raw(store, err);
    if (fault != FAULT_NONE) {
        store_close(store);
        return fault;
    }
    *out = store;
    return FAULT_NONE;
}

enum fault store_migrate(struct store *store, const char *backup_dir, int target,
                         struct migrated *migrated, struct error *err)
{
    struct migrate migrate = {.path = store->path, .backup_dir = backup_dir, .target = target};

    TRY(census_has_members(store->raw, &migrate.has_members, err));
    TRY(census_may_become(store->raw, target, err));
    return migrate_to(store->raw, &migrate, migrated, err);
}

static enum fault check_copy(const char *path, void *context, struct error *err)
{
    return census_of_file(path, context, err);
}

enum fault store_restore(const char *path, const char *file, struct restored *restored,
                         struct error *err)
{
    struct restore restore = {.check = check_copy, .context = &restored->census};

    TRY(restore_database(path, file, &restore, err));
    memcpy(restored->kept, restore.kept, sizeof(restored->kept));
    return FAULT_NONE;
}

enum fault store_open(const char *path, const char *backup_dir, struct writer_hooks hooks,
                      struct store **out, struct migrated *migrated, struct error *err)
{
    struct store *store;
    struct db *db;
    enum fault fault;

    TRY(store_open_raw(path, &store, err));
    fault = store_migrate(store, backup_dir, schema_newest(), migrated, err);
    if (fault == FAULT_NONE)
        fault = search_keys_fill(store->raw, err);
    if (fault == FAULT_NONE)
        fault = grams_fill(store->raw, err);
    if (fault == FAULT_NONE)
        fault = key_file_open(store->path, store->key, err);
    if (fault == FAULT_NONE) {
        db = store->raw;
        store->raw = NULL;
        db_take_topics(db);
        fault = writer_open(db, hooks, &store->writer, err);
    }
    if (fault != FAULT_NONE) {
        store_close(store);
        return fault;
    }
    *out = store;
    return FAULT_NONE;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    for (size_t i = 0; i < store->idle_count; i++)
        db_close(store->idle[i]);
    writer_close(store->writer);
    db_close(store->raw);
    if (store->lock > 0)
        close(store->lock);
    pthread_cond_destroy(&store->returned);
    pthread_mutex_destroy(&store->mutex);
    secret_wipe(store->key, sizeof(store->key));
    free(store->path);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

const uint8_t *store_key(const struct store *store)
{
    return store->key;
}

struct db *store_raw_db(struct store *store)
{
    return store->raw;
}

/* With the mutex held: an idle reader, or NULL and the caller may open one more. */
static struct db *wait_for_reader(struct store *store)
{
    while (store->idle_count == 0 && store->opened == STORE_READERS_MAX)
        pthread_cond_wait(&store->returned, &store->mutex);
    if (store->idle_count > 0)
        return store->idle[--store->idle_count];
    store->opened++;
    return NULL;
}

enum fault store_reader(struct store *store, struct db **out, struct error *err)
{
    enum fault fault;
    struct db *db;

    waiting_check();
    pthread_mutex_lock(&store->mutex);
    db = wait_for_reader(store);
    pthread_mutex_unlock(&store->mutex);
    if (db == NULL) {
        fault = db_open(store->path, DB_READER, &db, err);
        if (fault != FAULT_NONE) {
            pthread_mutex_lock(&store->mutex);
            store->opened--;
            pthread_cond_signal(&store->returned);
            pthread_mutex_unlock(&store->mutex);
            return fault;
        }
    }
    *out = db;
    return FAULT_NONE;
}

void store_reader_done(struct store *store, struct db *db)
{
    if (db == NULL)
        return;
    pthread_mutex_lock(&store->mutex);
    store->idle[store->idle_count++] = db;
    pthread_cond_signal(&store->returned);
    pthread_mutex_unlock(&store->mutex);
}

enum fault store_write(struct store *store, writer_unit unit, void *context, struct error *err)
{
    return writer_run(store->writer, unit, context, err);
}

void store_post(struct store *store, struct writer_job *job)
{
    writer_post(store->writer, job);
}

struct store_counts store_count(struct store *store)
{
    struct store_counts counts = {.writer = writer_count(store->writer)};

    pthread_mutex_lock(&store->mutex);
    counts.readers_open = store->opened;
    counts.readers_idle = store->idle_count;
    pthread_mutex_unlock(&store->mutex);
    return counts;
}
