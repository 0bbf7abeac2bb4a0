#include "app/listeners.h"

#include "base/auto.h"
#include "base/clock.h"
#include "catalog/catalog.h"
#include "http/kept/passwords.h"
#include "http/kept/snapshot.h"
#include "http/kept/voters.h"
#include "http/live/live.h"
#include "store/club_now.h"
#include "store/old_passwords.h"
#include "store/topics.h"
#include "store/who.h"

/* Somebody may just have been locked out. A debug build proves each time that nobody was forgotten.
 */
static enum fault follow_credentials(struct api *api, struct db *db, struct error *err)
{
    const int64_t now = clock_now();
    bool agrees = true;

    TRY(who_follow(api->who, db, now, err));
#ifndef NDEBUG
    TRY(who_agrees(api->who, db, now, &agrees, err));
#endif
    return agrees ? FAULT_NONE
                  : error_set(err, FAULT_INTERNAL,
                              "a change of credentials did not say whose they are");
}

/* Called at the start as well. */
enum fault listeners_passwords(struct api *api, struct db *db, struct error *err)
{
    struct old_hash dearest[OLD_SCHEMES];
    size_t count;

    TRY(old_passwords_dearest(db, dearest, &count, err));
    passwords_hold(api->passwords, dearest, count);
    return FAULT_NONE;
}

static enum fault load_club(struct api *api, struct db *db, struct error *err)
{
    return club_now_load(api->club, db, err);
}

void listeners_language(struct catalog *catalog, struct club_now *now)
{
    const struct club_state *club = club_hold(now);

    catalog_set_language(catalog, club->settings.language);
    club_release(now, club);
}

/* What was looked up before is due by now (store_club_change). */
static enum fault ask_in_its_language(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    listeners_language(api->catalog, api->club);
    return FAULT_NONE;
}

/* The voters of a proposal are kept by the version of its votes, which a new name leaves as it is.
 */
static enum fault forget_voters(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    voters_renamed(api->voters);
    return FAULT_NONE;
}

static enum fault pages_are_stale(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    snapshots_changed(api->snapshots);
    return FAULT_NONE;
}

static enum fault watched_is_stale(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    snapshots_changed(api->watched);
    return FAULT_NONE;
}

static enum fault suggestions_are_stale(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    snapshots_changed(api->suggestions);
    return FAULT_NONE;
}

static enum fault tell_who_listens(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    live_has_news(api->live);
    return FAULT_NONE;
}

static enum fault look_who_listens(struct api *api, struct db *db, struct error *err)
{
    (void)db;
    (void)err;
    live_has_rights(api->live);
    return FAULT_NONE;
}

/* Told in this order: pages are built from what the others keep. */
static const struct {
    unsigned topics; /* any of them */
    enum fault (*told)(struct api *api, struct db *db, struct error *err);
} listeners[] = {
    {TOPIC_CREDENTIALS, follow_credentials},
    {TOPIC_PASSWORDS, listeners_passwords},
    {TOPIC_CLUB | TOPIC_MEMBERS | TOPIC_TONIGHT, load_club},
    {TOPIC_CLUB, ask_in_its_language},
    {TOPIC_MEMBERS, forget_voters},
    {TOPIC_PAGE | TOPIC_CLUB, pages_are_stale},
    {TOPIC_WATCHED | TOPIC_MEMBERS, watched_is_stale},
    {TOPIC_PAGE | TOPIC_WATCHED, suggestions_are_stale},
    {TOPIC_CREDENTIALS | TOPIC_MEMBERS | TOPIC_CLUB, look_who_listens},
    {TOPIC_PAGE | TOPIC_TONIGHT | TOPIC_WATCHED | TOPIC_MEMBERS | TOPIC_CLUB, tell_who_listens},
};

enum fault listeners_tell(struct api *api, struct db *db, unsigned topics, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(listeners); i++)
        if ((listeners[i].topics & topics) != 0)
            TRY(listeners[i].told(api, db, err));
    return FAULT_NONE;
}
