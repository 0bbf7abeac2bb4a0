/*
 * Fetching from upstream: GET requests over https to listed hosts at public addresses, with caps
 * on bytes and time, paced and backing off per provider. Clients never name a URL.
 *
 * One thread of its own does all of it. Every verb may be called on any thread; only fetch_close
 * waits, and it may not be called by `done`. Asking for the same thing once is the caller's
 * business.
 */
#ifndef MARQUEE_FETCH_FETCH_H
#define MARQUEE_FETCH_FETCH_H

#include "fetch/request.h"

struct fetch;

/* FAULT_INVALID: the list of hosts is wrong. */
enum fault fetch_open(const struct fetch_rules *rules, struct fetch **fetch, struct error *err);

/* Cancels what waits and what is under way: every `done` is still called, once, before this
 * returns. Nobody starts anything any more. NULL is fine. */
void fetch_close(struct fetch *fetch);

/* ---- lanes -------------------------------------------------------------------------------- */

/* `name` is a literal. More than FETCH_LANES_MAX abort. */
size_t fetch_lane_add(struct fetch *fetch, const char *name, struct fetch_pace pace);

/* Pauses a lane for at least so long: the caller read in an answer that there is no point in asking
 * (quota used up, wrong key). */
void fetch_lane_pause(struct fetch *fetch, size_t lane, int64_t ms, const char *reason);

/* False: there is no such lane. They are numbered from 0. */
bool fetch_lane_state(struct fetch *fetch, size_t lane, struct fetch_lane_state *state);

/* ---- requests ----------------------------------------------------------------------------- */

/* `done` is called once, on the fetch thread, and must not wait; the answer's content is its to
 * release, the struct is not. It may start further requests. */
void fetch_start(struct fetch *fetch, const struct fetch_request *request,
                 void (*done)(void *context, struct fetch_answer *answer), void *context);

/* Nobody wants the requests with this `unwanted` any more: it becomes true, and they end soon. Any
 * thread; never waits. */
void fetch_give_up(struct fetch *fetch, atomic_bool *unwanted);

#endif
