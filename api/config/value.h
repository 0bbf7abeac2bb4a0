/* The text of a setting before its kind reads it: what no value of any kind may have. Only for this
 * room. */
#ifndef MARQUEE_CONFIG_VALUE_H
#define MARQUEE_CONFIG_VALUE_H

#include "base/arena.h"
#include "base/error.h"

/*
 * `value` without blanks at its ends, in the arena. FAULT_INVALID: it is nothing but blanks, is not
 * UTF-8, has a control character or one that does not show, or stands in quotes. The sentence names
 * the setting and never has the value itself: it may be a secret, or garble the terminal.
 */
enum fault value_clean(struct arena *arena, const char *name, const char *value, const char **clean,
                       struct error *err);

#endif
