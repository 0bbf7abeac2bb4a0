/* PUT /votes: a member's whole ballot, all of it or nothing. */
#include "support/club.h"
#include "support/expect.h"

/* A third open proposal, with the id 4. */
static struct client *with_three(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Another\"}");
    expect(&club->http, 201);
    return &club->http;
}

static void expect_counts(struct client *http, int first, int second, int third)
{
    ask(http, "GET /proposals/1", .as = keys->reader);
    expect_number(http, "vote_count", first);
    ask(http, "GET /proposals/2", .as = keys->reader);
    expect_number(http, "vote_count", second);
    ask(http, "GET /proposals/4", .as = keys->reader);
    expect_number(http, "vote_count", third);
}

static void test_ballots__replace_what_was_voted_before(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[4,2]}");
    expect(http, 200);
    expect_count(http, "proposal_ids", 2);
    expect_number(http, "proposal_ids.0", 2);
    expect_number(http, "proposal_ids.1", 4);
    expect_counts(http, 0, 1, 1);
}

static void test_ballots__may_be_empty(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[]}");
    expect(http, 200);
    expect_count(http, "proposal_ids", 0);
    expect_counts(http, 0, 0, 0);
}

static void test_ballots__same_one_twice_changes_nothing(void **state)
{
    struct client *http = with_three(state);

    for (int i = 0; i < 2; i++) {
        ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[1,2]}");
        expect(http, 200);
        expect_counts(http, 1, 1, 0);
    }
}

static void test_ballots__with_a_closed_one_change_nothing_and_name_it(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[2,3,4]}");
    expect_problem(http, 409, "proposal-not-open");
    expect_number(http, "params.proposal_id", 3);
    expect_text(http, "errors.0.in", "body");
    expect_text(http, "errors.0.pointer", "/proposal_ids/1");
    expect_counts(http, 1, 0, 0);
}

static void test_ballots__with_an_unknown_one_change_nothing_and_name_it(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[4,2,99]}");
    expect_problem(http, 404, "not-found");
    expect_text(http, "errors.0.pointer", "/proposal_ids/2");
    expect_counts(http, 1, 0, 0);
}

static void test_ballots__of_one_member_are_not_anothers(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->grace, .body = "{\"proposal_ids\":[4]}");
    expect(http, 200);
    expect_counts(http, 1, 0, 1);
}

static void test_ballots__name_every_item_that_is_wrong(void **state)
{
    struct client *http = with_three(state);

    ask(http, "PUT /votes", .as = keys->ada,
        .body = "{\"proposal_ids\":[1,\"2\",0,-4,1.0,1,null,[2]]}");
    expect_field(http, "body", "/proposal_ids/1");
    expect_field(http, "body", "/proposal_ids/2");
    expect_field(http, "body", "/proposal_ids/3");
    expect_field(http, "body", "/proposal_ids/4");
    expect_field(http, "body", "/proposal_ids/5");
    expect_field(http, "body", "/proposal_ids/6");
    expect_field(http, "body", "/proposal_ids/7");
    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[1.5,1]}");
    expect_field(http, "body", "/proposal_ids/0");
    expect_count(http, "errors", 1);
    expect_counts(http, 1, 0, 0);
}

static void test_ballots__are_lists(void **state)
{
    struct client *http = with_three(state);
    static const char *const bodies[] = {"{\"proposal_ids\":1}", "{\"proposal_ids\":{\"1\":2}}",
                                         "{\"proposal_ids\":null}", "{}"};

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(http, "PUT /votes", .as = keys->ada, .body = bodies[i]);
        expect_field(http, "body", "/proposal_ids");
    }
    expect_counts(http, 1, 0, 0);
}

static void test_ballots__have_at_most_1000_items(void **state)
{
    struct client *http = with_three(state);
    char body[8192];
    size_t used = (size_t)snprintf(body, sizeof(body), "{\"proposal_ids\":[1");

    for (int i = 2; i <= 1001; i++)
        used += (size_t)snprintf(body + used, sizeof(body) - used, ",%d", i);
    snprintf(body + used, sizeof(body) - used, "]}");
    ask(http, "PUT /votes", .as = keys->ada, .body = body);
    expect_field(http, "body", "/proposal_ids");
    expect_counts(http, 1, 0, 0);
}

SUITE(test_ballots)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_ballots__replace_what_was_voted_before),
        CLUB_TEST(test_ballots__may_be_empty),
        CLUB_TEST(test_ballots__same_one_twice_changes_nothing),
        CLUB_TEST(test_ballots__with_a_closed_one_change_nothing_and_name_it),
        CLUB_TEST(test_ballots__with_an_unknown_one_change_nothing_and_name_it),
        CLUB_TEST(test_ballots__of_one_member_are_not_anothers),
        CLUB_TEST(test_ballots__name_every_item_that_is_wrong),
        CLUB_TEST(test_ballots__are_lists),
        CLUB_TEST(test_ballots__have_at_most_1000_items),
    };

    return RUN(tests);
}
