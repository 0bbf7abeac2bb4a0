/* A club below a path of its site: what it names, and what it understands. */
#include "support/club.h"
#include "support/expect.h"

static void start_below(struct club *club, const char *url)
{
    club_set(club, url);
    club_start(club);
}

static void expect_in_body(struct client *http, const char *text)
{
    if (strstr(http->answer.body, text) == NULL)
        fail_msg("not in the answer: %s", text);
}

/* A proxy may take the path off a request, or leave it there. */
static void test_below__both_forms_of_a_path_are_understood(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const paths[] = {"/",        "/proposals/7", "/me",
                                        "/main.js", "/api/v1/club", "/manifest.webmanifest"};
    char line[64], plain[32];

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films/");
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        snprintf(line, sizeof(line), "GET %s", paths[i]);
        assert_int_equal(ask(http, line, .base = ""), 200);
        snprintf(plain, sizeof(plain), "%s", client_header(http, "ETag"));
        snprintf(line, sizeof(line), "GET /films%s", paths[i]);
        assert_int_equal(ask(http, line, .base = ""), 200);
        expect_header(http, "ETag", plain);
    }
    assert_int_equal(ask(http, "GET /filmsy", .base = ""), 404);
    assert_int_equal(ask(http, "GET /films/films/", .base = ""), 404);
    assert_int_equal(ask(http, "GET /films/missing.js", .base = ""), 404);
    assert_int_equal(ask(http, "GET /films%2Fapi/v1/club", .base = ""), 404);
}

static void test_below__the_path_alone_leads_below_it(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    assert_int_equal(ask(http, "GET /films", .base = ""), 308);
    expect_header(http, "Location", "/films/");
    assert_int_equal(ask(http, "GET /films?from=mail", .base = ""), 308);
    expect_header(http, "Location", "/films/?from=mail");
}

static void test_below__the_document_and_the_manifest_name_what_is_below(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/a/films");
    ask(http, "GET /proposals/7", .base = "");
    expect(http, 200);
    expect_in_body(http, "<script type=\"module\" src=\"/a/films/main.js\"></script>");
    expect_in_body(http, "<link rel=\"stylesheet\" href=\"/a/films/main.css\" />");
    expect_in_body(http, "<link rel=\"preload\" href=\"/a/films/api/v1/club\"");
    expect_in_body(http, "content=\"https://example.org/a/films/preview.png\"");
    assert_null(strstr(http->answer.body, "=\"/main"));
    ask(http, "GET /manifest.webmanifest", .base = "");
    json_decref(http->answer.json);
    http->answer.json = json_loads(http->answer.body, 0, NULL);
    expect_text(http, "id", "/a/films/");
    expect_text(http, "start_url", "/a/films/");
    expect_text(http, "scope", "/a/films/");
    expect_text(http, "icons.0.src", "/a/films/favicon.svg");
}

static void test_below__answers_name_what_is_below(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    ask(http, "GET /club");
    expect_text(http, "public_url", "https://example.org/films");
    ask(http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"Home Movie\",\"year\":2001}");
    expect(http, 201);
    expect_header(http, "Location", "/films/api/v1/proposals/4");
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    assert_int_equal(http->answer.status, 409);
    expect_text(http, "type", "/films/api/v1/problems/already-open");
    expect_text(http, "params.url", "/films/api/v1/proposals/1");
    ask(http, "GET /problems/not-found");
    expect_text(http, "type", "/films/api/v1/problems/not-found");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
    assert_int_equal(strncmp(client_header(http, "Location"), "/films/api/v1/sessions/", 23), 0);
    assert_non_null(strstr(client_header(http, "Set-Cookie"), "__Host-"));
    assert_non_null(strstr(client_header(http, "Set-Cookie"), "; Path=/;"));
}

static void test_below__the_contract_is_that_of_this_server(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    ask(http, "GET /openapi.yaml");
    expect_in_body(http, "  - url: /films/api/v1\n");
    expect_in_body(http, "'^\\/films\\/api\\/v1\\/problems\\/");
    assert_null(strstr(http->answer.body, " /api/v1"));
    ask(http, "GET /docs");
    expect_in_body(http, "href=\"openapi.yaml\"");
    assert_null(strstr(http->answer.body, "\"/"));
}

/* An origin has no path (RFC 6454). */
static void test_below__origins_compare_without_the_path(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    ask(http, "PUT /votes/2", .as = keys->session,
        .headers = {"Host: example.org", "Origin: https://example.org"});
    assert_int_not_equal(http->answer.status, 403);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}",
        .headers = {"Host: example.org", "Origin: https://example.org"});
    expect(http, 201);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}",
        .headers = {"Host: example.org", "Origin: https://evil.example"});
    assert_int_equal(http->answer.status, 403);
    expect_text(http, "params.public_url", "https://example.org/films");
}

/* Then a request would mean two things. */
static void test_below__a_path_that_is_the_page_s_own_is_refused(void **state)
{
    struct club *club = *state;
    static const char *const paths[] = {"MARQUEE_PUBLIC_URL=https://example.org/api",
                                        "MARQUEE_PUBLIC_URL=https://example.org/api/x",
                                        "MARQUEE_PUBLIC_URL=https://example.org/me",
                                        "MARQUEE_PUBLIC_URL=https://example.org/proposals",
                                        "MARQUEE_PUBLIC_URL=https://example.org/proposals/7",
                                        "MARQUEE_PUBLIC_URL=https://example.org/main.js",
                                        "MARQUEE_PUBLIC_URL=https://example.org/views",
                                        "MARQUEE_PUBLIC_URL=https://example.org/styles"};

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct outcome outcome;

        club_set(club, paths[i]);
        outcome = COMMAND(club, NULL, "serve");
        assert_int_equal(outcome.status, 1);
        assert_non_null(strstr(outcome.err, "MARQUEE_PUBLIC_URL"));
    }
}

static void test_below__a_name_with_a_slash_is_no_address(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/films");
    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"/ada\"}");
    expect(http, 200);
    ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"/ada\"}");
    assert_int_equal(http->answer.status, 409);
    expect_text(http, "params.name", "/ada");
}

/* "/p" is not "/propose". */
static void test_below__a_path_may_begin_like_one_of_the_page(void **state)
{
    struct club *club = *state;

    start_below(club, "MARQUEE_PUBLIC_URL=https://example.org/p");
    assert_int_equal(ask(&club->http, "GET /p/propose", .base = ""), 200);
    assert_int_equal(ask(&club->http, "GET /propose", .base = ""), 200);
}

SUITE(test_below)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_below__both_forms_of_a_path_are_understood),
        CLOSED_TEST(test_below__the_path_alone_leads_below_it),
        CLOSED_TEST(test_below__the_document_and_the_manifest_name_what_is_below),
        CLOSED_TEST(test_below__answers_name_what_is_below),
        CLOSED_TEST(test_below__the_contract_is_that_of_this_server),
        CLOSED_TEST(test_below__origins_compare_without_the_path),
        CLOSED_TEST(test_below__a_path_that_is_the_page_s_own_is_refused),
        CLOSED_TEST(test_below__a_name_with_a_slash_is_no_address),
        CLOSED_TEST(test_below__a_path_may_begin_like_one_of_the_page),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
