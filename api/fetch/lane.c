#include "fetch/lane.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/secret.h"

const struct fetch_timing fetch_usual_timing = {
    .connect_ms = 2000,
    .slow_seconds = 8,
    .failures_max = 5,
    .pause_ms = 60 * 1000,
    .pause_max_ms = 30 * 60 * 1000,
    .pause_min_ms = 1000,
    .retry_after_max_ms = 1000 * HOUR,
    .brief_ms = 30 * 1000,
};

void lane_init(struct lane *lane, const char *name, struct fetch_pace pace,
               const struct fetch_timing *timing)
{
    *lane =
        (struct lane){.name = name, .pace = pace, .timing = timing, .pause_ms = timing->pause_ms};
}

enum lane_turn lane_turn(const struct lane *lane, int64_t now, int64_t *until)
{
    int most = lane->probing ? 1 : lane->pace.concurrency;

    if (now < lane->paused_until) {
        *until = lane->paused_until;
        return lane->brief ? LANE_PAUSED_BRIEFLY : LANE_PAUSED;
    }
    *until = lane->in_flight >= most ? INT64_MAX : lane->next_start;
    return now < *until ? LANE_WAIT : LANE_SEND;
}

void lane_sent(struct lane *lane, int64_t now)
{
    lane->in_flight++;
    lane->next_start = now + lane->pace.interval_ms * MS_US;
}

static int64_t clamp_pause(int64_t value, int64_t min, int64_t max)
{
    return value < min ? min : value > max ? max : value;
}

void lane_pause(struct lane *lane, int64_t ms, const char *reason, int64_t now)
{
    int64_t until = now + ms * MS_US;

    snprintf(lane->last_error, sizeof(lane->last_error), "%s", reason);
    lane->probing = true;
    if (lane->paused_until >= until)
        return;
    lane->paused_until = until;
    lane->brief = false;
}

/* Full jitter: servers that failed together do not come back together. */
static int64_t back_off_ms(struct lane *lane)
{
    const struct fetch_timing *timing = lane->timing;
    int64_t most = clamp_pause(lane->pause_ms, timing->pause_min_ms, timing->pause_max_ms);
    uint64_t random;

    secret_random(&random, sizeof(random));
    lane->pause_ms = most * 2;
    return timing->pause_min_ms + (int64_t)(random % (uint64_t)(most - timing->pause_min_ms + 1));
}

static int64_t wait_ms(struct lane *lane, int64_t retry_after_s)
{
    const struct fetch_timing *timing = lane->timing;

    if (retry_after_s == 0)
        return back_off_ms(lane);
    return clamp_pause(clamp_pause(retry_after_s, 0, INT32_MAX) * 1000, timing->pause_min_ms,
                       timing->retry_after_max_ms);
}

int64_t lane_ended(struct lane *lane, enum lane_verdict verdict, int64_t retry_after_s,
                   const char *reason, int64_t now)
{
    /* What was under way when the pause began says nothing about what comes after it. */
    bool paused = now < lane->paused_until, was_well = !lane->probing;
    int64_t ms = 0;

    lane->in_flight--;
    if (verdict == LANE_NOTHING)
        return 0;
    if (verdict == LANE_WELL) {
        lane->failures = 0;
        lane->probing = lane->probing && paused;
        lane->pause_ms = paused ? lane->pause_ms : lane->timing->pause_ms;
        return 0;
    }
    if (lane->failures++ == 0)
        lane->failing_from = now;
    snprintf(lane->last_error, sizeof(lane->last_error), "%s", reason);
    if (verdict == LANE_ASKED_TO_WAIT && !(paused && retry_after_s == 0))
        ms = wait_ms(lane, retry_after_s);
    else if (!paused && (lane->probing || lane->failures >= lane->timing->failures_max))
        ms = back_off_ms(lane);
    if (ms > 0)
        lane_pause(lane, ms, reason, now);
    if (ms > 0 && !paused)
        lane->brief = verdict == LANE_ASKED_TO_WAIT && was_well && retry_after_s != 0 &&
                      ms <= lane->timing->brief_ms;
    return ms;
}
