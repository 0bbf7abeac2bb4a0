/* Whose a request is that comes through proxies, and what is said of those that can't say it. */
#include <stdlib.h>
#include <string.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/outside.h"

static void start_behind(struct club *club, const char *setting)
{
    club_set(club, setting);
    club_start(club);
}

/* The client that the log has for a request with this X-Forwarded-For. */
static void expect_client(struct club *club, const char *forwarded, const char *client)
{
    static int asked;
    char header[256], path[32], line[160];
    int64_t patience = now_ms() + PATIENCE * 1000;

    snprintf(header, sizeof(header), "X-Forwarded-For: %s", forwarded);
    snprintf(path, sizeof(path), "GET /nothing/%d", ++asked);
    ask(&club->http, path, .headers = {header});
    expect(&club->http, 404);
    snprintf(line, sizeof(line), " %s GET /api/v1/nothing/%d 404 ", client, asked);
    while (club_log_count(club, line) == 0) {
        if (now_ms() > patience)
            fail_msg("\"%s\" is not from %s", forwarded, client);
        wait_a_moment();
    }
}

static void test_proxies__name_their_client_in_many_ways(void **state)
{
    struct club *club = *state;
    static const char *const cases[][2] = {{"203.0.113.7", "203.0.113.7"},
                                           {"203.0.113.7:51234", "203.0.113.7"},
                                           {"[2001:db8::7]:443", "2001:db8::7"},
                                           {"[2001:db8::7]", "2001:db8::7"},
                                           {"::ffff:203.0.113.7", "203.0.113.7"},
                                           {"\"[2001:db8::7]:1\"", "2001:db8::7"},
                                           {"1.2.3.4 ,\t203.0.113.7 ", "203.0.113.7"},
                                           {"1.2.3.4, 203.0.113.7, ,", "203.0.113.7"},
                                           {"unknown, 203.0.113.7", "203.0.113.7"},
                                           {"", "127.0.0.1"},
                                           {" , ", "127.0.0.1"}};

    start_behind(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_client(club, cases[i][0], cases[i][1]);
}

static void test_proxies__stand_behind_each_other(void **state)
{
    struct club *club = *state;
    static const char *const cases[][2] = {
        {"203.0.113.7, 10.1.2.3", "203.0.113.7"},
        {"198.51.100.1, 203.0.113.7, 10.1.2.3, 10.9.9.9:80", "203.0.113.7"},
        {"203.0.113.7, [2001:db8::2]:80, ::ffff:10.0.0.1", "203.0.113.7"},
        {"10.0.0.1, 10.0.0.2", "10.0.0.1"},
        {"203.0.113.7, 11.0.0.1, 10.0.0.2", "11.0.0.1"},
        {"203.0.113.7, nonsense, 10.0.0.2", "10.0.0.2"}};

    start_behind(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.0/8 10.0.0.0/8 2001:db8::/64");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_client(club, cases[i][0], cases[i][1]);
}

/* To a socket of both families, IPv4 comes inside of IPv6. */
static void start_over_v4(struct club *club, const char *setting)
{
    start_behind(club, setting);
    club->http.address = "127.0.0.1";
}

static void test_proxies__a_mapped_one_is_known_by_its_ipv4_address(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_LISTEN=[::]:0");
    start_over_v4(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    expect_client(club, "203.0.113.7", "203.0.113.7");
    club_stop(club);
    start_over_v4(club, "MARQUEE_TRUSTED_PROXIES=::ffff:127.0.0.0/104");
    expect_client(club, "203.0.113.7", "203.0.113.7");
    club_stop(club);
    start_over_v4(club, "MARQUEE_TRUSTED_PROXIES=::1");
    expect_client(club, "203.0.113.7", "127.0.0.1");
}

static void test_proxies__what_cannot_be_read_is_said_once(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    start_behind(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    outcome = COMMAND(club, NULL, "check");
    assert_non_null(strstr(outcome.out, "ok   proxies: 127.0.0.1\n"));
    expect_client(club,
                  "203.0.113.7, cli\xff"
                  "ent",
                  "127.0.0.1");
    expect_client(club, "unknown", "127.0.0.1");
    assert_int_equal(club_log_count(club, "in X-Forwarded-For, which is no address"), 1);
    assert_int_equal(club_log_count(club, "\"cli?ent\""), 1);
    outcome = COMMAND(club, NULL, "check");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.out, "FAIL proxies: the proxy 127.0.0.1 names its client as"));
}

static void test_proxies__networks_that_are_none_are_refused(void **state)
{
    struct club *club = *state;
    struct outcome outcome;
    static const char *const wrong[] = {
        "MARQUEE_TRUSTED_PROXIES=10.0.0.0/33", "MARQUEE_TRUSTED_PROXIES=10.0.0.0/8,127.0.0.1",
        "MARQUEE_TRUSTED_PROXIES=proxy", "MARQUEE_TRUSTED_PROXIES=10.0.0.0/255.0.0.0"};

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        club_set(club, wrong[i]);
        outcome = COMMAND(club, NULL, "check");
        assert_non_null(strstr(outcome.out, "FAIL settings: MARQUEE_TRUSTED_PROXIES"));
    }
}

SUITE(test_proxies)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_proxies__name_their_client_in_many_ways),
        CLOSED_TEST(test_proxies__stand_behind_each_other),
        CLOSED_TEST(test_proxies__a_mapped_one_is_known_by_its_ipv4_address),
        CLOSED_TEST(test_proxies__what_cannot_be_read_is_said_once),
        CLOSED_TEST(test_proxies__networks_that_are_none_are_refused),
    };

    return RUN(tests);
}
