/* /tonight and what it shows in: one film is settled on, and its votes are frozen. */
#include <time.h>

#include "base/clock.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inspect.h"

static void put(struct client *http, const char *body)
{
    ask(http, "PUT /tonight", .as = keys->root, .body = body);
}

static void test_tonight__is_nothing_at_first(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "GET /tonight", .as = keys->reader);
    expect(http, 200);
    expect_null(http, "tonight");
    expect_count(http, "leaders", 1);
    expect_number(http, "leaders.0", 1);
    expect_number(http, "leader_count", 1);
    expect_number(http, "leading_votes", 1);
    ask(http, "DELETE /tonight", .as = keys->root);
    expect_problem(http, 409, "nothing-tonight");
}

static void expect_on_the_page(struct client *http, bool tonight)
{
    ask(http, "GET /proposals", .as = keys->grace);
    expect(http, 200);
    expect_number(http, "items.0.id", 1);
    (tonight ? expect_true(http, "items.0.tonight") : expect_false(http, "items.0.tonight"));
    expect_false(http, "items.1.tonight");
}

/* Whoever asks next has it: the page that was kept, and the club. */
static void test_tonight__shows_at_once_wherever_it_is_shown(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    expect_on_the_page(http, false);
    put(http, "{\"proposal_id\":1}");
    expect(http, 200);
    expect_number(http, "tonight.proposal.id", 1);
    expect_true(http, "tonight.proposal.tonight");
    expect_text(http, "tonight.proposal.voters.0.name", "ada");
    expect_null(http, "tonight.drawn_from");
    expect_null(http, "tonight.then");
    expect_count(http, "leaders", 0);
    expect_on_the_page(http, true);
    ask(http, "GET /club", .as = keys->grace);
    expect_number(http, "tonight.proposal_id", 1);
    expect_text(http, "tonight.title", "Metropolis");
    expect_number(http, "tonight.runtime_minutes", 153);
    expect_text(http, "tonight.poster.id", "60d1fbbf0792ba37c587e9d9e9292aad");
    expect_null(http, "tonight.starts_at");
    ask(http, "DELETE /tonight", .as = keys->root);
    expect(http, 204);
    expect_on_the_page(http, false);
    ask(http, "GET /club", .as = keys->grace);
    expect_null(http, "tonight");
}

static void test_tonight__freezes_what_it_is(void **state)
{
    static const char *const lines[] = {"PUT /votes/1", "DELETE /votes/1", "DELETE /proposals/1",
                                        "PUT /proposals/2/joins/1", "PUT /proposals/1/joins/2"};
    struct client *http = &((struct club *)*state)->http;

    put(http, "{\"proposal_id\":1}");
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->root);
        expect_problem(http, 409, "votes-frozen");
        expect_number(http, "params.proposal_id", 1);
    }
    ask(http, "PUT /votes", .as = keys->grace, .body = "{\"proposal_ids\":[2,1]}");
    expect_problem(http, 409, "votes-frozen");
    expect_text(http, "errors.0.pointer", "/proposal_ids/1");
    expect_text(http, "errors.0.code", "frozen");
    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[2]}");
    expect_problem(http, 409, "votes-frozen");
    expect_count(http, "errors", 0);
    ask(http, "PUT /votes", .as = keys->ada, .body = "{\"proposal_ids\":[1,2]}");
    expect(http, 200);
    ask(http, "GET /proposals/1", .as = keys->reader);
    expect_number(http, "vote_count", 1);
}

static void test_tonight__a_second_film_follows_the_first(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    put(http, "{\"proposal_id\":2,\"then\":true}");
    expect_problem(http, 409, "nothing-tonight");
    put(http, "{\"draw\":true}");
    expect(http, 200);
    expect_number(http, "tonight.proposal.id", 1);
    expect_number(http, "tonight.drawn_from", 1);
    ask(http, "GET /activity?kind=settled", .as = keys->root);
    expect_number(http, "items.0.params.drawn_from", 1);
    expect_text(http, "items.0.params.drawn.0.title", "Metropolis");
    put(http, "{\"proposal_id\":2}");
    expect_problem(http, 409, "tonight-settled");
    expect_text(http, "params.title", "Metropolis");
    expect_number(http, "params.proposal_id", 1);
    put(http, "{\"draw\":true,\"then\":true}");
    expect_problem(http, 409, "no-leader");
    put(http, "{\"proposal_id\":2,\"then\":true}");
    expect(http, 200);
    expect_number(http, "tonight.then.proposal.id", 2);
    ask(http, "GET /club", .as = keys->grace);
    expect_text(http, "tonight.then.title", "Home Movie");
    put(http, "{\"proposal_id\":1,\"then\":true}");
    expect(http, 200);
}

static void test_tonight__one_film_of_two_is_called_off(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "DELETE /tonight/1", .as = keys->root);
    expect_problem(http, 409, "nothing-tonight");
    ask(http, "DELETE /tonight/9", .as = keys->root);
    expect_problem(http, 404, "not-found");
    put(http, "{\"draw\":true}");
    put(http, "{\"proposal_id\":2,\"then\":true}");
    expect(http, 200);
    ask(http, "DELETE /tonight/2", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /tonight", .as = keys->ada);
    expect_number(http, "tonight.proposal.id", 1);
    expect_number(http, "tonight.drawn_from", 1);
    expect_null(http, "tonight.then");
    ask(http, "PUT /votes/2", .as = keys->ada);
    expect(http, 200);
    put(http, "{\"proposal_id\":2,\"then\":true}");
    ask(http, "DELETE /tonight/1", .as = keys->root);
    expect(http, 204);
    ask(http, "GET /tonight", .as = keys->ada);
    expect_number(http, "tonight.proposal.id", 2);
    ask(http, "GET /activity?kind=fell_through", .as = keys->root);
    expect_count(http, "items", 2);
}

/* `seconds` from now, as a text of another time zone. */
static const char *start_in(int64_t seconds)
{
    static char body[96];
    char text[CLOCK_TEXT_SIZE];

    snprintf(body, sizeof(body), "{\"proposal_id\":1,\"starts_at\":\"%.19s+01:00\"}",
             clock_format(time(NULL) + seconds + 3600, text));
    return body;
}

static void test_tonight__ends_when_the_film_has_run(void **state)
{
    struct client *http = &((struct club *)*state)->http;
    int64_t starts, ends;

    put(http, start_in(3600));
    expect(http, 200);
    assert_true(clock_parse(json_string_value(client_json(http, "tonight.starts_at")), &starts));
    assert_true(clock_parse(json_string_value(client_json(http, "tonight.ends_at")), &ends));
    assert_true(starts > time(NULL) && starts <= time(NULL) + 3600);
    assert_int_equal(ends - starts, 153 * 60);
    put(http, "{\"proposal_id\":2,\"then\":true}");
    expect_text(http, "tonight.then.starts_at",
                json_string_value(client_json(http, "tonight.ends_at")));
    expect_null(http, "tonight.then.ends_at");
    put(http, "{\"proposal_id\":1,\"starts_at\":null}");
    expect(http, 200);
    expect_null(http, "tonight.starts_at");
    expect_null(http, "tonight.ends_at");
}

/* The page asks for its list again and again, and for nothing else. */
static void test_tonight__the_list_tells_it_and_its_start(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    ask(http, "GET /proposals", .as = keys->reader);
    expect_null(http, "tonight");
    put(http, "{\"proposal_id\":1}");
    ask(http, "GET /proposals", .as = keys->reader);
    expect_number(http, "tonight.proposal_id", 1);
    expect_null(http, "tonight.starts_at");
    put(http, start_in(3600));
    ask(http, "GET /proposals", .as = keys->reader);
    assert_true(json_is_string(client_json(http, "tonight.starts_at")));
    ask(http, "DELETE /tonight", .as = keys->root);
    ask(http, "GET /proposals", .as = keys->reader);
    expect_null(http, "tonight");
}

static void test_tonight__bad_input_is_named(void **state)
{
    static const struct {
        const char *body, *pointer;
    } wrong[] = {{"{}", "/proposal_id"},
                 {"{\"draw\":false}", "/proposal_id"},
                 {"{\"draw\":true,\"proposal_id\":1}", "/proposal_id"},
                 {"{\"proposal_id\":0}", "/proposal_id"},
                 {"{\"proposal_id\":null}", "/proposal_id"},
                 {"{\"draw\":1}", "/draw"},
                 {"{\"draw\":true,\"then\":null}", "/then"},
                 {"{\"draw\":true,\"starts_at\":\"tonight\"}", "/starts_at"},
                 {"{\"draw\":true,\"starts_at\":1796000000}", "/starts_at"},
                 {"{\"draw\":true,\"starts_at\":\"1970-01-01T00:00:00Z\"}", "/starts_at"},
                 {"{\"draw\":true,\"starts_at\":\"2001-02-29T20:00:00Z\"}", "/starts_at"},
                 {"{\"draw\":true,\"where\":\"here\"}", "/where"}};
    struct client *http = &((struct club *)*state)->http;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        put(http, wrong[i].body);
        expect_field(http, "body", wrong[i].pointer);
    }
    put(http, start_in(-25 * 3600));
    expect_field(http, "body", "/starts_at");
    put(http, start_in(8 * 24 * 3600));
    expect_field(http, "body", "/starts_at");
    put(http, "{\"proposal_id\":99}");
    expect_problem(http, 404, "not-found");
    put(http, "{\"proposal_id\":3}");
    expect_problem(http, 409, "proposal-not-open");
    ask(http, "GET /tonight", .as = keys->root);
    expect_null(http, "tonight");
}

static void test_tonight__is_not_for_the_eyes_of_visitors(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    put(http, "{\"proposal_id\":1}");
    ask(http, "GET /club");
    expect(http, 200);
    expect_null(http, "tonight");
}

static void test_tonight__visitors_see_no_names_where_they_may_look(void **state)
{
    struct client *http = &((struct club *)*state)->http;

    put(http, "{\"proposal_id\":1}");
    ask(http, "GET /club");
    expect_text(http, "tonight.title", "Metropolis");
    ask(http, "GET /tonight");
    expect(http, 200);
    expect_null(http, "tonight.proposal.proposer");
    expect_absent(http, "tonight.proposal.voters");
}

/* It is as it was after a restart. */
static void test_tonight__stays_over_a_restart(void **state)
{
    struct club *club = *state;

    put(&club->http, "{\"proposal_id\":1}");
    club_stop(club);
    club_start(club);
    ask(&club->http, "GET /club", .as = keys->grace);
    expect_number(&club->http, "tonight.proposal_id", 1);
    ask(&club->http, "PUT /votes/1", .as = keys->grace);
    expect_problem(&club->http, 409, "votes-frozen");
}

SUITE(test_tonight)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_tonight__is_nothing_at_first),
        CLUB_TEST(test_tonight__shows_at_once_wherever_it_is_shown),
        CLUB_TEST(test_tonight__freezes_what_it_is),
        CLUB_TEST(test_tonight__a_second_film_follows_the_first),
        CLUB_TEST(test_tonight__one_film_of_two_is_called_off),
        CLUB_TEST(test_tonight__ends_when_the_film_has_run),
        CLUB_TEST(test_tonight__the_list_tells_it_and_its_start),
        CLUB_TEST(test_tonight__bad_input_is_named),
        CLUB_TEST(test_tonight__is_not_for_the_eyes_of_visitors),
        PUBLIC_TEST(test_tonight__visitors_see_no_names_where_they_may_look),
        CLUB_TEST(test_tonight__stays_over_a_restart),
    };

    return RUN(tests);
}
