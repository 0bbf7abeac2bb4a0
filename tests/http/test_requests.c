/* Targets, and the values of headers, in every form that RFC 9112 and 9110 give them. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"

static void send_line(struct client *http, const char *line, const char *host)
{
    char request[512];

    snprintf(request, sizeof(request), "%s HTTP/1.1\r\nHost: %s\r\n\r\n", line, host);
    client_send_text(http, request);
    client_receive(http, false);
}

/* RFC 9112, 3.2.2. */
static void test_requests__a_target_may_be_absolute(void **state)
{
    struct club *club = *state;
    static const char *const right[] = {
        "GET http://127.0.0.1/api/v1/health", "GET HTTP://x:8080/api/v1/health",
        "GET https://films.example.org/api/v1/health", "GET http://[::1]:80/api/v1/health"};
    static const char *const wrong[] = {"GET http:///api/v1/health",
                                        "GET http://ada@x/api/v1/health",
                                        "GET http://x:y/",
                                        "GET http://a b/",
                                        "GET ftp://x/api/v1/health",
                                        "GET api/v1/health",
                                        "GET *"};

    for (size_t i = 0; i < COUNT_OF(right); i++) {
        send_line(&club->http, right[i], "127.0.0.1");
        expect(&club->http, 200);
        expect_text(&club->http, "status", "ok");
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        send_line(&club->http, wrong[i], "127.0.0.1");
        expect_problem(&club->http, 400, "malformed-request");
    }
    send_line(&club->http, "GET http://x", "x");
    expect(&club->http, 200);
    send_line(&club->http, "GET http://x?next=1", "x");
    expect(&club->http, 200);
}

/* The host that counts is the target's: a page of it is no other site's. */
static void test_requests__an_absolute_target_names_the_host(void **state)
{
    struct club *club = *state;
    char request[512];
    static const struct {
        const char *target, *host;
        int status;
    } cases[] = {{"http://127.0.0.1:81", "127.0.0.1:80", 403},
                 {"http://127.0.0.1:80", "127.0.0.1:81", 204},
                 {"", "127.0.0.1:80", 204},
                 {"", "127.0.0.1:81", 403}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        snprintf(request, sizeof(request),
                 "PUT %s/api/v1/sessions/current HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n"
                 "Origin: http://127.0.0.1\r\nContent-Type: application/json\r\n"
                 "Content-Length: 15\r\n\r\n{\"member_id\":1}",
                 cases[i].target, cases[i].host, keys->session);
        client_send_text(&club->http, request);
        client_receive(&club->http, false);
        expect(&club->http, cases[i].status);
    }
}

static void test_requests__options_may_ask_for_the_server_as_a_whole(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"OPTIONS *", "OPTIONS http://x"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        send_line(&club->http, lines[i], "x");
        expect(&club->http, 204);
        expect_header(&club->http, "Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    send_line(&club->http, "OPTIONS http://x/", "x");
    expect_header(&club->http, "Allow", "GET, HEAD, OPTIONS");
}

static void test_requests__a_parameter_may_be_quoted(void **state)
{
    struct club *club = *state;
    static const char *const right[] = {"application/json; charset=\"utf-8\"",
                                        "application/json;charset=\"UTF-8\"",
                                        "application/json \t;\t CHARSET=utf-8",
                                        "application/json; charset=\"u\\tf\\-8\"",
                                        "application/json;",
                                        "application/json; ; charset=utf-8;"};
    static const char *const wrong[] = {"application/json; charset=\"utf-8",
                                        "application/json; charset=utf-8\"",
                                        "application/json; charset=\"utf-8\"x",
                                        "application/json; charset=\"latin-1\"",
                                        "application/json; charset = utf-8",
                                        "application/json; charset=",
                                        "application/json; charset=\"\"",
                                        "application/json; charset=utf-8; charset=latin-1",
                                        "application/json; =utf-8",
                                        "application/json; x=\"charset=utf-8\"",
                                        "application/json; charset=\"utf-8\\\"",
                                        "\"application/json\""};

    for (size_t i = 0; i < COUNT_OF(right); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"ada\"}",
            .type = right[i]);
        expect(&club->http, 200);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"ada\"}",
            .type = wrong[i]);
        expect_problem(&club->http, 415, "unsupported-media-type");
    }
}

/* `%s`: the tag of what is there. */
static int ask_unless(struct client *http, const char *list, const char *tag)
{
    char header[256], value[192], *at = value;

    for (; *list != '\0'; list++)
        at += *list == '%' ? snprintf(at, 64, "%s", tag) : snprintf(at, 2, "%c", *list);
    snprintf(header, sizeof(header), "If-None-Match: %s", value);
    return ask(http, "GET /club", .as = keys->ada, .headers = {header});
}

static void test_requests__a_tag_may_hold_commas_and_stars(void **state)
{
    struct club *club = *state;
    char tag[80];
    static const struct {
        const char *list;
        int status;
    } cases[] = {{"%", 304},          {"W/%", 304},      {"\"a,b\", %", 304},
                 {"\"x\" , ,%", 304}, {"\"a, *\"", 200}, {"\"a,*\"", 200},
                 {"\"x\", *", 200},   {" * ", 304},      {"\"a,W/\", \"b\"", 200},
                 {"w/%", 200},        {"x, %", 304},     {"\"\", W/%", 304},
                 {"\"%", 200},        {"\"", 200},       {",", 200}};

    ask(&club->http, "GET /club", .as = keys->ada);
    snprintf(tag, sizeof(tag), "%s", client_header(&club->http, "ETag"));
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (ask_unless(&club->http, cases[i].list, tag) != cases[i].status)
            fail_msg("%s: %d", cases[i].list, club->http.answer.status);
}

static void test_requests__what_is_accepted_may_have_quoted_parameters(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *header;
        bool gzip;
    } cases[] = {{"Accept-Encoding: gzip", true},
                 {"Accept-Encoding: br;x=\"a,gzip\";q=1", false},
                 {"Accept-Encoding: gzip;x=\";q=0\"", true},
                 {"Accept-Encoding: gzip;x=\"a\\\";b\";q=0", false},
                 {"Accept-Encoding: br, ,gzip ; Q=0.001", true},
                 {"Accept-Encoding: gzip;q=0.000", false}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ask(&club->http, "GET /proposals", .as = keys->ada, .headers = {cases[i].header});
        if ((client_header(&club->http, "Content-Encoding") != NULL) != cases[i].gzip)
            fail_msg("%s", cases[i].header);
    }
}

SUITE(test_requests)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_requests__a_target_may_be_absolute),
        CLUB_TEST(test_requests__an_absolute_target_names_the_host),
        CLUB_TEST(test_requests__options_may_ask_for_the_server_as_a_whole),
        CLUB_TEST(test_requests__a_parameter_may_be_quoted),
        CLUB_TEST(test_requests__a_tag_may_hold_commas_and_stars),
        CLUB_TEST(test_requests__what_is_accepted_may_have_quoted_parameters),
    };

    return RUN(tests);
}
