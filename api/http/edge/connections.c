/*
 * DESIGN. A list under one lock, and a thread that walks it a few times within the shortest limit.
 * What a connection does is one atomic word, so that no request waits for another's lock.
 * The library below has no call that closes a connection, and its own time-out is one of silence
 * only; so the watchdog shuts the socket down, which wakes the connection's loop to close it.
 *
 * Nobody tells us of a request's first byte, only of its first whole line. A byte a minute would
 * make that line last for days: while a connection rests, the watchdog asks the kernel whether
 * bytes came.
 *
 * Closing in peace means to stop reading and nothing else: a request that has just arrived is still
 * read, carried out and answered.
 */
#include "http/edge/connections.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/edge/connection_table.h"
#include "http/edge/giving_up.h"
#include "http/edge/listen.h"

enum {
    LOOKS_PER_LIMIT = 30,   /* of the watchdog, within the shortest limit */
    DRAIN_LOOK_MS = 20,     /* between its looks while draining */
    DRAIN_MOMENT_MS = 1000, /* used less than this ago: wait for the next request */
    EPISODE_MS = 60000      /* without anything given up: it is over */
};

/* ---- what the watchdog does ------------------------------------------------------------------ */

/* Payload that came so far; 0 where the kernel does not say. */
static uint64_t bytes_received(int socket)
{
    struct tcp_info info = {0};
    socklen_t length = sizeof(info);

    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
        return 0;
    return info.tcpi_bytes_received;
}

static void begin_phase(struct connection *connection, enum phase phase)
{
    atomic_store(&connection->state, phase_next(atomic_load(&connection->state), phase));
}

/* A request began while nobody looked. */
static void look_for_first_byte(struct connection *connection, uint64_t rest)
{
    uint64_t received = bytes_received(connection->socket);

    if (connection->measured == rest && received != connection->received)
        atomic_compare_exchange_strong(&connection->state, &rest, phase_next(rest, RECEIVING));
    connection->measured = rest;
    connection->received = received;
}

static int64_t limit_ms(const struct connection *connection, enum phase phase)
{
    const struct connection_limits *limits = &connection->all->limits;

    switch (phase) {
    case RECEIVING:
        return limits->receive_ms;
    case ANSWERING:
        return limits->answer_ms;
    case RESTING:
        break;
    }
    return connection->all->draining && limits->idle_ms > DRAIN_MOMENT_MS ? DRAIN_MOMENT_MS
                                                                          : limits->idle_ms;
}

static void count_no_more(struct connection *connection)
{
    if (connection->is_given_up)
        return;
    connection->is_given_up = true;
    connection->all->count--;
    holders_drop(&connection->all->holders, connection->holder);
    connection->holder = NULL;
}

/* A request that has just arrived is answered all the same. */
static void close_in_peace(struct connection *connection)
{
    count_no_more(connection);
    shutdown(connection->socket, SHUT_RD);
}

/* What was not sent yet is given up, too: the kernel would keep it for minutes. */
static void cut_off(struct connection *connection)
{
    const struct linger at_once = {.l_onoff = 1};

    count_no_more(connection);
    setsockopt(connection->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    shutdown(connection->socket, SHUT_RDWR);
}

static void look_at(struct connection *connection)
{
    uint64_t state = atomic_load(&connection->state);

    if (phase_of(state) == RESTING && !connection->is_given_up)
        look_for_first_byte(connection, state);
    state = atomic_load(&connection->state);
    if (clock_monotonic_us() - phase_since_us(state) < limit_ms(connection, phase_of(state)) * 1000)
        return;
    if (phase_of(state) != RESTING)
        cut_off(connection);
    else if (!connection->is_given_up)
        close_in_peace(connection);
}

static int64_t pause_ms(const struct connections *connections)
{
    const struct connection_limits *limits = &connections->limits;
    int64_t shortest = limits->idle_ms;

    if (connections->draining)
        return DRAIN_LOOK_MS;
    if (limits->receive_ms < shortest)
        shortest = limits->receive_ms;
    if (limits->answer_ms < shortest)
        shortest = limits->answer_ms;
    return shortest / LOOKS_PER_LIMIT + 1;
}

/* Until something changes, at most this long; the lock is held before and after. */
static void wait_for_change(struct connections *connections, int64_t ms)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&connections->change, &connections->lock, &until);
}

static void *watch(void *context)
{
    struct connections *connections = context;

    pthread_mutex_lock(&connections->lock);
    while (!connections->closed) {
        for (struct connection *at = connections->first; at != NULL; at = at->next)
            look_at(at);
        wait_for_change(connections, pause_ms(connections));
    }
    pthread_mutex_unlock(&connections->lock);
    return NULL;
}

/* ---- the table ------------------------------------------------------------------------------- */

struct connections *connections_open(struct connection_limits limits, void *context)
{
    struct connections *connections = calloc(1, sizeof(*connections));
    pthread_condattr_t attributes;

    if (connections == NULL)
        abort();
    connections->limits = limits;
    connections->context = context;
    holders_init(&connections->holders);
    pthread_mutex_init(&connections->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&connections->change, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&connections->watchdog, NULL, watch, connections) != 0)
        abort();
    return connections;
}

void connections_close(struct connections *connections)
{
    if (connections == NULL)
        return;
    pthread_mutex_lock(&connections->lock);
    connections->closed = true;
    pthread_cond_broadcast(&connections->change);
    pthread_mutex_unlock(&connections->lock);
    pthread_join(connections->watchdog, NULL);
    pthread_cond_destroy(&connections->change);
    pthread_mutex_destroy(&connections->lock);
    free(connections);
}

/* Half a request would keep it open for as long as a whole one may take to come. */
static bool has_begun_a_request(const struct connection *connection)
{
    return connection->measured == atomic_load(&connection->state) &&
           bytes_received(connection->socket) != connection->received;
}

/* True: nothing was given up for a while, so that this is news. */
static bool close_chosen(struct connection *chosen, bool rests)
{
    struct connections *connections = chosen->all;
    int64_t now = clock_monotonic_us(), last = connections->last_given_up_us;

    connections->last_given_up_us = now;
    if (rests && !has_begun_a_request(chosen))
        close_in_peace(chosen);
    else
        cut_off(chosen);
    return last == 0 || now - last > EPISODE_MS * 1000LL;
}

/* As far as some can be given up. True: that is news; `of` was most, and had `held`. */
static bool keep_to_most(struct connections *connections, struct ip *of, size_t *held)
{
    bool is_news = false, rests;

    while (connections->count > connections->limits.most) {
        struct connection *chosen = giving_up_choose(connections, &rests);

        if (chosen == NULL)
            break;
        *of = chosen->holder->household;
        *held = chosen->holder->count;
        is_news = close_chosen(chosen, rests) || is_news;
    }
    return is_news;
}

static void say_who_holds_most(const struct connections *connections, const struct ip *of,
                               size_t held)
{
    char text[IP_TEXT_SIZE];

    log_line(LOG_WARN,
             "all %zu connections are in use, %zu of them by %s%s; whoever holds most gives up "
             "those that have rested longest, until there is room again",
             connections->limits.most, held, ip_text(of, text), ip_is_v4(of) ? "" : "/64");
}

struct connection *connections_add(struct connections *connections, int socket,
                                   const struct sockaddr *peer)
{
    struct connection *connection = calloc(1, sizeof(*connection));
    struct ip most;
    bool is_news;
    size_t held;

    if (connection == NULL)
        abort();
    connection->all = connections;
    connection->socket = socket;
    connection->peer = listen_ip_of(peer);
    connection->household = ip_household(&connection->peer);
    atomic_init(&connection->state, phase_next(0, RESTING));
    connection->measured = atomic_load(&connection->state); /* nothing, so far */
    pthread_mutex_lock(&connections->lock);
    connection->holder = holders_take(&connections->holders, &connection->household);
    connection->next = connections->first;
    if (connection->next != NULL)
        connection->next->previous = connection;
    connections->first = connection;
    connections->count++;
    is_news = keep_to_most(connections, &most, &held);
    pthread_mutex_unlock(&connections->lock);
    if (is_news)
        say_who_holds_most(connections, &most, held);
    return connection;
}

void connections_remove(struct connection *connection)
{
    struct connections *connections = connection->all;

    pthread_mutex_lock(&connections->lock);
    count_no_more(connection);
    if (connection->next != NULL)
        connection->next->previous = connection->previous;
    if (connection->previous != NULL)
        connection->previous->next = connection->next;
    else
        connections->first = connection->next;
    if (connections->first == NULL)
        pthread_cond_broadcast(&connections->change);
    pthread_mutex_unlock(&connections->lock);
    replay_release(&connection->replay);
    free(connection);
}

/* ---- phases ---------------------------------------------------------------------------------- */

void connection_receive(struct connection *connection, void *request)
{
    uint64_t before = atomic_load(&connection->state);

    connection->request = request;
    /* The watchdog may have seen its first byte, or see it now. */
    if (phase_of(before) != RECEIVING)
        atomic_compare_exchange_strong(&connection->state, &before, phase_next(before, RECEIVING));
}

void connection_answer(struct connection *connection)
{
    begin_phase(connection, ANSWERING);
}

void connection_rest(struct connection *connection)
{
    connection->request = NULL;
    begin_phase(connection, RESTING);
}

void connection_start_over(struct connection *connection)
{
    connection->request = NULL;
}

/* ---- what it is ------------------------------------------------------------------------------ */

void connection_settle(struct connection *connection, struct moves *moves)
{
    connection->moves = moves;
}

struct moves *connection_moves(const struct connection *connection)
{
    return connection->moves;
}

void connection_renumber(struct connection *connection, int socket)
{
    pthread_mutex_lock(&connection->all->lock);
    connection->socket = socket;
    pthread_mutex_unlock(&connection->all->lock);
}

int connection_socket(const struct connection *connection)
{
    return connection->socket;
}

struct replay *connection_replay(struct connection *connection)
{
    return &connection->replay;
}

struct ip connection_peer(const struct connection *connection)
{
    return connection->peer;
}

void connection_hold(struct connection *connection, const struct ip *client)
{
    struct connections *connections = connection->all;
    struct ip household = ip_household(client);

    if (ip_equal(&household, &connection->household))
        return;
    connection->household = household;
    pthread_mutex_lock(&connections->lock);
    if (!connection->is_given_up) {
        holders_drop(&connections->holders, connection->holder);
        connection->holder = holders_take(&connections->holders, &household);
    }
    pthread_mutex_unlock(&connections->lock);
}

void *connection_request(const struct connection *connection)
{
    return connection->request;
}

void *connection_context(const struct connection *connection)
{
    return connection->all->context;
}

bool connections_drain(struct connections *connections, int64_t patience_ms)
{
    int64_t until_us = clock_monotonic_us() + patience_ms * 1000, left_us;
    bool empty;

    pthread_mutex_lock(&connections->lock);
    connections->draining = true;
    pthread_cond_broadcast(&connections->change);
    while (connections->first != NULL && (left_us = until_us - clock_monotonic_us()) > 0)
        wait_for_change(connections, left_us / 1000 + 1);
    empty = connections->first == NULL;
    pthread_mutex_unlock(&connections->lock);
    return empty;
}
