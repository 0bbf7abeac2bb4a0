/*
 * The file with the host's settings, read as systemd reads an EnvironmentFile=, so that a command
 * has what the service has. Source: systemd.exec(5), and parse_env_file_internal() of systemd 252.
 */
#ifndef MARQUEE_LAUNCH_SETTINGS_FILE_H
#define MARQUEE_LAUNCH_SETTINGS_FILE_H

#include <stdbool.h>

enum { SETTINGS_FILE_MAX = 64 * 1024 /* bytes */ };

/*
 * The next setting of `*at`, a text that ends with NUL; false: there is none left. `*name` and
 * `*value` point into the text, which is changed for it. A line without `=` is passed over.
 */
bool settings_file_next(char **at, const char **name, const char **value);

#endif
