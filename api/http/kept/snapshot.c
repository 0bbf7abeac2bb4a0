/*
 * DESIGN. A version counts the commits that change the page. A snapshot remembers the version that
 * was current before its build began, so a commit during the build makes it stale at once: a
 * reader never sees less than what was acknowledged before it asked. Builds of one key are single
 * flight: the others wait for it and then look again. Building happens outside the lock.
 */
#include "http/kept/snapshot.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { CLOCK_PATIENCE = 60 /* seconds: longer than a reader waits for a build */ };

struct snapshot {
    char *key;          /* NULL: a free place */
    struct built built; /* its blob is NULL: never yet */
    int64_t built_at;   /* seconds */
    uint64_t version;
    uint64_t used; /* the clock of the least recently used */
    bool building;
};

struct snapshots {
    pthread_mutex_t lock;
    pthread_cond_t built;
    uint64_t version, clock;
    size_t bytes;
    struct snapshot_counts counts;
    struct snapshot places[SNAPSHOTS_MAX];
};

struct snapshots *snapshots_open(void)
{
    struct snapshots *snapshots = calloc(1, sizeof(*snapshots));

    if (snapshots == NULL)
        abort();
    pthread_mutex_init(&snapshots->lock, NULL);
    pthread_cond_init(&snapshots->built, NULL);
    return snapshots;
}

static size_t size_of(const struct snapshot *place)
{
    size_t size = 0;

    if (place->built.blob != NULL)
        blob_bytes(place->built.blob, &size);
    return size;
}

static void empty_place(struct snapshots *snapshots, struct snapshot *place)
{
    snapshots->bytes -= size_of(place);
    free(place->key);
    blob_release(place->built.blob);
    *place = (struct snapshot){0};
}

void snapshots_close(struct snapshots *snapshots)
{
    if (snapshots == NULL)
        return;
    for (size_t i = 0; i < SNAPSHOTS_MAX; i++)
        empty_place(snapshots, &snapshots->places[i]);
    pthread_cond_destroy(&snapshots->built);
    pthread_mutex_destroy(&snapshots->lock);
    free(snapshots);
}

void snapshots_changed(struct snapshots *snapshots)
{
    pthread_mutex_lock(&snapshots->lock);
    snapshots->version++;
    pthread_mutex_unlock(&snapshots->lock);
}

/* With the lock held: the place of the key, or the least recently used one made free for it. NULL
 * when every place is being built. */
static struct snapshot *find_place(struct snapshots *snapshots, const char *key)
{
    struct snapshot *oldest = NULL;

    for (size_t i = 0; i < SNAPSHOTS_MAX; i++) {
        struct snapshot *place = &snapshots->places[i];

        if (place->key != NULL && strcmp(place->key, key) == 0)
            return place;
        if (!place->building && (oldest == NULL || place->used < oldest->used))
            oldest = place;
    }
    if (oldest == NULL)
        return NULL;
    empty_place(snapshots, oldest);
    oldest->key = strdup(key);
    if (oldest->key == NULL)
        abort();
    return oldest;
}

/* What was built since the reader came is new enough for it, whatever has changed meanwhile. If the
 * clock was set back since, nobody knows when its time is over. */
static bool is_fresh(const struct snapshot *place, uint64_t asked, int64_t now)
{
    return place->built.blob != NULL && place->version >= asked && now < place->built.expires_at &&
           now > place->built_at - CLOCK_PATIENCE;
}

/* With the lock held: the least recently used ones go until the rest fits; never `keep`. */
static void make_room(struct snapshots *snapshots, const struct snapshot *keep)
{
    while (snapshots->bytes > SNAPSHOTS_BYTES_MAX) {
        struct snapshot *oldest = NULL;

        for (size_t i = 0; i < SNAPSHOTS_MAX; i++) {
            struct snapshot *place = &snapshots->places[i];

            if (place != keep && place->built.blob != NULL && !place->building &&
                (oldest == NULL || place->used < oldest->used))
                oldest = place;
        }
        if (oldest == NULL)
            return;
        empty_place(snapshots, oldest);
    }
}

/* With the lock held, which is given back while building. */
static enum fault rebuild(struct snapshots *snapshots, struct snapshot *place,
                          const struct snapshot_asked *asked, struct error *err)
{
    uint64_t version = snapshots->version;
    struct built built = {0};
    enum fault fault;

    place->building = true;
    pthread_mutex_unlock(&snapshots->lock);
    fault = asked->build(asked->context, &built, err);
    pthread_mutex_lock(&snapshots->lock);
    place->building = false;
    pthread_cond_broadcast(&snapshots->built);
    if (fault != FAULT_NONE)
        return fault;
    snapshots->bytes -= size_of(place);
    blob_release(place->built.blob);
    place->built = built;
    place->built_at = asked->now;
    snapshots->bytes += size_of(place);
    place->version = version;
    snapshots->counts.builds++;
    make_room(snapshots, place);
    return FAULT_NONE;
}

/* With the lock held: somebody gets it. */
static struct blob *hand_out(struct snapshots *snapshots, struct snapshot *place)
{
    for (size_t i = 0; i < METADATA_STATES; i++)
        snapshots->counts.films_shown[i] += place->built.films[i];
    place->used = ++snapshots->clock;
    return blob_hold(place->built.blob);
}

static enum fault wait_for_build(struct snapshots *snapshots, const struct snapshot_asked *asked,
                                 struct error *err)
{
    if (asked->would_wait != NULL) {
        *asked->would_wait = true;
        return error_set(err, FAULT_BUSY, "It is being made.");
    }
    pthread_cond_wait(&snapshots->built, &snapshots->lock);
    return FAULT_NONE;
}

/* With the lock held. */
static enum fault get_fresh(struct snapshots *snapshots, const struct snapshot_asked *asked,
                            struct blob **blob, struct error *err)
{
    uint64_t version = snapshots->version; /* that the reader must see at least */
    struct snapshot *place;

    while ((place = find_place(snapshots, asked->key)) == NULL || place->building)
        TRY(wait_for_build(snapshots, asked, err));
    if (is_fresh(place, version, asked->now))
        snapshots->counts.from_memory++;
    else
        TRY(rebuild(snapshots, place, asked, err));
    *blob = hand_out(snapshots, place);
    return FAULT_NONE;
}

enum fault snapshot_get(struct snapshots *snapshots, const struct snapshot_asked *asked,
                        struct blob **blob, struct error *err)
{
    enum fault fault;

    pthread_mutex_lock(&snapshots->lock);
    fault = get_fresh(snapshots, asked, blob, err);
    pthread_mutex_unlock(&snapshots->lock);
    return fault;
}

void snapshot_count(struct snapshots *snapshots, struct snapshot_counts *counts)
{
    pthread_mutex_lock(&snapshots->lock);
    *counts = snapshots->counts;
    pthread_mutex_unlock(&snapshots->lock);
}
