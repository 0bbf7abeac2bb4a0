#include "support/hall.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include "base/process.h"
#include "support/process.h"

/* ---- its answerer ---------------------------------------------------------------------------- */

static struct ip hall_client(const void *context, const struct request *request)
{
    const char *named = request_header(request, "Client");
    struct ip ip = request->peer;

    (void)context;
    if (named != NULL)
        ip_parse(named, strlen(named), &ip);
    return ip;
}

static enum fault hall_body_room(const void *context, const struct request *request,
                                 struct body_room *room, struct error *err)
{
    (void)context;
    (void)request;
    (void)err;
    *room = (struct body_room){.max = 1024};
    return FAULT_NONE;
}

static void admit_listener(const struct hall *const_hall, struct exchange *exchange)
{
    struct hall_listener *listener = calloc(1, sizeof(*listener));

    if (listener == NULL)
        abort();
    listener->hall = (struct hall *)(uintptr_t)const_hall;
    exchange->response.status = 200;
    response_header(&exchange->response, "Content-Type", "text/event-stream");
    exchange->response.listener = listener;
}

static enum place hall_begin(const void *context, struct exchange *exchange)
{
    exchange->response.status = 204;
    if (strcmp(exchange->request.target, "/later") == 0)
        return BY_WORKER;
    if (strcmp(exchange->request.target, "/stream") == 0)
        admit_listener(context, exchange);
    return ON_LOOP;
}

static void hall_finish(const void *context, struct exchange *exchange)
{
    admit_listener(context, exchange);
}

static void hall_refuse(const void *context, struct exchange *exchange, const struct error *err)
{
    (void)context;
    (void)err;
    exchange->response.status = 400;
}

static void hall_listens(const void *context, void *argument, struct stream *stream)
{
    struct hall_listener *listener = argument;
    struct hall *hall = listener->hall;

    (void)context;
    pthread_mutex_lock(&hall->lock);
    if (hall->begun == HALL_LISTENERS_MAX)
        abort();
    listener->stream = stream;
    hall->listeners[hall->begun++] = listener;
    pthread_cond_broadcast(&hall->change);
    pthread_mutex_unlock(&hall->lock);
}

static void hall_listens_no_more(const void *context, void *argument)
{
    struct hall_listener *listener = argument;
    struct hall *hall = listener->hall;

    (void)context;
    pthread_mutex_lock(&hall->lock);
    if (listener->stream == NULL)
        free(listener); /* it never began */
    else
        listener->stream = NULL;
    hall->ended++;
    pthread_cond_broadcast(&hall->change);
    pthread_mutex_unlock(&hall->lock);
}

/* ---- the server ------------------------------------------------------------------------------ */

/* Both ends of each stream are files of this process. */
static void raise_file_limit(void)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static int64_t open_files(void)
{
    struct process_usage usage;

    process_usage(&usage);
    return usage.open_fds;
}

int hall_empty(void **state)
{
    struct hall *hall = calloc(1, sizeof(*hall));

    assert_non_null(hall);
    pthread_mutex_init(&hall->lock, NULL);
    pthread_cond_init(&hall->change, NULL);
    raise_file_limit();
    hall->files = open_files();
    *state = hall;
    return 0;
}

void hall_open(struct hall *hall, struct stream_limits limits)
{
    const struct server_settings settings = {
        .listen = "127.0.0.1:0",
        .limits = {.idle_ms = 60000, .receive_ms = 60000, .answer_ms = 60000, .most = 1000},
        .stream_limits = limits,
        .connected = &hall->connected,
        .disconnected = &hall->disconnected,
        .stream_counts = &hall->counts,
    };
    const struct answerer answerer = {.context = hall,
                                      .client = hall_client,
                                      .body_room = hall_body_room,
                                      .begin = hall_begin,
                                      .finish = hall_finish,
                                      .refuse = hall_refuse,
                                      .listens = hall_listens,
                                      .listens_no_more = hall_listens_no_more};
    struct error err;

    assert_ok(server_open(&settings, &answerer, &hall->server, &err), &err);
    hall->port = server_port(hall->server);
}

void hall_stop(struct hall *hall)
{
    server_close(hall->server);
    hall->server = NULL;
}

int hall_close(void **state)
{
    struct hall *hall = *state;

    hall_stop(hall);
    assert_int_equal(open_files(), hall->files);
    assert_int_equal(counter_read(&hall->counts.begun), counter_read(&hall->counts.ended));
    for (size_t i = 0; i < hall->begun; i++)
        free(hall->listeners[i]);
    pthread_cond_destroy(&hall->change);
    pthread_mutex_destroy(&hall->lock);
    free(hall);
    return 0;
}

/* ---- who is in it ---------------------------------------------------------------------------- */

struct client hall_enter(struct hall *hall, const char *target, const char *from)
{
    struct client client;
    char request[256];

    client_init(&client, "127.0.0.1", hall->port);
    snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: x\r\nClient: %s\r\n\r\n", target,
             from);
    assert_true(client_send_text(&client, request));
    return client;
}

static void wait_for_number(struct hall *hall, const size_t *number, size_t least)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE;
    pthread_mutex_lock(&hall->lock);
    while (*number < least)
        assert_int_equal(pthread_cond_timedwait(&hall->change, &hall->lock, &until), 0);
    pthread_mutex_unlock(&hall->lock);
}

void hall_wait_begun(struct hall *hall, size_t count)
{
    wait_for_number(hall, &hall->begun, count);
}

void hall_wait_ended(struct hall *hall, size_t count)
{
    wait_for_number(hall, &hall->ended, count);
}

static size_t number_now(struct hall *hall, const size_t *number)
{
    size_t now;

    pthread_mutex_lock(&hall->lock);
    now = *number;
    pthread_mutex_unlock(&hall->lock);
    return now;
}

size_t hall_begun(struct hall *hall)
{
    return number_now(hall, &hall->begun);
}

size_t hall_ended(struct hall *hall)
{
    return number_now(hall, &hall->ended);
}

/* Nothing of what comes behind it. */
static void hear_head(struct client *client)
{
    char head[1024];
    size_t length = 0;

    do {
        assert_in_range(length, 0, sizeof(head) - 2);
        assert_int_equal(recv(client->socket, head + length++, 1, 0), 1);
        head[length] = '\0';
    } while (length < 4 || strcmp(head + length - 4, "\r\n\r\n") != 0);
    assert_memory_equal(head, "HTTP/1.1 200 OK\r\n", 17);
    assert_non_null(strstr(head, "\r\nConnection: close\r\n"));
    assert_non_null(strstr(head, "\r\nContent-Type: text/event-stream\r\n"));
    assert_null(strstr(head, "Content-Length"));
}

struct client hall_listen(struct hall *hall, const char *target, const char *from)
{
    struct client client;
    size_t before;

    pthread_mutex_lock(&hall->lock);
    before = hall->begun;
    pthread_mutex_unlock(&hall->lock);
    client = hall_enter(hall, target, from);
    hear_head(&client);
    hall_wait_begun(hall, before + 1);
    return client;
}

bool hall_tell(struct hall *hall, size_t listener, struct blob *blob)
{
    bool listens;

    pthread_mutex_lock(&hall->lock);
    listens = hall->listeners[listener]->stream != NULL;
    if (listens)
        stream_send(hall->listeners[listener]->stream, blob);
    pthread_mutex_unlock(&hall->lock);
    return listens;
}

void hall_say(struct hall *hall, const char *text)
{
    struct blob *blob = blob_borrow(text, strlen(text));

    pthread_mutex_lock(&hall->lock);
    for (size_t i = 0; i < hall->begun; i++)
        if (hall->listeners[i]->stream != NULL)
            stream_send(hall->listeners[i]->stream, blob);
    pthread_mutex_unlock(&hall->lock);
    blob_release(blob);
}

/* With the lock held. */
static void end_one(struct hall *hall, size_t listener)
{
    if (hall->listeners[listener]->stream != NULL)
        stream_end(hall->listeners[listener]->stream);
}

void hall_end(struct hall *hall, size_t listener)
{
    pthread_mutex_lock(&hall->lock);
    end_one(hall, listener);
    pthread_mutex_unlock(&hall->lock);
}

void hall_end_newest(struct hall *hall)
{
    pthread_mutex_lock(&hall->lock);
    if (hall->begun > 0)
        end_one(hall, hall->begun - 1);
    pthread_mutex_unlock(&hall->lock);
}

bool hall_hears(struct client *client, const char *text)
{
    char heard[4096];
    size_t length = strlen(text), got = 0;

    assert_in_range(length, 0, sizeof(heard));
    while (got < length) {
        ssize_t more = recv(client->socket, heard + got, length - got, 0);

        if (more <= 0)
            return false;
        got += (size_t)more;
    }
    return memcmp(heard, text, length) == 0;
}

bool hall_hears_end(struct client *client)
{
    char byte;

    return recv(client->socket, &byte, 1, 0) == 0;
}
