/* Own links: they open their member's seat, and nothing else. */
#include <time.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"
#include "support/jar.h"

/* Makes a link with this request; its secret. */
static const char *make_link(struct client *http, const char *line, const char *as, char secret[64])
{
    const char *text;

    ask(http, line, .as = as, .body = strstr(line, "/me/") == NULL ? "{}" : NULL);
    expect(http, 201);
    text = json_string_value(client_json(http, "secret"));
    assert_non_null(text);
    assert_int_equal(strlen(text), 43);
    snprintf(secret, 64, "%s", text);
    return secret;
}

static int enter_by(struct jar *jar, struct client *http, const char *secret, const char *password)
{
    char body[256];

    if (password == NULL)
        snprintf(body, sizeof(body), "{\"entry\":\"%s\"}", secret);
    else
        snprintf(body, sizeof(body), "{\"entry\":\"%s\",\"password\":\"%s\"}", secret, password);
    return jar_do(jar, http, "POST /sessions", .body = body);
}

static void test_entries__a_link_opens_its_members_seat(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char secret[64], path[96];

    ask(http, "GET /members/me", .as = keys->grace);
    expect_null(http, "entry");
    make_link(http, "POST /members/2/entry", keys->root, secret);
    snprintf(path, sizeof(path), "/enter#%s", secret);
    expect_text(http, "path", path);
    expect_header(http, "Cache-Control", "no-store");
    ask(http, "GET /members/me", .as = keys->grace);
    expect_null(http, "entry.used_at");
    enter_by(&jar, http, secret, NULL);
    expect(http, 201);
    expect_text(http, "member.name", "grace");
    jar_do(&jar, http, "GET /members/me");
    expect_text(http, "name", "grace");
    assert_true(json_is_string(client_json(http, "entry.used_at")));
    expect_null(http, "entry.user_agent");
    assert_null(strstr(http->answer.body, secret));
}

static void test_entries__where_it_was_used_last_is_said(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], body[128];

    make_link(http, "POST /members/2/entry", keys->root, secret);
    snprintf(body, sizeof(body), "{\"entry\":\"%s\"}", secret);
    ask(http, "POST /sessions", .body = body, .headers = {"User-Agent: Kino/2"});
    expect(http, 201);
    ask(http, "GET /members/me", .as = keys->grace);
    expect_text(http, "entry.user_agent", "Kino/2");
}

static void test_entries__a_new_one_ends_the_old_one_but_no_session(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0}, other = {0};
    char old[64], secret[64];

    make_link(http, "POST /members/2/entry", keys->root, old);
    enter_by(&jar, http, old, NULL);
    make_link(http, "POST /members/2/entry", keys->root, secret);
    enter_by(&other, http, old, NULL);
    expect_problem(http, 404, "link-unknown");
    assert_int_equal(other.count, 0);
    jar_do(&jar, http, "GET /members/me");
    expect(http, 200);
    enter_by(&other, http, secret, NULL);
    expect(http, 201);
    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{\"end_sessions\":true}");
    expect(http, 201);
    jar_do(&jar, http, "GET /members/me");
    expect_problem(http, 401, "unauthenticated");
    jar_do(&other, http, "GET /members/me");
    expect_problem(http, 401, "unauthenticated");
    /* The token of grace is no session. */
    ask(http, "GET /members/me", .as = keys->grace);
    expect(http, 200);
}

static void test_entries__an_admins_also_needs_the_password(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char secret[64];

    make_link(http, "POST /members/me/entry", keys->root, secret);
    enter_by(&jar, http, secret, NULL);
    expect_problem(http, 403, "password-needed");
    enter_by(&jar, http, secret, "not the password");
    expect_problem(http, 401, "sign-in-failed");
    assert_int_equal(jar.count, 0);
    ask(http, "GET /members/me", .as = keys->root);
    expect_null(http, "entry.used_at");
    enter_by(&jar, http, secret, PASSWORD);
    expect(http, 201);
    expect_text(http, "member.name", "root");
}

/* A stranger who knows only the name cannot use up the tries of whoever has the link. */
static void test_entries__tries_by_name_do_not_lock_the_owner_of_a_link_out(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char secret[64];

    make_link(http, "POST /members/me/entry", keys->root, secret);
    for (int i = 0; i < 6; i++)
        ask(http, "POST /sessions", .body = "{\"name\":\"root\",\"password\":\"x\"}");
    expect_problem(http, 429, "too-many-attempts");
    enter_by(&jar, http, secret, PASSWORD);
    expect(http, 201);
    for (int i = 0; i < 6; i++)
        enter_by(&jar, http, secret, "x");
    expect_problem(http, 429, "too-many-attempts");
}

/* One try comes back every 6 seconds, so on a busy machine there are some more than ten. */
static void test_entries__wrong_ones_are_counted_and_right_ones_always_open(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    time_t start = time(NULL);
    char secret[64], body[64];
    long tries = 0;

    make_link(http, "POST /members/2/entry", keys->root, secret);
    do {
        snprintf(body, sizeof(body), "{\"entry\":\"guess %ld\"}", tries++);
    } while (ask(http, "POST /sessions", .body = body) == 404);
    expect_problem(http, 429, "too-many-attempts");
    assert_in_range(tries, 11, 12 + (time(NULL) - start) / 6);
    assert_non_null(client_header(http, "Retry-After"));
    enter_by(&jar, http, secret, NULL);
    expect(http, 201);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
}

static void test_entries__bad_fields_are_named(void **state)
{
    static const struct {
        const char *body, *pointer;
    } wrong[] = {
        {"{}", "/name"},
        {"{\"entry\":\"x\",\"name\":\"ada\"}", "/name"},
        {"{\"entry\":\"\"}", "/entry"},
        {"{\"entry\":7}", "/entry"},
        {"{\"entry\":null}", "/entry"},
        {"{\"name\":\"ada\"}", "/password"},
    };
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(http, "POST /sessions", .body = wrong[i].body);
        expect_field(http, "body", wrong[i].pointer);
        expect_header(http, "Set-Cookie", NULL);
    }
    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{\"end_sessions\":1}");
    expect_field(http, "body", "/end_sessions");
    ask(http, "POST /members/99/entry", .as = keys->root, .body = "{}");
    expect_problem(http, 404, "not-found");
}

static void test_entries__the_operator_gives_one_too(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct outcome made = COMMAND(club, NULL, "member", "entry", "grace");
    const char *hash = strstr(made.out, "/enter#");
    struct jar jar = {0};
    char secret[64];

    assert_int_equal(made.status, 0);
    assert_non_null(hash);
    snprintf(secret, sizeof(secret), "%.43s", hash + strlen("/enter#"));
    enter_by(&jar, http, secret, NULL);
    expect(http, 201);
    expect_text(http, "member.name", "grace");
    MUST(club, NULL, "member", "entry", "grace", "--sign-out");
    jar_do(&jar, http, "GET /members/me");
    expect_problem(http, 401, "unauthenticated");
    assert_int_equal(COMMAND(club, NULL, "member", "entry", "nobody").status, 1);
}

static void test_entries__the_operator_is_told_where_one_opens_nothing_yet(void **state)
{
    struct club *club = *state;
    struct outcome made = COMMAND(club, NULL, "member", "entry", "grace");

    assert_null(strstr(made.err, "reactivate"));
    MUST(club, NULL, "member", "deactivate", "grace");
    made = COMMAND(club, NULL, "member", "entry", "grace");
    assert_int_equal(made.status, 0);
    assert_non_null(strstr(made.err, "marquee member reactivate grace"));
}

static void test_entries__secrets_are_neither_in_the_database_nor_in_the_log(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    auto_strbuf struct strbuf bytes;
    struct jar jar = {0};
    char secret[64], *log;

    make_link(http, "POST /members/2/entry", keys->root, secret);
    enter_by(&jar, http, secret, NULL);
    expect(http, 201);
    log = club_log(club);
    assert_null(strstr(log, secret));
    free(log);
    club_stop(club);
    strbuf_init(&bytes, 16 * 1024 * 1024);
    inspect_file(club->db, &bytes);
    assert_null(memmem(bytes.bytes, bytes.length, secret, strlen(secret)));
}

static void test_entries__a_link_adds_a_seat(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct jar jar = {0};
    char secret[64];

    jar_do(&jar, http, "POST /sessions",
           .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    make_link(http, "POST /members/2/entry", keys->root, secret);
    enter_by(&jar, http, secret, NULL);
    expect(http, 201);
    jar_do(&jar, http, "GET /club");
    expect_count(http, "seats", 2);
    expect_text(http, "member.name", "grace");
    jar_do(&jar, http, "GET /members/me", .headers = {"Marquee-Seat: 1"});
    expect_text(http, "name", "ada");
}

SUITE(test_entries)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_entries__a_link_opens_its_members_seat),
        CLUB_TEST(test_entries__where_it_was_used_last_is_said),
        CLUB_TEST(test_entries__a_new_one_ends_the_old_one_but_no_session),
        CLUB_TEST(test_entries__an_admins_also_needs_the_password),
        CLUB_TEST(test_entries__tries_by_name_do_not_lock_the_owner_of_a_link_out),
        CLUB_TEST(test_entries__wrong_ones_are_counted_and_right_ones_always_open),
        CLUB_TEST(test_entries__bad_fields_are_named),
        CLUB_TEST(test_entries__the_operator_gives_one_too),
        CLUB_TEST(test_entries__the_operator_is_told_where_one_opens_nothing_yet),
        CLUB_TEST(test_entries__secrets_are_neither_in_the_database_nor_in_the_log),
        CLUB_TEST(test_entries__a_link_adds_a_seat),
    };

    return RUN(tests);
}
