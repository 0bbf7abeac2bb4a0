/* catalog/hosts: which hosts a list allows. */
#include "fetch/hosts.h"

#include "support/check.h"

#define LONG_LABEL "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz.abcdefghijkl."
#define LONG_NAME  LONG_LABEL LONG_LABEL LONG_LABEL LONG_LABEL "org" /* 271 characters */

static void test_hosts__a_name_allows_itself_only(void **state)
{
    const char *list = "api.example.org  images.example.org";

    (void)state;
    assert_true(hosts_allow(list, "api.example.org", 443, 443));
    assert_true(hosts_allow(list, "images.example.org", 443, 443));
    assert_false(hosts_allow(list, "example.org", 443, 443));
    assert_false(hosts_allow(list, "www.api.example.org", 443, 443));
    assert_false(hosts_allow(list, "evilapi.example.org", 443, 443));
    assert_false(hosts_allow(list, "api.example.org.evil.net", 443, 443));
    assert_false(hosts_allow(list, "api.example.or", 443, 443));
    assert_false(hosts_allow(list, "api", 443, 443));
    assert_false(hosts_allow(list, "", 443, 443));
    assert_false(hosts_allow(list, "api.example.org  images.example.org", 443, 443));
    assert_false(hosts_allow(list, " ", 443, 443));
    assert_false(hosts_allow("", "api.example.org", 443, 443));
    assert_false(hosts_allow("", "", 443, 443));
}

static void test_hosts__case_and_a_last_dot_make_no_difference(void **state)
{
    (void)state;
    assert_true(hosts_allow("api.example.org", "API.Example.ORG", 443, 443));
    assert_true(hosts_allow("API.EXAMPLE.ORG", "api.example.org", 443, 443));
    assert_true(hosts_allow("api.example.org", "api.example.org.", 443, 443));
    assert_true(hosts_allow("api.example.org.", "api.example.org", 443, 443));
    assert_true(hosts_allow("api.example.org.:8443", "api.example.org", 8443, 443));
    assert_false(hosts_allow("api.example.org", "api.example.org..", 443, 443));
    assert_false(hosts_allow("api.example.org", ".api.example.org", 443, 443));
    assert_false(hosts_allow("api.example.org", ".", 443, 443));
}

static void test_hosts__ports_count(void **state)
{
    (void)state;
    assert_true(hosts_allow("a.org", "a.org", 443, 443));
    assert_false(hosts_allow("a.org", "a.org", 8443, 443));
    assert_true(hosts_allow("a.org", "a.org", 80, 80));
    assert_false(hosts_allow("a.org", "a.org", 443, 80));
    assert_true(hosts_allow("a.org:8443", "a.org", 8443, 443));
    assert_false(hosts_allow("a.org:8443", "a.org", 443, 443));
    assert_false(hosts_allow("a.org:8443", "a.org", 80, 80));
    assert_true(hosts_allow("a.org:8443 a.org", "a.org", 443, 443));
}

static void test_hosts__addresses_are_hosts(void **state)
{
    (void)state;
    assert_true(hosts_allow("127.0.0.1:80", "127.0.0.1", 80, 443));
    assert_false(hosts_allow("127.0.0.1:80", "127.0.0.2", 80, 443));
    assert_true(hosts_allow("[::1]", "[::1]", 443, 443));
    assert_true(hosts_allow("[::1]:8080", "[::1]", 8080, 443));
    assert_false(hosts_allow("[::1]:8080", "[::1]", 8081, 443));
    assert_true(hosts_allow("[2001:DB8:0:0::1]", "[2001:db8::1]", 443, 443));
    assert_false(hosts_allow("[::1]", "::1", 443, 443));
    assert_false(hosts_allow("[::1]", "[::2]", 443, 443));
}

static void test_hosts__a_list_that_could_never_match_is_refused(void **state)
{
    static const char *const bad[] = {
        "*.example.org", "https://a.org",
        "a.org/path",    "a.org:",
        "a.org:0",       "a.org:65536",
        "a.org:http",    "a.org:123456789",
        "user@a.org",    ".",
        ".example.org",  "::1",
        "[::1",          "[a.org]",
        "[::1]x",        "good.org b\tad.org",
        "a.org,b.org",   "[fe80::1%eth0]",
        ":443",          "ex\xc3\xa4mple.org",
    };
    struct error err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        error_init(&err);
        if (hosts_check(bad[i], &err) != FAULT_INVALID)
            fail_msg("taken: %s", bad[i]);
    }
    error_init(&err);
    assert_fault(FAULT_INVALID, hosts_check(LONG_NAME, &err), &err);
    assert_false(hosts_allow(LONG_NAME " a.org", LONG_NAME, 443, 443));
    assert_true(hosts_allow(LONG_NAME " a.org", "a.org", 443, 443));
    assert_ok(hosts_check("", &err), &err);
    assert_ok(hosts_check("  a.org b.org:1  [::1]:65535 10.0.0.1 under_score.org. ", &err), &err);
}

SUITE(test_hosts)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hosts__a_name_allows_itself_only),
        cmocka_unit_test(test_hosts__case_and_a_last_dot_make_no_difference),
        cmocka_unit_test(test_hosts__ports_count),
        cmocka_unit_test(test_hosts__addresses_are_hosts),
        cmocka_unit_test(test_hosts__a_list_that_could_never_match_is_refused),
    };

    return RUN(tests);
}
