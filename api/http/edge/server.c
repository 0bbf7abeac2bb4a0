/*
 * DESIGN. A few event loops (loop.c) read requests and send answers. An acceptor deals connections
 * out to them. What an answer has to wait for is waited for by workers.
 */
#include "http/edge/server.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <yder.h>

#include "base/log.h"
#include "http/edge/acceptor.h"
#include "http/edge/library.h"
#include "http/edge/serving.h"
#include "http/edge/streams.h"

/* More than can ask for passwords and search at the same time in a club. */
enum { WORKERS_MAX = 128, DRAIN_MS = 8000 };

struct server {
    struct edge_parts parts;
    struct loop *loops[LOOPS_MAX];
    unsigned count;
    struct acceptor *acceptor;
};

/* What the framework says of itself. Where it matters we say it, too, and in one line. */
static void log_yder(void *context, const char *name, const time_t when, const unsigned long level,
                     const char *message)
{
    (void)context;
    (void)name;
    (void)when;
    (void)level;
    log_line(LOG_DEBUG, "%s", message);
}

/* One for each core that we may run on. */
static unsigned count_loops(void)
{
    cpu_set_t cores;
    int count = sched_getaffinity(0, sizeof(cores), &cores) == 0 ? CPU_COUNT(&cores) : 1;

    return count < LOOPS_MAX ? (unsigned)count : LOOPS_MAX;
}

static enum fault start_loops(struct server *server, struct error *err)
{
    unsigned wanted = count_loops();

    for (; server->count < wanted; server->count++)
        TRY(loop_open(&server->parts, &server->loops[server->count], err));
    return acceptor_open(&server->parts, server->loops, server->count, &server->acceptor, err);
}

enum fault server_open(const struct server_settings *settings, const struct answerer *answerer,
                       struct server **out, struct error *err)
{
    struct server *server = calloc(1, sizeof(*server));
    enum fault fault;

    if (server == NULL)
        abort();
    server->parts =
        (struct edge_parts){.answerer = *answerer,
                            .settings = *settings,
                            .connections = connections_open(settings->limits, &server->parts),
                            .workers = workers_open(WORKERS_MAX),
                            .lingering = lingering_open(),
                            .uploads = {.folder = settings->upload_folder}};
    server->parts.streams = streams_open(&server->parts);
    library_install(serving_refuse);
    y_init_logs("marquee", Y_LOG_MODE_CALLBACK, Y_LOG_LEVEL_WARNING, NULL, NULL);
    y_set_logs_callback(log_yder, NULL, NULL);
    fault = start_loops(server, err);
    if (fault != FAULT_NONE) {
        server_close(server);
        return fault;
    }
    *out = server;
    return FAULT_NONE;
}

static void drain(struct server *server)
{
    acceptor_stop(server->acceptor); /* first: who is told to come back finds nobody */
    atomic_store(&server->parts.draining, true);
    streams_stop(server->parts.streams);
    if (!connections_drain(server->parts.connections, DRAIN_MS))
        log_line(LOG_INFO, "some clients took too long and were cut off");
}

void server_close(struct server *server)
{
    if (server == NULL)
        return;
    if (server->acceptor != NULL)
        drain(server);
    acceptor_close(server->acceptor);
    for (unsigned i = 0; i < server->count; i++)
        loop_close(server->loops[i]);
    workers_close(server->parts.workers);
    streams_close(server->parts.streams);
    lingering_close(server->parts.lingering);
    connections_close(server->parts.connections);
    y_close_logs();
    free(server);
}

int server_port(const struct server *server)
{
    return acceptor_port(server->acceptor);
}
