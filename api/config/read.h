/* The settings of this process. */
#ifndef MARQUEE_CONFIG_READ_H
#define MARQUEE_CONFIG_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"

/* Reads the environment; every wrong setting is reported by its name, in one sentence. */
enum fault config_read(struct arena *arena, struct config *config, struct error *err);

#endif
