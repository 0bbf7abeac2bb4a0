/*
 * A server of the test's own process, over an answerer of its own: no club, no store. It answers
 *
 *   /stream   with a stream, from its loop; /later: from a worker
 *   all else  204
 *
 * and keeps whoever listens. Tests are listed as HALL_TEST.
 */
#ifndef MARQUEE_TESTS_HALL_H
#define MARQUEE_TESTS_HALL_H

#include <pthread.h>

#include "http/edge/server.h"
#include "support/check.h"
#include "support/client.h"

enum { HALL_LISTENERS_MAX = 6000 };

struct hall;

struct hall_listener {
    struct hall *hall;
    struct stream *stream; /* NULL: it doesn't listen, or not any more */
};

struct hall {
    struct server *server;
    int port;
    int64_t files; /* that were open before it; so many are when it is closed */
    struct stream_counts counts;
    struct counter connected, disconnected;
    pthread_mutex_t lock;
    pthread_cond_t change;
    struct hall_listener *listeners[HALL_LISTENERS_MAX]; /* in the order in which they came */
    size_t begun, ended;                                 /* how many of them */
};

int hall_empty(void **state);
int hall_close(void **state);
#define HALL_TEST(test) cmocka_unit_test_setup_teardown(test, hall_empty, hall_close)

/* Starts the server; stops it, as at SIGTERM. */
void hall_open(struct hall *hall, struct stream_limits limits);
void hall_stop(struct hall *hall);

/* Connects, and asks for that as a client of this address. */
struct client hall_enter(struct hall *hall, const char *target, const char *from);
/* The same; it listens by now, and its head is read. */
struct client hall_listen(struct hall *hall, const char *target, const char *from);

/* Until so many began, or ended. */
void hall_wait_begun(struct hall *hall, size_t count);
void hall_wait_ended(struct hall *hall, size_t count);

/* How many have begun, or ended, by now. */
size_t hall_begun(struct hall *hall);
size_t hall_ended(struct hall *hall);

/* Sends one of them a blob; false: it does not listen any more. */
bool hall_tell(struct hall *hall, size_t listener, struct blob *blob);
/* Sends a text, which is borrowed, to all. */
void hall_say(struct hall *hall, const char *text);
/* Ends one, or the one that came last, if there is one. */
void hall_end(struct hall *hall, size_t listener);
void hall_end_newest(struct hall *hall);

/* What comes next is this text; is the end, and no reset. */
bool hall_hears(struct client *client, const char *text);
bool hall_hears_end(struct client *client);

#endif
