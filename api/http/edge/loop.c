/*
 * DESIGN. The library runs without a thread of its own: ours waits for what it waits for, and for
 * our mail; then takes the mail, lets the library do what can be done, and hands over what has to
 * be answered elsewhere. A request is suspended meanwhile. To hand it over before the library is
 * done with this turn would let somebody answer it while the library still writes to it.
 */
#include "http/edge/loop.h"

#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/waiting.h"
#include "http/edge/daemons.h"
#include "http/edge/serving.h"
#include "http/edge/sockets.h"
#include "http/edge/start_over.h"

enum { BELL = DAEMONS /* behind their events, in what a loop waits for */ };

struct arrival {
    struct arrival *next;
    struct connection *connection;
    union listen_address peer;
    int socket;
};

struct loop {
    struct edge_parts *parts;
    struct daemons daemons;
    bool is_running;
    int bell; /* that there is mail */
    pthread_t thread;
    atomic_uint connections;

    pthread_mutex_t lock; /* of the mail */
    struct arrival *arrivals;
    struct serving *answered;
    bool is_stopping;

    /* The thread's own. */
    struct connection *arriving;    /* which the library is being told of */
    struct MHD_Connection *arrived; /* what that is for the library */
    struct moves moves;
    size_t moved; /* connections of the roomy one */
    struct sockets sockets;
    struct servings servings;
};

/* ---- what the library calls ------------------------------------------------------------------ */

static enum MHD_Result take_part(void *context, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *body,
                                 size_t *body_length, void **state)
{
    (void)context;
    (void)connection;
    (void)url;
    return serving_go_on(*state, method, version, body, body_length);
}

static void *begin_request(void *context, const char *target, struct MHD_Connection *connection)
{
    struct loop *loop = context;

    return serving_begin(loop->parts, loop, &loop->servings, connection, target);
}

static void end_request(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode why)
{
    (void)context;
    (void)connection;
    (void)why;
    serving_end(*state);
    *state = NULL;
}

/* NULL: it stays where it is. */
static const struct move *find_move(const struct loop *loop, const struct connection *connection)
{
    const struct move *at = loop->moves.first;

    while (at != NULL && at->connection != connection)
        at = at->next;
    return at;
}

static void count_out(struct loop *loop, struct connection *connection)
{
    loop->moved -= connection_replay(connection)->has_begun;
    connections_remove(connection);
    counter_add(loop->parts->settings.disconnected, 1);
    atomic_fetch_sub(&loop->connections, 1);
}

static void note_connection(void *context, struct MHD_Connection *raw, void **state,
                            enum MHD_ConnectionNotificationCode what)
{
    struct loop *loop = context;
    const struct move *move;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *state = loop->arriving;
        loop->arriving = NULL;
        loop->arrived = raw;
        sockets_add(&loop->sockets, *state);
        return;
    }
    sockets_remove(&loop->sockets, *state);
    move = find_move(loop, *state);
    if (move == NULL)
        count_out(loop, *state);
    else
        connection_renumber(*state, move->socket); /* before the library closes what it has */
}

/* ---- the mail -------------------------------------------------------------------------------- */

/* With the lock held: whoever finds the box empty rings. */
static bool has_mail(const struct loop *loop)
{
    return loop->arrivals != NULL || loop->answered != NULL;
}

static void ring_loop(const struct loop *loop)
{
    const uint64_t once = 1;

    if (write(loop->bell, &once, sizeof(once)) < 0)
        abort();
}

void loop_adopt(struct loop *loop, int socket, const union listen_address *peer)
{
    struct arrival *arrival = calloc(1, sizeof(*arrival));
    bool had_mail;

    if (arrival == NULL)
        abort();
    arrival->socket = socket;
    arrival->peer = *peer;
    arrival->connection = connections_add(loop->parts->connections, socket, &peer->any);
    counter_add(loop->parts->settings.connected, 1);
    atomic_fetch_add(&loop->connections, 1);
    pthread_mutex_lock(&loop->lock);
    had_mail = has_mail(loop);
    arrival->next = loop->arrivals;
    loop->arrivals = arrival;
    pthread_mutex_unlock(&loop->lock);
    if (!had_mail)
        ring_loop(loop);
}

void exchange_done(struct exchange *exchange)
{
    struct serving *serving = (struct serving *)(void *)exchange; /* its first member */
    struct loop *loop = serving->loop;
    bool had_mail;

    pthread_mutex_lock(&loop->lock);
    had_mail = has_mail(loop);
    serving->next = loop->answered;
    loop->answered = serving;
    pthread_mutex_unlock(&loop->lock);
    if (!had_mail)
        ring_loop(loop);
}

unsigned loop_connections(const struct loop *loop)
{
    return atomic_load(&loop->connections);
}

/* The library closes a socket that it does not take. */
static bool let_in(struct loop *loop, const struct daemon *daemon, const struct arrival *arrival)
{
    socklen_t length = arrival->peer.any.sa_family == AF_INET6 ? sizeof(arrival->peer.v6)
                                                               : sizeof(arrival->peer.v4);

    loop->arriving = arrival->connection;
    MHD_add_connection(daemon->raw, arrival->socket, &arrival->peer.any, length);
    if (loop->arriving == NULL)
        return true;
    count_out(loop, loop->arriving);
    return false;
}

/* What it reads first has come already, and the socket won't say so: who is resumed is taken to be
 * ready. */
static void move_over(struct loop *loop, const struct move *move)
{
    struct arrival arrival = {.connection = move->connection, .socket = move->socket};
    socklen_t length = sizeof(arrival.peer);

    getpeername(move->socket, &arrival.peer.any, &length);
    loop->moved++;
    if (!let_in(loop, &loop->daemons.of[ROOMY], &arrival))
        return;
    MHD_suspend_connection(loop->arrived);
    MHD_resume_connection(loop->arrived);
}

static void move_all(struct loop *loop)
{
    while (loop->moves.first != NULL) {
        struct move *move = loop->moves.first;

        loop->moves.first = move->next;
        move_over(loop, move);
        free(move);
    }
}

static void read_mail(struct loop *loop, struct arrival *arrivals, struct serving *answered)
{
    while (arrivals != NULL) {
        struct arrival *arrival = arrivals;

        arrivals = arrival->next;
        connection_settle(arrival->connection, &loop->moves);
        let_in(loop, &loop->daemons.of[USUAL], arrival);
        free(arrival);
    }
    for (; answered != NULL; answered = answered->next) {
        answered->is_done = true;
        MHD_resume_connection(answered->raw);
        loop->servings.away--;
    }
}

/* False: it is time to stop. */
static bool take_mail(struct loop *loop)
{
    struct arrival *arrivals;
    struct serving *answered;
    bool is_stopping;
    uint64_t rung;

    if (read(loop->bell, &rung, sizeof(rung)) < 0)
        return true; /* nobody has rung */
    pthread_mutex_lock(&loop->lock);
    arrivals = loop->arrivals;
    answered = loop->answered;
    loop->arrivals = NULL;
    loop->answered = NULL;
    is_stopping = loop->is_stopping;
    pthread_mutex_unlock(&loop->lock);
    read_mail(loop, arrivals, answered);
    return !is_stopping;
}

/* ---- its turns ------------------------------------------------------------------------------- */

static void finish_work(struct work *work)
{
    struct serving *serving =
        (struct serving *)(void *)((char *)work - offsetof(struct serving, work));
    const struct answerer *answerer = &serving->parts->answerer;

    answerer->finish(answerer->context, &serving->exchange);
    exchange_done(&serving->exchange);
}

static void hand_over(const struct edge_parts *parts, struct serving *serving)
{
    serving->work.run = finish_work;
    if (serving->place == BY_WRITER)
        parts->answerer.commit(parts->answerer.context, &serving->exchange);
    else
        workers_post(parts->workers, &serving->work);
}

/* The last one that came in was put on top; they go in the order in which they came. */
static void hand_over_all(struct loop *loop)
{
    struct serving *in_order = NULL;

    while (loop->servings.put_out != NULL) {
        struct serving *serving = loop->servings.put_out;

        loop->servings.put_out = serving->next;
        serving->next = in_order;
        in_order = serving;
    }
    while (in_order != NULL) {
        struct serving *serving = in_order;

        in_order = serving->next;
        hand_over(loop->parts, serving);
    }
}

static void have_turn(struct loop *loop)
{
    MHD_run(loop->daemons.of[USUAL].raw);
    move_all(loop);
    if (loop->moved > 0)
        MHD_run(loop->daemons.of[ROOMY].raw);
    log_flush();
    hand_over_all(loop);
}

static void *run(void *argument)
{
    struct loop *loop = argument;
    struct pollfd ready[] = {{.fd = loop->daemons.of[USUAL].events, .events = POLLIN},
                             {.fd = loop->daemons.of[ROOMY].events, .events = POLLIN},
                             {.fd = loop->bell, .events = POLLIN}};
    bool goes_on = true;

    waiting_forbid();
    log_gather();
    sockets_begin(&loop->sockets);
    while (goes_on || loop->servings.away > 0) {
        poll(ready, COUNT_OF(ready), daemons_patience_ms(&loop->daemons));
        if (ready[BELL].revents != 0)
            goes_on = take_mail(loop) && goes_on;
        have_turn(loop);
    }
    return NULL;
}

/* ---- start and stop -------------------------------------------------------------------------- */

static enum fault start_daemons(struct loop *loop, struct error *err)
{
    const struct MHD_OptionItem options[] = {
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)end_request, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)begin_request, loop},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)note_connection, loop},
        {MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL}, /* or it sends no files by themselves */
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)most_with_leaving(&loop->parts->settings), NULL},
        {MHD_OPTION_END, 0, NULL},
    };

    return daemons_start(&loop->daemons, take_part, options, err);
}

static enum fault start_turns(struct loop *loop, struct error *err)
{
    loop->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (loop->bell < 0 || pthread_create(&loop->thread, NULL, run, loop) != 0)
        return error_set(err, FAULT_INTERNAL, "The thread of an event loop cannot be started.");
    loop->is_running = true;
    return FAULT_NONE;
}

static enum fault start_loop(struct loop *loop, struct error *err)
{
    TRY(start_daemons(loop, err));
    return start_turns(loop, err);
}

enum fault loop_open(struct edge_parts *parts, struct loop **out, struct error *err)
{
    struct loop *loop = calloc(1, sizeof(*loop));
    enum fault fault;

    if (loop == NULL)
        abort();
    loop->parts = parts;
    loop->bell = -1;
    pthread_mutex_init(&loop->lock, NULL);
    fault = start_loop(loop, err);
    if (fault != FAULT_NONE) {
        loop_close(loop);
        return fault;
    }
    *out = loop;
    return FAULT_NONE;
}

static void stop_thread(struct loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    loop->is_stopping = true;
    pthread_mutex_unlock(&loop->lock);
    ring_loop(loop);
    pthread_join(loop->thread, NULL);
}

void loop_close(struct loop *loop)
{
    if (loop == NULL)
        return;
    if (loop->is_running)
        stop_thread(loop);
    daemons_stop(&loop->daemons);
    sockets_release(&loop->sockets);
    servings_release(&loop->servings);
    if (loop->bell >= 0)
        close(loop->bell);
    pthread_mutex_destroy(&loop->lock);
    free(loop);
}
