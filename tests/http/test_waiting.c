/* Who has signed up waits until an admin admits them, and meanwhile may what a visitor may. */
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

#define OURS "Sec-Fetch-Site: same-origin"

/* Ada has not been admitted yet. */
static struct client *let_wait(struct club *club)
{
    club_stop(club);
    inspect_run(club->db, "UPDATE members SET state = 'waiting' WHERE name = 'ada'");
    club_start(club);
    return &club->http;
}

static void test_waiting__nothing_of_the_club_may_be_read_or_changed(void **state)
{
    static const char *const lines[] = {
        "GET /proposals",
        "GET /proposals/1",
        "GET /films/1",
        "GET /votes",
        "GET /cache",
        "PUT /votes/2",
        "DELETE /votes/1",
        "DELETE /proposals/1",
        "PUT /proposals/1/joins/2",
        "GET /metrics",
        "GET /films/search?q=metropolis",
    };
    struct client *http = let_wait(*state);

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->session, .headers = {OURS});
        expect_problem(http, 403, "not-admitted");
        ask(http, lines[i], .as = keys->ada);
        expect_problem(http, 403, "not-admitted");
    }
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect_number(http, "vote_count", 1);
}

static void test_waiting__the_account_is_there(void **state)
{
    struct client *http = let_wait(*state);

    ask(http, "GET /club", .as = keys->session);
    expect(http, 200);
    expect_text(http, "member.name", "ada");
    expect_text(http, "member.state", "waiting");
    ask(http, "GET /members/me", .as = keys->session);
    expect(http, 200);
    expect_text(http, "state", "waiting");
    ask(http, "PATCH /members/me", .as = keys->session, .headers = {OURS},
        .body = "{\"name\":\"Ada L.\"}");
    expect(http, 200);
    ask(http, "GET /sessions", .as = keys->session);
    expect(http, 200);
    ask(http, "DELETE /members/me", .as = keys->session, .headers = {OURS});
    expect(http, 204);
}

/* Else they could try names without end, and fill the log. Others are not counted. */
static void test_waiting__changes_are_slowed_down(void **state)
{
    struct client *http = let_wait(*state);
    char body[64];

    for (int i = 0; i < 25; i++) {
        snprintf(body, sizeof(body), "{\"name\":\"Name %d\"}", i);
        ask(http, "PATCH /members/me", .as = keys->ada, .body = body);
        ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"Grace H.\"}");
        expect(http, 200);
    }
    ask(http, "PATCH /members/me", .as = keys->ada, .body = body);
    expect_problem(http, 429, "too-many-attempts");
    ask(http, "POST /members/me/entry", .as = keys->ada);
    expect_problem(http, 429, "too-many-attempts");
    ask(http, "DELETE /sessions", .as = keys->session, .headers = {OURS});
    expect(http, 204);
}

static void test_waiting__what_is_public_shows_no_names(void **state)
{
    struct client *http = let_wait(*state);
    static const char *const lines[] = {"GET /proposals", "GET /proposals/1"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->session);
        expect(http, 200);
        assert_null(strstr(http->answer.body, "voters"));
        assert_null(strstr(http->answer.body, "\"ada\""));
    }
    ask(http, "GET /proposals", .as = keys->grace);
    expect_text(http, "items.0.voters.0.name", "ada");
    ask(http, "PUT /votes/2", .as = keys->session, .headers = {OURS});
    expect_problem(http, 403, "not-admitted");
}

/* There may be nobody else who could let them in. */
static void test_waiting__is_over_for_whoever_becomes_an_admin(void **state)
{
    struct club *club = *state;
    struct client *http = let_wait(club);

    MUST(club, PASSWORD "\n", "member", "passwd", "ada", "--password-stdin");
    MUST(club, NULL, "member", "role", "ada", "admin");
    ask(http, "GET /members/1", .as = keys->root);
    expect_text(http, "role", "admin");
    expect_text(http, "state", "active");
    ask(http, "GET /activity?limit=2", .as = keys->root);
    expect_text(http, "items.0.kind", "admitted");
    expect_text(http, "items.1.kind", "role");
}

SUITE(test_waiting)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_waiting__nothing_of_the_club_may_be_read_or_changed),
        CLUB_TEST(test_waiting__the_account_is_there),
        CLUB_TEST(test_waiting__changes_are_slowed_down),
        CLUB_TEST(test_waiting__is_over_for_whoever_becomes_an_admin),
        PUBLIC_TEST(test_waiting__what_is_public_shows_no_names),
    };

    return RUN(tests);
}
