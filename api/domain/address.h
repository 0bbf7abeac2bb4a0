/* Which addresses of the internet protocol are anybody's, and which are this machine's or this
 * network's own. */
#ifndef MARQUEE_DOMAIN_ADDRESS_H
#define MARQUEE_DOMAIN_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A public server can have this address (4 or 16 bytes, as they travel). False for loopback,
 * private, link-local, shared, multicast, documentation and reserved ranges (IANA's special-purpose
 * registries, RFC 6890), and for an IPv6 address that carries such an IPv4 address: mapped, NAT64
 * (64:ff9b::/96), 6to4 and Teredo. False for any other length.
 */
bool address_is_public(const uint8_t *bytes, size_t length);

/* "127.0.0.1:8080", "[::1]" or "localhost": an authority that nothing but this machine reaches. A
 * path may follow it, here and below. */
bool address_is_loopback(const char *authority);
/* "0.0.0.0:8080" or "[::]": every address of this machine, and so none that can be opened. */
bool address_is_any(const char *authority);

#endif
