/*
 * Whom the changes of a commit are about, as ids that mean nothing to the engine: noted by units of
 * work, taken by who keeps something in memory. What a unit noted before it was undone stays: it
 * costs another look.
 */
#ifndef MARQUEE_STORE_ENGINE_TOUCHED_H
#define MARQUEE_STORE_ENGINE_TOUCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOUCHED_MAX = 512 };

struct touched {
    int64_t ids[TOUCHED_MAX]; /* each once */
    size_t count;
    bool too_many; /* there were others */
};

static inline void touched_add(struct touched *touched, int64_t id)
{
    for (size_t i = 0; i < touched->count; i++)
        if (touched->ids[i] == id)
            return;
    if (touched->count < TOUCHED_MAX)
        touched->ids[touched->count++] = id;
    else
        touched->too_many = true;
}

#endif
