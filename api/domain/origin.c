#include "domain/origin.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/ip.h"

enum { HTTP_PORT = 80, HTTPS_PORT = 443, PORT_MAX = 65535, LABEL_MAX = 63 };

static bool read_port(const char *text, size_t length, int *port)
{
    *port = 0;
    if (length > 5)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *port = *port * 10 + (text[i] - '0');
    }
    return *port <= PORT_MAX;
}

/* "[2001:DB8:0::1]" becomes "[2001:db8::1]", and "[::ffff:192.0.2.7]" "192.0.2.7". */
static bool read_v6(const char *text, size_t length, char name[HOST_NAME_SIZE])
{
    char shortest[IP_TEXT_SIZE];
    struct ip ip;

    if (length < 2 || memchr(text, ':', length) == NULL || !ip_parse(text + 1, length - 2, &ip))
        return false;
    snprintf(name, HOST_NAME_SIZE, ip_is_v4(&ip) ? "%s" : "[%s]", ip_text(&ip, shortest));
    return true;
}

/* Labels of letters, digits, hyphens and, in networks of one's own, underscores. */
static bool read_name(const char *text, size_t length, char name[HOST_NAME_SIZE])
{
    size_t label = 0;

    if (length > 1 && text[length - 1] == '.')
        length--;
    if (length >= HOST_NAME_SIZE)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != '.' && c != '-' && c != '_' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
        if (c == '.' && label == 0)
            return false;
        label = c == '.' ? 0 : label + 1;
        if (label > LABEL_MAX)
            return false;
        name[i] = c;
    }
    name[length] = '\0';
    return label > 0;
}

bool host_parse(const char *text, size_t length, struct host *host)
{
    const char *bracket = length > 0 && *text == '[' ? memchr(text, ']', length) : NULL;
    const char *colon = bracket != NULL ? bracket + 1 : memchr(text, ':', length);
    size_t name = colon == NULL ? length : (size_t)(colon - text);

    *host = (struct host){.port = PORT_NONE};
    if (bracket != NULL ? !read_v6(text, name, host->name) : !read_name(text, name, host->name))
        return false;
    if (name == length)
        return true;
    if (text[name] != ':')
        return false;
    /* A colon with nothing after it names no port (RFC 3986, 6.2.3). */
    return name + 1 == length || read_port(text + name + 1, length - name - 1, &host->port);
}

bool host_parse_header(const char *value, struct host *host)
{
    const char *start = value + strspn(value, " \t");
    size_t length = strcspn(start, " \t");

    *host = (struct host){.port = PORT_NONE};
    return start[length + strspn(start + length, " \t")] == '\0' &&
           (length == 0 || host_parse(start, length, host));
}

bool host_is_address(const struct host *host)
{
    struct in_addr address;

    return host->name[0] == '[' || inet_pton(AF_INET, host->name, &address) == 1;
}

bool host_is_loopback(const struct host *host)
{
    size_t length = strlen(host->name);

    return (strncmp(host->name, "127.", 4) == 0 && host_is_address(host)) ||
           strcmp(host->name, "[::1]") == 0 || strcmp(host->name, "localhost") == 0 ||
           (length > 10 && strcmp(host->name + length - 10, ".localhost") == 0);
}

static int usual_port(bool https)
{
    return https ? HTTPS_PORT : HTTP_PORT;
}

bool origin_parse(const char *text, size_t length, struct origin *origin)
{
    size_t scheme = strncasecmp(text, "https://", 8) == 0  ? 8
                    : strncasecmp(text, "http://", 7) == 0 ? 7
                                                           : 0;

    *origin = (struct origin){.https = scheme == 8};
    if (scheme == 0 || length <= scheme ||
        !host_parse(text + scheme, length - scheme, &origin->host))
        return false;
    if (origin->host.port == PORT_NONE)
        origin->host.port = usual_port(origin->https);
    return true;
}

bool origin_equal(const struct origin *one, const struct origin *other)
{
    return one->https == other->https && one->host.port == other->host.port &&
           strcmp(one->host.name, other->host.name) == 0;
}

bool origin_has_host(const struct origin *origin, const struct host *host)
{
    int port = host->port == PORT_NONE ? usual_port(origin->https) : host->port;

    return port == origin->host.port && strcmp(origin->host.name, host->name) == 0;
}

const char *origin_text(struct arena *arena, const struct origin *origin)
{
    const char *scheme = origin->https ? "https" : "http";

    if (origin->host.port == usual_port(origin->https))
        return arena_printf(arena, "%s://%s", scheme, origin->host.name);
    return arena_printf(arena, "%s://%s:%d", scheme, origin->host.name, origin->host.port);
}
