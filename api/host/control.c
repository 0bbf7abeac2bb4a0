/*
 * DESIGN. A thread accepts one connection at a time: commands are typed by one person, and each
 * takes milliseconds, but for a copy of a large database: that one is stopped when the server is.
 * Both sides speak one line of JSON. The socket's folder permissions and its mode (0600) are the
 * access control: who can reach it could also open the database.
 */
#include "host/control.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/stop.h"
#include "moving/wire.h"
#include "store/store.h"

/* An old club is the longest that is said. */
enum { MESSAGE_MAX = 2 * OLD_CLUB_TEXT_MAX, PATIENCE_MS = 5000 };

struct control {
    struct jobs_on on;
    const struct set_up *set_up;
    const struct config *config;
    atomic_int port; /* 0: not known yet */
    struct sockaddr_un address;
    pthread_t thread;
    bool is_running;      /* the thread */
    bool is_bound;        /* the socket has its place in the file system */
    int listening;        /* -1: not open */
    struct stop stop;     /* ends the thread */
    atomic_bool stopping; /* seen by a command that takes long */
};

/* ---- lines over a socket ----------------------------------------------------------------------*/

static bool send_all(int peer, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(peer, bytes, length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

/* Takes the message. */
static bool send_message(int peer, json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);
    bool sent = text != NULL && send_all(peer, text, strlen(text)) && send_all(peer, "\n", 1);

    free(text);
    json_decref(message);
    return sent;
}

/* The message is the caller's. NULL: the peer went away, was too slow, or did not speak JSON. */
static json_t *receive_message(int peer, int patience_ms)
{
    auto_strbuf struct strbuf text;
    struct pollfd readable = {.fd = peer, .events = POLLIN};
    char bytes[64 * 1024];
    bool is_whole = false;

    strbuf_init(&text, MESSAGE_MAX);
    while (!is_whole) {
        ssize_t length;

        if (poll(&readable, 1, patience_ms) <= 0)
            return NULL;
        length = recv(peer, bytes, sizeof(bytes), 0);
        if (length <= 0)
            return NULL;
        strbuf_add(&text, bytes, (size_t)length);
        if (!strbuf_ok(&text))
            return NULL;
        is_whole = memchr(bytes, '\n', (size_t)length) != NULL;
    }
    return json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL);
}

static bool make_address(const char *db_path, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    return snprintf(address->sun_path, sizeof(address->sun_path), "%s.sock", db_path) <
           (int)sizeof(address->sun_path);
}

/* ---- the server's side ------------------------------------------------------------------------*/

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

static void serve_peer(struct control *control, int peer)
{
    json_t *request = receive_message(peer, PATIENCE_MS);

    if (request != NULL)
        send_message(peer, answer_command(control, request));
    json_decref(request);
}

static void *control_main(void *argument)
{
    struct control *control = argument;
    struct pollfd waiting[] = {{.fd = control->listening, .events = POLLIN},
                               {.fd = control->stop.file, .events = POLLIN}};

    for (;;) {
        int peer;

        if (poll(waiting, COUNT_OF(waiting), -1) < 0 && errno != EINTR)
            break;
        if (waiting[1].revents != 0)
            break;
        if (waiting[0].revents == 0)
            continue;
        peer = accept4(control->listening, NULL, NULL, SOCK_CLOEXEC);
        if (peer < 0)
            continue;
        serve_peer(control, peer);
        close(peer);
    }
    return NULL;
}

static enum fault listen_on(struct control *control, const char *db_path, struct error *err)
{
    if (!make_address(db_path, &control->address))
        return error_set(err, FAULT_INVALID,
                         "The path %s is too long for a socket beside it (107 bytes). Move the "
                         "database to a shorter path.",
                         db_path);
    control->listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* We hold the lock of the database: a socket that is left there is nobody's. */
    unlink(control->address.sun_path);
    control->is_bound = control->listening >= 0 && fchmod(control->listening, 0600) == 0 &&
                        bind(control->listening, (struct sockaddr *)&control->address,
                             sizeof(control->address)) == 0;
    if (control->is_bound && listen(control->listening, 8) == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't make the socket %s: %s.",
                     control->address.sun_path, strerror(errno));
}

/* On a fault the caller closes what is open by then. */
static enum fault start_control(struct control *control, struct error *err)
{
    TRY(listen_on(control, store_path(control->on.store), err));
    TRY(stop_open(&control->stop, err));
    control->is_running = pthread_create(&control->thread, NULL, control_main, control) == 0;
    if (control->is_running)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "Can't start the thread of the control socket.");
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
    control->listening = control->stop.file = -1;
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

void control_close(struct control *control)
{
    if (control == NULL)
        return;
    atomic_store(&control->stopping, true);
    if (control->is_running) {
        stop_say(&control->stop);
        pthread_join(control->thread, NULL);
    }
    stop_close(&control->stop);
    if (control->listening >= 0)
        close(control->listening);
    if (control->is_bound)
        unlink(control->address.sun_path);
    free(control);
}

/* ---- the command's side -----------------------------------------------------------------------*/

/* The socket is the caller's to close; -1: no server answers. */
static int connect_to(const char *db_path)
{
    auto_free char *path = file_full_path(db_path);
    struct sockaddr_un address;
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (peer >= 0 && make_address(path, &address) &&
        connect(peer, (struct sockaddr *)&address, sizeof(address)) == 0)
        return peer;
    if (peer >= 0)
        close(peer);
    return -1;
}

/* The request is the caller's. */
static json_t *make_request(const char *word, const struct command *command)
{
    json_t *arguments = json_array();

    for (int i = 0; i < command->argc; i++)
        json_array_append_new(arguments, json_string(command->argv[i]));
    return json_pack("{s:s, s:o, s:s?}", "command", word, "arguments", arguments, "input",
                     command->input);
}

static enum fault take_reply(json_t *answer, struct command *command, struct error *err)
{
    const char *detail, *out, *hints, *file = "";
    int fault;

    if (json_unpack(answer, "{s:i, s:s, s:s, s:s, s?s}", "fault", &fault, "detail", &detail, "out",
                    &out, "hints", &hints, "file", &file) != 0)
        return error_set(err, FAULT_INTERNAL, "The running server didn't answer. See its log.");
    strbuf_addstr(command->out, out);
    strbuf_addstr(command->hints, hints);
    if (command->file != NULL)
        strbuf_addstr(command->file, file);
    return fault == FAULT_NONE ? FAULT_NONE : error_set(err, (enum fault)fault, "%s", detail);
}

enum fault control_send(const char *db_path, const char *word, struct command *command,
                        bool *answered, struct error *err)
{
    int peer = connect_to(db_path);
    json_t *answer;
    enum fault fault;

    *answered = peer >= 0;
    if (peer < 0)
        return error_set(err, FAULT_BUSY, "No server answers for %s.", db_path);
    answer = send_message(peer, make_request(word, command)) ? receive_message(peer, -1) : NULL;
    fault = take_reply(answer, command, err);
    json_decref(answer);
    close(peer);
    return fault;
}
