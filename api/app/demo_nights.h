/* What the demo's club has watched. */
#ifndef MARQUEE_APP_DEMO_NIGHTS_H
#define MARQUEE_APP_DEMO_NIGHTS_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/store.h"

struct catalog;

enum fault demo_member(struct store *store, struct arena *arena, const char *name, int64_t *id,
                       struct error *err);

/* One evening of the sample club:
 * {"imdb_id", "days_ago", "proposer", "note", "ratings": {"ada": 4.5, …}}. */
enum fault demo_add_screening(struct store *store, struct catalog *catalog, struct arena *arena,
                              json_t *evening, int64_t now, struct error *err);

#endif
