/* The poster of a house's first film, and its files: made, lost in every way, and healed. */
#ifndef MARQUEE_TESTS_KEPT_H
#define MARQUEE_TESTS_KEPT_H

#include "store/posters.h"
#include "support/house.h"

/* Film 1 is up for a vote, with the poster that upstream has for it; its id, in the arena. */
const char *kept_show(struct house *house);
int kept_downloads(void); /* of that poster so far */

struct poster_images kept_images(struct house *house, const char *id);
/* "185 webp, 342 webp, …": every file, each of which is there; in the arena. */
const char *kept_files(struct house *house, const char *id);

/* Runs the job; it must end well. */
void kept_finish(struct house *house);
int64_t kept_unfinished(struct house *house); /* how many posters are */

/* Removes files, not their rows. */
void kept_lose_image(struct house *house, const struct poster_image *image);
void kept_lose(struct house *house, const char *id, enum poster_format format);
void kept_lose_from(struct house *house, const char *id, enum poster_format format, int64_t width);
/* Its files can neither be read nor said to be gone: each is a link to itself. */
void kept_make_unreadable(struct house *house, const char *id);

/* It is found lost, and what that leads to happens, downloads included. */
void kept_heal(struct house *house, const char *id);
/* The same of film 1's, after all of its files were lost. */
void kept_heal_all(struct house *house);

#endif
