#include "http/edge/lingering.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

enum { LINGER_MS = 2000, GUESTS_MAX = 256 /* who comes then has read its answer, or has not */ };

struct guest {
    int socket;
    int64_t until_us; /* monotonic */
};

struct lingering {
    pthread_t thread;
    pthread_mutex_t lock;
    int bell; /* somebody came, or it is over */
    bool closing;
    size_t count;
    struct guest guests[GUESTS_MAX]; /* in the order in which they came */
};

/* The rest of what the client says; true: it has ended, or broken off. */
static bool has_gone(int socket)
{
    char bytes[4096];

    return recv(socket, bytes, sizeof(bytes), MSG_DONTWAIT) <= 0;
}

/* With the lock held: what is to be looked at, the bell last; how long that may take in ms. */
static size_t list_guests(const struct lingering *lingering, struct pollfd ready[GUESTS_MAX + 1],
                          int *patience_ms)
{
    size_t count = lingering->count;

    for (size_t i = 0; i < count; i++)
        ready[i] = (struct pollfd){.fd = lingering->guests[i].socket, .events = POLLIN};
    ready[count] = (struct pollfd){.fd = lingering->bell, .events = POLLIN};
    *patience_ms = -1;
    if (count > 0) {
        int64_t left_us = lingering->guests[0].until_us - clock_monotonic_us();

        *patience_ms = left_us <= 0 ? 0 : (int)(left_us / 1000) + 1;
    }
    return count;
}

/* With the lock held: the first `count` were looked at; others have come since. */
static void send_away(struct lingering *lingering, const struct pollfd *ready, size_t count)
{
    int64_t now_us = clock_monotonic_us();
    size_t kept = 0;

    for (size_t i = 0; i < lingering->count; i++) {
        struct guest guest = lingering->guests[i];
        bool may_go = i < count && ready[i].revents != 0 && has_gone(guest.socket);

        if (may_go || guest.until_us <= now_us)
            close(guest.socket);
        else
            lingering->guests[kept++] = guest;
    }
    lingering->count = kept;
}

static void *watch_guests(void *argument)
{
    struct lingering *lingering = argument;
    struct pollfd ready[GUESTS_MAX + 1];
    uint64_t rung;
    int patience_ms;

    pthread_mutex_lock(&lingering->lock);
    while (!lingering->closing) {
        size_t count = list_guests(lingering, ready, &patience_ms);

        pthread_mutex_unlock(&lingering->lock);
        poll(ready, count + 1, patience_ms);
        if (ready[count].revents != 0 && read(lingering->bell, &rung, sizeof(rung)) < 0)
            abort();
        pthread_mutex_lock(&lingering->lock);
        send_away(lingering, ready, count);
    }
    pthread_mutex_unlock(&lingering->lock);
    return NULL;
}

struct lingering *lingering_open(void)
{
    struct lingering *lingering = calloc(1, sizeof(*lingering));

    if (lingering == NULL)
        abort();
    pthread_mutex_init(&lingering->lock, NULL);
    lingering->bell = eventfd(0, EFD_CLOEXEC);
    if (lingering->bell < 0 ||
        pthread_create(&lingering->thread, NULL, watch_guests, lingering) != 0)
        abort();
    return lingering;
}

static void ring_lingering(const struct lingering *lingering)
{
    const uint64_t once = 1;

    if (write(lingering->bell, &once, sizeof(once)) < 0)
        abort();
}

void lingering_close(struct lingering *lingering)
{
    if (lingering == NULL)
        return;
    pthread_mutex_lock(&lingering->lock);
    lingering->closing = true;
    pthread_mutex_unlock(&lingering->lock);
    ring_lingering(lingering);
    pthread_join(lingering->thread, NULL);
    for (size_t i = 0; i < lingering->count; i++)
        close(lingering->guests[i].socket);
    close(lingering->bell);
    pthread_mutex_destroy(&lingering->lock);
    free(lingering);
}

void lingering_add(struct lingering *lingering, int socket)
{
    int copy = fcntl(socket, F_DUPFD_CLOEXEC, 0);

    shutdown(socket, SHUT_WR);
    if (copy < 0)
        return;
    pthread_mutex_lock(&lingering->lock);
    if (lingering->count < GUESTS_MAX) {
        lingering->guests[lingering->count++] = (struct guest){
            .socket = copy, .until_us = clock_monotonic_us() + LINGER_MS * INT64_C(1000)};
        copy = -1;
    }
    pthread_mutex_unlock(&lingering->lock);
    if (copy < 0)
        ring_lingering(lingering);
    else
        close(copy);
}
