/* How long a film is, in all the ways in which providers write it. Any thread. */
#ifndef MARQUEE_CATALOG_PROVIDERS_RUNTIME_H
#define MARQUEE_CATALOG_PROVIDERS_RUNTIME_H

#include <stdint.h>

#include "base/arena.h"

/* What a number means that stands alone; the value is its length in seconds. */
enum runtime_unit { RUNTIME_SECONDS = 1, RUNTIME_MINUTES = 60 };

/*
 * Minutes, 1 to FILM_RUNTIME_MAX, of any of these; 0 for whatever cannot be read for certain:
 *   "108", "108 min", "1h48min", "2 Std. 15", "1,5 h", "108'"   numbers and words of many languages
 *   "1:48", "01:48:00"                                          hours, minutes, seconds
 *   "PT1H48M", "P0DT5400S"                                      ISO 8601
 * Words before and behind are passed over, and whatever is in parentheses or behind a "|" or "/".
 */
int64_t runtime_of_text(struct arena *arena, const char *text, enum runtime_unit alone);

/* The same of a number. */
int64_t runtime_of_number(double number, enum runtime_unit alone);

#endif
