/*
 * The pace and the back-off of one lane of fetch/fetch.h, without its queue: when may the next
 * request go, and what follows from how one ended. No lock and no clock of its own: times are
 * monotonic µs.
 */
#ifndef MARQUEE_FETCH_LANE_H
#define MARQUEE_FETCH_LANE_H

#include "fetch/request.h"

/* 2 s · 8 s · 5 · 60 s up to 30 min · 1 s · 1 h · 30 s */
extern const struct fetch_timing fetch_usual_timing;

struct lane {
    const char *name;
    struct fetch_pace pace;
    const struct fetch_timing *timing;
    int in_flight;
    int failures;         /* in a row */
    int64_t failing_from; /* when the first of them was */
    bool probing;         /* it has paused, and nothing was answered since */
    int64_t next_start;   /* not before */
    int64_t paused_until; /* 0: it never was */
    bool brief;           /* the pause is one to wait out */
    int64_t pause_ms;     /* the longest that the next pause may be */
    char last_error[FETCH_REASON_SIZE];
};

enum lane_turn { LANE_SEND, LANE_WAIT, LANE_PAUSED_BRIEFLY, LANE_PAUSED };

enum lane_verdict {
    LANE_WELL,
    LANE_FAILED,
    LANE_ASKED_TO_WAIT, /* 429, or Retry-After */
    LANE_NOTHING,       /* says nothing about the provider */
};

void lane_init(struct lane *lane, const char *name, struct fetch_pace pace,
               const struct fetch_timing *timing);

/* Whether a request may go now; otherwise `until` is when to look again (INT64_MAX: when one that
 * is under way has ended; of a pause its end). */
enum lane_turn lane_turn(const struct lane *lane, int64_t now, int64_t *until);

void lane_sent(struct lane *lane, int64_t now);

/* One that was sent has ended. `retry_after_s`: what upstream said, 0: nothing. The length of the
 * pause that begins with it, in ms; 0: none does. */
int64_t lane_ended(struct lane *lane, enum lane_verdict verdict, int64_t retry_after_s,
                   const char *reason, int64_t now);

/* Pauses until `ms` from now, or longer where it does already. */
void lane_pause(struct lane *lane, int64_t ms, const char *reason, int64_t now);

#endif
