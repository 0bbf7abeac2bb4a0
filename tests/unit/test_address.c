/* domain/address: the edges of every range that is not public. */
#include "domain/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "support/check.h"

static bool is_public(const char *text)
{
    uint8_t bytes[16];
    int family = strchr(text, ':') != NULL ? AF_INET6 : AF_INET;

    if (inet_pton(family, text, bytes) != 1)
        fail_msg("not an address: %s", text);
    return address_is_public(bytes, family == AF_INET ? 4 : 16);
}

static void check_all(const char *const *texts, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++)
        if (is_public(texts[i]) != expected)
            fail_msg("%s is %spublic", texts[i], expected ? "not " : "");
}

static void test_address__v4_ranges_end_where_they_should(void **state)
{
    static const char *const inside[] = {
        "0.0.0.0",         "0.0.0.1",         "0.255.255.255",   "10.0.0.0",
        "10.255.255.255",  "100.64.0.0",      "100.127.255.255", "127.0.0.0",
        "127.0.0.1",       "127.1.2.3",       "127.255.255.255", "169.254.0.0",
        "169.254.169.254", "169.254.255.255", "172.16.0.0",      "172.31.255.255",
        "192.0.0.0",       "192.0.0.255",     "192.0.2.0",       "192.0.2.255",
        "192.88.99.1",     "192.168.0.0",     "192.168.255.255", "198.18.0.0",
        "198.19.255.255",  "198.51.100.7",    "203.0.113.7",     "224.0.0.0",
        "239.255.255.255", "240.0.0.0",       "255.255.255.254", "255.255.255.255",
    };
    static const char *const outside[] = {
        "1.0.0.0",         "9.255.255.255",   "11.0.0.0",       "100.63.255.255",
        "100.128.0.0",     "126.255.255.255", "128.0.0.0",      "169.253.255.255",
        "169.255.0.0",     "172.15.255.255",  "172.32.0.0",     "191.255.255.255",
        "192.0.1.0",       "192.0.3.0",       "192.88.98.255",  "192.88.100.0",
        "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",
        "198.51.99.255",   "198.51.101.0",    "203.0.112.255",  "203.0.114.0",
        "223.255.255.255", "1.1.1.1",         "8.8.8.8",        "93.184.216.34",
    };

    (void)state;
    check_all(inside, COUNT_OF(inside), false);
    check_all(outside, COUNT_OF(outside), true);
}

static const char *const v6_inside[] = {
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::8.8.8.8",
    "100::",
    "64:ff9b:1::1",
    "1fff::1",
    "2001:1::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::",
    "2001:db8::1",
    "2001:db8:ffff::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::",
    "5f00::1",
    "fc00::",
    "fd12:3456::1",
    "fdff:ffff::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff00::1",
    "ff02::1",
    "ff0e::1",
    "ffff::1",
};

static const char *const v6_outside[] = {
    "2000::1", "2001:200::1",          "2001:4860:4860::8888",     "2001:db7::1",  "2001:db9::1",
    "2003::1", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "3ffe:ffff::1", "3fff:1000::1",
};

static void test_address__v6_only_global_unicast_is_public(void **state)
{

    (void)state;
    check_all(v6_inside, COUNT_OF(v6_inside), false);
    check_all(v6_outside, COUNT_OF(v6_outside), true);
}

static void test_address__an_embedded_v4_decides(void **state)
{
    static const char *const inside[] = {
        "::ffff:127.0.0.1",
        "::ffff:0.0.0.0",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "::ffff:192.168.1.1",
        "::ffff:255.255.255.255",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "2002:7f00:1::1",               /* 6to4 of 127.0.0.1 */
        "2002:a00:1::1",                /* 10.0.0.1 */
        "2002:c0a8:101::1",             /* 192.168.1.1 */
        "2002:a9fe:a9fe::",             /* 169.254.169.254 */
        "2001:0:808:808:0:0:80ff:fffe", /* Teredo, client 127.0.0.1 */
        "2001:0:808:808:0:0:3f57:fefe", /* client 192.168.1.1 */
        "2001:0:7f00:1:0:0:f7f7:f7f7",  /* server 127.0.0.1 */
        "2001:0:a00:1:0:0:f7f7:f7f7",   /* server 10.0.0.1 */
    };
    static const char *const outside[] = {
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2001:0:808:808:0:0:f7f7:f7f7",
    };

    (void)state;
    check_all(inside, COUNT_OF(inside), false);
    check_all(outside, COUNT_OF(outside), true);
}

static void test_address__other_lengths_are_no_address(void **state)
{
    const uint8_t bytes[20] = {8, 8, 8, 8};

    (void)state;
    assert_true(address_is_public(bytes, 4));
    for (size_t length = 0; length <= sizeof(bytes); length++)
        if (length != 4)
            assert_false(address_is_public(bytes, length));
}

static void test_address__this_machine_alone_is_loopback(void **state)
{
    static const char *const loopback[] = {"127.0.0.1:8080",  "127.0.0.1",      "127.1.2.3:0",
                                           "127.0.0.1/films", "localhost:80/a", "[::1]:80",
                                           "[::1]",           "localhost",      "localhost:8080"};
    static const char *const other[] = {"0.0.0.0:8080",   "[::]:8080",          "192.168.1.20:8080",
                                        "localhost.org",  "127.0.0.1.nip.io",   "[::1:2]:80",
                                        "films.example.", "127.0.0.1x.org:8080"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(loopback); i++)
        assert_true(address_is_loopback(loopback[i]));
    for (size_t i = 0; i < COUNT_OF(other); i++)
        assert_false(address_is_loopback(other[i]));
}

static void test_address__any_is_neither_a_name_nor_an_address(void **state)
{
    (void)state;
    assert_true(address_is_any("0.0.0.0:8080"));
    assert_true(address_is_any("[::]:8080"));
    assert_true(address_is_any("[::]/films"));
    assert_false(address_is_any("127.0.0.1:8080"));
    assert_false(address_is_any("[::1]:8080"));
    assert_false(address_is_any("0.0.0.0.org"));
}

SUITE(test_address)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_address__v4_ranges_end_where_they_should),
        cmocka_unit_test(test_address__v6_only_global_unicast_is_public),
        cmocka_unit_test(test_address__an_embedded_v4_decides),
        cmocka_unit_test(test_address__other_lengths_are_no_address),
        cmocka_unit_test(test_address__this_machine_alone_is_loopback),
        cmocka_unit_test(test_address__any_is_neither_a_name_nor_an_address),
    };

    return RUN(tests);
}
