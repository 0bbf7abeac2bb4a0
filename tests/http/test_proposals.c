/* /proposals/{id} and POST /proposals: putting a film up, linking it, taking it back. */
#include "support/club.h"
#include "support/expect.h"

#define CATALOGUED "tt0133093" /* known to the catalogue, not up for a vote in the club */

static void test_proposals__by_id_is_answered_with_what_is_known_already(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect(http, 201);
    expect_header(http, "Location", "/api/v1/proposals/4");
    expect_number(http, "id", 4);
    expect_text(http, "status", "open");
    expect_text(http, "proposer.name", "grace");
    expect_text(http, "film.imdb_id", CATALOGUED);
    expect_text(http, "film.title", "The Matrix");
    expect_number(http, "film.year", 1999);
    expect_number(http, "vote_count", 0);
    expect_count(http, "voters", 0);
    ask(http, "GET /proposals/4", .as = keys->reader);
    expect(http, 200);
}

static void test_proposals__an_id_that_no_provider_knows_is_taken(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"imdb_id\":\"tt12345678\"}");
    expect(http, 201);
    expect_null(http, "film.title");
    expect_null(http, "film.poster");
}

/* tt00133093 is the same as tt0133093. */
static void test_proposals__zeros_too_many_are_no_other_film(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"tt00133093\"}");
    expect(http, 201);
    expect_text(http, "film.imdb_id", CATALOGUED);
    expect_text(http, "film.title", "The Matrix");
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"imdb_id\":\"tt0000133093\"}");
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 4);
    ask(http, "PATCH /proposals/2", .as = keys->grace, .body = "{\"imdb_id\":\"tt00034583\"}");
    expect(http, 200);
    expect_text(http, "film.imdb_id", "tt0034583");
}

static void test_proposals__by_hand_has_no_id(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"\\u00c5ngstr\\u00f6m \\ud83c\\udfac\",\"year\":null}");
    expect(http, 201);
    expect_null(http, "film.imdb_id");
    expect_null(http, "film.year");
    expect_text(http, "film.title", "Ångström 🎬");
    expect_text(http, "film.metadata.state", "manual");
}

static void test_proposals__a_film_that_is_open_leads_to_its_proposal(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 1);
    expect_text(http, "params.url", "/api/v1/proposals/1");
}

static void test_proposals__a_title_is_the_same_in_any_case_and_composition(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"Amélie\",\"year\":2001}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"title\":\"AME\\u0301LIE\",\"year\":2001}");
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 4);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Amélie\",\"year\":2002}");
    expect(http, 201);
}

static void test_proposals__a_withdrawn_film_may_come_back(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"tt9999999\"}");
    expect(&club->http, 201);
    expect_number(&club->http, "id", 4);
}

static void test_proposals__the_limit_is_told_with_the_count(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, NULL, "member", "limit", "grace", "2");
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Second\"}");
    expect(http, 201);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Third\"}");
    expect_problem(http, 409, "proposal-limit");
    expect_number(http, "params.limit", 2);
    expect_number(http, "params.count", 2);
}

/* Rule 4: being open is checked before the limit. */
static void test_proposals__over_the_limit_an_open_film_still_leads_to_its_proposal(void **state)
{
    struct club *club = *state;

    MUST(club, NULL, "member", "limit", "grace", "0");
    ask(&club->http, "POST /proposals", .as = keys->grace,
        .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect_problem(&club->http, 409, "already-open");
}

static void test_proposals__withdrawing_frees_a_place(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, NULL, "member", "limit", "grace", "1");
    ask(http, "DELETE /proposals/2", .as = keys->grace);
    expect(http, 204);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Instead\"}");
    expect(http, 201);
}

static void test_proposals__only_the_proposer_or_an_admin_withdraws(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "DELETE /proposals/1", .as = keys->grace);
    expect_problem(http, 403, "forbidden");
    ask(http, "DELETE /proposals/1", .as = keys->ada);
    expect(http, 204);
    ask(http, "DELETE /proposals/2", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /proposals/2", .as = keys->ada);
    expect_text(http, "status", "withdrawn");
}

static void test_proposals__a_closed_one_cannot_be_withdrawn_again(void **state)
{
    struct club *club = *state;

    ask(&club->http, "DELETE /proposals/3", .as = keys->ada);
    expect_problem(&club->http, 409, "proposal-not-open");
    expect_number(&club->http, "params.proposal_id", 3);
    expect_text(&club->http, "params.status", "withdrawn");
}

static void test_proposals__linking_gives_a_film_its_id(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "PATCH /proposals/2", .as = keys->grace, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect(http, 200);
    expect_number(http, "id", 2);
    expect_text(http, "film.imdb_id", CATALOGUED);
    expect_number(http, "vote_count", 1);
}

static void test_proposals__linking_is_refused_where_it_does_not_fit(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect_problem(http, 409, "already-linked");
    ask(http, "PATCH /proposals/2", .as = keys->grace, .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 1);
    ask(http, "PATCH /proposals/2", .as = keys->ada, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect_problem(http, 403, "forbidden");
    ask(http, "PATCH /proposals/3", .as = keys->ada, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "PATCH /proposals/9", .as = keys->ada, .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect_problem(http, 404, "not-found");
    ask(http, "PATCH /proposals/2", .as = keys->grace, .body = "{}");
    expect_field(http, "body", "/imdb_id");
}

/* A condition is for reading: a change that happened is never answered with "not modified". */
static void test_proposals__a_change_is_never_answered_as_unchanged(void **state)
{
    struct club *club = *state;

    ask(&club->http, "PATCH /proposals/2", .as = keys->grace, .headers = {"If-None-Match: *"},
        .body = "{\"imdb_id\":\"" CATALOGUED "\"}");
    expect(&club->http, 200);
    expect_text(&club->http, "film.imdb_id", CATALOGUED);
}

static void test_proposals__one_form_or_the_other(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *body, *pointer;
    } wrong[] = {
        {"{}", "/imdb_id"},
        {"{\"imdb_id\":\"tt0133093\",\"title\":\"The Matrix\"}", "/title"},
        {"{\"imdb_id\":\"tt0133093\",\"year\":1999}", "/year"},
        {"{\"imdb_id\":\"tt0133093\",\"year\":null}", "/year"},
        {"{\"year\":1999}", "/imdb_id"},
        {"{\"imdb_id\":\"https://www.imdb.com/title/tt0133093/\"}", "/imdb_id"},
        {"{\"imdb_id\":\"tt013309\"}", "/imdb_id"},
        {"{\"imdb_id\":\"tt01330930000\"}", "/imdb_id"},
        {"{\"imdb_id\":\"nm0001681\"}", "/imdb_id"},
        {"{\"imdb_id\":\"TT0133093\"}", "/imdb_id"},
        {"{\"title\":\"x\",\"year\":1873}", "/year"},
        {"{\"title\":\"x\",\"year\":2101}", "/year"},
        {"{\"title\":\"x\",\"year\":1999.5}", "/year"},
        {"{\"title\":\"x\",\"year\":\"1999\"}", "/year"},
        {"{\"title\":\"\"}", "/title"},
        {"{\"title\":null}", "/title"},
    };

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = wrong[i].body);
        expect_field(&club->http, "body", wrong[i].pointer);
    }
    ask(&club->http, "GET /proposals", .as = keys->ada);
    expect_count(&club->http, "items", 2);
}

SUITE(test_proposals)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_proposals__by_id_is_answered_with_what_is_known_already),
        CLUB_TEST(test_proposals__an_id_that_no_provider_knows_is_taken),
        CLUB_TEST(test_proposals__zeros_too_many_are_no_other_film),
        CLUB_TEST(test_proposals__by_hand_has_no_id),
        CLUB_TEST(test_proposals__a_film_that_is_open_leads_to_its_proposal),
        CLUB_TEST(test_proposals__a_title_is_the_same_in_any_case_and_composition),
        CLUB_TEST(test_proposals__a_withdrawn_film_may_come_back),
        CLUB_TEST(test_proposals__the_limit_is_told_with_the_count),
        CLUB_TEST(test_proposals__over_the_limit_an_open_film_still_leads_to_its_proposal),
        CLUB_TEST(test_proposals__withdrawing_frees_a_place),
        CLUB_TEST(test_proposals__only_the_proposer_or_an_admin_withdraws),
        CLUB_TEST(test_proposals__a_closed_one_cannot_be_withdrawn_again),
        CLUB_TEST(test_proposals__linking_gives_a_film_its_id),
        CLUB_TEST(test_proposals__linking_is_refused_where_it_does_not_fit),
        CLUB_TEST(test_proposals__a_change_is_never_answered_as_unchanged),
        CLUB_TEST(test_proposals__one_form_or_the_other),
    };

    return RUN(tests);
}
