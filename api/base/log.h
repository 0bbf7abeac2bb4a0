/*
 * The log: one event, one line, on standard error. Whatever a client sent is escaped, so that no
 * text can forge a line. Safe from any thread; a line is written as a whole. In a server, nobody
 * waits for who reads the log: what no longer fits is dropped, and the reader is told how much that
 * was.
 */
#ifndef MARQUEE_BASE_LOG_H
#define MARQUEE_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum log_level { LOG_OFF, LOG_ERROR, LOG_WARN, LOG_INFO, LOG_ACCESS, LOG_DEBUG };

/* "off", "error", "warn", "info", "access" or "debug". */
bool log_level_parse(const char *word, enum log_level *level);

/* Lines above `level` are dropped. The default is LOG_INFO. */
void log_set_level(enum log_level level);
bool log_enabled(enum log_level level);

/* "2026-11-20T19:30:00Z info  <message>". A line has at most PIPE_BUF bytes; of a longer one the
 * middle is left out. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same of a message that is there. */
void log_text(enum log_level level, const char *message);

/* From here on, this thread's lines are written together: at log_flush(), or as soon as a pipe
 * would not take more as a whole. A write(2) costs more than a line. Errors and warnings do not
 * wait. */
void log_gather(void);
void log_flush(void);

/* From here on, nothing that is written to standard error waits (base/outlet.h). Once. */
enum fault log_open(struct error *err);
/* Waits a second at most until the reader has all of it. Also before an _exit(2); a death by
 * abort(3) does so by itself. Without an open log, it does nothing. */
void log_close(void);

/* Lines that were dropped since the start. */
uint64_t log_dropped(void);

#endif
