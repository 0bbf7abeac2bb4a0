/*
 * DESIGN. One thread reads what has changed (store/events.h), writes it once for members and once
 * for visitors (telling.h), and sends these bytes to everybody who listens. `version` is how far
 * all of them have been told.
 *
 * Whoever arrives is told what they missed by the same thread, up to just that version, before they
 * are among the others: so nothing is lost between what they missed and what comes next.
 *
 * A broadcast to thousands takes its time. After each, the thread rests nine times as long, so that
 * those who vote keep the machine; what happens meanwhile becomes one event for each subject. A
 * lone vote is told at once.
 *
 * Rights: a stream knows the credential that opened it. When credentials, members or the club have
 * changed, and every 15 seconds because sessions run out, all are looked at again before anybody is
 * told more.
 */
#include "http/live/live.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/call/traffic.h"
#include "http/live/listener.h"
#include "http/live/news.h"
#include "store/store.h"

enum {
    REST = 9, /* times as long as the broadcast took */
    REST_MAX_US = SECOND_US / 2,
    LOOK_US = 15 * SECOND_US,
    WELCOME_US = SECOND_US / 10 /* at a time; then the others are told their news */
};

struct todo {
    bool news, rights, arrivals, closing;
};

struct live {
    const struct api *api;
    pthread_t thread;
    atomic_size_t count; /* of who listens or arrives */

    pthread_mutex_t lock; /* of the next three */
    pthread_cond_t woken;
    struct todo todo;
    int64_t news_at_us; /* since when there are news */

    pthread_mutex_t crowd_lock; /* of the next two, and held while streams are used */
    struct listener *arriving, *listening;

    /* of the thread alone */
    int64_t version;       /* how far those who listen have been told */
    int64_t news_since_us; /* that it is telling */
    int64_t rests_until_us, looks_at_us;
    bool is_mute; /* it can't tell them anything, and has said so */
};

/* ---- what is to do ------------------------------------------------------------------------- */

/* The thread need not wake for news of which it knows. */
static void post(struct live *live, struct todo more)
{
    pthread_mutex_lock(&live->lock);
    if (more.news && !live->todo.news)
        live->news_at_us = clock_monotonic_us();
    if (!more.news || !live->todo.news)
        pthread_cond_signal(&live->woken);
    live->todo.news |= more.news;
    live->todo.rights |= more.rights;
    live->todo.arrivals |= more.arrivals;
    live->todo.closing |= more.closing;
    pthread_mutex_unlock(&live->lock);
}

void live_has_news(struct live *live)
{
    if (live != NULL && atomic_load(&live->count) > 0)
        post(live, (struct todo){.news = true});
}

void live_has_rights(struct live *live)
{
    if (live != NULL && atomic_load(&live->count) > 0)
        post(live, (struct todo){.rights = true});
}

/* With the lock held: the next moment at which time alone brings something to do. */
static int64_t next_moment(const struct live *live)
{
    int64_t next = atomic_load(&live->count) > 0 ? live->looks_at_us : INT64_MAX;

    return live->todo.news && live->rests_until_us < next ? live->rests_until_us : next;
}

/* With the lock held. */
static bool has_time(const struct live *live)
{
    return !live->todo.rights && !live->todo.arrivals && !live->todo.closing &&
           clock_monotonic_us() < next_moment(live);
}

/* News wait until it has rested. */
static struct todo wait_for_news(struct live *live)
{
    struct todo todo;
    int64_t now;

    pthread_mutex_lock(&live->lock);
    while (has_time(live)) {
        const int64_t next = next_moment(live);
        const struct timespec until = {.tv_sec = next / SECOND_US,
                                       .tv_nsec = next % SECOND_US * 1000};

        pthread_cond_timedwait(&live->woken, &live->lock, &until);
    }
    now = clock_monotonic_us();
    todo = live->todo;
    todo.news = todo.news && now >= live->rests_until_us;
    live->news_since_us = live->news_at_us;
    todo.rights = todo.rights || now >= live->looks_at_us;
    live->todo = (struct todo){.news = live->todo.news && !todo.news};
    pthread_mutex_unlock(&live->lock);
    return todo;
}

/* ---- rights -------------------------------------------------------------------------------- */

/* With the crowd's lock held. Who may not is sent away. */
static bool may_stay(const struct live *live, struct listener *listener, int64_t now)
{
    if (listener_may_stay(listener, live->api, now))
        return true;
    listener_remove(listener);
    stream_end(listener->stream);
    return false;
}

static void look_at_all(struct live *live)
{
    const int64_t now = clock_now();

    pthread_mutex_lock(&live->crowd_lock);
    for (struct listener *listener = live->listening, *next; listener != NULL; listener = next) {
        next = listener->next;
        may_stay(live, listener, now);
    }
    pthread_mutex_unlock(&live->crowd_lock);
    live->looks_at_us = clock_monotonic_us() + LOOK_US;
}

/* ---- telling ------------------------------------------------------------------------------- */

static void send_to_all(struct live *live, struct telling *telling)
{
    struct blob *blobs[AUDIENCES];

    telling_take(telling, blobs);
    pthread_mutex_lock(&live->crowd_lock);
    for (const struct listener *listener = live->listening; listener != NULL;
         listener = listener->next)
        if (blobs[listener->audience] != NULL)
            stream_send(listener->stream, blobs[listener->audience]);
    pthread_mutex_unlock(&live->crowd_lock);
    telling_release_taken(blobs);
}

static enum fault broadcast(struct live *live, struct telling *telling, struct error *err)
{
    int64_t version = live->version;
    bool is_more;

    TRY(news_tell(telling, &version, &is_more, err));
    send_to_all(live, telling);
    histogram_add(&live->api->traffic->event_delays, clock_monotonic_us() - live->news_since_us);
    live->version = version;
    if (is_more)
        post(live, (struct todo){.news = true});
    return FAULT_NONE;
}

/* ---- who arrives --------------------------------------------------------------------------- */

/* The version that the first of them has; false: there is nobody. */
static bool first_arrival(struct live *live, int64_t *after)
{
    bool is_there;

    pthread_mutex_lock(&live->crowd_lock);
    is_there = live->arriving != NULL;
    if (is_there)
        *after = live->arriving->after;
    pthread_mutex_unlock(&live->crowd_lock);
    return is_there;
}

/* All those who have that version: after a restart nearly everybody has the same. */
static void join_others(struct live *live, int64_t after, struct telling *telling)
{
    const int64_t now = clock_now();
    struct blob *blobs[AUDIENCES];

    telling_take(telling, blobs);
    pthread_mutex_lock(&live->crowd_lock);
    for (struct listener *listener = live->arriving, *next; listener != NULL; listener = next) {
        next = listener->next;
        if (listener->after != after || !may_stay(live, listener, now))
            continue;
        stream_send(listener->stream, blobs[listener->audience]);
        listener_remove(listener);
        listener_add(&live->listening, listener);
    }
    pthread_mutex_unlock(&live->crowd_lock);
    telling_release_taken(blobs);
}

/* What a single one missed may take 20 ms to tell, and very many may come. */
static enum fault welcome(struct live *live, struct telling *telling, struct error *err)
{
    const int64_t until_us = clock_monotonic_us() + WELCOME_US;
    int64_t after;

    while (first_arrival(live, &after)) {
        if (clock_monotonic_us() > until_us) {
            post(live, (struct todo){.arrivals = true});
            return FAULT_NONE;
        }
        TRY(news_tell_missed(telling, after, live->version, err));
        join_others(live, after, telling);
        arena_reuse(telling->arena);
    }
    return FAULT_NONE;
}

void live_listens(struct live *live, void *listener, struct stream *stream)
{
    struct listener *arrival = listener;

    atomic_fetch_add(&live->count, 1);
    pthread_mutex_lock(&live->crowd_lock);
    arrival->stream = stream;
    listener_add(&live->arriving, arrival);
    pthread_mutex_unlock(&live->crowd_lock);
    post(live, (struct todo){.arrivals = true});
}

void live_listens_no_more(struct live *live, void *listener)
{
    struct listener *gone = listener;

    if (gone->stream != NULL) {
        pthread_mutex_lock(&live->crowd_lock);
        listener_remove(gone);
        pthread_mutex_unlock(&live->crowd_lock);
        atomic_fetch_sub(&live->count, 1);
    }
    free(gone);
}

/* ---- the thread ---------------------------------------------------------------------------- */

static bool is_heard(struct live *live)
{
    bool is_there;

    pthread_mutex_lock(&live->crowd_lock);
    is_there = live->listening != NULL;
    pthread_mutex_unlock(&live->crowd_lock);
    return is_there;
}

/* The first who arrives begins where the club is. */
static enum fault attend_with(struct live *live, struct telling *telling, bool news,
                              struct error *err)
{
    if (!is_heard(live))
        TRY(events_newest(telling->db, &live->version, err));
    else if (news)
        TRY(broadcast(live, telling, err));
    return welcome(live, telling, err);
}

static enum fault attend(struct live *live, bool news, struct error *err)
{
    auto_telling struct telling telling;
    auto_arena struct arena arena;
    enum fault fault;
    struct db *db;

    arena_init(&arena);
    telling_init(&telling, &arena);
    TRY(store_reader(live->api->store, &db, err));
    telling.db = db;
    fault = attend_with(live, &telling, news, err);
    store_reader_done(live->api->store, db);
    return fault;
}

/* It tries again twice a second. `why` is NULL: it isn't. */
static void say_whether_mute(struct live *live, const char *why)
{
    if (live->is_mute == (why != NULL))
        return;
    live->is_mute = why != NULL;
    if (live->is_mute)
        log_line(LOG_WARN, "those who listen can't be told what happens: %s", why);
    else
        log_line(LOG_INFO, "those who listen are told again what happens");
}

/* Those who arrive give it no rest: news would wait for as long as somebody does. */
static void attend_and_rest(struct live *live, bool news)
{
    const int64_t begun_us = clock_monotonic_us();
    int64_t rest_us = REST_MAX_US, ended_us;
    struct error err;

    error_init(&err);
    if (attend(live, news, &err) == FAULT_NONE) {
        say_whether_mute(live, NULL);
        if (!news)
            return;
        ended_us = clock_monotonic_us();
        rest_us = (ended_us - begun_us) * REST;
    } else {
        say_whether_mute(live, err.detail);
        post(live, (struct todo){.news = true});
        ended_us = clock_monotonic_us();
    }
    live->rests_until_us = ended_us + (rest_us < REST_MAX_US ? rest_us : REST_MAX_US);
}

static void *live_main(void *argument)
{
    struct live *live = argument;
    struct todo todo;

    while (todo = wait_for_news(live), !todo.closing) {
        if (todo.rights)
            look_at_all(live);
        if (todo.news || todo.arrivals)
            attend_and_rest(live, todo.news);
    }
    return NULL;
}

static struct live *make_live(const struct api *api)
{
    struct live *live = calloc(1, sizeof(*live));
    pthread_condattr_t monotonic;

    if (live == NULL)
        abort();
    live->api = api;
    pthread_mutex_init(&live->lock, NULL);
    pthread_mutex_init(&live->crowd_lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&live->woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return live;
}

static void free_live(struct live *live)
{
    pthread_cond_destroy(&live->woken);
    pthread_mutex_destroy(&live->crowd_lock);
    pthread_mutex_destroy(&live->lock);
    free(live);
}

enum fault live_open(const struct api *api, struct live **out, struct error *err)
{
    struct live *live = make_live(api);

    if (pthread_create(&live->thread, NULL, live_main, live) != 0) {
        free_live(live);
        return error_set(err, FAULT_INTERNAL, "The thread of those who listen can't be started.");
    }
    *out = live;
    return FAULT_NONE;
}

void live_close(struct live *live)
{
    if (live == NULL)
        return;
    post(live, (struct todo){.closing = true});
    pthread_join(live->thread, NULL);
    free_live(live);
}
