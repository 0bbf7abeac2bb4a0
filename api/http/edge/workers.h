/*
 * Threads for what has to wait: as many as there is work for, up to a maximum, and none that has
 * had nothing to do for a while.
 */
#ifndef MARQUEE_HTTP_EDGE_WORKERS_H
#define MARQUEE_HTTP_EDGE_WORKERS_H

struct workers;

/* Part of what it is about; it is left alone once `run` has begun. */
struct work {
    struct work *next;
    void (*run)(struct work *work);
};

struct workers *workers_open(unsigned at_most);

/* Waits until all that was posted is done. NULL is fine. */
void workers_close(struct workers *workers);

/* Any thread. In the order in which it came, as far as one can say. */
void workers_post(struct workers *workers, struct work *work);

#endif
