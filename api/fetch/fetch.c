/*
 * DESIGN. Callers put requests into the queue of a lane and wake the thread; the thread alone
 * speaks to libcurl's multi handle. Each turn it takes in what has ended, sends what its lanes let
 * go (fetch/lane.c), and sleeps until a socket, a caller or a lane's time wakes it. What needs no
 * sending (refused, paused, cancelled) goes into the list `over`, so that every `done` is called in
 * one place, on this thread, without the lock.
 */
#include "fetch/fetch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fetch/hosts.h"
#include "fetch/queue.h"

enum {
    POLL_MAX_MS = 60000, /* the longest sleep */
    CONNECTIONS_MAX = 16 /* kept open */
};

struct fetch {
    struct fetch_rules rules;
    char *hosts, *private_hosts, *user_agent;
    CURLM *multi;
    pthread_t thread;
    struct transfers sent; /* the thread's own */

    pthread_mutex_t lock; /* of all below */
    struct queue queues[FETCH_LANES_MAX];
    size_t lane_count;
    struct transfers over; /* not sent, answered; `done` is still to be called */
    bool closing;
};

/* With the lock held. */
static struct queue *queue_of(struct fetch *fetch, size_t lane)
{
    if (lane >= fetch->lane_count)
        abort();
    return &fetch->queues[lane];
}

/* ---- the queues, with the lock held ------------------------------------------------------- */

static void pass_over(struct fetch *fetch, struct transfer *transfer, enum fetch_outcome outcome,
                      const char *what)
{
    transfer_answer(transfer, outcome, what);
    TAILQ_INSERT_TAIL(&fetch->over, transfer, entry);
}

static int64_t earlier(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* Gives up for those who cannot wait any longer. When the next one cannot. */
static int64_t drop_late(struct fetch *fetch, struct queue *queue, int64_t now)
{
    struct transfer *transfer;
    int64_t until;

    while ((transfer = queue_take_late(queue, now, &until)) != NULL)
        pass_over(fetch, transfer, FETCH_FAILED, "its turn didn't come in time");
    return until;
}

static void drop_unwanted(struct fetch *fetch, struct queue *queue)
{
    struct transfer *transfer;

    while ((transfer = queue_take_unwanted(queue)) != NULL)
        pass_over(fetch, transfer, FETCH_CANCELLED, "nobody wants it any more");
}

static void send_first(struct fetch *fetch, struct queue *queue, int64_t now)
{
    struct transfer *transfer = TAILQ_FIRST(&queue->waiting);

    queue_remove(queue, transfer);
    if (transfer_send(transfer, fetch->multi)) {
        TAILQ_INSERT_TAIL(&fetch->sent, transfer, entry);
        lane_sent(&queue->lane, now);
    } else {
        TAILQ_INSERT_TAIL(&fetch->over, transfer, entry);
    }
}

static void refuse_first(struct fetch *fetch, struct queue *queue, int64_t pause_us)
{
    struct transfer *transfer = TAILQ_FIRST(&queue->waiting);

    queue_remove(queue, transfer);
    transfer->answer.retry_ms = (pause_us + MS_US - 1) / MS_US;
    pass_over(fetch, transfer, FETCH_PAUSED, "not asked while it is paused");
}

/* When to look at it again. */
static int64_t run_queue(struct fetch *fetch, struct queue *queue)
{
    int64_t now = clock_monotonic_us(), late = drop_late(fetch, queue, now), until;

    drop_unwanted(fetch, queue);
    while (!TAILQ_EMPTY(&queue->waiting)) {
        switch (lane_turn(&queue->lane, now, &until)) {
        case LANE_SEND:
            send_first(fetch, queue, now);
            break;
        case LANE_PAUSED_BRIEFLY:
            if (!TAILQ_FIRST(&queue->waiting)->urgent)
                return earlier(late, until);
            refuse_first(fetch, queue, until - now);
            break;
        case LANE_PAUSED:
            refuse_first(fetch, queue, until - now);
            break;
        case LANE_WAIT:
            return earlier(late, until);
        }
    }
    return INT64_MAX;
}

/* ---- the thread --------------------------------------------------------------------------- */

/* Whoever asked is told last: what he then sees is counted already. */
static void finish_transfer(struct fetch *fetch, struct transfer *transfer)
{
    struct fetch_counts *counts = &fetch->queues[transfer->lane].counts;

    counter_add(&counts->outcomes[transfer_counts_as(transfer)], 1);
    if (transfer->easy != NULL)
        histogram_add(&counts->durations, clock_monotonic_us() - transfer->sent_at);
    transfer_close(transfer);
}

/* False: there was nothing. */
static bool finish_over(struct fetch *fetch)
{
    struct transfers over = TAILQ_HEAD_INITIALIZER(over);
    struct transfer *transfer;
    bool any;

    pthread_mutex_lock(&fetch->lock);
    TAILQ_CONCAT(&over, &fetch->over, entry);
    pthread_mutex_unlock(&fetch->lock);
    any = !TAILQ_EMPTY(&over);
    while ((transfer = TAILQ_FIRST(&over)) != NULL) {
        TAILQ_REMOVE(&over, transfer, entry);
        finish_transfer(fetch, transfer);
    }
    return any;
}

static void tell_pause(struct fetch *fetch, const char *lane, int64_t ms, const char *reason)
{
    if (ms > 0 && fetch->rules.paused != NULL)
        fetch->rules.paused(fetch->rules.context, lane, ms, reason);
}

static void finish_sent(struct fetch *fetch, struct transfer *transfer)
{
    struct lane *lane = &fetch->queues[transfer->lane].lane;
    int64_t pause_ms;

    TAILQ_REMOVE(&fetch->sent, transfer, entry);
    pthread_mutex_lock(&fetch->lock);
    pause_ms = lane_ended(lane, transfer_verdict(transfer), transfer->retry_after,
                          transfer->answer.reason, clock_monotonic_us());
    pthread_mutex_unlock(&fetch->lock);
    tell_pause(fetch, lane->name, pause_ms, transfer->answer.reason);
    finish_transfer(fetch, transfer);
}

static void give_up(struct fetch *fetch, struct transfer *transfer)
{
    transfer_take(transfer, fetch->multi);
    transfer_answer(transfer, FETCH_CANCELLED, "given up");
    finish_sent(fetch, transfer);
}

static void drop_unwanted_sent(struct fetch *fetch)
{
    struct transfer *next;

    for (struct transfer *sent = TAILQ_FIRST(&fetch->sent); sent != NULL; sent = next) {
        next = TAILQ_NEXT(sent, entry);
        if (transfer_is_unwanted(sent))
            give_up(fetch, sent);
    }
}

static void take_ended(struct fetch *fetch)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(fetch->multi, &left)) != NULL) {
        struct transfer *transfer = transfer_of(message->easy_handle);
        CURLcode code = message->data.result;

        transfer_take(transfer, fetch->multi);
        if (!transfer_ended(transfer, code) || !transfer_send(transfer, fetch->multi))
            finish_sent(fetch, transfer);
    }
}

/* False: the engine closes. */
static bool run_queues(struct fetch *fetch, int64_t *until)
{
    bool closing;

    *until = INT64_MAX;
    pthread_mutex_lock(&fetch->lock);
    closing = fetch->closing;
    for (size_t i = 0; !closing && i < fetch->lane_count; i++)
        *until = earlier(*until, run_queue(fetch, &fetch->queues[i]));
    pthread_mutex_unlock(&fetch->lock);
    return !closing;
}

static void cancel_all(struct fetch *fetch)
{
    struct transfer *transfer;

    pthread_mutex_lock(&fetch->lock);
    for (size_t i = 0; i < fetch->lane_count; i++) {
        while ((transfer = TAILQ_FIRST(&fetch->queues[i].waiting)) != NULL) {
            queue_remove(&fetch->queues[i], transfer);
            pass_over(fetch, transfer, FETCH_CANCELLED, "cancelled");
        }
    }
    pthread_mutex_unlock(&fetch->lock);
    while ((transfer = TAILQ_FIRST(&fetch->sent)) != NULL)
        give_up(fetch, transfer);
    while (finish_over(fetch))
        continue;
}

static void *fetch_main(void *argument)
{
    struct fetch *fetch = argument;
    int64_t until, ms;
    int running;

    while (run_queues(fetch, &until)) {
        finish_over(fetch);
        ms = until == INT64_MAX ? POLL_MAX_MS : (until - clock_monotonic_us()) / MS_US + 1;
        ms = ms < 0 ? 0 : earlier(ms, POLL_MAX_MS);
        curl_multi_poll(fetch->multi, NULL, 0, (int)ms, NULL);
        curl_multi_perform(fetch->multi, &running);
        take_ended(fetch);
        drop_unwanted_sent(fetch); /* so that others get their places in the next turn */
    }
    cancel_all(fetch);
    return NULL;
}

/* ---- opening and closing ------------------------------------------------------------------ */

static void release_fetch(struct fetch *fetch)
{
    curl_multi_cleanup(fetch->multi);
    curl_global_cleanup();
    pthread_mutex_destroy(&fetch->lock);
    free(fetch->hosts);
    free(fetch->private_hosts);
    free(fetch->user_agent);
    free(fetch);
}

static struct fetch *make_fetch(const struct fetch_rules *rules)
{
    struct fetch *fetch = calloc(1, sizeof(*fetch));

    if (fetch == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort();
    fetch->multi = curl_multi_init();
    fetch->rules = *rules;
    fetch->rules.hosts = fetch->hosts = strdup(rules->hosts);
    fetch->rules.private_hosts = fetch->private_hosts = strdup(rules->private_hosts);
    fetch->rules.user_agent = fetch->user_agent = strdup(rules->user_agent);
    if (fetch->multi == NULL || fetch->hosts == NULL || fetch->private_hosts == NULL ||
        fetch->user_agent == NULL)
        abort();
    curl_multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_MAX);
    if (rules->timing == NULL)
        fetch->rules.timing = &fetch_usual_timing;
    TAILQ_INIT(&fetch->sent);
    TAILQ_INIT(&fetch->over);
    pthread_mutex_init(&fetch->lock, NULL);
    return fetch;
}

enum fault fetch_open(const struct fetch_rules *rules, struct fetch **out, struct error *err)
{
    struct fetch *fetch;

    TRY(hosts_check(rules->hosts, err));
    TRY(hosts_check(rules->private_hosts, err));
    fetch = make_fetch(rules);
    if (pthread_create(&fetch->thread, NULL, fetch_main, fetch) != 0) {
        release_fetch(fetch);
        return error_set(err, FAULT_INTERNAL, "The thread that fetches cannot be started.");
    }
    *out = fetch;
    return FAULT_NONE;
}

void fetch_close(struct fetch *fetch)
{
    if (fetch == NULL)
        return;
    pthread_mutex_lock(&fetch->lock);
    fetch->closing = true;
    pthread_mutex_unlock(&fetch->lock);
    curl_multi_wakeup(fetch->multi);
    pthread_join(fetch->thread, NULL);
    release_fetch(fetch);
}

/* ---- lanes -------------------------------------------------------------------------------- */

size_t fetch_lane_add(struct fetch *fetch, const char *name, struct fetch_pace pace)
{
    size_t lane;

    pthread_mutex_lock(&fetch->lock);
    if (fetch->lane_count == FETCH_LANES_MAX)
        abort();
    lane = fetch->lane_count++;
    queue_init(&fetch->queues[lane], name, pace, fetch->rules.timing);
    pthread_mutex_unlock(&fetch->lock);
    return lane;
}

void fetch_lane_pause(struct fetch *fetch, size_t lane, int64_t ms, const char *reason)
{
    struct queue *queue;

    pthread_mutex_lock(&fetch->lock);
    queue = queue_of(fetch, lane);
    lane_pause(&queue->lane, ms, reason, clock_monotonic_us());
    pthread_mutex_unlock(&fetch->lock);
    curl_multi_wakeup(fetch->multi);
    tell_pause(fetch, queue->lane.name, ms, reason);
}

bool fetch_lane_state(struct fetch *fetch, size_t lane, struct fetch_lane_state *state)
{
    bool known;

    pthread_mutex_lock(&fetch->lock);
    known = lane < fetch->lane_count;
    if (known)
        queue_state(&fetch->queues[lane], clock_monotonic_us(), state);
    pthread_mutex_unlock(&fetch->lock);
    return known;
}

/* ---- requests ----------------------------------------------------------------------------- */

void fetch_start(struct fetch *fetch, const struct fetch_request *request,
                 void (*done)(void *context, struct fetch_answer *answer), void *context)
{
    struct transfer *transfer = transfer_open(&fetch->rules, request);
    struct queue *queue;

    transfer->done = done;
    transfer->context = context;
    pthread_mutex_lock(&fetch->lock);
    queue = queue_of(fetch, request->lane);
    if (transfer->answer.outcome == FETCH_REFUSED) {
        TAILQ_INSERT_TAIL(&fetch->over, transfer, entry);
    } else if (fetch->closing) {
        pass_over(fetch, transfer, FETCH_CANCELLED, "cancelled");
    } else if (queue->count == FETCH_WAITING_MAX) {
        transfer->answer.retry_ms = fetch->rules.timing->pause_ms;
        pass_over(fetch, transfer, FETCH_PAUSED, "too many requests are waiting");
    } else {
        queue_add(queue, transfer);
    }
    pthread_mutex_unlock(&fetch->lock);
    curl_multi_wakeup(fetch->multi);
}

void fetch_give_up(struct fetch *fetch, atomic_bool *flag)
{
    atomic_store(flag, true);
    curl_multi_wakeup(fetch->multi);
}
