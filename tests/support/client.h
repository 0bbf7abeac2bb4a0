/*
 * An HTTP client that can also be rude: requests are bytes on a socket, and answers are kept as
 * they came. A connection is kept alive until the server or the test closes it.
 *
 *     ask(&client, "PUT /votes/7", .as = token);
 *     assert_int_equal(client.answer.status, 200);
 *
 * Not for two threads at once; nothing here fails a test, so threads of a test can use it.
 */
#ifndef MARQUEE_TESTS_CLIENT_H
#define MARQUEE_TESTS_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer {
    int status;    /* 0: none came, or none that is HTTP */
    bool closed;   /* the server closed the connection, or said that it will */
    char *head;    /* status line and headers */
    char *body;    /* ends with a NUL of its own */
    size_t length; /* of the body */
    json_t *json;  /* where the body is JSON */
};

struct client {
    const char *address; /* "127.0.0.1" or "::1" */
    int port;
    int socket;      /* -1: not connected */
    int64_t sent_us; /* clock_monotonic_us, once the last bytes were sent */
    struct answer answer;
};

enum { REQUEST_HEADERS_MAX = 6 };

struct question {
    const char *line; /* "GET /club": method, and what stands below `base` */
    const char *base; /* NULL: "/api/v1" */
    const char *as;   /* a token, "marquee-…=…" for a session's cookie, or NULL for a visitor */
    const char *headers[REQUEST_HEADERS_MAX]; /* "Name: value" */
    const char *body;
    size_t length;    /* of the body where it is not text; 0: strlen */
    const char *type; /* NULL: application/json, if there is a body */
};

#define ask(client, ...) client_ask((client), &(struct question){.line = __VA_ARGS__})

void client_init(struct client *client, const char *address, int port);
void client_release(struct client *client);
void client_close(struct client *client); /* the connection only */

/* Sends the request and waits for its answer: of a stream, which has no end, for its head. The
 * status. */
int client_ask(struct client *client, const struct question *question);

/* Sends the request alone. */
void client_begin(struct client *client, const struct question *question);

/* Sends bytes as they are; false when the server does not take them. */
bool client_send(struct client *client, const char *bytes, size_t length);
bool client_send_text(struct client *client, const char *text);
/* Waits for the answer to what was sent; `head_only` when there will be no body. The status. */
int client_receive(struct client *client, bool head_only);

/* The value of a header of the answer, valid until the next call with this client; or NULL. Of
 * Set-Cookie not that of the device. */
const char *client_header(struct client *client, const char *name);

/* The part of the answer's JSON at "items.0.film.title"; NULL where there is none. */
json_t *client_json(const struct client *client, const char *path);

#endif
