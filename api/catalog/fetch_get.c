#include <pthread.h>
#include <stdlib.h>

#include "catalog/fetch.h"

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    struct fetch_answer *answer;
    bool done;
};

static void wake(void *context, struct fetch_answer *answer)
{
    struct waiter *waiter = context;

    pthread_mutex_lock(&waiter->lock);
    *waiter->answer = *answer;
    waiter->done = true;
    pthread_cond_signal(&waiter->answered);
    pthread_mutex_unlock(&waiter->lock);
}

void fetch_get(struct fetch *fetch, const struct fetch_request *request,
               struct fetch_answer *answer)
{
    struct waiter waiter = {
        .lock = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER, .answer = answer};

    fetch_start(fetch, request, wake, &waiter);
    pthread_mutex_lock(&waiter.lock);
    while (!waiter.done)
        pthread_cond_wait(&waiter.answered, &waiter.lock);
    pthread_mutex_unlock(&waiter.lock);
    pthread_cond_destroy(&waiter.answered);
    pthread_mutex_destroy(&waiter.lock);
}

void fetch_answer_release(struct fetch_answer *answer)
{
    free(answer->bytes);
    answer->bytes = NULL;
}
