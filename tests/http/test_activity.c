/* /activity: who did what and when, who may see it, and that clearing it shows. */
#include <time.h>

#include "domain/activity.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

#define OURS "Sec-Fetch-Site: same-origin"

static void do_as(struct client *http, const char *line, const char *as, int status)
{
    ask(http, line, .as = as, .headers = {OURS});
    expect(http, status);
}

static void test_activity__an_entry_says_who_what_and_when(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    do_as(http, "PUT /votes/1", keys->grace, 200);
    do_as(http, "GET /activity?limit=1", keys->root, 200);
    expect_header(http, "Cache-Control", "no-store");
    expect_count(http, "items", 1);
    expect_text(http, "items.0.kind", "voted");
    expect_text(http, "items.0.area", "votes");
    expect_text(http, "items.0.actor.name", "grace");
    expect_text(http, "items.0.actor.color", "#6d28d9");
    expect_false(http, "items.0.by_host");
    expect_null(http, "items.0.member");
    expect_number(http, "items.0.proposal.id", 1);
    expect_text(http, "items.0.proposal.title", "Metropolis");
    expect_number(http, "items.0.proposal.year", 1927);
    expect_null(http, "items.0.other");
    expect_absent(http, "items.0.params.role");
    assert_non_null(client_json(http, "items.0.at"));
}

static void test_activity__a_device_is_told_by_what_it_calls_itself(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /sessions", .body = "{\"name\":\"ada\",\"password\":\"" PASSWORD "\"}",
        .headers = {"User-Agent: Kino/1.0"});
    expect(http, 201);
    do_as(http, "GET /activity?limit=1", keys->ada, 200);
    expect_text(http, "items.0.kind", "signed_in");
    expect_text(http, "items.0.member.name", "ada");
    expect_text(http, "items.0.params.user_agent", "Kino/1.0");
}

static void test_activity__a_limit_of_its_own_and_none(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, NULL, "member", "limit", "grace", "0");
    MUST(club, NULL, "member", "limit", "grace", "default");
    do_as(http, "GET /activity?kind=limit", keys->grace, 200);
    expect_count(http, "items", 2);
    expect_null(http, "items.0.params.proposal_limit");
    expect_number(http, "items.1.params.proposal_limit", 0);
    expect_true(http, "items.0.by_host");
    expect_null(http, "items.0.actor");
    expect_text(http, "items.0.member.name", "grace");
}

/* grace's vote is no business of ada's, what an admin does with ada's proposal is. */
static void test_activity__members_see_what_concerns_them(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    do_as(http, "DELETE /activity", keys->root, 204);
    do_as(http, "PUT /votes/1", keys->grace, 200);
    do_as(http, "DELETE /proposals/1", keys->root, 204);
    do_as(http, "GET /activity?kind=proposals", keys->ada, 200);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.actor.name", "root");
    expect_text(http, "items.0.member.name", "ada");
    do_as(http, "GET /activity?kind=votes", keys->ada, 200);
    expect_count(http, "items", 0);
    do_as(http, "GET /activity?kind=votes", keys->grace, 200);
    expect_count(http, "items", 1);
    do_as(http, "GET /activity?kind=settings", keys->grace, 200);
    expect_count(http, "items", 0);
    do_as(http, "GET /activity?kind=settings", keys->root, 200);
    expect_count(http, "items", 1);
}

/* Somebody else's id opens nothing that one's own does not. */
static void test_activity__another_members_id_only_narrows(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    do_as(http, "DELETE /activity", keys->root, 204);
    do_as(http, "PUT /votes/1", keys->grace, 200);
    do_as(http, "DELETE /proposals/1", keys->root, 204);
    do_as(http, "GET /activity?member_id=2", keys->root, 200);
    expect_text(http, "items.0.kind", "voted");
    do_as(http, "GET /activity?kind=votes&member_id=2", keys->ada, 200);
    expect_count(http, "items", 0);
    do_as(http, "GET /activity?kind=proposals&member_id=3", keys->ada, 200);
    expect_count(http, "items", 1);
    do_as(http, "GET /activity?kind=proposals&member_id=3", keys->grace, 200);
    expect_count(http, "items", 0);
}

static void test_activity__pages_go_on_where_they_ended(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    json_int_t before = INT64_MAX;
    char line[256];
    size_t seen = 0, all;

    do_as(http, "GET /activity?limit=100", keys->root, 200);
    expect_null(http, "next");
    all = json_array_size(client_json(http, "items"));
    assert_true(all > 6);
    snprintf(line, sizeof(line), "GET /activity?limit=3");
    for (const char *next = line; next != NULL;) {
        do_as(http, line, keys->root, 200);
        seen += json_array_size(client_json(http, "items"));
        assert_true(number_at(http, "items.0.id") < before);
        before = number_at(http, "items.0.id");
        next = json_string_value(client_json(http, "next"));
        if (next != NULL)
            snprintf(line, sizeof(line), "GET /activity?limit=3&cursor=%s", next);
    }
    assert_int_equal(seen, all);
}

static void test_activity__bad_parameters_are_named(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /activity?kind=clapped", .as = keys->root);
    expect_field(http, "query", "/kind");
    ask(http, "GET /activity?member_id=0", .as = keys->root);
    expect_field(http, "query", "/member_id");
    ask(http, "GET /activity?limit=101", .as = keys->root);
    expect_field(http, "query", "/limit");
    ask(http, "GET /activity?cursor=c2Vzc2lvbnMgMCAx", .as = keys->root);
    expect_field(http, "query", "/cursor");
}

static void test_activity__clearing_is_the_one_entry_that_it_makes(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    do_as(http, "DELETE /activity", keys->root, 204);
    do_as(http, "GET /activity", keys->root, 200);
    expect_text(http, "items.0.kind", "log_cleared");
    expect_text(http, "items.0.actor.name", "root");
    assert_true(number_at(http, "items.0.params.entries") > 0);
    do_as(http, "GET /activity?kind=votes", keys->root, 200);
    expect_count(http, "items", 0);
    /* Roles and tokens go by their age alone. */
    do_as(http, "GET /activity?kind=role", keys->root, 200);
    expect_count(http, "items", 1);
    do_as(http, "DELETE /activity", keys->root, 204);
    do_as(http, "GET /activity?kind=log_cleared", keys->root, 200);
    expect_count(http, "items", 2);
    expect_number(http, "items.0.params.entries", 0);
}

static void test_activity__who_has_left_has_no_name(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "PATCH /members/me", .as = keys->grace, .body = "{\"name\":\"Rear Admiral\"}");
    expect(http, 200);
    do_as(http, "DELETE /members/me", keys->grace, 204);
    do_as(http, "GET /activity?limit=100", keys->root, 200);
    expect_text(http, "items.0.kind", "left");
    expect_null(http, "items.0.actor");
    expect_null(http, "items.0.member");
    expect_false(http, "items.0.by_host");
    assert_null(strstr(http->answer.body, "grace"));
    assert_null(strstr(http->answer.body, "Admiral"));
}

/* A job of the running server removes it; there are a minute's worth of looks. */
static void test_activity__what_is_too_old_goes_by_itself(void **state)
{
    static const struct timespec moment = {.tv_nsec = 20 * 1000 * 1000};
    struct club *club = *state;
    int looks = 3000;

    inspect_run(club->db, "UPDATE activity SET happened_at = 1 WHERE kind = 'proposed'");
    club_start(club);
    do
        do_as(&club->http, "GET /activity?kind=proposed", keys->root, 200);
    while (json_array_size(client_json(&club->http, "items")) > 0 && --looks > 0 &&
           nanosleep(&moment, NULL) == 0);
    assert_int_not_equal(looks, 0);
    do_as(&club->http, "GET /activity?kind=joined", keys->root, 200);
    expect_count(&club->http, "items", 3);
}

/* Of the demo: what the contract shows, and what visitors of it find. */
static void test_activity__the_demo_has_some(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    do_as(http, "GET /activity?kind=votes&limit=100", "mq_demo_admin", 200);
    expect_count(http, "items", 100);
    /* Those who have been there for longer than entries are kept may have gone already. */
    do_as(http, "GET /activity?kind=joined", "mq_demo_admin", 200);
    expect_text(http, "items.0.member.name", "dorothy");
    expect_text(http, "items.1.member.name", "hedy");
    do_as(http, "GET /activity?kind=voted", "mq_demo_reader", 200);
    expect_text(http, "items.0.actor.name", "ada");
}

static void test_activity__the_contract_lists_every_kind(void **state)
{
    auto_strbuf struct strbuf contract;
    char *kinds, word[64];

    (void)state;
    strbuf_init(&contract, 1024 * 1024);
    inspect_file(MARQUEE_SOURCE "/openapi.yaml", &contract);
    kinds = strstr(contract.bytes, "\n    ActivityKind:\n");
    assert_non_null(kinds);
    *strstr(kinds, "\n    ActivityPage:\n") = '\0';
    for (enum activity_kind kind = 0; kind < ACTIVITY_KIND_COUNT; kind++) {
        const char *first;

        snprintf(word, sizeof(word), " %s,", activity_rule(kind)->name);
        first = strstr(kinds, word);
        if (first == NULL || strstr(first + 1, word) == NULL)
            fail_msg("openapi.yaml has no ActivityKind and ActivityFilter%s", word);
    }
}

SUITE(test_activity)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_activity__an_entry_says_who_what_and_when),
        CLUB_TEST(test_activity__a_device_is_told_by_what_it_calls_itself),
        CLUB_TEST(test_activity__a_limit_of_its_own_and_none),
        CLUB_TEST(test_activity__members_see_what_concerns_them),
        CLUB_TEST(test_activity__another_members_id_only_narrows),
        CLUB_TEST(test_activity__pages_go_on_where_they_ended),
        CLUB_TEST(test_activity__bad_parameters_are_named),
        CLUB_TEST(test_activity__clearing_is_the_one_entry_that_it_makes),
        CLUB_TEST(test_activity__who_has_left_has_no_name),
        CLOSED_TEST(test_activity__what_is_too_old_goes_by_itself),
        DEMO_TEST(test_activity__the_demo_has_some),
        cmocka_unit_test(test_activity__the_contract_lists_every_kind),
    };

    return RUN(tests);
}
