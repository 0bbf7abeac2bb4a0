/*
 * DESIGN. Who owns which thread: the writer thread belongs to the store, the jobs' threads to
 * jobs, those of fetching to the catalogue, a thread for each connection to the HTTP server, two
 * for the control socket. What the writer commits reaches the parts that keep things in memory
 * through the hooks here, before anybody is answered: changed credentials are read again, the
 * snapshots of the page become stale.
 */
#include "app/app.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/demo.h"
#include "app/listeners.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/remark.h"
#include "catalog/catalog.h"
#include "catalog/posters/better.h"
#include "catalog/posters/image.h"
#include "catalog/posters/memory.h"
#include "catalog/refresh.h"
#include "host/control.h"
#include "host/migrated.h"
#include "http/call/api.h"
#include "http/call/links.h"
#include "http/call/traffic.h"
#include "http/dispatch.h"
#include "http/edge/server.h"
#include "http/kept/known.h"
#include "http/kept/passwords.h"
#include "http/kept/room.h"
#include "http/kept/snapshot.h"
#include "http/kept/throttle.h"
#include "http/kept/voters.h"
#include "http/live/live.h"
#include "http/page/folder.h"
#include "http/page/site.h"
#include "jobs/jobs.h"
#include "moving/kept_lists.h"
#include "store/club_now.h"
#include "store/fetches.h"
#include "store/sessions.h"
#include "store/set_up.h"
#include "store/store.h"
#include "store/who.h"

#ifndef MARQUEE_FRONTEND_INSTALLED
#error "the build says where the page is installed"
#endif

struct app {
    const struct config *config;
    struct api api;
    struct traffic traffic;
    struct remark remark;
    struct set_up set_up;
    struct arena arena;       /* what the parts borrow */
    struct migrated migrated; /* told once all of it is open */
    struct refresh *refresh;
    struct jobs *jobs;
    struct server *server;
    struct control *control;
    atomic_bool was_moved; /* its database, away from it */
};

/* What cannot be promised is not acknowledged: the process ends before anybody is answered, and a
 * restart recovers. */
static void stop_at_once(const char *why)
{
    log_line(LOG_ERROR, "%s; stopping, so that nothing is confirmed that could be lost", why);
    log_close();
    _exit(1);
}

static void broken(void *context)
{
    (void)context;
    stop_at_once("the disk did not confirm a write");
}

/* Those who wait are answered first, with the reason; then it ends like after a signal. */
static void moved(void *context, struct db *db, const struct error *why)
{
    struct app *app = context;

    (void)db;
    (void)why;
    atomic_store(&app->was_moved, true);
    kill(getpid(), SIGTERM);
}

/* On the writer's thread. */
static void committed(void *context, struct db *db, unsigned topics)
{
    struct app *app = context;
    struct error err;

    error_init(&err);
    room_taken(app->api.room);
    if (listeners_tell(&app->api, db, topics, &err) != FAULT_NONE)
        stop_at_once(err.detail);
}

/* It was known when it was chosen, maybe on another machine. */
static void warn_of_time_zone(struct club_now *now)
{
    const struct club_state *club = club_hold(now);

    if (club->zone == NULL)
        log_line(LOG_WARN, ZONE_UNKNOWN, club->settings.time_zone);
    club_release(now, club);
}

static enum fault open_store(struct app *app, bool demo, struct error *err)
{
    struct writer_hooks hooks = {
        .context = app, .committed = committed, .broken = broken, .moved = moved, .hasty = demo};
    struct db *db;
    enum fault fault;

    TRY(store_open(app->config->db, app->config->backup_dir, hooks, &app->api.store, &app->migrated,
                   err));
    TRY(store_sessions_trim(app->api.store, err));
    TRY(store_reader(app->api.store, &db, err));
    fault = who_load(app->api.who, db, clock_now(), err);
    if (fault == FAULT_NONE)
        fault = club_now_load(app->api.club, db, err);
    if (fault == FAULT_NONE)
        fault = listeners_passwords(&app->api, db, err);
    store_reader_done(app->api.store, db);
    if (fault == FAULT_NONE)
        warn_of_time_zone(app->api.club);
    return fault;
}

const char *app_frontend(const struct config *config)
{
    if (*config->frontend != '\0')
        return config->frontend;
    return access(MARQUEE_FRONTEND_INSTALLED, R_OK) == 0 ? MARQUEE_FRONTEND_INSTALLED
                                                         : MARQUEE_FRONTEND_SOURCE;
}

static bool is_one_folder(const char *one, const char *other)
{
    struct stat a, b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

enum fault app_write_page(const struct config *config, const char *to, size_t *count,
                          struct error *err)
{
    struct folder *folder;
    enum fault fault;

    if (strcmp(config->frontend, "off") == 0)
        return error_set(err, FAULT_INVALID,
                         "MARQUEE_FRONTEND is off. Set it to the page's folder.");
    if (is_one_folder(app_frontend(config), to))
        return error_set(err, FAULT_INVALID,
                         "%s is where the page is read from. Name another folder.", to);
    TRY(folder_read(app_frontend(config), &folder, err));
    *count = folder->count;
    fault = folder_write(folder, to, err);
    folder_close(folder);
    return fault;
}

/* Secure cookies are for the whole club: with an https address nobody signs in elsewhere. */
static enum fault name_cookies(struct app *app, struct error *err)
{
    const char *prefix = app->config->public_origin.https ? "__Host-" : "";
    const char *id = NULL;
    enum fault fault;
    struct db *db;

    TRY(store_reader(app->api.store, &db, err));
    fault = club_cookie_id(db, &app->arena, &id, err);
    store_reader_done(app->api.store, db);
    app->api.cookie_name = arena_printf(&app->arena, "%smarquee-%s", prefix, id);
    app->api.old_cookie_name = arena_printf(&app->arena, "%smarquee", prefix);
    return fault;
}

static enum fault note_providers(struct app *app, struct error *err)
{
    struct api *api = &app->api;
    enum fault fault;
    struct db *db;

    TRY(store_reader(api->store, &db, err));
    fault = films_providers(db, &app->arena, api->film_providers, &api->film_providers_count, err);
    store_reader_done(api->store, db);
    return fault;
}

static enum fault open_site(struct app *app, struct error *err)
{
    bool is_elsewhere = strcmp(app->config->frontend, "off") == 0;

    TRY(site_open(is_elsewhere ? NULL : app_frontend(app->config), &app->api.site, err));
    app->api.languages = site_languages(app->api.site);
    return FAULT_NONE;
}

static struct source_settings source(const char *name, const struct provider_config *config)
{
    return (struct source_settings){.name = name,
                                    .url = config->url,
                                    .key = config->key,
                                    .concurrency = config->concurrency,
                                    .interval_ms = config->interval_ms};
}

enum fault app_open_catalog(const struct config *config, struct arena *arena,
                            struct posters *posters, struct club_now *club,
                            struct catalog **catalog, struct error *err)
{
    const struct catalog_settings settings = {
        .providers = config->providers,
        .poster_hosts = config->poster_hosts,
        .public_url = config->public_url,
        .language = config->club.language,
        .image_program = image_program(arena),
        .better_poster = poster_url_better,
        .allow_private = config->allow_private_upstream,
        .ttl = config->cache_ttl_ms / 1000,
        .fetch_timeout_ms = config->fetch_timeout_ms,
        .search_timeout_ms = config->search_timeout_ms,
        .sources = {source("cinemeta", &config->cinemeta), source("imdbapi", &config->imdbapi),
                    source("omdb", &config->omdb), source("tmdb", &config->tmdb)},
    };

    TRY(catalog_open(&settings, posters, catalog, err));
    if (club != NULL)
        listeners_language(*catalog, club);
    return FAULT_NONE;
}

/* What is only in memory, and cannot fail. */
static void open_memory(struct app *app)
{
    struct api *api = &app->api;

    set_up_init(&app->set_up);
    api->set_up = &app->set_up;
    api->who = who_open();
    api->snapshots = snapshots_open();
    api->watched = snapshots_open();
    api->suggestions = snapshots_open();
    api->voters = voters_open();
    api->imports = kept_lists_open();
    api->passwords = passwords_open();
    api->sign_ins = throttle_open();
    api->known = known_open();
    api->room = room_open(app->config->db, app->config->data);
    api->paces = throttle_open();
    api->poster_memory = poster_memory_open();
}

static enum fault open_all(struct app *app, bool demo, struct error *err)
{
    struct api *api = &app->api;
    struct jobs_on on;

    api->config = app->config;
    api->traffic = &app->traffic;
    api->remark = &app->remark;
    links_set_root(app->config->public_path);
    api->started_at = clock_now();
    api->club = club_now_open(&app->config->club, app->config->club_set);
    open_memory(app);
    TRY(live_open(api, &api->live, err));
    TRY(open_store(app, demo, err));
    TRY(posters_open(app->config->data, &api->posters, err));
    TRY(app_open_catalog(app->config, &app->arena, api->posters, api->club, &api->catalog, err));
    if (demo)
        TRY(demo_fill(app->config, api->store, api->catalog, err));
    TRY(name_cookies(app, err));
    TRY(note_providers(app, err));
    TRY(open_site(app, err));
    app->refresh = refresh_open();
    on = (struct jobs_on){.store = api->store,
                          .catalog = api->catalog,
                          .club = api->club,
                          .who = api->who,
                          .refresh = app->refresh,
                          .memory = api->poster_memory,
                          .remark = api->remark,
                          .poster_quota = app->config->poster_quota};
    TRY(jobs_open(on, &app->jobs, err));
    TRY(control_open(&on, &app->set_up, app->config, &app->control, err));
    TRY(dispatch_open(api, &app->server, err));
    control_listens(app->control, server_port(app->server));
    /* A new database has nothing that could have changed. */
    if (app->migrated.from != 0 && app->migrated.from != app->migrated.to)
        log_line(LOG_INFO, "%s",
                 migrated_text(&app->arena, &app->migrated, app->config->backup_dir));
    return FAULT_NONE;
}

enum fault app_open(const struct config *config, bool demo, struct app **out, struct error *err)
{
    struct app *app = calloc(1, sizeof(*app));
    enum fault fault;

    if (app == NULL)
        abort();
    app->config = config;
    app->remark = (struct remark)REMARK_INIT;
    fault = open_all(app, demo, err);
    if (fault != FAULT_NONE) {
        app_close(app);
        return fault;
    }
    *out = app;
    return FAULT_NONE;
}

void app_close(struct app *app)
{
    if (app == NULL)
        return;
    control_stop(app->control);
    server_close(app->server);
    control_close(app->control);
    jobs_close(app->jobs);
    refresh_close(app->refresh);
    site_close(app->api.site);
    catalog_close(app->api.catalog);
    posters_close(app->api.posters);
    live_close(app->api.live);
    store_close(app->api.store);
    poster_memory_close(app->api.poster_memory);
    throttle_close(app->api.paces);
    known_close(app->api.known);
    throttle_close(app->api.sign_ins);
    room_close(app->api.room);
    passwords_close(app->api.passwords);
    kept_lists_close(app->api.imports);
    voters_close(app->api.voters);
    snapshots_close(app->api.suggestions);
    snapshots_close(app->api.watched);
    snapshots_close(app->api.snapshots);
    who_close(app->api.who);
    club_now_close(app->api.club);
    set_up_release(&app->set_up);
    arena_release(&app->arena);
    free(app);
}

int app_port(const struct app *app)
{
    return server_port(app->server);
}

const struct set_up *app_set_up(const struct app *app)
{
    return &app->set_up;
}

struct store *app_store(const struct app *app)
{
    return app->api.store;
}

bool app_was_moved(const struct app *app)
{
    return atomic_load(&app->was_moved);
}
