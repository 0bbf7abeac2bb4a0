/* /members/me/export: all that the club knows of a member, and nothing of the others. */
#include "support/club.h"
#include "support/expect.h"

static void test_export__has_all_that_is_theirs(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "PUT /films/1/seen", .as = keys->ada, .body = "{\"stars\":1.5}");
    ask(http, "PUT /members/me/watchlist/2", .as = keys->ada);
    ask(http, "PATCH /proposals/1", .as = keys->ada, .body = "{\"note\":\"Look!\"}");
    ask(http, "GET /members/me/export", .as = keys->session);
    expect(http, 200);
    expect_header(http, "Content-Type", "application/json");
    expect_header(http, "Cache-Control", "no-store");
    expect_header(http, "Content-Disposition", "attachment; filename=\"marquee-export.json\"");
    expect_text(http, "account.name", "ada");
    expect_true(http, "account.has_password");
    expect_null(http, "account.own_link_made_at");
    expect_count(http, "proposals", 2);
    expect_text(http, "proposals.0.title", "Metropolis");
    expect_text(http, "proposals.0.note", "Look!");
    expect_text(http, "proposals.1.status", "withdrawn");
    expect_null(http, "proposals.1.note");
    expect_count(http, "seen", 1);
    expect_number(http, "seen.0.film_id", 1);
    expect_text(http, "seen.0.title", "Metropolis");
    assert_non_null(strstr(http->answer.body, "\"stars\":1.5,"));
    expect_count(http, "watchlist", 1);
    expect_text(http, "watchlist.0.title", "Home Movie");
    assert_true(json_is_string(client_json(http, "watchlist.0.added_at")));
    expect_count(http, "votes", 2);
    expect_text(http, "votes.0.imdb_id", METROPOLIS);
    expect_text(http, "votes.1.title", "Home Movie");
    expect_number(http, "votes.1.year", 1999);
    expect_count(http, "sessions", 1);
    expect_true(http, "sessions.0.current");
    expect_count(http, "tokens", 2);
    expect_text(http, "tokens.1.scope", "read");
    expect_text(http, "activity.0.kind", "note_changed");
    assert_null(strstr(http->answer.body, "$argon2id$"));
    assert_null(strstr(http->answer.body, "root"));
}

static void test_export__lists_of_any_length_are_whole(void **state)
{
    enum { FILMS = 250 };
    struct club *club = *state;
    struct client *http = &club->http;
    char body[64], line[64];

    MUST(club, NULL, "member", "limit", "grace", "1000");
    for (int i = 0; i < FILMS; i++) {
        snprintf(body, sizeof(body), "{\"title\":\"Film %d\"}", i);
        ask(http, "POST /proposals", .as = keys->grace, .body = body);
        expect(http, 201);
        snprintf(line, sizeof(line), "PUT /votes/%lld", (long long)number_at(http, "id"));
        ask(http, line, .as = keys->grace);
        expect(http, 200);
    }
    ask(http, "GET /members/me/export", .as = keys->grace);
    expect(http, 200);
    expect_count(http, "proposals", FILMS + 1);
    expect_count(http, "votes", FILMS);
    expect_text(http, "votes.249.title", "Film 249");
}

static void test_export__tells_the_language_that_was_chosen(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /members/me/export", .as = keys->ada);
    expect_null(http, "account.language");
    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"language\":\"pl\"}");
    ask(http, "GET /members/me/export", .as = keys->ada);
    expect_text(http, "account.language", "pl");
}

SUITE(test_export)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_export__tells_the_language_that_was_chosen),
        CLUB_TEST(test_export__has_all_that_is_theirs),
        CLUB_TEST(test_export__lists_of_any_length_are_whole),
    };

    return RUN(tests);
}
