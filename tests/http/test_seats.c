/* Several members in one browser: whose ballot it is, and that it is never somebody else's. */
#include "support/club.h"
#include "support/expect.h"
#include "support/jar.h"

/* ada is 1, grace 2, root 3; who is added is 4 and so on. */
#define AS_ADA  "Marquee-Seat: 1"
#define AS_ROOT "Marquee-Seat: 3"

static void sign_in(struct jar *jar, struct client *http, const char *name)
{
    char body[128];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"password\":\"" PASSWORD "\"}", name);
    jar_do(jar, http, "POST /sessions", .body = body);
    expect(http, 201);
}

/* ada, and then root. One more cookie is the device's (call/device.h). */
static struct jar two_seats(struct client *http)
{
    struct jar jar = {0};

    sign_in(&jar, http, "ada");
    assert_int_equal(jar.count, 2);
    sign_in(&jar, http, "root");
    assert_int_equal(jar.count, 4);
    return jar;
}

static void expect_acts(struct jar *jar, struct client *http, const char *header, const char *name)
{
    jar_do(jar, http, "GET /members/me", .headers = {header});
    expect(http, 200);
    expect_text(http, "name", name);
}

static void test_seats__each_keeps_its_own_and_the_tab_says_whose_it_is(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http);

    expect_acts(&jar, http, AS_ADA, "ada");
    expect_acts(&jar, http, AS_ROOT, "root");
    jar_do(&jar, http, "PUT /votes/2", .headers = {AS_ADA});
    expect(http, 200);
    jar_do(&jar, http, "PUT /votes/2", .headers = {AS_ROOT});
    expect_number(http, "vote_count", 2);
    ask(http, "GET /proposals/2", .as = keys->reader);
    expect_text(http, "voters.0.name", "ada");
    expect_text(http, "voters.1.name", "root");
}

static void test_seats__without_a_word_the_one_chosen_last_acts(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http);

    expect_acts(&jar, http, NULL, "root");
    jar_do(&jar, http, "PUT /sessions/current", .body = "{\"member_id\":1}", .headers = {AS_ROOT});
    expect(http, 204);
    expect_acts(&jar, http, NULL, "ada");
    expect_acts(&jar, http, AS_ROOT, "root");
    jar_do(&jar, http, "PUT /sessions/current", .body = "{\"member_id\":2}");
    expect_problem(http, 404, "not-found");
    expect_header(http, "Set-Cookie", NULL);
    expect_acts(&jar, http, NULL, "ada");
}

static void test_seats__the_club_says_who_sits_here(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char tag[64];

    jar_do(&jar, http, "GET /club");
    expect_count(http, "seats", 0);
    jar = two_seats(http);
    jar_do(&jar, http, "GET /club", .headers = {AS_ADA});
    expect_text(http, "member.name", "ada");
    expect_count(http, "seats", 2);
    expect_text(http, "seats.0.name", "ada");
    expect_text(http, "seats.1.name", "root");
    assert_true(json_is_string(client_json(http, "seats.1.color")));
    /* One seat's copy is not another's. */
    snprintf(tag, sizeof(tag), "If-None-Match: %s", client_header(http, "ETag"));
    jar_do(&jar, http, "GET /club", .headers = {tag, AS_ROOT});
    expect(http, 200);
    expect_text(http, "member.name", "root");
    jar_do(&jar, http, "GET /club", .headers = {tag, AS_ADA});
    assert_int_equal(http->answer.status, 304);
    assert_non_null(strstr(client_header(http, "Vary"), "Marquee-Seat"));
    ask(http, "GET /club", .as = keys->ada);
    expect_count(http, "seats", 0);
}

/* What a tab would do with a seat that is gone, anybody else's seat does not do. */
static void test_seats__one_that_is_gone_is_never_taken_for_another(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http), other = jar;

    jar_do(&other, http, "DELETE /sessions", .headers = {AS_ROOT});
    expect(http, 204);
    /* The browser still has its cookie, and root was chosen last. */
    jar_do(&jar, http, "PUT /votes/2", .headers = {AS_ROOT});
    expect_problem(http, 401, "unauthenticated");
    expect_number(http, "params.seat", 3);
    expect_acts(&jar, http, AS_ADA, "ada");
    /* The cookie went with the answer; so did the choice. */
    assert_null(jar_value(&jar, "-2"));
    assert_null(jar_value(&jar, "-seat"));
    jar_do(&jar, http, "PUT /votes/2", .headers = {AS_ROOT});
    expect_problem(http, 401, "unauthenticated");
    jar_do(&jar, http, "PUT /votes/2", .headers = {"Marquee-Seat: 2"});
    expect_problem(http, 401, "unauthenticated");
    expect_number(http, "params.seat", 2);
    ask(http, "GET /proposals/2", .as = keys->reader);
    expect_number(http, "vote_count", 0);
    expect_acts(&jar, http, NULL, "ada");
}

static void test_seats__the_choice_of_one_that_is_gone_is_told_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http), other = jar;

    jar_do(&other, http, "DELETE /sessions", .headers = {AS_ROOT});
    jar_do(&jar, http, "PUT /votes/2");
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /proposals/2", .as = keys->reader);
    expect_number(http, "vote_count", 0);
    expect_acts(&jar, http, NULL, "ada");
}

/* The browser takes an answer's cookies whenever it comes. */
static void test_seats__a_late_refusal_leaves_who_has_sat_down_since(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0}, other, late;

    sign_in(&jar, http, "ada");
    other = late = jar;
    jar_do(&other, http, "DELETE /sessions");
    sign_in(&jar, http, "root");
    jar_do(&late, http, "GET /members/me");
    expect_problem(http, 401, "unauthenticated");
    jar_take(&jar, http);
    expect_acts(&jar, http, NULL, "root");
    assert_int_equal(jar.count, 2);
}

static void test_seats__a_visitor_or_a_token_has_none(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /club", .headers = {AS_ADA});
    expect_problem(http, 401, "unauthenticated");
    expect_number(http, "params.seat", 1);
    ask(http, "GET /club", .as = keys->ada, .headers = {AS_ADA});
    expect(http, 200);
    ask(http, "PUT /votes/2", .as = keys->ada, .headers = {AS_ROOT});
    expect_problem(http, 401, "unauthenticated");
    ask(http, "PUT /sessions/current", .as = keys->ada, .body = "{\"member_id\":1}");
    expect(http, 204);
    ask(http, "PUT /sessions/current", .as = keys->ada, .body = "{\"member_id\":3}");
    expect_problem(http, 404, "not-found");
    ask(http, "DELETE /sessions/seats", .as = keys->ada);
    expect(http, 204);
    ask(http, "GET /members/me", .as = keys->session);
    expect(http, 200);
}

static void test_seats__what_is_no_id_is_said_to_be_none(void **state)
{
    static const char *const wrong[] = {"Marquee-Seat: ",
                                        "Marquee-Seat: 0",
                                        "Marquee-Seat: 01",
                                        "Marquee-Seat: -1",
                                        "Marquee-Seat: +1",
                                        "Marquee-Seat: 1, 3",
                                        "Marquee-Seat: 1.0",
                                        "Marquee-Seat: ada",
                                        "Marquee-Seat: 9007199254740992",
                                        "Marquee-Seat: 99999999999999999999"};
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(http, "PUT /votes/2", .as = keys->session,
            .headers = {"Sec-Fetch-Site: same-origin", wrong[i]});
        if (http->answer.status != 400)
            print_error("%s:\n", wrong[i]);
        expect_field(http, "header", "Marquee-Seat");
        ask(http, "GET /proposals/2", .as = keys->reader);
        expect_number(http, "vote_count", 0);
    }
}

static void test_seats__signing_in_again_keeps_the_seat_and_ends_its_session(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http), before = jar;

    sign_in(&jar, http, "ada");
    assert_int_equal(jar.count, 4);
    expect_acts(&jar, http, NULL, "ada");
    expect_acts(&jar, http, AS_ROOT, "root");
    jar_do(&before, http, "GET /members/me", .headers = {AS_ADA});
    expect_problem(http, 401, "unauthenticated");
}

static void test_seats__signing_out_leaves_one_or_all(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http), copy;

    jar_do(&jar, http, "DELETE /sessions", .headers = {AS_ADA});
    expect(http, 204);
    expect_acts(&jar, http, NULL, "root");
    expect_acts(&jar, http, AS_ROOT, "root");
    sign_in(&jar, http, "ada");
    copy = jar;
    jar_do(&jar, http, "DELETE /sessions/seats", .headers = {AS_ROOT});
    expect(http, 204);
    assert_int_equal(jar.count, 1);
    for (size_t i = 0; i < 2; i++) {
        struct jar kept = copy;

        jar_do(&kept, http, "GET /members/me", .headers = {i == 0 ? AS_ADA : AS_ROOT});
        expect_problem(http, 401, "unauthenticated");
    }
    ask(http, "GET /members/me", .as = keys->session);
    expect(http, 200);
}

static void test_seats__there_are_five(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http), full;
    static const char *const names[] = {"four", "five", "six", "seven"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        MUST(club, PASSWORD "\n", "member", "add", names[i], "--password-stdin");
    for (size_t i = 0; i < 3; i++)
        sign_in(&jar, http, names[i]);
    assert_int_equal(jar.count, 7);
    full = jar;
    jar_do(&jar, http, "POST /sessions",
           .body = "{\"name\":\"seven\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 409, "seats-full");
    expect_number(http, "params.max", 5);
    assert_memory_equal(full.cookies, jar.cookies, sizeof(jar.cookies));
    sign_in(&jar, http, "root");
    expect_acts(&jar, http, "Marquee-Seat: 6", "six");
    jar_do(&jar, http, "DELETE /sessions", .headers = {AS_ADA});
    sign_in(&jar, http, "seven");
    expect_acts(&jar, http, NULL, "seven");
    expect_acts(&jar, http, AS_ROOT, "root");
}

/* A request that no page of ours sent is refused whichever cookie comes with it. */
static void test_seats__every_seat_is_guarded_against_other_sites(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = two_seats(http);
    char cookie[sizeof(jar.cookies[0])];

    for (size_t i = 0; i < jar.count; i++) {
        if (strstr(jar.cookies[i].name, "-seat") != NULL ||
            strstr(jar.cookies[i].name, "-device") != NULL)
            continue;
        snprintf(cookie, sizeof(cookie), "%s=%s", jar.cookies[i].name, jar.cookies[i].value);
        ask(http, "PUT /votes/2", .as = cookie);
        expect_problem(http, 403, "cross-site-request");
        ask(http, "POST /sessions", .as = cookie, .body = "{}");
        expect_problem(http, 403, "cross-site-request");
        ask(http, "PUT /votes/2", .as = cookie, .headers = {"Sec-Fetch-Site: same-origin"});
        expect(http, 200);
    }
}

SUITE(test_seats)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_seats__each_keeps_its_own_and_the_tab_says_whose_it_is),
        CLUB_TEST(test_seats__without_a_word_the_one_chosen_last_acts),
        CLUB_TEST(test_seats__the_club_says_who_sits_here),
        CLUB_TEST(test_seats__one_that_is_gone_is_never_taken_for_another),
        CLUB_TEST(test_seats__the_choice_of_one_that_is_gone_is_told_once),
        CLUB_TEST(test_seats__a_late_refusal_leaves_who_has_sat_down_since),
        PUBLIC_TEST(test_seats__a_visitor_or_a_token_has_none),
        CLUB_TEST(test_seats__what_is_no_id_is_said_to_be_none),
        CLUB_TEST(test_seats__signing_in_again_keeps_the_seat_and_ends_its_session),
        CLUB_TEST(test_seats__signing_out_leaves_one_or_all),
        CLUB_TEST(test_seats__there_are_five),
        CLUB_TEST(test_seats__every_seat_is_guarded_against_other_sites),
    };

    return RUN(tests);
}
