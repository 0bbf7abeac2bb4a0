/* The command's side of the control socket. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"
#include "host/control.h"

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

/* The answer is the caller's. NULL: the server went away, was silent for too long, or did not speak
 * JSON. */
static json_t *receive_message(int peer)
{
    auto_strbuf struct strbuf text;
    char bytes[64 * 1024];
    bool is_whole = false;

    strbuf_init(&text, CONTROL_MESSAGE_MAX);
    while (!is_whole) {
        ssize_t length = recv(peer, bytes, sizeof(bytes), 0);

        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return NULL;
        strbuf_add(&text, bytes, (size_t)length);
        if (!strbuf_ok(&text))
            return NULL;
        is_whole = memchr(bytes, '\n', (size_t)length) != NULL;
    }
    return json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL);
}

/* The socket is the caller's to close; -1: no server answers. */
static int connect_to(const char *db_path)
{
    auto_free char *path = file_full_path(db_path);
    struct sockaddr_un address;
    int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (peer >= 0 && control_address(path, &address) &&
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
    const struct timeval patience = {.tv_sec = command->patience_s}; /* none: for good */
    int peer = connect_to(db_path);
    json_t *answer;
    enum fault fault;

    *answered = peer >= 0;
    if (peer < 0)
        return error_set(err, FAULT_BUSY, "No server answers for %s.", db_path);
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    answer = send_message(peer, make_request(word, command)) ? receive_message(peer) : NULL;
    fault = take_reply(answer, command, err);
    json_decref(answer);
    close(peer);
    return fault;
}
