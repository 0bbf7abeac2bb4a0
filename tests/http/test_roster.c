/* /members and /members/{id}: an admin looks at the members, and changes what may be changed. */
#include <pthread.h>
#include <stdatomic.h>

#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

#define OURS "Sec-Fetch-Site: same-origin"
#define ANY  "If-Match: *"

/* Ada is 1, grace is 2, root is 3. */
static void change(struct client *http, const char *member, const char *body)
{
    char line[64];

    snprintf(line, sizeof(line), "PATCH /members/%s", member);
    ask(http, line, .as = keys->root, .headers = {ANY}, .body = body);
}

static void test_roster__all_are_told_in_the_order_of_their_names(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /members", .as = keys->root);
    expect(http, 200);
    expect_header(http, "Cache-Control", "no-store");
    expect_count(http, "items", 3);
    expect_null(http, "next");
    expect_text(http, "items.0.name", "ada");
    expect_text(http, "items.0.role", "member");
    expect_text(http, "items.0.state", "active");
    expect_number(http, "items.0.proposal_limit", 10);
    expect_false(http, "items.0.has_own_limit");
    expect_number(http, "items.0.open_proposals", 1);
    expect_number(http, "items.0.votes", 1);
    expect_true(http, "items.0.has_password");
    expect_text(http, "items.0.joined_how", "host");
    expect_null(http, "items.0.invitation_id");
    expect_false(http, "items.1.has_password");
    expect_null(http, "items.1.last_seen_at");
    expect_text(http, "items.2.role", "admin");
}

static void test_roster__pages_searches_and_states(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[200];

    ask(http, "GET /members?limit=2", .as = keys->root);
    expect_count(http, "items", 2);
    snprintf(line, sizeof(line), "GET /members?limit=2&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->root);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.name", "root");
    ask(http, "GET /members?q=RAC", .as = keys->root);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.name", "grace");
    ask(http, "GET /members?q=%25", .as = keys->root);
    expect_count(http, "items", 0);
    ask(http, "GET /members?state=inactive", .as = keys->root);
    expect_count(http, "items", 0);
    ask(http, "GET /members?state=gone", .as = keys->root);
    expect_field(http, "query", "/state");
    ask(http, "GET /members?q=", .as = keys->root);
    expect_field(http, "query", "/q");
    /* Whoever the page ended with has left. */
    ask(http, "GET /members?limit=2", .as = keys->root);
    snprintf(line, sizeof(line), "GET /members?cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, "DELETE /members/2", .as = keys->root);
    expect(http, 204);
    ask(http, line, .as = keys->root);
    expect_field(http, "query", "/cursor");
}

static void test_roster__everybody_in_the_demo_has_been_there(void **state)
{
    struct club *club = *state;
    char path[40];

    ask(&club->http, "GET /members", .as = "mq_demo_admin");
    expect_count(&club->http, "items", 12);
    for (int i = 0; i < 12; i++) {
        snprintf(path, sizeof(path), "items.%d.last_seen_at", i);
        assert_true(json_is_string(client_json(&club->http, path)));
    }
}

static void test_roster__a_change_needs_the_version_that_was_seen(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char seen[64];

    ask(http, "PATCH /members/2", .as = keys->root, .body = "{\"proposal_limit\":3}");
    expect_problem(http, 428, "precondition-required");
    ask(http, "GET /members/2", .as = keys->root);
    expect(http, 200);
    snprintf(seen, sizeof(seen), "If-Match: %s", client_header(http, "ETag"));
    ask(http, "PATCH /members/2", .as = keys->root, .headers = {seen},
        .body = "{\"proposal_limit\":3}");
    expect(http, 200);
    expect_number(http, "proposal_limit", 3);
    expect_true(http, "has_own_limit");
    ask(http, "PATCH /members/2", .as = keys->root, .headers = {seen},
        .body = "{\"proposal_limit\":4}");
    expect_problem(http, 412, "precondition-failed");
    /* Votes do not stand for what somebody has changed. */
    ask(http, "GET /members/2", .as = keys->root);
    expect_number(http, "proposal_limit", 3);
    snprintf(seen, sizeof(seen), "If-Match: %s", client_header(http, "ETag"));
    ask(http, "PUT /votes/1", .as = keys->grace);
    ask(http, "PATCH /members/2", .as = keys->root, .headers = {seen},
        .body = "{\"proposal_limit\":null}");
    expect(http, 200);
    expect_number(http, "proposal_limit", 10);
    expect_false(http, "has_own_limit");
    expect_number(http, "votes", 1);
}

static void test_roster__bad_changes_name_their_field(void **state)
{
    static const struct {
        const char *body, *pointer;
    } bad[] = {
        {"{}", ""},
        {"{\"role\":\"owner\"}", "/role"},
        {"{\"role\":null}", "/role"},
        {"{\"state\":\"waiting\"}", "/state"},
        {"{\"state\":\"gone\"}", "/state"},
        {"{\"proposal_limit\":-1}", "/proposal_limit"},
        {"{\"proposal_limit\":1001}", "/proposal_limit"},
        {"{\"proposal_limit\":\"3\"}", "/proposal_limit"},
        {"{\"name\":\"Ada\"}", "/name"},
        {"{\"role\":\"admin\",\"state\":\"\"}", "/state"},
    };
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        change(http, "1", bad[i].body);
        expect_field(http, "body", bad[i].pointer);
    }
    change(http, "99", "{\"proposal_limit\":1}");
    expect_problem(http, 404, "not-found");
    change(http, "01", "{\"proposal_limit\":1}");
    expect_problem(http, 404, "not-found");
    ask(http, "GET /members/1", .as = keys->root);
    expect_text(http, "role", "member");
}

static void test_roster__an_admin_needs_a_password(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    change(http, "2", "{\"role\":\"admin\"}");
    expect_problem(http, 409, "needs-password");
    expect_text(http, "params.name", "grace");
    change(http, "1", "{\"role\":\"admin\"}");
    expect(http, 200);
    ask(http, "GET /members", .as = keys->ada);
    expect(http, 200);
    change(http, "1", "{\"role\":\"member\"}");
    expect(http, 200);
    ask(http, "GET /members", .as = keys->ada);
    expect_problem(http, 403, "forbidden");
}

static void test_roster__the_last_admin_stays(void **state)
{
    static const char *const bodies[] = {"{\"role\":\"member\"}", "{\"state\":\"inactive\"}"};
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        change(http, "3", bodies[i]);
        expect_problem(http, 409, "last-admin");
    }
    ask(http, "DELETE /members/3", .as = keys->root);
    expect_problem(http, 409, "last-admin");
}

static void test_roster__who_is_deactivated_comes_back_as_they_were(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    change(http, "1", "{\"state\":\"inactive\"}");
    expect(http, 200);
    expect_text(http, "state", "inactive");
    expect_number(http, "votes", 1);
    ask(http, "GET /members/me", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "PUT /votes/2", .as = keys->ada);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect_problem(http, 403, "deactivated");
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"a wrong password\"}");
    expect_problem(http, 401, "sign-in-failed");
    ask(http, "GET /proposals", .as = keys->grace);
    expect_number(http, "items.0.vote_count", 0);
    change(http, "1", "{\"state\":\"active\"}");
    expect(http, 200);
    ask(http, "GET /proposals/1", .as = keys->ada);
    expect_number(http, "vote_count", 1);
    expect_text(http, "voters.0.name", "ada");
    ask(http, "GET /members/me", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
}

static void test_roster__nobody_comes_in_by_their_own_link_while_deactivated(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char body[128];

    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{}");
    expect(http, 201);
    snprintf(body, sizeof(body), "{\"entry\":\"%s\"}",
             json_string_value(client_json(http, "secret")));
    change(http, "2", "{\"state\":\"inactive\"}");
    ask(http, "POST /sessions", .body = body);
    expect_problem(http, 403, "deactivated");
    change(http, "2", "{\"state\":\"active\"}");
    ask(http, "POST /sessions", .body = body);
    expect(http, 201);
}

static void test_roster__who_waits_is_admitted(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_stop(club);
    inspect_run(club->db, "UPDATE members SET state = 'waiting' WHERE id = 2");
    club_start(club);
    ask(http, "GET /members?state=waiting", .as = keys->root);
    expect_count(http, "items", 1);
    ask(http, "PUT /votes/1", .as = keys->grace);
    expect_problem(http, 403, "not-admitted");
    change(http, "2", "{\"state\":\"active\"}");
    expect(http, 200);
    ask(http, "PUT /votes/1", .as = keys->grace);
    expect(http, 200);
}

static void test_roster__who_is_removed_is_gone(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "DELETE /members/1", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /members/me", .as = keys->session);
    expect_problem(http, 401, "unauthenticated");
    ask(http, "GET /proposals/1", .as = keys->grace);
    expect_null(http, "proposer");
    expect_number(http, "vote_count", 0);
    ask(http, "DELETE /members/1", .as = keys->root);
    expect_problem(http, 404, "not-found");
}

/* As if they had left: the browser need not keep the cookie. */
static void test_roster__an_admin_may_remove_themself(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    change(http, "1", "{\"role\":\"admin\"}");
    expect(http, 200);
    ask(http, "DELETE /members/1", .as = keys->session, .headers = {OURS});
    expect(http, 204);
    expect_cookie_gone(http, keys->session);
    ask(http, "GET /members/1", .as = keys->root);
    expect_problem(http, 404, "not-found");
}

/* ---- at the same time ----------------------------------------------------------------------- */

/* A seat that is used while an admin shuts its member out and lets them in again. */
struct seat {
    struct client http;
    atomic_bool ends;
    int wrong; /* the first status that was neither of those that may be */
    int64_t votes, refusals;
};

static void *use_seat(void *context)
{
    struct seat *seat = context;

    while (!atomic_load(&seat->ends) && seat->wrong == 0) {
        int status = ask(&seat->http, "PUT /votes/2", .as = keys->ada);

        seat->votes += status == 200;
        seat->refusals += status == 401 || status == 403;
        if (status != 200 && status != 401 && status != 403)
            seat->wrong = status == 0 ? -1 : status;
    }
    return NULL;
}

static void test_roster__a_seat_ends_in_the_moment_of_the_answer(void **state)
{
    enum { TIMES = 40 };
    struct club *club = *state;
    struct client *http = &club->http;
    struct seat seat = {.http = club_client(club)};
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, use_seat, &seat), 0);
    for (int i = 0; i < TIMES && seat.wrong == 0; i++) {
        change(http, "1", "{\"state\":\"inactive\"}");
        expect(http, 200);
        /* From here on nothing of ada's counts, whatever was under way. */
        ask(http, "GET /proposals/2", .as = keys->grace);
        expect_number(http, "vote_count", 0);
        ask(http, "PUT /votes/2", .as = keys->ada);
        expect_problem(http, 401, "unauthenticated");
        change(http, "1", "{\"state\":\"active\"}");
        expect(http, 200);
        ask(http, "PUT /votes/2", .as = keys->ada);
        expect(http, 200);
    }
    atomic_store(&seat.ends, true);
    pthread_join(thread, NULL);
    client_release(&seat.http);
    assert_int_equal(seat.wrong, 0);
    ask(http, "GET /proposals/2", .as = keys->grace);
    expect_number(http, "vote_count", 1);
}

SUITE(test_roster)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_roster__all_are_told_in_the_order_of_their_names),
        CLUB_TEST(test_roster__pages_searches_and_states),
        DEMO_TEST(test_roster__everybody_in_the_demo_has_been_there),
        CLUB_TEST(test_roster__a_change_needs_the_version_that_was_seen),
        CLUB_TEST(test_roster__bad_changes_name_their_field),
        CLUB_TEST(test_roster__an_admin_needs_a_password),
        CLUB_TEST(test_roster__the_last_admin_stays),
        CLUB_TEST(test_roster__who_is_deactivated_comes_back_as_they_were),
        CLUB_TEST(test_roster__nobody_comes_in_by_their_own_link_while_deactivated),
        CLUB_TEST(test_roster__who_waits_is_admitted),
        CLUB_TEST(test_roster__who_is_removed_is_gone),
        CLUB_TEST(test_roster__an_admin_may_remove_themself),
        CLUB_TEST(test_roster__a_seat_ends_in_the_moment_of_the_answer),
    };

    return RUN(tests);
}
