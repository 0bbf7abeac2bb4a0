/* Authorization: our tokens are found beside what is for somebody else. */
#include "support/club.h"
#include "support/expect.h"

#define BASIC "Basic ZnJpZGF5OnBvcGNvcm4="

/* A proxy's password comes with every request of a browser, and is for the proxy. */
static void test_bearer__credentials_of_other_schemes_are_for_somebody_else(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const foreign[] = {
        "Authorization: " BASIC,
        "authorization: " BASIC,
        "Authorization:",
        "Authorization: Bearertoken",
        "Authorization: Negotiate YII=",
        "Authorization: Digest username=\"a, Bearer b\", uri=\"/\\\"x, Bearer c\"",
        "Authorization: " BASIC ", Digest realm=\"Bearer\", nc=00000001"};

    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        ask(http, "GET /members/me", .as = keys->session, .headers = {foreign[i]});
        expect(http, 200);
        expect_header(http, "Set-Cookie", NULL);
        ask(http, "GET /club", .headers = {foreign[i]});
        expect(http, 200);
        expect_null(http, "member");
        ask(http, "GET /club", .as = keys->over, .headers = {foreign[i]});
        expect_problem(http, 401, "unauthenticated");
    }
}

/* However many credentials come, and in how many lines: every Bearer must be a good one. */
static void test_bearer__a_token_is_found_beside_other_credentials(void **state)
{
    static const struct {
        const char *before, *after; /* what stands around ada's token */
        int status;
    } ways[] = {
        {"Authorization: Bearer ", "", 200},
        {"Authorization: bEARER\t  ", "", 200},
        {"Authorization: " BASIC ", Bearer ", "", 200},
        {"Authorization: Bearer ", ", " BASIC, 200},
        {"Authorization: " BASIC "\r\nAuthorization: Bearer ", "", 200},
        {"authorization: " BASIC "\r\nAuthorization: Bearer ", "", 200},
        {"Authorization: Bearer ", "\r\nAUTHORIZATION: " BASIC, 200},
        {"Authorization: Bearer wrong, Bearer ", "", 401},
        {"Authorization: Bearer ", "\r\nauthorization: Bearer wrong", 401},
        {"Authorization: Bearer\r\nX-Nothing: ", "", 401},
        {"Authorization: Bearer x", "", 401},
        {"Authorization: " BASIC ", Bearer x", "", 401},
    };
    struct club *club = *state;
    char header[256];

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        snprintf(header, sizeof(header), "%s%s%s", ways[i].before, keys->ada, ways[i].after);
        ask(&club->http, "GET /members/me", .headers = {header});
        if (club->http.answer.status != ways[i].status)
            print_error("%s:\n", header);
        expect(&club->http, ways[i].status);
        /* A wrong token is not made good by a session. */
        ask(&club->http, "GET /members/me", .as = keys->session, .headers = {header});
        expect(&club->http, ways[i].status);
        expect_header(&club->http, "Set-Cookie", NULL);
    }
}

SUITE(test_bearer)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_bearer__credentials_of_other_schemes_are_for_somebody_else),
        CLUB_TEST(test_bearer__a_token_is_found_beside_other_credentials),
    };

    return RUN(tests);
}
