/* /members/me/watchlist: what a member would like to see, that nobody else reads it, and its count.
 */
#include "support/club.h"
#include "support/expect.h"

static void expect_wish(struct client *http, bool is_on_list, int64_t wish_count)
{
    expect(http, 200);
    expect_number(http, "film_id", 1);
    if (is_on_list)
        assert_true(json_is_string(client_json(http, "added_at")));
    else
        expect_null(http, "added_at");
    expect_number(http, "wish_count", wish_count);
}

static void test_watchlist__a_film_is_put_on_it_and_taken_off_as_often_as_one_likes(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    for (int i = 0; i < 2; i++) {
        ask(http, "PUT /members/me/watchlist/1", .as = keys->ada);
        expect_wish(http, true, 1);
    }
    ask(http, "PUT /members/me/watchlist/1", .as = keys->grace);
    expect_wish(http, true, 2);
    for (int i = 0; i < 2; i++) {
        ask(http, "DELETE /members/me/watchlist/1", .as = keys->ada);
        expect_wish(http, false, 1);
    }
    ask(http, "PUT /members/me/watchlist/99", .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_watchlist__what_is_new_here_is_named_by_its_id(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "POST /members/me/watchlist", .as = keys->ada, .body = "{\"imdb_id\":\"tt0021749\"}");
    expect(http, 200);
    expect_number(http, "wish_count", 1);
    ask(http, "POST /members/me/watchlist", .as = keys->grace,
        .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect_wish(http, true, 1);
    ask(http, "GET /members/me/watchlist", .as = keys->ada);
    expect_text(http, "items.0.film.imdb_id", "tt0021749");
    expect_text(http, "items.0.state", "new");
    ask(http, "POST /members/me/watchlist", .as = keys->ada,
        .body = "{\"imdb_id\":\"Metropolis\"}");
    expect_field(http, "body", "/imdb_id");
    ask(http, "POST /members/me/watchlist", .as = keys->ada, .body = "{}");
    expect_field(http, "body", "/imdb_id");
}

static void test_watchlist__is_the_readers_own(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    char line[200];

    ask(http, "PUT /members/me/watchlist/1", .as = keys->ada);
    ask(http, "PUT /members/me/watchlist/3", .as = keys->ada);
    ask(http, "PUT /members/me/watchlist/2", .as = keys->grace);
    ask(http, "GET /members/me/watchlist?limit=1", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Cache-Control", "private, no-cache");
    expect_count(http, "items", 1);
    expect_number(http, "items.0.film.id", 3);
    snprintf(line, sizeof(line), "GET /members/me/watchlist?limit=1&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.film.title", "Metropolis");
    expect_text(http, "items.0.state", "open");
    expect_number(http, "items.0.proposal_id", 1);
    expect_number(http, "items.0.wish_count", 1);
    expect_null(http, "next");
    ask(http, "GET /marks?of=watchlist", .as = keys->ada);
    expect_count(http, "items", 2);
    expect_number(http, "items.0.film_id", 3);
    expect_null(http, "items.0.stars");
    ask(http, "GET /members/me/watchlist", .as = keys->root);
    expect_count(http, "items", 0);
}

/* Everybody may know how many; nobody who. */
static void test_watchlist__is_counted_on_the_page_and_in_a_search(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "GET /proposals", .as = keys->ada);
    expect_number(http, "items.0.wish_count", 0);
    ask(http, "PUT /members/me/watchlist/1", .as = keys->grace);
    ask(http, "GET /proposals", .as = keys->ada);
    expect_number(http, "items.0.wish_count", 1);
    ask(http, "GET /proposals");
    expect_number(http, "items.0.wish_count", 1);
    assert_null(strstr(http->answer.body, "grace"));
    ask(http, "GET /films/search?q=" METROPOLIS, .as = keys->ada);
    expect_number(http, "items.0.wish_count", 1);
    ask(http, "DELETE /members/me/watchlist/1", .as = keys->grace);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_number(http, "wish_count", 0);
}

static void test_watchlist__is_not_in_the_log(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    size_t before;

    ask(http, "GET /activity", .as = keys->root);
    before = json_array_size(client_json(http, "items"));
    ask(http, "PUT /members/me/watchlist/1", .as = keys->grace);
    ask(http, "DELETE /members/me/watchlist/1", .as = keys->grace);
    ask(http, "GET /activity", .as = keys->root);
    expect_count(http, "items", before);
}

SUITE(test_watchlist)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_watchlist__a_film_is_put_on_it_and_taken_off_as_often_as_one_likes),
        CLUB_TEST(test_watchlist__what_is_new_here_is_named_by_its_id),
        CLUB_TEST(test_watchlist__is_the_readers_own),
        PUBLIC_TEST(test_watchlist__is_counted_on_the_page_and_in_a_search),
        CLUB_TEST(test_watchlist__is_not_in_the_log),
    };

    return RUN(tests);
}
