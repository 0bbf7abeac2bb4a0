/*
 * The promise of the vote page (rule 9): two statements when something changed, none when nothing
 * did, authentication included. The server runs in this process, where statements can be counted.
 */
#include "app/app.h"
#include "base/secret.h"
#include "store/member_changes.h"
#include "store/members.h"
#include "store/proposing.h"
#include "store/votes.h"
#include "support/club.h"
#include "support/expect.h"
#include "support/inside.h"
#include "support/inspect.h"

enum { PROPOSALS = 50, VOTERS = 20, NOW = 1700000000 };

struct house {
    struct club *club; /* its folder and database; its server is not started */
    struct arena arena;
    struct config config;
    struct app *app;
    struct error err;
};
static struct house house;

static struct client *http(void)
{
    return &house.club->http;
}

/* ada proposes 50 films, and 20 members vote for each. */
static void fill(struct store *store)
{
    struct member_change limit = {.set_limit = true, .limit = PROPOSAL_LIMIT_MAX};
    struct proposed proposed;
    int64_t members[VOTERS], count;
    char text[32];

    assert_ok(store_member_change(store, deed_of_operator(NOW), 1, &limit, &house.err), &house.err);
    for (int i = 0; i < VOTERS; i++) {
        struct member_new member = {.name = text, .role = ROLE_MEMBER};

        snprintf(text, sizeof(text), "voter %d", i);
        assert_ok(store_member_add(store, deed_of_operator(NOW), &member, &members[i], &house.err),
                  &house.err);
    }
    for (int i = 0; i < PROPOSALS; i++) {
        struct proposal_new proposal = {.title = text, .club_limit = PROPOSAL_LIMIT_DEFAULT};

        snprintf(text, sizeof(text), "Film %d", i);
        assert_ok(store_proposal_add(store, (struct deed){{1, ROLE_MEMBER}, NOW}, &proposal,
                                     &proposed, &house.err),
                  &house.err);
        for (int k = 0; k < VOTERS; k++)
            assert_ok(store_vote_cast(store, (struct deed){{members[k], ROLE_MEMBER}, NOW},
                                      proposed.id, &count, &house.err),
                      &house.err);
    }
}

/* Once a process, before the first connection. */
static int start_libraries(void **state)
{
    (void)state;
    error_init(&house.err);
    return secret_init() && db_global_init(&house.err) == FAULT_NONE ? 0 : -1;
}

static int enter_house(void **state)
{
    house = (struct house){.club = *state};
    error_init(&house.err);
    club_set(house.club, "MARQUEE_FRONTEND=off");
    club_set(house.club, "MARQUEE_READ_ACCESS=public");
    inside_config(house.club, &house.arena, &house.config);
    assert_ok(app_open(&house.config, false, &house.app, &house.err), &house.err);
    client_init(http(), "127.0.0.1", app_port(house.app));
    fill(app_store(house.app));
    return 0;
}

static int close_house(void **state)
{
    client_release(http());
    app_close(house.app);
    arena_release(&house.arena);
    return club_end(state);
}

static int open_house(void **state)
{
    club_closed(state);
    return enter_house(state);
}

/* Of some tries the cheapest, since a job in the background may fall into one. */
enum { TRIES = 4 };

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t statements_of(const char *line, const char *as, bool changed)
{
    uint64_t cheapest = UINT64_MAX;

    for (int i = 0; i < TRIES; i++) {
        uint64_t before;

        if (changed)
            ask(http(), i % 2 == 0 ? "PUT /votes/2" : "DELETE /votes/2", .as = keys->grace);
        before = db_statements_run();
        ask(http(), line, .as = as);
        cheapest = least(cheapest, db_statements_run() - before);
        expect(http(), 200);
    }
    return cheapest;
}

static void test_statements__a_page_that_changed_takes_two(void **state)
{
    (void)state;
    assert_in_range(statements_of("GET /proposals?limit=100", keys->ada, true), 1, 2);
    expect_count(http(), "items", PROPOSALS + 2);
    assert_in_range(statements_of("GET /proposals?limit=100", keys->session, true), 1, 2);
    assert_in_range(statements_of("GET /proposals?limit=100", NULL, true), 1, 2);
}

static void test_statements__a_page_that_did_not_change_takes_none(void **state)
{
    (void)state;
    assert_int_equal(statements_of("GET /proposals?limit=100", keys->ada, false), 0);
    assert_int_equal(statements_of("GET /proposals?limit=100", keys->session, false), 0);
    assert_int_equal(statements_of("GET /proposals?limit=100", NULL, false), 0);
}

static void test_statements__every_order_takes_two(void **state)
{
    static const char *const lines[] = {"GET /proposals?sort=newest", "GET /proposals?sort=runtime",
                                        "GET /proposals?sort=title", "GET /proposals?limit=1"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        assert_in_range(statements_of(lines[i], keys->ada, true), 1, 2);
}

/* One asks the index, one or two look at what it leads to, one reads the slice, one its voters. */
static void test_statements__a_search_takes_five(void **state)
{
    static const char *const lines[] = {"GET /proposals?q=film", "GET /proposals?q=film+10",
                                        "GET /proposals?q=f&sort=newest", "GET /proposals?q=zebra"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        assert_in_range(statements_of(lines[i], keys->ada, true), 1, 5);
}

/* Of addresses that nobody has asked for before, which end with a number. */
static void expect_two_and_then_none(const char *start, int number)
{
    uint64_t cheapest = UINT64_MAX;
    char line[64];

    for (int i = 0; i < TRIES; i++) {
        uint64_t before = db_statements_run();

        snprintf(line, sizeof(line), "%s%d", start, number + i);
        ask(http(), line, .as = keys->ada);
        cheapest = least(cheapest, db_statements_run() - before);
        expect(http(), 200);
    }
    assert_int_equal(cheapest, 2);
    assert_int_equal(statements_of(line, keys->ada, false), 0);
}

static void test_statements__a_year_takes_two_and_so_do_suggestions(void **state)
{
    (void)state;
    expect_two_and_then_none("GET /years/", 2000);
    expect_two_and_then_none("GET /suggestions?minutes=", 100);
}

/* Its films and their names in one; of one screening the ratings, too. */
static void test_statements__what_was_watched_takes_two_once(void **state)
{
    static const char *const lines[] = {"GET /screenings", "GET /screenings?year=2000",
                                        "GET /screenings/1"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        uint64_t before;

        ask(http(), i % 2 == 0 ? "PUT /screenings/1/rating" : "DELETE /screenings/1/rating",
            .as = keys->grace, .body = i % 2 == 0 ? "{\"stars\":4}" : NULL);
        expect(http(), 200);
        before = db_statements_run();
        ask(http(), lines[i], .as = keys->ada);
        expect(http(), 200);
        assert_in_range(db_statements_run() - before, 1, 2);
        assert_int_equal(statements_of(lines[i], keys->ada, false), 0);
        assert_int_equal(statements_of(lines[i], keys->ada, true), 0);
    }
}

/* Of the films "river 1" to "river 1000", every fifth is a "river lantern". */
static int open_house_that_watched_much(void **state)
{
    const struct club *club;

    club_closed(state);
    club = *state;
    inspect_run(club->db,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                " INSERT INTO films (title, title_key, search_key, created_at) SELECT t, t, t, 1"
                " FROM (SELECT CASE WHEN i % 5 = 0 THEN 'river lantern ' ELSE 'river ' END || i"
                " AS t FROM n);"
                "INSERT INTO screenings (film_id, day, created_at)"
                " SELECT id, 10957 + id, 1 FROM films WHERE title LIKE 'river %'");
    return enter_house(state);
}

/* What has changed is built anew once; afterwards it is in memory. *count is of its items. */
static void expect_two_once(const char *line, size_t *count)
{
    uint64_t cheapest = UINT64_MAX;

    for (int i = 0; i < TRIES; i++) {
        uint64_t before;

        ask(http(), i % 2 == 0 ? "PUT /screenings/1/rating" : "DELETE /screenings/1/rating",
            .as = keys->grace, .body = i % 2 == 0 ? "{\"stars\":4}" : NULL);
        expect(http(), 200);
        before = db_statements_run();
        ask(http(), line, .as = keys->ada);
        cheapest = least(cheapest, db_statements_run() - before);
        expect(http(), 200);
    }
    *count = json_array_size(client_json(http(), "items"));
    if (cheapest < 1 || cheapest > 2)
        fail_msg("%s: %llu statements", line, (unsigned long long)cheapest);
    assert_int_equal(statements_of(line, keys->ada, false), 0);
    assert_int_equal(statements_of(line, keys->ada, true), 0);
}

/* One asks the index, one reads what is shown: however many have it, and however far apart. */
static void test_statements__every_search_in_what_was_watched_takes_two_once(void **state)
{
    static const struct {
        const char *query;
        size_t items;
    } searches[] = {
        {"q=metropolis", 1},
        {"q=river", 50},
        {"q=river&limit=100", 100},
        {"q=lantern&limit=100", 100},
        {"q=river+lantern+25", 3},
        {"q=lantern+river", 0},
        {"q=zebra", 0},
        {"q=e", 50},
        {"q=77", 19},
        {"q=zz", 0},
        {"q=ive&limit=1", 1},
        {"q=river&year=2001&limit=7", 7},
        {"q=river+7&year=2001", 22},
        {"q=metropolis&year=2001", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(searches); i++) {
        char line[300];
        size_t count;

        snprintf(line, sizeof(line), "GET /screenings?%s", searches[i].query);
        expect_two_once(line, &count);
        assert_int_equal(count, searches[i].items);
        if (json_is_null(client_json(http(), "next")))
            continue;
        snprintf(line, sizeof(line), "GET /screenings?%s&cursor=%s", searches[i].query,
                 json_string_value(client_json(http(), "next")));
        expect_two_once(line, &count);
        assert_in_range(count, 1, searches[i].items);
    }
}

static void test_statements__a_rating_leaves_the_vote_page(void **state)
{
    uint64_t before;

    (void)state;
    assert_int_equal(statements_of("GET /proposals", keys->ada, false), 0);
    ask(http(), "PUT /screenings/1/rating", .as = keys->ada, .body = "{\"stars\":4}");
    expect(http(), 200);
    before = db_statements_run();
    ask(http(), "GET /proposals", .as = keys->ada);
    assert_int_equal(db_statements_run() - before, 0);
}

static void test_statements__the_club_and_the_page_itself_take_none(void **state)
{
    (void)state;
    assert_int_equal(statements_of("GET /club", keys->ada, false), 0);
    assert_int_equal(statements_of("GET /docs", NULL, false), 0);
    assert_int_equal(statements_of("GET /openapi.yaml", NULL, false), 0);
}

/* Every page asks for it all the time. */
static void test_statements__the_club_and_its_film_take_none(void **state)
{
    (void)state;
    ask(http(), "PUT /tonight", .as = keys->root, .body = "{\"draw\":true}");
    expect(http(), 200);
    assert_int_equal(statements_of("GET /club", keys->ada, false), 0);
    assert_int_equal(statements_of("GET /club", NULL, false), 0);
    expect_number(http(), "tonight.drawn_from", PROPOSALS);
}

SUITE(test_statements)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_statements__a_page_that_changed_takes_two, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(test_statements__a_page_that_did_not_change_takes_none,
                                        open_house, close_house),
        cmocka_unit_test_setup_teardown(test_statements__every_order_takes_two, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(test_statements__a_search_takes_five, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(test_statements__a_year_takes_two_and_so_do_suggestions,
                                        open_house, close_house),
        cmocka_unit_test_setup_teardown(test_statements__what_was_watched_takes_two_once,
                                        open_house, close_house),
        cmocka_unit_test_setup_teardown(
            test_statements__every_search_in_what_was_watched_takes_two_once,
            open_house_that_watched_much, close_house),
        cmocka_unit_test_setup_teardown(test_statements__a_rating_leaves_the_vote_page, open_house,
                                        close_house),
        cmocka_unit_test_setup_teardown(test_statements__the_club_and_the_page_itself_take_none,
                                        open_house, close_house),
        cmocka_unit_test_setup_teardown(test_statements__the_club_and_its_film_take_none,
                                        open_house, close_house),
    };

    return RUN_BETWEEN(tests, start_libraries, NULL);
}
