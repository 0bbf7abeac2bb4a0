/* domain/origin: one place has one form, and what names none is refused. */
#include "domain/origin.h"

#include <string.h>

#include "base/auto.h"
#include "support/check.h"

static void expect_form(const char *text, const char *expected)
{
    auto_arena struct arena arena;
    struct origin origin;

    arena_init(&arena);
    if (!origin_parse(text, strlen(text), &origin))
        fail_msg("%s is no origin", text);
    assert_string_equal(origin_text(&arena, &origin), expected);
}

static void test_origin__every_spelling_has_one_form(void **state)
{
    (void)state;
    expect_form("http://films.lan", "http://films.lan");
    expect_form("HTTP://FILMS.lan.:80", "http://films.lan");
    expect_form("http://films.lan:", "http://films.lan");
    expect_form("http://films.lan:080", "http://films.lan");
    expect_form("http://films.lan:443", "http://films.lan:443");
    expect_form("https://films.lan:443", "https://films.lan");
    expect_form("https://films.lan:80", "https://films.lan:80");
    expect_form("http://127.0.0.1:0", "http://127.0.0.1:0");
    expect_form("http://[FD00:0:0::7]:8080", "http://[fd00::7]:8080");
    expect_form("https://[::1]:443", "https://[::1]");
}

static void test_origin__what_is_none_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "films.lan",
                                      "http://",
                                      "https:films.lan",
                                      "ftp://films.lan",
                                      "http:///x",
                                      "http://films.lan/",
                                      "http://me@x.lan",
                                      "http://x.lan:80x",
                                      "http://x.lan:65536",
                                      "null",
                                      "http://[::1",
                                      "http://x.lan:1:2",
                                      "http://x y",
                                      "http://x.lan?"};
    struct origin origin;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (origin_parse(bad[i], strlen(bad[i]), &origin))
            fail_msg("%s is an origin", bad[i]);
}

/* Names have at most 253 characters, and their labels 63. */
static void test_origin__names_are_as_long_as_names_may_be(void **state)
{
    char name[300];
    struct host host;

    (void)state;
    memset(name, 'a', sizeof(name));
    for (size_t i = 63; i < sizeof(name); i += 64)
        name[i] = '.';
    assert_true(host_parse(name, 63, &host));
    assert_true(host_parse(name, 253, &host));
    assert_false(host_parse(name, 254, &host));
    memset(name, 'a', sizeof(name));
    assert_false(host_parse(name, 64, &host));
}

static void test_origin__a_page_sends_the_host_it_came_from(void **state)
{
    static const struct {
        const char *origin, *host;
        bool sends;
    } pairs[] = {
        {"http://films.lan", "films.lan", true},      {"http://films.lan", "FILMS.LAN.:80", true},
        {"http://films.lan", "films.lan:443", false}, {"https://films.lan", "films.lan:443", true},
        {"https://films.lan", "films.lan:80", false}, {"http://films.lan:8080", "films.lan", false},
        {"http://films.lan", "films.example", false}, {"http://[::1]:8", "[0:0::1]:8", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct origin origin;
        struct host host;

        assert_true(origin_parse(pairs[i].origin, strlen(pairs[i].origin), &origin));
        assert_true(host_parse(pairs[i].host, strlen(pairs[i].host), &host));
        if (origin_has_host(&origin, &host) != pairs[i].sends)
            fail_msg("%s, %s", pairs[i].origin, pairs[i].host);
    }
}

static void test_origin__this_machine_has_names_of_its_own(void **state)
{
    static const char *const here[] = {"localhost", "LocalHost.", "a.localhost", "127.0.0.1",
                                       "127.9.9.9", "[::1]",      "[0::0:1]:80"};
    static const char *const elsewhere[] = {"localhost.lan", "local", "127.evil.example",
                                            "xlocalhost",    "[::2]", "10.0.0.1"};
    struct host host;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(here); i++)
        assert_true(host_parse(here[i], strlen(here[i]), &host) && host_is_loopback(&host));
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++)
        assert_true(host_parse(elsewhere[i], strlen(elsewhere[i]), &host) &&
                    !host_is_loopback(&host));
}

SUITE(test_origin)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_origin__every_spelling_has_one_form),
        cmocka_unit_test(test_origin__what_is_none_is_refused),
        cmocka_unit_test(test_origin__names_are_as_long_as_names_may_be),
        cmocka_unit_test(test_origin__a_page_sends_the_host_it_came_from),
        cmocka_unit_test(test_origin__this_machine_has_names_of_its_own),
    };

    return RUN(tests);
}
