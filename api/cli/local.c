#include "cli/local.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "app/app.h"
#include "catalog/catalog.h"
#include "catalog/refresh.h"
#include "cli/neighbour.h"
#include "store/club_now.h"
#include "store/store.h"

static void ignore_commit(void *context, struct db *db, unsigned topics)
{
    (void)context;
    (void)db;
    (void)topics;
}

static void stop_broken(void *context)
{
    (void)context;
    fputs("marquee: The disk did not confirm a write. Check the disk (dmesg).\n", stderr);
    _exit(1);
}

static enum fault load_local_club(const struct config *config, struct local *local,
                                  struct error *err)
{
    enum fault fault;
    struct db *db;

    local->on.club = club_now_open(&config->club, config->club_set);
    TRY(store_reader(local->on.store, &db, err));
    fault = club_now_load(local->on.club, db, err);
    store_reader_done(local->on.store, db);
    return fault;
}

enum fault local_alone(const char *path, struct error *err)
{
    char other[NAME_MAX + 1];

    if (access(path, F_OK) == 0 || !neighbour_find(path, other))
        return FAULT_NONE;
    return error_set(err, FAULT_NOT_FOUND,
                     "There is no database at %.150s, but beside it there is %.60s. Set MARQUEE_DB "
                     "to the right one. For another club, start the server.",
                     path, other);
}

enum fault local_is_there(const char *path, struct error *err)
{
    if (access(path, F_OK) == 0 || errno != ENOENT)
        return FAULT_NONE;
    TRY(local_alone(path, err));
    return error_set(err, FAULT_NOT_FOUND,
                     "There is no database at %.150s. Set MARQUEE_DB to its path. For a new club, "
                     "start the server or run `marquee member add NAME --admin`.",
                     path);
}

enum fault local_open_store(const struct config *config, bool make, struct local *local,
                            struct error *err)
{
    struct writer_hooks hooks = {.committed = ignore_commit, .broken = stop_broken};
    struct migrated migrated;

    *local = (struct local){0};
    if (!make)
        TRY(local_is_there(config->db, err));
    TRY(store_open(config->db, config->backup_dir, hooks, &local->on.store, &migrated, err));
    return load_local_club(config, local, err);
}

enum fault local_open_jobs(const struct config *config, struct local *local, struct error *err)
{
    TRY(posters_open(config->data, &local->posters, err));
    TRY(app_open_catalog(config, &local->arena, local->posters, local->on.club, &local->on.catalog,
                         err));
    local->on.refresh = refresh_open();
    local->on.poster_quota = config->poster_quota;
    return jobs_open(local->on, &local->jobs, err);
}

void local_close(struct local *local)
{
    jobs_close(local->jobs);
    refresh_close(local->on.refresh);
    catalog_close(local->on.catalog);
    posters_close(local->posters);
    store_close(local->on.store);
    club_now_close(local->on.club);
    arena_release(&local->arena);
}
