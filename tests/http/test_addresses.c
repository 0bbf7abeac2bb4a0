/* Paths and queries, read strictly: what is not exactly an address of ours is refused. */
#include "http/call/route.h"
#include "support/club.h"
#include "support/expect.h"

/* ---- paths ---------------------------------------------------------------------------------- */

static void test_addresses__only_plain_positive_numbers_are_ids(void **state)
{
    struct club *club = *state;
    static const char *const ids[] = {
        "0",
        "01",
        "1e3",
        "-1",
        "+1",
        "1.0",
        "0x1",
        "1a",
        "a",
        "%20"
        "1",
        "1%20",
        "1%2C5",
        "1;a",
        "1,5",
        "1234567890123456789",
        "9223372036854775808",
        "1%0A",
        "%EF%BC%91" /* a full-width one */,
        "%D9%A1" /* an Arabic one */,
    };
    static const char *const resources[] = {"GET /proposals/", "PUT /votes/", "GET /films/",
                                            "DELETE /sessions/"};
    char line[96];

    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        for (size_t k = 0; k < COUNT_OF(resources); k++) {
            snprintf(line, sizeof(line), "%s%s", resources[k], ids[i]);
            ask(&club->http, line, .as = keys->ada);
            expect_problem(&club->http, 404, "not-found");
        }
    }
    ask(&club->http, "GET /proposals/999999999999999999", .as = keys->ada);
    expect_problem(&club->http, 404, "not-found");
}

/* %31 is 1: the same address, decoded once and not twice. */
static void test_addresses__are_decoded_once(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals/%31", .as = keys->ada);
    expect(&club->http, 200);
    ask(&club->http, "GET /%70roposals/1", .as = keys->ada);
    expect(&club->http, 200);
    ask(&club->http, "GET /proposals/%2531", .as = keys->ada);
    expect_problem(&club->http, 404, "not-found");
}

static void test_addresses__a_slash_that_is_encoded_is_none(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"GET /proposals%2F1", "GET /proposals%2f1",
                                        "GET /docs/..%2Fopenapi.yaml", "GET /proposals/1%2F"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->ada);
        expect_problem(&club->http, 404, "not-found");
    }
}

static void test_addresses__that_cannot_be_decoded_are_refused(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"GET /proposals/1%00",      "GET /proposals/%001",
                                        "GET /proposals/%",         "GET /proposals/%1",
                                        "GET /proposals/%zz",       "GET /proposals/%FF",
                                        "GET /proposals/%C3",       "GET /proposals/\xff",
                                        "GET /proposals/%ED%A0%80", "GET /proposals/%F4%90%80%80"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->ada);
        expect_problem(&club->http, 400, "malformed-request");
    }
}

static void test_addresses__have_an_end(void **state)
{
    struct club *club = *state;
    static char line[8192] = "GET /proposals/";

    memset(line + strlen(line), '1', 1100);
    ask(&club->http, line, .as = keys->ada);
    expect_problem(&club->http, 414, "url-too-long");
    snprintf(line, sizeof(line), "GET /proposals?q=");
    memset(line + strlen(line), 'q', 4096);
    ask(&club->http, line, .as = keys->ada);
    expect_problem(&club->http, 414, "url-too-long");
}

/* The framework would hand "1,5" and "1" on: path variables come from the path alone. */
static void test_addresses__a_query_never_reaches_into_the_path(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals/1?id=2", .as = keys->ada);
    expect_field(&club->http, "query", "/id");
    ask(&club->http, "GET /proposals/99?id=1", .as = keys->ada);
    expect_field(&club->http, "query", "/id");
    ask(&club->http, "PUT /votes/2?proposal_id=1", .as = keys->ada);
    expect_field(&club->http, "query", "/proposal_id");
    ask(&club->http, "GET /proposals/2", .as = keys->ada);
    expect_number(&club->http, "vote_count", 0);
}

/* ---- queries -------------------------------------------------------------------------------- */

static void test_addresses__no_resource_takes_a_parameter_it_does_not_know(void **state)
{
    static const char *const verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    static const char *const queries[] = {"surprise=1", "surprise", "Limit=1&surprise=%C3%A4"};
    struct club *club = *state;
    size_t count;
    const struct route *all = routes(&count);
    char line[160];

    for (size_t i = 0; i < count * COUNT_OF(queries); i++) {
        const struct route *route = &all[i / COUNT_OF(queries)];
        size_t verb = 0;

        while (route->method != (enum method)(1 << verb))
            verb++;
        snprintf(line, sizeof(line), "%s %s%c%s", verbs[verb], route->example,
                 strchr(route->example, '?') == NULL ? '?' : '&', queries[i % COUNT_OF(queries)]);
        ask(&club->http, line, .as = keys->root);
        expect_field(&club->http, "query", "/surprise");
    }
    ask(&club->http, "GET /members/me", .as = keys->root);
    expect(&club->http, 200);
}

static void test_addresses__a_parameter_is_given_once(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals?limit=1&limit=1", .as = keys->ada);
    expect_field(&club->http, "query", "/limit");
    ask(&club->http, "GET /proposals?limit=1&l%69mit=2", .as = keys->ada);
    expect_field(&club->http, "query", "/limit");
}

/* A name with a space is no two names. */
static void test_addresses__two_known_names_are_not_one(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /sessions?cursor+limit=1", .as = keys->ada);
    expect_field(&club->http, "query", "/cursor limit");
}

static void test_addresses__a_value_that_cannot_be_read_is_named(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals?q=%ff", .as = keys->ada);
    expect_field(&club->http, "query", "/q");
    ask(&club->http, "GET /proposals?cursor=%zz", .as = keys->ada);
    expect_field(&club->http, "query", "/cursor");
}

static void test_addresses__bad_values_are_named_all_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals?limit=0&sort=best&status=OPEN&cursor=!&q=&nothing=1",
        .as = keys->ada);
    expect_field(http, "query", "/nothing");
    ask(http, "GET /proposals?limit=0&sort=best&status=OPEN&cursor=!&q=", .as = keys->ada);
    expect_field(http, "query", "/limit");
    expect_field(http, "query", "/sort");
    expect_field(http, "query", "/status");
    expect_field(http, "query", "/cursor");
    expect_field(http, "query", "/q");
}

static void test_addresses__limits_are_numbers_from_1_to_100(void **state)
{
    struct club *club = *state;
    static const char *const bad[] = {
        "0",   "101", "-1", "+1", "1.0", "1e1", "", "1%20", "%201", "x", "18446744073709551617",
        "0x10"};
    static const char *const lists[] = {"GET /proposals", "GET /votes", "GET /sessions"};
    char line[64];

    for (size_t k = 0; k < COUNT_OF(lists); k++) {
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
            snprintf(line, sizeof(line), "%s?limit=%s", lists[k], bad[i]);
            ask(&club->http, line, .as = keys->ada);
            expect_field(&club->http, "query", "/limit");
        }
        snprintf(line, sizeof(line), "%s?limit=100", lists[k]);
        ask(&club->http, line, .as = keys->ada);
        expect(&club->http, 200);
    }
    ask(&club->http, "GET /votes?proposal_id=0", .as = keys->ada);
    expect_field(&club->http, "query", "/proposal_id");
}

static void test_addresses__a_query_that_cannot_be_decoded_is_refused(void **state)
{
    struct club *club = *state;
    static const char *const queries[] = {"q=%", "q=%4", "q=%zz", "q=%FF", "q=a%00b", "%FF=1"};
    char line[64];

    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        snprintf(line, sizeof(line), "GET /proposals?%s", queries[i]);
        ask(&club->http, line, .as = keys->ada);
        expect_problem(&club->http, 400, "invalid-request");
        expect_text(&club->http, "errors.0.in", "query");
    }
}

/* ---- cursors -------------------------------------------------------------------------------- */

/* The cursor behind the first item of a list. */
static void take_cursor(struct client *http, const char *line, char *cursor, size_t size)
{
    ask(http, line, .as = keys->ada);
    expect(http, 200);
    snprintf(cursor, size, "%s", json_string_value(client_json(http, "next")));
}

static void test_addresses__a_cursor_belongs_to_its_list(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lists[] = {
        "GET /proposals?limit=1&sort=votes",
        "GET /proposals?limit=1&sort=newest",
        "GET /proposals?limit=1&sort=runtime",
        "GET /proposals?limit=1&sort=title",
        "GET /votes?limit=1",
        "GET /votes?limit=1&proposal_id=1",
    };
    char cursors[COUNT_OF(lists)][256], line[512];

    ask(http, "PUT /votes/2", .as = keys->ada);
    ask(http, "PUT /votes/1", .as = keys->grace);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        take_cursor(http, lists[i], cursors[i], sizeof(cursors[i]));
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        for (size_t k = 0; k < COUNT_OF(lists); k++) {
            snprintf(line, sizeof(line), "%s&cursor=%s", lists[i], cursors[k]);
            ask(http, line, .as = keys->ada);
            if (i == k)
                expect_count(http, "items", 1);
            else
                expect_field(http, "query", "/cursor");
        }
    }
}

static void test_addresses__a_damaged_cursor_is_refused(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const garbage[] = {
        "",
        "x",
        "AAAA",
        "%00",
        "=",
        "dm90ZXM",         /* votes */
        "dm90ZXMgMQ",      /* votes 1 */
        "dm90ZXMgMSAxIA",  /* votes 1 1, and a space */
        "dm90ZXMgeCB5IA",  /* votes x y */
        "dm90ZXMgMSAxIP8", /* not UTF-8 */
        "dm90ZXMgMSAxIAA", /* a NUL */
    };
    char line[512], cursor[256];

    for (size_t i = 0; i < COUNT_OF(garbage); i++) {
        snprintf(line, sizeof(line), "GET /proposals?cursor=%s", garbage[i]);
        ask(http, line, .as = keys->ada);
        expect_problem(http, 400, "invalid-request");
    }
    take_cursor(http, "GET /proposals?limit=1", cursor, sizeof(cursor));
    cursor[strlen(cursor) - 4] = '\0';
    snprintf(line, sizeof(line), "GET /proposals?limit=1&cursor=%s", cursor);
    ask(http, line, .as = keys->ada);
    expect_field(http, "query", "/cursor");
}

SUITE(test_addresses)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_addresses__only_plain_positive_numbers_are_ids),
        CLUB_TEST(test_addresses__are_decoded_once),
        CLUB_TEST(test_addresses__a_slash_that_is_encoded_is_none),
        CLUB_TEST(test_addresses__that_cannot_be_decoded_are_refused),
        CLUB_TEST(test_addresses__have_an_end),
        CLUB_TEST(test_addresses__a_query_never_reaches_into_the_path),
        CLUB_TEST(test_addresses__no_resource_takes_a_parameter_it_does_not_know),
        CLUB_TEST(test_addresses__a_parameter_is_given_once),
        CLUB_TEST(test_addresses__two_known_names_are_not_one),
        CLUB_TEST(test_addresses__a_value_that_cannot_be_read_is_named),
        CLUB_TEST(test_addresses__bad_values_are_named_all_at_once),
        CLUB_TEST(test_addresses__limits_are_numbers_from_1_to_100),
        CLUB_TEST(test_addresses__a_query_that_cannot_be_decoded_is_refused),
        CLUB_TEST(test_addresses__a_cursor_belongs_to_its_list),
        CLUB_TEST(test_addresses__a_damaged_cursor_is_refused),
    };

    return RUN(tests);
}
