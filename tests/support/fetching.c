#include "support/fetching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/secret.h"

static const struct fetch_timing quick = {
    .connect_ms = 30000,
    .slow_seconds = 8,
    .failures_max = 5,
    .pause_ms = FETCHING_PAUSE_MS,
    .pause_max_ms = FETCHING_PAUSE_MS,
    .pause_min_ms = FETCHING_PAUSE_MS,
    .retry_after_max_ms = 60 * 60 * 1000,
};

void fetching_allow(struct fetching *fetching, const char *hosts, const char *private_hosts)
{
    char list[1024];
    struct error err;
    struct fetch_rules rules = {.hosts = hosts,
                                .private_hosts = list,
                                .user_agent = "Marquee/test",
                                .timing = &fetching->timing,
                                .ca_file = fetching->ca_file};

    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    snprintf(list, sizeof(list), "%s %s", fetching->upstream.host, private_hosts);
    error_init(&err);
    assert_ok(fetch_open(&rules, &fetching->fetch, &err), &err);
    fetch_lane_add(fetching->fetch, "test", (struct fetch_pace){.concurrency = 4});
}

int fetching_open(void **state)
{
    struct fetching *fetching = calloc(1, sizeof(*fetching));

    if (fetching == NULL || !secret_init())
        abort();
    *state = fetching;
    fetching->timing = quick;
    upstream_start(&fetching->upstream);
    fetching_allow(fetching, "", "");
    return 0;
}

int fetching_close(void **state)
{
    struct fetching *fetching = *state;

    fetch_close(fetching->fetch);
    fetch_answer_release(&fetching->answer);
    upstream_stop(&fetching->upstream);
    free(fetching);
    return 0;
}

/* The request with what it leaves out; `url` is where its URL may be put together. */
static struct fetch_request complete(const struct fetching *fetching,
                                     const struct fetch_request *request, char url[1024])
{
    struct fetch_request whole = *request;
    bool is_path = request->url[0] == '/' && request->url[1] != '/';

    snprintf(url, 1024, "%s%s", is_path ? fetching->upstream.base : "", request->url);
    whole.url = url;
    whole.bytes_max = request->bytes_max != 0 ? request->bytes_max : 1024 * 1024;
    whole.timeout_ms = request->timeout_ms != 0 ? request->timeout_ms : PATIENCE * 1000;
    return whole;
}

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

void fetch_and_wait(struct fetch *fetch, const struct fetch_request *request,
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

enum fetch_outcome fetching_get(struct fetching *fetching, const struct fetch_request *request)
{
    char url[1024];
    struct fetch_request whole = complete(fetching, request, url);

    fetch_answer_release(&fetching->answer);
    fetch_and_wait(fetching->fetch, &whole, &fetching->answer);
    return fetching->answer.outcome;
}

/* ---- many at once ------------------------------------------------------------------------- */

void batch_init(struct batch *batch)
{
    *batch = (struct batch){.lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_cond_init(&batch->changed, NULL);
}

void batch_release(struct batch *batch)
{
    pthread_cond_destroy(&batch->changed);
    pthread_mutex_destroy(&batch->lock);
}

static void note(void *context, struct fetch_answer *answer)
{
    struct batch *batch = context;

    fetch_answer_release(answer);
    pthread_mutex_lock(&batch->lock);
    if (batch->count == BATCH_SIZE)
        abort();
    batch->answers[batch->count++] = *answer;
    pthread_cond_signal(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
}

void batch_start(struct fetching *fetching, struct batch *batch,
                 const struct fetch_request *request)
{
    char url[1024];
    struct fetch_request whole = complete(fetching, request, url);

    fetch_start(fetching->fetch, &whole, note, batch);
}

void batch_wait(struct batch *batch, size_t count)
{
    struct timespec until;
    int late = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE;
    pthread_mutex_lock(&batch->lock);
    while (batch->count < count && late == 0)
        late = pthread_cond_timedwait(&batch->changed, &batch->lock, &until);
    pthread_mutex_unlock(&batch->lock);
    assert_int_equal(late, 0);
}

size_t batch_outcomes(struct batch *batch, enum fetch_outcome outcome)
{
    size_t count = 0;

    pthread_mutex_lock(&batch->lock);
    for (size_t i = 0; i < batch->count; i++)
        count += batch->answers[i].outcome == outcome;
    pthread_mutex_unlock(&batch->lock);
    return count;
}

/* ---- the lane ----------------------------------------------------------------------------- */

struct fetch_lane_state fetching_lane(const struct fetching *fetching)
{
    struct fetch_lane_state state;

    assert_true(fetch_lane_state(fetching->fetch, 0, &state));
    return state;
}

bool lane_pause_is_over(struct fetching *fetching)
{
    return fetching_lane(fetching).paused_ms == 0;
}

void wait_until(bool (*is_so)(struct fetching *fetching), struct fetching *fetching)
{
    const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};

    for (int i = 0; i < PATIENCE * 200; i++) {
        if (is_so(fetching))
            return;
        nanosleep(&pause, NULL);
    }
    fail_msg("it did not come to that within %d s", PATIENCE);
}

void fetching_reason(const struct fetching *fetching, const char *part)
{
    if (strstr(fetching->answer.reason, part) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", part, fetching->answer.reason);
}
