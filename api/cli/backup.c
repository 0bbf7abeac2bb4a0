/*
 * DESIGN. Beside a running server the server makes the copy, next to its database, and this
 * process takes it from there to where the operator wants it: the path is the operator's, the
 * server may run in a sandbox and as another user. Without one this process holds the lock and
 * copies to the place itself. Either way the file is checked where it will stay, and only then gets
 * its name.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/commands.h"
#include "host/command.h"
#include "host/control.h"
#include "store/census.h"
#include "store/engine/backup.h"
#include "store/engine/seal.h"
#include "store/store.h"

/* ---- where the copy comes from ---------------------------------------------------------------*/

static enum fault ask_server(const struct config *config, struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf out, hints;
    struct command command = {.arena = &arena, .out = &out, .hints = &hints};
    bool answered;

    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    return control_send(config->db, "copy", &command, &answered, err);
}

/* Two backups at once would get in each other's way at the server's copy. */
static enum fault wait_turn(const char *copy, int *turn, struct error *err)
{
    char folder[FILE_PATH_SIZE];

    snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(copy, '/') - copy), copy);
    *turn = open(*folder == '\0' ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*turn < 0)
        return error_set(err, FAULT_INTERNAL, "Can't open %.200s: %s.", folder, strerror(errno));
    /* Some disks lock no folders. Then a second one spoils this copy at most, which is checked. */
    flock(*turn, LOCK_EX);
    return FAULT_NONE;
}

static enum fault from_server(const struct config *config, const char *to, struct error *err)
{
    auto_free char *path = file_full_path(config->db);
    char copy[FILE_PATH_SIZE];
    enum fault fault;
    int turn;

    if (snprintf(copy, sizeof(copy), "%s.copy", path) >= (int)sizeof(copy))
        return error_set(err, FAULT_INVALID,
                         "The path of the database is too long. Move it to a shorter one.");
    TRY(wait_turn(copy, &turn, err));
    fault = ask_server(config, err);
    if (fault == FAULT_NONE) {
        fault = file_copy(copy, to, err);
        unlink(copy);
    }
    close(turn);
    TRY(fault);
    return file_sync(to, err);
}

static enum fault obtain_copy(const struct config *config, const char *to, struct error *err)
{
    struct store *store;
    enum fault fault;

    if (access(config->db, F_OK) != 0)
        return error_set(err, FAULT_NOT_FOUND,
                         "There is no database at %.200s. Set MARQUEE_DB to its path.", config->db);
    fault = store_open_raw(config->db, &store, err);
    if (fault == FAULT_BUSY)
        return from_server(config, to, err);
    TRY(fault);
    fault = backup_copy(store_raw_db(store), to, NULL, err);
    store_close(store);
    return fault;
}

/* ---- where it goes ---------------------------------------------------------------------------*/

/* What came from the server is as it left it. An older server makes copies without a checksum. */
static enum fault check_seal(const char *copy, struct error *err)
{
    bool is_sealed;

    TRY(seal_check(copy, &is_sealed, err));
    return is_sealed ? FAULT_NONE : seal_put(copy, err);
}

static enum fault make_backup(const struct config *config, const char *temporary, const char *file,
                              struct census *census, struct error *err)
{
    struct error cause;

    TRY(obtain_copy(config, temporary, err));
    error_init(&cause);
    if (census_of_file(temporary, census, &cause) != FAULT_NONE ||
        check_seal(temporary, &cause) != FAULT_NONE)
        return error_set(err, FAULT_INTERNAL,
                         "No backup was made, because the copy isn't intact. %.200s `marquee "
                         "check` says more.",
                         cause.detail);
    return file_name(temporary, file, err);
}

static enum fault back_up_to(const struct config *config, const char *file, struct census *census,
                             struct error *err)
{
    char temporary[FILE_PATH_SIZE];
    struct stat info;
    enum fault fault;

    if (lstat(file, &info) == 0)
        return error_set(
            err, FAULT_CONFLICT,
            "%.200s already exists, and a backup never replaces a file. Choose another "
            "name.",
            file);
    TRY(file_temporary(file, "unfinished", temporary, err));
    fault = make_backup(config, temporary, file, census, err);
    return file_temporary_end(fault, temporary, file, err);
}

static void print_backup(const char *file, const struct census *census, int64_t started)
{
    struct stat info = {0};

    stat(file, &info);
    printf("Wrote %s: %.1f MB, %lld proposals, %lld votes, %lld members, schema version %d; "
           "checked, in %.1f s.\n",
           file, (double)info.st_size / 1e6, (long long)census->proposals, (long long)census->votes,
           (long long)census->members, census->version,
           (double)(clock_monotonic_us() - started) / 1e6);
}

int cli_backup(const struct config *config, int argc, char **argv)
{
    int64_t started = clock_monotonic_us();
    struct census census;
    struct error err;

    error_init(&err);
    if (argc != 1 || argv[0][0] == '-' || argv[0][0] == '\0')
        return cli_usage("backup FILE");
    if (back_up_to(config, argv[0], &census, &err) != FAULT_NONE)
        return cli_fail(&err);
    print_backup(argv[0], &census, started);
    return 0;
}
