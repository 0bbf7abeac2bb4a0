/* /sessions: signing in, signing out, and how long a secret opens anything. */
#include <time.h>

#include "store/sessions.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

#define ADA   "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}"
#define WRONG "{\"name\":\"ada\",\"password\":\"not the password\"}"
#define OURS  "Sec-Fetch-Site: same-origin"

/* Signs in; the cookie as `.as` takes it. */
static const char *sign_in(struct client *http, char cookie[128], const char *as)
{
    const char *set;

    ask(http, "POST /sessions", .as = as, .body = ADA, .headers = {OURS});
    expect(http, 201);
    set = client_header(http, "Set-Cookie");
    snprintf(cookie, 128, "%.*s", (int)strcspn(set, ";"), set);
    return cookie;
}

static const char *secret_of(const char *cookie)
{
    return strchr(cookie, '=') + 1;
}

static void expect_dead(struct client *http, const char *cookie)
{
    ask(http, "GET /club", .as = cookie);
    expect_problem(http, 401, "unauthenticated");
}

static void test_sessions__signing_in_tells_who_it_is(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char location[64], cookie[128];

    ask(http, "POST /sessions", .body = "{\"name\":\"ADA\",\"password\":\"" PASSWORD "\"}",
        .headers = {"User-Agent: Kino/1.0 \xc3\xa4"});
    expect(http, 201);
    expect_true(http, "current");
    expect_text(http, "user_agent", "Kino/1.0 ??");
    expect_text(http, "member.name", "ada");
    expect_text(http, "member.role", "member");
    expect_header(http, "Cache-Control", "no-store");
    snprintf(location, sizeof(location), "/api/v1/sessions/%lld", (long long)number_at(http, "id"));
    expect_header(http, "Location", location);
    snprintf(cookie, sizeof(cookie), "%.*s", (int)strcspn(client_header(http, "Set-Cookie"), ";"),
             client_header(http, "Set-Cookie"));
    ask(http, "GET /members/me", .as = cookie);
    expect(http, 200);
    expect_text(http, "name", "ada");
}

static void test_sessions__signing_in_again_ends_the_session_of_this_browser(void **state)
{
    struct club *club = *state;
    char first[128], second[128];

    sign_in(&club->http, first, NULL);
    sign_in(&club->http, second, first);
    assert_string_not_equal(first, second);
    expect_dead(&club->http, first);
    ask(&club->http, "GET /members/me", .as = second);
    expect(&club->http, 200);
}

static void test_sessions__signing_out_ends_it_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "DELETE /sessions", .as = keys->session, .headers = {OURS});
    expect(http, 204);
    expect_cookie_gone(http, keys->session);
    expect_dead(http, keys->session);
}

/* Without its dead cookie the visitor's page works again; so the answer takes it away. */
static void test_sessions__a_dead_cookie_is_cleared(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    expect_dead(http, keys->over);
    expect_cookie_gone(http, keys->over);
    expect_header(http, "WWW-Authenticate", "Bearer");
    ask(http, "POST /sessions", .as = keys->over, .body = ADA, .headers = {OURS});
    expect(http, 201);
    ask(http, "GET /club", .as = keys->revoked);
    expect_header(http, "Set-Cookie", NULL);
}

static void test_sessions__an_expired_one_is_over(void **state)
{
    struct club *club = *state;

    inspect_run(club->db, "UPDATE sessions SET created_at = 1, last_seen_at = 1, expires_at = 2");
    club_start(club);
    expect_dead(&club->http, keys->session);
}

static void test_sessions__mine_are_listed_and_others_are_not(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char cookie[128], line[64];
    int64_t id;

    sign_in(http, cookie, NULL);
    id = number_at(http, "id");
    ask(http, "GET /sessions", .as = cookie);
    expect(http, 200);
    expect_count(http, "items", 2);
    expect_false(http, "items.0.current");
    expect_true(http, "items.1.current");
    expect_number(http, "items.1.id", id);
    assert_null(strstr(http->answer.body, secret_of(cookie)));
    ask(http, "GET /sessions?limit=1", .as = cookie);
    expect_count(http, "items", 1);
    assert_true(json_is_string(client_json(http, "next")));
    ask(http, "GET /sessions", .as = keys->grace);
    expect_count(http, "items", 0);
    snprintf(line, sizeof(line), "DELETE /sessions/%lld", (long long)id);
    ask(http, line, .as = keys->grace);
    expect_problem(http, 404, "not-found");
    ask(http, line, .as = keys->ada);
    expect(http, 204);
    expect_dead(http, cookie);
}

static void test_sessions__all_others_end_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char kept[128], root[128];

    ask(http, "POST /sessions", .body = "{\"name\":\"root\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
    snprintf(root, sizeof(root), "%.*s", (int)strcspn(client_header(http, "Set-Cookie"), ";"),
             client_header(http, "Set-Cookie"));
    sign_in(http, kept, NULL);
    ask(http, "DELETE /sessions/others", .as = kept, .headers = {OURS});
    expect(http, 204);
    expect_header(http, "Set-Cookie", NULL);
    expect_dead(http, keys->session);
    ask(http, "GET /members/me", .as = kept);
    expect(http, 200);
    /* Other members stay, and so do tokens. */
    ask(http, "GET /members/me", .as = root);
    expect(http, 200);
    ask(http, "GET /sessions", .as = keys->ada);
    expect_count(http, "items", 1);
    ask(http, "DELETE /sessions/others", .as = keys->ada);
    expect(http, 204);
    expect_dead(http, kept);
}

static void test_sessions__a_token_has_none_to_end(void **state)
{
    struct club *club = *state;

    ask(&club->http, "DELETE /sessions", .as = keys->ada);
    expect_problem(&club->http, 404, "not-found");
}

/* Only the hash of a secret is stored: who reads the file cannot sign in. */
static void test_sessions__secrets_are_not_in_the_database(void **state)
{
    struct club *club = *state;
    auto_strbuf struct strbuf bytes;
    const char *const secrets[] = {secret_of(keys->session), keys->ada + 3, PASSWORD};

    strbuf_init(&bytes, 16 * 1024 * 1024);
    inspect_file(club->db, &bytes);
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        assert_null(memmem(bytes.bytes, bytes.length, secrets[i], strlen(secrets[i])));
}

/* ---- wrong ones --------------------------------------------------------------------------------
 */

/* Everything but the request id. */
static void test_sessions__a_wrong_name_and_a_wrong_password_are_not_told_apart(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const bodies[] = {
        WRONG,
        "{\"name\":\"nobody\",\"password\":\"not the password\"}",
        "{\"name\":\"grace\",\"password\":\"not the password\"}",
    };
    json_t *first = NULL;

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(http, "POST /sessions", .body = bodies[i]);
        expect_problem(http, 401, "sign-in-failed");
        expect_header(http, "Set-Cookie", NULL);
        expect_header(http, "WWW-Authenticate", NULL);
        json_object_del(http->answer.json, "request_id");
        if (first == NULL)
            first = json_deep_copy(http->answer.json);
        assert_true(json_equal(first, http->answer.json));
    }
    json_decref(first);
}

static void test_sessions__five_wrong_passwords_and_then_a_pause(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t seconds;

    for (int i = 0; i < 5; i++) {
        ask(http, "POST /sessions", .body = WRONG);
        expect_problem(http, 401, "sign-in-failed");
    }
    /* Another spelling is the same account, and the right password comes too late. */
    ask(http, "POST /sessions", .body = "{\"name\":\"Ada\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 429, "too-many-attempts");
    seconds = number_at(http, "params.retry_after");
    assert_in_range(seconds, 1, 60);
    assert_int_equal(strtol(client_header(http, "Retry-After"), NULL, 10), seconds);
    expect_header(http, "Set-Cookie", NULL);
    /* Nobody else has to wait for it. */
    ask(http, "POST /sessions", .body = "{\"name\":\"root\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
}

static void test_sessions__unknown_accounts_are_paused_like_others(void **state)
{
    struct club *club = *state;

    for (int i = 0; i < 6; i++)
        ask(&club->http, "POST /sessions", .body = "{\"name\":\"nobody\",\"password\":\"x\"}");
    expect_problem(&club->http, 429, "too-many-attempts");
}

static void test_sessions__right_passwords_are_not_counted(void **state)
{
    struct club *club = *state;
    char cookie[128];

    for (int i = 0; i < 7; i++)
        sign_in(&club->http, cookie, NULL);
}

/* One try comes back every 6 seconds, so on a busy machine there are some more than ten. */
static void test_sessions__ten_wrong_ones_from_an_address_and_then_a_pause(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    time_t start = time(NULL);
    long tries = 0;
    char body[64];

    do {
        snprintf(body, sizeof(body), "{\"name\":\"guess %ld\",\"password\":\"x\"}", tries++);
    } while (ask(http, "POST /sessions", .body = body) == 401);
    expect_problem(http, 429, "too-many-attempts");
    assert_in_range(tries, 11, 12 + (time(NULL) - start) / 6);
}

/* As a version without the limit left it. To undo that takes more memory than SQLite gives it. */
static void test_sessions__very_many_from_before_are_cut_down_at_the_start(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    inspect_run(club->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                          " WHERE i < 100000) INSERT INTO sessions"
                          " (member_id, secret_hash, created_at, last_seen_at, expires_at)"
                          " SELECT 2, randomblob(32), 1, i, 4000000000 FROM n");
    club_start(club);
    ask(http, "GET /sessions?limit=100", .as = keys->grace);
    expect(http, 200);
    expect_count(http, "items", SESSIONS_MAX);
}

SUITE(test_sessions)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_sessions__signing_in_tells_who_it_is),
        CLUB_TEST(test_sessions__signing_in_again_ends_the_session_of_this_browser),
        CLUB_TEST(test_sessions__signing_out_ends_it_at_once),
        PUBLIC_TEST(test_sessions__a_dead_cookie_is_cleared),
        CLOSED_TEST(test_sessions__an_expired_one_is_over),
        CLUB_TEST(test_sessions__mine_are_listed_and_others_are_not),
        CLUB_TEST(test_sessions__all_others_end_at_once),
        CLUB_TEST(test_sessions__a_token_has_none_to_end),
        CLOSED_TEST(test_sessions__secrets_are_not_in_the_database),
        CLUB_TEST(test_sessions__a_wrong_name_and_a_wrong_password_are_not_told_apart),
        CLUB_TEST(test_sessions__five_wrong_passwords_and_then_a_pause),
        CLUB_TEST(test_sessions__unknown_accounts_are_paused_like_others),
        CLUB_TEST(test_sessions__right_passwords_are_not_counted),
        CLUB_TEST(test_sessions__ten_wrong_ones_from_an_address_and_then_a_pause),
        CLOSED_TEST(test_sessions__very_many_from_before_are_cut_down_at_the_start),
    };

    return RUN(tests);
}
