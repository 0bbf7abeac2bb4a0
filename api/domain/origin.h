/* Where a page comes from (RFC 6454), and what a Host header names (RFC 9110, 7.2). However it is
 * written, one place has one form here: lower case, no dot at the end, IPv6 at its shortest. */
#ifndef MARQUEE_DOMAIN_ORIGIN_H
#define MARQUEE_DOMAIN_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { HOST_NAME_SIZE = 254, PORT_NONE = -1 };

struct host {
    char name[HOST_NAME_SIZE]; /* a name or an address; IPv6 in brackets; "": none */
    int port;                  /* 0 to 65535, or PORT_NONE */
};

struct origin {
    bool https;
    struct host host; /* its port is named: the scheme's own where none stands */
};

/* "films.example.org", "192.168.1.7:8080" or "[::1]:8080". False: it is no host. */
bool host_parse(const char *text, size_t length, struct host *host);

/* A Host header's value, with blanks around or none at all: then the name is "". */
bool host_parse_header(const char *value, struct host *host);

/* An IP address, not a name. */
bool host_is_address(const struct host *host);

/* Names this machine itself, and nothing else can have this name. */
bool host_is_loopback(const struct host *host);

/* "https://films.example.org" or "http://[::1]:8080": no path, no user. False: it is no origin. */
bool origin_parse(const char *text, size_t length, struct origin *origin);

bool origin_equal(const struct origin *one, const struct origin *other);

/* A page of this origin would send this Host. */
bool origin_has_host(const struct origin *origin, const struct host *host);

/* As browsers write it: without the scheme's own port. */
const char *origin_text(struct arena *arena, const struct origin *origin);

#endif
