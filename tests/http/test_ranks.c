/* GET /proposals says each one's rank, so that every client shows the same ties. */
#include "support/club.h"
#include "support/expect.h"

/* Beside Metropolis (1) and Home Movie (2): two more, of which one ties with the first. The list is
 * 5 and 1 with a vote each, then 4 and 2 without. */
static void make_ties(struct club *club)
{
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Nobody's\"}");
    expect_number(http, "id", 4);
    ask(http, "POST /proposals", .as = keys->grace,
        .body = "{\"title\":\"Grace's\",\"vote\":true}");
    expect_number(http, "id", 5);
    expect_null(http, "rank");
}

static void expect_item(struct client *http, size_t n, int64_t id, int64_t rank)
{
    char path[32];

    snprintf(path, sizeof(path), "items.%zu.id", n);
    expect_number(http, path, id);
    snprintf(path, sizeof(path), "items.%zu.rank", n);
    expect_number(http, path, rank);
}

static void test_ranks__as_many_votes_share_one_and_the_next_is_left_out(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    make_ties(club);
    ask(http, "GET /proposals", .as = keys->ada);
    expect_item(http, 0, 5, 1);
    expect_item(http, 1, 1, 1);
    expect_item(http, 2, 4, 3);
    expect_item(http, 3, 2, 3);
    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "GET /proposals", .as = keys->ada);
    expect_item(http, 0, 5, 1);
    expect_item(http, 1, 2, 1);
    expect_item(http, 2, 1, 1);
    expect_item(http, 3, 4, 4);
}

static void ask_page(struct client *http, size_t limit, char cursor[256])
{
    char line[512];

    snprintf(line, sizeof(line), "GET /proposals?limit=%zu%s%s", limit,
             *cursor == '\0' ? "" : "&cursor=", cursor);
    ask(http, line, .as = keys->ada);
    expect(http, 200);
    *cursor = '\0';
    if (json_is_string(client_json(http, "next")))
        snprintf(cursor, 256, "%s", json_string_value(client_json(http, "next")));
}

static void test_ranks__they_go_on_over_pages_of_any_size(void **state)
{
    static const struct {
        int64_t id, rank;
    } all[] = {{5, 1}, {1, 1}, {4, 3}, {2, 3}};
    struct club *club = *state;
    struct client *http = &club->http;
    char cursor[256] = "";

    make_ties(club);
    for (size_t limit = 1; limit <= COUNT_OF(all); limit++) {
        for (size_t i = 0; i < COUNT_OF(all); i++) {
            if (i % limit == 0)
                ask_page(http, limit, cursor);
            expect_item(http, i % limit, all[i].id, all[i].rank);
        }
        assert_string_equal(cursor, "");
    }
}

static void test_ranks__there_are_none_in_another_order_or_in_a_search(void **state)
{
    static const char *const lines[] = {"GET /proposals?sort=newest", "GET /proposals?sort=runtime",
                                        "GET /proposals?sort=title", "GET /proposals?q=metropolis"};
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->ada);
        expect(&club->http, 200);
        expect_null(&club->http, "items.0.rank");
    }
    ask(&club->http, "GET /proposals/1", .as = keys->ada);
    expect_null(&club->http, "rank");
}

/* "'" has nothing to search for: all is found, but it is a search. */
static void test_ranks__a_search_for_nothing_is_not_taken_for_the_list(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals?q='", .as = keys->ada);
    expect_null(http, "items.0.rank");
    ask(http, "GET /proposals", .as = keys->ada);
    expect_number(http, "items.0.rank", 1);
    ask(http, "GET /proposals?q='", .as = keys->ada);
    expect_null(http, "items.0.rank");
}

static void test_ranks__a_cursor_of_the_list_gives_none_to_a_search(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char cursor[256] = "", line[512];

    make_ties(club);
    ask_page(http, 1, cursor);
    snprintf(line, sizeof(line), "GET /proposals?q=e&limit=1&cursor=%s", cursor);
    ask(http, line, .as = keys->ada);
    expect_null(http, "items.0.rank");
    snprintf(line, sizeof(line), "GET /proposals?limit=1&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect_null(http, "items.0.rank");
}

/* base64url of what a cursor may hold, with ranks, votes and ids that no page has. */
static void test_ranks__cursors_with_impossible_numbers_are_refused(void **state)
{
    static const char *const cursors[] = {
        "dm90ZXMgMSAxIDEgMg",                     /* votes 1 1 1 2 */
        "dm90ZXMgMSAxIDAgMA",                     /* votes 1 1 0 0 */
        "dm90ZXMgMSAxIDEgLTE",                    /* votes 1 1 1 -1 */
        "dm90ZXMgMSAxIDEwMDAwMDAwMDAxIDE",        /* votes 1 1 10000000001 1 */
        "dm90ZXMgLTkyMjMzNzIwMzY4NTQ3NzU4MDggMQ", /* votes -9223372036854775808 1 */
        "dm90ZXMgLTEgMQ",                         /* votes -1 1 */
        "dm90ZXMgMSAw",                           /* votes 1 0 */
        "dm90ZXMgMSAtMQ",                         /* votes 1 -1 */
    };
    struct club *club = *state;
    char line[128];

    for (size_t i = 0; i < COUNT_OF(cursors); i++) {
        snprintf(line, sizeof(line), "GET /proposals?q=met&cursor=%s", cursors[i]);
        ask(&club->http, line, .as = keys->ada);
        expect_field(&club->http, "query", "/cursor");
        snprintf(line, sizeof(line), "GET /proposals?cursor=%s", cursors[i]);
        ask(&club->http, line, .as = keys->ada);
        expect_field(&club->http, "query", "/cursor");
    }
}

SUITE(test_ranks)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_ranks__as_many_votes_share_one_and_the_next_is_left_out),
        CLUB_TEST(test_ranks__they_go_on_over_pages_of_any_size),
        CLUB_TEST(test_ranks__there_are_none_in_another_order_or_in_a_search),
        CLUB_TEST(test_ranks__a_search_for_nothing_is_not_taken_for_the_list),
        CLUB_TEST(test_ranks__a_cursor_of_the_list_gives_none_to_a_search),
        CLUB_TEST(test_ranks__cursors_with_impossible_numbers_are_refused),
    };

    return RUN(tests);
}
