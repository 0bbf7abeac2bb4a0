/* Where people open the club's page: what links begin with that are shown to the operator. */
#ifndef MARQUEE_CONFIG_ADDRESSES_H
#define MARQUEE_CONFIG_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "config/config.h"

enum { ADDRESSES_MAX = 4 };

/* "http://192.168.1.20:8080", without a slash at the end; the likeliest first. There is one at
 * least. */
struct addresses {
    const char *urls[ADDRESSES_MAX];
    size_t count;
    bool is_loopback; /* nothing but this machine reaches them */
};

/* MARQUEE_PUBLIC_URL; else the address that the server listens on; where it listens on all of them,
 * those of this machine in its networks. `port`: on which it listens; 0: as the settings say. */
struct addresses addresses_of(struct arena *arena, const struct config *config, int port);

/* The same, whatever MARQUEE_PUBLIC_URL says. `port`: on which the server listens. */
struct addresses addresses_listened(struct arena *arena, const struct config *config, int port);

/* " (on this machine only; …)" behind a loopback address, else "". */
const char *addresses_warning(const struct addresses *addresses);

#endif
