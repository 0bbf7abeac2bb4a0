/*
 * What is done about posters in the background. jobs/ says when; each verb is one round of it, and
 * blocks for as long as making pictures does (catalog/posters/image.h).
 */
#ifndef MARQUEE_CATALOG_POSTERS_WORK_H
#define MARQUEE_CATALOG_POSTERS_WORK_H

#include "catalog/posters/downloads.h"
#include "catalog/posters/lost.h"
#include "catalog/posters/maker.h"
#include "catalog/posters/memory.h"
#include "catalog/providers/demo.h"

/* All borrowed. */
struct poster_work {
    struct store *store;
    const struct maker *maker;
    struct downloads *downloads;
    struct lost_posters *lost;
    const struct demo *demo;      /* NULL: none is built in */
    struct poster_memory *memory; /* NULL: nobody looks at posters */
    int64_t quota;                /* bytes of their files; 0: no limit */
};

/* ---- fetching.c ------------------------------------------------------------------------------ */

/* Starts downloading the posters that are wanted. */
enum fault poster_work_start(const struct poster_work *work, struct error *err);
/* Makes pictures of what has arrived and saves them, one after the other. Two threads may. */
enum fault poster_work_keep(const struct poster_work *work, struct error *err);

/* ---- healing.c ------------------------------------------------------------------------------- */

/* Of each lost poster: keeps a built-in one again, makes pictures again from what is left, or wants
 * it from where it came. One that cannot be healed is logged. */
void poster_work_heal(const struct poster_work *work, struct error *err);

/* ---- finishing.c ----------------------------------------------------------------------------- */

/* Makes what is missing of posters that are shown already, until a download is under way. */
enum fault poster_work_finish(const struct poster_work *work, struct error *err);

/* ---- pruning.c ------------------------------------------------------------------------------- */

/* Removes the posters that no film has shown for a day, those that are too many, and files without
 * a row. */
enum fault poster_work_prune(const struct poster_work *work, struct error *err);
/* Writes which posters were looked at: those that are not go first. */
enum fault poster_work_note(const struct poster_work *work, struct error *err);

#endif
