#include "domain/ip.h"

#include <arpa/inet.h>
#include <string.h>

enum { V6_BITS = 128, HOUSEHOLD_BYTES = 8 };

static const uint8_t mapped[IP_V6_BYTES - IP_V4_BYTES] = {[10] = 0xff, [11] = 0xff};

struct ip ip_from_bytes(const void *bytes, size_t length)
{
    struct ip ip = {0};

    if (length == IP_V4_BYTES) {
        memcpy(ip.bytes, mapped, sizeof(mapped));
        memcpy(ip.bytes + sizeof(mapped), bytes, IP_V4_BYTES);
    } else if (length == IP_V6_BYTES) {
        memcpy(ip.bytes, bytes, IP_V6_BYTES);
    }
    return ip;
}

bool ip_parse(const char *text, size_t length, struct ip *ip)
{
    char copy[INET6_ADDRSTRLEN];
    struct in6_addr address;
    int family;

    if (length == 0 || length >= sizeof(copy))
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    family = strchr(copy, ':') == NULL ? AF_INET : AF_INET6;
    if (strlen(copy) != length || inet_pton(family, copy, &address) != 1)
        return false;
    *ip = ip_from_bytes(&address, family == AF_INET ? IP_V4_BYTES : IP_V6_BYTES);
    return true;
}

/* ---- as proxies write them --------------------------------------------------------------------
 */

static void strip_ends(const char **text, size_t *length, const char *ends)
{
    while (*length > 0 && strchr(ends, **text) != NULL) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && strchr(ends, (*text)[*length - 1]) != NULL)
        (*length)--;
}

/* ":51234" or nothing. */
static bool is_port(const char *text, size_t length)
{
    if (length == 0)
        return true;
    for (size_t i = 1; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return *text == ':' && length <= 6;
}

static size_t until(const char *text, size_t length, char c)
{
    const char *found = memchr(text, c, length);

    return found == NULL ? length : (size_t)(found - text);
}

/* Without the zone, which is a name of the proxy's own. */
static bool parse_zoned(const char *text, size_t length, struct ip *ip)
{
    return ip_parse(text, until(text, length, '%'), ip);
}

bool ip_parse_forwarded(const char *text, size_t length, struct ip *ip)
{
    size_t end;

    strip_ends(&text, &length, " \t");
    if (length >= 2 && *text == '"' && text[length - 1] == '"')
        strip_ends(&text, &length, "\"");
    if (length == 0)
        return false;
    if (*text == '[') {
        end = until(text, length, ']');
        return end < length && is_port(text + end + 1, length - end - 1) &&
               parse_zoned(text + 1, end - 1, ip);
    }
    end = until(text, length, ':');
    if (end < length && memchr(text + end + 1, ':', length - end - 1) == NULL)
        return is_port(text + end, length - end) && ip_parse(text, end, ip);
    return parse_zoned(text, length, ip);
}

/* ---- what they are ----------------------------------------------------------------------------
 */

bool ip_is_v4(const struct ip *ip)
{
    return memcmp(ip->bytes, mapped, sizeof(mapped)) == 0;
}

/* Once a request: inet_ntop prints through a format. */
static char *put_number(char *at, unsigned number)
{
    if (number >= 100)
        *at++ = (char)('0' + number / 100);
    if (number >= 10)
        *at++ = (char)('0' + number / 10 % 10);
    *at++ = (char)('0' + number % 10);
    return at;
}

const char *ip_text(const struct ip *ip, char text[IP_TEXT_SIZE])
{
    char *at = text;

    if (!ip_is_v4(ip))
        return inet_ntop(AF_INET6, ip->bytes, text, IP_TEXT_SIZE);
    for (size_t i = sizeof(mapped); i < IP_V6_BYTES; i++) {
        at = put_number(at, ip->bytes[i]);
        *at++ = i + 1 < IP_V6_BYTES ? '.' : '\0';
    }
    return text;
}

bool ip_equal(const struct ip *one, const struct ip *other)
{
    return memcmp(one->bytes, other->bytes, IP_V6_BYTES) == 0;
}

bool ip_is_loopback(const struct ip *ip)
{
    static const struct ip v6 = {.bytes = {[15] = 1}};

    return ip_equal(ip, &v6) || (ip_is_v4(ip) && ip->bytes[sizeof(mapped)] == 127);
}

struct ip ip_household(const struct ip *ip)
{
    struct ip household = *ip;

    if (!ip_is_v4(ip))
        memset(household.bytes + HOUSEHOLD_BYTES, 0, IP_V6_BYTES - HOUSEHOLD_BYTES);
    return household;
}

/* ---- networks ---------------------------------------------------------------------------------
 */

static bool parse_bits(const char *text, size_t length, unsigned most, unsigned *bits)
{
    *bits = 0;
    if (length == 0 || length > 3)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *bits = *bits * 10 + (unsigned)(text[i] - '0');
    }
    return *bits <= most;
}

bool ip_network_parse(const char *text, size_t length, struct ip_network *network)
{
    size_t slash = until(text, length, '/');
    bool is_short;
    unsigned most;

    if (!ip_parse(text, slash, &network->ip))
        return false;
    is_short = memchr(text, ':', slash) == NULL;
    most = is_short ? V6_BITS - NETWORK_BITS_V4 : V6_BITS;
    network->bits = V6_BITS;
    if (slash == length)
        return true;
    if (!parse_bits(text + slash + 1, length - slash - 1, most, &network->bits))
        return false;
    network->bits += is_short ? NETWORK_BITS_V4 : 0;
    return true;
}

bool ip_network_has(const struct ip_network *network, const struct ip *ip)
{
    size_t whole = network->bits / 8;
    unsigned rest = network->bits % 8;

    if (network->bits < NETWORK_BITS_V4 && ip_is_v4(ip))
        return false;
    return memcmp(network->ip.bytes, ip->bytes, whole) == 0 &&
           (rest == 0 || (network->ip.bytes[whole] ^ ip->bytes[whole]) >> (8 - rest) == 0);
}

bool ip_is_listed(const char *networks, const struct ip *ip)
{
    struct ip_network network;

    for (const char *at = networks; *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " "))
        if (ip_network_parse(at, strcspn(at, " "), &network) && ip_network_has(&network, ip))
            return true;
    return false;
}
