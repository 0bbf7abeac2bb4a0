/* Asks a server on this machine whether it is well: for a container's health check, which has no
 * curl, and for scripts. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "domain/address.h"

enum { PATIENCE_SECONDS = 3, HOST_SIZE = 64, STORAGE_FULL = 507 };

/* The address where a server that listens there is found: everywhere is also here. */
static void split(const char *listen, char host[HOST_SIZE], const char **port)
{
    const char *colon = strrchr(listen, ':');
    int skip = listen[0] == '[';

    *port = colon + 1;
    snprintf(host, HOST_SIZE, "%.*s", (int)(colon - listen) - 2 * skip, listen + skip);
    if (address_is_any(listen))
        snprintf(host, HOST_SIZE, "127.0.0.1");
}

static int dial(const struct addrinfo *address)
{
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    int peer = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (peer < 0)
        return -1;
    setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (connect(peer, address->ai_addr, address->ai_addrlen) == 0)
        return peer;
    close(peer);
    return -1;
}

static int dial_server(const char *listen)
{
    const struct addrinfo wanted = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                                    .ai_socktype = SOCK_STREAM};
    struct addrinfo *address;
    char host[HOST_SIZE];
    const char *port;
    int peer;

    split(listen, host, &port);
    if (getaddrinfo(host, port, &wanted, &address) != 0)
        return -1;
    peer = dial(address);
    freeaddrinfo(address);
    return peer;
}

/* The status of the answer; 0: there was none. */
static int ask_health(int peer)
{
    static const char request[] = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n"
                                  "Connection: close\r\n\r\n";
    char answer[16] = "";
    int status;

    if (send(peer, request, sizeof(request) - 1, MSG_NOSIGNAL) != (ssize_t)sizeof(request) - 1 ||
        recv(peer, answer, sizeof(answer) - 1, MSG_WAITALL) <= 0)
        return 0;
    return sscanf(answer, "HTTP/1.1 %3d", &status) == 1 ? status : 0;
}

int cli_health(const struct config *config, int argc, char **argv)
{
    int peer, status;

    (void)argv;
    if (argc > 0)
        return cli_usage("health");
    peer = dial_server(config->listen);
    status = peer < 0 ? 0 : ask_health(peer);
    if (peer >= 0)
        close(peer);
    if (status == 200) {
        printf("Marquee at %s is running.\n", config->listen);
        return 0;
    }
    if (status == STORAGE_FULL)
        fprintf(stderr, "marquee: The disk of the server at %s is full. Make room.\n",
                config->listen);
    else if (status == 0)
        fprintf(stderr, "marquee: No server answers at %s. Start it, or correct MARQUEE_LISTEN.\n",
                config->listen);
    else
        fprintf(stderr, "marquee: The server at %s answers with an error (%d). See its log.\n",
                config->listen, status);
    return 1;
}
