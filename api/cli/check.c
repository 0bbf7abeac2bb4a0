/*
 * `marquee check` looks at everything that a club needs, changes nothing, and prints a line for
 * each look. Beside a running server it reads only; without one it holds the lock while it looks,
 * so that none starts below it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/app.h"
#include "base/file.h"
#include "base/zone.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/open_files.h"
#include "host/control.h"
#include "http/edge/listen.h"
#include "store/census.h"
#include "store/club.h"
#include "store/engine/aside.h"
#include "store/engine/db.h"
#include "store/engine/hold.h"
#include "store/engine/schema.h"
#include "store/engine/verify.h"
#include "store/key_file.h"
#include "store/posters.h"

enum {
    ROOM_MIN = 64 * 1024 * 1024, /* bytes that stay free besides a copy of the database */
    ANSWER_SECONDS = 5           /* within which a running server says what it knows */
};

struct checkup {
    struct arena arena;
    struct config config;
    struct db *db;                   /* NULL: it cannot be opened, and nothing in it is looked at */
    struct hold *hold;               /* NULL: not held */
    char note[FILE_PATH_SIZE + 128]; /* behind "ok" */
};

static enum fault look_at_settings(struct checkup *checkup, struct error *err)
{
    union listen_address address;

    TRY(cli_prepare(&checkup->arena, &checkup->config, err));
    return listen_parse(checkup->config.listen, &address, err);
}

/* Nobody is asked. */
static enum fault look_at_providers(struct checkup *checkup, struct error *err)
{
    struct catalog *catalog;

    TRY(app_open_catalog(&checkup->config, &checkup->arena, NULL, NULL, &catalog, err));
    catalog_close(catalog);
    snprintf(checkup->note, sizeof(checkup->note), "%s", checkup->config.providers);
    return FAULT_NONE;
}

/* As a server that is started from here would have it. */
static enum fault look_at_open_files(struct checkup *checkup, struct error *err)
{
    uint64_t files;

    TRY(open_files_check(&checkup->config, &files, err));
    snprintf(checkup->note, sizeof(checkup->note),
             "up to %llu, for %lld connections and as many event streams",
             (unsigned long long)files, (long long)checkup->config.max_connections);
    return FAULT_NONE;
}

/* ---- the database ----------------------------------------------------------------------------*/

static enum fault look_at_server(struct checkup *checkup, struct error *err)
{
    enum fault fault = hold_take(checkup->config.db, HOLD_LOOK, &checkup->hold, err);

    snprintf(checkup->note, sizeof(checkup->note), "not running");
    if (fault != FAULT_BUSY)
        return fault;
    snprintf(checkup->note, sizeof(checkup->note), "running with this database");
    if (hold_is_held(checkup->config.db))
        return FAULT_NONE;
    return error_set(err, FAULT_MOVED,
                     "A Marquee is running, but not with the file that is at %.150s now: its own "
                     "was moved away, or it is older than this one. Restart it.",
                     checkup->config.db);
}

/* What the running server could not read of them. */
static enum fault look_at_proxies(struct checkup *checkup, struct error *err)
{
    struct command command = {.arena = &checkup->arena, .patience_s = ANSWER_SECONDS};
    const char *proxies = checkup->config.trusted_proxies;
    auto_strbuf struct strbuf out, hints;
    struct error ignored;
    bool answered = false;

    snprintf(checkup->note, sizeof(checkup->note), "%s",
             *proxies == '\0' ? "none are trusted" : proxies);
    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    command.out = &out;
    command.hints = &hints;
    error_init(&ignored);
    if (checkup->hold != NULL ||
        control_send(checkup->config.db, "remarks", &command, &answered, &ignored) != FAULT_NONE)
        return FAULT_NONE;
    return out.length == 0 ? FAULT_NONE : error_set(err, FAULT_INVALID, "%s.", out.bytes);
}

static enum fault can_write(const char *folder, struct error *err)
{
    struct stat info;

    if (stat(folder, &info) == 0 && !S_ISDIR(info.st_mode))
        return error_set(err, FAULT_INVALID, "%.200s is not a folder.", folder);
    if (access(folder, W_OK | X_OK) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't write to %.200s: %s.", folder, strerror(errno));
}

static const char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? "." : arena_printf(arena, "%.*s", (int)(slash - path + 1), path);
}

/* A server makes the file, and not the folder. */
static enum fault look_for_its_folder(struct checkup *checkup, struct error *err)
{
    const char *path = checkup->config.db;

    TRY(can_write(folder_of(&checkup->arena, path), err));
    return error_set(err, FAULT_NOT_FOUND,
                     "There is no %.200s yet. The first `marquee serve` makes it.", path);
}

/* Is something to be restored first? */
static enum fault look_aside(const char *given, struct error *err)
{
    auto_free char *path = file_full_path(given);

    return aside_must_be_settled(path, err);
}

static enum fault look_at_database(struct checkup *checkup, struct error *err)
{
    const char *path = checkup->config.db;
    struct db *db;
    enum fault fault;
    int version;

    TRY(look_aside(path, err));
    if (access(path, F_OK) != 0)
        return look_for_its_folder(checkup, err);
    if (access(path, R_OK | W_OK) != 0)
        return error_set(err, FAULT_INTERNAL,
                         "Can't open %.200s: %s. Run this as the user it belongs to.", path,
                         strerror(errno));
    TRY(verify_open(path, &db, err));
    fault = schema_version(db, &version, err);
    if (fault != FAULT_NONE) {
        db_close(db);
        return fault;
    }
    checkup->db = db;
    snprintf(checkup->note, sizeof(checkup->note), "%s", path);
    return FAULT_NONE;
}

static enum fault look_at_schema(struct checkup *checkup, struct error *err)
{
    struct census census;

    TRY(census_take(checkup->db, &census, err));
    snprintf(checkup->note, sizeof(checkup->note),
             "version %d of %d; %lld members, %lld proposals, %lld votes", census.version,
             schema_newest(), (long long)census.members, (long long)census.proposals,
             (long long)census.votes);
    return FAULT_NONE;
}

static enum fault look_at_integrity(struct checkup *checkup, struct error *err)
{
    return verify_integrity(checkup->db, err);
}

static enum fault look_at_references(struct checkup *checkup, struct error *err)
{
    return verify_references(checkup->db, err);
}

static enum fault look_at_counts(struct checkup *checkup, struct error *err)
{
    return census_counts(checkup->db, err);
}

/* An older schema has none yet. */
static enum fault look_at_time_zone(struct checkup *checkup, struct error *err)
{
    struct club_settings settings = checkup->config.club;
    struct club_row row;
    int version;

    TRY(schema_version(checkup->db, &version, err));
    if (version < schema_newest())
        return FAULT_NONE;
    TRY(club_row_read(checkup->db, &checkup->arena, &row, err));
    club_settings_take(&settings, &row.settings, row.decided & ~checkup->config.club_set);
    snprintf(checkup->note, sizeof(checkup->note), "%s", settings.time_zone);
    if (zone_is_known(settings.time_zone))
        return FAULT_NONE;
    return error_set(err, FAULT_NOT_FOUND, ZONE_UNKNOWN, settings.time_zone);
}

/* ---- folders ---------------------------------------------------------------------------------*/

/* The server makes it at its first start. */
static enum fault look_at_poster_folder(struct checkup *checkup, struct error *err)
{
    const char *folder = arena_printf(&checkup->arena, "%s/posters", checkup->config.data);

    snprintf(checkup->note, sizeof(checkup->note), "%s", folder);
    if (access(folder, F_OK) == 0)
        return can_write(folder, err);
    snprintf(checkup->note, sizeof(checkup->note), "the first start makes %s", folder);
    if (access(checkup->config.data, F_OK) == 0)
        return can_write(checkup->config.data, err);
    return can_write(folder_of(&checkup->arena, checkup->config.data), err);
}

struct poster_look {
    const char *folder;
    int looked, wrong;
    struct error first;
};

static void look_at_poster(void *context, const char *poster_id, const struct poster_image *image)
{
    struct poster_look *look = context;
    struct error err;

    (void)poster_id;
    error_init(&err);
    look->looked++;
    if (posters_verify(look->folder, image, &err) == FAULT_NONE)
        return;
    if (look->wrong++ == 0)
        look->first = err;
}

static enum fault look_at_posters(struct checkup *checkup, struct error *err)
{
    struct poster_look look = {.folder = checkup->config.data};

    TRY(poster_images_all(checkup->db, look_at_poster, &look, err));
    if (look.wrong > 0)
        return error_set(err, FAULT_INTERNAL, "%d of %d files are missing or damaged. %.200s",
                         look.wrong, look.looked, look.first.detail);
    snprintf(checkup->note, sizeof(checkup->note), "%d files, all intact", look.looked);
    return FAULT_NONE;
}

static enum fault look_at_backup_folder(struct checkup *checkup, struct error *err)
{
    const char *folder = checkup->config.backup_dir;

    snprintf(checkup->note, sizeof(checkup->note), "%s",
             *folder == '\0' ? "beside the database" : folder);
    return *folder == '\0' ? FAULT_NONE : can_write(folder, err);
}

/* A migration and a backup copy the database. */
static enum fault look_at_disk(struct checkup *checkup, struct error *err)
{
    struct statvfs disk;
    struct stat file;
    uint64_t room, needed;

    if (stat(checkup->config.db, &file) != 0 || statvfs(checkup->config.db, &disk) != 0)
        return error_set(err, FAULT_INTERNAL, "Can't find out how full the disk is: %s.",
                         strerror(errno));
    room = (uint64_t)disk.f_bavail * disk.f_frsize;
    needed = (uint64_t)file.st_size * 2 + ROOM_MIN;
    snprintf(checkup->note, sizeof(checkup->note), "%.1f GB free", (double)room / 1e9);
    if (room >= needed)
        return FAULT_NONE;
    return error_set(err, FAULT_STORAGE_FULL,
                     "Only %.2f GB are free. Marquee needs %.2f GB for copies of the "
                     "database. Make room.",
                     (double)room / 1e9, (double)needed / 1e9);
}

static enum fault look_at_key(struct checkup *checkup, struct error *err)
{
    auto_free char *path = file_full_path(checkup->config.db);
    bool is_there;

    TRY(key_file_look(path, &is_there, err));
    snprintf(checkup->note, sizeof(checkup->note), "%s",
             is_there ? "only its owner can read it" : "none yet; the next start makes it");
    return FAULT_NONE;
}

static enum fault look_at_page(struct checkup *checkup, struct error *err)
{
    const char *folder = app_frontend(&checkup->config);

    snprintf(checkup->note, sizeof(checkup->note), "%s", folder);
    if (strcmp(folder, "off") == 0 ||
        access(arena_printf(&checkup->arena, "%s/index.html", folder), R_OK) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_NOT_FOUND,
                     "There is no page in %.200s. Set MARQUEE_FRONTEND to the page's folder, or to "
                     "`off`.",
                     folder);
}

/* ---- one after the other ---------------------------------------------------------------------*/

static const struct {
    const char *what;
    enum fault (*look)(struct checkup *checkup, struct error *err);
    bool reads; /* the open database */
} looks[] = {
    {"settings", look_at_settings, false},
    {"providers", look_at_providers, false},
    {"open files", look_at_open_files, false},
    {"server", look_at_server, false},
    {"proxies", look_at_proxies, false},
    {"database", look_at_database, false},
    {"schema", look_at_schema, true},
    {"integrity", look_at_integrity, true},
    {"references", look_at_references, true},
    {"vote counts", look_at_counts, true},
    {"time zone", look_at_time_zone, true},
    {"invitation key", look_at_key, false},
    {"poster folder", look_at_poster_folder, false},
    {"posters", look_at_posters, true},
    {"copies", look_at_backup_folder, false},
    {"disk", look_at_disk, true},
    {"page", look_at_page, false},
};

/* True when it is as it should be. */
static bool look(struct checkup *checkup, size_t i)
{
    struct error err;

    error_init(&err);
    checkup->note[0] = '\0';
    if (looks[i].look(checkup, &err) != FAULT_NONE) {
        printf("FAIL %s: %s\n", looks[i].what, err.detail);
        return false;
    }
    printf("ok   %s%s%s\n", looks[i].what, *checkup->note == '\0' ? "" : ": ", checkup->note);
    return true;
}

int cli_check(const struct config *unread, int argc, char **argv)
{
    struct checkup checkup = {0};
    bool settings, all;

    (void)unread;
    (void)argv;
    if (argc > 0)
        return cli_usage("check");
    settings = all = look(&checkup, 0);
    for (size_t i = 1; i < COUNT_OF(looks) && settings; i++)
        if (!looks[i].reads || checkup.db != NULL)
            all = look(&checkup, i) && all;
    db_close(checkup.db);
    hold_release(checkup.hold);
    arena_release(&checkup.arena);
    return all ? 0 : 1;
}
