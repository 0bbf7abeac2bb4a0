/*
 * DESIGN. One thread owns all streams. It waits for their sockets, and does what they ask for:
 * sends on where there is room again, throws away what comes in, closes. It hears once of each
 * change (EPOLLET), so a change that needs nothing costs no time. A stream is freed only where
 * its own socket has woken the thread; so whoever ends one shuts its socket down, which wakes it.
 */
#include "http/edge/streams.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/waiting.h"
#include "http/edge/bypass.h"
#include "http/edge/parts.h"
#include "http/edge/stream_inside.h"

enum {
    RECEIVED_MAX = 4096,  /* bytes that a client may send after its request */
    EVENTS_MAX = 64,      /* at once */
    BEAT_PAUSE_MS = 1000, /* at least, between two looks at who needs a sign of life */
    QUIET_MS = 60000      /* without any given up: the next one is news */
};

struct streams {
    const struct edge_parts *parts;
    pthread_t thread;
    int events, bell;
    struct blob *beat;

    pthread_mutex_t lock; /* of its mail */
    struct stream *arrivals;
    bool is_stopping, is_closing;

    /* The thread's own. */
    struct stream *first, *newest;
    size_t count; /* of those that are not given up */
    struct holders holders;
    int64_t next_beat_us;     /* monotonic: when to look who needs one */
    int64_t last_given_up_us; /* 0: never */
};

/* ---- the table ------------------------------------------------------------------------------- */

static void count_stream_no_more(struct streams *streams, struct stream *stream)
{
    if (stream->holder == NULL)
        return;
    holders_drop(&streams->holders, stream->holder);
    stream->holder = NULL;
    streams->count--;
}

static void close_stream(struct streams *streams, struct stream *stream)
{
    const struct answerer *answerer = &streams->parts->answerer;

    count_stream_no_more(streams, stream);
    *(stream->previous == NULL ? &streams->first : &stream->previous->next) = stream->next;
    *(stream->next == NULL ? &streams->newest : &stream->next->previous) = stream->previous;
    answerer->listens_no_more(answerer->context, stream->listener);
    /* A child that is just being started has a copy of the socket, which would wake us for it. */
    epoll_ctl(streams->events, EPOLL_CTL_DEL, stream->socket, NULL);
    stream_free(stream);
    counter_add(&streams->parts->settings.stream_counts->ended, 1);
}

/* The oldest of the household that holds most. */
static struct stream *choose_stream(const struct streams *streams)
{
    struct stream *best = NULL;

    for (struct stream *at = streams->first; at != NULL; at = at->next)
        if (at->holder != NULL && (best == NULL || at->holder->count > best->holder->count))
            best = at;
    return best;
}

static void say_who_listens_most(struct streams *streams, const struct holder *holder)
{
    const size_t most = streams->parts->settings.stream_limits.most;
    int64_t now_us = clock_monotonic_us(), last_us = streams->last_given_up_us;
    char text[IP_TEXT_SIZE];

    streams->last_given_up_us = now_us;
    if (last_us != 0 && now_us - last_us < QUIET_MS * INT64_C(1000))
        return;
    log_line(LOG_WARN,
             "all %zu event streams are in use, %zu of them by %s%s; whoever holds most gives up "
             "the oldest ones, until there is room again",
             most, holder->count < most ? holder->count : most, ip_text(&holder->household, text),
             ip_is_v4(&holder->household) ? "" : "/64");
}

static void give_streams_up(struct streams *streams)
{
    while (streams->count > streams->parts->settings.stream_limits.most) {
        struct stream *chosen = choose_stream(streams);

        say_who_listens_most(streams, chosen->holder);
        count_stream_no_more(streams, chosen);
        stream_give_up(chosen);
        counter_add(&streams->parts->settings.stream_counts->given_up, 1);
    }
}

static void let_stream_in(struct streams *streams, struct stream *stream)
{
    const struct answerer *answerer = &streams->parts->answerer;
    struct epoll_event wanted = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                                 .data.ptr = stream};

    stream->previous = streams->newest;
    *(stream->previous == NULL ? &streams->first : &stream->previous->next) = stream;
    streams->newest = stream;
    stream->holder = holders_take(&streams->holders, &stream->household);
    streams->count++;
    if (epoll_ctl(streams->events, EPOLL_CTL_ADD, stream->socket, &wanted) != 0)
        abort();
    answerer->listens(answerer->context, stream->listener, stream);
    give_streams_up(streams);
}

/* ---- what the sockets say -------------------------------------------------------------------- */

/* False: it has ended. */
static bool throw_away(struct stream *stream)
{
    char bytes[1024];
    ssize_t length;

    while ((length = recv(stream->socket, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
        stream->received += (size_t)length;
        if (stream->received <= RECEIVED_MAX)
            continue;
        stream_cut_off(stream);
        return false;
    }
    return length < 0 && (errno == EAGAIN || errno == EINTR);
}

static void look_at_stream(struct streams *streams, struct stream *stream, unsigned events)
{
    if (!throw_away(stream) || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        close_stream(streams, stream);
    else
        stream_go_on(stream);
}

static void look_who_needs_a_beat(struct streams *streams)
{
    const int64_t beat_us = streams->parts->settings.stream_limits.beat_ms * 1000;
    const int64_t now_us = clock_monotonic_us();
    int64_t oldest_us = now_us;

    if (now_us < streams->next_beat_us)
        return;
    for (struct stream *at = streams->first; at != NULL; at = at->next) {
        int64_t sent_us = stream_beat(at, streams->beat, now_us - beat_us);

        if (sent_us < oldest_us)
            oldest_us = sent_us;
    }
    streams->next_beat_us = oldest_us + beat_us;
    if (streams->next_beat_us < now_us + BEAT_PAUSE_MS * 1000)
        streams->next_beat_us = now_us + BEAT_PAUSE_MS * 1000;
}

/* ---- the thread ------------------------------------------------------------------------------ */

static void end_streams(struct streams *streams)
{
    for (struct stream *at = streams->first, *next; at != NULL; at = next) {
        next = at->next;
        close_stream(streams, at);
    }
}

/* False: it is time to go. */
static bool take_arrivals(struct streams *streams)
{
    struct stream *in_order = NULL, *stream;
    bool is_stopping, is_closing;
    uint64_t rung;

    if (read(streams->bell, &rung, sizeof(rung)) < 0)
        abort();
    pthread_mutex_lock(&streams->lock);
    while ((stream = streams->arrivals) != NULL) {
        streams->arrivals = stream->next;
        stream->next = in_order;
        in_order = stream;
    }
    is_stopping = streams->is_stopping;
    is_closing = streams->is_closing;
    pthread_mutex_unlock(&streams->lock);
    while ((stream = in_order) != NULL) {
        in_order = stream->next;
        stream->next = NULL;
        let_stream_in(streams, stream);
    }
    if (is_stopping)
        end_streams(streams);
    return !is_closing;
}

static int patience_of(const struct streams *streams)
{
    int64_t left_us = streams->next_beat_us - clock_monotonic_us();

    if (streams->first == NULL)
        return -1;
    return left_us <= 0 ? 0 : (int)(left_us / 1000) + 1;
}

static void *run_streams(void *argument)
{
    struct streams *streams = argument;
    struct epoll_event ready[EVENTS_MAX];
    bool has_mail = false;

    waiting_forbid();
    do {
        int count = epoll_wait(streams->events, ready, EVENTS_MAX, patience_of(streams));

        has_mail = false;
        for (int i = 0; i < count; i++) {
            if (ready[i].data.ptr == NULL)
                has_mail = true;
            else
                look_at_stream(streams, ready[i].data.ptr, ready[i].events);
        }
        look_who_needs_a_beat(streams);
    } while (!has_mail || take_arrivals(streams)); /* after the others, which it may close */
    return NULL;
}

/* ---- what others call ------------------------------------------------------------------------ */

struct streams *streams_open(const struct edge_parts *parts)
{
    struct epoll_event rings = {.events = EPOLLIN};
    struct streams *streams = calloc(1, sizeof(*streams));

    if (streams == NULL)
        abort();
    streams->parts = parts;
    streams->beat = blob_borrow(":\n\n", 3);
    holders_init(&streams->holders);
    pthread_mutex_init(&streams->lock, NULL);
    streams->events = epoll_create1(EPOLL_CLOEXEC);
    streams->bell = eventfd(0, EFD_CLOEXEC);
    if (streams->events < 0 || streams->bell < 0 ||
        epoll_ctl(streams->events, EPOLL_CTL_ADD, streams->bell, &rings) != 0 ||
        pthread_create(&streams->thread, NULL, run_streams, streams) != 0)
        abort();
    return streams;
}

static void ring_streams(const struct streams *streams)
{
    const uint64_t once = 1;

    if (write(streams->bell, &once, sizeof(once)) < 0)
        abort();
}

void streams_adopt(struct streams *streams, int socket, const struct exchange *exchange)
{
    struct blob *head = bypass_head(&exchange->response);
    struct stream *stream =
        stream_new(socket, streams->parts->settings.stream_limits.silent_ms, head);

    blob_release(head);
    stream->listener = exchange->response.listener;
    stream->household = ip_household(&exchange->request.client);
    counter_add(&streams->parts->settings.stream_counts->begun, 1);
    pthread_mutex_lock(&streams->lock);
    stream->next = streams->arrivals;
    streams->arrivals = stream;
    pthread_mutex_unlock(&streams->lock);
    ring_streams(streams);
}

void streams_stop(struct streams *streams)
{
    pthread_mutex_lock(&streams->lock);
    streams->is_stopping = true;
    pthread_mutex_unlock(&streams->lock);
    ring_streams(streams);
}

void streams_close(struct streams *streams)
{
    if (streams == NULL)
        return;
    pthread_mutex_lock(&streams->lock);
    streams->is_stopping = streams->is_closing = true;
    pthread_mutex_unlock(&streams->lock);
    ring_streams(streams);
    pthread_join(streams->thread, NULL);
    close(streams->events);
    close(streams->bell);
    blob_release(streams->beat);
    pthread_mutex_destroy(&streams->lock);
    free(streams);
}
