/*
 * DESIGN. Of a machine with several addresses, friends can open the one from which it reaches the
 * world; the others come behind it. Both are asked for without netlink, which the service may not
 * use: a datagram socket that is connected, but sends nothing, has got that address, and an ioctl
 * lists the interfaces. Bridges of containers and virtual machines lead nobody here.
 */
#include "config/addresses.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "domain/address.h"

enum { INTERFACES_MAX = 64 };

struct found {
    char all[ADDRESSES_MAX][INET6_ADDRSTRLEN + 2]; /* as hosts are written */
    size_t count;
};

static void add_found(struct found *found, const char *host)
{
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->all[i], host) == 0)
            return;
    if (found->count < ADDRESSES_MAX)
        snprintf(found->all[found->count++], sizeof(found->all[0]), "%s", host);
}

static void add_v4(struct found *found, struct in_addr address)
{
    char host[INET_ADDRSTRLEN];

    if (!address_is_loopback(inet_ntop(AF_INET, &address, host, sizeof(host))))
        add_found(found, host);
}

/* Nobody has these addresses (RFC 5737, 3849): only the route to the world leads there. */
static void add_outgoing_v4(int file, struct found *found)
{
    struct sockaddr_in far = {.sin_family = AF_INET, .sin_port = htons(9)}, own = {0};
    socklen_t length = sizeof(own);

    inet_pton(AF_INET, "198.51.100.1", &far.sin_addr);
    if (connect(file, (struct sockaddr *)&far, sizeof(far)) == 0 &&
        getsockname(file, (struct sockaddr *)&own, &length) == 0)
        add_v4(found, own.sin_addr);
}

static void add_outgoing_v6(int file, struct found *found)
{
    struct sockaddr_in6 far = {.sin6_family = AF_INET6, .sin6_port = htons(9)}, own = {0};
    socklen_t length = sizeof(own);
    char text[INET6_ADDRSTRLEN], host[sizeof(text) + 2];

    inet_pton(AF_INET6, "2001:db8::1", &far.sin6_addr);
    if (connect(file, (struct sockaddr *)&far, sizeof(far)) != 0 ||
        getsockname(file, (struct sockaddr *)&own, &length) != 0)
        return;
    snprintf(host, sizeof(host), "[%s]", inet_ntop(AF_INET6, &own.sin6_addr, text, sizeof(text)));
    add_found(found, host);
}

static bool is_bridge(const char *name)
{
    static const char *const beginnings[] = {"docker", "br-", "veth", "virbr", "lxc", "podman"};

    for (size_t i = 0; i < COUNT_OF(beginnings); i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static void add_interfaces(int file, struct found *found)
{
    struct ifreq interfaces[INTERFACES_MAX];
    struct ifconf list = {.ifc_len = sizeof(interfaces), .ifc_req = interfaces};

    if (ioctl(file, SIOCGIFCONF, &list) != 0)
        return;
    for (size_t i = 0; i < (size_t)list.ifc_len / sizeof(struct ifreq); i++) {
        struct ifreq flags = interfaces[i];
        struct sockaddr_in address;

        memcpy(&address, &interfaces[i].ifr_addr, sizeof(address));
        if (ioctl(file, SIOCGIFFLAGS, &flags) == 0 && (flags.ifr_flags & IFF_UP) != 0 &&
            !is_bridge(interfaces[i].ifr_name))
            add_v4(found, address.sin_addr);
    }
}

static void find_own(bool is_v6, struct found *found)
{
    int file = socket(is_v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (file < 0)
        return;
    if (is_v6) {
        add_outgoing_v6(file, found);
    } else {
        add_outgoing_v4(file, found);
        add_interfaces(file, found);
    }
    close(file);
}

/* ":8080/films" of "0.0.0.0:8080/films", or "". */
static const char *behind_host(const char *authority)
{
    const char *bracket = strchr(authority, ']');
    const char *at = bracket == NULL ? authority : bracket;

    return at + strcspn(at, ":/");
}

static struct addresses addresses_at(struct arena *arena, const char *url)
{
    const char *authority = strstr(url, "://") + 3;
    struct addresses addresses = {.urls = {url}, .count = 1};
    struct found found = {0};

    addresses.is_loopback = address_is_loopback(authority);
    if (!address_is_any(authority))
        return addresses;
    find_own(false, &found);
    /* Who listens on all addresses of IPv6 has those of IPv4 as well. */
    if (*authority == '[')
        find_own(true, &found);
    if (found.count == 0) {
        add_found(&found, "127.0.0.1");
        addresses.is_loopback = true;
    }
    for (addresses.count = 0; addresses.count < found.count; addresses.count++)
        addresses.urls[addresses.count] =
            arena_printf(arena, "http://%s%s", found.all[addresses.count], behind_host(authority));
    return addresses;
}

struct addresses addresses_listened(struct arena *arena, const struct config *config, int port)
{
    const char *colon = strrchr(config->listen, ':');

    return addresses_at(arena, arena_printf(arena, "http://%.*s:%d", (int)(colon - config->listen),
                                            config->listen, port));
}

struct addresses addresses_of(struct arena *arena, const struct config *config, int port)
{
    return config->is_public_url_set || port == 0 ? addresses_at(arena, config->public_url)
                                                  : addresses_listened(arena, config, port);
}

const char *addresses_warning(const struct addresses *addresses)
{
    return addresses->is_loopback ? " (on this machine only; the README says how to let others in)"
                                  : "";
}
