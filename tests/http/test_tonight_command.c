/* `marquee tonight`: what is settled, and settling from the shell. */
#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"

static void expect_tonight(struct club *club, int64_t id)
{
    ask(&club->http, "GET /club", .as = keys->root);
    expect(&club->http, 200);
    if (id == 0)
        expect_null(&club->http, "tonight");
    else
        expect_number(&club->http, "tonight.proposal_id", id);
}

static void propose(struct club *club, const char *body)
{
    ask(&club->http, "POST /proposals", .as = keys->grace, .body = body);
    expect(&club->http, 201);
}

static void test_tonight_command__shows_who_leads_and_what_is_settled(void **state)
{
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "tonight");

    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "1      1     Metropolis (1927)\n"));
    assert_null(strstr(outcome.out, "Home Movie"));
    outcome = COMMAND(club, NULL, "tonight", "settle", "metro");
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "tonight: Metropolis (proposal 1)\n");
    expect_tonight(club, 1);
    outcome = COMMAND(club, NULL, "tonight", "settle", "2", "--then");
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "tonight: Metropolis (proposal 1)\n"
                                     "then: Home Movie (proposal 2)\n");
    MUST(club, NULL, "tonight", "clear");
    expect_tonight(club, 0);
    ask(&club->http, "GET /activity?kind=settled&limit=1", .as = keys->root);
    expect_true(&club->http, "items.0.by_host");
}

static void test_tonight_command__shows_the_start_on_the_clubs_clocks(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char today[CLOCK_TEXT_SIZE], body[128], line[160];

    clock_format(clock_now(), today);
    today[10] = '\0';
    ask(http, "PATCH /club/settings", .as = keys->root, .headers = {"If-Match: \"1\""},
        .body = "{\"time_zone\":\"Asia/Kolkata\"}");
    expect(http, 200);
    snprintf(body, sizeof(body), "{\"proposal_id\":1,\"starts_at\":\"%sT18:15:00Z\"}", today);
    ask(http, "PUT /tonight", .as = keys->root, .body = body);
    expect(http, 200);
    snprintf(line, sizeof(line), ", starts %s 23:45 (Asia/Kolkata)\n", today);
    assert_non_null(strstr(COMMAND(club, NULL, "tonight").out, line));
    MUST(club, NULL, "invite", "--days", "1");
    MUST(club, NULL, "token", "add", "ada");
    assert_non_null(strstr(COMMAND(club, NULL, "activity").out, "+05:30  "));
    assert_non_null(strstr(COMMAND(club, NULL, "invite", "list").out, "+05:30 "));
    assert_non_null(strstr(COMMAND(club, NULL, "token", "list").out, "+05:30 "));
}

static void test_tonight_command__says_that_nobody_has_voted(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    ask(&club->http, "DELETE /proposals/1", .as = keys->root);
    expect(&club->http, 204);
    outcome = COMMAND(club, NULL, "tonight");
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "");
    assert_non_null(
        strstr(outcome.err, "No film is settled on for tonight. Nobody has voted yet.\n"));
}

static void test_tonight_command__draws_among_those_that_lead(void **state)
{
    struct club *club = *state;
    struct outcome outcome = COMMAND(club, NULL, "tonight", "draw");

    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "tonight: Metropolis (proposal 1), drawn from 1\n");
    expect_tonight(club, 1);
}

static void test_tonight_command__finds_a_film_by_its_whole_title_first(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    propose(club, "{\"title\":\"The Metropolis\"}");
    propose(club, "{\"title\":\"Home Movie Too\"}");
    outcome = COMMAND(club, NULL, "tonight", "settle", "home");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "Several films fit."));
    assert_non_null(strstr(outcome.err, "2      0     Home Movie (1999)\n"));
    assert_non_null(strstr(outcome.err, "Home Movie Too\n"));
    expect_tonight(club, 0);
    MUST(club, NULL, "tonight", "settle", "METROPOLIS");
    expect_tonight(club, 1);
}

static void test_tonight_command__says_why_not(void **state)
{
    struct club *club = *state;

    assert_int_equal(COMMAND(club, NULL, "tonight", "settle").status, 2);
    assert_int_equal(COMMAND(club, NULL, "tonight", "dance").status, 2);
    assert_int_equal(COMMAND(club, NULL, "tonight", "clear").status, 1);
    assert_int_equal(COMMAND(club, NULL, "tonight", "settle", "Nosferatu").status, 1);
    assert_int_equal(COMMAND(club, NULL, "tonight", "settle", "-").status, 1);
    assert_int_equal(COMMAND(club, NULL, "tonight", "settle", "99").status, 1);
    assert_int_equal(COMMAND(club, NULL, "tonight", "draw", "--then").status, 1);
    MUST(club, NULL, "tonight", "settle", "1");
    assert_non_null(strstr(COMMAND(club, NULL, "tonight", "settle", "2").err,
                           "Metropolis has been settled on for tonight already."));
}

/* Without a server, and with what is no text. */
static void test_tonight_command__works_while_nobody_serves(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    club_stop(club);
    outcome = COMMAND(club, NULL, "tonight", "settle", "\xff");
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.err, "UTF-8"));
    MUST(club, NULL, "tonight", "settle", "Metropolis");
    club_start(club);
    expect_tonight(club, 1);
}

SUITE(test_tonight_command)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_tonight_command__shows_who_leads_and_what_is_settled),
        CLUB_TEST(test_tonight_command__shows_the_start_on_the_clubs_clocks),
        CLUB_TEST(test_tonight_command__says_that_nobody_has_voted),
        CLUB_TEST(test_tonight_command__draws_among_those_that_lead),
        CLUB_TEST(test_tonight_command__finds_a_film_by_its_whole_title_first),
        CLUB_TEST(test_tonight_command__says_why_not),
        CLUB_TEST(test_tonight_command__works_while_nobody_serves),
    };

    return RUN(tests);
}
