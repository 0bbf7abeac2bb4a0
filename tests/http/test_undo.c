/* POST /proposals/{id}/restore and the pitch: what a proposer says, and takes back. */
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static void test_undo__a_withdrawal_is_as_if_it_had_not_been(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"note\":\"The robot.\"}");
    ask(http, "DELETE /proposals/1", .as = keys->ada);
    ask(http, "GET /proposals", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "POST /proposals/1/restore", .as = keys->ada);
    expect(http, 200);
    expect_text(http, "status", "open");
    expect_number(http, "vote_count", 1);
    expect_text(http, "voters.0.name", "ada");
    expect_text(http, "note", "The robot.");
    ask(http, "GET /proposals", .as = keys->grace);
    expect_count(http, "items", 2);
    ask(http, "GET /activity", .as = keys->ada);
    expect_text(http, "items.0.kind", "proposal_restored");
    expect_text(http, "items.0.proposal.title", "Metropolis");
    expect_text(http, "items.1.kind", "withdrawn");
}

static void test_undo__says_why_it_can_not(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals/3/restore", .as = keys->grace);
    expect_problem(http, 403, "forbidden");
    ask(http, "POST /proposals/9/restore", .as = keys->ada);
    expect_problem(http, 404, "not-found");
    MUST(club, NULL, "member", "limit", "ada", "1");
    ask(http, "POST /proposals/3/restore", .as = keys->ada);
    expect_problem(http, 409, "proposal-limit");
    expect_number(http, "params.limit", 1);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"imdb_id\":\"tt9999999\"}");
    ask(http, "POST /proposals/3/restore", .as = keys->ada);
    expect_problem(http, 409, "already-open");
    expect_number(http, "params.proposal_id", 4);
}

static void test_undo__is_over_after_a_day(void **state)
{
    struct club *club = *state;

    club_stop(club);
    inspect_run(club->db, "UPDATE proposals SET closed_at = closed_at - 86500 WHERE id = 3");
    club_start(club);
    ask(&club->http, "POST /proposals/3/restore", .as = keys->root);
    expect_problem(&club->http, 409, "too-late");
}

/* ---- the pitch ------------------------------------------------------------------------------ */

static void test_undo__a_pitch_comes_with_a_proposal(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"Pitched\",\"note\":\"Because of the end.\"}");
    expect(http, 201);
    expect_text(http, "note", "Because of the end.");
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"Bare\",\"note\":null}");
    expect(http, 201);
    expect_null(http, "note");
    ask(http, "GET /proposals?sort=newest", .as = keys->grace);
    expect_text(http, "items.1.note", "Because of the end.");
    ask(http, "GET /proposals?sort=newest");
    expect(http, 200);
    expect_null(http, "items.1.note");
    assert_null(strstr(http->answer.body, "Because"));
    ask(http, "GET /proposals/4");
    expect_null(http, "note");
}

static void test_undo__only_the_proposer_writes_a_pitch_and_an_admin_may_clear_it(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"note\":\"Fritz!\"}");
    expect(http, 200);
    ask(http, "PATCH /proposals/1", .as = keys->grace, .body = "{\"note\":\"Mine\"}");
    expect_problem(http, 403, "forbidden");
    ask(http, "PATCH /proposals/1", .as = keys->grace, .body = "{\"note\":null}");
    expect_problem(http, 403, "forbidden");
    ask(http, "PATCH /proposals/1", .as = keys->root, .body = "{\"note\":\"Mine\"}");
    expect_problem(http, 403, "forbidden");
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect_text(http, "note", "Fritz!");
    ask(http, "PATCH /proposals/1", .as = keys->root, .body = "{\"note\":null}");
    expect(http, 200);
    expect_null(http, "note");
    ask(http, "PATCH /proposals/1", .as = keys->root, .body = "{\"note\":null}");
    expect(http, 200);
    ask(http, "GET /activity?kind=proposals", .as = keys->ada);
    expect_text(http, "items.0.kind", "note_cleared");
    expect_text(http, "items.0.actor.name", "root");
    expect_text(http, "items.1.kind", "note_changed");
    ask(http, "PATCH /proposals/3", .as = keys->ada, .body = "{\"note\":\"Late\"}");
    expect_problem(http, 409, "proposal-not-open");
}

static void test_undo__a_pitch_and_an_id_are_both_taken_or_neither(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "PATCH /proposals/2", .as = keys->grace,
        .body = "{\"note\":\"Ours\",\"imdb_id\":\"" METROPOLIS "\"}");
    expect_problem(http, 409, "already-open");
    ask(http, "GET /proposals/2", .as = keys->grace);
    expect_null(http, "note");
    ask(http, "PATCH /proposals/2", .as = keys->grace,
        .body = "{\"note\":\"Ours\",\"imdb_id\":\"tt0133093\"}");
    expect(http, 200);
    expect_text(http, "note", "Ours");
    expect_text(http, "film.imdb_id", "tt0133093");
}

static void test_undo__a_pitch_is_one_line_of_two_hundred_characters(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    static const char *const wrong[] = {"\"\"",          "\" x\"", "\"x \"",        "\"a\\nb\"",
                                        "\"a\\u0000b\"", "5",      "\"a\\u202eb\"", "[\"x\"]"};
    char body[1024], text[601];

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        snprintf(body, sizeof(body), "{\"note\":%s}", wrong[i]);
        ask(http, "PATCH /proposals/1", .as = keys->ada, .body = body);
        expect(http, 400);
    }
    for (int i = 0; i < 200; i++)
        snprintf(text + 3 * i, 4, "\xe2\x98\x85");
    snprintf(body, sizeof(body), "{\"note\":\"%s\"}", text);
    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = body);
    expect(http, 200);
    expect_text(http, "note", text);
    snprintf(body, sizeof(body), "{\"note\":\"x%s\"}", text);
    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = body);
    expect_field(http, "body", "/note");
    expect_text(http, "errors.0.code", "too_long");
}

SUITE(test_undo)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_undo__a_withdrawal_is_as_if_it_had_not_been),
        CLUB_TEST(test_undo__says_why_it_can_not),
        CLUB_TEST(test_undo__is_over_after_a_day),
        PUBLIC_TEST(test_undo__a_pitch_comes_with_a_proposal),
        CLUB_TEST(test_undo__only_the_proposer_writes_a_pitch_and_an_admin_may_clear_it),
        CLUB_TEST(test_undo__a_pitch_and_an_id_are_both_taken_or_neither),
        CLUB_TEST(test_undo__a_pitch_is_one_line_of_two_hundred_characters),
    };

    return RUN(tests);
}
