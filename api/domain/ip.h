/*
 * Addresses of the internet protocol. An IPv4 address that is written as IPv6 (::ffff:192.0.2.7, as
 * a socket for both families has it) is that IPv4 address, everywhere.
 */
#ifndef MARQUEE_DOMAIN_IP_H
#define MARQUEE_DOMAIN_IP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    IP_TEXT_SIZE = 46, /* "2001:db8::1" and a NUL */
    IP_V4_BYTES = 4,
    IP_V6_BYTES = 16,
    NETWORK_BITS_V4 = 96
};

/* As it travels in IPv6; one of IPv4 is mapped. */
struct ip {
    uint8_t bytes[IP_V6_BYTES];
};

/* "192.0.2.7", "2001:db8::1" or "::ffff:192.0.2.7". False: it is none. */
bool ip_parse(const char *text, size_t length, struct ip *ip);

/*
 * The same as X-Forwarded-For has it: perhaps with a port ("192.0.2.7:51234", "[2001:db8::1]:443"),
 * in brackets, in quotes, with a zone ("fe80::1%eth0") and blanks around.
 */
bool ip_parse_forwarded(const char *text, size_t length, struct ip *ip);

/* From 4 or 16 bytes. */
struct ip ip_from_bytes(const void *bytes, size_t length);

/* As people write it. */
const char *ip_text(const struct ip *ip, char text[IP_TEXT_SIZE]);

bool ip_equal(const struct ip *one, const struct ip *other);
bool ip_is_v4(const struct ip *ip);
bool ip_is_loopback(const struct ip *ip);

/* Whose it is: itself, or the /64 that one household has of IPv6. */
struct ip ip_household(const struct ip *ip);

/* Addresses that begin with the same bits. */
struct ip_network {
    struct ip ip;
    unsigned bits; /* of ip.bytes */
};

/* "10.0.0.2", "10.0.0.0/8" or "2001:db8::/32"; what stands behind the prefix doesn't matter. */
bool ip_network_parse(const char *text, size_t length, struct ip_network *network);

/* No IPv4 address is in a network of IPv6, not even in ::/0. */
bool ip_network_has(const struct ip_network *network, const struct ip *ip);

/* One of the networks in a list with spaces between. */
bool ip_is_listed(const char *networks, const struct ip *ip);

#endif
