/* fetch: caps on the bytes and the time of one request. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "fetch/fetch.h"
#include "support/fetching.h"

enum { MS = 1000 /* µs */ };

static void test_fetch_caps__bytes_are_counted_while_they_come(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/huge", .bytes_max = 100000), FETCH_TOO_LARGE);
    assert_null(fetching->answer.bytes);
    assert_int_equal(fetch_it(fetching, "/do/huge?size=100001", .bytes_max = 100000),
                     FETCH_TOO_LARGE);
    assert_int_equal(fetch_it(fetching, "/do/huge?size=100000", .bytes_max = 100000),
                     FETCH_ANSWERED);
    assert_int_equal(fetching->answer.size, 100000);
    assert_int_equal(fetching_lane(fetching).failures, 0);
}

/* libcurl would keep all of them. */
static void test_fetch_caps__headers_and_trailers_end(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/headers"), FETCH_FAILED);
    assert_int_equal(fetch_it(fetching, "/do/trailers"), FETCH_FAILED);
    fetching_reason(fetching, "its headers are larger than allowed");
    assert_int_equal(fetching_lane(fetching).failures, 2);
}

static void test_fetch_caps__bytes_are_counted_unpacked(void **state)
{
    struct fetching *fetching = *state;

    /* 20 MB that come as 20 kB. */
    assert_int_equal(fetch_it(fetching, "/do/bomb?size=20000000"), FETCH_TOO_LARGE);
    assert_int_equal(fetch_it(fetching, "/do/bomb?size=1048577"), FETCH_TOO_LARGE);
    assert_int_equal(fetch_it(fetching, "/do/bomb?size=1048576"), FETCH_ANSWERED);
    assert_int_equal(fetching->answer.size, 1048576);
}

static void check_time_is_up(struct fetching *fetching, const char *path, bool urgent)
{
    int64_t start = clock_monotonic_us(), took;

    assert_int_equal(fetch_it(fetching, path, .timeout_ms = 300, .urgent = urgent), FETCH_FAILED);
    took = clock_monotonic_us() - start;
    assert_true(took > 250 * MS);
    assert_true(took < 8000 * MS);
    fetching_reason(fetching, "Timeout");
}

static void test_fetch_caps__time_is_up_whatever_drips(void **state)
{
    struct fetching *fetching = *state;

    check_time_is_up(fetching, "/do/hang", false);
    check_time_is_up(fetching, "/do/hang", true);
    check_time_is_up(fetching, "/do/drip?interval=20", false);
    check_time_is_up(fetching, "/do/drip?interval=20", true);
}

static void test_fetch_caps__time_is_shared_by_redirects(void **state)
{
    struct fetching *fetching = *state;

    upstream_script(&fetching->upstream,
                    "{\"prefix\": \"/slow\", \"delay\": 200,"
                    "\"then\": {\"do\": \"redirect\", \"location\": \"/slow\"}}");
    check_time_is_up(fetching, "/slow", false);
    assert_in_range(upstream_count(&fetching->upstream, "/slow"), 1, 2);
}

static void test_fetch_caps__a_trickle_is_given_up(void **state)
{
    struct fetching *fetching = *state;

    fetching->timing.slow_seconds = 1;
    fetching_allow(fetching, "", "");
    assert_int_equal(fetch_it(fetching, "/do/drip", .timeout_ms = PATIENCE * 1000), FETCH_FAILED);
}

static void test_fetch_caps__no_time_is_a_failure_too(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/json", .timeout_ms = -1), FETCH_FAILED);
    assert_int_equal(fetch_it(fetching, "/do/json", .timeout_ms = -1, .urgent = true),
                     FETCH_FAILED);
    assert_int_equal(upstream_total(&fetching->upstream), 0);
}

SUITE(test_fetch_caps)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_fetch_caps__bytes_are_counted_while_they_come),
        FETCH_TEST(test_fetch_caps__headers_and_trailers_end),
        FETCH_TEST(test_fetch_caps__bytes_are_counted_unpacked),
        FETCH_TEST(test_fetch_caps__time_is_up_whatever_drips),
        FETCH_TEST(test_fetch_caps__time_is_shared_by_redirects),
        FETCH_TEST(test_fetch_caps__a_trickle_is_given_up),
        FETCH_TEST(test_fetch_caps__no_time_is_a_failure_too),
    };

    return RUN(tests);
}
