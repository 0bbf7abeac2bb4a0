/* Where the server listens. */
#ifndef MARQUEE_HTTP_EDGE_LISTEN_H
#define MARQUEE_HTTP_EDGE_LISTEN_H

#include <netinet/in.h>

#include "base/error.h"
#include "domain/ip.h"

union listen_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Reads "127.0.0.1:8080" or "[::1]:8080"; the port is a number, config has seen to that. */
enum fault listen_parse(const char *text, union listen_address *address, struct error *err);

/* A socket that listens there, and does not wait; the caller's. */
enum fault listen_open(const char *text, int *socket, struct error *err);

/* Who comes from there; of a family without such addresses all bytes are 0. Over IPv4 to a socket
 * of both families, the address inside one of IPv6 is meant. */
struct ip listen_ip_of(const struct sockaddr *peer);

/* The port of a listening socket; 0 where it has none. */
int listen_port(int socket);

#endif
