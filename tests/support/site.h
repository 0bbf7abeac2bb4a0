/* Databases of the site that people move away from, made by the real Django (support/site). */
#ifndef MARQUEE_TESTS_SITE_H
#define MARQUEE_TESTS_SITE_H

#include "moving/old_club.h"
#include "support/world.h"

/* The file of that scenario in the world's folder; static memory. */
const char *site_make(struct world *world, const char *scenario);
/* The same, anywhere. */
void site_make_at(const char *path, const char *scenario);

/* Reads the file as `marquee import django` does; it must be one that can be read. */
struct old_club site_read(struct world *world, const char *path);
/* The fault of one that can't. */
enum fault site_refuse(struct world *world, const char *path);

#endif
