/*
 * Posters whose file somebody found gone or damaged: a list without doubles, until they are healed.
 * Any thread; never waits for more than a lock.
 */
#ifndef MARQUEE_CATALOG_POSTERS_LOST_H
#define MARQUEE_CATALOG_POSTERS_LOST_H

#include <stdbool.h>

#include "domain/poster.h"

enum { LOST_POSTERS_MAX = 64 /* more are dropped: the next reader finds them again */ };

struct lost_posters;

/* `added` is called after each addition, without the lock, and must not wait. */
struct lost_posters *lost_posters_open(void (*added)(void *context), void *context);
/* NULL is fine. */
void lost_posters_close(struct lost_posters *lost);

void lost_posters_add(struct lost_posters *lost, const char *poster_id);
/* The next one, which is off the list then; false: there is none. */
bool lost_posters_take(struct lost_posters *lost, char id[POSTER_ID_SIZE]);

#endif
