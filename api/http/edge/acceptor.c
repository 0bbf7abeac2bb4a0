#include "http/edge/acceptor.h"

#include <errno.h>
#include <linux/filter.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "http/edge/listen.h"

enum {
    FULL_PAUSE_MS = 20, /* when somebody waits who can't be let in */
    LAST_MS = 20        /* for connections in the making, at the end */
};

struct acceptor {
    const struct edge_parts *parts;
    struct loop *const *loops;
    unsigned count;
    int listening, bell; /* -1: none */
    pthread_t thread;
    bool is_running;
};

static struct loop *emptiest(const struct acceptor *acceptor, unsigned *all)
{
    struct loop *best = acceptor->loops[0];
    unsigned least = loop_connections(best);

    *all = least;
    for (unsigned i = 1; i < acceptor->count; i++) {
        unsigned connections = loop_connections(acceptor->loops[i]);

        *all += connections;
        if (connections >= least)
            continue;
        best = acceptor->loops[i];
        least = connections;
    }
    return best;
}

/* EAGAIN: nobody is there; 0: there may be more; else no room, or no socket to be had. */
static int let_one_in(const struct acceptor *acceptor)
{
    unsigned all;
    struct loop *loop = emptiest(acceptor, &all);
    union listen_address peer = {0};
    socklen_t length = sizeof(peer);
    int socket;

    if (all >= most_with_leaving(&acceptor->parts->settings))
        return ENFILE;
    socket = accept4(acceptor->listening, &peer.any, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0)
        loop_adopt(loop, socket, &peer);
    /* One that has gone again is nobody's fault. */
    return socket >= 0 || errno == ECONNABORTED || errno == EINTR ? 0 : errno;
}

static int let_all_in(const struct acceptor *acceptor)
{
    int why;

    while ((why = let_one_in(acceptor)) == 0)
        continue;
    return why;
}

/* A connection that the kernel makes after the last look would be reset when the socket is closed.
 * So it drops the first packet of each, and only finishes those that are in the making. */
static void drop_new_ones(int listening)
{
    struct sock_filter lines[] = {BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13), /* TCP's flags */
                                  BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TH_SYN, 0, 1),
                                  BPF_STMT(BPF_RET | BPF_K, 0),
                                  BPF_STMT(BPF_RET | BPF_K, UINT32_MAX)};
    const struct sock_fprog filter = {.len = COUNT_OF(lines), .filter = lines};

    setsockopt(listening, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter));
}

static void let_last_ones_in(const struct acceptor *acceptor)
{
    struct pollfd ready = {.fd = acceptor->listening, .events = POLLIN};

    drop_new_ones(acceptor->listening);
    while (let_all_in(acceptor) == EAGAIN && poll(&ready, 1, LAST_MS) > 0)
        continue;
}

static void *accept_all(void *argument)
{
    const struct acceptor *acceptor = argument;
    struct pollfd ready[] = {{.fd = acceptor->bell, .events = POLLIN},
                             {.fd = acceptor->listening, .events = POLLIN}};

    while (ready[0].revents == 0) {
        poll(ready, COUNT_OF(ready), -1);
        if (let_all_in(acceptor) != EAGAIN)
            poll(ready, 1, FULL_PAUSE_MS);
    }
    let_last_ones_in(acceptor);
    return NULL;
}

static enum fault start_accepting(struct acceptor *acceptor, struct error *err)
{
    acceptor->bell = eventfd(0, EFD_CLOEXEC);
    if (acceptor->bell < 0 || pthread_create(&acceptor->thread, NULL, accept_all, acceptor) != 0)
        return error_set(err, FAULT_INTERNAL,
                         "The thread that accepts connections cannot be "
                         "started.");
    acceptor->is_running = true;
    return FAULT_NONE;
}

enum fault acceptor_open(const struct edge_parts *parts, struct loop *const *loops, unsigned count,
                         struct acceptor **out, struct error *err)
{
    struct acceptor *acceptor = calloc(1, sizeof(*acceptor));
    enum fault fault;

    if (acceptor == NULL)
        abort();
    *acceptor = (struct acceptor){
        .parts = parts, .loops = loops, .count = count, .listening = -1, .bell = -1};
    fault = listen_open(parts->settings.listen, &acceptor->listening, err);
    if (fault == FAULT_NONE)
        fault = start_accepting(acceptor, err);
    if (fault != FAULT_NONE) {
        acceptor_close(acceptor);
        return fault;
    }
    *out = acceptor;
    return FAULT_NONE;
}

void acceptor_stop(struct acceptor *acceptor)
{
    const uint64_t once = 1;

    if (!acceptor->is_running)
        return;
    if (write(acceptor->bell, &once, sizeof(once)) < 0)
        abort();
    pthread_join(acceptor->thread, NULL);
    close(acceptor->listening);
    acceptor->is_running = false;
    acceptor->listening = -1;
}

void acceptor_close(struct acceptor *acceptor)
{
    if (acceptor == NULL)
        return;
    acceptor_stop(acceptor);
    if (acceptor->listening >= 0)
        close(acceptor->listening);
    if (acceptor->bell >= 0)
        close(acceptor->bell);
    free(acceptor);
}

int acceptor_port(const struct acceptor *acceptor)
{
    return listen_port(acceptor->listening);
}
