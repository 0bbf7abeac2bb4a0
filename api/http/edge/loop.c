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
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/waiting.h"
#include "http/edge/entering.h"
#include "http/edge/library.h"
#include "http/edge/loop_inside.h"

enum { BELL = DAEMONS /* behind their events, in what a loop waits for */ };

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
    struct serving *serving = serving_begin(loop->parts, loop, &loop->servings, connection, target);

    library_hide_parameters(target);
    return serving;
}

/* The target is read as it came (serving.h): nobody asks the library for its own reading. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
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

static void read_mail(struct loop *loop, struct arrival *arrivals, struct serving *answered)
{
    while (arrivals != NULL) {
        struct arrival *arrival = arrivals;

        arrivals = arrival->next;
        connection_settle(arrival->connection, &loop->moves);
        entering_let_in(loop, arrival);
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
    entering_move(loop);
    if (loop->moved > 0)
        MHD_run(loop->daemons.of[ROOMY].raw);
    log_flush();
    hand_over_all(loop);
}

/* Who is on the way was taken for ready, which the library does not count. */
static int patience_ms(const struct loop *loop)
{
    return loop->moves.first != NULL ? 0 : daemons_patience_ms(&loop->daemons);
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
    while (goes_on || loop->servings.away > 0 || loop->moves.first != NULL) {
        poll(ready, COUNT_OF(ready), patience_ms(loop));
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
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)leave_escaped, NULL},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)entering_note, loop},
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
