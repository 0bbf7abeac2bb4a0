/* /votes: one vote for each member and proposal, and a page that knows of it at once. */
#include <pthread.h>

#include "support/club.h"
#include "support/expect.h"

static void test_votes__a_vote_counts(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->ada);
    expect(http, 200);
    expect_number(http, "proposal_id", 2);
    expect_true(http, "voted");
    expect_number(http, "vote_count", 1);
    expect_header(http, "Cache-Control", "no-store");
    ask(http, "PUT /votes/2", .as = keys->grace);
    expect_number(http, "vote_count", 2);
}

static void test_votes__second_vote_is_idempotent(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "PUT /votes/2", .as = keys->ada);
    expect(http, 200);
    expect_true(http, "voted");
    expect_number(http, "vote_count", 1);
}

static void test_votes__second_withdrawal_is_idempotent(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    for (int i = 0; i < 2; i++) {
        ask(http, "DELETE /votes/1", .as = keys->ada);
        expect(http, 200);
        expect_number(http, "proposal_id", 1);
        expect_false(http, "voted");
        expect_number(http, "vote_count", 0);
    }
}

static void test_votes__withdrawing_leaves_the_votes_of_others(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "DELETE /votes/1", .as = keys->grace);
    expect(http, 200);
    expect_number(http, "vote_count", 1);
}

static void test_votes__closed_proposal_takes_none(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"PUT /votes/3", "DELETE /votes/3"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->grace);
        expect_problem(http, 409, "proposal-not-open");
        expect_number(http, "params.proposal_id", 3);
        expect_text(http, "params.status", "withdrawn");
    }
}

static void test_votes__unknown_proposal_takes_none(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/9007199254740991", .as = keys->ada);
    expect_problem(http, 404, "not-found");
    ask(http, "DELETE /votes/4", .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_votes__an_empty_object_is_no_body_and_a_field_is_one_too_many(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->ada, .body = "{}");
    expect(http, 200);
    ask(http, "DELETE /votes/2", .as = keys->ada, .body = "{\"proposal_id\":1}");
    expect_field(http, "body", "/proposal_id");
    ask(http, "GET /proposals/2", .as = keys->ada);
    expect_number(http, "vote_count", 1);
}

/* Read your writes: no moment in which the page is older than the answer to a vote. */
static void test_votes__the_page_of_everybody_changes_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char members[64], visitors[64], header[96];

    for (int round = 0; round < 5; round++) {
        ask(http, "GET /proposals", .as = keys->reader);
        snprintf(members, sizeof(members), "%s", client_header(http, "ETag"));
        ask(http, "GET /proposals");
        snprintf(visitors, sizeof(visitors), "%s", client_header(http, "ETag"));

        ask(http, round % 2 == 0 ? "PUT /votes/2" : "DELETE /votes/2", .as = keys->ada);
        expect(http, 200);

        snprintf(header, sizeof(header), "If-None-Match: %s", members);
        ask(http, "GET /proposals", .as = keys->reader, .headers = {header});
        expect(http, 200);
        snprintf(header, sizeof(header), "If-None-Match: %s", visitors);
        ask(http, "GET /proposals", .headers = {header});
        expect(http, 200);
    }
}

/* The page keeps the voters of each proposal: their number may stay while they change. */
static void test_votes__the_page_knows_who_they_are_now(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals", .as = keys->reader);
    expect_number(http, "items.0.id", 1);
    expect_text(http, "items.0.voters.0.name", "ada");
    ask(http, "DELETE /votes/1", .as = keys->ada);
    ask(http, "PUT /votes/1", .as = keys->grace);
    ask(http, "GET /proposals", .as = keys->reader);
    expect_count(http, "items.0.voters", 1);
    expect_text(http, "items.0.voters.0.name", "grace");
    ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"Grace H.\"}");
    expect(http, 200);
    ask(http, "GET /proposals", .as = keys->reader);
    expect_text(http, "items.0.voters.0.name", "Grace H.");
    ask(http, "DELETE /members/me", .as = keys->grace);
    ask(http, "GET /proposals", .as = keys->reader);
    for (size_t i = 0; i < 2; i++) {
        expect_count(http, i == 0 ? "items.0.voters" : "items.1.voters", 0);
        expect_number(http, i == 0 ? "items.0.vote_count" : "items.1.vote_count", 0);
    }
}

static void test_votes__mine_are_listed_in_pages(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[256];

    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "GET /votes?limit=1", .as = keys->reader);
    expect(http, 200);
    expect_count(http, "items", 1);
    expect_number(http, "items.0.proposal_id", 1);
    expect_text(http, "items.0.member.name", "ada");
    snprintf(line, sizeof(line), "GET /votes?limit=1&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->reader);
    expect_number(http, "items.0.proposal_id", 2);
    expect_null(http, "next");
}

static void test_votes__of_a_proposal_are_listed(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/1", .as = keys->grace);
    ask(http, "GET /votes?proposal_id=1", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 2);
    expect_text(http, "items.0.member.name", "ada");
    expect_text(http, "items.1.member.name", "grace");
    ask(http, "GET /votes?proposal_id=77", .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

/* ---- 64 at once, from 16 members with four browsers each ------------------------------------- */

enum { VOTERS = 64, MEMBERS = 16, ROUNDS = 20 };

struct voter {
    pthread_t thread;
    struct client http;
    const char *as;
    bool votes_at_the_end;
    int failures;
};

static void *vote_and_withdraw(void *argument)
{
    struct voter *voter = argument;
    const char *last = voter->votes_at_the_end ? "PUT /votes/2" : "DELETE /votes/2";

    for (int i = 0; i < ROUNDS; i++) {
        voter->failures += ask(&voter->http, "PUT /votes/2", .as = voter->as) != 200;
        voter->failures += ask(&voter->http, "GET /proposals", .as = voter->as) != 200;
        voter->failures += ask(&voter->http, "DELETE /votes/2", .as = voter->as) != 200;
    }
    voter->failures += ask(&voter->http, last, .as = voter->as) != 200;
    client_release(&voter->http);
    return NULL;
}

static void test_votes__64_at_once_are_counted_right(void **state)
{
    struct club *club = *state;
    static struct voter voters[VOTERS];
    int failures = 0, stay = 0;

    for (int i = 0; i < VOTERS; i++) {
        char name[32];

        snprintf(name, sizeof(name), "voter %d", i);
        voters[i].as = i < MEMBERS ? club_token(club, name) : voters[i % MEMBERS].as;
        voters[i].http = club_client(club);
        voters[i].votes_at_the_end = i % MEMBERS % 3 != 0;
        stay += i < MEMBERS && voters[i].votes_at_the_end;
    }
    for (int i = 0; i < VOTERS; i++)
        assert_int_equal(pthread_create(&voters[i].thread, NULL, vote_and_withdraw, &voters[i]), 0);
    for (int i = 0; i < VOTERS; i++) {
        pthread_join(voters[i].thread, NULL);
        failures += voters[i].failures;
    }
    assert_int_equal(failures, 0);
    ask(&club->http, "GET /proposals/2", .as = keys->ada);
    expect_number(&club->http, "vote_count", stay);
    expect_count(&club->http, "voters", (size_t)stay);
}

/* ---- who is missing ----------------------------------------------------------------------- */

static void set_missing_voters(struct club *club, const char *body)
{
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .headers = {"If-Match: *"},
        .body = body);
    expect(&club->http, 200);
}

static void test_votes__nobody_is_told_who_is_missing_where_that_is_hidden(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /votes/missing", .as = keys->root);
    expect(http, 200);
    expect_count(http, "items", 0);
    expect_null(http, "next");
}

static void test_votes__who_has_voted_for_nothing_open_is_missing(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[256];

    set_missing_voters(club, "{\"missing_voters\":\"members\"}");
    ask(http, "GET /votes/missing", .as = keys->ada);
    expect_count(http, "items", 2);
    expect_text(http, "items.0.name", "grace");
    expect_text(http, "items.1.name", "root");
    ask(http, "GET /votes/missing?limit=1", .as = keys->ada);
    expect_count(http, "items", 1);
    snprintf(line, sizeof(line), "GET /votes/missing?limit=1&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect_text(http, "items.0.name", "root");
    expect_null(http, "next");
    ask(http, "PUT /votes/2", .as = keys->grace);
    ask(http, "DELETE /votes/1", .as = keys->ada);
    ask(http, "GET /votes/missing", .as = keys->ada);
    expect_count(http, "items", 2);
    expect_text(http, "items.0.name", "ada");
    expect_text(http, "items.1.name", "root");
    ask(http, "DELETE /proposals/2", .as = keys->grace);
    expect(http, 204);
    ask(http, "GET /votes/missing", .as = keys->ada);
    expect_count(http, "items", 3);
    set_missing_voters(club, "{\"missing_voters\":null}");
    ask(http, "GET /votes/missing", .as = keys->ada);
    expect_count(http, "items", 0);
}

SUITE(test_votes)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_votes__a_vote_counts),
        CLUB_TEST(test_votes__second_vote_is_idempotent),
        CLUB_TEST(test_votes__second_withdrawal_is_idempotent),
        CLUB_TEST(test_votes__withdrawing_leaves_the_votes_of_others),
        CLUB_TEST(test_votes__closed_proposal_takes_none),
        CLUB_TEST(test_votes__unknown_proposal_takes_none),
        CLUB_TEST(test_votes__an_empty_object_is_no_body_and_a_field_is_one_too_many),
        PUBLIC_TEST(test_votes__the_page_of_everybody_changes_at_once),
        CLUB_TEST(test_votes__the_page_knows_who_they_are_now),
        CLUB_TEST(test_votes__mine_are_listed_in_pages),
        CLUB_TEST(test_votes__of_a_proposal_are_listed),
        CLUB_TEST(test_votes__64_at_once_are_counted_right),
        CLUB_TEST(test_votes__nobody_is_told_who_is_missing_where_that_is_hidden),
        CLUB_TEST(test_votes__who_has_voted_for_nothing_open_is_missing),
    };

    return RUN(tests);
}
