/* /screenings: what the club has watched, and what it gave it. */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "support/club.h"
#include "support/expect.h"

static void test_screenings__a_proposal_is_recorded_and_listed(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root,
        .body = "{\"proposal_id\":1,\"date\":\"2024-02-29\",\"note\":\"with popcorn\"}");
    expect(http, 201);
    expect_header(http, "Location", "/api/v1/screenings/2");
    expect_header(http, "Cache-Control", "no-store");
    expect_number(http, "proposal_id", 1);
    expect_text(http, "date", "2024-02-29");
    expect_text(http, "note", "with popcorn");
    expect_text(http, "proposer.name", "ada");
    expect_text(http, "film.title", "Metropolis");
    expect_null(http, "average");
    expect_count(http, "histogram", 10);
    expect_count(http, "ratings", 0);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_text(http, "status", "watched");
    ask(http, "GET /screenings", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Cache-Control", "private, no-cache");
    expect_count(http, "items", 2);
    expect_number(http, "items.0.id", 2);
    expect_number(http, "items.1.id", 1);
}

/* Without a date a proposal was watched this evening, which is today or, before six, yesterday. */
static void test_screenings__without_a_date_it_was_this_evening(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    const char *date;
    int64_t day;

    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1}");
    expect(http, 201);
    date = json_string_value(client_json(http, "date"));
    assert_non_null(date);
    assert_true(date_parse(date, &day));
    assert_in_range(day, clock_now() / DAY - 1, clock_now() / DAY + 1);
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":2,\"date\":null}");
    expect(http, 201);
    expect_null(http, "date");
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"title\":\"By Hand\"}");
    expect(http, 201);
    expect_null(http, "date");
}

static void test_screenings__what_is_wrong_is_said_field_by_field(void **state)
{
    static const struct {
        const char *body, *pointer, *code;
    } bad[] = {
        {"{}", "/proposal_id", "watched_needed"},
        {"{\"proposal_id\":1,\"title\":\"A\"}", "/title", "one_film"},
        {"{\"film_id\":1,\"imdb_id\":\"tt0017136\"}", "/imdb_id", "one_film"},
        {"{\"film_id\":1,\"year\":1999}", "/year", "one_film"},
        {"{\"proposal_id\":1,\"proposer_id\":1}", "/proposer_id", "one_film"},
        {"{\"proposal_id\":0}", "/proposal_id", "too_small"},
        {"{\"imdb_id\":\"0017136\"}", "/imdb_id", "no_film_id"},
        {"{\"film_id\":1,\"date\":\"2023-02-29\"}", "/date", "no_date"},
        {"{\"film_id\":1,\"date\":20000}", "/date", "not_text"},
        {"{\"film_id\":1,\"date\":\"9999-12-31\"}", "/date", "future"},
        {"{\"film_id\":1,\"note\":\"\"}", "/note", "empty"},
        {"{\"film_id\":1,\"note\":\"a\\u0007\"}", "/note", "not_visible"},
        {"{\"film_id\":1,\"stars\":4}", "/stars", "unknown"},
    };
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ask(http, "POST /screenings", .as = keys->root, .body = bad[i].body);
        expect_field(http, "body", bad[i].pointer);
        expect_text(http, "errors.0.code", bad[i].code);
    }
    ask(http, "GET /screenings", .as = keys->ada);
    expect_count(http, "items", 1);
}

static void test_screenings__what_is_not_there_is_not_recorded(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":99}");
    expect_problem(http, 404, "not-found");
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":3}");
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"film_id\":1}");
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 1);
}

static void test_screenings__visitors_see_no_names_and_no_note(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    expect(http, 200);
    ask(http, "GET /screenings/1");
    expect(http, 200);
    expect_null(http, "note");
    expect_null(http, "proposer");
    expect_stars(http, "average", 4.5);
    assert_null(client_json(http, "ratings"));
    ask(http, "GET /screenings/1", .as = keys->grace);
    expect_text(http, "note", "on the leap day");
    expect_text(http, "ratings.0.member.name", "ada");
    ask(http, "GET /screenings");
    expect_null(http, "items.0.note");
}

static void test_screenings__undone_the_proposal_has_its_votes_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1}");
    expect(http, 201);
    ask(http, "PUT /votes/1", .as = keys->grace);
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "DELETE /screenings/2", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /screenings/2", .as = keys->ada);
    expect_problem(http, 404, "not-found");
    expect_number(http, "params.screening_id", 2);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_text(http, "status", "open");
    expect_number(http, "vote_count", 1);
    ask(http, "DELETE /screenings/2", .as = keys->root);
    expect_problem(http, 404, "not-found");
}

static void test_screenings__are_paged_searched_and_read_by_year(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[200];

    ask(http, "POST /screenings", .as = keys->root,
        .body = "{\"title\":\"Later\",\"date\":\"2001-01-01\"}");
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"title\":\"Some Day\"}");
    ask(http, "GET /screenings?limit=2", .as = keys->ada);
    expect_text(http, "items.0.film.title", "Later");
    expect_text(http, "items.1.film.title", "Metropolis");
    snprintf(line, sizeof(line), "GET /screenings?limit=2&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.film.title", "Some Day");
    expect_null(http, "next");
    ask(http, "GET /screenings?year=2000", .as = keys->ada);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.date", "2000-02-29");
    ask(http, "GET /screenings?q=SOME", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "GET /screenings?year=1969", .as = keys->ada);
    expect_field(http, "query", "/year");
}

/* ---- stars ---------------------------------------------------------------------------------- */

static void test_screenings__stars_count_once_and_go_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    expect(http, 200);
    expect_number(http, "screening_id", 1);
    expect_stars(http, "stars", 4.5);
    expect_number(http, "rating_count", 1);
    expect_header(http, "Cache-Control", "no-store");
    ask(http, "PUT /screenings/1/rating", .as = keys->grace, .body = "{\"stars\":3}");
    expect_stars(http, "average", 4.0);
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":0.5}");
    expect_stars(http, "average", 2.0);
    expect_number(http, "rating_count", 2);
    ask(http, "DELETE /screenings/1/rating", .as = keys->ada);
    expect(http, 200);
    expect_null(http, "stars");
    expect_stars(http, "average", 3.0);
    ask(http, "DELETE /screenings/1/rating", .as = keys->grace);
    expect_null(http, "average");
    expect_number(http, "rating_count", 0);
}

static void test_screenings__stars_are_halves_from_one_to_ten(void **state)
{
    static const char *const bad[] = {"0", "5.5", "-1", "4.25", "1e300", "\"4\"", "null", "true"};
    struct club *club = *state;
    struct client *http = &club->http;
    char body[64];

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        snprintf(body, sizeof(body), "{\"stars\":%s}", bad[i]);
        ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = body);
        expect_field(http, "body", "/stars");
    }
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{}");
    expect_field(http, "body", "/stars");
    ask(http, "PUT /screenings/9/rating", .as = keys->ada, .body = "{\"stars\":4}");
    expect_problem(http, 404, "not-found");
}

/* Read your writes: no list is older than the answer to a rating, and a vote changes none. */
static void test_screenings__the_list_follows_stars_and_not_votes(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char header[96];

    ask(http, "GET /screenings", .as = keys->ada);
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "GET /screenings", .as = keys->ada, .headers = {header});
    expect(http, 304);
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":2}");
    ask(http, "GET /screenings", .as = keys->ada, .headers = {header});
    expect(http, 200);
    expect_stars(http, "items.0.average", 2.0);
}

static void test_screenings__stars_taken_back_come_back(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings/1/rating/restore", .as = keys->ada);
    expect_problem(http, 409, "nothing-to-restore");
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    ask(http, "DELETE /screenings/1/rating", .as = keys->ada);
    ask(http, "POST /screenings/1/rating/restore", .as = keys->ada);
    expect(http, 200);
    expect_stars(http, "stars", 4.5);
    expect_number(http, "rating_count", 1);
}

/* ---- changed and undone -----------------------------------------------------------------------
 */

static void test_screenings__an_admin_changes_what_is_said_of_it(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /screenings/1", .as = keys->root,
        .body = "{\"date\":\"2001-02-03\",\"proposer_id\":2}");
    expect(http, 200);
    expect_text(http, "date", "2001-02-03");
    expect_text(http, "proposer.name", "grace");
    expect_text(http, "note", "on the leap day");
    ask(http, "PATCH /screenings/1", .as = keys->root, .body = "{\"date\":null,\"note\":null}");
    expect_null(http, "date");
    expect_null(http, "note");
    expect_text(http, "proposer.name", "grace");
    ask(http, "PATCH /screenings/1", .as = keys->root, .body = "{}");
    expect_field(http, "body", "");
    ask(http, "PATCH /screenings/1", .as = keys->root, .body = "{\"date\":\"9999-01-01\"}");
    expect_field(http, "body", "/date");
    ask(http, "PATCH /screenings/7", .as = keys->root, .body = "{\"note\":\"x\"}");
    expect_problem(http, 404, "not-found");
}

static void test_screenings__an_undo_is_taken_back(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1}");
    ask(http, "PUT /screenings/2/rating", .as = keys->ada, .body = "{\"stars\":3}");
    ask(http, "DELETE /screenings/2", .as = keys->root);
    ask(http, "POST /screenings/2/restore", .as = keys->root);
    expect(http, 200);
    expect_stars(http, "average", 3);
    expect_number(http, "proposal_id", 1);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_text(http, "status", "watched");
    ask(http, "POST /screenings/9/restore", .as = keys->root);
    expect_problem(http, 404, "not-found");
}

static void test_screenings__tonights_film_is_watched_in_one_step(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1,\"tonight\":true}");
    expect_problem(http, 409, "nothing-tonight");
    ask(http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":1}");
    expect(http, 200);
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1,\"tonight\":true}");
    expect(http, 201);
    ask(http, "GET /club", .as = keys->ada);
    expect_null(http, "tonight");
    ask(http, "GET /tonight", .as = keys->ada);
    expect_null(http, "tonight");
    ask(http, "DELETE /screenings/2", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /tonight", .as = keys->ada);
    expect_number(http, "tonight.proposal.id", 1);
    ask(http, "PUT /votes/1", .as = keys->grace);
    expect_problem(http, 409, "votes-frozen");
    ask(http, "DELETE /tonight", .as = keys->root);
    expect(http, 204);
    ask(http, "PUT /votes/1", .as = keys->grace);
    expect(http, 200);
    expect_number(http, "vote_count", 2);
}

/* ---- for whom ---------------------------------------------------------------------------------
 */

static void test_screenings__whoever_has_not_rated_is_asked_until_they_say_no(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /members/me", .as = keys->ada);
    expect_count(http, "to_rate", 0);
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1}");
    for (size_t i = 0; i < 2; i++) {
        const char *who = i == 0 ? keys->ada : keys->grace;

        ask(http, "GET /members/me", .as = who);
        expect_count(http, "to_rate", 1);
        expect_number(http, "to_rate.0", 2);
    }
    ask(http, "DELETE /members/me/to-rate/2", .as = keys->ada);
    expect(http, 204);
    ask(http, "PUT /screenings/2/rating", .as = keys->grace, .body = "{\"stars\":3}");
    for (size_t i = 0; i < 2; i++) {
        ask(http, "GET /members/me", .as = i == 0 ? keys->ada : keys->grace);
        expect_count(http, "to_rate", 0);
    }
    ask(http, "DELETE /members/me/to-rate/9", .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_screenings__stars_are_in_the_copy_that_one_takes_along(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    ask(http, "GET /members/me/export", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "ratings", 1);
    expect_stars(http, "ratings.0.stars", 4.5);
    expect_text(http, "ratings.0.title", "Metropolis");
    expect_text(http, "ratings.0.date", "2000-02-29");
}

SUITE(test_screenings)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_screenings__a_proposal_is_recorded_and_listed),
        CLUB_TEST(test_screenings__without_a_date_it_was_this_evening),
        CLUB_TEST(test_screenings__what_is_wrong_is_said_field_by_field),
        CLUB_TEST(test_screenings__what_is_not_there_is_not_recorded),
        PUBLIC_TEST(test_screenings__visitors_see_no_names_and_no_note),
        CLUB_TEST(test_screenings__undone_the_proposal_has_its_votes_again),
        CLUB_TEST(test_screenings__are_paged_searched_and_read_by_year),
        CLUB_TEST(test_screenings__stars_count_once_and_go_again),
        CLUB_TEST(test_screenings__stars_are_halves_from_one_to_ten),
        CLUB_TEST(test_screenings__the_list_follows_stars_and_not_votes),
        CLUB_TEST(test_screenings__stars_taken_back_come_back),
        CLUB_TEST(test_screenings__an_admin_changes_what_is_said_of_it),
        CLUB_TEST(test_screenings__an_undo_is_taken_back),
        CLUB_TEST(test_screenings__tonights_film_is_watched_in_one_step),
        CLUB_TEST(test_screenings__whoever_has_not_rated_is_asked_until_they_say_no),
        CLUB_TEST(test_screenings__stars_are_in_the_copy_that_one_takes_along),
    };

    return RUN(tests);
}
