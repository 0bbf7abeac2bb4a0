/* /imports: a member uploads a list, sees what would come of it, says what rows mean, and lets it
 * come in. */
#include <stdio.h>
#include <string.h>

#include "support/expect.h"
#include "support/outside.h"

#define RATINGS                                                                                    \
    "title,year,stars\n"                                                                           \
    "Metropolis,1927,4.5\n"                                                                        \
    "A Film That Nobody Knows,1931,4\n"                                                            \
    "Nosferatu,soon,5\n"

static int64_t upload(struct client *http, const char *as, const char *query, const char *text)
{
    char line[160];

    snprintf(line, sizeof(line), "POST /imports%s", query);
    ask(http, line, .as = as, .body = text, .type = "text/csv");
    return number_at(http, "id");
}

#define ON(http, how, id, ...) ask_on((http), (how), (id), &(struct question){__VA_ARGS__})
/* "GET %/rows": of the upload of this id. */
static void ask_on(struct client *http, const char *how, int64_t id, struct question *question)
{
    const char *mark = strchr(how, '%');
    char line[160];

    snprintf(line, sizeof(line), "%.*s/imports/%lld%s", (int)(mark - how), how, (long long)id,
             mark + 1);
    question->line = line;
    client_ask(http, question);
}

static void expect_counts(struct client *http, const char *path, const char *counts)
{
    static const char *const names[] = {"rows", "taken", "merged", "unmatched", "left"};
    char at[64], told[80] = "";

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(at, sizeof(at), "%s.%s", path, names[i]);
        snprintf(told + strlen(told), sizeof(told) - strlen(told), "%s%lld", i == 0 ? "" : " ",
                 (long long)number_at(http, at));
    }
    assert_string_equal(told, counts);
}

/* ---- the way in ------------------------------------------------------------------------------ */

static void test_imports__a_list_is_seen_through_before_it_comes_in(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "?name=ratings.csv", RATINGS);

    expect(http, 201);
    expect_text(http, "format", "spreadsheet");
    expect_counts(http, "counts", "3 1 0 1 1");
    ON(http, "GET %/rows", id, .as = keys->ada);
    expect_text(http, "items.0.outcome", "taken");
    expect_number(http, "items.0.line", 2);
    expect_number(http, "items.0.film.film_id", 1);
    expect_stars(http, "items.0.stars", 4.5);
    expect_text(http, "items.1.reason", "unmatched");
    expect_null(http, "items.1.film");
    expect_text(http, "items.2.outcome", "left");
    expect_text(http, "items.2.reason", "year");
    expect_text(http, "items.2.column", "year");
    ask(http, "GET /marks?of=seen", .as = keys->ada);
    expect_count(http, "items", 0);
}

static void test_imports__what_comes_in_are_marks_with_stars_and_again_nothing(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "", RATINGS);

    ON(http, "POST %/apply", id, .as = keys->ada);
    expect(http, 200);
    expect_counts(http, "counts", "3 1 0 1 1");
    assert_true(json_is_string(client_json(http, "applied_at")));
    ask(http, "GET /marks?of=seen", .as = keys->ada);
    expect_count(http, "items", 1);
    expect_stars(http, "items.0.stars", 4.5);
    ON(http, "POST %/apply", id, .as = keys->ada);
    expect_counts(http, "counts", "3 0 1 1 1");
    upload(http, keys->ada, "", RATINGS);
    expect_counts(http, "counts", "3 0 1 1 1");
    expect_text(http, "reasons.0.reason", "seen");
    ask(http, "GET /marks?of=seen", .as = keys->ada);
    expect_count(http, "items", 1);
}

static void test_imports__a_row_means_what_its_member_says(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "",
                              "title,stars\nMy Own Film,4\nMy Own Film,3\nAnother,2\nThird,1\n");

    ON(http, "PUT %/rows/1", id, .as = keys->ada, .body = "{\"film_id\":2}");
    expect(http, 200);
    expect_text(http, "row.film.title", "Home Movie");
    expect_true(http, "row.chosen");
    expect_counts(http, "import.counts", "4 1 1 2 0");
    ON(http, "PUT %/rows/3", id, .as = keys->ada, .body = "{\"imdb_id\":\"tt0021749\"}");
    expect_text(http, "row.film.imdb_id", "tt0021749");
    ON(http, "PUT %/rows/4", id, .as = keys->ada, .body = "{\"skip\":true}");
    expect_text(http, "row.reason", "skipped");
    expect_counts(http, "import.counts", "4 2 1 0 1");
    ON(http, "PUT %/rows/1", id, .as = keys->ada, .body = "{\"skip\":false}");
    expect_false(http, "row.chosen");
    expect_counts(http, "import.counts", "4 1 0 2 1");
    ON(http, "POST %/apply", id, .as = keys->ada);
    expect_counts(http, "counts", "4 1 0 2 1");
}

static void test_imports__a_choice_is_one_film_that_is_here(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "", RATINGS);

    ON(http, "PUT %/rows/2", id, .as = keys->ada, .body = "{}");
    expect_field(http, "body", "");
    ON(http, "PUT %/rows/2", id, .as = keys->ada, .body = "{\"film_id\":1,\"skip\":false}");
    expect_field(http, "body", "/film_id");
    ON(http, "PUT %/rows/2", id, .as = keys->ada, .body = "{\"imdb_id\":\"nm0000001\"}");
    expect_field(http, "body", "/imdb_id");
    ON(http, "PUT %/rows/2", id, .as = keys->ada, .body = "{\"film_id\":99}");
    expect_problem(http, 404, "not-found");
    ON(http, "PUT %/rows/4", id, .as = keys->ada, .body = "{\"skip\":true}");
    expect_problem(http, 404, "not-found");
}

/* What is wrong with how a row names its film doesn't matter once somebody has said it. */
static void test_imports__a_flawed_row_can_be_told_its_film(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "", RATINGS);

    ON(http, "PUT %/rows/3", id, .as = keys->ada, .body = "{\"film_id\":2}");
    expect_text(http, "row.outcome", "taken");
    expect_null(http, "row.reason");
}

static void test_imports__what_the_file_doesnt_tell_its_member_does(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "?name=list.csv", "title,year\nMetropolis,1927\n");

    expect_true(http, "needs_kind");
    expect_text(http, "reasons.0.reason", "no_kind");
    ON(http, "POST %/apply", id, .as = keys->ada);
    expect_counts(http, "counts", "1 0 0 0 1");
    ON(http, "PATCH %", id, .as = keys->ada, .body = "{\"kind\":\"films\"}");
    expect_field(http, "body", "/kind");
    ON(http, "PATCH %", id, .as = keys->ada, .body = "{\"kind\":\"watchlist\"}");
    expect(http, 200);
    expect_false(http, "needs_kind");
    expect_text(http, "kind", "watchlist");
    ON(http, "POST %/apply", id, .as = keys->ada);
    ask(http, "GET /members/me/watchlist", .as = keys->ada);
    expect_count(http, "items", 1);
    upload(http, keys->ada, "?kind=watchlist", "title,year\nMetropolis,1927\n");
    expect_text(http, "reasons.0.reason", "wished");
    upload(http, keys->ada, "?kind=films", RATINGS);
    expect_field(http, "query", "/kind");
}

static void test_imports__rows_come_in_pages_of_what_is_asked_for(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "", RATINGS);
    char how[96];

    ON(http, "GET %/rows?of=left", id, .as = keys->ada);
    expect_count(http, "items", 1);
    expect_number(http, "items.0.number", 3);
    expect_null(http, "next");
    ON(http, "GET %/rows?limit=2", id, .as = keys->ada);
    expect_count(http, "items", 2);
    snprintf(how, sizeof(how), "GET %%/rows?limit=2&cursor=%s",
             json_string_value(client_json(http, "next")));
    ON(http, how, id, .as = keys->ada);
    expect_count(http, "items", 1);
    expect_null(http, "next");
    ON(http, "GET %/rows?of=none", id, .as = keys->ada);
    expect_field(http, "query", "/of");
}

/* ---- whose it is ----------------------------------------------------------------------------- */

static void test_imports__is_its_members_and_not_its_sessions(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t id = upload(http, keys->ada, "", RATINGS);

    ON(http, "GET %", id, .as = keys->session);
    expect(http, 200);
    ON(http, "GET %", id, .as = keys->grace);
    expect_problem(http, 404, "not-found");
    ON(http, "GET %/rows", id, .as = keys->root);
    expect_problem(http, 404, "not-found");
    ON(http, "POST %/apply", id, .as = keys->grace);
    expect_problem(http, 404, "not-found");
    ON(http, "DELETE %", id, .as = keys->grace);
    expect_problem(http, 404, "not-found");
    ask(http, "GET /imports", .as = keys->grace);
    expect_count(http, "items", 0);
    ON(http, "DELETE %", id, .as = keys->ada);
    expect(http, 204);
    ON(http, "GET %", id, .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_imports__a_fifth_takes_the_place_of_the_oldest(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    const int64_t others = upload(http, keys->grace, "", RATINGS);
    const int64_t first = upload(http, keys->ada, "", RATINGS);

    for (int i = 0; i < 4; i++)
        upload(http, keys->ada, "", RATINGS);
    ask(http, "GET /imports", .as = keys->ada);
    expect_count(http, "items", 4);
    expect_number(http, "items.0.id", first + 4);
    ON(http, "GET %", first, .as = keys->ada);
    expect_problem(http, 404, "not-found");
    ON(http, "GET %", others, .as = keys->grace);
    expect(http, 200);
}

static void test_imports__the_clubs_lists_are_for_admins(void **state)
{
    static const char proposals[] = "title,year,proposed_by,status\nAlien,1979,ada,open\n";
    struct client *http = &((struct club *)*state)->http;
    int64_t id = upload(http, keys->ada, "", proposals);

    expect_text(http, "reasons.0.reason", "for_admins");
    ON(http, "POST %/apply", id, .as = keys->ada);
    expect_counts(http, "counts", "1 0 0 0 1");
    id = upload(http, keys->root, "", proposals);
    expect_text(http, "kinds.0.kind", "proposals");
    expect_counts(http, "counts", "1 1 0 0 0");
    ON(http, "POST %/apply", id, .as = keys->root);
    expect_counts(http, "counts", "1 1 0 0 0");
    ask(http, "GET /proposals?q=alien", .as = keys->ada);
    expect_count(http, "items", 1);
    upload(http, keys->root, "", proposals);
    expect_text(http, "reasons.0.reason", "up");
}

/* ---- what others say ------------------------------------------------------------------------- */

static void test_imports__other_sites_are_asked_behind_the_answer(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t id;

    club_start(club);
    id = upload(http, keys->ada, "", "title,year,stars\nlove,1931,4\n");
    ON(http, "GET %/rows?of=unmatched", id, .as = keys->ada);
    expect_true(http, "items.0.asking");
    while (json_is_true(client_json(http, "items.0.asking"))) {
        wait_a_moment();
        ON(http, "GET %/rows?of=unmatched", id, .as = keys->ada);
        expect(http, 200);
    }
    expect_count(http, "items.0.guesses", 5);
    expect_null(http, "items.0.guesses.4.film_id");
    assert_int_equal(upstream_count(&upstream, "/search/titles"), 1);
    ON(http, "GET %/rows", id, .as = keys->ada);
    expect_count(http, "items.0.guesses", 5);
    assert_int_equal(upstream_count(&upstream, "/search/titles"), 1);
}

static void test_imports__an_outage_leaves_the_guesses_that_are_here(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t id;

    club_start(club);
    upstream_script(&upstream, "{\"prefix\": \"/search\", \"then\": {\"do\": \"close\"}}");
    id = upload(http, keys->ada, "", "title,year,stars\nMetropolis,1999,4\n");
    do {
        ON(http, "GET %/rows", id, .as = keys->ada);
        expect(http, 200);
    } while (json_is_true(client_json(http, "items.0.asking")));
    expect_count(http, "items.0.guesses", 1);
    expect_number(http, "items.0.guesses.0.film_id", 1);
}

SUITE(test_imports)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_imports__a_list_is_seen_through_before_it_comes_in),
        CLUB_TEST(test_imports__what_comes_in_are_marks_with_stars_and_again_nothing),
        CLUB_TEST(test_imports__a_row_means_what_its_member_says),
        CLUB_TEST(test_imports__a_choice_is_one_film_that_is_here),
        CLUB_TEST(test_imports__a_flawed_row_can_be_told_its_film),
        CLUB_TEST(test_imports__what_the_file_doesnt_tell_its_member_does),
        CLUB_TEST(test_imports__rows_come_in_pages_of_what_is_asked_for),
        CLUB_TEST(test_imports__is_its_members_and_not_its_sessions),
        CLUB_TEST(test_imports__a_fifth_takes_the_place_of_the_oldest),
        CLUB_TEST(test_imports__the_clubs_lists_are_for_admins),
        OUTSIDE_TEST(test_imports__other_sites_are_asked_behind_the_answer),
        OUTSIDE_TEST(test_imports__an_outage_leaves_the_guesses_that_are_here),
    };

    return RUN(tests);
}
