/* GET /events: each kind of change, as members hear it and as visitors do. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "support/ear.h"

/* Both have heard their hello. */
static void open_both(struct ear *member, struct ear *visitor, const struct club *club)
{
    ear_open(member, club, .as = keys->grace);
    expect_event(member, "hello");
    ear_open(visitor, club, NULL);
    expect_event(visitor, "hello");
}

static void close_both(struct ear *member, struct ear *visitor)
{
    ear_close(member);
    ear_close(visitor);
}

static void do_it(struct club *club, const char *line, const char *body, int status)
{
    ask(&club->http, line, .as = keys->root, .body = body);
    expect(&club->http, status);
}

/* ---- the answer itself ---------------------------------------------------------------------- */

static void test_events__begin_with_where_the_club_is(void **state)
{
    struct club *club = *state;
    struct ear ear;

    ear_open(&ear, club, .as = keys->reader);
    expect_header(&ear.http, "Content-Type", "text/event-stream");
    expect_header(&ear.http, "Cache-Control", "no-store, no-transform");
    expect_header(&ear.http, "X-Accel-Buffering", "no");
    expect_header(&ear.http, "Content-Length", NULL);
    expect_header(&ear.http, "Transfer-Encoding", NULL);
    expect_header(&ear.http, "ETag", NULL);
    ask(&club->http, "GET /proposals", .as = keys->reader);
    expect_event(&ear, "hello");
    assert_int_equal(ear.id, number_at(&club->http, "version"));
    ear_close(&ear);
}

static void test_events__head_has_no_more_than_the_head(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "HEAD /events", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Content-Type", "text/event-stream");
    ask(http, "HEAD /events");
    expect(http, 401);
}

static void test_events__take_no_id_that_is_none(void **state)
{
    static const char *const headers[] = {"Last-Event-ID: x", "Last-Event-ID: 0",
                                          "Last-Event-ID: 12345678901234567890"};
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(headers); i++) {
        ask(http, "GET /events", .as = keys->ada, .headers = {headers[i]});
        expect_field(http, "header", "Last-Event-ID");
    }
    ask(http, "GET /events?last_event_id=0", .as = keys->ada);
    expect_field(http, "query", "/last_event_id");
    ask(http, "GET /events?seat=1", .as = keys->ada);
    expect_field(http, "query", "/seat");
    ask(http, "POST /events", .as = keys->ada);
    expect_problem(http, 405, "method-not-allowed");
}

static void test_events__an_empty_last_id_is_none(void **state)
{
    struct club *club = *state;
    struct ear ear;
    char line[64];

    ear_open(&ear, club, .as = keys->ada, .headers = {"Last-Event-ID:"});
    expect_event(&ear, "hello");
    snprintf(line, sizeof(line), "GET /events?last_event_id=%lld", (long long)ear.id);
    ear_close(&ear);
    do_it(club, "PUT /votes/1", NULL, 200);
    ear_try(&ear, club,
            &(struct question){.line = line, .as = keys->ada, .headers = {"Last-Event-ID:"}});
    expect_event(&ear, "vote");
    ear_close(&ear);
}

/* A stream takes the socket from the library, which has another file in its place then. */
static void test_events__say_so_when_too_many_files_are_open(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct rlimit usual, few;
    struct ear ear;

    ask(http, "GET /club");
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, NULL, &usual), 0);
    few = (struct rlimit){.rlim_cur = 4, .rlim_max = usual.rlim_max};
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, &few, NULL), 0);
    ask(http, "GET /events", .as = keys->ada);
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, &usual, NULL), 0);
    expect_problem(http, 503, "busy");
    expect_header(http, "Retry-After", "5");
    expect_header(http, "X-Accel-Buffering", NULL);
    ear_open(&ear, club, .as = keys->ada);
    expect_event(&ear, "hello");
    ear_close(&ear);
}

/* ---- what has changed ----------------------------------------------------------------------- */

static void test_events__a_vote_has_its_voters_for_members_alone(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "PUT /votes/1", NULL, 200);
    expect_event(&member, "vote");
    expect_number(&member.http, "proposal_id", 1);
    expect_number(&member.http, "vote_count", 2);
    expect_text(&member.http, "voters.0.name", "ada");
    expect_text(&member.http, "voters.1.name", "root");
    expect_event(&visitor, "vote");
    assert_int_equal(visitor.id, member.id);
    expect_number(&visitor.http, "vote_count", 2);
    expect_absent(&visitor.http, "voters");
    ask(&club->http, "GET /proposals", .as = keys->ada);
    assert_int_equal(member.id, number_at(&club->http, "version"));
    do_it(club, "DELETE /votes/1", NULL, 200);
    expect_event(&member, "vote");
    expect_number(&member.http, "vote_count", 1);
    expect_count(&member.http, "voters", 1);
    close_both(&member, &visitor);
}

static void test_events__a_vote_that_changes_nothing_is_none(void **state)
{
    struct club *club = *state;
    struct ear ear;

    ear_open(&ear, club, .as = keys->ada);
    expect_event(&ear, "hello");
    ask(&club->http, "PUT /votes/1", .as = keys->ada);
    expect(&club->http, 200);
    do_it(club, "PUT /votes/2", NULL, 200);
    expect_event(&ear, "vote");
    expect_number(&ear.http, "proposal_id", 2);
    ear_close(&ear);
}

static void expect_proposal(struct ear *ear, int64_t id, const char *status)
{
    await_event(ear, "proposal");
    expect_number(&ear->http, "proposal_id", id);
    expect_text(&ear->http, "status", status);
}

static void test_events__a_proposal_comes_goes_and_comes_back(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "POST /proposals", "{\"title\":\"New\"}", 201);
    expect_proposal(&member, 4, "open");
    expect_proposal(&visitor, 4, "open");
    assert_true(number_at(&visitor.http, "film_id") > 0);
    do_it(club, "DELETE /proposals/4", NULL, 204);
    expect_proposal(&member, 4, "withdrawn");
    expect_proposal(&visitor, 4, "withdrawn");
    do_it(club, "POST /proposals/4/restore", NULL, 200);
    expect_proposal(&visitor, 4, "open");
    close_both(&member, &visitor);
}

static void test_events__tonights_film_is_as_the_list_has_it(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "PUT /tonight", "{\"proposal_id\":1}", 200);
    ask(&club->http, "GET /proposals");
    await_event(&visitor, "tonight");
    assert_true(
        json_equal(client_json(&visitor.http, "tonight"), client_json(&club->http, "tonight")));
    expect_text(&visitor.http, "tonight.title", "Metropolis");
    await_event(&member, "tonight");
    expect_number(&member.http, "tonight.proposal_id", 1);
    do_it(club, "DELETE /tonight", NULL, 204);
    await_event(&visitor, "tonight");
    expect_null(&visitor.http, "tonight");
    close_both(&member, &visitor);
}

static void test_events__a_screening_and_what_members_gave_it(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "POST /screenings", "{\"proposal_id\":2,\"date\":\"2001-03-04\"}", 201);
    await_event(&visitor, "screening");
    expect_number(&visitor.http, "screening_id", 2);
    expect_number(&visitor.http, "screening.proposal_id", 2);
    expect_text(&visitor.http, "screening.date", "2001-03-04");
    expect_proposal(&member, 2, "watched");
    do_it(club, "PUT /screenings/2/rating", "{\"stars\":4.5}", 200);
    await_event(&visitor, "rating");
    expect_number(&visitor.http, "screening_id", 2);
    expect_stars(&visitor.http, "average", 4.5);
    expect_number(&visitor.http, "rating_count", 1);
    do_it(club, "DELETE /screenings/2", NULL, 204);
    await_event(&visitor, "screening");
    expect_null(&visitor.http, "screening");
    close_both(&member, &visitor);
}

static void test_events__names_are_for_members(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "PATCH /members/me", "{\"name\":\"Rosa\"}", 200);
    expect_event(&member, "member");
    expect_number(&member.http, "member_id", 3);
    expect_text(&member.http, "member.name", "Rosa");
    do_it(club, "PUT /votes/2", NULL, 200);
    expect_event(&member, "vote");
    expect_event(&visitor, "vote");
    close_both(&member, &visitor);
}

static void test_events__who_is_deactivated_is_nobody_any_more(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    ask(&club->http, "PATCH /members/1", .as = keys->root, .body = "{\"state\":\"inactive\"}",
        .headers = {"If-Match: *"});
    expect(&club->http, 200);
    await_event(&member, "member");
    expect_number(&member.http, "member_id", 1);
    expect_null(&member.http, "member");
    expect_event(&visitor, "vote");
    expect_number(&visitor.http, "vote_count", 0);
    close_both(&member, &visitor);
}

static void test_events__settings_are_told_to_all(void **state)
{
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .body = "{\"name\":\"Kino\"}",
        .headers = {"If-Match: *"});
    expect(&club->http, 200);
    expect_event(&member, "club");
    expect_event(&visitor, "club");
    assert_int_equal(visitor.id, member.id);
    ask(&club->http, "GET /proposals", .as = keys->ada);
    assert_int_equal(member.id, number_at(&club->http, "version"));
    close_both(&member, &visitor);
}

/* Whatever happens: nothing that a visitor hears has a name in it. */
static void test_events__visitors_hear_nobodys_name(void **state)
{
    static const char *const names[] = {"ada", "grace", "root", "Rosa"};
    struct club *club = *state;
    struct ear member, visitor;

    open_both(&member, &visitor, club);
    do_it(club, "PATCH /members/me", "{\"name\":\"Rosa\"}", 200);
    do_it(club, "POST /proposals", "{\"title\":\"New\",\"note\":\"by Rosa\",\"vote\":true}", 201);
    do_it(club, "PUT /votes/1", NULL, 200);
    do_it(club, "PUT /tonight", "{\"proposal_id\":1}", 200);
    do_it(club, "POST /screenings", "{\"proposal_id\":1,\"note\":\"at Rosa's\"}", 201);
    do_it(club, "PUT /screenings/2/rating", "{\"stars\":1}", 200);
    do {
        assert_true(ear_hear(&visitor));
        for (size_t i = 0; i < COUNT_OF(names); i++)
            assert_null(strstr(visitor.http.answer.body, names[i]));
    } while (strcmp(visitor.event, "rating") != 0);
    close_both(&member, &visitor);
}

/* ---- many at once --------------------------------------------------------------------------- */

static void test_events__a_ballot_is_one_event_for_each_film(void **state)
{
    struct club *club = *state;
    struct ear ear;

    ear_open(&ear, club, .as = keys->grace);
    expect_event(&ear, "hello");
    do_it(club, "PUT /votes", "{\"proposal_ids\":[1,2]}", 200);
    expect_event(&ear, "vote");
    expect_event(&ear, "vote");
    do_it(club, "POST /proposals", "{\"title\":\"New\"}", 201);
    expect_event(&ear, "proposal");
    ear_close(&ear);
}

SUITE(test_events)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_events__begin_with_where_the_club_is),
        CLUB_TEST(test_events__head_has_no_more_than_the_head),
        CLUB_TEST(test_events__take_no_id_that_is_none),
        CLUB_TEST(test_events__an_empty_last_id_is_none),
        CLUB_TEST(test_events__say_so_when_too_many_files_are_open),
        PUBLIC_TEST(test_events__a_vote_has_its_voters_for_members_alone),
        CLUB_TEST(test_events__a_vote_that_changes_nothing_is_none),
        PUBLIC_TEST(test_events__a_proposal_comes_goes_and_comes_back),
        PUBLIC_TEST(test_events__tonights_film_is_as_the_list_has_it),
        PUBLIC_TEST(test_events__a_screening_and_what_members_gave_it),
        PUBLIC_TEST(test_events__names_are_for_members),
        PUBLIC_TEST(test_events__who_is_deactivated_is_nobody_any_more),
        PUBLIC_TEST(test_events__settings_are_told_to_all),
        PUBLIC_TEST(test_events__visitors_hear_nobodys_name),
        CLUB_TEST(test_events__a_ballot_is_one_event_for_each_film),
    };

    return RUN(tests);
}
