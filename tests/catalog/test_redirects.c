/* catalog/fetch: redirects are few, each is checked, and headers do not go along. */
#include <stdio.h>
#include <string.h>

#include "support/canary.h"
#include "support/fetching.h"

/* "/do/redirect" to there. */
static void redirect_to(char path[512], const char *location)
{
    size_t used = (size_t)snprintf(path, 512, "/do/redirect?location=");

    for (; *location != '\0'; location++)
        used += (size_t)snprintf(path + used, 512 - used, "%%%02x", (unsigned char)*location);
}

/* Of all that were tried so far. */
static int followed, connections;

/* How many of the spellings were refused for a reason with `part` in it. */
static int follow_all(struct fetching *fetching, const struct canary *canary, const char *part)
{
    int refused = 0, touched = 0;

    for (size_t i = 0; i < canary_spellings_count; i++) {
        char url[SPELLED_SIZE], path[512];

        if (strpbrk(canary_spellings[i], "\r\n") != NULL)
            continue; /* no header can have it */
        canary_spell(canary, canary_spellings[i], url);
        redirect_to(path, url);
        refused += fetch_it(fetching, path) == FETCH_REFUSED &&
                   strstr(fetching->answer.reason, part) != NULL;
        touched += canary_connections(canary);
        followed++;
    }
    connections += touched;
    assert_int_equal(touched, 0);
    return refused;
}

static void test_redirects__no_spelling_is_followed(void **state)
{
    struct fetching *fetching = *state;
    char hosts[CANARY_HOSTS_SIZE];
    struct canary canary;

    canary_open(&canary);
    fetching->timing.failures_max = 1000;
    fetching_allow(fetching, "good.example", "");
    /* The others are no URLs, or paths of the stand-in itself. */
    assert_true(follow_all(fetching, &canary, "") >= (int)canary_spellings_count - 15);
    /* Hosts of the list are judged by their addresses, though the one that sent us there is not. */
    canary_hosts(&canary, hosts);
    fetching_allow(fetching, hosts, "");
    assert_true(follow_all(fetching, &canary, "not public") >= 90);
    canary_close(&canary);
}

/* The stand-in leads to itself for `hops` times, and then there. */
static void script_chain(struct fetching *fetching, int status, int hops, const char *location)
{
    static const char hop[] = "{\"do\": \"redirect\", \"location\": \"/hop\"}";
    char script[512];

    snprintf(script, sizeof(script),
             "{\"prefix\": \"/hop\", \"replies\": [%s%s%s],"
             "\"then\": {\"do\": \"redirect\", \"status\": %d, \"location\": \"%s\"}}",
             hops > 0 ? hop : "", hops > 1 ? ", " : "", hops > 1 ? hop : "", status, location);
    upstream_script(&fetching->upstream, script);
}

static void test_redirects__every_hop_of_a_chain_is_checked(void **state)
{
    static const char *const locations[] = {"https://localhost:PORT/", "https://[::1]:PORT/",
                                            "http://127.0.0.1:PORT/",  "//127.0.0.1:PORT/",
                                            "ftp://localhost:PORT/",   "file:///etc/passwd"};
    static const int statuses[] = {301, 302, 303, 307, 308};
    struct fetching *fetching = *state;
    struct canary canary;
    char location[SPELLED_SIZE], hosts[CANARY_HOSTS_SIZE];
    int asked = 0, touched = 0;

    canary_open(&canary);
    canary_hosts(&canary, hosts);
    fetching_allow(fetching, hosts, "");
    for (size_t i = 0; i < COUNT_OF(locations) * COUNT_OF(statuses) * 3; i++) {
        int hops = (int)i % 3;

        canary_spell(&canary, locations[i / 3 % COUNT_OF(locations)], location);
        script_chain(fetching, statuses[i / 3 / COUNT_OF(locations)], hops, location);
        assert_int_equal(fetch_it(fetching, "/hop"), FETCH_REFUSED);
        asked += hops + 1;
        touched += canary_connections(&canary);
        followed++;
    }
    connections += touched;
    assert_int_equal(touched, 0);
    assert_int_equal(upstream_count(&fetching->upstream, "/hop"), asked);
    canary_close(&canary);
}

static void test_redirects__three_redirects_are_followed(void **state)
{
    struct fetching *fetching = *state;

    upstream_script(&fetching->upstream,
                    "{\"prefix\": \"/hop\", \"replies\": ["
                    "{\"do\": \"redirect\", \"location\": \"/hop\", \"status\": 301},"
                    "{\"do\": \"redirect\", \"location\": \"/hop\", \"status\": 307},"
                    "{\"do\": \"redirect\", \"location\": \"hop?x\", \"status\": 308}],"
                    "\"then\": {\"do\": \"json\"}}");
    assert_int_equal(fetch_it(fetching, "/hop"), FETCH_ANSWERED);
    assert_int_equal(fetching->answer.status, 200);
    assert_string_equal(fetching->answer.bytes, "{\"ok\":true}");
    assert_int_equal(fetch_it(fetching, "/do/loop"), FETCH_FAILED);
    assert_int_equal(upstream_count(&fetching->upstream, "/do/loop"), 4);
    assert_int_equal(fetching_lane(fetching).failures, 1);
    assert_int_equal(fetch_it(fetching, "/do/status?status=302"), FETCH_ANSWERED);
    assert_int_equal(fetching->answer.status, 302);
}

static void test_redirects__headers_stay_with_their_host(void **state)
{
    static const char *const headers[] = {"Authorization: Bearer s3cret", "X-Key: s3cret", NULL};
    struct fetching *fetching = *state;
    struct upstream other = {0};
    char location[SPELLED_SIZE], path[512];

    upstream_start(&other);
    fetching_allow(fetching, "", other.host);
    assert_int_equal(fetch_it(fetching, "/do/redirect?location=/do/echo", .headers = headers),
                     FETCH_ANSWERED);
    assert_non_null(strstr(fetching->answer.bytes, "\"authorization\":\"Bearer s3cret\""));
    snprintf(location, sizeof(location), "%s/do/echo", other.base);
    redirect_to(path, location);
    assert_int_equal(fetch_it(fetching, path, .headers = headers), FETCH_ANSWERED);
    assert_int_equal(upstream_count(&other, "/do/echo"), 1);
    assert_null(strstr(fetching->answer.bytes, "s3cret"));
    upstream_stop(&other);
}

SUITE(test_redirects)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_redirects__no_spelling_is_followed),
        FETCH_TEST(test_redirects__every_hop_of_a_chain_is_checked),
        FETCH_TEST(test_redirects__three_redirects_are_followed),
        FETCH_TEST(test_redirects__headers_stay_with_their_host),
    };
    int failed = RUN(tests);

    printf("SSRF: %d redirects, %d connections to the canary\n", followed, connections);
    return failed;
}
