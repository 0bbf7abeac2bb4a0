#include "domain/address.h"

#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "domain/ip.h"

struct block {
    uint8_t bytes[IP_V6_BYTES];
    unsigned bits; /* of its prefix */
};

static const struct block not_public_v4[] = {
    {{0}, 8},             /* this network */
    {{10}, 8},            /* private */
    {{100, 64}, 10},      /* shared by customers of one provider */
    {{127}, 8},           /* loopback */
    {{169, 254}, 16},     /* link-local, metadata of clouds */
    {{172, 16}, 12},      /* private */
    {{192, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2}, 24},    /* documentation */
    {{192, 88, 99}, 24},  /* relays of 6to4 */
    {{192, 168}, 16},     /* private */
    {{198, 18}, 15},      /* benchmarks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113}, 24},  /* documentation */
    {{224}, 4},           /* multicast */
    {{240}, 4},           /* reserved, broadcast */
};

/* Of 2000::/3; nothing outside of it is public. */
static const struct block global_v6 = {{0x20}, 3};
static const struct block not_public_v6[] = {
    {{0x20, 0x01}, 23},             /* protocol assignments */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff}, 20},             /* documentation */
};

/* IPv6 addresses that stand for an IPv4 address; they are as public as that one. */
static const struct embedding {
    struct block block;
    size_t at;
    uint8_t mask; /* each byte was combined with it */
} embeddings[] = {
    {{{[10] = 0xff, [11] = 0xff}, 96}, 12, 0},  /* mapped */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12, 0},    /* NAT64 */
    {{{0x20, 0x02}, 16}, 2, 0},                 /* 6to4 */
    {{{0x20, 0x01, 0x00, 0x00}, 32}, 4, 0},     /* Teredo: its server … */
    {{{0x20, 0x01, 0x00, 0x00}, 32}, 12, 0xff}, /* … and its client */
};

static bool is_within(const uint8_t *bytes, const struct block *block)
{
    size_t whole = block->bits / 8;
    unsigned rest = block->bits % 8;
    uint8_t mask = (uint8_t)(0xff00u >> rest);

    return memcmp(bytes, block->bytes, whole) == 0 &&
           (rest == 0 || (bytes[whole] & mask) == (block->bytes[whole] & mask));
}

static bool is_within_any(const uint8_t *bytes, const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_within(bytes, &blocks[i]))
            return true;
    return false;
}

static bool v4_is_public(const uint8_t *bytes)
{
    return !is_within_any(bytes, not_public_v4, COUNT_OF(not_public_v4));
}

static bool v6_is_public(const uint8_t *bytes)
{
    bool embeds = false;

    for (size_t i = 0; i < COUNT_OF(embeddings); i++) {
        const struct embedding *embedding = &embeddings[i];
        uint8_t inner[IP_V4_BYTES];

        if (!is_within(bytes, &embedding->block))
            continue;
        for (size_t n = 0; n < IP_V4_BYTES; n++)
            inner[n] = bytes[embedding->at + n] ^ embedding->mask;
        if (!v4_is_public(inner))
            return false;
        embeds = true;
    }
    return embeds || (is_within(bytes, &global_v6) &&
                      !is_within_any(bytes, not_public_v6, COUNT_OF(not_public_v6)));
}

bool address_is_public(const uint8_t *bytes, size_t length)
{
    if (length == IP_V4_BYTES)
        return v4_is_public(bytes);
    return length == IP_V6_BYTES && v6_is_public(bytes);
}

static bool ends_host(char c)
{
    return c == '\0' || c == ':' || c == '/';
}

/* The host of "host:port/path", compared as it is written. */
static bool has_host(const char *authority, const char *host)
{
    size_t length = strlen(host);

    return strncmp(authority, host, length) == 0 && ends_host(authority[length]);
}

bool address_is_loopback(const char *authority)
{
    size_t digits = strspn(authority, "0123456789.");

    return has_host(authority, "localhost") || has_host(authority, "[::1]") ||
           strncasecmp(authority, "[::ffff:127.", 12) == 0 ||
           (ends_host(authority[digits]) && strncmp(authority, "127.", 4) == 0);
}

bool address_is_any(const char *authority)
{
    return has_host(authority, "0.0.0.0") || has_host(authority, "[::]");
}
