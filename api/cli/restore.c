#include <stdio.h>

#include "cli/commands.h"
#include "store/engine/schema.h"
#include "store/store.h"

static void print_restored(const struct config *config, const char *file,
                           const struct restored *restored)
{
    const struct census *census = &restored->census;

    printf("%s now holds what is in %s: %lld proposals, %lld votes, %lld members.\n", config->db,
           file, (long long)census->proposals, (long long)census->votes,
           (long long)census->members);
    if (!restored->is_sealed)
        puts("The file has no checksum, as backups of older versions have none. It is sound as far "
             "as "
             "that can be seen.");
    if (restored->kept[0] != '\0')
        printf("Your old database is kept as %s.\n", restored->kept);
    if (census->version < schema_newest())
        printf("Its schema has version %d. The next start brings it up to %d.\n", census->version,
               schema_newest());
}

int cli_restore(const struct config *config, int argc, char **argv)
{
    struct restored restored;
    struct error err;

    error_init(&err);
    if (argc != 1 || argv[0][0] == '-' || argv[0][0] == '\0')
        return cli_usage("restore FILE");
    if (store_restore(config->db, argv[0], &restored, &err) != FAULT_NONE)
        return cli_fail(&err);
    print_restored(config, argv[0], &restored);
    return 0;
}
