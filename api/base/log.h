/*
 * The log: one event, one line, on standard error. Whatever a client sent is escaped, so that no
 * text can forge a line. Safe from any thread; a line is one write(2).
 */
#ifndef MARQUEE_BASE_LOG_H
#define MARQUEE_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_OFF, LOG_ERROR, LOG_WARN, LOG_INFO, LOG_ACCESS, LOG_DEBUG };

/* "off", "error", "warn", "info", "access" or "debug". */
bool log_level_parse(const char *word, enum log_level *level);

/* Lines above `level` are dropped. The default is LOG_INFO. */
void log_set_level(enum log_level level);
bool log_enabled(enum log_level level);

/* "2026-11-20T19:30:00Z info  <message>". At most 1 KiB; the rest is cut off. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
