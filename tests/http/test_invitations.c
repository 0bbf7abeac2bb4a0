/* /invitations: links that admins make, what they open, and who is told their secret. */
#include <string.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static const char *text_at(struct client *http, const char *path)
{
    const char *text = json_string_value(client_json(http, path));

    assert_non_null(text);
    return text;
}

static void look_up(struct client *http, const char *secret)
{
    char body[200];

    snprintf(body, sizeof(body), "{\"secret\":\"%s\"}", secret);
    ask(http, "POST /invitations/lookup", .body = body);
}

/* Makes one; its secret. */
static void invite(struct club *club, const char *body, char secret[64])
{
    ask(&club->http, "POST /invitations", .as = keys->root, .body = body);
    expect(&club->http, 201);
    snprintf(secret, 64, "%s", text_at(&club->http, "secret"));
}

static void test_invitations__are_told_with_their_link(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char path[80];

    ask(http, "POST /invitations", .as = keys->root,
        .body = "{\"note\":\"for Friday\",\"max_uses\":3,\"days\":7}");
    expect(http, 201);
    expect_header(http, "Location", "/api/v1/invitations/2");
    expect_header(http, "Cache-Control", "no-store");
    expect_text(http, "note", "for Friday");
    expect_number(http, "max_uses", 3);
    expect_number(http, "uses", 0);
    expect_text(http, "state", "open");
    expect_text(http, "created_by.name", "root");
    assert_int_equal(strlen(text_at(http, "secret")), 43);
    snprintf(path, sizeof(path), "/join#%s", text_at(http, "secret"));
    expect_text(http, "path", path);
    ask(http, "GET /invitations/2", .as = keys->root);
    expect(http, 200);
    expect_text(http, "path", path);
}

static void test_invitations__without_bounds_are_for_any_number_for_good(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const bodies[] = {"{}", "{\"note\":null,\"max_uses\":null,\"days\":null}"};

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(http, "POST /invitations", .as = keys->root, .body = bodies[i]);
        expect(http, 201);
        expect_null(http, "note");
        expect_null(http, "max_uses");
        expect_null(http, "expires_at");
    }
}

static void test_invitations__bad_fields_are_named(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *body, *pointer;
    } bad[] = {
        {"{\"note\":\"\"}", "/note"},
        {"{\"note\":\" for you\"}", "/note"},
        {"{\"note\":\"a\\nb\"}", "/note"},
        {"{\"max_uses\":0}", "/max_uses"},
        {"{\"max_uses\":1001}", "/max_uses"},
        {"{\"max_uses\":\"3\"}", "/max_uses"},
        {"{\"days\":0}", "/days"},
        {"{\"days\":366}", "/days"},
        {"{\"days\":1.5}", "/days"},
        {"{\"secret\":\"mine\"}", "/secret"},
    };

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ask(&club->http, "POST /invitations", .as = keys->root, .body = bad[i].body);
        expect_field(&club->http, "body", bad[i].pointer);
    }
    ask(&club->http, "GET /invitations", .as = keys->root);
    expect_count(&club->http, "items", 1);
}

static void test_invitations__lists_hold_no_secret(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], line[200];

    invite(club, "{}", secret);
    ask(http, "GET /invitations?limit=1", .as = keys->root);
    expect(http, 200);
    expect_number(http, "items.0.id", 2);
    expect_absent(http, "items.0.secret");
    assert_null(strstr(http->answer.body, secret));
    snprintf(line, sizeof(line), "GET /invitations?limit=1&cursor=%s", text_at(http, "next"));
    ask(http, line, .as = keys->root);
    expect_number(http, "items.0.id", 1);
    expect_null(http, "next");
}

/* With the link it would make members. */
static void test_invitations__a_token_that_may_only_read_gets_no_link(void **state)
{
    struct club *club = *state;
    char secret[64], reader[64];

    invite(club, "{}", secret);
    club_add_token(club, "root", "read", reader, sizeof(reader));
    ask(&club->http, "GET /invitations/2", .as = reader);
    expect(&club->http, 200);
    expect_text(&club->http, "state", "open");
    expect_false(&club->http, "has_link");
    expect_null(&club->http, "secret");
    expect_null(&club->http, "path");
    ask(&club->http, "GET /invitations", .as = reader);
    expect_false(&club->http, "items.0.has_link");
}

/* The first one of the tests' club has a secret that follows from no key. */
static void test_invitations__lists_say_whose_link_can_be_shown(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /invitations", .as = keys->root, .body = "{}");
    expect_true(http, "has_link");
    ask(http, "POST /invitations", .as = keys->root, .body = "{}");
    ask(http, "DELETE /invitations/3", .as = keys->root);
    ask(http, "GET /invitations", .as = keys->root);
    expect(http, 200);
    expect_text(http, "items.0.state", "revoked");
    expect_false(http, "items.0.has_link");
    expect_true(http, "items.1.has_link");
    expect_text(http, "items.2.state", "open");
    expect_false(http, "items.2.has_link");
    ask(http, "GET /invitations/1", .as = keys->root);
    expect_false(http, "has_link");
    expect_null(http, "secret");
}

/* A messenger that draws a preview asks, too. */
static void test_invitations__looking_one_up_uses_nothing_up(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    invite(club, "{\"max_uses\":1}", secret);
    for (int i = 0; i < 30; i++) {
        look_up(http, secret);
        expect(http, 200);
    }
    expect_text(http, "kind", "invitation");
    expect_text(http, "club_name", "Film Club");
    expect_text(http, "invited_by.name", "root");
    expect_header(http, "Cache-Control", "no-store");
    ask(http, "GET /invitations/2", .as = keys->root);
    expect_number(http, "uses", 0);
}

static void test_invitations__that_are_revoked_say_so_and_show_no_link(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64];

    invite(club, "{}", secret);
    for (int i = 0; i < 2; i++) {
        ask(http, "DELETE /invitations/2", .as = keys->root);
        expect(http, 204);
    }
    look_up(http, secret);
    expect_problem(http, 410, "invitation-over");
    expect_text(http, "params.why", "revoked");
    ask(http, "GET /invitations/2", .as = keys->root);
    expect_text(http, "state", "revoked");
    expect_null(http, "secret");
    expect_null(http, "path");
    ask(http, "DELETE /invitations/99", .as = keys->root);
    expect_problem(http, 404, "not-found");
}

/* Whoever guesses is slowed down; whoever has a good link is not, not even beside them. */
static void test_invitations__guesses_keep_nobody_else_out(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char secret[64], wrong[64];
    int looked_at = 0;

    invite(club, "{}", secret);
    for (int i = 0; i < 40; i++) {
        snprintf(wrong, sizeof(wrong), "guess %d", i);
        look_up(http, wrong);
        looked_at += http->answer.status == 404;
    }
    expect_problem(http, 429, "too-many-attempts");
    assert_in_range(looked_at, 10, 20);
    look_up(http, secret);
    expect(http, 200);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
}

static void test_invitations__secret_is_in_no_file_and_no_log(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const endings[] = {"", "-wal", ".backup", ".key"};
    char secret[64], path[200];

    invite(club, "{}", secret);
    look_up(http, secret);
    snprintf(path, sizeof(path), "%s.backup", club->db);
    MUST(club, NULL, "backup", path);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        auto_strbuf struct strbuf file;

        snprintf(path, sizeof(path), "%s%s", club->db, endings[i]);
        strbuf_init(&file, 16 * 1024 * 1024);
        inspect_file(path, &file);
        assert_null(memmem(file.bytes, file.length, secret, strlen(secret)));
    }
    auto_free char *log = club_log(club);

    assert_non_null(strstr(log, "/invitations/lookup"));
    assert_null(strstr(log, secret));
}

static void test_invitations__the_demo_has_one_that_everybody_knows(void **state)
{
    struct club *club = *state;

    look_up(&club->http, "mq_demo_invitation");
    expect(&club->http, 200);
    expect_text(&club->http, "invited_by.name", "admin");
}

SUITE(test_invitations)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_invitations__are_told_with_their_link),
        CLUB_TEST(test_invitations__without_bounds_are_for_any_number_for_good),
        CLUB_TEST(test_invitations__bad_fields_are_named),
        CLUB_TEST(test_invitations__lists_hold_no_secret),
        CLUB_TEST(test_invitations__a_token_that_may_only_read_gets_no_link),
        CLUB_TEST(test_invitations__lists_say_whose_link_can_be_shown),
        CLUB_TEST(test_invitations__looking_one_up_uses_nothing_up),
        CLUB_TEST(test_invitations__that_are_revoked_say_so_and_show_no_link),
        CLUB_TEST(test_invitations__guesses_keep_nobody_else_out),
        CLUB_TEST(test_invitations__secret_is_in_no_file_and_no_log),
        DEMO_TEST(test_invitations__the_demo_has_one_that_everybody_knows),
    };

    return RUN(tests);
}
