/*
 * One request of fetch/fetch.c on its way through libcurl: its rules as options, its caps, and
 * redirects followed by hand. Opened on any thread; everything else happens on the fetch thread.
 */
#ifndef MARQUEE_FETCH_TRANSFER_H
#define MARQUEE_FETCH_TRANSFER_H

#include <curl/curl.h>
#include <sys/queue.h>

#include "base/strbuf.h"
#include "fetch/lane.h"
#include "fetch/request.h"

struct transfer {
    TAILQ_ENTRY(transfer) entry; /* of the engine's list that it is in */
    const struct fetch_rules *rules;
    size_t lane;
    bool urgent, never_large, a_guess;
    bool had_little_time, timed_out;
    size_t heads; /* bytes of headers so far */
    int timeout_ms;
    int64_t deadline; /* monotonic µs; 0: the time has not begun */
    bool (*check)(const char *bytes, size_t size);
    const atomic_bool *unwanted;
    void (*done)(void *context, struct fetch_answer *answer);
    void *context;

    CURL *easy;      /* NULL: not sent */
    int64_t sent_at; /* monotonic µs; of the first hop */
    CURLU *url;      /* of this hop; NULL: refused */
    bool is_private; /* this hop goes to one of rules->private_hosts */
    struct curl_slist *headers;
    struct strbuf body;
    int redirects;
    bool address_refused;
    int64_t retry_after; /* seconds; 0: upstream did not say */
    struct fetch_answer answer;
};

TAILQ_HEAD(transfers, transfer);

/* Copies and checks the request; where it is refused the answer says so already. */
struct transfer *transfer_open(const struct fetch_rules *rules,
                               const struct fetch_request *request);
/* Calls `done` with the answer, and frees the transfer. */
void transfer_close(struct transfer *transfer);

/* Nobody waits for it any more. */
bool transfer_is_unwanted(const struct transfer *transfer);

/* Hands it to libcurl; false: there is no time left, and the answer says so. */
bool transfer_send(struct transfer *transfer, CURLM *multi);
/* Takes it back, whatever its state. */
void transfer_take(struct transfer *transfer, CURLM *multi);

/* The transfer of a handle that libcurl speaks of. */
struct transfer *transfer_of(CURL *easy);

/* libcurl is done with this hop. True: a redirect may be followed, send it again. False: the answer
 * stands. */
bool transfer_ended(struct transfer *transfer, CURLcode code);

/* Sets what became of it: "https://host/path: <what>". */
void transfer_answer(struct transfer *transfer, enum fetch_outcome outcome, const char *what);

/* What the answer says about the lane. */
enum lane_verdict transfer_verdict(const struct transfer *transfer);
/* For who counts: an answer that is trouble (5xx, 429) has failed. */
enum fetch_outcome transfer_counts_as(const struct transfer *transfer);

#endif
