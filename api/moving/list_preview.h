/* What would become of a list, seen without writing: nobody's vote waits for it. */
#ifndef MARQUEE_MOVING_LIST_PREVIEW_H
#define MARQUEE_MOVING_LIST_PREVIEW_H

#include "moving/list_taking.h"

/* As moving_take_list() with dry_run, with a reader. What is in `taken` lives in the arena. */
enum fault moving_preview_list(struct db *db, struct arena *arena, const struct film_list *list,
                               const struct list_wanted *wanted, struct list_taken *taken,
                               struct error *err);

#endif
