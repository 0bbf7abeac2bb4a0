#include "catalog/posters/lost.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lost_posters {
    void (*added)(void *context);
    void *context;
    pthread_mutex_t lock; /* for what follows */
    char ids[LOST_POSTERS_MAX][POSTER_ID_SIZE];
    size_t count;
};

struct lost_posters *lost_posters_open(void (*added)(void *context), void *context)
{
    struct lost_posters *lost = calloc(1, sizeof(*lost));

    if (lost == NULL)
        abort();
    lost->added = added;
    lost->context = context;
    pthread_mutex_init(&lost->lock, NULL);
    return lost;
}

void lost_posters_close(struct lost_posters *lost)
{
    if (lost == NULL)
        return;
    pthread_mutex_destroy(&lost->lock);
    free(lost);
}

void lost_posters_add(struct lost_posters *lost, const char *poster_id)
{
    bool is_there = false;

    pthread_mutex_lock(&lost->lock);
    for (size_t i = 0; i < lost->count && !is_there; i++)
        is_there = strcmp(lost->ids[i], poster_id) == 0;
    if (!is_there && lost->count < LOST_POSTERS_MAX)
        snprintf(lost->ids[lost->count++], POSTER_ID_SIZE, "%s", poster_id);
    pthread_mutex_unlock(&lost->lock);
    lost->added(lost->context);
}

bool lost_posters_take(struct lost_posters *lost, char id[POSTER_ID_SIZE])
{
    bool taken = false;

    pthread_mutex_lock(&lost->lock);
    if (lost->count > 0) {
        memcpy(id, lost->ids[--lost->count], POSTER_ID_SIZE);
        taken = true;
    }
    pthread_mutex_unlock(&lost->lock);
    return taken;
}
