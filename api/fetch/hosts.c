#include "fetch/hosts.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/ip.h"

enum { HOST_SIZE = 256 /* a name has at most 253 characters */, PORT_MAX = 65535 };

struct entry {
    char host[HOST_SIZE]; /* IPv6 in brackets; without a dot at the end */
    int port;             /* 0: none is named */
};

/* "[::1]" as bytes. */
static bool read_host_v6(const char *host, struct in6_addr *address)
{
    char text[INET6_ADDRSTRLEN];
    size_t length = strlen(host);

    if (length < 2 || host[0] != '[' || host[length - 1] != ']' || length - 2 >= sizeof(text))
        return false;
    snprintf(text, sizeof(text), "%.*s", (int)(length - 2), host + 1);
    return inet_pton(AF_INET6, text, address) == 1;
}

static bool is_host(const char *host)
{
    struct in6_addr address;
    size_t plain =
        strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    return (plain > 0 && host[plain] == '\0' && host[0] != '.') || read_host_v6(host, &address);
}

static bool read_host_port(const char *text, int *port)
{
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 5 || text[digits] != '\0')
        return false;
    *port = (int)strtol(text, NULL, 10);
    return *port > 0 && *port <= PORT_MAX;
}

static void drop_last_dot(char *host)
{
    size_t length = strlen(host);

    if (length > 1 && host[length - 1] == '.')
        host[length - 1] = '\0';
}

static bool read_host(const char *text, size_t length, struct entry *entry)
{
    char *colon;

    *entry = (struct entry){0};
    if (length >= sizeof(entry->host))
        return false;
    memcpy(entry->host, text, length);
    colon = strrchr(entry->host, ':');
    /* The colons of an address stand within its brackets. */
    if (colon != NULL && strchr(colon, ']') == NULL) {
        *colon = '\0';
        if (!read_host_port(colon + 1, &entry->port))
            return false;
    }
    drop_last_dot(entry->host);
    return is_host(entry->host);
}

/* The next entry of the list, and where the one after it may begin; NULL: there is none. */
static const char *next_entry(const char *hosts, size_t *length)
{
    hosts += strspn(hosts, " ");
    *length = strcspn(hosts, " ");
    return *length > 0 ? hosts : NULL;
}

enum fault hosts_check(const char *hosts, struct error *err)
{
    struct entry entry;
    size_t length;

    for (const char *at = hosts; (at = next_entry(at, &length)) != NULL; at += length)
        if (!read_host(at, length, &entry))
            return error_set(
                err, FAULT_INVALID,
                "\"%.*s\" is not a host. Write a name or an address, with a port if it has one.",
                (int)(length < 100 ? length : 100), at);
    return FAULT_NONE;
}

/* As a URL has it: in brackets, where it has colons. */
static bool read_ip(const char *host, struct ip *ip)
{
    size_t length = strlen(host);

    if (*host == '[')
        return length > 2 && ip_parse(host + 1, length - 2, ip);
    return strchr(host, ':') == NULL && ip_parse(host, length, ip);
}

static bool same_host(const char *one, const char *other)
{
    struct ip ip, other_ip;

    if (read_ip(one, &ip) && read_ip(other, &other_ip))
        return ip_equal(&ip, &other_ip);
    return strcasecmp(one, other) == 0;
}

bool hosts_allow(const char *hosts, const char *host, int port, int usual_port)
{
    char name[HOST_SIZE];
    struct entry entry;
    size_t length;

    if (snprintf(name, sizeof(name), "%s", host) >= (int)sizeof(name))
        return false;
    drop_last_dot(name);
    for (const char *at = hosts; (at = next_entry(at, &length)) != NULL; at += length) {
        if (read_host(at, length, &entry) && same_host(entry.host, name) &&
            port == (entry.port != 0 ? entry.port : usual_port))
            return true;
    }
    return false;
}
