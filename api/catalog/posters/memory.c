#include "catalog/posters/memory.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 256 };

struct poster_place {
    char id[POSTER_ID_SIZE];
    int64_t width;
    bool avif;
    bool noted; /* among the used ones */
    enum poster_format format;
    struct blob *blob; /* NULL: a free place */
    uint64_t used;
};

struct poster_memory {
    pthread_mutex_t lock;
    struct poster_place places[PLACES];
    size_t bytes;
    uint64_t clock;
    char used[POSTERS_USED_MAX][POSTER_ID_SIZE];
    size_t used_count;
};

struct poster_memory *poster_memory_open(void)
{
    struct poster_memory *memory = calloc(1, sizeof(*memory));

    if (memory == NULL)
        abort();
    pthread_mutex_init(&memory->lock, NULL);
    return memory;
}

static void release_place(struct poster_memory *memory, struct poster_place *place)
{
    size_t size;

    if (place->blob == NULL)
        return;
    blob_bytes(place->blob, &size);
    memory->bytes -= size;
    blob_release(place->blob);
    place->blob = NULL;
}

void poster_memory_close(struct poster_memory *memory)
{
    if (memory == NULL)
        return;
    for (size_t i = 0; i < PLACES; i++)
        release_place(memory, &memory->places[i]);
    pthread_mutex_destroy(&memory->lock);
    free(memory);
}

/* With the lock held, as the next ones. */
static bool is_noted(const struct poster_memory *memory, const char *id)
{
    for (size_t i = 0; i < memory->used_count; i++)
        if (strcmp(memory->used[i], id) == 0)
            return true;
    return false;
}

static void touch_place(struct poster_memory *memory, struct poster_place *place)
{
    place->used = ++memory->clock;
    if (place->noted)
        return;
    place->noted = true;
    if (!is_noted(memory, place->id) && memory->used_count < POSTERS_USED_MAX)
        memcpy(memory->used[memory->used_count++], place->id, POSTER_ID_SIZE);
}

static struct poster_place *find_remembered(struct poster_memory *memory,
                                            const struct poster_request *request)
{
    for (size_t i = 0; i < PLACES; i++) {
        struct poster_place *place = &memory->places[i];

        if (place->blob != NULL && place->width == request->width && place->avif == request->avif &&
            strcmp(place->id, request->id) == 0)
            return place;
    }
    return NULL;
}

static struct poster_place *least_used(struct poster_memory *memory, bool free_place)
{
    struct poster_place *least = NULL;

    for (size_t i = 0; i < PLACES; i++) {
        struct poster_place *place = &memory->places[i];

        if (place->blob == NULL && free_place)
            return place;
        if (place->blob != NULL && (least == NULL || place->used < least->used))
            least = place;
    }
    return least;
}

static void add_remembered(struct poster_memory *memory, const struct poster_request *request,
                           enum poster_format format, struct blob *blob)
{
    struct poster_place *place;
    size_t size;

    blob_bytes(blob, &size);
    while (memory->bytes + size > POSTER_MEMORY_MAX && memory->bytes > 0)
        release_place(memory, least_used(memory, false));
    place = least_used(memory, true);
    release_place(memory, place);
    *place = (struct poster_place){
        .width = request->width, .avif = request->avif, .format = format, .blob = blob_hold(blob)};
    snprintf(place->id, sizeof(place->id), "%s", request->id);
    memory->bytes += size;
    touch_place(memory, place);
}

struct blob *poster_memory_recall(struct poster_memory *memory,
                                  const struct poster_request *request, enum poster_format *format)
{
    struct blob *blob = NULL;
    struct poster_place *place;

    pthread_mutex_lock(&memory->lock);
    place = find_remembered(memory, request);
    if (place != NULL) {
        touch_place(memory, place);
        *format = place->format;
        blob = blob_hold(place->blob);
    }
    pthread_mutex_unlock(&memory->lock);
    return blob;
}

void poster_memory_add(struct poster_memory *memory, const struct poster_request *request,
                       enum poster_format format, struct blob *blob)
{
    pthread_mutex_lock(&memory->lock);
    /* Several readers may have missed it at once. */
    if (find_remembered(memory, request) == NULL)
        add_remembered(memory, request, format, blob);
    pthread_mutex_unlock(&memory->lock);
}

void poster_memory_forget(struct poster_memory *memory, const char *id)
{
    pthread_mutex_lock(&memory->lock);
    for (size_t i = 0; i < PLACES; i++)
        if (strcmp(memory->places[i].id, id) == 0)
            release_place(memory, &memory->places[i]);
    pthread_mutex_unlock(&memory->lock);
}

size_t poster_memory_used(struct poster_memory *memory, char ids[POSTERS_USED_MAX][POSTER_ID_SIZE])
{
    size_t count;

    pthread_mutex_lock(&memory->lock);
    count = memory->used_count;
    memcpy(ids, memory->used, count * POSTER_ID_SIZE);
    memory->used_count = 0;
    for (size_t i = 0; i < PLACES; i++)
        memory->places[i].noted = false;
    pthread_mutex_unlock(&memory->lock);
    return count;
}
