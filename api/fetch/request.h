/* What the fetching is asked for, by which rules, and what comes of it (fetch/fetch.h). */
#ifndef MARQUEE_FETCH_REQUEST_H
#define MARQUEE_FETCH_REQUEST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/metrics.h"

enum {
    FETCH_REASON_SIZE = 160,
    FETCH_LANES_MAX = 16,
    FETCH_WAITING_MAX = 1024, /* requests in one lane's queue */
    FETCH_REDIRECTS_MAX = 3,
};

/* When a lane stops asking, and for how long. */
struct fetch_timing {
    int connect_ms;                 /* to resolve, connect and shake hands */
    int slow_seconds;               /* below 1 KiB a second for so long: given up */
    int failures_max;               /* in a row; the last one pauses the lane */
    int64_t pause_ms, pause_max_ms; /* the first pause; each next one doubles, up to … */
    int64_t pause_min_ms;           /* no pause is shorter */
    int64_t retry_after_max_ms;     /* nor longer than this because upstream says so */
    int64_t brief_ms;               /* … and up to this, those not urgent wait for its end */
};

/* Copied, but for `timing` and `ca_file`, which are borrowed. */
struct fetch_rules {
    /* Lists of hosts (see fetch/hosts.h): over https only, at public addresses only, and on port
     * 443 unless one is named; and those that the operator has in a network of their own: at any
     * address, over http as well, and on the scheme's usual port unless one is named. */
    const char *hosts, *private_hosts;
    const char *user_agent;            /* "Marquee/1.0 (+https://…)" */
    const struct fetch_timing *timing; /* NULL: fetch_usual_timing */
    const char *ca_file;               /* PEM; who may vouch for a server. NULL: the system's */
    /* Told that a lane pauses; on the fetch thread, or the one that calls fetch_lane_pause. */
    void (*paused)(void *context, const char *lane, int64_t ms, const char *reason);
    void *context;
};

/*
 * A lane: requests to one provider, its JSON and its images apart. It keeps the pace, and it backs
 * off by itself: 429, and 503 with Retry-After, pause it until then (429 without: as a row of
 * failures would); failures_max failures in a row (no name, no connection, bad TLS, time-out, cut
 * off, 5xx, not what was asked for, and larger than what never is) pause it for a random time up to
 * pause_ms, then twice that, and so on. After a pause one request goes alone; if it is answered the
 * lane is well again. Those that wait in a lane when it pauses are told so, but for a brief pause
 * that upstream asks for while all is well: who is not urgent waits for its end. What our own rules
 * refuse, what is too large, other answers such as 404, and time-outs of urgent ones that were sent
 * with less than 2 s left are no failures.
 */
struct fetch_pace {
    int concurrency;     /* at most this many under way */
    int64_t interval_ms; /* between two starts, at least */
};

enum fetch_outcome {
    FETCH_ANSWERED,  /* with any status */
    FETCH_REFUSED,   /* by our rules, at once or after a redirect */
    FETCH_TOO_LARGE, /* more than bytes_max */
    FETCH_FAILED,    /* name, connection, TLS, time-out, cut off, redirects without end, check */
    FETCH_PAUSED,    /* not sent: the lane pauses, or too many wait. See retry_ms */
    FETCH_CANCELLED, /* unwanted, or the engine closes; do not start it again */
    FETCH_OUTCOMES
};

/* What came of a lane's requests so far, and how long those took that were sent. */
struct fetch_counts {
    struct counter outcomes[FETCH_OUTCOMES];
    struct histogram durations;
};

struct fetch_lane_state {
    const char *name;
    int in_flight;
    size_t waiting;
    int failures;       /* in a row */
    int64_t failing_ms; /* since the first of them; 0: there is none */
    int64_t paused_ms;  /* how long it will still pause; 0: it does not */
    char last_error[FETCH_REASON_SIZE];
    const struct fetch_counts *counts; /* the lane's own: they count on */
};

/* Copied, but for the last two. */
struct fetch_request {
    size_t lane;
    const char *url;
    const char *const *headers; /* "Name: value", ends with NULL; or NULL. They go to the URL's own
                                   scheme, host and port: a redirect elsewhere goes without */
    size_t bytes_max;           /* of the body, unpacked */
    bool never_large;           /* more is the provider's trouble, not one of what was asked for */
    bool a_guess;               /* nobody says that it is there: what `check` does not pass is no
                                   trouble of the provider's */
    int timeout_ms;             /* from being sent to the last byte, redirects included */
    bool urgent;                /* somebody waits: it goes before the others of its lane, and
                                   timeout_ms counts from fetch_start on */
    /* Whether the body of a 2xx answer is what was asked for, at a glance: HTML in place of JSON is
     * a provider in trouble. NULL: anything is. On the fetch thread. */
    bool (*check)(const char *bytes, size_t size);
    /* Once it is true (fetch_give_up) the request is cancelled, sent or not. Borrowed until `done`.
     * NULL: it is wanted. */
    const atomic_bool *unwanted;
};

struct fetch_answer {
    enum fetch_outcome outcome;
    int status;  /* 0: no answer. With FETCH_FAILED: of one that leads nowhere or is not what it
                    should be */
    char *bytes; /* of an answer, with a NUL behind them; NULL otherwise */
    size_t size;
    int64_t retry_ms; /* FETCH_PAUSED: how long to wait before another try */
    /* "https://host/path: what happened", without secrets: no query, no headers. Empty if
     * answered with less than 400. */
    char reason[FETCH_REASON_SIZE];
};

void fetch_answer_release(struct fetch_answer *answer);

#endif
