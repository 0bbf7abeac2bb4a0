/* What an admin changes on the page holds at once, for everybody and in everything that is kept. */
#include <string.h>

#include "support/expect.h"
#include "support/outside.h"

/* Whatever the settings are by now. */
static void change_settings(struct club *club, const char *body)
{
    ask(&club->http, "PATCH /club/settings", .as = keys->root, .headers = {"If-Match: *"},
        .body = body);
    expect(&club->http, 200);
}

/* ---- the name ------------------------------------------------------------------------------- */

static void expect_named(struct club *club, const char *host, const char *name)
{
    char title[64], header[64];

    snprintf(title, sizeof(title), "<title>%s</title>", name);
    snprintf(header, sizeof(header), "Host: %s", host);
    ask(&club->http, "GET /", .base = "", .headers = {header});
    assert_int_equal(club->http.answer.status, 200);
    assert_non_null(strstr(club->http.answer.body, title));
}

static void test_settings_hold__the_document_and_the_manifest_have_the_new_name(void **state)
{
    static const char *const names[] = {"Film Club", "Kino", "Bio", "Kino"};
    static const char *const bodies[] = {NULL, "{\"name\":\"Kino\"}", "{\"name\":\"Bio\"}",
                                         "{\"name\":\"Kino\"}"};
    struct club *club = *state;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (bodies[i] != NULL)
            change_settings(club, bodies[i]);
        expect_named(club, "127.0.0.1", names[i]);
        expect_named(club, "films.example.org", names[i]);
        ask(&club->http, "GET /manifest.webmanifest", .base = "");
        assert_non_null(strstr(club->http.answer.body, names[i]));
    }
}

/* A browser that has the document already does not keep the old name. */
static void test_settings_hold__a_copy_with_the_old_name_is_out_of_date(void **state)
{
    static const char *const lines[] = {"GET /", "GET /manifest.webmanifest"};
    struct club *club = *state;
    struct client *http = &club->http;
    char headers[COUNT_OF(lines)][96];

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .base = "");
        snprintf(headers[i], sizeof(headers[i]), "If-None-Match: %s", client_header(http, "ETag"));
    }
    change_settings(club, "{\"name\":\"Kino\"}");
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        assert_int_equal(ask(http, lines[i], .base = "", .headers = {headers[i]}), 200);
}

static void test_settings_hold__a_password_may_not_be_the_new_name(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char body[] = "{\"password\":\"Zyxomma Quorvath\"}";
    struct outcome refused;

    change_settings(club, "{\"name\":\"Zyxomma Quorvath\"}");
    ask(http, "PATCH /members/me", .as = keys->grace, .body = body);
    expect_field(http, "body", "/password");
    refused = COMMAND(club, "Zyxomma Quorvath\n", "member", "passwd", "grace", "--password-stdin");
    assert_int_not_equal(refused.status, 0);
    change_settings(club, "{\"name\":null}");
    MUST(club, "Zyxomma Quorvath\n", "member", "passwd", "grace", "--password-stdin");
}

/* ---- who may read ---------------------------------------------------------------------------- */

static const char *const reading[] = {"GET /proposals",
                                      "GET /proposals?sort=title",
                                      "GET /proposals/1",
                                      "GET /films/1",
                                      "GET /posters/60d1fbbf0792ba37c587e9d9e9292aad",
                                      "GET /posters/60d1fbbf0792ba37c587e9d9e9292aad/500"};

static void read_as_visitor(struct club *club, int status)
{
    for (size_t i = 0; i < COUNT_OF(reading); i++) {
        ask(&club->http, reading[i]);
        expect(&club->http, status);
    }
}

/* Each is read twice before, so that it is in memory. */
static void test_settings_hold__visitors_are_locked_out_and_let_in(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char header[96];

    for (int round = 0; round < 2; round++) {
        read_as_visitor(club, 401);
        change_settings(club, "{\"read_access\":\"public\"}");
        read_as_visitor(club, 200);
        read_as_visitor(club, 200);
        ask(http, "GET /proposals");
        snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
        change_settings(club, "{\"read_access\":\"members\"}");
        ask(http, "GET /proposals", .headers = {header});
        expect_problem(http, 401, "unauthenticated");
    }
    ask(http, "GET /club");
    expect_text(http, "read_access", "members");
}

/* What only members may see is kept by no proxy. */
static void test_settings_hold__posters_say_who_may_keep_them(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, reading[5], .as = keys->ada);
    expect_header(http, "Cache-Control", "private, max-age=31536000, immutable");
    change_settings(club, "{\"read_access\":\"public\"}");
    ask(http, reading[5], .as = keys->ada);
    expect_header(http, "Cache-Control", "public, max-age=31536000, immutable");
    change_settings(club, "{\"read_access\":null}");
    ask(http, reading[5], .as = keys->ada);
    expect_header(http, "Cache-Control", "private, max-age=31536000, immutable");
}

/* ---- how much one may propose -----------------------------------------------------------------
 */

/* ada has one of her own; grace has none. */
static void test_settings_hold__the_limit_is_for_who_has_none_of_their_own(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    MUST(club, NULL, "member", "limit", "ada", "7");
    change_settings(club, "{\"proposal_limit\":0}");
    ask(http, "GET /members/me", .as = keys->grace);
    expect_number(http, "proposal_limit", 0);
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"A New One\"}");
    expect_problem(http, 409, "proposal-limit");
    expect_number(http, "params.limit", 0);
    ask(http, "POST /proposals", .as = keys->ada, .body = "{\"title\":\"A New One\"}");
    expect(http, 201);
    change_settings(club, "{\"proposal_limit\":1000}");
    ask(http, "POST /proposals", .as = keys->grace, .body = "{\"title\":\"Another\"}");
    expect(http, 201);
    ask(http, "GET /members/me", .as = keys->ada);
    expect_number(http, "proposal_limit", 7);
}

static void test_settings_hold__the_host_s_commands_know_the_limit(void **state)
{
    struct club *club = *state;
    struct outcome outcome;

    change_settings(club, "{\"proposal_limit\":42}");
    outcome = COMMAND(club, NULL, "member", "list");
    assert_non_null(strstr(outcome.out, "of 42"));
    outcome = COMMAND(club, NULL, "member", "limit", "ada", "default");
    assert_non_null(strstr(outcome.out, "may have 42 open proposals"));
    club_stop(club);
    outcome = COMMAND(club, NULL, "member", "list");
    assert_non_null(strstr(outcome.out, "of 42"));
}

/* ---- who may join -----------------------------------------------------------------------------
 */

static void test_settings_hold__the_page_is_told_how_one_joins(void **state)
{
    struct club *club = *state;

    change_settings(club, "{\"sign_up\":\"open\"}");
    ask(&club->http, "GET /club");
    expect_text(&club->http, "sign_up", "open");
    expect_true(&club->http, "is_set_up");
}

/* ---- the language ---------------------------------------------------------------------------- */

static char tmdb_url[80];

static int open_tmdb(void **state)
{
    struct club *club;

    if (outside_open(state) != 0)
        return -1;
    club = *state;
    snprintf(tmdb_url, sizeof(tmdb_url), "MARQUEE_TMDB_URL=%s/3", upstream.base);
    club_set(club, tmdb_url);
    club_set(club, "MARQUEE_TMDB_TOKEN=token");
    club_set(club, "MARQUEE_TMDB_INTERVAL=0s");
    club_set(club, "MARQUEE_PROVIDERS=tmdb");
    return 0;
}

static void wait_for_title(struct club *club, const char *title)
{
    int64_t patience = now_ms() + PATIENCE * 1000;

    for (;;) {
        const char *shown;

        look(club);
        shown = text_at(club, "items.0.film.title");
        if (shown != NULL && strcmp(shown, title) == 0)
            return;
        if (now_ms() > patience)
            fail_msg("still not %s: %s", title, club->http.answer.body);
        wait_a_moment();
    }
}

/* The restart shows that it is the club's, not the program's. */
static void test_settings_hold__films_are_looked_up_in_the_new_language(void **state)
{
    struct club *club = *state;

    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    wait_for_title(club, "TMDB's tt0000001");
    change_settings(club, "{\"language\":\"fr-FR\"}");
    wait_for_title(club, "Le tt0000001");
    club_stop(club);
    club_start(club);
    propose(club, 2, 1);
    wait_for_title(club, "Le tt0000002");
}

/* Nobody is asked in vain: what is there is the same in every language. */
static void test_settings_hold__films_stay_fresh_where_no_source_has_languages(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PROVIDERS=imdbapi");
    club_start(club);
    propose(club, 1, 1);
    wait_for(club, "fresh", true);
    change_settings(club, "{\"language\":\"fr-FR\"}");
    look(club);
    expect_text(&club->http, "items.0.film.metadata.state", "fresh");
}

#define TMDB_TEST(test) cmocka_unit_test_setup_teardown(test, open_tmdb, outside_close)

SUITE(test_settings_hold)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_settings_hold__the_document_and_the_manifest_have_the_new_name),
        CLUB_TEST(test_settings_hold__a_copy_with_the_old_name_is_out_of_date),
        CLUB_TEST(test_settings_hold__a_password_may_not_be_the_new_name),
        CLUB_TEST(test_settings_hold__visitors_are_locked_out_and_let_in),
        CLUB_TEST(test_settings_hold__posters_say_who_may_keep_them),
        CLUB_TEST(test_settings_hold__the_limit_is_for_who_has_none_of_their_own),
        CLUB_TEST(test_settings_hold__the_host_s_commands_know_the_limit),
        CLUB_TEST(test_settings_hold__the_page_is_told_how_one_joins),
        TMDB_TEST(test_settings_hold__films_are_looked_up_in_the_new_language),
        TMDB_TEST(test_settings_hold__films_stay_fresh_where_no_source_has_languages),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
