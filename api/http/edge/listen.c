#include "http/edge/listen.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum fault listen_parse(const char *text, union listen_address *address, struct error *err)
{
    const char *colon = strrchr(text, ':');
    char host[64];
    in_port_t port = htons((uint16_t)strtol(colon + 1, NULL, 10));
    int length = (int)(colon - text);

    if (*text == '[' && length > 2 && text[length - 1] == ']')
        snprintf(host, sizeof(host), "%.*s", length - 2, text + 1);
    else
        snprintf(host, sizeof(host), "%.*s", length, text);
    if (inet_pton(AF_INET, host, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = port;
        return FAULT_NONE;
    }
    if (inet_pton(AF_INET6, host, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = port;
        return FAULT_NONE;
    }
    return error_set(err, FAULT_INVALID,
                     "MARQUEE_LISTEN is '%s'. It must be an IP address and a port.", text);
}

int listen_port(int socket)
{
    struct sockaddr_in6 address = {0};
    socklen_t length = sizeof(address);

    /* The port stands at the same place in the addresses of both families. */
    if (getsockname(socket, (struct sockaddr *)&address, &length) != 0)
        return 0;
    return ntohs(address.sin6_port);
}
