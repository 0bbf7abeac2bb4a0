/* The verb `lists` of `marquee import`. */
#ifndef MARQUEE_HOST_IMPORT_LISTS_H
#define MARQUEE_HOST_IMPORT_LISTS_H

#include "host/command.h"

/* Flags: --member NAME, --dry-run. Its input is a list (lists/wire.h). */
enum fault import_lists(struct command *command, struct error *err);

#endif
