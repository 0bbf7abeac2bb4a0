/*
 * All settings, a row each. `marquee help settings` and docs/settings.md are made of it, so a new
 * row is all that they need.
 */
#ifndef MARQUEE_CONFIG_SETTINGS_H
#define MARQUEE_CONFIG_SETTINGS_H

#include <stdio.h>

#include "config/kind.h"

extern const struct setting settings[];
extern const size_t settings_count;

/* Which of the club's own settings it is (enum club_setting), which its admins change on the page
 * where the host has set none; 0: none of them. */
unsigned setting_of_club(const struct setting *setting);

/* As text, for `marquee help settings`. */
void settings_help(FILE *out);
/* As a page in Markdown: docs/settings.md. */
void settings_page(FILE *out);

#endif
