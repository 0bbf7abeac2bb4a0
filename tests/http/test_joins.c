/* /proposals/{id}/joins, what proposing says of films that are up, and the notices of a member. */
#include <stdio.h>

#include "support/club.h"
#include "support/expect.h"

/* A proposal of grace's, by hand, and the same film by its id, of ada's. */
static void join(struct client *http)
{
    ask(http, "PUT /votes/2", .as = keys->grace);
    ask(http, "PUT /proposals/1/joins/2", .as = keys->root);
    expect(http, 200);
}

static void test_joins__an_admin_joins_and_parts(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    join(http);
    expect_number(http, "id", 1);
    expect_number(http, "vote_count", 2);
    expect_null(http, "joined_to");
    ask(http, "PUT /proposals/1/joins/2", .as = keys->root);
    expect(http, 200);
    ask(http, "GET /proposals/2", .as = keys->reader);
    expect_text(http, "status", "withdrawn");
    expect_number(http, "joined_to", 1);
    ask(http, "GET /proposals", .as = keys->reader);
    expect_count(http, "items", 1);
    ask(http, "GET /proposals/1/joins", .as = keys->reader);
    expect(http, 200);
    expect_number(http, "items.0.proposal_id", 2);
    expect_text(http, "items.0.title", "Home Movie");
    expect_null(http, "items.0.imdb_id");
    expect_text(http, "items.0.proposer.name", "grace");
    expect_text(http, "items.0.joined_by.name", "root");
    expect_false(http, "items.0.by_itself");
    expect_null(http, "next");
    ask(http, "DELETE /proposals/1/joins/2", .as = keys->root);
    expect(http, 200);
    expect_number(http, "id", 2);
    expect_text(http, "status", "open");
    expect_number(http, "vote_count", 1);
    ask(http, "DELETE /proposals/1/joins/2", .as = keys->root);
    expect(http, 200);
    ask(http, "GET /proposals/1", .as = keys->reader);
    expect_number(http, "vote_count", 1);
}

static void test_joins__what_cannot_be_joined_is_refused(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PUT /proposals/1/joins/1", .as = keys->root);
    expect_field(http, "path", "/joined_id");
    ask(http, "PUT /proposals/1/joins/3", .as = keys->root);
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "PUT /proposals/3/joins/1", .as = keys->root);
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "PUT /proposals/1/joins/99", .as = keys->root);
    expect_problem(http, 404, "not-found");
    ask(http, "PUT /proposals/99/joins/1", .as = keys->root);
    expect_problem(http, 404, "not-found");
    ask(http, "GET /proposals/99/joins", .as = keys->root);
    expect_problem(http, 404, "not-found");
    ask(http, "DELETE /proposals/1/joins/99", .as = keys->root);
    expect_problem(http, 404, "not-found");
    join(http);
    ask(http, "PUT /proposals/2/joins/1", .as = keys->root);
    expect_problem(http, 409, "proposal-not-open");
    expect_number(http, "params.joined_to", 1);
}

static void test_joins__a_late_vote_is_told_where_the_film_is(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    join(http);
    ask(http, "PUT /votes/2", .as = keys->ada);
    expect_problem(http, 409, "proposal-not-open");
    expect_number(http, "params.proposal_id", 2);
    expect_text(http, "params.status", "withdrawn");
    expect_number(http, "params.joined_to", 1);
}

static void test_joins__proposers_are_told_once(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    join(http);
    ask(http, "GET /members/me", .as = keys->grace);
    expect_count(http, "notices", 1);
    expect_number(http, "notices.0.id", 1);
    expect_text(http, "notices.0.kind", "joined");
    expect_number(http, "notices.0.proposal.id", 2);
    expect_text(http, "notices.0.proposal.title", "Home Movie");
    expect_number(http, "notices.0.other.id", 1);
    expect_text(http, "notices.0.other.title", "Metropolis");
    expect_text(http, "notices.0.other.proposer.name", "ada");
    expect_number(http, "notices.0.kept_id", 1);
    ask(http, "GET /members/me", .as = keys->root);
    expect_count(http, "notices", 0);
    ask(http, "DELETE /members/me/notices/1", .as = keys->ada);
    expect(http, 204);
    ask(http, "GET /members/me", .as = keys->grace);
    expect_count(http, "notices", 1);
    ask(http, "DELETE /members/me/notices/1", .as = keys->grace);
    expect(http, 204);
    ask(http, "GET /members/me", .as = keys->grace);
    expect_count(http, "notices", 0);
    ask(http, "GET /members/me", .as = keys->ada);
    expect_count(http, "notices", 1);
}

/* ---- proposing what is up ------------------------------------------------------------------- */

static void test_joins__proposing_votes_where_the_member_says_so(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect_problem(http, 409, "already-open");
    for (int again = 0; again < 2; again++) {
        ask(http, "POST /proposals", .as = keys->grace,
            .body = "{\"imdb_id\":\"" METROPOLIS "\",\"vote\":true}");
        expect(http, 200);
        expect_header(http, "Location", NULL);
        expect_number(http, "id", 1);
        expect_number(http, "vote_count", 2);
    }
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"imdb_id\":\"" METROPOLIS "\",\"vote\":false}");
    expect_problem(http, 409, "already-open");
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"imdb_id\":\"tt0133093\",\"vote\":true}");
    expect(http, 201);
    expect_number(http, "vote_count", 1);
    expect_text(http, "voters.0.name", "grace");
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"imdb_id\":\"tt0133093\",\"vote\":\"yes\"}");
    expect_field(http, "body", "/vote");
}

static void test_joins__a_title_that_is_up_is_refused_only_where_asked(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    static const char *const same[] = {
        "{\"title\":\"METROPOLIS\",\"unless_up\":true}",
        "{\"title\":\"metropolis\",\"year\":1927,\"unless_up\":true}",
        "{\"title\":\"M\u00e9tropolis\",\"unless_up\":true}",
        "{\"title\":\"Metropolis\",\"year\":1926,\"unless_up\":true}",
    };

    for (size_t i = 0; i < COUNT_OF(same); i++) {
        ask(http, "POST /proposals", .as = keys->grace, .body = same[i]);
        expect_problem(http, 409, "already-open");
        expect_number(http, "params.proposal_id", 1);
    }
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"title\":\"Home movie\",\"unless_up\":true}");
    expect_number(http, "params.proposal_id", 2);
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"title\":\"Metropolis\",\"year\":2001,\"unless_up\":true}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Metropolis\"}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"imdb_id\":\"tt0133093\",\"unless_up\":true}");
    expect(http, 201);
}

/* Nothing but quotation marks and dashes: no title is found by that. */
static void test_joins__titles_that_nothing_finds_are_not_the_same(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    static const char *const titles[] = {"\u2014", "\u2019\u2019", "---"};
    char body[80];

    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        snprintf(body, sizeof(body), "{\"title\":\"%s\",\"unless_up\":true}", titles[i]);
        ask(http, "POST /proposals", .as = keys->grace, .body = body);
        expect(http, 201);
    }
}

SUITE(test_joins)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_joins__an_admin_joins_and_parts),
        CLUB_TEST(test_joins__what_cannot_be_joined_is_refused),
        CLUB_TEST(test_joins__a_late_vote_is_told_where_the_film_is),
        CLUB_TEST(test_joins__proposers_are_told_once),
        CLUB_TEST(test_joins__proposing_votes_where_the_member_says_so),
        CLUB_TEST(test_joins__a_title_that_is_up_is_refused_only_where_asked),
        CLUB_TEST(test_joins__titles_that_nothing_finds_are_not_the_same),
    };

    return RUN(tests);
}
