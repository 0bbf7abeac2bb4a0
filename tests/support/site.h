/* Databases of the site that people move away from, made by the real Django (support/site). */
#ifndef MARQUEE_TESTS_SITE_H
#define MARQUEE_TESTS_SITE_H

#include "moving/taking.h"
#include "support/world.h"

/* The file of that scenario in the world's folder; static memory. */
const char *site_make(struct world *world, const char *scenario);
/* The same, anywhere. */
void site_make_at(const char *path, const char *scenario);

/* Reads the file as `marquee import django` does; it must be one that can be read. */
struct old_club site_read(struct world *world, const char *path);
/* Takes it into the world's club. Members have the password whose hash is `password` (NULL: none);
 * each row has exactly one verdict. */
struct taken site_take(struct world *world, const struct old_club *club, const char *password,
                       bool dry_run, bool merge_members);
/* All that is in the world's club, as one text; the store is closed and opened again. */
void site_dump(struct world *world, char text[128]);

/* The fault of one that can't. */
enum fault site_refuse(struct world *world, const char *path);

#endif
