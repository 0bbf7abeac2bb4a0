/* /exports: lists of films as CSV, and who gets which. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"

static void expect_line(struct client *http, const char *line)
{
    if (strstr(http->answer.body, line) == NULL)
        fail_msg("%s\nis not in\n%s", line, http->answer.body);
}

static void test_sheets__proposals_of_every_state(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"note\":\"=Look, now!\"}");
    ask(http, "GET /exports/proposals.csv", .as = keys->grace);
    expect(http, 200);
    expect_header(http, "Content-Type", "text/csv; charset=utf-8; header=present");
    expect_header(http, "Content-Disposition", "attachment; filename=\"marquee-proposals.csv\"");
    expect_header(http, "Link", NULL);
    expect_line(http, "\xef\xbb\xbftitle,original_title,year,imdb_id,status,proposed_by,note,votes,"
                      "proposed_at\r\n"
                      "Metropolis,,1927," METROPOLIS ",open,ada,\"'=Look, now!\",1,");
    expect_line(http, "Home Movie,,1999,,open,grace,,0,");
    expect_line(http, ",withdrawn,ada,,");
}

static void test_sheets__screenings_with_what_they_got(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /screenings/1", .as = keys->root, .body = "{\"note\":\"in the park\"}");
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    ask(http, "PUT /screenings/1/rating", .as = keys->grace, .body = "{\"stars\":3.5}");
    ask(http, "GET /exports/screenings.csv?for=semicolons", .as = keys->reader);
    expect(http, 200);
    expect_line(http, "Metropolis;;1927;" METROPOLIS ";2000-02-29;;in the park;4;2;");
    ask(http, "DELETE /screenings/1", .as = keys->root);
    ask(http, "GET /exports/screenings.csv", .as = keys->ada);
    assert_null(strstr(http->answer.body, "Metropolis"));
}

static void test_sheets__ratings_are_ones_own(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    ask(http, "PUT /screenings/1/rating", .as = keys->grace, .body = "{\"stars\":0.5}");
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":3}");
    ask(http, "PUT /films/2/seen", .as = keys->ada);
    ask(http, "GET /exports/ratings.csv", .as = keys->ada);
    expect(http, 200);
    expect_line(http, "title,original_title,year,imdb_id,stars,watched_on,rated_at\r\n");
    expect_line(http, "Metropolis,,1927," METROPOLIS ",4.5,2000-02-29,");
    expect_line(http, "Metropolis,,1927," METROPOLIS ",3,,");
    expect_line(http, "Home Movie,,1999,,,,");
    assert_null(strstr(http->answer.body, "0.5"));
    ask(http, "DELETE /screenings/1/rating", .as = keys->ada);
    ask(http, "GET /exports/ratings.csv", .as = keys->ada);
    assert_null(strstr(http->answer.body, "2000-02-29"));
}

static void test_sheets__letterboxd_gets_each_viewing_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /screenings", .as = keys->root,
        .body = "{\"proposal_id\":1,\"date\":\"2020-02-29\"}");
    expect(http, 201);
    ask(http, "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4}");
    ask(http, "PUT /screenings/2/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":3}");
    ask(http, "PUT /films/2/seen", .as = keys->ada, .body = "{\"stars\":2}");
    ask(http, "GET /exports/ratings.csv?for=letterboxd", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Content-Disposition", "attachment; filename=\"letterboxd-ratings.csv\"");
    assert_memory_equal(http->answer.body, "imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags", 49);
    expect_line(http, METROPOLIS ",Metropolis,1927,4,2000-02-29,false,");
    expect_line(http, METROPOLIS ",Metropolis,1927,4.5,2020-02-29,true,");
    expect_line(http, ",Home Movie,1999,2,,,\r\n");
    assert_null(strstr(http->answer.body, "Metropolis,1927,3"));
}

static void test_sheets__the_watchlist_is_ones_own(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /members/me/watchlist/1", .as = keys->ada);
    ask(http, "PUT /members/me/watchlist/2", .as = keys->grace);
    ask(http, "GET /exports/watchlist.csv", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Content-Disposition", "attachment; filename=\"marquee-watchlist.csv\"");
    expect_line(http,
                "title,original_title,year,imdb_id,added_at\r\nMetropolis,,1927," METROPOLIS ",2");
    assert_null(strstr(http->answer.body, "Home Movie"));
    ask(http, "GET /exports/watchlist.csv?for=letterboxd", .as = keys->ada);
    assert_string_equal(http->answer.body,
                        "imdbID,Title,Year\r\n" METROPOLIS ",Metropolis,1927\r\n");
}

static void test_sheets__visitors_get_no_names_and_no_notes(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"note\":\"Look!\"}");
    ask(http, "PATCH /screenings/1", .as = keys->root,
        .body = "{\"note\":\"in the park\",\"proposer_id\":1}");
    ask(http, "GET /exports/proposals.csv");
    expect(http, 200);
    expect_line(http, "Metropolis,,1927," METROPOLIS ",open,,,1,");
    ask(http, "GET /exports/screenings.csv");
    expect(http, 200);
    expect_line(http, "Metropolis,,1927," METROPOLIS ",2000-02-29,,,,0,");
    assert_null(strstr(http->answer.body, "ada"));
    ask(http, "GET /exports/ratings.csv");
    expect_problem(http, 401, "unauthenticated");
}

static void test_sheets__what_is_asked_is_checked(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /exports/ratings.csv?for=excel", .as = keys->ada);
    expect_field(http, "query", "/for");
    ask(http, "GET /exports/ratings.csv?part=0", .as = keys->ada);
    expect_field(http, "query", "/part");
    ask(http, "GET /exports/ratings.csv?part=2", .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_sheets__what_has_not_changed_is_not_sent_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char header[80];

    ask(http, "GET /exports/proposals.csv", .as = keys->ada);
    expect(http, 200);
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
    ask(http, "GET /exports/proposals.csv", .as = keys->ada, .headers = {header});
    assert_int_equal(http->answer.status, 304);
    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "GET /exports/proposals.csv", .as = keys->ada, .headers = {header});
    assert_int_equal(http->answer.status, 200);
}

SUITE(test_sheets)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_sheets__proposals_of_every_state),
        CLUB_TEST(test_sheets__screenings_with_what_they_got),
        CLUB_TEST(test_sheets__ratings_are_ones_own),
        CLUB_TEST(test_sheets__letterboxd_gets_each_viewing_once),
        CLUB_TEST(test_sheets__the_watchlist_is_ones_own),
        PUBLIC_TEST(test_sheets__visitors_get_no_names_and_no_notes),
        CLUB_TEST(test_sheets__what_is_asked_is_checked),
        CLUB_TEST(test_sheets__what_has_not_changed_is_not_sent_again),
    };

    return RUN(tests);
}
