/* /club/settings: changed on the page, by who has seen them, and at once in everything. */
#include <pthread.h>

#include "support/club.h"
#include "support/expect.h"

#define SETTINGS "PATCH /club/settings"

static void expect_name(struct client *http, const char *name)
{
    ask(http, "GET /club");
    expect(http, 200);
    expect_text(http, "name", name);
}

/* ---- what they are ------------------------------------------------------------------------ */

static void test_club_settings__are_the_defaults_at_first(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_stop(club);
    club_set(club, "TZ=Pacific/Chatham");
    club_start(club);
    ask(http, "GET /club/settings", .as = keys->root);
    expect(http, 200);
    expect_header(http, "ETag", "\"1\"");
    expect_header(http, "Cache-Control", "no-store");
    expect_text(http, "name", "Film Club");
    expect_text(http, "sign_up", "invite");
    expect_text(http, "read_access", "members");
    expect_number(http, "proposal_limit", 10);
    expect_text(http, "language", "en-US");
    expect_text(http, "time_zone", "Pacific/Chatham");
    expect_text(http, "missing_voters", "hidden");
    expect_count(http, "set_by_host", 0);
}

static void test_club_settings__change_all_at_once_and_survive_a_restart(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: \"1\""},
        .body = "{\"name\":\"Kino\",\"sign_up\":\"closed\",\"read_access\":\"public\","
                "\"proposal_limit\":0,\"language\":\"de-DE\","
                "\"time_zone\":\"Asia/Kathmandu\",\"missing_voters\":\"members\"}");
    expect(http, 200);
    expect_header(http, "ETag", "\"2\"");
    club_stop(club);
    club_start(club);
    ask(http, "GET /club/settings", .as = keys->root);
    expect_header(http, "ETag", "\"2\"");
    expect_text(http, "name", "Kino");
    expect_text(http, "sign_up", "closed");
    expect_text(http, "read_access", "public");
    expect_number(http, "proposal_limit", 0);
    expect_text(http, "language", "de-DE");
    expect_text(http, "time_zone", "Asia/Kathmandu");
    expect_text(http, "missing_voters", "members");
    ask(http, "GET /club");
    expect_text(http, "time_zone", "Asia/Kathmandu");
    expect_text(http, "missing_voters", "members");
}

static void test_club_settings__go_back_to_the_default_with_null(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: *"},
        .body = "{\"name\":\"Kino\",\"proposal_limit\":3,\"language\":\"de-DE\"}");
    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: *"},
        .body = "{\"name\":null,\"proposal_limit\":null}");
    expect(http, 200);
    expect_text(http, "name", "Film Club");
    expect_number(http, "proposal_limit", 10);
    expect_text(http, "language", "de-DE");
}

/* What is the same already is no change: nobody else's copy is out of date. */
static void test_club_settings__that_stay_the_same_keep_their_version(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    for (int i = 0; i < 2; i++) {
        ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: *"},
            .body = "{\"name\":\"Kino\",\"sign_up\":\"invite\"}");
        expect(http, 200);
        expect_header(http, "ETag", "\"2\"");
    }
}

/* ---- what is refused ------------------------------------------------------------------------ */

static const struct {
    const char *body, *pointer;
} bad[] = {
    {"{}", ""},
    {"{\"name\":\"\"}", "/name"},
    {"{\"name\":\" Kino\"}", "/name"},
    {"{\"name\":\"a\\nb\"}", "/name"},
    {"{\"name\":7}", "/name"},
    {"{\"sign_up\":\"\"}", "/sign_up"},
    {"{\"sign_up\":\"Open\"}", "/sign_up"},
    {"{\"read_access\":\"everybody\"}", "/read_access"},
    {"{\"proposal_limit\":-1}", "/proposal_limit"},
    {"{\"proposal_limit\":-2}", "/proposal_limit"},
    {"{\"proposal_limit\":1001}", "/proposal_limit"},
    {"{\"proposal_limit\":1.5}", "/proposal_limit"},
    {"{\"language\":\"de\"}", "/language"},
    {"{\"language\":\"de_DE\"}", "/language"},
    {"{\"language\":\"\"}", "/language"},
    {"{\"time_zone\":\"\"}", "/time_zone"},
    {"{\"time_zone\":\"Europe/Metropolis\"}", "/time_zone"},
    {"{\"time_zone\":\"local\"}", "/time_zone"},
    {"{\"time_zone\":\"../../../etc/localtime\"}", "/time_zone"},
    {"{\"time_zone\":\"CET-1CEST\"}", "/time_zone"},
    {"{\"time_zone\":2}", "/time_zone"},
    {"{\"missing_voters\":\"public\"}", "/missing_voters"},
    {"{\"missing_voters\":true}", "/missing_voters"},
    {"{\"set_by_host\":[]}", "/set_by_host"},
};

static void test_club_settings__name_the_field_that_is_wrong(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: \"1\""}, .body = bad[i].body);
        expect_field(http, "body", bad[i].pointer);
    }
    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: \"1\""},
        .body = "{\"name\":\"Kino\",\"language\":\"deutsch\"}");
    expect_field(http, "body", "/language");
    ask(http, "GET /club/settings", .as = keys->root);
    expect_header(http, "ETag", "\"1\"");
    expect_text(http, "name", "Film Club");
}

static void test_club_settings__want_to_be_seen_before(void **state)
{
    static const char *const others[] = {"\"2\"", "W/\"1\"", "1",       "\"10\"",
                                         "\"\"",  "\"*\"",   "\"1-x\"", "\"2\", \"3\""};
    struct club *club = *state;
    struct client *http = &club->http;
    char header[64];

    ask(http, SETTINGS, .as = keys->root, .body = "{\"name\":\"Kino\"}");
    expect_problem(http, 428, "precondition-required");
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        snprintf(header, sizeof(header), "If-Match: %s", others[i]);
        ask(http, SETTINGS, .as = keys->root, .headers = {header}, .body = "{\"name\":\"Kino\"}");
        expect_problem(http, 412, "precondition-failed");
    }
    expect_name(http, "Film Club");
}

static void test_club_settings__take_a_list_of_tags_and_that_of_a_compressed_copy(void **state)
{
    static const char *const lists[] = {"If-Match: \"7\", \"1\"", "If-Match: \"2-gz\"",
                                        "If-Match: W/\"3\",\"3\""};
    static const char *const bodies[] = {"{\"name\":\"A\"}", "{\"name\":\"B\"}",
                                         "{\"name\":\"C\"}"};
    struct club *club = *state;
    struct client *http = &club->http;

    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        ask(http, SETTINGS, .as = keys->root, .headers = {lists[i]}, .body = bodies[i]);
        expect(http, 200);
    }
    expect_name(http, "C");
}

static void test_club_settings__of_the_host_are_named_and_stay(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: *"},
        .body = "{\"name\":\"Kino\",\"proposal_limit\":3}");
    club_stop(club);
    club_set(club, "MARQUEE_CLUB_NAME=The Host's");
    club_set(club, "MARQUEE_SIGNUP=open");
    club_start(club);
    ask(http, "GET /club/settings", .as = keys->root);
    expect_text(http, "name", "The Host's");
    expect_text(http, "sign_up", "open");
    expect_number(http, "proposal_limit", 3);
    expect_count(http, "set_by_host", 2);
    expect_text(http, "set_by_host.0", "name");
    expect_text(http, "set_by_host.1", "sign_up");
    ask(http, SETTINGS, .as = keys->root, .headers = {"If-Match: \"2\""},
        .body = "{\"name\":\"Kino\",\"sign_up\":null,\"proposal_limit\":4}");
    expect_problem(http, 409, "set-by-host");
    expect_count(http, "errors", 2);
    expect_text(http, "errors.0.pointer", "/name");
    expect_text(http, "errors.1.pointer", "/sign_up");
    ask(http, "GET /club/settings", .as = keys->root);
    expect_number(http, "proposal_limit", 3);
    /* What was decided on the page was only hidden. */
    club_stop(club);
    club_set(club, "MARQUEE_CLUB_NAME=");
    club_start(club);
    expect_name(http, "Kino");
}

/* ---- at the same moment --------------------------------------------------------------------- */

enum { RIVALS = 8 };

struct rival {
    struct client http;
    pthread_t thread;
    int n;
};

static void *change_the_limit(void *argument)
{
    struct rival *rival = argument;
    char body[64];

    snprintf(body, sizeof(body), "{\"proposal_limit\":%d}", 100 + rival->n);
    ask(&rival->http, SETTINGS, .as = keys->root, .headers = {"If-Match: \"1\""}, .body = body);
    return NULL;
}

static void test_club_settings__changed_by_many_at_once_take_one(void **state)
{
    struct club *club = *state;
    struct rival rivals[RIVALS];
    int won = 0, winner = 0;

    for (int i = 0; i < RIVALS; i++) {
        rivals[i] = (struct rival){.http = club_client(club), .n = i};
        assert_int_equal(pthread_create(&rivals[i].thread, NULL, change_the_limit, &rivals[i]), 0);
    }
    for (int i = 0; i < RIVALS; i++) {
        pthread_join(rivals[i].thread, NULL);
        if (rivals[i].http.answer.status == 200) {
            won++;
            winner = i;
        } else {
            expect_problem(&rivals[i].http, 412, "precondition-failed");
        }
        client_release(&rivals[i].http);
    }
    assert_int_equal(won, 1);
    ask(&club->http, "GET /club/settings", .as = keys->root);
    expect_number(&club->http, "proposal_limit", 100 + winner);
    expect_header(&club->http, "ETag", "\"2\"");
}

SUITE(test_club_settings)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_club_settings__are_the_defaults_at_first),
        CLUB_TEST(test_club_settings__change_all_at_once_and_survive_a_restart),
        CLUB_TEST(test_club_settings__go_back_to_the_default_with_null),
        CLUB_TEST(test_club_settings__that_stay_the_same_keep_their_version),
        CLUB_TEST(test_club_settings__name_the_field_that_is_wrong),
        CLUB_TEST(test_club_settings__want_to_be_seen_before),
        CLUB_TEST(test_club_settings__take_a_list_of_tags_and_that_of_a_compressed_copy),
        CLUB_TEST(test_club_settings__of_the_host_are_named_and_stay),
        CLUB_TEST(test_club_settings__changed_by_many_at_once_take_one),
    };

    return RUN(tests);
}
