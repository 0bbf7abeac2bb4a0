/* catalog/fetch: nothing that is not public is ever asked, however it is written. */
#include <stdio.h>
#include <string.h>

#include "catalog/sources/sources.h"
#include "fetch/url.h"
#include "support/canary.h"
#include "support/fetching.h"

/* Of all spellings so far. */
static int asked, connections;

static bool is_refused(const struct fetch_answer *answer)
{
    return answer->outcome == FETCH_REFUSED || strstr(answer->reason, "resolve host") != NULL;
}

/* How many of the spellings were refused by what their name resolves to. */
static int try_all(struct fetching *fetching, const struct canary *canary)
{
    int by_address = 0, wrong = 0, touched = 0;

    for (size_t i = 0; i < canary_spellings_count; i++) {
        char url[SPELLED_SIZE];

        canary_spell(canary, canary_spellings[i], url);
        fetch_it(fetching, url);
        touched += canary_connections(canary);
        if (!is_refused(&fetching->answer)) {
            print_error("\"%s\" was asked: %s\n", url, fetching->answer.reason);
            wrong++;
        }
        by_address += strstr(fetching->answer.reason, "not public") != NULL;
    }
    asked += (int)canary_spellings_count;
    connections += touched;
    assert_int_equal(touched, 0);
    assert_int_equal(wrong, 0);
    return by_address;
}

static void test_private__no_spelling_is_listed(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;

    canary_open(&canary);
    fetching->timing.failures_max = 1000;
    fetching_allow(fetching, "good.example", "");
    assert_int_equal(try_all(fetching, &canary), 0);
    canary_close(&canary);
}

static void test_private__no_spelling_has_a_public_address(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;
    char hosts[CANARY_HOSTS_SIZE];

    canary_open(&canary);
    canary_hosts(&canary, hosts);
    fetching->timing.failures_max = 1000;
    fetching_allow(fetching, hosts, "");
    assert_true(try_all(fetching, &canary) >= 90);
    canary_close(&canary);
}

static void test_private__a_name_is_judged_by_what_it_resolves_to(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;
    char text[SPELLED_SIZE];

    canary_open(&canary);
    canary_spell(&canary, "localhost:PORT", text);
    fetching_allow(fetching, text, "");
    canary_spell(&canary, "https://localhost:PORT/", text);
    assert_int_equal(fetch_it(fetching, text), FETCH_REFUSED);
    assert_string_equal(fetching->answer.reason, "https://localhost/: its address is not public");
    assert_int_equal(fetching_lane(fetching).failures, 0);
    canary_check(&canary, text);
    canary_close(&canary);
}

static void test_private__the_canary_can_be_touched(void **state)
{
    struct fetching *fetching = *state;
    struct canary canary;
    char text[SPELLED_SIZE];

    canary_open(&canary);
    canary_spell(&canary, "localhost:PORT", text);
    fetching_allow(fetching, "", text);
    canary_spell(&canary, "https://localhost:PORT/", text);
    assert_int_equal(fetch_it(fetching, text, .timeout_ms = 300), FETCH_FAILED);
    assert_true(canary_connections(&canary) > 0);
    canary_close(&canary);
}

/* ---- providers in a network of one's own --------------------------------------------------- */

/* What comes of asking for a poster there, of a provider with that address. */
static enum fetch_outcome ask_poster(const char *base, const char *url)
{
    const struct catalog_settings settings = {
        .providers = "imdbapi",
        .poster_hosts = "",
        .public_url = "http://127.0.0.1",
        .allow_private = true,
        .sources = {{.name = "imdbapi", .url = base, .concurrency = 1}}};
    struct fetch_answer answer;
    struct sources sources;
    struct error err;

    error_init(&err);
    assert_ok(sources_open(&settings, &sources, &err), &err);
    fetch_and_wait(sources.fetch,
                   &(struct fetch_request){.lane = sources.items[0].poster_lane,
                                           .url = url,
                                           .bytes_max = 1024,
                                           .timeout_ms = 10000},
                   &answer);
    fetch_answer_release(&answer);
    sources_release(&sources);
    return answer.outcome;
}

static void test_private__a_provider_has_its_own_port_only(void **state)
{
    struct fetching *fetching = *state;
    const char *own = fetching->upstream.base;
    char url[SPELLED_SIZE], redirect[2 * SPELLED_SIZE];
    struct canary canary;

    canary_open(&canary);
    canary_spell(&canary, "http://127.0.0.1:PORT/", url);
    snprintf(redirect, sizeof(redirect), "%s/do/redirect?location=%s", own, url);
    assert_int_equal(ask_poster(own, own), FETCH_ANSWERED);
    assert_int_equal(ask_poster(own, url), FETCH_REFUSED);
    assert_int_equal(ask_poster(own, redirect), FETCH_REFUSED);
    assert_int_equal(ask_poster(own, "http://127.0.0.1/"), FETCH_REFUSED);
    /* Where its address names no port, it has the usual one. */
    assert_int_equal(ask_poster("http://127.0.0.1", url), FETCH_REFUSED);
    assert_int_equal(ask_poster("https://127.0.0.1/api", url), FETCH_REFUSED);
    assert_int_equal(ask_poster("http://[::1]/", "http://[::1]:8080/"), FETCH_REFUSED);
    assert_int_equal(ask_poster("http://[::1]/", "http://127.0.0.1/"), FETCH_REFUSED);
    canary_check(&canary, url);
    canary_close(&canary);
}

/* ---- the rules without a network ---------------------------------------------------------- */

static bool may_ask(const struct fetch_rules *rules, const char *text)
{
    char reason[FETCH_REASON_SIZE];
    bool is_private;
    CURLU *url = fetch_url_parse(rules, text, &is_private, reason);

    curl_url_cleanup(url);
    return url != NULL;
}

static void test_private__https_to_the_usual_port_of_listed_hosts(void **state)
{
    const struct fetch_rules rules = {.hosts = "good.example other.example:8443 [2001:db8::1]",
                                      .private_hosts = ""};

    (void)state;
    assert_true(may_ask(&rules, "https://good.example"));
    assert_true(may_ask(&rules, "https://good.example/a@b/c?d=e@f#g"));
    assert_true(may_ask(&rules, "HTTPS://GOOD.example.:443/"));
    assert_true(may_ask(&rules, "https://other.example:8443/"));
    assert_true(may_ask(&rules, "https://[2001:0DB8::0001]/"));
    assert_false(may_ask(&rules, "https://good.example:8443/"));
    assert_false(may_ask(&rules, "https://good.example:80/"));
    assert_false(may_ask(&rules, "https://other.example/"));
    assert_false(may_ask(&rules, "http://good.example/"));
    assert_false(may_ask(&rules, "http://good.example:443/"));
    assert_false(may_ask(&rules, "ftp://good.example/"));
    assert_false(may_ask(&rules, "good.example/"));
    assert_false(may_ask(&rules, "https://user@good.example/"));
    assert_false(may_ask(&rules, "https://user:password@good.example/"));
    assert_false(may_ask(&rules, "https://www.good.example/"));
    assert_false(may_ask(&rules, "https://good.example.evil.example/"));
    assert_false(may_ask(&rules, "https://evilgood.example/"));
    assert_false(may_ask(&rules, "https://good.example:443:80/"));
    assert_false(may_ask(&rules, "https://good.example:99999/"));
}

static void test_private__one_s_own_network_may_be_asked_where_that_is_set(void **state)
{
    const struct fetch_rules rules = {.hosts = "good.example",
                                      .private_hosts = "media.lan 10.0.0.7:8096"};

    (void)state;
    assert_true(may_ask(&rules, "http://media.lan/"));
    assert_true(may_ask(&rules, "https://media.lan/"));
    assert_false(may_ask(&rules, "http://media.lan:8096/"));
    assert_false(may_ask(&rules, "https://media.lan:8920/"));
    assert_false(may_ask(&rules, "http://media.lan:443/"));
    assert_false(may_ask(&rules, "https://media.lan:80/"));
    assert_true(may_ask(&rules, "http://10.0.0.7:8096/"));
    assert_false(may_ask(&rules, "http://10.0.0.7/"));
    assert_false(may_ask(&rules, "http://10.0.0.8:8096/"));
    assert_false(may_ask(&rules, "ftp://media.lan/"));
    assert_false(may_ask(&rules, "file://media.lan/etc/passwd"));
    /* The others are held to the rules as before. */
    assert_true(may_ask(&rules, "https://good.example/"));
    assert_false(may_ask(&rules, "http://good.example/"));
    assert_false(may_ask(&rules, "https://good.example:8096/"));
}

SUITE(test_private)
{
    const struct CMUnitTest tests[] = {
        FETCH_TEST(test_private__no_spelling_is_listed),
        FETCH_TEST(test_private__no_spelling_has_a_public_address),
        FETCH_TEST(test_private__a_name_is_judged_by_what_it_resolves_to),
        FETCH_TEST(test_private__the_canary_can_be_touched),
        FETCH_TEST(test_private__a_provider_has_its_own_port_only),
        cmocka_unit_test(test_private__https_to_the_usual_port_of_listed_hosts),
        cmocka_unit_test(test_private__one_s_own_network_may_be_asked_where_that_is_set),
    };
    int failed = RUN(tests);

    printf("SSRF: %zu spellings, %d requests, %d connections to the canary\n",
           canary_spellings_count, asked, connections);
    return failed;
}
