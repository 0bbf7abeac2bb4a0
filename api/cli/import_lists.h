/* `marquee import lists FILE`: reads the file here, and hands on what is in it. */
#ifndef MARQUEE_CLI_IMPORT_LISTS_H
#define MARQUEE_CLI_IMPORT_LISTS_H

#include "config/config.h"
#include "host/command.h"

extern const char import_lists_usage[];

enum fault cli_import_lists(const struct config *config, struct command *command,
                            struct error *err);

#endif
