#include "cli/commands.h"
#include "cli/local.h"
#include "host/migrated.h"
#include "store/engine/schema.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_status(int version)
{
    printf("The database has schema version %d. This Marquee knows versions up to %d.\n", version,
           schema_newest());
    for (int i = 1; i <= schema_newest(); i++)
        printf("  %s %s\n", i <= version ? "applied" : "       ", schema_migration(i).name);
}

/* Reading the version needs no lock, so it works beside a running server, too. */
static enum fault show_status(const struct config *config, struct error *err)
{
    int version;

    TRY(store_look(config->db, &version, err));
    print_status(version);
    return FAULT_NONE;
}

/* A running server has the schema in its statements: it is never changed below it. */
static enum fault open_alone(const struct config *config, struct store **store, struct error *err)
{
    enum fault fault = store_open_raw(config->db, store, err);

    if (fault == FAULT_BUSY)
        error_set(err, fault,
                  "A running Marquee is using %.200s. To migrate, stop it first. Only `marquee "
                  "migrate status` works while it runs.",
                  config->db);
    return fault;
}

static void print_migrated(const struct config *config, const struct migrated *migrated)
{
    auto_arena struct arena arena = {0};

    if (migrated->from == migrated->to)
        puts("Nothing to do: the schema already has that version.");
    else
        puts(migrated_text(&arena, migrated, config->backup_dir));
}

static enum fault migrate(const struct config *config, int steps, int target, struct error *err)
{
    struct store *store;
    struct migrated migrated;
    int version;
    enum fault fault;

    TRY(local_is_there(config->db, err));
    TRY(open_alone(config, &store, err));
    fault = schema_version(store_raw_db(store), &version, err);
    if (fault == FAULT_NONE && steps < 0)
        target = version + steps;
    if (fault == FAULT_NONE)
        fault = store_migrate(store, config->backup_dir, target, &migrated, err);
    store_close(store);
    TRY(fault);
    print_migrated(config, &migrated);
    return FAULT_NONE;
}

static bool parse_version(const char *text, int *version)
{
    char *end;
    long number;

    errno = 0;
    number = strtol(text, &end, 10);
    *version = (int)number;
    return errno == 0 && end != text && *end == '\0' && number >= 0 && number <= 10000;
}

int cli_migrate(const struct config *config, int argc, char **argv)
{
    const char *verb = argc > 0 ? argv[0] : "";
    struct error err;
    int target = schema_newest();
    enum fault fault;

    error_init(&err);
    if (argc == 1 && strcmp(verb, "status") == 0)
        fault = show_status(config, &err);
    else if (argc == 1 && strcmp(verb, "up") == 0)
        fault = migrate(config, 0, target, &err);
    else if (argc == 1 && strcmp(verb, "down") == 0)
        fault = migrate(config, -1, 0, &err);
    else if (argc == 2 && strcmp(verb, "to") == 0 && parse_version(argv[1], &target))
        fault = migrate(config, 0, target, &err);
    else
        return cli_usage("migrate status|up|down|to N");
    return fault == FAULT_NONE ? 0 : cli_fail(&err);
}
