#include "support/canary.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/check.h"

static int listen_on(const struct sockaddr *address, socklen_t length)
{
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (listener >= 0 && (bind(listener, address, length) != 0 || listen(listener, 16) != 0)) {
        close(listener);
        return -1;
    }
    return listener;
}

void canary_open(struct canary *canary)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
    socklen_t length = sizeof(v4);

    canary->v4 = listen_on((const struct sockaddr *)&v4, sizeof(v4));
    assert_true(canary->v4 >= 0);
    assert_int_equal(getsockname(canary->v4, (struct sockaddr *)&v4, &length), 0);
    canary->port = ntohs(v4.sin_port);
    v6.sin6_port = v4.sin_port;
    canary->v6 = listen_on((const struct sockaddr *)&v6, sizeof(v6));
}

static int count_on(int listener)
{
    int count = 0, connection;

    while (listener >= 0 && (connection = accept(listener, NULL, NULL)) >= 0) {
        close(connection);
        count++;
    }
    return count;
}

int canary_connections(const struct canary *canary)
{
    return count_on(canary->v4) + count_on(canary->v6);
}

void canary_check(const struct canary *canary, const char *after)
{
    if (canary_connections(canary) > 0)
        fail_msg("the canary was touched by %s", after);
}

void canary_close(const struct canary *canary)
{
    close(canary->v4);
    if (canary->v6 >= 0)
        close(canary->v6);
}

const char *const canary_spellings[] = {
    "https://127.0.0.1:PORT/",
    "https://127.1:PORT/",
    "https://127.0.1:PORT/",
    "https://127.000.000.001:PORT/",
    "https://127.0.0.1.:PORT/",
    "https://2130706433:PORT/",
    "https://2130706433.:PORT/",
    "https://0x7f000001:PORT/",
    "https://0X7F000001:PORT/",
    "https://0x7f.0.0.1:PORT/",
    "https://0x7f.0x0.0x0.0x1:PORT/",
    "https://0x7f.1:PORT/",
    "https://017700000001:PORT/",
    "https://0177.0.0.1:PORT/",
    "https://0177.0x0.0.01:PORT/",
    "https://00000000177.1:PORT/",
    "https://127.0x000001:PORT/",
    "https://4294967297:PORT/",
    "https://0:PORT/",
    "https://0.0.0.0:PORT/",
    "https://00000:PORT/",
    "https://0x0:PORT/",
    "https://127.0.0.2:PORT/",
    "https://127.255.255.254:PORT/",
    "https://10.0.0.1:PORT/",
    "https://100.64.0.1:PORT/",
    "https://169.254.169.254:PORT/latest/meta-data/",
    "https://2852039166:PORT/",
    "https://172.16.0.1:PORT/",
    "https://192.168.0.1:PORT/",
    "https://198.18.0.1:PORT/",
    "https://224.0.0.1:PORT/",
    "https://255.255.255.255:PORT/",
    "https://0.1.2.3:PORT/",
    "https://10.1:PORT/",
    "https://0x0a000001:PORT/",
    "https://012.0.0.1:PORT/",
    "https://10.255.255.255:PORT/",
    "https://100.127.255.255:PORT/",
    "https://169.254.43518:PORT/",
    "https://0xa9fea9fe:PORT/",
    "https://0251.0376.0251.0376:PORT/",
    "https://172.31.255.255:PORT/",
    "https://0254.020.0.1:PORT/",
    "https://192.0.0.1:PORT/",
    "https://192.0.2.1:PORT/",
    "https://192.88.99.1:PORT/",
    "https://192.168.257:PORT/",
    "https://3232235521:PORT/",
    "https://0xc0a80001:PORT/",
    "https://0300.0250.0.1:PORT/",
    "https://198.19.255.255:PORT/",
    "https://198.51.100.1:PORT/",
    "https://203.0.113.1:PORT/",
    "https://239.255.255.250:PORT/",
    "https://240.0.0.1:PORT/",
    "https://[::1]:PORT/",
    "https://[0:0:0:0:0:0:0:1]:PORT/",
    "https://[0000::0001]:PORT/",
    "https://[::]:PORT/",
    "https://[::127.0.0.1]:PORT/",
    "https://[::ffff:127.0.0.1]:PORT/",
    "https://[::ffff:7f00:1]:PORT/",
    "https://[0:0:0:0:0:ffff:7f00:0001]:PORT/",
    "https://[::ffff:0.0.0.0]:PORT/",
    "https://[::ffff:10.0.0.1]:PORT/",
    "https://[::7f00:1]:PORT/",
    "https://[::ffff:a9fe:a9fe]:PORT/",
    "https://[::ffff:0:7f00:1]:PORT/",
    "https://[64:ff9b::127.0.0.1]:PORT/",
    "https://[64:ff9b::a9fe:a9fe]:PORT/",
    "https://[64:ff9b:1::7f00:1]:PORT/",
    "https://[2002:7f00:1::]:PORT/",
    "https://[2002:c0a8:1::1]:PORT/",
    "https://[2001:0:7f00:1::]:PORT/",
    "https://[2001:0:5db8:d822::80ff:fffe]:PORT/",
    "https://[2001:10::1]:PORT/",
    "https://[2001:db8::1]:PORT/",
    "https://[3fff::1]:PORT/",
    "https://[100::1]:PORT/",
    "https://[fe80::1]:PORT/",
    "https://[fe80::1%25lo]:PORT/",
    "https://[fe80::1%lo]:PORT/",
    "https://[fe80::5efe:7f00:1]:PORT/",
    "https://[::1%25lo]:PORT/",
    "https://[::1%251]:PORT/",
    "https://[fc00::1]:PORT/",
    "https://[fd00:ec2::254]:PORT/latest/meta-data/",
    "https://[fec0::1]:PORT/",
    "https://[ff02::1]:PORT/",
    "https://[127.0.0.1]:PORT/",
    "https://[::1].good.example:PORT/",
    "https://localhost:PORT/",
    "https://LOCALHOST:PORT/",
    "https://localhost.:PORT/",
    "https://localhost.localdomain:PORT/",
    "https://LocalHost.LocalDomain.:PORT/",
    "https://localhost..:PORT/",
    "https://.localhost:PORT/",
    "https://localhost%2e:PORT/",
    "https://localhost%00.good.example:PORT/",
    "https://ip6-localhost:PORT/",
    "https://ip6-loopback:PORT/",
    "https://%6c%6f%63alhost:PORT/",
    "https://%31%32%37.0.0.1:PORT/",
    "https://127%2e0%2e0%2e1:PORT/",
    "https://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1:PORT/",
    "https://\xef\xbd\x8cocalhost:PORT/",
    "https://\xe2\x93\x9b\xe2\x93\x9e\xe2\x93\x92\xe2\x93\x90lhost:PORT/",
    "https://loc\xc2\xad\x61lhost:PORT/",
    "https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1:PORT/",
    "https://127\xe3\x80\x82\x30\xe3\x80\x82\x30\xe3\x80\x82\x31:PORT/",
    "https://good.example@127.0.0.1:PORT/",
    "https://good.example:443@127.0.0.1:PORT/",
    "https://good.example%40127.0.0.1:PORT/",
    "https://@127.0.0.1:PORT/",
    "https://:@127.0.0.1:PORT/",
    "https://a:b@good.example@127.0.0.1:PORT/",
    "https://127.0.0.1:PORT#@good.example/",
    "https://127.0.0.1:PORT?@good.example/",
    "https://127.0.0.1:PORT/@good.example/",
    "https://127.0.0.1:PORT\\@good.example/",
    "https://127.0.0.1:PORT\t@good.example/",
    "https://good.example\\@127.0.0.1:PORT/",
    "https://good.example%2f@127.0.0.1:PORT/",
    "https://good.example#@127.0.0.1:PORT/",
    "https://127.0.0.1:PORT:443/",
    "https://127.0.0.1%2f@good.example:PORT/",
    "https://good.example\r\n@127.0.0.1:PORT/",
    "https://good.example @127.0.0.1:PORT/",
    "https:/127.0.0.1:PORT/",
    "https:///127.0.0.1:PORT/",
    "https:\\\\127.0.0.1:PORT/",
    "https:127.0.0.1:PORT/",
    "//127.0.0.1:PORT/",
    "127.0.0.1:PORT/",
    " https://127.0.0.1:PORT/",
    "https://127.0.0.1:00PORT/",
    "http://127.0.0.1:PORT/",
    "HTTP://localhost:PORT/",
    "ftp://127.0.0.1:PORT/",
    "gopher://127.0.0.1:PORT/_x",
    "dict://127.0.0.1:PORT/x",
    "ldap://127.0.0.1:PORT/",
    "smtp://127.0.0.1:PORT/",
    "telnet://127.0.0.1:PORT/",
    "ws://127.0.0.1:PORT/",
    "file://127.0.0.1:PORT/etc/passwd",
    "file:///etc/passwd?PORT",
    "jar:https://127.0.0.1:PORT/",
    "",
};
const size_t canary_spellings_count = COUNT_OF(canary_spellings);

/* Hosts of the spellings, as they are once they are understood. */
static const char *const inside[] = {
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "0.1.2.3",
    "10.255.255.255",
    "100.127.255.255",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "239.255.255.250",
    "240.0.0.1",
    "localhost",
    "localhost.localdomain",
    "ip6-localhost",
    "ip6-loopback",
    "[::1]",
    "[::]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:0.0.0.0]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:0:7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:1::1]",
    "[2001:0:7f00:1::]",
    "[2001:0:5db8:d822::80ff:fffe]",
    "[2001:10::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[100::1]",
    "[fe80::1]",
    "[fe80::5efe:7f00:1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
    "[ff02::1]",
};

void canary_hosts(const struct canary *canary, char hosts[CANARY_HOSTS_SIZE])
{
    size_t used = 0;

    for (size_t i = 0; i < COUNT_OF(inside); i++)
        used += (size_t)snprintf(hosts + used, CANARY_HOSTS_SIZE - used, "%s:%d ", inside[i],
                                 canary->port);
}

void canary_spell(const struct canary *canary, const char *spelling, char text[SPELLED_SIZE])
{
    const char *port = strstr(spelling, "PORT");

    if (port == NULL)
        snprintf(text, SPELLED_SIZE, "%s", spelling);
    else
        snprintf(text, SPELLED_SIZE, "%.*s%d%s", (int)(port - spelling), spelling, canary->port,
                 port + 4);
}
