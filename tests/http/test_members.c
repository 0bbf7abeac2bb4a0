/* /members/me: my account, its password, and leaving. */
#include "support/club.h"
#include "support/expect.h"
#include "support/jar.h"

#define OURS "Sec-Fetch-Site: same-origin"

static void test_members__me_is_told_whole(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /members/me", .as = keys->ada);
    expect(http, 200);
    expect_header(http, "Cache-Control", "no-store");
    expect_number(http, "id", 1);
    expect_text(http, "name", "ada");
    expect_text(http, "role", "member");
    expect_true(http, "has_password");
    expect_number(http, "proposal_limit", 10);
    expect_number(http, "open_proposals", 1);
    ask(http, "GET /members/me", .as = keys->grace);
    expect_false(http, "has_password");
}

static void test_members__a_new_name_is_shown_on_the_page_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char header[96];

    ask(http, "GET /proposals", .as = keys->reader);
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"Ada L.\"}");
    expect(http, 200);
    expect_text(http, "name", "Ada L.");
    ask(http, "GET /proposals", .as = keys->reader, .headers = {header});
    expect(http, 200);
    expect_text(http, "items.0.voters.0.name", "Ada L.");
    ask(http, "GET /club", .as = keys->reader);
    expect_text(http, "member.name", "Ada L.");
}

static void test_members__a_name_is_taken_in_any_spelling(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"GRACE\"}");
    expect_problem(http, 409, "name-taken");
    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"ADA\"}");
    expect(http, 200);
}

static void test_members__names_that_do_not_show_are_refused(void **state)
{
    struct club *club = *state;
    static const char *const bodies[] = {
        "{\"name\":\"\"}",          "{\"name\":\" ada\"}",     "{\"name\":\"ada \"}",
        "{\"name\":\"a\\u0007b\"}", "{\"name\":\"a\\nb\"}",    "{\"name\":\"a\\u202eb\"}",
        "{\"name\":\"\\u200b\"}",   "{\"name\":\"\\u00a0a\"}", "{\"name\":1}",
    };

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = bodies[i]);
        expect_field(&club->http, "body", "/name");
    }
    ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = "{}");
    expect_field(&club->http, "body", "");
}

static void test_members__a_new_password_ends_all_other_sessions(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char mine[128];

    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
    snprintf(mine, sizeof(mine), "%.*s", (int)strcspn(client_header(http, "Set-Cookie"), ";"),
             client_header(http, "Set-Cookie"));
    ask(http, "PATCH /members/me", .as = mine, .headers = {OURS},
        .body = "{\"password\":\"another long night\",\"current_password\":\"" PASSWORD "\"}");
    expect(http, 200);
    ask(http, "GET /members/me", .as = mine);
    expect(http, 200);
    ask(http, "GET /members/me", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 401, "sign-in-failed");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"another long night\"}");
    expect(http, 201);
}

static void test_members__a_password_is_changed_only_with_the_one_before(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /members/me", .as = keys->ada,
        .body = "{\"password\":\"another long night\"}");
    expect_field(http, "body", "/current_password");
    ask(http, "PATCH /members/me", .as = keys->ada,
        .body = "{\"password\":\"another long night\",\"current_password\":\"a guess\"}");
    expect_field(http, "body", "/current_password");
    ask(http, "GET /members/me", .as = keys->session);
    expect(http, 200);
}

/* Who has none yet can't be asked for it. So a token that was found somewhere must not be enough,
 * nor make the link that leads to a session. */
static void test_members__a_token_makes_no_way_into_an_account(void **state)
{
    static const char first[] = "{\"password\":\"another long night\"}";
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char body[96];

    ask(http, "PATCH /members/me", .as = keys->grace, .body = first);
    expect_problem(http, 403, "token-not-enough");
    ask(http, "POST /members/me/entry", .as = keys->grace);
    expect_problem(http, 403, "token-not-enough");
    ask(http, "GET /members/me", .as = keys->grace);
    expect_false(http, "has_password");
    expect_null(http, "entry");
    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{}");
    snprintf(body, sizeof(body), "{\"entry\":\"%s\"}",
             json_string_value(client_json(http, "secret")));
    jar_do(&jar, http, "POST /sessions", .body = body);
    jar_do(&jar, http, "POST /members/me/entry");
    expect(http, 201);
    jar_do(&jar, http, "PATCH /members/me", .body = first);
    expect(http, 200);
    expect_true(http, "has_password");
    /* From now on there's a password to show. */
    ask(http, "POST /members/me/entry", .as = keys->grace);
    expect(http, 201);
}

static void test_members__a_new_password_can_end_the_tokens(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /members/me", .as = keys->session, .headers = {OURS},
        .body = "{\"name\":\"ada\",\"end_tokens\":true}");
    expect_field(http, "body", "/password");
    ask(http, "PATCH /members/me", .as = keys->session, .headers = {OURS},
        .body = "{\"password\":\"another long night\",\"current_password\":\"" PASSWORD "\"}");
    expect(http, 200);
    ask(http, "GET /members/me", .as = keys->ada);
    expect(http, 200);
    ask(http, "PATCH /members/me", .as = keys->session, .headers = {OURS},
        .body = "{\"password\":\"yet another night\","
                "\"current_password\":\"another long night\",\"end_tokens\":true}");
    expect(http, 200);
    ask(http, "GET /members/me", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /members/me", .as = keys->reader);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /tokens", .as = keys->session);
    expect_count(http, "items", 0);
    ask(http, "GET /activity?kind=token_revoked", .as = keys->session);
    expect_count(http, "items", 3);
    ask(http, "GET /members/me", .as = keys->grace);
    expect(http, 200);
}

static void test_members__the_host_can_end_the_tokens(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, "another long night\n", "member", "passwd", "ada", "--password-stdin");
    ask(http, "GET /members/me", .as = keys->ada);
    expect(http, 200);
    MUST(club, "yet another night\n", "member", "passwd", "ada", "--end-tokens",
         "--password-stdin");
    ask(http, "GET /members/me", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
}

/* The contract says so: what is not looked at must not seem to have been checked. */
static void test_members__the_current_password_is_only_for_a_new_one(void **state)
{
    static const char *const bodies[] = {
        "{\"current_password\":\"" PASSWORD "\"}",
        "{\"name\":\"Ada L.\",\"current_password\":\"" PASSWORD "\"}",
        "{\"name\":\"Ada L.\",\"current_password\":\"a guess\"}",
    };
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = bodies[i]);
        expect_field(&club->http, "body", "/password");
    }
    ask(&club->http, "GET /members/me", .as = keys->ada);
    expect_text(&club->http, "name", "ada");
}

/* Wherever a member is shown. */
static void test_members__a_chosen_colour_shows_everywhere_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals", .as = keys->reader);
    expect_text(http, "items.0.voters.0.color", "#0f766e");
    ask(http, "PATCH /members/me", .as = keys->session, .headers = {OURS},
        .body = "{\"color\":\"#a21caf\"}");
    expect(http, 200);
    expect_text(http, "color", "#a21caf");
    expect_true(http, "has_own_color");
    ask(http, "GET /proposals", .as = keys->reader);
    expect_text(http, "items.0.voters.0.color", "#a21caf");
    expect_text(http, "items.0.proposer.color", "#a21caf");
    ask(http, "GET /votes?proposal_id=1", .as = keys->grace);
    expect_text(http, "items.0.member.color", "#a21caf");
    ask(http, "GET /club", .as = keys->session);
    expect_text(http, "member.color", "#a21caf");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect_text(http, "member.color", "#a21caf");
    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"color\":null}");
    expect_text(http, "color", "#0f766e");
    expect_false(http, "has_own_color");
}

static void test_members__other_colours_are_refused(void **state)
{
    static const char *const bodies[] = {
        "{\"color\":\"#ffffff\"}", "{\"color\":\"#A21CAF\"}", "{\"color\":\"\"}",
        "{\"color\":\"red\"}",     "{\"color\":3}",
    };
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = bodies[i]);
        expect_field(&club->http, "body", "/color");
    }
}

static void test_members__a_password_is_removed_only_with_the_one_before(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /members/me", .as = keys->ada, .body = "{\"password\":null}");
    expect_field(http, "body", "/current_password");
    ask(http, "PATCH /members/me", .as = keys->ada,
        .body = "{\"password\":null,\"current_password\":\"" PASSWORD "\"}");
    expect_problem(http, 409, "no-way-back");
    ask(http, "PATCH /members/me", .as = keys->root,
        .body = "{\"password\":null,\"current_password\":\"" PASSWORD "\"}");
    expect_problem(http, 409, "needs-password");
    ask(http, "POST /members/me/entry", .as = keys->ada);
    expect(http, 201);
    ask(http, "PATCH /members/me", .as = keys->ada,
        .body = "{\"password\":null,\"current_password\":\"" PASSWORD "\"}");
    expect(http, 200);
    expect_false(http, "has_password");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 401, "sign-in-failed");
    /* There is nothing to remove. */
    ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"password\":null}");
    expect(http, 200);
    expect_false(http, "has_password");
}

/* A stolen session or token must not become a way to guess the password. */
static void test_members__guesses_at_the_current_password_are_counted(void **state)
{
    struct club *club = *state;

    for (int i = 0; i < 6; i++)
        ask(&club->http, "PATCH /members/me", .as = keys->ada,
            .body = "{\"password\":\"another long night\",\"current_password\":\"a guess\"}");
    expect_problem(&club->http, 429, "too-many-attempts");
}

/* A stranger who knows only the name has used up the tries at signing in with it. */
static void test_members__nobody_is_kept_from_a_new_password_by_tries_at_their_name(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    for (int i = 0; i < 6; i++)
        ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"a guess\"}");
    expect_problem(http, 429, "too-many-attempts");
    ask(http, "PATCH /members/me", .as = keys->ada,
        .body = "{\"password\":\"another long night\",\"current_password\":\"" PASSWORD "\"}");
    expect(http, 200);
}

static void test_members__weak_passwords_are_refused(void **state)
{
    struct club *club = *state;
    static const char *const bodies[] = {"{\"password\":\"elevenchars\"}",
                                         "{\"password\":\"PasswordPassword\"}",
                                         "{\"password\":\"123456789012\"}", "{\"password\":7}"};

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->grace, .body = bodies[i]);
        expect_field(&club->http, "body", "/password");
    }
}

static void test_members__leaving_takes_votes_and_keys_along(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "DELETE /members/me", .as = keys->session, .headers = {OURS});
    expect(http, 204);
    expect_cookie_gone(http, keys->session);
    ask(http, "GET /club", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /club", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect(http, 200);
    expect_null(http, "proposer");
    expect_number(http, "vote_count", 0);
    expect_count(http, "voters", 0);
    MUST(club, NULL, "member", "add", "ada");
}

static void test_members__the_last_admin_stays(void **state)
{
    struct club *club = *state;

    ask(&club->http, "DELETE /members/me", .as = keys->root);
    expect_problem(&club->http, 409, "last-admin");
    MUST(club, NULL, "member", "role", "ada", "admin");
    ask(&club->http, "DELETE /members/me", .as = keys->root);
    expect(&club->http, 204);
}

SUITE(test_members)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_members__me_is_told_whole),
        CLUB_TEST(test_members__a_new_name_is_shown_on_the_page_at_once),
        CLUB_TEST(test_members__a_name_is_taken_in_any_spelling),
        CLUB_TEST(test_members__names_that_do_not_show_are_refused),
        CLUB_TEST(test_members__a_new_password_ends_all_other_sessions),
        CLUB_TEST(test_members__a_password_is_changed_only_with_the_one_before),
        CLUB_TEST(test_members__a_token_makes_no_way_into_an_account),
        CLUB_TEST(test_members__a_new_password_can_end_the_tokens),
        CLUB_TEST(test_members__the_host_can_end_the_tokens),
        CLUB_TEST(test_members__the_current_password_is_only_for_a_new_one),
        CLUB_TEST(test_members__a_chosen_colour_shows_everywhere_at_once),
        CLUB_TEST(test_members__other_colours_are_refused),
        CLUB_TEST(test_members__a_password_is_removed_only_with_the_one_before),
        CLUB_TEST(test_members__guesses_at_the_current_password_are_counted),
        CLUB_TEST(test_members__nobody_is_kept_from_a_new_password_by_tries_at_their_name),
        CLUB_TEST(test_members__weak_passwords_are_refused),
        CLUB_TEST(test_members__leaving_takes_votes_and_keys_along),
        CLUB_TEST(test_members__the_last_admin_stays),
    };

    return RUN(tests);
}
