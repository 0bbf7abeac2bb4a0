#include "support/world.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/secret.h"
#include "store/topics.h"
#include "store/who.h"

enum { ROOM = 1 << 30 /* bytes */, WORLD_NOW = 1700000000 /* for whoever follows */ };

static void committed(void *context, struct db *db, unsigned topics)
{
    struct world *world = context;
    struct error err;

    error_init(&err);
    if (world->who != NULL && (topics & TOPIC_CREDENTIALS) != 0 &&
        who_follow(world->who, db, WORLD_NOW, &err) != FAULT_NONE)
        abort();
    atomic_fetch_or(&world->topics, topics);
    atomic_fetch_add(&world->commits, 1);
}

static void broken(void *context)
{
    (void)context;
    print_error("The disk did not confirm a write.\n");
    abort();
}

static void moved(void *context, struct db *db, const struct error *why)
{
    struct world *world = context;

    (void)db;
    (void)why;
    atomic_store(&world->moved, true);
}

/* Once a process; before the first connection. */
static bool start_libraries(struct error *err)
{
    static bool started;

    if (!started)
        started = db_global_init(err) == FAULT_NONE && secret_init();
    return started;
}

const char *world_base(void)
{
    const char *wanted = getenv("TMPDIR");
    struct statvfs memory;
    bool fits;

    if (wanted != NULL && *wanted != '\0')
        return wanted;
    fits = access("/dev/shm", W_OK) == 0 && statvfs("/dev/shm", &memory) == 0 &&
           (memory.f_flag & ST_NOEXEC) == 0 && memory.f_bavail >= ROOM / memory.f_frsize;
    return fits ? "/dev/shm" : "/tmp";
}

int world_folder(void **state)
{
    struct world *world = calloc(1, sizeof(*world));

    if (world == NULL || !start_libraries(&world->err))
        return -1;
    snprintf(world->folder, sizeof(world->folder), "%.400s/marquee-test-XXXXXX", world_base());
    if (mkdtemp(world->folder) == NULL)
        return -1;
    snprintf(world->path, sizeof(world->path), "%s/club.db", world->folder);
    *state = world;
    return 0;
}

int world_open(void **state)
{
    if (world_folder(state) != 0)
        return -1;
    world_start(*state);
    return 0;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

int world_close(void **state)
{
    struct world *world = *state;
    int result;

    world_stop(world);
    arena_release(&world->arena);
    result = nftw(world->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(world);
    return result;
}

enum fault world_try(struct world *world)
{
    struct writer_hooks hooks = {
        .context = world, .committed = committed, .broken = broken, .moved = moved};

    TRY(store_open(world->path, world->backup_dir, hooks, &world->store, &world->migrated,
                   &world->err));
    return store_reader(world->store, &world->reader, &world->err);
}

void world_start(struct world *world)
{
    assert_ok(world_try(world), &world->err);
}

void world_stop(struct world *world)
{
    if (world->reader != NULL)
        store_reader_done(world->store, world->reader);
    store_close(world->store);
    world->reader = NULL;
    world->store = NULL;
}

enum fault world_migrate(struct world *world, int target)
{
    struct store *store;
    enum fault fault;

    TRY(store_open_raw(world->path, &store, &world->err));
    fault = store_migrate(store, world->backup_dir, target, &world->migrated, &world->err);
    store_close(store);
    return fault;
}

int64_t world_number(struct world *world, const char *sql)
{
    int64_t number = -1;

    assert_ok(db_number(world->reader, sql, &number, &world->err), &world->err);
    return number;
}

static enum fault run_unit(struct db *db, void *context, struct error *err)
{
    return db_exec(db, context, err);
}

enum fault world_run(struct world *world, const char *sql)
{
    return store_write(world->store, run_unit, (void *)(uintptr_t)sql, &world->err);
}

void world_recount(struct world *world)
{
    assert_ok(census_counts(world->reader, &world->err), &world->err);
}
