/* /films: what the server knows of films. */
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static void test_films__one_is_told_with_its_open_proposal(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /films/1", .as = keys->reader);
    expect(http, 200);
    expect_text(http, "imdb_id", METROPOLIS);
    expect_number(http, "open_proposal_id", 1);
    expect_text(http, "directors.0", "Fritz Lang");
    expect_text(http, "trailer_url", "https://www.youtube.com/watch?v=ZSExdX0tds4");
    ask(http, "GET /films/3", .as = keys->reader);
    expect(http, 200);
    expect_null(http, "open_proposal_id");
    ask(http, "GET /films/99", .as = keys->reader);
    expect_problem(http, 404, "not-found");
}

static void test_films__are_found_by_title(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /films/search?q=mAtRix", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 1);
    expect_null(http, "next");
    expect_text(http, "items.0.imdb_id", "tt0133093");
    expect_null(http, "items.0.film_id");
    expect_text(http, "items.0.state", "new");
    expect_null(http, "items.0.proposal_id");
    expect_null(http, "items.0.watched_at");
    ask(http, "GET /films/search?q=INTERNET%E2%80%99S+own", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "GET /films/search?q=hitch%E2%80%93hiker", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "GET /films/search?q=amelie", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "GET /films/search?q=no+such+film+anywhere", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 0);
}

static void test_films__a_hit_that_is_open_leads_to_its_proposal(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /films/search?q=metropolis", .as = keys->ada);
    expect(&club->http, 200);
    expect_text(&club->http, "items.0.state", "open");
    expect_number(&club->http, "items.0.proposal_id", 1);
    expect_number(&club->http, "items.0.film_id", 1);
    expect_number(&club->http, "items.0.poster.width", 500);
}

/* At noon of its day. */
static void test_films__a_hit_that_was_watched_says_when(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /screenings", .as = keys->root,
        .body = "{\"proposal_id\":1,\"date\":\"2024-03-12\"}");
    expect(&club->http, 201);
    ask(&club->http, "GET /films/search?q=metropolis", .as = keys->ada);
    expect(&club->http, 200);
    expect_text(&club->http, "items.0.state", "watched");
    expect_text(&club->http, "items.0.watched_at", "2024-03-12T12:00:00Z");
    expect_null(&club->http, "items.0.proposal_id");
    ask(&club->http, "POST /proposals", .as = keys->ada,
        .body = "{\"imdb_id\":\"" METROPOLIS "\"}");
    expect(&club->http, 201);
    ask(&club->http, "GET /films/search?q=" METROPOLIS, .as = keys->ada);
    expect_text(&club->http, "items.0.state", "open");
    expect_text(&club->http, "items.0.watched_at", "2024-03-12T12:00:00Z");
}

static void test_films__are_found_by_id_and_by_pasted_link(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {
        "GET /films/search?q=tt0133093",
        "GET /films/search?q=https%3A%2F%2Fwww.imdb.com%2Ftitle%2Ftt0133093%2F%3Fref_%3Dnv_sr_1",
        "GET /films/search?q=m.imdb.com/title/tt0133093",
        "GET /films/search?q=Tt00133093",
        "GET /films/search?q=The+Matrix+https%3A%2F%2Fwww.imdb.com%2Fde%2Ftitle%2Ftt0133093%2F",
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->ada);
        expect(&club->http, 200);
        expect_count(&club->http, "items", 1);
        expect_text(&club->http, "items.0.imdb_id", "tt0133093");
        expect_text(&club->http, "items.0.title", "The Matrix");
    }
}

static void test_films__an_id_that_nobody_knows_is_a_hit_without_title(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /films/search?q=tt7654321", .as = keys->ada);
    expect(&club->http, 200);
    expect_count(&club->http, "items", 1);
    expect_text(&club->http, "items.0.imdb_id", "tt7654321");
    expect_null(&club->http, "items.0.title");
    expect_text(&club->http, "items.0.state", "new");
}

static void test_films__a_search_has_1_to_200_visible_characters(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[256] = "GET /films/search?q=";
    static const char *const bad[] = {
        "GET /films/search", "GET /films/search?q=", "GET /films/search?q=a%0Ab",
        "GET /films/search?q=%E2%80%8B", "GET /films/search?q=%E2%80%8D"};

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ask(http, bad[i], .as = keys->ada);
        expect_field(http, "query", "/q");
    }
    memset(line + strlen(line), 'x', 200);
    ask(http, line, .as = keys->ada);
    expect(http, 200);
    line[strlen(line)] = 'x';
    ask(http, line, .as = keys->ada);
    expect_field(http, "query", "/q");
}

SUITE(test_films)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_films__one_is_told_with_its_open_proposal),
        CLUB_TEST(test_films__are_found_by_title),
        CLUB_TEST(test_films__a_hit_that_is_open_leads_to_its_proposal),
        CLUB_TEST(test_films__a_hit_that_was_watched_says_when),
        CLUB_TEST(test_films__are_found_by_id_and_by_pasted_link),
        CLUB_TEST(test_films__an_id_that_nobody_knows_is_a_hit_without_title),
        CLUB_TEST(test_films__a_search_has_1_to_200_visible_characters),
    };

    return RUN(tests);
}
