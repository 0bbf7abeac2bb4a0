/* /years and /suggestions: what was watched, and what to watch next. */
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

/* What is in the database before the server starts. */
static void open_with(struct club *club, const char *sql)
{
    inspect_run(club->db, sql);
    club_start(club);
}

/* Metropolis in 2025, without a date, and twice in 2026, first proposed by nobody known; and a home
 * movie that opinions are divided about. */
#define TWO_YEARS                                                                                  \
    "DELETE FROM ratings; DELETE FROM screenings;"                                                 \
    "UPDATE films SET runtime_minutes = 60 WHERE title = 'Home Movie';"                            \
    "INSERT INTO screenings (id, film_id, proposer_id, day, created_at)"                           \
    " SELECT 1, film_id, proposer_id, 20453, 1700000000 FROM proposals WHERE id = 1"               \
    " UNION ALL SELECT 2, film_id, proposer_id, 20454, 1700000000 FROM proposals WHERE id = 2"     \
    " UNION ALL SELECT 3, film_id, NULL, 0, 1700000000 FROM proposals WHERE id = 1"                \
    " UNION ALL SELECT 4, film_id, proposer_id, 20818, 1700000000 FROM proposals WHERE id = 1"     \
    " UNION ALL SELECT 5, film_id, NULL, 20700, 1700000000 FROM proposals WHERE id = 1;"           \
    "INSERT INTO ratings (screening_id, member_id, halves, rated_at) VALUES"                       \
    " (2, 1, 2, 1700000000), (2, 2, 6, 1700000000), (2, 3, 10, 1700000000),"                       \
    " (4, 1, 7, 1700000000)"

static void test_years__tell_what_was_watched(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    open_with(club, TWO_YEARS);
    ask(http, "GET /years/2026", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Cache-Control", "private, no-cache");
    expect_number(http, "year", 2026);
    expect_count(http, "years", 2);
    expect_number(http, "years.0", 2026);
    expect_number(http, "years.1", 2025);
    expect_number(http, "films", 3);
    expect_number(http, "minutes", 153 + 60 + 153);
    expect_number(http, "rated", 2);
    expect_count(http, "best", 2);
    expect_number(http, "best.0.screening_id", 4);
    expect_text(http, "best.0.title", "Metropolis");
    expect_text(http, "best.0.date", "2026-12-31");
    expect_count(http, "divided", 1);
    expect_number(http, "divided.0.screening_id", 2);
    expect_number(http, "divided.0.rating_count", 3);
    expect_count(http, "proposers", 3);
    expect_text(http, "proposers.0.member.name", "grace");
    expect_null(http, "proposers.1.member");
    expect_text(http, "proposers.2.member.name", "ada");
    expect_number(http, "proposers.2.films", 1);
    expect_text(http, "genres.0.name", "Drama");
    expect_number(http, "decades.0.decade", 1920);
    expect_number(http, "decades.0.films", 2);
    expect_number(http, "decades.1.decade", 1990);
    expect_count(http, "months", 12);
    expect_number(http, "months.0", 1);
    expect_number(http, "months.8", 1);
    expect_number(http, "months.11", 1);
    expect_count(http, "days", 3);
    expect_text(http, "days.0.date", "2026-01-01");
}

static void test_years__follow_what_is_recorded_rated_and_undone(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /years/2024", .as = keys->ada);
    expect_number(http, "films", 0);
    ask(http, "POST /screenings", .as = keys->root,
        .body = "{\"proposal_id\":1,\"date\":\"2024-02-29\"}");
    expect(http, 201);
    ask(http, "GET /years/2024", .as = keys->ada);
    expect_number(http, "films", 1);
    expect_count(http, "best", 0);
    expect_text(http, "proposers.0.member.name", "ada");
    ask(http, "PUT /screenings/2/rating", .as = keys->ada, .body = "{\"stars\":4.5}");
    expect(http, 200);
    ask(http, "GET /years/2024", .as = keys->ada);
    expect_number(http, "rated", 1);
    expect_stars(http, "best.0.average", 4.5);
    ask(http, "DELETE /screenings/2", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /years/2024", .as = keys->ada);
    expect_number(http, "films", 0);
}

static void test_years__name_nobody_to_visitors(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_READ_ACCESS=public");
    open_with(club, TWO_YEARS);
    ask(http, "GET /years/2026");
    expect(http, 200);
    expect_null(http, "proposers");
    assert_null(strstr(http->answer.body, "\"ada\""));
}

static void test_years__without_films_say_so(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    open_with(club, TWO_YEARS);
    ask(http, "GET /years/1970", .as = keys->ada);
    expect(http, 200);
    expect_number(http, "films", 0);
    expect_count(http, "years", 2);
    expect_count(http, "days", 0);
    ask(http, "GET /years/9999", .as = keys->ada);
    expect(http, 200);
    expect_number(http, "films", 0);
}

static void test_years__are_whole_numbers_from_1970_to_9999(void **state)
{
    static const char *const lines[] = {"GET /years/1969",  "GET /years/10000", "GET /years/0",
                                        "GET /years/-2026", "GET /years/02026", "GET /years/2026a",
                                        "GET /years/20.5"};
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->ada);
        expect_problem(&club->http, 404, "not-found");
    }
}

/* ---- suggestions --------------------------------------------------------------------------- */

/* Home Movie has two votes and 60 minutes, Metropolis one and 153; grace's film was watched. */
#define TWO_FILMS                                                                                  \
    "UPDATE films SET runtime_minutes = 60 WHERE title = 'Home Movie';"                            \
    "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES (2, 2, 1700000000),"               \
    " (2, 3, 1700000000), (3, 2, 1700000000);"                                                     \
    "INSERT INTO screenings (film_id, proposal_id, day, created_at)"                               \
    " SELECT film_id, id, 20700, 1700000000 FROM proposals WHERE id = 3;"                          \
    "UPDATE proposals SET status = 'watched' WHERE id = 3"

static void test_suggestions__say_what_and_why(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    open_with(club, TWO_FILMS);
    ask(http, "GET /suggestions?minutes=160&double=220", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 4);
    expect_text(http, "items.0.kind", "fits");
    expect_number(http, "items.0.reason.minutes", 160);
    expect_number(http, "items.0.reason.place", 1);
    expect_text(http, "items.0.proposals.0.title", "Home Movie");
    expect_number(http, "items.0.proposals.0.vote_count", 2);
    expect_text(http, "items.1.kind", "shortest");
    expect_number(http, "items.1.reason.of", 2);
    expect_text(http, "items.2.kind", "double_bill");
    expect_number(http, "items.2.reason.minutes", 213);
    expect_number(http, "items.2.reason.wish", 220);
    expect_count(http, "items.2.proposals", 2);
    expect_text(http, "items.3.kind", "overdue");
    expect_text(http, "items.3.proposals.0.title", "Metropolis");
    expect_number(http, "items.3.reason.won", 0);
    expect_number(http, "items.3.reason.of", 1);
}

static void test_suggestions__follow_each_vote(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    open_with(club, TWO_FILMS);
    ask(http, "GET /suggestions?minutes=160", .as = keys->ada);
    expect_text(http, "items.0.proposals.0.title", "Home Movie");
    ask(http, "PUT /votes/1", .as = keys->grace);
    ask(http, "PUT /votes/1", .as = keys->root);
    expect(http, 200);
    ask(http, "GET /suggestions?minutes=160", .as = keys->ada);
    expect_text(http, "items.0.proposals.0.title", "Metropolis");
    expect_number(http, "items.0.proposals.0.vote_count", 3);
}

static void test_suggestions__know_who_has_got_a_film_of_theirs(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->grace);
    ask(http, "GET /suggestions", .as = keys->ada);
    expect_absent(http, "items.0.reason.won"); /* nobody has: it was watched without a vote */
    ask(http, "POST /screenings", .as = keys->root, .body = "{\"proposal_id\":1}");
    expect(http, 201);
    ask(http, "GET /suggestions", .as = keys->ada);
    expect_text(http, "items.0.kind", "overdue");
    expect_number(http, "items.0.proposals.0.id", 2);
    expect_number(http, "items.0.reason.won", 0);
    expect_number(http, "items.0.reason.of", 1);
}

static void test_suggestions__leave_out_what_is_settled_for_tonight(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    open_with(club, TWO_FILMS);
    ask(http, "GET /suggestions", .as = keys->ada);
    expect_text(http, "items.0.proposals.0.title", "Home Movie");
    ask(http, "PUT /tonight", .as = keys->root, .body = "{\"proposal_id\":2}");
    expect(http, 200);
    ask(http, "GET /suggestions", .as = keys->ada);
    expect_text(http, "items.0.proposals.0.title", "Metropolis");
    ask(http, "DELETE /tonight", .as = keys->root);
    ask(http, "GET /suggestions", .as = keys->ada);
    expect_text(http, "items.0.proposals.0.title", "Home Movie");
}

static void test_suggestions__of_a_club_without_votes_are_none(void **state)
{
    struct club *club = *state;

    open_with(club, "DELETE FROM votes");
    ask(&club->http, "GET /suggestions?minutes=1000", .as = keys->ada);
    expect(&club->http, 200);
    expect_count(&club->http, "items", 0);
}

static void test_suggestions__take_minutes_from_1_to_1000(void **state)
{
    static const struct {
        const char *line, *pointer;
    } bad[] = {{"GET /suggestions?minutes=0", "/minutes"},
               {"GET /suggestions?minutes=1001", "/minutes"},
               {"GET /suggestions?minutes=an+hour", "/minutes"},
               {"GET /suggestions?double=-1", "/double"},
               {"GET /suggestions?double=2.5", "/double"}};
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ask(&club->http, bad[i].line, .as = keys->ada);
        expect_field(&club->http, "query", bad[i].pointer);
    }
}

SUITE(test_years)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_years__tell_what_was_watched),
        CLUB_TEST(test_years__follow_what_is_recorded_rated_and_undone),
        CLOSED_TEST(test_years__name_nobody_to_visitors),
        CLOSED_TEST(test_years__without_films_say_so),
        CLUB_TEST(test_years__are_whole_numbers_from_1970_to_9999),
        CLOSED_TEST(test_suggestions__say_what_and_why),
        CLOSED_TEST(test_suggestions__follow_each_vote),
        CLUB_TEST(test_suggestions__know_who_has_got_a_film_of_theirs),
        CLOSED_TEST(test_suggestions__leave_out_what_is_settled_for_tonight),
        CLOSED_TEST(test_suggestions__of_a_club_without_votes_are_none),
        CLUB_TEST(test_suggestions__take_minutes_from_1_to_1000),
    };

    return RUN(tests);
}
