/*
 * What pages of other sites can make a browser do: nothing with our cookie, and nothing at all from
 * an origin that the operator has not listed (safety: CSRF, CORS).
 */
#include "support/club.h"
#include "support/expect.h"

#define LISTED   "https://app.example.org"
#define STRANGER "https://evil.example.net"

static void start_listed(struct club *club)
{
    club_set(club, "MARQUEE_CORS_ORIGINS=https://other.example.org " LISTED);
    club_set(club, "MARQUEE_PUBLIC_URL=http://films.example.org:8080");
    club_start(club);
}

struct way {
    const char *site, *origin, *host; /* headers, or NULL */
    bool with_cookie, without;        /* whether it goes through with our cookie, and with none */
};

static const struct way ways[] = {
    /* A browser that says it is our own page, or typed by hand. */
    {"Sec-Fetch-Site: same-origin", NULL, NULL, true, true},
    {"Sec-Fetch-Site: none", NULL, NULL, true, true},
    {"Sec-Fetch-Site: same-origin", "Origin: http://films.example.org:8080", NULL, true, true},
    /* Another site's page, whatever origin it claims. */
    {"Sec-Fetch-Site: cross-site", NULL, NULL, false, false},
    {"Sec-Fetch-Site: same-site", NULL, NULL, false, false},
    {"Sec-Fetch-Site: cross-site", "Origin: " STRANGER, NULL, false, false},
    {"Sec-Fetch-Site: cross-site", "Origin: http://films.example.org:8080", NULL, false, false},
    {"Sec-Fetch-Site: same-site", "Origin: null", NULL, false, false},
    {"Sec-Fetch-Site: Same-Origin", NULL, NULL, false, false},
    {"Sec-Fetch-Site: ", NULL, NULL, false, false},
    /* A page that the operator has listed. */
    {"Sec-Fetch-Site: cross-site", "Origin: " LISTED, NULL, true, true},
    {NULL, "Origin: " LISTED, NULL, true, true},
    {NULL, "Origin: " LISTED ".evil.example.net", NULL, false, false},
    {NULL, "Origin: https://app.example.or", NULL, false, false},
    {NULL, "Origin: http://app.example.org", NULL, false, false},
    /* Plain http on a LAN: the browser sends only Origin. */
    {NULL, "Origin: http://films.example.org:8080", NULL, true, true},
    {NULL, "Origin: HTTP://Films.Example.Org:8080", NULL, true, true},
    {NULL, "Origin: http://192.168.1.7:8080", "Host: 192.168.1.7:8080", true, true},
    {NULL, "Origin: http://localhost:9", "Host: localhost:9", true, true},
    {NULL, "Origin: http://[fd00::7]:8080", "Host: [fd00::7]:8080", true, true},
    /* However it is written. */
    {NULL, "Origin: http://films.example.org.:8080", NULL, true, true},
    {NULL, "Origin: https://APP.example.org:443", NULL, true, true},
    {NULL, "Origin: http://192.168.1.7", "Host: 192.168.1.7:80", true, true},
    {NULL, "Origin: http://192.168.1.7:80", "Host: 192.168.1.7", true, true},
    {NULL, "Origin: http://[FD00:0::7]", "Host: [fd00::7]:80", true, true},
    {NULL, "Origin: https://192.168.1.7", "Host: 192.168.1.7", true, true},
    {NULL, "Origin: https://192.168.1.7", "Host: 192.168.1.7:80", false, false},
    {NULL, "Origin: http://192.168.1.7:8081", "Host: 192.168.1.7:8080", false, false},
    {NULL, "Origin: http://192.168.1.7", "Host: 192.168.1.7:8080", false, false},
    /* A name that a stranger can make point here (DNS rebinding) is not ours. */
    {NULL, "Origin: http://evil.example.net", "Host: evil.example.net", false, false},
    {NULL, "Origin: http://127.0.0.1.evil.example.net", "Host: 127.0.0.1.evil.example.net", false,
     false},
    {NULL, "Origin: null", NULL, false, false},
    {NULL, "Origin: " STRANGER, NULL, false, false},
    {NULL, "Origin: ", NULL, false, false},
    /* Neither: no browser. It has no business with our cookie. */
    {NULL, NULL, NULL, false, true},
};

static void ask_by(struct client *http, const struct way *way, struct question question)
{
    const char *const all[] = {way->site, way->origin, way->host};
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i] != NULL)
            question.headers[count++] = all[i];
    client_ask(http, &question);
}

static void expect_way(struct client *http, const struct way *way, bool passes, int status)
{
    if (http->answer.status != (passes ? status : 403))
        print_error("%s, %s, %s:\n", way->site == NULL ? "-" : way->site,
                    way->origin == NULL ? "-" : way->origin, way->host == NULL ? "-" : way->host);
    if (passes)
        expect(http, status);
    else
        expect_problem(http, 403, "cross-site-request");
}

static void test_cross_site__a_vote_with_our_cookie_comes_from_our_own_page(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        ask_by(http, &ways[i], (struct question){.line = "PUT /votes/2", .as = keys->session});
        expect_way(http, &ways[i], ways[i].with_cookie, 200);
        ask(http, "GET /proposals/2", .as = keys->reader);
        expect_number(http, "vote_count", ways[i].with_cookie);
        ask(http, "DELETE /votes/2", .as = keys->ada);
    }
}

/* Nobody's browser is signed in to a stranger's account. The body is empty: what passes the gate
 * is told about its fields. */
static void test_cross_site__signing_in_comes_from_our_own_page_or_from_no_browser(void **state)
{
    struct club *club = *state;

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        ask_by(&club->http, &ways[i], (struct question){.line = "POST /sessions", .body = "{}"});
        expect_way(&club->http, &ways[i], ways[i].without, 400);
    }
}

static void test_cross_site__a_token_may_come_from_anywhere(void **state)
{
    struct club *club = *state;

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        ask_by(&club->http, &ways[i], (struct question){.line = "PUT /votes/2", .as = keys->grace});
        expect(&club->http, 200);
    }
}

/* Only a token proves that no page of another site made the browser ask. */
static void test_cross_site__other_credentials_prove_nothing(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"Authorization: Basic ZnJpZGF5OnBvcGNvcm4=",
                                        "Authorization:", "Authorization: Negotiate YII="};

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, "PUT /votes/2", .as = keys->session, .headers = {lines[i], "Origin: " STRANGER});
        expect_problem(http, 403, "cross-site-request");
        ask(http, "PUT /votes/2", .as = keys->session, .headers = {lines[i]});
        expect_problem(http, 403, "cross-site-request");
        ask(http, "PUT /votes/2", .as = keys->session,
            .headers = {lines[i], "Sec-Fetch-Site: same-origin"});
        expect(http, 200);
        ask(http, "POST /sessions", .body = "{}", .headers = {lines[i], "Origin: " STRANGER});
        expect_problem(http, 403, "cross-site-request");
    }
    /* Nobody looks at a token where everybody may ask: there it proves nothing, either. */
    ask(http, "POST /sessions", .as = keys->ada, .body = "{}", .headers = {"Origin: " STRANGER});
    expect_problem(http, 403, "cross-site-request");
}

/* The usual port is named or not, and names are names in any spelling. */
/* Where nobody has named an address, none is told. */
static void test_cross_site__whoever_came_to_another_address_is_told_the_right_one(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    const char *const other[] = {"Host: nas.lan", "Origin: http://nas.lan"};

    start_listed(club);
    ask(http, "POST /sessions", .body = "{}", .headers = {other[0], other[1]});
    expect_problem(http, 403, "cross-site-request");
    expect_text(http, "params.public_url", "http://films.example.org:8080");
    club_stop(club);
    club_set(club, "MARQUEE_PUBLIC_URL=");
    club_start(club);
    ask(http, "POST /sessions", .body = "{}", .headers = {other[0], other[1]});
    expect_problem(http, 403, "cross-site-request");
    expect_absent(http, "params.public_url");
}

static void test_cross_site__the_public_url_is_an_origin_however_it_is_written(void **state)
{
    static const struct {
        const char *setting, *host, *origin;
    } spelt[] = {
        {"MARQUEE_PUBLIC_URL=http://film-pi.local:80", "Host: film-pi.local",
         "Origin: http://film-pi.local"},
        {"MARQUEE_PUBLIC_URL=http://film-pi.local", "Host: film-pi.local:80",
         "Origin: http://film-pi.local"},
        {"MARQUEE_PUBLIC_URL=https://films.example.org:443", "Host: 127.0.0.1:8080",
         "Origin: https://films.example.org"},
        {"MARQUEE_PUBLIC_URL=HTTP://Films.Example.Org.", "Host: films.example.org",
         "Origin: http://films.example.org"},
        {"MARQUEE_PUBLIC_URL=http://[FD00::0:7]:80", "Host: films.lan", "Origin: http://[fd00::7]"},
        {"MARQUEE_PUBLIC_URL=http://my_pi", "Host: MY_PI.", "Origin: http://my_pi"},
    };
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(spelt); i++) {
        club_set(club, spelt[i].setting);
        club_start(club);
        ask(&club->http, "POST /sessions", .body = "{}",
            .headers = {spelt[i].host, spelt[i].origin});
        if (club->http.answer.status != 400)
            print_error("%s, %s, %s:\n", spelt[i].setting, spelt[i].host, spelt[i].origin);
        expect_problem(&club->http, 400, "invalid-request");
        club_stop(club);
    }
    club_start(club);
}

static void test_cross_site__reading_needs_no_proof(void **state)
{
    struct club *club = *state;

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        ask_by(&club->http, &ways[i],
               (struct question){.line = "GET /proposals", .as = keys->session});
        expect(&club->http, 200);
    }
}

static void test_cross_site__every_change_with_our_cookie_is_held_to_it(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *line, *body;
    } changes[] = {
        {"POST /proposals", "{\"title\":\"x\"}"},
        {"PATCH /proposals/1", "{}"},
        {"DELETE /proposals/1", NULL},
        {"PUT /votes", "{\"proposal_ids\":[]}"},
        {"PUT /votes/1", NULL},
        {"DELETE /votes/1", NULL},
        {"PATCH /members/me", "{\"name\":\"x\"}"},
        {"DELETE /members/me", NULL},
        {"POST /sessions", "{}"},
        {"DELETE /sessions", NULL},
        {"DELETE /sessions/1", NULL},
        {"DELETE /sessions/others", NULL},
    };

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        ask(&club->http, changes[i].line, .as = keys->session, .body = changes[i].body,
            .headers = {"Origin: " STRANGER});
        expect_problem(&club->http, 403, "cross-site-request");
    }
}

/* ---- what other pages may read ------------------------------------------------------------------
 */

static void test_cross_site__a_listed_origin_may_read_the_answer(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"GET /proposals", "GET /nothing", "PUT /votes/99"};

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->ada, .headers = {"Origin: " LISTED});
        expect_header(http, "Access-Control-Allow-Origin", LISTED);
        expect_header(http, "Access-Control-Allow-Credentials", "true");
        expect_header(http, "Vary", "Cookie, Marquee-Seat, Authorization, Accept-Encoding, Origin");
        assert_non_null(strstr(client_header(http, "Access-Control-Expose-Headers"), "ETag"));
    }
}

static void test_cross_site__any_other_origin_may_not(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const origins[] = {"Origin: " STRANGER,
                                          "Origin: null",
                                          "Origin: *",
                                          "Origin: " LISTED "/",
                                          "Origin: https://app.example.org:8443",
                                          "Origin: https://user@app.example.org",
                                          "Origin: https://other.example.org " LISTED};

    start_listed(club);
    for (size_t i = 0; i < COUNT_OF(origins); i++) {
        ask(http, "GET /proposals", .as = keys->ada, .headers = {origins[i]});
        expect(http, 200);
        expect_header(http, "Access-Control-Allow-Origin", NULL);
        expect_header(http, "Access-Control-Allow-Credentials", NULL);
        /* A cache must not hand this answer to a listed origin. */
        expect_header(http, "Vary", "Cookie, Marquee-Seat, Authorization, Accept-Encoding, Origin");
    }
}

static void test_cross_site__a_preflight_tells_listed_origins_what_they_may_send(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    start_listed(club);
    ask(http, "OPTIONS /votes/1",
        .headers = {"Origin: " LISTED, "Access-Control-Request-Method: PUT",
                    "Access-Control-Request-Headers: authorization"});
    expect(http, 204);
    expect_header(http, "Access-Control-Allow-Origin", LISTED);
    expect_header(http, "Access-Control-Allow-Methods", "PUT, DELETE, OPTIONS");
    expect_header(http, "Access-Control-Allow-Headers",
                  "Authorization, Content-Type, If-Match, If-None-Match, If-Range, "
                  "Last-Event-ID, Marquee-Seat, Range");
    ask(http, "OPTIONS /votes/1",
        .headers = {"Origin: " STRANGER, "Access-Control-Request-Method: PUT"});
    expect(http, 204);
    expect_header(http, "Access-Control-Allow-Origin", NULL);
    expect_header(http, "Access-Control-Allow-Methods", NULL);
}

SUITE(test_cross_site)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_cross_site__a_vote_with_our_cookie_comes_from_our_own_page),
        CLOSED_TEST(test_cross_site__signing_in_comes_from_our_own_page_or_from_no_browser),
        CLOSED_TEST(test_cross_site__a_token_may_come_from_anywhere),
        CLOSED_TEST(test_cross_site__other_credentials_prove_nothing),
        CLOSED_TEST(test_cross_site__whoever_came_to_another_address_is_told_the_right_one),
        CLOSED_TEST(test_cross_site__the_public_url_is_an_origin_however_it_is_written),
        CLOSED_TEST(test_cross_site__reading_needs_no_proof),
        CLOSED_TEST(test_cross_site__every_change_with_our_cookie_is_held_to_it),
        CLOSED_TEST(test_cross_site__a_listed_origin_may_read_the_answer),
        CLOSED_TEST(test_cross_site__any_other_origin_may_not),
        CLOSED_TEST(test_cross_site__a_preflight_tells_listed_origins_what_they_may_send),
    };

    return RUN(tests);
}
