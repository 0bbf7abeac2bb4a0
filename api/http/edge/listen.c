#include "http/edge/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 /* connections that nobody has let in yet */ };

enum fault listen_parse(const char *text, union listen_address *address, struct error *err)
{
    const char *colon = strrchr(text, ':');
    char host[64];
    struct ip ip;
    in_port_t port = htons((uint16_t)strtol(colon + 1, NULL, 10));
    int length = (int)(colon - text);

    if (*text == '[' && length > 2 && text[length - 1] == ']')
        snprintf(host, sizeof(host), "%.*s", length - 2, text + 1);
    else
        snprintf(host, sizeof(host), "%.*s", length, text);
    if (!ip_parse(host, strlen(host), &ip))
        return error_set(err, FAULT_INVALID,
                         "MARQUEE_LISTEN is '%s'. It must be an IP address and a port.", text);
    if (ip_is_v4(&ip)) {
        address->v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = port};
        memcpy(&address->v4.sin_addr, ip.bytes + sizeof(ip.bytes) - 4, 4);
    } else {
        address->v6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = port};
        memcpy(&address->v6.sin6_addr, ip.bytes, sizeof(ip.bytes));
    }
    return FAULT_NONE;
}

struct ip listen_ip_of(const struct sockaddr *peer)
{
    if (peer->sa_family == AF_INET)
        return ip_from_bytes(&((const struct sockaddr_in *)(const void *)peer)->sin_addr, 4);
    if (peer->sa_family == AF_INET6)
        return ip_from_bytes(&((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr, 16);
    return (struct ip){0};
}

static const char *advice(int reason)
{
    switch (reason) {
    case EACCES:
        return "Use a port from 1024 up, or give the program CAP_NET_BIND_SERVICE";
    case EADDRNOTAVAIL:
        return "Set MARQUEE_LISTEN to an address of this machine";
    case EAFNOSUPPORT:
        return "This machine has no IPv6, so set MARQUEE_LISTEN to an address of IPv4";
    default:
        return "Stop what is using it, or set MARQUEE_LISTEN to another port";
    }
}

/* Two servers can't share a port; but one that has just ended doesn't keep it. [::] is IPv4 as
 * well.
 */
static bool bind_to(int socket, const union listen_address *address)
{
    const int yes = 1;
    int only_v6 = !IN6_IS_ADDR_UNSPECIFIED(&address->v6.sin6_addr);
    bool is_v6 = address->any.sa_family == AF_INET6;

    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (is_v6)
        setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof(only_v6));
    return bind(socket, &address->any, is_v6 ? sizeof(address->v6) : sizeof(address->v4)) == 0 &&
           listen(socket, BACKLOG) == 0;
}

enum fault listen_open(const char *text, int *out, struct error *err)
{
    union listen_address address = {0};
    int listening;

    TRY(listen_parse(text, &address, err));
    listening = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listening >= 0 && bind_to(listening, &address)) {
        *out = listening;
        return FAULT_NONE;
    }
    error_set(err, FAULT_INTERNAL, "Can't listen on %s (%s). %s.", text, strerror(errno),
              advice(errno));
    if (listening >= 0)
        close(listening);
    return FAULT_INTERNAL;
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
