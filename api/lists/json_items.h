/* JSON values one after the other, each read by itself: memory for one, however many there are. */
#ifndef MARQUEE_LISTS_JSON_ITEMS_H
#define MARQUEE_LISTS_JSON_ITEMS_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"

enum { JSON_ITEM_MAX = 64 * 1024 /* bytes */ };

/* `number`: the first is 1. */
typedef enum fault (*json_taker)(void *context, int64_t number, const json_t *item,
                                 struct error *err);

/* Hands over each item of the array that the text is, in turn; a fault of the taker ends it.
 * FAULT_UNREADABLE_FILE: it's no array, or an item is no JSON or too long; the detail says which.
 */
enum fault json_items_read(const char *text, size_t length, json_taker take, void *context,
                           struct error *err);

#endif
