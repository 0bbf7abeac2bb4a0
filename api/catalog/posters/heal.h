/* What is done about a poster whose file is gone. */
#ifndef MARQUEE_CATALOG_POSTERS_HEAL_H
#define MARQUEE_CATALOG_POSTERS_HEAL_H

#include "jobs/jobs.h"

/* Keeps a built-in one again, makes pictures again from what is left, or wants the poster from
 * where it came. Several readers may have missed the file: it may be there by now. */
enum fault heal_poster(const struct jobs_on *on, const char *id, struct error *err);

#endif
