/* The commands of the command line that have a file of their own. */
#ifndef MARQUEE_CLI_COMMANDS_H
#define MARQUEE_CLI_COMMANDS_H

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"
#include "host/command.h"

/* argv starts behind the command's word; for cli_store_command argv[-1] is that word. */
int cli_serve(const struct config *config, int argc, char **argv);
int cli_migrate(const struct config *config, int argc, char **argv);
int cli_refresh(const struct config *config, int argc, char **argv);
int cli_backup(const struct config *config, int argc, char **argv);
int cli_restore(const struct config *config, int argc, char **argv);
int cli_setup(const struct config *config, int argc, char **argv);
int cli_page(const struct config *config, int argc, char **argv);
int cli_health(const struct config *config, int argc, char **argv);
/* Reads the settings itself: they are the first thing that it checks. */
int cli_check(const struct config *unread, int argc, char **argv);
int cli_import(const struct config *config, int argc, char **argv);
int cli_export(const struct config *config, int argc, char **argv);
int cli_store_command(const struct config *config, int argc, char **argv);

/* Carries a command out here, if nobody holds the database; else in the server that does (rule 11).
 * `make`: where there is no database yet, one is made. */
enum fault cli_carry_out(const struct config *config, const char *word, bool make,
                         struct command *command, struct error *err);

/* What every command ends with: it is done; it is not, and standard error says why; or the command
 * line can't be understood, and nothing was tried. */
enum cli_status { CLI_DONE, CLI_FAILED, CLI_USAGE };

/* Print one line on standard error; the exit status. */
int cli_fail(const struct error *err);
int cli_usage(const char *usage);

/* What every command but `help` and `version` needs first: settings, randomness, SQLite. */
enum fault cli_prepare(struct arena *arena, struct config *config, struct error *err);

#endif
