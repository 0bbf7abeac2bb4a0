#include <stdio.h>

#include "cli/commands.h"
#include "host/control.h"

/* Only a running server has the link: each start makes a new one. */
int cli_setup(const struct config *config, int argc, char **argv)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf out, hints;
    struct command command = {.arena = &arena,
                              .argc = argc,
                              .argv = (const char *const *)argv,
                              .out = &out,
                              .hints = &hints};
    struct error err;
    bool answered;
    enum fault fault;

    error_init(&err);
    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    if (argc > 0)
        return cli_usage("setup");
    fault = control_send(config->db, "setup", &command, &answered, &err);
    if (!answered)
        error_set(&err, FAULT_BUSY,
                  "No server runs for %.200s. Start it, and it prints the set-up link. If it runs "
                  "with another database, set MARQUEE_DB to that one.",
                  config->db);
    fputs(out.bytes, stdout);
    fputs(hints.bytes, stderr);
    return fault == FAULT_NONE ? 0 : cli_fail(&err);
}
