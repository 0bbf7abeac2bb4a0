/* /tokens: what programs show instead of a session. */
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

/* Makes one; the secret, in `token`. */
static int64_t make_token(struct client *http, const char *as, const char *scope, char token[64])
{
    char body[96];

    snprintf(body, sizeof(body), "{\"name\":\"Hall\",\"scope\":\"%s\"}", scope);
    ask(http, "POST /tokens", .as = as, .body = body);
    expect(http, 201);
    snprintf(token, 64, "%s", json_string_value(client_json(http, "token")));
    return number_at(http, "id");
}

static void test_tokens__one_is_made_used_and_revoked(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char token[64], line[64];
    int64_t id = make_token(http, keys->ada, "write", token);

    assert_memory_equal(token, "mq_", 3);
    assert_int_equal(strlen(token), 3 + 43);
    expect_text(http, "name", "Hall");
    expect_text(http, "scope", "write");
    expect_null(http, "last_used_at");
    expect_header(http, "Cache-Control", "no-store");
    snprintf(line, sizeof(line), "/api/v1/tokens/%lld", (long long)id);
    expect_header(http, "Location", line);
    ask(http, "PUT /votes/2", .as = token);
    expect(http, 200);
    ask(http, "GET /members/me", .as = token);
    expect_text(http, "name", "ada");
    snprintf(line, sizeof(line), "DELETE /tokens/%lld", (long long)id);
    ask(http, line, .as = keys->grace);
    expect_problem(http, 404, "not-found");
    ask(http, line, .as = keys->root);
    expect_problem(http, 404, "not-found");
    ask(http, line, .as = token);
    expect(http, 204);
    ask(http, "GET /club", .as = token);
    expect_problem(http, 401, "unauthenticated");
    ask(http, line, .as = keys->ada);
    expect_problem(http, 404, "not-found");
}

static void test_tokens__mine_are_listed_without_their_secrets(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char token[64];

    make_token(http, keys->ada, "read", token);
    ask(http, "GET /tokens", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 3);
    expect_null(http, "items.0.name");
    expect_text(http, "items.0.scope", "write");
    expect_text(http, "items.2.name", "Hall");
    expect_text(http, "items.2.scope", "read");
    assert_null(strstr(http->answer.body, "mq_"));
    ask(http, "GET /tokens?limit=2", .as = keys->ada);
    expect_count(http, "items", 2);
    assert_true(json_is_string(client_json(http, "next")));
    ask(http, "GET /tokens", .as = keys->grace);
    expect_count(http, "items", 1);
}

static void test_tokens__one_that_may_only_read_makes_and_ends_none(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char token[64];

    make_token(http, keys->ada, "read", token);
    ask(http, "GET /members/me", .as = token);
    expect(http, 200);
    ask(http, "PUT /votes/2", .as = token);
    expect_problem(http, 403, "read-only-token");
    ask(http, "POST /tokens", .as = token, .body = "{\"name\":\"x\",\"scope\":\"read\"}");
    expect_problem(http, 403, "read-only-token");
    ask(http, "DELETE /tokens/1", .as = token);
    expect_problem(http, 403, "read-only-token");
}

static void test_tokens__bad_fields_are_named(void **state)
{
    static const struct {
        const char *body, *pointer;
    } wrong[] = {
        {"{\"scope\":\"read\"}", "/name"},
        {"{\"name\":\"x\"}", "/scope"},
        {"{\"name\":\"\",\"scope\":\"read\"}", "/name"},
        {"{\"name\":\" x\",\"scope\":\"read\"}", "/name"},
        {"{\"name\":\"x\",\"scope\":\"admin\"}", "/scope"},
        {"{\"name\":\"x\",\"scope\":\"Read\"}", "/scope"},
        {"{\"name\":\"x\",\"scope\":null}", "/scope"},
    };
    struct club *club = *state;
    struct client *http = &club->http;
    char body[256];

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(http, "POST /tokens", .as = keys->ada, .body = wrong[i].body);
        expect_field(http, "body", wrong[i].pointer);
    }
    snprintf(body, sizeof(body), "{\"name\":\"%0101d\",\"scope\":\"read\"}", 0);
    ask(http, "POST /tokens", .as = keys->ada, .body = body);
    expect_field(http, "body", "/name");
    ask(http, "GET /tokens", .as = keys->ada);
    expect_count(http, "items", 2);
}

static void test_tokens__a_member_has_fifty_at_most(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char token[64];

    for (int i = 1; i < 50; i++)
        make_token(http, keys->grace, "read", token);
    ask(http, "POST /tokens", .as = keys->grace, .body = "{\"name\":\"x\",\"scope\":\"read\"}");
    expect_problem(http, 409, "tokens-full");
    expect_number(http, "params.max", 50);
    ask(http, "DELETE /tokens/6", .as = keys->grace);
    expect(http, 204);
    make_token(http, keys->grace, "read", token);
}

static void test_tokens__secrets_are_not_in_the_database(void **state)
{
    struct club *club = *state;
    auto_strbuf struct strbuf bytes;
    char token[64];

    make_token(&club->http, keys->ada, "write", token);
    club_stop(club);
    strbuf_init(&bytes, 16 * 1024 * 1024);
    inspect_file(club->db, &bytes);
    assert_null(memmem(bytes.bytes, bytes.length, token + 3, strlen(token + 3)));
}

SUITE(test_tokens)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_tokens__one_is_made_used_and_revoked),
        CLUB_TEST(test_tokens__mine_are_listed_without_their_secrets),
        CLUB_TEST(test_tokens__one_that_may_only_read_makes_and_ends_none),
        CLUB_TEST(test_tokens__bad_fields_are_named),
        CLUB_TEST(test_tokens__a_member_has_fifty_at_most),
        CLUB_TEST(test_tokens__secrets_are_not_in_the_database),
    };

    return RUN(tests);
}
