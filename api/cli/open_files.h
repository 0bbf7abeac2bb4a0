/*
 * How many files the system lets the server open: each connection is one, so is each event stream,
 * of which there may be as many, and there are its own (the database, posters, downloads, what
 * marquee-image is run with, and the answers that event loops keep as files).
 */
#ifndef MARQUEE_CLI_OPEN_FILES_H
#define MARQUEE_CLI_OPEN_FILES_H

#include <stdint.h>

#include "base/error.h"
#include "config/config.h"
#include "http/edge/limits.h"

enum { OPEN_FILES_OWN = 128 + LOOPS_MAX * LOOP_FILES_MAX /* besides connections and streams */ };

/* The most that this process may ask for. FAULT_INVALID: fewer than MARQUEE_MAX_CONNECTIONS needs.
 * Changes nothing. */
enum fault open_files_check(const struct config *config, uint64_t *files, struct error *err);

/* The same, and asks for them. Before anything is opened. */
enum fault open_files_raise(const struct config *config, struct error *err);

#endif
