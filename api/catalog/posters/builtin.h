/* Posters that are compiled in: drawings of few bytes, kept as they are. */
#ifndef MARQUEE_CATALOG_POSTERS_BUILTIN_H
#define MARQUEE_CATALOG_POSTERS_BUILTIN_H

#include "base/arena.h"
#include "catalog/posters/posters.h"
#include "catalog/providers/demo.h"
#include "store/posters.h"

/* Keeps its file; what its row is to say, in the arena. A film without one leaves `kept` alone. */
enum fault builtin_poster_keep(struct posters *posters, struct arena *arena,
                               const struct builtin_poster *built_in, struct kept_poster *kept,
                               struct error *err);

/* Keeps that film's poster again. FAULT_NOT_FOUND: it has none, or one with another id. `demo` is
 * NULL where nothing is built in. */
enum fault builtin_poster_restore(struct posters *posters, const struct demo *demo,
                                  const char *imdb_id, const char *poster_id, struct error *err);

#endif
