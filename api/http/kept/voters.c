/*
 * DESIGN. Each proposal has one place, its id modulo VOTERS_KEPT; another with the same place takes
 * it over. A text is true for one votes_version, which the database moves with every vote, and for
 * one count of changes of names. Who read the database while names were changing keeps under the
 * count from before: the next reader makes a new one.
 */
#include "http/kept/voters.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct kept {
    int64_t proposal_id;
    int64_t votes_version;
    uint64_t names;
    char *text; /* NULL: a free place */
    size_t length;
};

struct voters {
    pthread_mutex_t lock;
    uint64_t names;
    size_t bytes;
    struct kept places[VOTERS_KEPT];
};

struct voters *voters_open(void)
{
    struct voters *voters = calloc(1, sizeof(*voters));

    if (voters == NULL)
        abort();
    pthread_mutex_init(&voters->lock, NULL);
    return voters;
}

static void forget(struct voters *voters, struct kept *place)
{
    voters->bytes -= place->length;
    free(place->text);
    *place = (struct kept){0};
}

void voters_close(struct voters *voters)
{
    if (voters == NULL)
        return;
    for (size_t i = 0; i < VOTERS_KEPT; i++)
        forget(voters, &voters->places[i]);
    pthread_mutex_destroy(&voters->lock);
    free(voters);
}

void voters_renamed(struct voters *voters)
{
    pthread_mutex_lock(&voters->lock);
    voters->names++;
    pthread_mutex_unlock(&voters->lock);
}

uint64_t voters_names(struct voters *voters)
{
    uint64_t names;

    pthread_mutex_lock(&voters->lock);
    names = voters->names;
    pthread_mutex_unlock(&voters->lock);
    return names;
}

static struct kept *place_of(struct voters *voters, const struct proposal *proposal)
{
    return &voters->places[proposal->id % VOTERS_KEPT];
}

const char *voters_find(struct voters *voters, struct arena *arena, uint64_t names,
                        const struct proposal *proposal)
{
    const struct kept *place;
    const char *text = NULL;

    pthread_mutex_lock(&voters->lock);
    place = place_of(voters, proposal);
    if (place->text != NULL && place->proposal_id == proposal->id &&
        place->votes_version == proposal->votes_version && place->names == names)
        text = arena_strndup(arena, place->text, place->length);
    pthread_mutex_unlock(&voters->lock);
    return text;
}

void voters_keep(struct voters *voters, uint64_t names, const struct proposal *proposal,
                 const char *text)
{
    size_t length = strlen(text);
    struct kept *place;

    pthread_mutex_lock(&voters->lock);
    place = place_of(voters, proposal);
    forget(voters, place);
    if (voters->bytes + length <= VOTERS_BYTES_MAX) {
        *place = (struct kept){.proposal_id = proposal->id,
                               .votes_version = proposal->votes_version,
                               .names = names,
                               .text = strdup(text),
                               .length = length};
        if (place->text == NULL)
            abort();
        voters->bytes += length;
    }
    pthread_mutex_unlock(&voters->lock);
}
