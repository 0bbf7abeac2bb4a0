/* /films/{id}/seen and /marks: what a member has seen, and that their stars are theirs alone. */
#include "support/club.h"
#include "support/expect.h"

static void expect_seen(struct client *http, bool seen, int64_t seen_count)
{
    expect(http, 200);
    expect_number(http, "film_id", 1);
    if (seen)
        expect_true(http, "seen");
    else
        expect_false(http, "seen");
    expect_number(http, "seen_count", seen_count);
}

static void test_seen__is_said_and_taken_back_as_often_as_one_likes(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    for (int i = 0; i < 2; i++) {
        ask(http, "PUT /films/1/seen", .as = keys->ada);
        expect_seen(http, true, 1);
        expect_null(http, "stars");
    }
    ask(http, "PUT /films/1/seen", .as = keys->grace, .body = "{\"stars\":4.5}");
    expect_seen(http, true, 2);
    assert_non_null(strstr(http->answer.body, "\"stars\":4.5,"));
    for (int i = 0; i < 2; i++) {
        ask(http, "DELETE /films/1/seen", .as = keys->ada);
        expect_seen(http, false, 1);
        expect_null(http, "stars");
    }
}

static void test_seen__without_stars_they_stay_and_null_takes_them(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":4}");
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{}");
    assert_non_null(strstr(http->answer.body, "\"stars\":4.0,"));
    ask(http, "PUT /films/1/seen", .as = keys->ada);
    assert_non_null(strstr(http->answer.body, "\"stars\":4.0,"));
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":null}");
    expect_seen(http, true, 1);
    expect_null(http, "stars");
}

static void test_seen__stars_are_halves_from_a_half_to_five(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    static const char *const wrong[] = {"0",       "0.4",   "0.25", "5.5", "-1", "1e300",
                                        "3.49999", "\"3\"", "true", "[3]", "{}", "1e-300"};
    static const char *const right[] = {"0.5", "1", "1.0", "5", "5.0e0", "4.5"};
    char body[64];

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        snprintf(body, sizeof(body), "{\"stars\":%s}", wrong[i]);
        ask(http, "PUT /films/1/seen", .as = keys->ada, .body = body);
        expect_field(http, "body", "/stars");
        expect_text(http, "errors.0.code", "not_stars");
    }
    ask(http, "GET /marks", .as = keys->ada);
    expect_count(http, "items", 0);
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        snprintf(body, sizeof(body), "{\"stars\":%s}", right[i]);
        ask(http, "PUT /films/1/seen", .as = keys->ada, .body = body);
        expect(http, 200);
    }
    ask(http, "PUT /films/99/seen", .as = keys->ada);
    expect_problem(http, 404, "not-found");
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"halves\":3}");
    expect_field(http, "body", "/halves");
}

/* The page says how many, to everybody; stars and names are nowhere on it. */
static void test_seen__is_counted_on_the_page_at_once(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "GET /proposals", .as = keys->ada);
    expect_number(http, "items.0.seen_count", 0);
    ask(http, "PUT /films/1/seen", .as = keys->grace, .body = "{\"stars\":2.5}");
    ask(http, "GET /proposals", .as = keys->ada);
    expect_number(http, "items.0.seen_count", 1);
    assert_null(strstr(http->answer.body, "2.5"));
    assert_null(strstr(http->answer.body, "stars"));
    ask(http, "GET /proposals");
    expect_number(http, "items.0.seen_count", 1);
    expect_null(http, "items.0.note");
    ask(http, "DELETE /films/1/seen", .as = keys->grace);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_number(http, "seen_count", 0);
}

static void test_seen__marks_are_the_readers_own(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    char line[200];

    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":3.5}");
    ask(http, "PUT /films/3/seen", .as = keys->ada);
    ask(http, "PUT /films/2/seen", .as = keys->grace);
    ask(http, "GET /marks?of=seen&limit=1", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Cache-Control", "private, no-cache");
    expect_count(http, "items", 1);
    expect_number(http, "items.0.film_id", 3);
    expect_null(http, "items.0.stars");
    snprintf(line, sizeof(line), "GET /marks?limit=1&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect_count(http, "items", 1);
    expect_number(http, "items.0.film_id", 1);
    assert_non_null(strstr(http->answer.body, "\"stars\":3.5,"));
    expect_null(http, "next");
    ask(http, "GET /marks?of=ratings", .as = keys->ada);
    expect_count(http, "items", 0);
    ask(http, "GET /marks?of=votes", .as = keys->ada);
    expect_field(http, "query", "/of");
}

static void test_seen__is_in_the_log_without_its_stars(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":3.5}");
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":1.5}");
    ask(http, "DELETE /films/1/seen", .as = keys->ada);
    ask(http, "GET /activity?kind=stars", .as = keys->ada);
    /* Within an hour only the last. */
    expect_count(http, "items", 1);
    expect_text(http, "items.0.kind", "unseen");
    ask(http, "PUT /films/1/seen", .as = keys->grace, .body = "{\"stars\":3.5}");
    ask(http, "GET /activity?kind=stars", .as = keys->grace);
    expect_text(http, "items.0.kind", "seen");
    expect_text(http, "items.0.film.title", "Metropolis");
    assert_null(strstr(http->answer.body, "3.5"));
}

SUITE(test_seen)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_seen__is_said_and_taken_back_as_often_as_one_likes),
        CLUB_TEST(test_seen__without_stars_they_stay_and_null_takes_them),
        CLUB_TEST(test_seen__stars_are_halves_from_a_half_to_five),
        PUBLIC_TEST(test_seen__is_counted_on_the_page_at_once),
        CLUB_TEST(test_seen__marks_are_the_readers_own),
        CLUB_TEST(test_seen__is_in_the_log_without_its_stars),
    };

    return RUN(tests);
}
