#include "cli/commands.h"
#include "cli/typed.h"
#include "host/control.h"

/* Only a running server has the link: each start makes a new one. */
static enum fault ask_for_link(const struct config *config, const char *word,
                               struct command *command, struct error *err)
{
    bool answered;
    enum fault fault = control_send(config->db, word, command, &answered, err);

    return answered
               ? fault
               : error_set(err, FAULT_BUSY,
                           "No server runs for %.200s. Start it, and it prints the set-up link. If "
                           "it runs with another database, set MARQUEE_DB to that one.",
                           config->db);
}

int cli_setup(const struct config *config, int argc, char **argv)
{
    if (argc > 0)
        return cli_usage("setup");
    return typed_carry_out(config, "setup", argc, argv, ask_for_link);
}
