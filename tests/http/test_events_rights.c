/* GET /events and who may hear it: a stream ends as soon as it would not begin any more. */
#include <stdio.h>

#include "app/app.h"
#include "base/clock.h"
#include "store/sessions.h"
#include "support/ear.h"
#include "support/inside.h"
#include "support/jar.h"

/* Tells whoever listens that they still do. */
static void expect_listens(struct ear *ear, struct club *club)
{
    ask(&club->http, "PUT /votes/2", .as = keys->root);
    expect(&club->http, 200);
    await_event(ear, "vote");
    ask(&club->http, "DELETE /votes/2", .as = keys->root);
    await_event(ear, "vote");
}

static void open_as(struct ear *ear, const struct club *club, const char *as)
{
    ear_open(ear, club, .as = as);
    expect_event(ear, "hello");
}

static void test_events_rights__a_revoked_token_ends_its_stream_alone(void **state)
{
    struct club *club = *state;
    struct ear ear, other;
    char line[64], token[64];
    int64_t id;

    ask(&club->http, "POST /tokens", .as = keys->grace,
        .body = "{\"name\":\"Hall\",\"scope\":\"read\"}");
    expect(&club->http, 201);
    id = number_at(&club->http, "id");
    snprintf(token, sizeof(token), "%s", json_string_value(client_json(&club->http, "token")));
    open_as(&ear, club, token);
    open_as(&other, club, keys->grace);
    snprintf(line, sizeof(line), "DELETE /tokens/%lld", (long long)id);
    ask(&club->http, line, .as = keys->grace);
    expect(&club->http, 204);
    expect_end(&ear);
    expect_listens(&other, club);
    ear_close(&ear);
    ear_close(&other);
}

static void test_events_rights__who_signs_out_hears_no_more(void **state)
{
    struct club *club = *state;
    struct ear ear, other;

    open_as(&ear, club, keys->session);
    open_as(&other, club, keys->ada);
    ask(&club->http, "DELETE /sessions", .as = keys->session,
        .headers = {"Sec-Fetch-Site: same-origin"});
    expect(&club->http, 204);
    expect_end(&ear);
    expect_listens(&other, club);
    ear_close(&ear);
    ear_close(&other);
}

static void test_events_rights__who_is_deactivated_hears_no_more(void **state)
{
    struct club *club = *state;
    struct ear ear, other;

    open_as(&ear, club, keys->ada);
    open_as(&other, club, keys->grace);
    MUST(club, NULL, "member", "deactivate", "ada");
    while (ear_hear(&ear)) /* what became of ada's votes may come before */
        assert_string_not_equal(ear.event, "hello");
    await_event(&other, "member");
    expect_null(&other.http, "member");
    ear_close(&ear);
    ear_close(&other);
}

static void set_access(struct club *club, const char *body)
{
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .headers = {"If-Match: *"},
        .body = body);
    expect(&club->http, 200);
}

static void test_events_rights__visitors_hear_no_more_of_a_club_that_closes(void **state)
{
    struct club *club = *state;
    struct ear visitor, member;

    set_access(club, "{\"read_access\":\"public\"}");
    open_as(&visitor, club, NULL);
    open_as(&member, club, keys->ada);
    set_access(club, "{\"read_access\":\"members\"}");
    expect_end(&visitor);
    expect_listens(&member, club);
    ask(&club->http, "GET /events");
    expect_problem(&club->http, 401, "unauthenticated");
    ear_close(&visitor);
    ear_close(&member);
}

/* Until then they are as visitors; from then on they are one who hears names. */
static void test_events_rights__who_is_let_in_begins_anew(void **state)
{
    struct club *club = *state;
    struct jar jar = {0};
    struct ear ear;

    set_access(club, "{\"read_access\":\"public\",\"sign_up\":\"open\"}");
    jar_do(&jar, &club->http, "POST /members", .body = "{\"name\":\"linus\"}");
    expect(&club->http, 201);
    open_as(&ear, club, jar_cookies(&jar));
    expect_listens(&ear, club);
    expect_absent(&ear.http, "voters");
    ask(&club->http, "PATCH /members/4", .as = keys->root, .headers = {"If-Match: *"},
        .body = "{\"state\":\"active\"}");
    expect(&club->http, 200);
    expect_end(&ear);
    ear_close(&ear);
    open_as(&ear, club, jar_cookies(&jar));
    expect_listens(&ear, club);
    expect_count(&ear.http, "voters", 0);
    ear_close(&ear);
}

static void sit_down(struct jar *jar, struct client *http, const char *name)
{
    char body[128];

    snprintf(body, sizeof(body), "{\"name\":\"%s\",\"password\":\"" PASSWORD "\"}", name);
    jar_do(jar, http, "POST /sessions", .body = body);
    expect(http, 201);
}

/* ada is 1, root is 3. */
static void test_events_rights__a_stream_is_of_one_seat(void **state)
{
    struct club *club = *state;
    struct ear of_ada, of_root;
    struct jar jar = {0};

    sit_down(&jar, &club->http, "ada");
    sit_down(&jar, &club->http, "root");
    ear_open(&of_ada, club, .as = jar_cookies(&jar), .headers = {"Marquee-Seat: 1"});
    expect_event(&of_ada, "hello");
    open_as(&of_root, club, jar_cookies(&jar));
    jar_do(&jar, &club->http, "DELETE /sessions", .headers = {"Marquee-Seat: 3"});
    expect(&club->http, 204);
    expect_end(&of_root);
    expect_listens(&of_ada, club);
    ask(&club->http, "GET /events", .as = jar_cookies(&jar), .headers = {"Marquee-Seat: 3"});
    expect_problem(&club->http, 401, "unauthenticated");
    ear_close(&of_ada);
    ear_close(&of_root);
}

/* The server runs in this process, where time can be moved. Whoever looks is woken by another's new
 * token; by itself it does so every 15 seconds. */
static void test_events_rights__a_session_that_has_run_out_hears_no_more(void **state)
{
    struct club *club = *state;
    auto_arena struct arena arena;
    struct config config;
    struct error err;
    struct app *app;
    struct ear ear;

    arena_init(&arena);
    error_init(&err);
    inside_config(club, &arena, &config);
    assert_ok(app_open(&config, false, &app, &err), &err);
    club->port = app_port(app);
    client_init(&club->http, "127.0.0.1", club->port);
    open_as(&ear, club, keys->session);
    clock_advance(SESSION_SECONDS + 1);
    ask(&club->http, "POST /tokens", .as = keys->root,
        .body = "{\"name\":\"Hall\",\"scope\":\"read\"}");
    expect(&club->http, 201);
    expect_end(&ear);
    ear_close(&ear);
    client_release(&club->http);
    app_close(app);
}

SUITE(test_events_rights)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_events_rights__a_revoked_token_ends_its_stream_alone),
        CLUB_TEST(test_events_rights__who_signs_out_hears_no_more),
        CLUB_TEST(test_events_rights__who_is_deactivated_hears_no_more),
        CLUB_TEST(test_events_rights__visitors_hear_no_more_of_a_club_that_closes),
        CLUB_TEST(test_events_rights__who_is_let_in_begins_anew),
        CLUB_TEST(test_events_rights__a_stream_is_of_one_seat),
        CLOSED_TEST(test_events_rights__a_session_that_has_run_out_hears_no_more),
    };

    return RUN(tests);
}
