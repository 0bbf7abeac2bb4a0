#include "http/edge/stream.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/edge/stream_inside.h"

enum {
    KERNEL_WAITING =
        16 * 1024 /* bytes that the kernel may keep for a client; it takes twice that */
};

/* ---- its socket ------------------------------------------------------------------------------ */

static void set_option(int socket, int level, int name, int value)
{
    setsockopt(socket, level, name, &value, sizeof(value));
}

/* With the lock held. Whoever watches the socket is woken, and closes it. */
static void end_now(struct stream *stream)
{
    stream->is_ending = true;
    shutdown(stream->socket, SHUT_RDWR);
}

/* With the lock held. */
static void forget_pieces(struct stream *stream)
{
    while (stream->first != NULL) {
        struct piece *piece = stream->first;

        stream->first = piece->next;
        blob_release(piece->blob);
        free(piece);
    }
    stream->last = &stream->first;
    stream->waiting = 0;
}

/* With the lock held. */
static void cut_now(struct stream *stream)
{
    const struct linger at_once = {.l_onoff = 1};

    forget_pieces(stream);
    setsockopt(stream->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    end_now(stream);
}

/* With the lock held: how many bytes of the blob the socket has now, of which it had `sent`. */
static size_t send_rest(struct stream *stream, struct blob *blob, size_t sent)
{
    size_t length;
    const char *bytes = blob_bytes(blob, &length);
    ssize_t more = send(stream->socket, bytes + sent, length - sent, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (more >= 0)
        return sent + (size_t)more;
    if (errno != EAGAIN && errno != EINTR)
        cut_now(stream);
    return sent;
}

/* ---- what waits for it ----------------------------------------------------------------------- */

/* With the lock held. */
static void keep_rest(struct stream *stream, struct blob *blob, size_t sent, size_t length)
{
    struct piece *piece = calloc(1, sizeof(*piece));

    if (piece == NULL)
        abort();
    piece->blob = blob_hold(blob);
    piece->sent = sent;
    *stream->last = piece;
    stream->last = &piece->next;
    stream->waiting += length - sent;
}

/* With the lock held. */
static void send_or_keep(struct stream *stream, struct blob *blob)
{
    size_t sent = 0, length;

    blob_bytes(blob, &length);
    stream->sent_us = clock_monotonic_us();
    if (stream->first == NULL)
        sent = send_rest(stream, blob, 0);
    if (sent < length && !stream->is_ending)
        keep_rest(stream, blob, sent, length);
}

/* With the lock held: the first piece that waits; false: it still does, or nothing does. */
static bool send_piece(struct stream *stream)
{
    struct piece *piece = stream->first;
    size_t sent, length;

    if (piece == NULL)
        return false;
    blob_bytes(piece->blob, &length);
    sent = send_rest(stream, piece->blob, piece->sent);
    if (stream->first == NULL)
        return false;
    stream->waiting -= sent - piece->sent;
    piece->sent = sent;
    if (sent < length)
        return false;
    stream->first = piece->next;
    if (stream->first == NULL)
        stream->last = &stream->first;
    blob_release(piece->blob);
    free(piece);
    return true;
}

/* ---- what the thread does -------------------------------------------------------------------- */

struct stream *stream_new(int socket, int64_t silent_ms, struct blob *head)
{
    struct stream *stream = calloc(1, sizeof(*stream));

    if (stream == NULL)
        abort();
    stream->socket = socket;
    stream->last = &stream->first;
    pthread_mutex_init(&stream->lock, NULL);
    set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)silent_ms);
    set_option(socket, SOL_SOCKET, SO_SNDBUF, KERNEL_WAITING);
    stream_send(stream, head);
    return stream;
}

void stream_free(struct stream *stream)
{
    forget_pieces(stream);
    close(stream->socket);
    pthread_mutex_destroy(&stream->lock);
    free(stream);
}

void stream_go_on(struct stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    while (send_piece(stream))
        continue;
    if (stream->is_ending && stream->first == NULL)
        end_now(stream);
    pthread_mutex_unlock(&stream->lock);
}

int64_t stream_beat(struct stream *stream, struct blob *beat, int64_t since_us)
{
    int64_t sent_us;

    pthread_mutex_lock(&stream->lock);
    if (stream->sent_us <= since_us && stream->first == NULL && !stream->is_ending)
        send_or_keep(stream, beat);
    sent_us = stream->sent_us;
    pthread_mutex_unlock(&stream->lock);
    return sent_us;
}

void stream_give_up(struct stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    if (stream->first == NULL)
        end_now(stream);
    else
        cut_now(stream);
    pthread_mutex_unlock(&stream->lock);
}

void stream_cut_off(struct stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    cut_now(stream);
    pthread_mutex_unlock(&stream->lock);
}

/* ---- what its listener does ------------------------------------------------------------------ */

void stream_send(struct stream *stream, struct blob *blob)
{
    pthread_mutex_lock(&stream->lock);
    if (stream->waiting > STREAM_WAITING_MAX)
        cut_now(stream);
    if (!stream->is_ending)
        send_or_keep(stream, blob);
    pthread_mutex_unlock(&stream->lock);
}

void stream_end(struct stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    stream->is_ending = true;
    if (stream->first == NULL)
        end_now(stream);
    pthread_mutex_unlock(&stream->lock);
}
