/* Bodies, read strictly: what is not exactly the JSON that a resource takes is refused, the field
 * is named, and nothing has changed. */
#include "support/club.h"
#include "support/expect.h"

enum { LIMIT = 64 * 1024 };

static void expect_nothing_changed(struct client *http)
{
    ask(http, "GET /proposals?status=open", .as = keys->ada);
    expect(http, 200);
    expect_count(http, "items", 2);
    ask(http, "GET /members/me", .as = keys->ada);
    expect_text(http, "name", "ada");
}

static void test_bodies__are_of_the_one_media_type(void **state)
{
    struct club *club = *state;
    static const char *const wrong[] = {"text/plain",
                                        "text/plain; application/json",
                                        "application/json, text/plain",
                                        "application/jsonx",
                                        "application/json; charset=latin-1",
                                        "application/ld+json",
                                        "application/x-www-form-urlencoded",
                                        "multipart/form-data; boundary=x",
                                        "application/json; charset=utf-8; x=y",
                                        ""};
    static const char *const right[] = {"application/json", "Application/JSON",
                                        "application/json; charset=utf-8",
                                        "application/json;charset=UTF-8"};

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"x\"}",
            .type = wrong[i]);
        expect_problem(&club->http, 415, "unsupported-media-type");
    }
    expect_nothing_changed(&club->http);
    ask(&club->http, "POST /proposals", .as = keys->ada, .headers = {"Content-Length: 0"});
    expect_problem(&club->http, 415, "unsupported-media-type");
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = "{\"name\":\"ada\"}",
            .type = right[i]);
        expect(&club->http, 200);
    }
}

static void test_bodies__that_are_no_json_object_are_refused(void **state)
{
    struct club *club = *state;
    static const char *const bodies[] = {
        "",
        " ",
        "[]",
        "[{\"title\":\"x\"}]",
        "\"title\"",
        "1",
        "null",
        "true",
        "{",
        "{\"title",
        "{\"title\":}",
        "{\"title\":\"x\",}",
        "{title:\"x\"}",
        "{'title':'x'}",
        "{\"title\":\"x\"}{}",
        "{\"title\":\"x\"} x",
        "{\"title\":\"x\"}]",
        "{\"title\":NaN}",
        "{\"title\":01}",
        "\xef\xbb\xbf{\"title\":\"x\"}",
        "// x\n{}",
        "{\"title\":\"a\nb\"}",
        "{\"title\":\"\\x41\"}",
        "{\"\\u0000\":1}",
        "{\"\xc3\":1}",
    };

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = bodies[i]);
        expect_problem(&club->http, 400, "malformed-request");
    }
    ask(&club->http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"x\"}\0",
        .length = 14);
    expect_problem(&club->http, 400, "malformed-request");
    expect_nothing_changed(&club->http);
}

/* What the parser refuses before there are fields is one's all the same. */
static void test_bodies__values_that_are_no_json_name_their_field(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *body, *pointer;
    } wrong[] = {
        {"{\"title\":\"x\\u0000\"}", "/title"},
        {"{\"imdb_id\":\"tt1\",\"title\":\"\\ud800\"}", "/title"},
        {"{\"title\":\"\\udc00\\ud800\"}", "/title"},
        {"{\"title\":\"\xff\",\"year\":1}", "/title"},
        {"{ \"year\" : 1 , \"title\" : \"a\\\"}:,\xc0\xaf\"}", "/title"},
        {"{\"title\":\"\xed\xa0\x80\"}", "/title"},
        {"{\"title\":\"\xf4\x90\x80\x80\"}", "/title"},
        {"{\"title\":\"x\",\"year\":1e999}", "/year"},
        {"{\"title\":\"x\",\"year\":99999999999999999999}", "/year"},
        {"{\"title\":{\"year\":\"\xff\"}}", "/title"},
        {"{\"a/b\":[1,\"\\u0000\"]}", "/a~1b"},
    };

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = wrong[i].body);
        expect_pointer(&club->http, "malformed-request", "body", wrong[i].pointer);
    }
    ask(&club->http, "POST /sessions", .body = "{\"name\":\"ada\\u0007\",\"password\":\"x\"}");
    expect_field(&club->http, "body", "/name");
    expect_nothing_changed(&club->http);
}

/* JSON knows one kind of number: a whole one may be written with a point or an exponent. */
static void test_bodies__whole_numbers_are_taken_however_they_are_written(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"One\",\"year\":2001.0}");
    expect(http, 201);
    expect_number(http, "film.year", 2001);
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"Two\",\"year\":2e3}");
    expect(http, 201);
    expect_number(http, "film.year", 2000);
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"No\",\"year\":2001.5}");
    expect_field(http, "body", "/year");
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"No\",\"year\":1e300}");
    expect_field(http, "body", "/year");
}

static void test_bodies__bad_fields_are_named_all_at_once(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":5,\"year\":\"x\",\"imdb_id\":[],\"votes\":1,\"a/b~c\":1}");
    expect_field(http, "body", "/title");
    expect_field(http, "body", "/year");
    expect_field(http, "body", "/imdb_id");
    expect_field(http, "body", "/votes");
    expect_field(http, "body", "/a~1b~0c");
    ask(http, "POST /sessions", .body = "{}");
    expect_field(http, "body", "/name");
    expect_field(http, "body", "/password");
    expect_nothing_changed(http);
}

static void test_bodies__a_field_is_given_once(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"x\",\"title\":\"y\"}");
    expect_field(&club->http, "body", "/title");
    ask(&club->http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"x\",\"t\\u0069tle\":\"y\"}");
    expect_problem(&club->http, 400, "invalid-request");
    expect_nothing_changed(&club->http);
}

static void test_bodies__text_has_its_bounds(void **state)
{
    struct club *club = *state;
    static char body[2048];
    static const char *const bodies[] = {
        "{\"title\":\" x\"}",        "{\"title\":\"x\\t\"}",
        "{\"title\":\"x\\u0000\"}",  "{\"title\":\"x\\u001by\"}",
        "{\"title\":\"x\\u007fy\"}", "{\"title\":\"x\\u202ey\"}",
        "{\"title\":\"\\u200b\"}",   "{\"title\":\"x\\ud83d\\udcaf\\ufffey\"}"};

    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        ask(&club->http, "POST /proposals", .as = keys->ada, .body = bodies[i]);
        if (strstr(bodies[i], "\\u0000") != NULL)
            expect_pointer(&club->http, "malformed-request", "body", "/title");
        else
            expect_field(&club->http, "body", "/title");
    }
    snprintf(body, sizeof(body), "{\"title\":\"");
    memset(body + strlen(body), 'x', 301);
    memcpy(body + strlen(body), "\"}", 3);
    ask(&club->http, "POST /proposals", .as = keys->ada, .body = body);
    expect_field(&club->http, "body", "/title");
    expect_nothing_changed(&club->http);
}

/* ---- deep and large
 * ------------------------------------------------------------------------------ */

static char room[2 * 1024 * 1024];

static const char *nested(size_t depth, const char *open, const char *close)
{
    size_t length = (size_t)snprintf(room, sizeof(room), "{\"x\":");

    for (size_t i = 0; i < depth - 1; i++)
        length += (size_t)snprintf(room + length, sizeof(room) - length, "%s", open);
    room[length++] = '1';
    for (size_t i = 0; i < depth - 1; i++)
        length += (size_t)snprintf(room + length, sizeof(room) - length, "%s", close);
    snprintf(room + length, sizeof(room) - length, "}");
    return room;
}

static void test_bodies__an_empty_text_is_called_empty(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"\"}");
    expect_field(&club->http, "body", "/title");
    expect_text(&club->http, "errors.0.code", "empty");
    expect_text(&club->http, "errors.0.detail", "is empty");
}

static void test_bodies__nest_32_deep_and_no_deeper(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "POST /proposals", .as = keys->ada, .body = nested(32, "[", "]"));
    expect_field(http, "body", "/x");
    ask(http, "POST /proposals", .as = keys->ada, .body = nested(33, "[", "]"));
    expect_pointer(http, "malformed-request", "body", "/x");
    ask(http, "POST /proposals", .as = keys->ada, .body = nested(33, "{\"x\":", "}"));
    expect_pointer(http, "malformed-request", "body", "/x");
    ask(http, "POST /proposals", .as = keys->ada, .body = nested(30000, "[", ""));
    expect_pointer(http, "malformed-request", "body", "/x");
    ask(http, "POST /proposals", .as = keys->ada, .body = nested(100000, "[", "]"));
    expect_problem(http, 413, "body-too-large");
    /* Brackets in text nest nothing. */
    ask(http, "POST /proposals", .as = keys->ada,
        .body = "{\"title\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"}");
    expect(http, 201);
}

/* A good body with spaces behind it. */
static const char *padded(size_t length)
{
    memset(room, ' ', length);
    room[length] = '\0';
    memcpy(room, "{\"name\":\"ada\"}", 14);
    return room;
}

static void test_bodies__of_65536_bytes_are_read_and_one_more_is_not(void **state)
{
    struct club *club = *state;

    ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = padded(LIMIT));
    expect(&club->http, 200);
    ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = padded(LIMIT + 1));
    expect_problem(&club->http, 413, "body-too-large");
    ask(&club->http, "PATCH /members/me", .as = keys->ada, .body = padded(1024 * 1024));
    expect_problem(&club->http, 413, "body-too-large");
    expect_nothing_changed(&club->http);
}

static void send_chunks(struct client *http, size_t count)
{
    static char chunk[4096 + 16] = "1000\r\n";
    char head[256];

    snprintf(head, sizeof(head),
             "PATCH /api/v1/members/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
             "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
             keys->ada);
    client_send_text(http, head);
    memset(chunk + 6, ' ', 4096);
    memcpy(chunk + 6, "{\"name\":\"ada\"}", 14);
    memcpy(chunk + 6 + 4096, "\r\n", 2);
    for (size_t i = 0; i < count; i++) {
        if (!client_send(http, chunk, 6 + 4096 + 2))
            return;
        memset(chunk + 6, ' ', 14);
    }
    client_send_text(http, "0\r\n\r\n");
}

static void test_bodies__in_chunks_have_the_same_limit(void **state)
{
    struct club *club = *state;

    send_chunks(&club->http, 16);
    client_receive(&club->http, false);
    expect(&club->http, 200);
    send_chunks(&club->http, 17);
    client_receive(&club->http, false);
    expect_problem(&club->http, 413, "body-too-large");
    expect_nothing_changed(&club->http);
}

/* Declares a gigabyte, and sends 16 MB of it; the first answer or the end of the connection. */
static void flood(struct client *http)
{
    char head[256];

    snprintf(head, sizeof(head),
             "PUT /api/v1/votes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
             "Content-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n",
             keys->ada);
    client_send_text(http, head);
    memset(room, '[', sizeof(room));
    for (int i = 0; i < 8 && client_send(http, room, sizeof(room)); i++)
        continue;
    client_close(http);
}

static void test_bodies__however_large_cost_no_memory(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    long before;

    for (int i = 0; i < 4; i++)
        ask(http, "PATCH /members/me", .as = keys->ada, .body = padded(1024 * 1024));
    before = process_memory(&club->server);
    for (int i = 0; i < 8; i++) {
        flood(http);
        ask(http, "PATCH /members/me", .as = keys->ada, .body = padded(1024 * 1024));
        expect_problem(http, 413, "body-too-large");
    }
    if (!SANITIZED)
        assert_in_range(process_memory(&club->server), 0, before + 2 * 1024 * 1024);
    expect_nothing_changed(http);
}

SUITE(test_bodies)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_bodies__are_of_the_one_media_type),
        CLUB_TEST(test_bodies__that_are_no_json_object_are_refused),
        CLUB_TEST(test_bodies__values_that_are_no_json_name_their_field),
        CLUB_TEST(test_bodies__whole_numbers_are_taken_however_they_are_written),
        CLUB_TEST(test_bodies__bad_fields_are_named_all_at_once),
        CLUB_TEST(test_bodies__a_field_is_given_once),
        CLUB_TEST(test_bodies__text_has_its_bounds),
        CLUB_TEST(test_bodies__an_empty_text_is_called_empty),
        CLUB_TEST(test_bodies__nest_32_deep_and_no_deeper),
        CLUB_TEST(test_bodies__of_65536_bytes_are_read_and_one_more_is_not),
        CLUB_TEST(test_bodies__in_chunks_have_the_same_limit),
        CLUB_TEST(test_bodies__however_large_cost_no_memory),
    };

    return RUN(tests);
}
