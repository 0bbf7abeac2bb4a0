#include "http/edge/workers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { STACK_BYTES = 2 * 1024 * 1024, PATIENCE_S = 10 };

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t work, over; /* some came; a thread has ended */
    struct work *first, **last;
    unsigned at_most, threads, idle, waiting;
    bool closing;
};

struct workers *workers_open(unsigned at_most)
{
    struct workers *workers = calloc(1, sizeof(*workers));
    pthread_condattr_t attributes;

    if (workers == NULL)
        abort();
    workers->at_most = at_most;
    workers->last = &workers->first;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&workers->work, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_cond_init(&workers->over, NULL);
    return workers;
}

/* With the lock held. False: there was nothing to do for a while, or never will be. */
static bool wait_for_some(struct workers *workers)
{
    struct timespec until;
    int late = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += PATIENCE_S;
    workers->idle++;
    while (workers->first == NULL && !workers->closing && late == 0)
        late = pthread_cond_timedwait(&workers->work, &workers->lock, &until);
    workers->idle--;
    return workers->first != NULL;
}

static void *work(void *argument)
{
    struct workers *workers = argument;

    pthread_mutex_lock(&workers->lock);
    while (wait_for_some(workers)) {
        struct work *next = workers->first;

        workers->first = next->next;
        if (workers->first == NULL)
            workers->last = &workers->first;
        workers->waiting--;
        pthread_mutex_unlock(&workers->lock);
        next->run(next);
        pthread_mutex_lock(&workers->lock);
    }
    workers->threads--;
    pthread_cond_signal(&workers->over);
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

/* With the lock held. Without a thread at all there is no way on. */
static void add_thread(struct workers *workers)
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    if (pthread_create(&thread, &attributes, work, workers) == 0)
        workers->threads++;
    else if (workers->threads == 0)
        abort();
    pthread_attr_destroy(&attributes);
}

void workers_post(struct workers *workers, struct work *work)
{
    work->next = NULL;
    pthread_mutex_lock(&workers->lock);
    *workers->last = work;
    workers->last = &work->next;
    workers->waiting++;
    if (workers->waiting > workers->idle && workers->threads < workers->at_most)
        add_thread(workers);
    pthread_cond_signal(&workers->work);
    pthread_mutex_unlock(&workers->lock);
}

void workers_close(struct workers *workers)
{
    if (workers == NULL)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->closing = true;
    pthread_cond_broadcast(&workers->work);
    while (workers->threads > 0)
        pthread_cond_wait(&workers->over, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
    pthread_cond_destroy(&workers->work);
    pthread_cond_destroy(&workers->over);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
