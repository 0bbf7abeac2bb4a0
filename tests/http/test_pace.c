/* One member who changes things without end is told to wait, and nobody else notices. */
#include "http/call/pace.h"

#include <stdio.h>
#include <string.h>

#include "store/sessions.h"
#include "support/club.h"
#include "support/expect.h"

/* Until it is told to wait; how often it was answered before. The last answer says for how long. */
static int go_on(struct client *http, const char *line, const char *as, const char *body)
{
    int count = 0;

    while (ask(http, line, .as = as, .body = body) != 429)
        count++;
    return count;
}

static void expect_wait(struct client *http, int seconds)
{
    char text[16];

    expect_problem(http, 429, "too-fast");
    assert_in_range(number_at(http, "params.retry_after"), 1, seconds);
    snprintf(text, sizeof(text), "%d", (int)number_at(http, "params.retry_after"));
    expect_header(http, "Retry-After", text);
}

/* What comes back meanwhile is there for whoever is slow. */
static void expect_about(int count, int most)
{
    assert_true(count >= most);
    assert_true(count < 2 * most);
}

static void test_pace__proposals_and_withdrawals_come_to_an_end(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    int made = 0;
    char body[64];

    for (;; made++) {
        char line[64];

        snprintf(body, sizeof(body), "{\"title\":\"Film %d\"}", made);
        if (ask(http, "POST /proposals", .as = keys->ada, .body = body) != 201)
            break;
        snprintf(line, sizeof(line), "DELETE /proposals/%lld", (long long)number_at(http, "id"));
        assert_int_equal(ask(http, line, .as = keys->ada), 204);
    }
    expect_wait(http, PACE_MAKING_SECONDS);
    expect_about(made, PACE_MAKING);
    ask(http, "POST /tokens", .as = keys->ada, .body = "{\"name\":\"t\",\"scope\":\"read\"}");
    expect_problem(http, 429, "too-fast");
    ask(http, "POST /proposals", .as = keys->grace, .body = body);
    expect(http, 201);
    ask(http, "PUT /votes/2", .as = keys->ada);
    expect(http, 200);
    ask(http, "PUT /films/2/seen", .as = keys->ada);
    expect(http, 200);
}

static void test_pace__changes_come_to_an_end(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    int made = go_on(http, "PUT /films/1/seen", keys->ada, NULL);

    expect_wait(http, PACE_CHANGING_SECONDS);
    assert_true(made >= PACE_CHANGING);
    ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"Grace H.\"}");
    expect(http, 200);
}

static void test_pace__votes_and_reading_are_not_counted(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    for (int i = 0; i <= PACE_CHANGING; i++) {
        assert_int_equal(ask(http, "PUT /votes/2", .as = keys->ada), 200);
        assert_int_equal(ask(http, "DELETE /votes/2", .as = keys->ada), 200);
        assert_int_equal(ask(http, "GET /members/me", .as = keys->ada), 200);
    }
}

/* Their own link needs no password, so nothing else slows them down. */
static void test_pace__signing_in_comes_to_an_end(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    char body[256];

    ask(http, "POST /members/2/entry", .as = keys->root, .body = "{}");
    expect(http, 201);
    snprintf(body, sizeof(body), "{\"entry\":\"%s\"}",
             strchr(json_string_value(client_json(http, "path")), '#') + 1);
    expect_about(go_on(http, "POST /sessions", NULL, body), PACE_MAKING);
    expect_wait(http, PACE_MAKING_SECONDS);
    ask(http, "GET /sessions?limit=100", .as = keys->grace);
    expect_count(http, "items", SESSIONS_MAX);
    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}");
    expect(http, 201);
}

SUITE(test_pace)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_pace__proposals_and_withdrawals_come_to_an_end),
        CLUB_TEST(test_pace__changes_come_to_an_end),
        CLUB_TEST(test_pace__votes_and_reading_are_not_counted),
        CLUB_TEST(test_pace__signing_in_comes_to_an_end),
    };

    return RUN(tests);
}
