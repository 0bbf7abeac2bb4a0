#include <stdio.h>

#include "app/app.h"
#include "cli/commands.h"

int cli_page(const struct config *config, int argc, char **argv)
{
    struct error err;
    size_t count;

    error_init(&err);
    if (argc != 1 || argv[0][0] == '-' || argv[0][0] == '\0')
        return cli_usage("page FOLDER");
    if (app_write_page(config, argv[0], &count, &err) != FAULT_NONE)
        return cli_fail(&err);
    printf("%s now has the page, %zu files, as a web server can send them.\n", argv[0], count);
    return 0;
}
