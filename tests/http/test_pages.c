/* GET /proposals: the vote page, its order, its pages, and what is sent again or not. */
#include <zlib.h>

#include "support/club.h"
#include "support/expect.h"

static void keep(char *copy, size_t size, struct client *http, const char *header)
{
    snprintf(copy, size, "%s", client_header(http, header));
}

static void test_pages__members_see_who_proposed_and_who_voted(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals", .as = keys->reader);
    expect(http, 200);
    expect_header(http, "Content-Type", "application/json");
    expect_header(http, "Cache-Control", "private, no-cache");
    expect_count(http, "items", 2);
    expect_null(http, "next");
    expect_number(http, "items.0.id", 1);
    expect_text(http, "items.0.proposer.name", "ada");
    expect_number(http, "items.0.vote_count", 1);
    expect_text(http, "items.0.voters.0.name", "ada");
    expect_text(http, "items.0.film.title", "Metropolis");
    expect_text(http, "items.0.film.metadata.state", "fresh");
    expect_number(http, "items.0.film.poster.widths.0", 500);
    expect_text(http, "items.1.film.title", "Home Movie");
    expect_null(http, "items.1.film.poster");
}

/* Rule 2: films and counts, never names, whatever is asked. */
static void test_pages__visitors_see_no_name(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"GET /proposals",
                                        "GET /proposals?status=withdrawn",
                                        "GET /proposals?sort=title&q=e",
                                        "GET /proposals/1",
                                        "GET /films/1",
                                        "GET /club"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i]);
        expect(http, 200);
        assert_null(strstr(http->answer.body, "\"voters\""));
        assert_null(strstr(http->answer.body, "\"ada\""));
        assert_null(strstr(http->answer.body, "\"grace\""));
    }
    ask(http, "GET /proposals");
    expect_null(http, "items.0.proposer");
    expect_number(http, "items.0.vote_count", 1);
    expect_absent(http, "items.0.voters");
    ask(http, "GET /proposals/1");
    expect_null(http, "proposer");
    expect_absent(http, "voters");
}

/* A member's page in memory is not a visitor's, in whichever order they come. */
static void test_pages__what_one_audience_got_is_not_shown_to_the_other(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char members[64], header[96];

    ask(http, "GET /proposals", .as = keys->reader);
    keep(members, sizeof(members), http, "ETag");
    snprintf(header, sizeof(header), "If-None-Match: %s", members);
    ask(http, "GET /proposals", .headers = {header});
    expect(http, 200);
    expect_absent(http, "items.0.voters");
    ask(http, "GET /proposals", .as = keys->reader);
    expect_count(http, "items.0.voters", 1);
}

static void test_pages__closed_ones_have_a_page_of_their_own(void **state)
{
    struct club *club = *state;

    ask(&club->http, "GET /proposals?status=withdrawn", .as = keys->reader);
    expect(&club->http, 200);
    expect_count(&club->http, "items", 1);
    expect_number(&club->http, "items.0.id", 3);
    ask(&club->http, "GET /proposals?status=watched", .as = keys->reader);
    expect_count(&club->http, "items", 0);
    expect_null(&club->http, "next");
}

/* ---- not sent again ----------------------------------------------------------------------------
 */

static void test_pages__unchanged_ones_are_not_sent_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const forms[] = {"If-None-Match: %s", "If-None-Match: W/%s",
                                        "If-None-Match: \"other\", %s", "If-None-Match: *"};
    char tag[64], header[128];

    ask(http, "GET /proposals", .as = keys->reader);
    keep(tag, sizeof(tag), http, "ETag");
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const char *mark = strstr(forms[i], "%s");

        snprintf(header, sizeof(header), "%.*s%s", (int)strcspn(forms[i], "%"), forms[i],
                 mark == NULL ? "" : tag);
        ask(http, "GET /proposals", .as = keys->reader, .headers = {header});
        expect(http, 304);
        expect_header(http, "ETag", tag);
        expect_header(http, "Cache-Control", "private, no-cache");
        expect_header(http, "Content-Type", NULL);
        ask(http, "HEAD /proposals", .as = keys->reader, .headers = {header});
        expect(http, 304);
    }
    ask(http, "GET /proposals", .as = keys->reader, .headers = {"If-None-Match: \"other\""});
    expect(http, 200);
}

static void test_pages__every_conditional_resource_keeps_its_tag(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {
        "GET /club",         "GET /proposals",    "GET /proposals/1",  "GET /votes",
        "GET /films/1",      "GET /docs",         "GET /docs/init.js", "GET /films/search?q=metro",
        "GET /openapi.yaml", "GET /problems/busy"};
    char tag[64], header[128];

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->reader);
        expect(http, 200);
        keep(tag, sizeof(tag), http, "ETag");
        snprintf(header, sizeof(header), "If-None-Match: %s", tag);
        ask(http, lines[i], .as = keys->reader, .headers = {header});
        expect(http, 304);
        expect_header(http, "ETag", tag);
    }
}

static void test_pages__what_is_private_is_never_stored(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"GET /members/me", "GET /sessions", "GET /health"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .as = keys->reader, .headers = {"If-None-Match: *"});
        expect(&club->http, 200);
        expect_header(&club->http, "Cache-Control", "no-store");
        expect_header(&club->http, "ETag", NULL);
    }
}

/* ---- compressed --------------------------------------------------------------------------------
 */

static void inflate_body(const struct answer *answer, char *plain, size_t size)
{
    z_stream stream = {.next_in = (Bytef *)answer->body,
                       .avail_in = (uInt)answer->length,
                       .next_out = (Bytef *)plain,
                       .avail_out = (uInt)size};

    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain[stream.total_out] = '\0';
    inflateEnd(&stream);
}

static void test_pages__compressed_is_the_same_under_another_tag(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static char plain[64 * 1024], inflated[64 * 1024];
    char plain_tag[64], tag[64], header[96];

    ask(http, "GET /proposals", .as = keys->reader);
    expect_header(http, "Content-Encoding", NULL);
    snprintf(plain, sizeof(plain), "%s", http->answer.body);
    keep(plain_tag, sizeof(plain_tag), http, "ETag");

    ask(http, "GET /proposals", .as = keys->reader, .headers = {"Accept-Encoding: br, gzip"});
    expect(http, 200);
    expect_header(http, "Content-Encoding", "gzip");
    keep(tag, sizeof(tag), http, "ETag");
    assert_string_not_equal(tag, plain_tag);
    inflate_body(&http->answer, inflated, sizeof(inflated) - 1);
    assert_string_equal(inflated, plain);

    snprintf(header, sizeof(header), "If-None-Match: %s", tag);
    ask(http, "GET /proposals", .as = keys->reader, .headers = {header, "Accept-Encoding: gzip"});
    expect(http, 304);
    expect_header(http, "ETag", tag);
}

static void test_pages__gzip_can_be_refused(void **state)
{
    struct club *club = *state;
    static const char *const refusals[] = {"Accept-Encoding: identity", "Accept-Encoding: gzip;q=0",
                                           "Accept-Encoding: gzip; q=0.000, br"};

    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        ask(&club->http, "GET /proposals", .as = keys->reader, .headers = {refusals[i]});
        expect(&club->http, 200);
        expect_header(&club->http, "Content-Encoding", NULL);
    }
}

/* ---- order and pages, on the demo's 44 films ---------------------------------------------------
 */

/* Walks all pages of `query`; the ids in the order in which they came. */
static size_t walk(struct client *http, const char *query, int64_t ids[100])
{
    char line[4096];
    size_t count = 0;
    const char *next = NULL;

    do {
        json_t *items;

        snprintf(line, sizeof(line), "GET /proposals?limit=7&%s%s%s", query,
                 next == NULL ? "" : "&cursor=", next == NULL ? "" : next);
        ask(http, line, .as = "mq_demo_reader");
        expect(http, 200);
        items = client_json(http, "items");
        for (size_t i = 0; i < json_array_size(items) && count < 100; i++)
            ids[count++] = json_integer_value(json_object_get(json_array_get(items, i), "id"));
        next = json_string_value(client_json(http, "next"));
    } while (next != NULL);
    return count;
}

static void test_pages__in_every_order_all_are_seen_once(void **state)
{
    struct club *club = *state;
    static const char *const orders[] = {"sort=votes", "sort=newest", "sort=runtime", "sort=title"};

    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        int64_t ids[100];
        bool seen[100] = {false};

        assert_int_equal(walk(&club->http, orders[i], ids), 44);
        for (size_t k = 0; k < 44; k++) {
            assert_true(ids[k] > 0 && ids[k] < 100);
            assert_false(seen[ids[k]]);
            seen[ids[k]] = true;
        }
    }
}

static void test_pages__most_votes_come_first_and_of_a_tie_the_newest(void **state)
{
    struct club *club = *state;
    json_t *items;

    ask(&club->http, "GET /proposals?limit=100", .as = "mq_demo_reader");
    items = client_json(&club->http, "items");
    for (size_t i = 1; i < json_array_size(items); i++) {
        json_t *above = json_array_get(items, i - 1), *below = json_array_get(items, i);
        int64_t more = json_integer_value(json_object_get(above, "vote_count"));
        int64_t fewer = json_integer_value(json_object_get(below, "vote_count"));

        assert_true(more >= fewer);
        if (more == fewer)
            assert_true(strcmp(json_string_value(json_object_get(above, "created_at")),
                               json_string_value(json_object_get(below, "created_at"))) >= 0);
        assert_int_equal(json_array_size(json_object_get(below, "voters")), fewer);
    }
}

static void test_pages__a_search_folds_case(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /proposals?q=METROP", .as = "mq_demo_reader");
    expect(http, 200);
    expect_count(http, "items", 1);
    expect_text(http, "items.0.film.title", "Metropolis");
    /* "mé" with a soft hyphen, a mark of direction, full-width letters */
    ask(http, "GET /proposals?q=M%C3%89%C2%ADTR%E2%80%8E%EF%BC%AF", .as = "mq_demo_reader");
    expect_count(http, "items", 1);
    ask(http, "GET /proposals?q=%25", .as = "mq_demo_reader");
    expect_count(http, "items", 0);
    ask(http, "GET /proposals?q=_", .as = "mq_demo_reader");
    expect_count(http, "items", 0);
}

/* The longest title that there can be still has a next page. */
static void test_pages__a_cursor_is_short_however_long_the_title(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char body[2048], line[256];
    size_t used = (size_t)snprintf(body, sizeof(body), "{\"title\":\"");

    for (int i = 0; i < 300; i++)
        used += (size_t)snprintf(body + used, sizeof(body) - used, "🎬");
    snprintf(body + used, sizeof(body) - used, "\"}");
    ask(http, "POST /proposals", .as = keys->ada, .body = body);
    expect(http, 201);
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"🎭\"}");
    expect(http, 201);
    ask(http, "GET /proposals?sort=title&limit=3", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 3);
    assert_in_range(json_string_length(client_json(http, "next")), 1, 80);
    snprintf(line, sizeof(line), "GET /proposals?sort=title&limit=3&cursor=%s",
             json_string_value(client_json(http, "next")));
    ask(http, line, .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 1);
}

SUITE(test_pages)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_pages__members_see_who_proposed_and_who_voted),
        PUBLIC_TEST(test_pages__visitors_see_no_name),
        PUBLIC_TEST(test_pages__what_one_audience_got_is_not_shown_to_the_other),
        CLUB_TEST(test_pages__closed_ones_have_a_page_of_their_own),
        CLUB_TEST(test_pages__unchanged_ones_are_not_sent_again),
        CLUB_TEST(test_pages__every_conditional_resource_keeps_its_tag),
        CLUB_TEST(test_pages__what_is_private_is_never_stored),
        CLUB_TEST(test_pages__compressed_is_the_same_under_another_tag),
        CLUB_TEST(test_pages__gzip_can_be_refused),
        DEMO_TEST(test_pages__in_every_order_all_are_seen_once),
        DEMO_TEST(test_pages__most_votes_come_first_and_of_a_tie_the_newest),
        DEMO_TEST(test_pages__a_search_folds_case),
        CLUB_TEST(test_pages__a_cursor_is_short_however_long_the_title),
    };

    return RUN(tests);
}
