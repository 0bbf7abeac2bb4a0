/* Commands that are carried out on an open club, here or in the running server. */
#ifndef MARQUEE_CLI_TYPED_H
#define MARQUEE_CLI_TYPED_H

#include "config/config.h"
#include "host/command.h"

/* Carries a command out, wherever its club is open. `word`: its own, which argv does not have. */
typedef enum fault (*typed_run)(const struct config *config, const char *word,
                                struct command *command, struct error *err);

/* Has it carried out, and prints what it said, also where it failed. The exit status. */
int typed_carry_out(const struct config *config, const char *word, int argc, char **argv,
                    typed_run run);

#endif
