#include "support/client.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "support/process.h"

enum { ANSWER_MAX = 16 * 1024 * 1024, REQUEST_MAX = 8 * 1024 * 1024 };

void client_init(struct client *client, const char *address, int port)
{
    *client = (struct client){.address = address, .port = port, .socket = -1};
}

static void forget(struct answer *answer)
{
    free(answer->head);
    free(answer->body);
    json_decref(answer->json);
    *answer = (struct answer){0};
}

void client_close(struct client *client)
{
    if (client->socket >= 0)
        close(client->socket);
    client->socket = -1;
}

void client_release(struct client *client)
{
    client_close(client);
    forget(&client->answer);
}

static bool connect_to(struct client *client)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)client->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)client->port)};
    struct timeval patience = {.tv_sec = PATIENCE};
    bool is_v4 = inet_pton(AF_INET, client->address, &v4.sin_addr) == 1;
    const struct sockaddr *address =
        is_v4 ? (const struct sockaddr *)&v4 : (const struct sockaddr *)&v6;

    if (!is_v4 && inet_pton(AF_INET6, client->address, &v6.sin6_addr) != 1)
        return false;
    client->socket = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(client->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(client->socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (connect(client->socket, address, is_v4 ? sizeof(v4) : sizeof(v6)) == 0)
        return true;
    client_close(client);
    return false;
}

bool client_send(struct client *client, const char *bytes, size_t length)
{
    if (client->socket < 0 && !connect_to(client))
        return false;
    while (length > 0) {
        ssize_t sent = send(client->socket, bytes, length, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    client->sent_us = clock_monotonic_us();
    return true;
}

bool client_send_text(struct client *client, const char *text)
{
    return client_send(client, text, strlen(text));
}

/* ---- the answer --------------------------------------------------------------------------- */

/* Reads until `text` has `length` bytes; false at the end of the stream. */
static bool fill(struct client *client, struct strbuf *text, size_t length)
{
    char bytes[16 * 1024];

    while (text->length < length) {
        size_t room = length - text->length;
        ssize_t got = recv(client->socket, bytes, room < sizeof(bytes) ? room : sizeof(bytes), 0);

        if (got <= 0)
            return false;
        strbuf_add(text, bytes, (size_t)got);
    }
    return strbuf_ok(text);
}

/* Up to and with the end of a line, and nothing of what comes behind it. */
static bool fill_line(struct client *client, struct strbuf *text)
{
    char bytes[1024];
    const char *end = NULL;

    while (end == NULL) {
        ssize_t seen = recv(client->socket, bytes, sizeof(bytes), MSG_PEEK);

        if (seen <= 0)
            return false;
        end = memchr(bytes, '\n', (size_t)seen);
        if (!fill(client, text, text->length + (size_t)(end == NULL ? seen : end + 1 - bytes)))
            return false;
    }
    return true;
}

static bool fill_chunks(struct client *client, struct strbuf *body)
{
    for (;;) {
        auto_strbuf struct strbuf line;
        size_t length;

        strbuf_init(&line, 64);
        if (!fill_line(client, &line))
            return false;
        length = strtoul(line.bytes, NULL, 16);
        if (!fill(client, body, body->length + length))
            return false;
        strbuf_clear(&line);
        if (!fill_line(client, &line))
            return false;
        if (length == 0)
            return true;
    }
}

static bool is_stream(struct client *client)
{
    const char *type = client_header(client, "Content-Type");

    return type != NULL && strcmp(type, "text/event-stream") == 0;
}

static bool fill_body(struct client *client, struct strbuf *body)
{
    const char *length = client_header(client, "Content-Length");
    const char *coding = client_header(client, "Transfer-Encoding");

    if (coding != NULL && strcasecmp(coding, "chunked") == 0)
        return fill_chunks(client, body);
    if (length != NULL)
        return fill(client, body, strtoul(length, NULL, 10));
    while (fill(client, body, body->length + 1))
        continue;
    return strbuf_ok(body);
}

static char *take(struct strbuf *text, size_t *length)
{
    char *bytes = strbuf_take(text, length);

    if (bytes == NULL)
        bytes = calloc(1, 1);
    if (bytes == NULL)
        abort();
    return bytes;
}

static bool receive(struct client *client, bool head_only)
{
    struct answer *answer = &client->answer;
    auto_strbuf struct strbuf head, body;
    size_t length;
    bool whole = true;

    strbuf_init(&head, 64 * 1024);
    strbuf_init(&body, ANSWER_MAX);
    do {
        if (!fill_line(client, &head))
            return false;
    } while (head.length < 4 || memcmp(head.bytes + head.length - 4, "\r\n\r\n", 4) != 0);
    if (sscanf(head.bytes, "HTTP/1.1 %3d ", &answer->status) != 1)
        return false;
    answer->head = take(&head, &length);
    if (!head_only && !is_stream(client) && answer->status != 304 && answer->status != 204 &&
        answer->status >= 200)
        whole = fill_body(client, &body);
    answer->body = take(&body, &answer->length);
    answer->json = json_loadb(answer->body, answer->length, JSON_DECODE_ANY, NULL);
    return whole;
}

int client_receive(struct client *client, bool head_only)
{
    const char *connection;

    forget(&client->answer);
    if (client->socket < 0 || !receive(client, head_only)) {
        client_close(client);
        client->answer.status = 0;
        client->answer.closed = true;
        return 0;
    }
    connection = client_header(client, "Connection");
    if (connection != NULL && strcasecmp(connection, "close") == 0) {
        client->answer.closed = true;
        client_close(client);
    }
    return client->answer.status;
}

/* The cookie of a device, which comes before that of a session. */
static bool is_of_device(const char *value)
{
    static const char ending[] = "-device=";
    size_t name = strcspn(value, "=\r");

    return name >= strlen(ending) &&
           memcmp(value + name + 1 - strlen(ending), ending, strlen(ending)) == 0;
}

static char *find_header(char *head, const char *name)
{
    size_t length = strlen(name);

    for (char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':' &&
            !is_of_device(line + 3 + length))
            return line + 3 + length + strspn(line + 3 + length, " ");
    return NULL;
}

const char *client_header(struct client *client, const char *name)
{
    static _Thread_local char values[8][1024];
    static _Thread_local size_t next;
    const char *start = client->answer.head == NULL ? NULL : find_header(client->answer.head, name);
    char *value = values[next++ % 8];

    if (start == NULL)
        return NULL;
    snprintf(value, sizeof(values[0]), "%.*s", (int)strcspn(start, "\r"), start);
    return value;
}

json_t *client_json(const struct client *client, const char *path)
{
    json_t *at = client->answer.json;

    while (at != NULL && *path != '\0') {
        char name[64];
        size_t length = strcspn(path, ".");

        snprintf(name, sizeof(name), "%.*s", (int)length, path);
        at = json_is_array(at) ? json_array_get(at, strtoul(name, NULL, 10))
                               : json_object_get(at, name);
        path += length + (path[length] == '.');
    }
    return at;
}

/* ---- the request --------------------------------------------------------------------------- */

static void add_credential(struct strbuf *text, const char *as)
{
    if (as == NULL)
        return;
    if (strncmp(as, "mq_", 3) == 0)
        strbuf_addf(text, "Authorization: Bearer %s\r\n", as);
    else
        strbuf_addf(text, "Cookie: %s\r\n", as);
}

static void add_request(struct strbuf *text, const struct client *client,
                        const struct question *question)
{
    const char *space = strchr(question->line, ' ');
    size_t length = question->body == NULL  ? 0
                    : question->length == 0 ? strlen(question->body)
                                            : question->length;

    strbuf_addf(text, "%.*s %s%s HTTP/1.1\r\n", (int)(space - question->line), question->line,
                question->base == NULL ? "/api/v1" : question->base, space + 1);
    for (size_t i = 0; i < REQUEST_HEADERS_MAX && question->headers[i] != NULL; i++)
        strbuf_addf(text, "%s\r\n", question->headers[i]);
    if (strstr(text->bytes, "\r\nHost:") == NULL)
        strbuf_addf(text, strchr(client->address, ':') ? "Host: [%s]:%d\r\n" : "Host: %s:%d\r\n",
                    client->address, client->port);
    add_credential(text, question->as);
    if (question->body != NULL)
        strbuf_addf(text, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                    question->type == NULL ? "application/json" : question->type, length);
    strbuf_addstr(text, "\r\n");
    if (length > 0)
        strbuf_add(text, question->body, length);
}

/* A server closes what has rested for long, as it may between two questions of a slow machine. */
static void leave_closed(struct client *client)
{
    char byte;

    if (client->socket >= 0 && recv(client->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
        client_close(client);
}

void client_begin(struct client *client, const struct question *question)
{
    auto_strbuf struct strbuf text;

    leave_closed(client);
    strbuf_init(&text, REQUEST_MAX);
    add_request(&text, client, question);
    if (!strbuf_ok(&text))
        abort();
    /* A server that refuses early may close before it has read everything: its answer counts. */
    client_send(client, text.bytes, text.length);
}

int client_ask(struct client *client, const struct question *question)
{
    client_begin(client, question);
    return client_receive(client, strncmp(question->line, "HEAD ", 5) == 0);
}
