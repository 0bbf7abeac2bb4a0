/*
 * DESIGN. One process writes (rule 11): the database is held (engine/hold.h) before it is opened,
 * and given back after it is closed. Readers are opened when they are first needed and kept; there
 * are few, since most requests are answered from memory. None is opened once the path leads to
 * another database.
 */
#include "store/store.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/waiting.h"
#include "store/anew.h"
#include "store/engine/grams.h"
#include "store/engine/hold.h"
#include "store/engine/rescue.h"
#include "store/engine/restore.h"
#include "store/engine/schema.h"
#include "store/engine/verify.h"
#include "store/key_file.h"
#include "store/search_keys.h"

enum { QUICK_CHECK_MAX = 16 * 1024 * 1024 /* bytes of a file that is checked at every start */ };

struct store {
    struct hold *hold;
    char *backup_dir;
    struct writer_hooks hooks; /* of whoever opened it */
    atomic_bool moved;         /* seen by the writer, and all is saved */
    bool is_in_place;          /* and it was saved into the database itself */
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
    if (stat(hold_path(store->hold), &file) != 0 || file.st_size > QUICK_CHECK_MAX ||
        verify_pages(store->raw, &damage) == FAULT_NONE)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "%s is damaged. Set it aside and restore a backup.",
                     hold_path(store->hold));
}

/* Looks as a reader first: a writer's settings change the file, and it may not be ours, or not as
 * we made it. */
static enum fault open_ours(struct store *store, struct error *err)
{
    struct db *db;
    enum fault fault;
    int version;

    TRY(db_open(hold_path(store->hold), DB_READER, &db, err));
    fault = schema_version(db, &version, err);
    if (fault == FAULT_NONE && version <= schema_newest())
        fault = schema_compare(db, version, err);
    db_close(db);
    TRY(fault);
    return anew_open(hold_path(store->hold), version, &store->raw, err);
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

static enum fault open_raw(struct store *store, const char *path, struct error *err)
{
    struct error cause;
    enum fault fault;

    TRY(hold_take(path, HOLD_MAKE, &store->hold, err));
    error_init(&cause);
    fault = open_ours(store, &cause);
    if (fault != FAULT_NONE)
        return explain_open(hold_path(store->hold), fault, cause.detail, err);
    chmod(hold_path(store->hold), 0600);
    return check_file(store, err);
}

enum fault store_open_raw(const char *path, struct store **out, struct error *err)
{
    struct store *store = calloc(1, sizeof(*store));
    enum fault fault;

    if (store == NULL)
        abort();
    pthread_mutex_init(&store->mutex, NULL);
    pthread_cond_init(&store->returned, NULL);
    fault = open_raw(store, path, err);
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
    struct migrate migrate = {
        .path = hold_path(store->hold), .backup_dir = backup_dir, .target = target};

    TRY(census_has_members(store->raw, &migrate.has_members, err));
    TRY(census_may_become(store->raw, target, err));
    TRY(migrate_to(store->raw, &migrate, migrated, err));
    return hold_look(store->hold, err);
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
    restored->is_sealed = restore.is_sealed;
    return FAULT_NONE;
}

static void tell_committed(void *context, struct db *db, unsigned topics)
{
    struct store *store = context;

    store->hooks.committed(store->hooks.context, db, topics);
}

static void tell_broken(void *context)
{
    struct store *store = context;

    store->hooks.broken(store->hooks.context);
}

/* On the writer's thread, and once more at its close: if only the log was gone, somebody who
 * removes one file after the other may have come to the database itself by then. */
static void tell_moved(void *context, struct db *db, const struct error *why)
{
    struct store *store = context;
    bool again = atomic_load(&store->moved);

    if (again && (!store->is_in_place || hold_has_place(store->hold)))
        return;
    log_line(LOG_ERROR, "%s: %s Nothing is written from here on", hold_given(store->hold),
             why->detail);
    store->is_in_place = rescue(db, store->hold, store->backup_dir);
    atomic_store(&store->moved, true);
    if (!again && store->hooks.moved != NULL)
        store->hooks.moved(store->hooks.context, db, why);
}

static enum fault no_change(struct db *db, void *context, struct error *err)
{
    (void)db;
    (void)context;
    (void)err;
    return FAULT_NONE;
}

enum fault store_is_ours(struct store *store, struct error *err)
{
    struct error ignored;

    if (!atomic_load(&store->moved) && hold_look(store->hold, &ignored) == FAULT_NONE)
        return FAULT_NONE;
    return store_write(store, no_change, NULL, err);
}

/* Of a store that is about to be closed, readers first. */
static void look_once_more(struct store *store)
{
    struct error why;

    error_init(&why);
    if (store->writer != NULL)
        store_write(store, no_change, NULL, &why);
    else if (store->raw != NULL && hold_look(store->hold, &why) != FAULT_NONE)
        rescue(store->raw, store->hold, "");
}

static enum fault start_writer(struct store *store, struct error *err)
{
    struct writer_hooks hooks = {.context = store,
                                 .committed = tell_committed,
                                 .broken = tell_broken,
                                 .moved = tell_moved,
                                 .hasty = store->hooks.hasty};
    struct db *db = store->raw;

    store->raw = NULL;
    db_take_topics(db);
    return writer_open(db, store->hold, hooks, &store->writer, err);
}

enum fault store_open(const char *path, const char *backup_dir, struct writer_hooks hooks,
                      struct store **out, struct migrated *migrated, struct error *err)
{
    struct store *store;
    enum fault fault;

    TRY(store_open_raw(path, &store, err));
    store->hooks = hooks;
    store->backup_dir = strdup(backup_dir);
    if (store->backup_dir == NULL)
        abort();
    fault = store_migrate(store, backup_dir, schema_newest(), migrated, err);
    if (fault == FAULT_NONE)
        fault = search_keys_fill(store->raw, err);
    if (fault == FAULT_NONE)
        fault = grams_fill(store->raw, err);
    if (fault == FAULT_NONE)
        fault = key_file_open(hold_path(store->hold), store->key, err);
    if (fault == FAULT_NONE)
        fault = start_writer(store, err);
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
    look_once_more(store);
    for (size_t i = 0; i < store->idle_count; i++) {
        if (atomic_load(&store->moved))
            db_forsake(store->idle[i]);
        db_close(store->idle[i]);
    }
    writer_close(store->writer);
    db_close(store->raw);
    hold_release(store->hold);
    pthread_cond_destroy(&store->returned);
    pthread_mutex_destroy(&store->mutex);
    secret_wipe(store->key, sizeof(store->key));
    free(store->backup_dir);
    free(store);
}

const char *store_path(const struct store *store)
{
    return hold_path(store->hold);
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

/* Looked at twice, so that it is not the one that takes its place just then. */
static enum fault open_reader(struct store *store, struct db **db, struct error *err)
{
    enum fault fault;

    TRY(hold_look(store->hold, err));
    TRY(db_open(hold_path(store->hold), DB_READER, db, err));
    fault = hold_look(store->hold, err);
    if (fault == FAULT_NONE)
        return FAULT_NONE;
    db_forsake(*db);
    db_close(*db);
    return fault;
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
        fault = open_reader(store, &db, err);
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

enum fault store_write_large(struct store *store, writer_unit unit, void *context,
                             struct error *err)
{
    return writer_run_large(store->writer, unit, context, err);
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
