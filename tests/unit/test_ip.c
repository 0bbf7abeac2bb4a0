/* domain/ip: addresses however they are written, and the networks they are in. */
#include "domain/ip.h"

#include <string.h>

#include "support/check.h"

static void expect_ip(bool read, const struct ip *ip, const char *text, const char *expected)
{
    char written[IP_TEXT_SIZE];

    if (expected == NULL) {
        if (read)
            fail_msg("\"%s\" is an address", text);
        return;
    }
    if (!read)
        fail_msg("\"%s\" is no address", text);
    assert_string_equal(ip_text(ip, written), expected);
}

static void test_ip__a_mapped_one_is_ipv4(void **state)
{
    static const char *const cases[][2] = {
        {"192.0.2.7", "192.0.2.7"},
        {"::ffff:192.0.2.7", "192.0.2.7"},
        {"::FFFF:c000:207", "192.0.2.7"},
        {"0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"},
        {"::", "::"},
        {"::1", "::1"},
        {"::192.0.2.7", "::192.0.2.7"},
        {"2001:DB8:0::1", "2001:db8::1"},
        {"64:ff9b::c000:207", "64:ff9b::c000:207"},
        {"192.0.2", NULL},
        {"192.0.2.07", NULL},
        {"192.0.2.256", NULL},
        {"", NULL},
        {"1::2::3", NULL},
        {"::ffff:192.0.2.7.1", NULL},
        {"192.0.2.7 ", NULL},
        {"fe80::1%eth0", NULL},
        {"1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc", NULL},
    };
    struct ip ip, same;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_ip(ip_parse(cases[i][0], strlen(cases[i][0]), &ip), &ip, cases[i][0], cases[i][1]);
    assert_true(ip_parse("::ffff:192.0.2.7", 16, &ip) && ip_parse("192.0.2.7", 9, &same));
    assert_true(ip_equal(&ip, &same) && ip_is_v4(&ip));
    assert_false(ip_parse("1.2.3.4\0x", 9, &ip));
}

static void test_ip__is_read_as_proxies_write_it(void **state)
{
    static const char *const cases[][2] = {
        {"203.0.113.7", "203.0.113.7"},
        {"203.0.113.7:51234", "203.0.113.7"},
        {" \t203.0.113.7:1\t ", "203.0.113.7"},
        {"\"203.0.113.7:51234\"", "203.0.113.7"},
        {"[203.0.113.7]:80", "203.0.113.7"},
        {"2001:db8::7", "2001:db8::7"},
        {"[2001:db8::7]", "2001:db8::7"},
        {"[2001:db8::7]:443", "2001:db8::7"},
        {"\"[2001:db8::7]:443\"", "2001:db8::7"},
        {"[::ffff:203.0.113.7]:443", "203.0.113.7"},
        {"::ffff:203.0.113.7", "203.0.113.7"},
        {"fe80::1%eth0", "fe80::1"},
        {"[fe80::1%25eth0]:443", "fe80::1"},
        {"203.0.113.7:", "203.0.113.7"},
        {"", NULL},
        {" ", NULL},
        {"unknown", NULL},
        {"_hidden", NULL},
        {"203.0.113.7 forged", NULL},
        {"203.0.113.7:port", NULL},
        {"203.0.113.7:123456", NULL},
        {"[2001:db8::7", NULL},
        {"2001:db8::7]", NULL},
        {"[2001:db8::7]443", NULL},
        {"[]:443", NULL},
        {"[", NULL},
        {"\"", NULL},
        {":80", NULL},
        {"example.org", NULL},
    };
    struct ip ip;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_ip(ip_parse_forwarded(cases[i][0], strlen(cases[i][0]), &ip), &ip, cases[i][0],
                  cases[i][1]);
}

static struct ip read_ip(const char *text)
{
    struct ip ip;

    assert_true(ip_parse(text, strlen(text), &ip));
    return ip;
}

static void test_ip__networks_end_where_they_should(void **state)
{
    static const struct {
        const char *network, *inside, *outside;
    } cases[] = {
        {"10.0.0.2", "10.0.0.2", "10.0.0.3"},
        {"10.0.0.2", "::ffff:10.0.0.2", "::10.0.0.2"},
        {"::ffff:10.0.0.2", "10.0.0.2", "10.0.0.3"},
        {"10.0.0.0/8", "10.255.255.255", "11.0.0.0"},
        {"10.1.2.3/8", "10.0.0.1", "9.255.255.255"},
        {"172.16.0.0/12", "172.31.255.255", "172.32.0.0"},
        {"192.0.2.128/25", "192.0.2.255", "192.0.2.127"},
        {"192.0.2.7/32", "192.0.2.7", "192.0.2.6"},
        {"0.0.0.0/0", "255.255.255.255", "2001:db8::1"},
        {"::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.0"},
        {"::/0", "2001:db8::1", "10.0.0.1"},
        {"2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"},
        {"fd00::/7", "fdff::1", "fe00::"},
        {"::1", "::1", "127.0.0.1"},
        {"2001:db8::1/127", "2001:db8::", "2001:db8::2"},
    };
    static const char *const wrong[] = {
        "10.0.0.0/33",  "10.0.0.0/",    "10.0.0.0/-1",  "10.0.0/8",          "::/129", "/8", "",
        "10.0.0.0/8/8", "10.0.0.0/08x", "fe80::1%eth0", "10.0.0.0/255.0.0.0"};
    struct ip_network network;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct ip inside = read_ip(cases[i].inside), outside = read_ip(cases[i].outside);

        assert_true(ip_network_parse(cases[i].network, strlen(cases[i].network), &network));
        if (!ip_network_has(&network, &inside) || ip_network_has(&network, &outside))
            fail_msg("%s", cases[i].network);
        assert_true(ip_is_listed(cases[i].network, &inside));
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (ip_network_parse(wrong[i], strlen(wrong[i]), &network))
            fail_msg("\"%s\" is a network", wrong[i]);
}

static void test_ip__a_household_has_a_64_of_ipv6(void **state)
{
    static const char *const cases[][2] = {{"192.0.2.7", "192.0.2.7"},
                                           {"::ffff:192.0.2.7", "192.0.2.7"},
                                           {"2001:db8::1:2:3:4", "2001:db8::"},
                                           {"2001:db8:0:1::1", "2001:db8:0:1::"}};
    char text[IP_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct ip ip = read_ip(cases[i][0]), household = ip_household(&ip);

        assert_string_equal(ip_text(&household, text), cases[i][1]);
    }
}

static void test_ip__loopback_is_loopback_in_either_form(void **state)
{
    static const char *const here[] = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"};
    static const char *const there[] = {"128.0.0.1", "::2", "::", "::127.0.0.1", "10.0.0.1"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(here); i++) {
        const struct ip ip = read_ip(here[i]);

        assert_true(ip_is_loopback(&ip));
    }
    for (size_t i = 0; i < COUNT_OF(there); i++) {
        const struct ip ip = read_ip(there[i]);

        assert_false(ip_is_loopback(&ip));
    }
}

SUITE(test_ip)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ip__a_mapped_one_is_ipv4),
        cmocka_unit_test(test_ip__is_read_as_proxies_write_it),
        cmocka_unit_test(test_ip__networks_end_where_they_should),
        cmocka_unit_test(test_ip__a_household_has_a_64_of_ipv6),
        cmocka_unit_test(test_ip__loopback_is_loopback_in_either_form),
    };

    return RUN(tests);
}
