#include "store/club_now.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/members.h"

struct held {
    struct club_state club; /* the first, so that it leads back here */
    struct zone *zone;
    struct arena arena;
    size_t holders;
};

struct club_now {
    struct club_settings host;
    unsigned set_by_host;
    pthread_mutex_t lock; /* of what follows, and of the holders */
    struct held *current; /* holds itself; NULL: not loaded yet */
};

struct club_now *club_now_open(const struct club_settings *host, unsigned set_by_host)
{
    struct club_now *now = calloc(1, sizeof(*now));

    if (now == NULL)
        abort();
    *now = (struct club_now){
        .host = *host, .set_by_host = set_by_host, .lock = PTHREAD_MUTEX_INITIALIZER};
    return now;
}

static void free_held(struct held *held)
{
    zone_close(held->zone);
    arena_release(&held->arena);
    free(held);
}

/* With the lock held. */
static void drop_held(struct held *held)
{
    if (held != NULL && --held->holders == 0)
        free_held(held);
}

void club_now_close(struct club_now *now)
{
    if (now == NULL)
        return;
    drop_held(now->current);
    pthread_mutex_destroy(&now->lock);
    free(now);
}

static enum fault read_club(const struct club_now *now, struct db *db, struct held *held,
                            struct error *err)
{
    struct club_state *club = &held->club;
    struct club_row row;

    TRY(club_row_read(db, &held->arena, &row, err));
    TRY(members_have_admin(db, &club->is_set_up, err));
    TRY(tonight_read(db, &held->arena, &club->tonight, err));
    club->settings = now->host;
    club_settings_take(&club->settings, &row.settings, row.decided & ~now->set_by_host);
    club->set_by_host = now->set_by_host;
    club->version = row.version;
    held->zone = zone_open(club->settings.time_zone);
    club->zone = held->zone;
    return FAULT_NONE;
}

enum fault club_now_load(struct club_now *now, struct db *db, struct error *err)
{
    struct held *fresh = calloc(1, sizeof(*fresh));
    enum fault fault;

    if (fresh == NULL)
        abort();
    fresh->holders = 1;
    fault = read_club(now, db, fresh, err);
    if (fault != FAULT_NONE) {
        free_held(fresh);
        return fault;
    }
    pthread_mutex_lock(&now->lock);
    drop_held(now->current);
    now->current = fresh;
    pthread_mutex_unlock(&now->lock);
    return FAULT_NONE;
}

const struct club_state *club_hold(struct club_now *now)
{
    struct held *held;

    pthread_mutex_lock(&now->lock);
    held = now->current;
    held->holders++;
    pthread_mutex_unlock(&now->lock);
    return &held->club;
}

void club_release(struct club_now *now, const struct club_state *club)
{
    struct held *held = (struct held *)(uintptr_t)club;

    pthread_mutex_lock(&now->lock);
    drop_held(held);
    pthread_mutex_unlock(&now->lock);
}
