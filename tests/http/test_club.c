/* /club, /health, the contract, its pages, and the problems. */
#include <string.h>
#include <time.h>

#include "support/canary.h"
#include "support/club.h"
#include "support/expect.h"

static void test_club__tells_a_visitor_its_policies(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /club");
    expect(http, 200);
    expect_text(http, "name", "Film Club");
    expect_text(http, "sign_up", "invite");
    expect_text(http, "read_access", "members");
    expect_null(http, "member");
    expect_null(http, "tonight");
    expect_null(http, "public_url");
    expect_text(http, "attributions.0.provider", "demo");
}

/* METROPOLIS came from the built-in catalogue, which is not asked any more. */
static void test_club__names_the_sources_of_what_it_shows(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_PROVIDERS=cinemeta");
    club_start(club);
    ask(http, "GET /club");
    expect_count(http, "attributions", 2);
    expect_text(http, "attributions.0.provider", "cinemeta");
    expect_text(http, "attributions.1.provider", "demo");
}

static void test_club__tells_members_who_they_are(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    const char *const ways_in[] = {keys->ada, keys->reader, keys->session};

    for (size_t i = 0; i < COUNT_OF(ways_in); i++) {
        ask(http, "GET /club", .as = ways_in[i]);
        expect(http, 200);
        expect_number(http, "member.id", 1);
        expect_text(http, "member.name", "ada");
        expect_text(http, "member.role", "member");
        assert_int_equal(json_string_length(client_json(http, "member.color")), 7);
    }
}

static void test_club__has_the_name_that_the_host_gave_it(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_CLUB_NAME=Kino \"Süd\" & <b>");
    club_start(club);
    ask(&club->http, "GET /club");
    expect_text(&club->http, "name", "Kino \"Süd\" & <b>");
}

/* Where people can sign in, if they have come to another address. */
static void test_club__tells_where_people_reach_it(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PUBLIC_URL=https://Films.example.org:443");
    club_start(club);
    ask(&club->http, "GET /club");
    expect_text(&club->http, "public_url", "https://films.example.org");
}

/* For the links that a member gives away who sits at the server's own machine. */
static void test_club__tells_who_is_at_its_machine_where_others_reach_it(void **state)
{
    static const char before[] = "Marquee is open at ";
    struct club *club = *state;
    struct client *http = &club->http;
    const char *url = club->opened + strlen(before);

    club_set(club, "MARQUEE_LISTEN=0.0.0.0:0");
    club_start(club);
    ask(http, "GET /club", .as = keys->ada);
    expect(http, 200);
    if (strncmp(url, "http://127.", 11) != 0) /* the machine is in a network */
        expect_text(http, "network_urls.0", url);
    else
        expect_count(http, "network_urls", 0);
    ask(http, "GET /club", .as = keys->ada, .headers = {"Host: films.lan"});
    expect_null(http, "network_urls");
    ask(http, "GET /club");
    expect_null(http, "network_urls");
}

static void test_club__tells_who_is_at_its_machine_that_no_other_reaches_it(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /club", .as = keys->ada);
    expect_count(&club->http, "network_urls", 0);
}

/* What a proxy passes on comes from somewhere else, as its own address does not show. */
static void test_club__tells_nobody_behind_a_proxy_where_its_machine_is(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    club_start(club);
    ask(&club->http, "GET /club", .as = keys->ada, .headers = {"X-Forwarded-For: 127.0.0.1"});
    expect_null(&club->http, "network_urls");
}

static void ask_for_films(struct client *http)
{
    static const char *const lines[] = {"GET /club", "GET /proposals?status=withdrawn",
                                        "GET /proposals", "GET /films/1", "GET /films/3"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->ada);
        expect(http, 200);
    }
}

static void wait_for_touch(const struct canary *canary)
{
    const struct timespec moment = {.tv_nsec = 5 * 1000 * 1000};
    time_t until = time(NULL) + PATIENCE;

    while (canary_connections(canary) == 0) {
        assert_true(time(NULL) < until);
        nanosleep(&moment, NULL);
    }
}

static void test_club__names_its_sources_in_order_and_asks_none_of_them(void **state)
{
    static char url[64];
    struct club *club = *state;
    struct client *http = &club->http;
    struct canary canary;

    canary_open(&canary);
    snprintf(url, sizeof(url), "MARQUEE_CINEMETA_URL=http://127.0.0.1:%d", canary.port);
    club_set(club, url);
    club_set(club, "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1");
    club_set(club, "MARQUEE_PROVIDERS=demo cinemeta");
    club_start(club);
    ask_for_films(http);
    ask(http, "GET /club");
    expect_count(http, "attributions", 2);
    expect_text(http, "attributions.0.provider", "demo");
    expect_null(http, "attributions.0.url");
    expect_text(http, "attributions.1.provider", "cinemeta");
    expect_text(http, "attributions.1.url", "https://www.stremio.com");
    assert_true(json_string_length(client_json(http, "attributions.0.text")) > 0);
    assert_true(json_string_length(client_json(http, "attributions.1.text")) > 0);
    canary_check(&canary, "reading");
    /* Only a proposal makes it ask. */
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"imdb_id\":\"tt7654321\"}");
    expect(http, 201);
    wait_for_touch(&canary);
    canary_close(&canary);
}

static void test_club__health_needs_nobody(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /health", .as = keys->revoked);
    expect(&club->http, 200);
    expect_text(&club->http, "status", "ok");
    expect_header(&club->http, "Cache-Control", "no-store");
}

static void test_club__contract_is_served(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /openapi.yaml");
    expect(&club->http, 200);
    expect_header(&club->http, "Content-Type", "application/yaml");
    assert_memory_equal(club->http.answer.body, "openapi: 3.1", 12);
}

static void test_club__docs_have_a_policy_of_their_own(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char policy[] =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    static const struct {
        const char *line, *type;
    } files[] = {
        {"GET /docs", "text/html; charset=utf-8"},
        {"GET /docs/init.js", "text/javascript; charset=utf-8"},
        {"GET /docs/look.css", "text/css; charset=utf-8"},
        {"GET /docs/swagger-ui.css", "text/css; charset=utf-8"},
        {"GET /docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8"},
    };

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        ask(http, files[i].line);
        expect(http, 200);
        expect_header(http, "Content-Type", files[i].type);
        expect_header(http, "Content-Security-Policy", i == 0 ? policy : NULL);
    }
    ask(http, "GET /docs/index.js");
    expect_problem(http, 404, "not-found");
    expect_header(http, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

static const struct {
    const char *slug;
    int status;
} problems[] = {
    {"malformed-request", 400},
    {"invalid-request", 400},
    {"unauthenticated", 401},
    {"sign-in-failed", 401},
    {"forbidden", 403},
    {"cross-site-request", 403},
    {"read-only-token", 403},
    {"token-not-enough", 403},
    {"not-admitted", 403},
    {"deactivated", 403},
    {"not-found", 404},
    {"method-not-allowed", 405},
    {"already-open", 409},
    {"proposal-limit", 409},
    {"proposal-not-open", 409},
    {"already-linked", 409},
    {"too-late", 409},
    {"last-admin", 409},
    {"needs-password", 409},
    {"no-way-back", 409},
    {"name-taken", 409},
    {"set-by-host", 409},
    {"precondition-failed", 412},
    {"precondition-required", 428},
    {"body-too-large", 413},
    {"unsupported-media-type", 415},
    {"range-not-satisfiable", 416},
    {"too-many-attempts", 429},
    {"internal", 500},
    {"busy", 503},
    {"database-moved", 503},
    {"storage-full", 507},
};

static void test_club__every_problem_explains_itself(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[64], type[64];

    for (size_t i = 0; i < COUNT_OF(problems); i++) {
        snprintf(line, sizeof(line), "GET /problems/%s", problems[i].slug);
        snprintf(type, sizeof(type), "/api/v1/problems/%s", problems[i].slug);
        ask(http, line);
        expect(http, 200);
        expect_text(http, "type", type);
        expect_number(http, "status", problems[i].status);
        assert_true(json_string_length(client_json(http, "meaning")) > 20);
        assert_true(json_string_length(client_json(http, "advice")) > 5);
    }
    ask(http, "GET /problems/conflict");
    expect_problem(http, 404, "not-found");
}

SUITE(test_club)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_club__tells_a_visitor_its_policies),
        CLOSED_TEST(test_club__names_the_sources_of_what_it_shows),
        CLUB_TEST(test_club__tells_members_who_they_are),
        CLOSED_TEST(test_club__tells_where_people_reach_it),
        CLOSED_TEST(test_club__tells_who_is_at_its_machine_where_others_reach_it),
        CLUB_TEST(test_club__tells_who_is_at_its_machine_that_no_other_reaches_it),
        CLOSED_TEST(test_club__tells_nobody_behind_a_proxy_where_its_machine_is),
        CLOSED_TEST(test_club__has_the_name_that_the_host_gave_it),
        CLOSED_TEST(test_club__names_its_sources_in_order_and_asks_none_of_them),
        CLUB_TEST(test_club__health_needs_nobody),
        CLUB_TEST(test_club__contract_is_served),
        CLUB_TEST(test_club__docs_have_a_policy_of_their_own),
        CLUB_TEST(test_club__every_problem_explains_itself),
    };

    return RUN(tests);
}
