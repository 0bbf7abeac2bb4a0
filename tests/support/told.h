/* What the log of events tells, as a store test reads it. */
#ifndef MARQUEE_TESTS_TOLD_H
#define MARQUEE_TESTS_TOLD_H

#include "store/events.h"
#include "support/world.h"

enum { TOLD_ROOM = 64 };

struct told {
    struct event events[TOLD_ROOM];
    size_t count;
    int64_t newest;
    bool whole;
};
/* `room`: at most TOLD_ROOM. */
struct told told_since(struct world *world, int64_t after, size_t room);
int64_t told_newest(struct world *world);

/* All that was told after `*at`, oldest first, as "vote 1, proposal 2". Goes on from there. */
#define expect_told(world, at, text) expect_told_at((world), (at), (text), __FILE__, __LINE__)
void expect_told_at(struct world *world, int64_t *at, const char *text, const char *file, int line);

#endif
