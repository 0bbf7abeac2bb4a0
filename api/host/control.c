/*
 * DESIGN. Two threads: one has the connections (peers.h) and never waits for any of them, one
 * carries out a command at a time. Commands are typed by one person, and each takes milliseconds,
 * but for a copy of a large database and an old club: those are stopped when the server is. Both
 * sides speak one line of JSON. The socket's folder permissions and its mode (0600) are the access
 * control: who can reach it could also open the database.
 */
#include "host/control.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/stop.h"
#include "host/peers.h"
#include "store/store.h"

enum { LAST_PATIENCE_MS = 1000 /* with those who are being answered, at a stop */ };

/* What the two threads hand each other. */
struct desk {
    pthread_mutex_t lock;
    pthread_cond_t given;
    const char *request; /* to be carried out; NULL: nothing */
    char *answer;        /* of the one before, until it is taken */
    int answered;        /* an eventfd, told with each answer; -1: not open */
    bool closing;
};

struct control {
    struct jobs_on on;
    const struct set_up *set_up;
    const struct config *config;
    atomic_int port; /* 0: not known yet */
    struct sockaddr_un address;
    struct peers peers;
    struct peer *served; /* whose command is at the desk, or NULL */
    struct desk desk;
    pthread_t thread, worker;
    bool is_running, is_working; /* the threads */
    bool is_bound;               /* the socket has its place in the file system */
    struct stat bound;           /* and is this file there */
    int listening;               /* -1: not open */
    struct stop stop;            /* ends the threads */
    atomic_bool stopping;        /* seen by a command that takes long */
};

bool control_address(const char *db_path, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    return snprintf(address->sun_path, sizeof(address->sun_path), "%s.sock", db_path) <
           (int)sizeof(address->sun_path);
}

/* ---- a command --------------------------------------------------------------------------------
 */

/* The answer is the caller's. */
static json_t *answer_command(struct control *control, json_t *request)
{
    auto_arena struct arena arena = {0};
    auto_strbuf struct strbuf out, hints, file;
    const char *argv[COMMAND_ARGUMENTS_MAX];
    struct command command = {.on = control->on,
                              .set_up = control->set_up,
                              .port = atomic_load(&control->port),
                              .config = control->config,
                              .arena = &arena,
                              .argv = argv,
                              .stop = &control->stopping};
    json_t *arguments = json_object_get(request, "arguments"), *argument;
    enum fault fault;
    struct error err;
    size_t i;

    strbuf_init(&out, COMMAND_OUTPUT_MAX);
    strbuf_init(&hints, COMMAND_OUTPUT_MAX);
    strbuf_init(&file, COMMAND_FILE_MAX);
    error_init(&err);
    command.out = &out;
    command.hints = &hints;
    command.file = &file;
    command.input = json_string_value(json_object_get(request, "input"));
    json_array_foreach(arguments, i, argument)
    {
        if (command.argc < COMMAND_ARGUMENTS_MAX && json_is_string(argument))
            argv[command.argc++] = json_string_value(argument);
    }
    fault =
        command_carry_out(json_string_value(json_object_get(request, "command")), &command, &err);
    return json_pack("{s:i, s:s, s:s, s:s, s:s}", "fault", (int)fault, "detail", err.detail, "out",
                     out.bytes, "hints", hints.bytes, "file", file.bytes);
}

/* The answer as a line that the caller frees. */
static char *answer_text(struct control *control, const char *text)
{
    json_t *request = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *answer;
    char *line;

    if (request == NULL)
        return NULL;
    answer = answer_command(control, request);
    line = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    json_decref(request);
    return line;
}

/* ---- the thread of the commands ---------------------------------------------------------------
 */

static void *command_main(void *argument)
{
    struct control *control = argument;
    struct desk *desk = &control->desk;

    pthread_mutex_lock(&desk->lock);
    for (;;) {
        char *answer;

        while (desk->request == NULL && !desk->closing)
            pthread_cond_wait(&desk->given, &desk->lock);
        if (desk->request == NULL)
            break;
        pthread_mutex_unlock(&desk->lock);
        answer = answer_text(control, desk->request);
        pthread_mutex_lock(&desk->lock);
        desk->request = NULL;
        desk->answer = answer;
        eventfd_write(desk->answered, 1);
    }
    pthread_mutex_unlock(&desk->lock);
    return NULL;
}

/* Borrows the request until its answer is taken. */
static void desk_give(struct desk *desk, const char *request)
{
    pthread_mutex_lock(&desk->lock);
    desk->request = request;
    pthread_cond_signal(&desk->given);
    pthread_mutex_unlock(&desk->lock);
}

/* Once it was told; NULL: what was asked was no JSON. The caller frees it. */
static char *desk_take(struct desk *desk)
{
    eventfd_t count;
    char *answer;

    eventfd_read(desk->answered, &count);
    pthread_mutex_lock(&desk->lock);
    answer = desk->answer;
    desk->answer = NULL;
    pthread_mutex_unlock(&desk->lock);
    return answer;
}

static void desk_end(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->closing = true;
    pthread_cond_signal(&desk->given);
    pthread_mutex_unlock(&desk->lock);
}

/* ---- the thread of the connections ------------------------------------------------------------
 */

/* Behind the places of the peers. */
enum { LISTENING = PEERS_MAX, STOPPED, ANSWERED, POLLS };

static void accept_peer(struct control *control)
{
    int socket = accept4(control->listening, NULL, NULL, SOCK_CLOEXEC);

    if (socket >= 0)
        peers_take(&control->peers, socket);
}

static void tell_served(struct control *control)
{
    char *answer = desk_take(&control->desk);

    peer_tell(control->served, answer);
    control->served = NULL;
}

/* The longest waiting one's command is carried out next. */
static void serve_next(struct control *control)
{
    if (control->served != NULL)
        return;
    control->served = peers_next(&control->peers);
    if (control->served != NULL)
        desk_give(&control->desk, control->served->text.bytes);
}

/* What each place waits for; how many ms at most. */
static int fill_polls(const struct control *control, bool stopped, struct pollfd polls[POLLS])
{
    bool listens = !stopped && peers_have_room(&control->peers);
    int patience_ms = peers_poll(&control->peers, polls);

    polls[LISTENING] = (struct pollfd){listens ? control->listening : -1, POLLIN, 0};
    polls[STOPPED] = (struct pollfd){stopped ? -1 : control->stop.file, POLLIN, 0};
    polls[ANSWERED] = (struct pollfd){control->desk.answered, POLLIN, 0};
    return patience_ms;
}

/* At a stop, whoever has been heard by then is answered, and nobody else. */
static void *control_main(void *argument)
{
    struct control *control = argument;
    struct pollfd polls[POLLS];
    bool stopped = false;

    while (!stopped || !peers_are_gone(&control->peers)) {
        int patience_ms = fill_polls(control, stopped, polls);

        if (poll(polls, POLLS, patience_ms) < 0)
            continue;
        if (polls[ANSWERED].revents != 0)
            tell_served(control);
        peers_attend(&control->peers, polls);
        if (polls[LISTENING].revents != 0)
            accept_peer(control);
        stopped = stopped || polls[STOPPED].revents != 0;
        if (stopped)
            peers_hurry(&control->peers, control->served, LAST_PATIENCE_MS);
        serve_next(control);
    }
    return NULL;
}

/* ---- opening and closing ----------------------------------------------------------------------
 */

/* We hold the database, so a socket that is left there is nobody's; unless that was another
 * database until it was moved away under a server that has not noticed yet. */
static bool somebody_listens(const struct sockaddr_un *address)
{
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool is_taken =
        peer >= 0 &&
        (connect(peer, (const struct sockaddr *)address, sizeof(*address)) == 0 || errno == EAGAIN);

    if (peer >= 0)
        close(peer);
    return is_taken;
}

/* Another server may have its own there by now. */
static bool is_still_ours(const struct control *control)
{
    struct stat info;

    return stat(control->address.sun_path, &info) == 0 && info.st_ino == control->bound.st_ino &&
           info.st_dev == control->bound.st_dev;
}

static enum fault listen_on(struct control *control, const char *db_path, struct error *err)
{
    if (!control_address(db_path, &control->address))
        return error_set(err, FAULT_INVALID,
                         "The path %s is too long for a socket beside it (107 bytes). Move the "
                         "database to a shorter path.",
                         db_path);
    if (somebody_listens(&control->address))
        return error_set(err, FAULT_BUSY, "Another marquee listens at %.150s. Stop that one first.",
                         control->address.sun_path);
    control->listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(control->address.sun_path);
    control->is_bound = control->listening >= 0 && fchmod(control->listening, 0600) == 0 &&
                        bind(control->listening, (struct sockaddr *)&control->address,
                             sizeof(control->address)) == 0;
    if (control->is_bound && stat(control->address.sun_path, &control->bound) == 0 &&
        listen(control->listening, 8) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't make the socket %s: %s.",
                     control->address.sun_path, strerror(errno));
}

/* On a fault the caller closes what is open by then. */
static enum fault start_control(struct control *control, struct error *err)
{
    TRY(listen_on(control, store_path(control->on.store), err));
    TRY(stop_open(&control->stop, err));
    control->desk.answered = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (control->desk.answered < 0)
        return error_set(err, FAULT_INTERNAL, "The system gives no event descriptor: %s.",
                         strerror(errno));
    control->is_working = pthread_create(&control->worker, NULL, command_main, control) == 0;
    control->is_running =
        control->is_working && pthread_create(&control->thread, NULL, control_main, control) == 0;
    if (control->is_running)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't start the threads of the control socket.");
}

enum fault control_open(const struct jobs_on *on, const struct set_up *set_up,
                        const struct config *config, struct control **out, struct error *err)
{
    struct control *control = calloc(1, sizeof(*control));
    enum fault fault;

    if (control == NULL)
        abort();
    control->on = *on;
    control->set_up = set_up;
    control->config = config;
    control->listening = control->stop.file = control->desk.answered = -1;
    peers_open(&control->peers, CONTROL_MESSAGE_MAX);
    pthread_mutex_init(&control->desk.lock, NULL);
    pthread_cond_init(&control->desk.given, NULL);
    fault = start_control(control, err);
    if (fault != FAULT_NONE) {
        control_close(control);
        return fault;
    }
    *out = control;
    return FAULT_NONE;
}

void control_listens(struct control *control, int port)
{
    atomic_store(&control->port, port);
}

void control_stop(struct control *control)
{
    if (control == NULL)
        return;
    atomic_store(&control->stopping, true);
    if (control->is_running)
        stop_say(&control->stop);
}

static void end_threads(struct control *control)
{
    if (control->is_running)
        pthread_join(control->thread, NULL);
    desk_end(&control->desk);
    if (control->is_working)
        pthread_join(control->worker, NULL);
}

void control_close(struct control *control)
{
    if (control == NULL)
        return;
    control_stop(control);
    end_threads(control);
    peers_close(&control->peers);
    stop_close(&control->stop);
    if (control->desk.answered >= 0)
        close(control->desk.answered);
    pthread_cond_destroy(&control->desk.given);
    pthread_mutex_destroy(&control->desk.lock);
    if (control->listening >= 0)
        close(control->listening);
    if (control->is_bound && is_still_ours(control))
        unlink(control->address.sun_path);
    free(control);
}
