/* fetch: what comes of a request, whatever upstream does. */
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/fetching.h"

enum { MS = 1000 /* µs */ };

static bool is_json(const char *bytes, size_t size)
{
    return size > 0 && bytes[0] == '{';
}

/* ---- answers ------------------------------------------------------------------------------ */

static void test_fetch__an_answer_comes_whole(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/titles/tt0000007"), FETCH_ANSWERED);
    assert_int_equal(fetching->answer.status, 200);
    assert_int_equal(fetching->answer.size, strlen(fetching->answer.bytes));
    assert_non_null(strstr(fetching->answer.bytes, "\"primaryTitle\":\"Film tt0000007\""));
    assert_string_equal(fetching->answer.reason, "");
    assert_int_equal(fetch_it(fetching, "/poster/tt0000001.jpg"), FETCH_ANSWERED);
    assert_memory_equal(fetching->answer.bytes, "RIFF", 4);
    assert_memory_equal(fetching->answer.bytes + 8, "WEBP", 4);
}

static void test_fetch__packed_answers_are_unpacked(void **state)
{
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/gzip"), FETCH_ANSWERED);
    assert_string_equal(fetching->answer.bytes, "{\"ok\":true}");
    assert_int_equal(fetch_it(fetching, "/do/nogzip"), FETCH_FAILED);
}

static void test_fetch__every_status_is_an_answer(void **state)
{
    static const int statuses[] = {200, 204, 304, 400, 401, 404, 500};
    struct fetching *fetching = *state;

    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        char path[64], what[16];

        snprintf(path, sizeof(path), "/do/status?status=%d", statuses[i]);
        assert_int_equal(fetch_it(fetching, path), FETCH_ANSWERED);
        assert_int_equal(fetching->answer.status, statuses[i]);
        assert_non_null(fetching->answer.bytes);
        snprintf(what, sizeof(what), "HTTP %d", statuses[i]);
        if (statuses[i] >= 400)
            fetching_reason(fetching, what);
    }
}

static void test_fetch__headers_and_name_are_sent(void **state)
{
    static const char *const headers[] = {"Authorization: Bearer s3cret", "X-Other: 1", NULL};
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/echo", .headers = headers), FETCH_ANSWERED);
    assert_non_null(strstr(fetching->answer.bytes, "\"authorization\":\"Bearer s3cret\""));
    assert_non_null(strstr(fetching->answer.bytes, "\"x-other\":\"1\""));
    assert_non_null(strstr(fetching->answer.bytes, "\"user-agent\":\"Marquee/test\""));
    assert_non_null(strstr(fetching->answer.bytes, "\"accept-encoding\":\"gzip\""));
    assert_null(strstr(fetching->answer.bytes, "cookie"));
}

static void test_fetch__a_header_cannot_bring_another(void **state)
{
    static const char *const headers[] = {"X-One: 1\r\nX-Two: 2", NULL};
    struct fetching *fetching = *state;

    assert_int_equal(fetch_it(fetching, "/do/echo", .headers = headers), FETCH_REFUSED);
    assert_int_equal(upstream_total(&fetching->upstream), 0);
}

static void test_fetch__secrets_stay_out_of_the_reason(void **state)
{
    static const char *const headers[] = {"Authorization: Bearer s3cret", NULL};
    static const char *const paths[] = {
        "/do/status?status=500&apikey=s3cret",
        "/do/close?apikey=s3cret",
        "/do/"
        "redirect?apikey=s3cret&location=https%3A%2F%2Fevil.example%2F%3Fapikey%3Ds3cret%23s3cret",
        "/do/redirect?apikey=s3cret&location=https%3A%2F%2Fs3cret%3As3cret%40evil.example%2F",
        "/do/html?apikey=s3cret#s3cret",
    };
    struct fetching *fetching = *state;

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        fetch_it(fetching, paths[i], .headers = headers, .check = is_json);
        assert_string_not_equal(fetching->answer.reason, "");
        assert_null(strstr(fetching->answer.reason, "s3cret"));
        assert_null(strstr(fetching_lane(fetching).last_error, "s3cret"));
    }
}

/* ---- trouble ------------------------------------------------------------------------------ */

static void test_fetch__no_answer_is_a_failure(void **state)
{
    static const char *const paths[] = {"/do/close", "/do/noise", "/do/truncated", "/do/headers"};
    struct fetching *fetching = *state;

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        assert_int_equal(fetch_it(fetching, paths[i]), FETCH_FAILED);
        assert_null(fetching->answer.bytes);
        assert_int_equal(fetching->answer.status, 0);
        fetching_reason(fetching, paths[i]);
    }
    assert_int_equal(fetching_lane(fetching).failures, 4);
}

static void test_fetch__nobody_there_is_a_failure(void **state)
{
    struct fetching *fetching = *state;

    fetching_allow(fetching, "", "127.0.0.1:1 no.such.host.invalid");
    assert_int_equal(fetch_it(fetching, "http://127.0.0.1:1/"), FETCH_FAILED);
    assert_int_equal(fetch_it(fetching, "http://no.such.host.invalid/"), FETCH_FAILED);
    assert_int_equal(fetching_lane(fetching).failures, 2);
}

static void test_fetch__what_was_not_asked_for_is_a_failure(void **state)
{
    static const char *const paths[] = {"/do/html", "/do/waf", "/do/garbage"};
    struct fetching *fetching = *state;

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        assert_int_equal(fetch_it(fetching, paths[i], .check = is_json), FETCH_FAILED);
        fetching_reason(fetching, "not what was asked for");
    }
    assert_int_equal(fetching_lane(fetching).failures, 3);
    assert_int_equal(fetch_it(fetching, "/do/unquoted", .check = is_json), FETCH_ANSWERED);
    assert_int_equal(fetching_lane(fetching).failures, 0);
    assert_int_equal(fetch_it(fetching, "/do/html"), FETCH_ANSWERED);
}

static void test_fetch__tls_must_be_right(void **state)
{
    struct fetching *fetching = *state;
    struct upstream other = {0};
    char url[64];

    upstream_start_tls(&other);
    fetching_allow(fetching, "", other.host);
    snprintf(url, sizeof(url), "%s/do/json", other.base);
    assert_int_equal(fetch_it(fetching, url), FETCH_FAILED);
    fetching_reason(fetching, "SSL");
    snprintf(url, sizeof(url), "https://%s/do/json", fetching->upstream.host);
    assert_int_equal(fetch_it(fetching, url), FETCH_FAILED);
    assert_int_equal(fetching_lane(fetching).failures, 2);
    upstream_stop(&other);
}

/* The protocol in which the last one came. */
static void check_version(const struct fetching *fetching, const char *version)
{
    char text[40];

    snprintf(text, sizeof(text), "\"httpVersion\":\"%s\"", version);
    assert_non_null(strstr(fetching->answer.bytes, text));
}

static void test_fetch__http_2_is_spoken_where_it_is_offered(void **state)
{
    struct fetching *fetching = *state;
    struct upstream other = {0};
    char url[64];

    upstream_start_tls(&other);
    fetching->ca_file = other.ca_file;
    fetching_allow(fetching, "", other.host);
    snprintf(url, sizeof(url), "%s/do/echo", other.base);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fetch_it(fetching, url), FETCH_ANSWERED);
        check_version(fetching, "2.0");
    }
    snprintf(url, sizeof(url), "%s/__counts", other.base);
    assert_int_equal(fetch_it(fetching, url), FETCH_ANSWERED);
    assert_non_null(strstr(fetching->answer.bytes, "\"connections\":1}"));
    assert_int_equal(fetch_it(fetching, "/do/echo"), FETCH_ANSWERED);
    check_version(fetching, "1.1");
    upstream_stop(&other);
}

static void test_fetch__a_netrc_has_no_say(void **state)
{
    static const char login[] = "default login ada password s3cret\n";
    struct fetching *fetching = *state;
    char folder[] = "/tmp/marquee-home-XXXXXX", path[64];
    FILE *file;

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/.netrc", folder);
    file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fputs(login, file) >= 0 && fclose(file) == 0, 1);
    setenv("HOME", folder, 1);
    assert_int_equal(fetch_it(fetching, "/do/echo"), FETCH_ANSWERED);
    assert_null(strstr(fetching->answer.bytes, "authorization"));
    assert_int_equal(unlink(path) == 0 && rmdir(folder) == 0, 1);
}

static void test_fetch__the_environment_has_no_say(void **state)
{
    struct fetching *fetching = *state;
    enum fetch_outcome outcome;

    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    outcome = fetch_it(fetching, "/do/json");
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    assert_int_equal(outcome, FETCH_ANSWERED);
}

/* ---- the end ------------------------------------------------------------------------------ */

static bool four_hang(struct fetching *fetching)
{
    return upstream_now(&fetching->upstream) == 4;
}

static void test_fetch__closing_answers_everybody_once(void **state)
{
    struct fetching *fetching = *state;
    struct batch batch;

    batch_init(&batch);
    for (int i = 0; i < 20; i++)
        start_it(fetching, &batch, "/do/hang");
    wait_until(four_hang, fetching);
    assert_int_equal(fetching_lane(fetching).in_flight, 4);
    assert_int_equal(fetching_lane(fetching).waiting, 16);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    assert_int_equal(batch.count, 20);
    assert_int_equal(batch_outcomes(&batch, FETCH_CANCELLED), 20);
    batch_release(&batch);
}

/* Asks again for what was answered or cancelled, as often as `left` says. */
struct chain {
    struct fetching *fetching;
    struct fetch_request request;
    int left, outcomes[FETCH_CANCELLED + 1];
};

static void ask_again(void *context, struct fetch_answer *answer)
{
    struct chain *chain = context;

    chain->outcomes[answer->outcome]++;
    fetch_answer_release(answer);
    if (chain->left-- > 0)
        fetch_start(chain->fetching->fetch, &chain->request, ask_again, chain);
}

static void test_fetch__who_is_answered_may_ask_again(void **state)
{
    struct fetching *fetching = *state;
    char url[64];
    struct chain chain = {.fetching = fetching,
                          .request = {.url = url, .bytes_max = 1000, .timeout_ms = 10000},
                          .left = 2};

    snprintf(url, sizeof(url), "%s/do/hang", fetching->upstream.base);
    fetch_start(fetching->fetch, &chain.request, ask_again, &chain);
    fetch_close(fetching->fetch);
    fetching->fetch = NULL;
    assert_int_equal(chain.outcomes[FETCH_CANCELLED], 3);
}

static void test_fetch__a_wrong_list_of_hosts_is_refused(void **state)
{
    struct fetch *fetch = NULL;
    struct fetch_rules wrong = {.hosts = "a.org *.b.org", .private_hosts = "", .user_agent = "x"};
    struct fetch_rules wrong_too = {.hosts = "", .private_hosts = "http://a", .user_agent = "x"};
    struct error err;

    (void)state;
    error_init(&err);
    assert_fault(FAULT_INVALID, fetch_open(&wrong, &fetch, &err), &err);
    error_init(&err);
    assert_fault(FAULT_INVALID, fetch_open(&wrong_too, &fetch, &err), &err);
    assert_null(fetch);
    fetch_close(NULL);
}

SUITE(test_fetch)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_fetch__an_answer_comes_whole),
        FETCH_TEST(test_fetch__packed_answers_are_unpacked),
        FETCH_TEST(test_fetch__every_status_is_an_answer),
        FETCH_TEST(test_fetch__headers_and_name_are_sent),
        FETCH_TEST(test_fetch__a_header_cannot_bring_another),
        FETCH_TEST(test_fetch__secrets_stay_out_of_the_reason),
        FETCH_TEST(test_fetch__no_answer_is_a_failure),
        FETCH_TEST(test_fetch__nobody_there_is_a_failure),
        FETCH_TEST(test_fetch__what_was_not_asked_for_is_a_failure),
        FETCH_TEST(test_fetch__tls_must_be_right),
        FETCH_TEST(test_fetch__http_2_is_spoken_where_it_is_offered),
        FETCH_TEST(test_fetch__the_environment_has_no_say),
        FETCH_TEST(test_fetch__a_netrc_has_no_say),
        FETCH_TEST(test_fetch__closing_answers_everybody_once),
        FETCH_TEST(test_fetch__who_is_answered_may_ask_again),
        cmocka_unit_test(test_fetch__a_wrong_list_of_hosts_is_refused),
    };

    return RUN(tests);
}
