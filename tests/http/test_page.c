/* The page: its document and manifest, with the club's name in them. */
#include "support/club.h"
#include "support/expect.h"

static void expect_in_body(struct client *http, const char *text)
{
    if (strstr(http->answer.body, text) == NULL)
        fail_msg("not in the answer: %s", text);
}

static void test_page__its_addresses_all_get_the_one_document(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"GET /",        "GET /proposals/7", "GET /propose",
                                        "GET /sign-in", "GET /me",          "GET /?from=mail"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .base = "");
        expect(http, 200);
        expect_header(http, "Content-Type", "text/html; charset=utf-8");
        expect_header(http, "Cache-Control", "no-cache");
        expect_header(
            http, "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types worker");
    }
}

static const char *const page_lines[] = {"GET /",        "GET /proposals/1", "GET /proposals/7",
                                         "GET /propose", "GET /sign-in",     "GET /me",
                                         "GET /cache",   "GET /index.html"};

/* Names are whatever people like, and the document is markup. */
static void test_page__the_club_is_named_as_text(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_CLUB_NAME=Kino \"Süd\" & <b>'נוע'</b>");
    club_start(club);
    ask(http, "GET /", .base = "");
    expect(http, 200);
#define NAME "Kino &quot;Süd&quot; &amp; &lt;b&gt;&#39;נוע&#39;&lt;/b&gt;"
    expect_in_body(http, "<title>" NAME "</title>");
    expect_in_body(http, "<meta name=\"apple-mobile-web-app-title\" content=\"" NAME "\" />");
    expect_in_body(http, "<meta property=\"og:title\" content=\"" NAME "\" />");
    expect_in_body(http, "<meta name=\"twitter:title\" content=\"" NAME "\" />");
#undef NAME
    assert_null(strstr(http->answer.body, "<b>"));
    assert_null(strstr(http->answer.body, "<title>Marquee"));
}

static void expect_picture(struct client *http, const char *host, const char *origin)
{
    char text[512];

    ask(http, "GET /proposals/7", .base = "", .headers = {host, "X-Forwarded-Proto: https"});
    expect(http, 200);
    snprintf(text, sizeof(text), "<meta property=\"og:image\" content=\"%s/preview.png\" />",
             origin);
    expect_in_body(http, text);
    snprintf(text, sizeof(text), "<meta name=\"twitter:image\" content=\"%s/preview.png\" />",
             origin);
    expect_in_body(http, text);
}

static void test_page__a_preview_has_the_public_address(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_PUBLIC_URL=https://films.example.org");
    club_start(club);
    expect_picture(&club->http, "Host: films.example.org", "https://films.example.org");
    expect_picture(&club->http, "Host: 192.168.1.7:8080", "https://films.example.org");
}

static void test_page__a_preview_has_the_address_that_was_asked_where_none_is_set(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char host[64], origin[64];

    expect_picture(http, "Host: films.lan:8080", "http://films.lan:8080");
    expect_picture(http, "Host: [fd00::7]:8080", "http://[fd00::7]:8080");
    for (int i = 0; i < 10; i++) { /* more than are kept */
        snprintf(host, sizeof(host), "Host: club%d.lan", i);
        snprintf(origin, sizeof(origin), "http://club%d.lan", i);
        expect_picture(http, host, origin);
    }
    expect_picture(http, "Host: films.lan:8080", "http://films.lan:8080");
}

static void test_page__a_proxy_that_is_believed_says_https(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_TRUSTED_PROXIES=127.0.0.1");
    club_start(club);
    expect_picture(&club->http, "Host: films.lan", "https://films.lan");
}

static void test_page__a_host_that_is_none_is_in_no_preview(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const hosts[] = {"Host: a\"><script>", "Host: ada@films.lan",
                                        "Host: [fd00::7",     "Host: films.lan:80:80",
                                        "Host: films.lan/x",  "Host: films.lan:"};

    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        ask(http, "GET /", .base = "", .headers = {hosts[i]});
        if (http->answer.status == 400) /* refused before anybody looks for a page */
            continue;
        expect(http, 200);
        assert_null(strstr(http->answer.body, hosts[i] + strlen("Host: ")));
        expect_in_body(http, "/preview.png\" />");
    }
}

/* Open to everybody, it still tells no more than the club's name. */
static void test_page__a_preview_names_no_film_and_no_member(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const secrets[] = {"METROPOLIS", "Metropolis", "Home Movie", "ada", "grace"};
    char tag[64] = "";

    for (size_t i = 0; i < COUNT_OF(page_lines); i++) {
        ask(http, page_lines[i], .base = "", .as = keys->session);
        expect(http, 200);
        for (size_t k = 0; k < COUNT_OF(secrets); k++)
            assert_null(strstr(http->answer.body, secrets[k]));
        if (*tag == '\0')
            snprintf(tag, sizeof(tag), "%s", client_header(http, "ETag"));
        expect_header(http, "ETag", tag);
    }
}

static void test_page__a_document_is_not_sent_again_unchanged(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"/proposals/7", "/manifest.webmanifest"};
    char line[64], header[96];

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        snprintf(line, sizeof(line), "GET %s", lines[i]);
        assert_int_equal(ask(http, line, .base = ""), 200);
        snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
        assert_int_equal(ask(http, line, .base = "", .headers = {header}), 304);
        snprintf(line, sizeof(line), "HEAD %s", lines[i]);
        assert_int_equal(ask(http, line, .base = ""), 200);
    }
    ask(http, "GET /", .base = "", .headers = {"Accept-Encoding: gzip"});
    expect_header(http, "Content-Encoding", "gzip");
}

static void test_page__the_manifest_names_the_club(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_CLUB_NAME=Kino \"Süd\" & <b>");
    club_start(club);
    ask(http, "GET /manifest.webmanifest", .base = "");
    expect_header(http, "Content-Type", "application/manifest+json");
    json_decref(http->answer.json);
    http->answer.json = json_loads(http->answer.body, 0, NULL);
    expect_text(http, "name", "Kino \"Süd\" & <b>");
    expect_text(http, "short_name", "Kino \"Süd\" & <b>");
    expect_text(http, "start_url", "/");
    expect_text(http, "scope", "/");
    expect_text(http, "display", "standalone");
    expect_count(http, "icons", 4);
}

/* A web server in front that has the files hands the document and the manifest on. */
static void test_page__its_files_can_be_left_to_another_web_server(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    club_set(club, "MARQUEE_FRONTEND=off");
    club_start(club);
    for (size_t i = 0; i < COUNT_OF(page_lines); i++) {
        ask(http, page_lines[i], .base = "");
        expect(http, 200);
        expect_in_body(http, "<title>Film Club</title>");
        expect_in_body(http, "<script type=\"module\" src=\"/main.js\"></script>");
    }
    ask(http, "GET /manifest.webmanifest", .base = "");
    assert_int_equal(http->answer.status, 200);
    expect_in_body(http, "\"Film Club\"");
    assert_int_equal(ask(http, "GET /nowhere", .base = ""), 404);
    expect_header(http, "Content-Type", "text/html; charset=utf-8");
    ask(http, "GET /main.js", .base = "");
    expect_problem(http, 404, "not-found");
    ask(http, "GET /health");
    expect(http, 200);
}

SUITE(test_page)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_page__its_addresses_all_get_the_one_document),
        CLOSED_TEST(test_page__the_club_is_named_as_text),
        CLOSED_TEST(test_page__a_preview_has_the_public_address),
        CLUB_TEST(test_page__a_preview_has_the_address_that_was_asked_where_none_is_set),
        CLOSED_TEST(test_page__a_proxy_that_is_believed_says_https),
        CLUB_TEST(test_page__a_host_that_is_none_is_in_no_preview),
        PUBLIC_TEST(test_page__a_preview_names_no_film_and_no_member),
        CLUB_TEST(test_page__a_document_is_not_sent_again_unchanged),
        CLOSED_TEST(test_page__the_manifest_names_the_club),
        CLOSED_TEST(test_page__its_files_can_be_left_to_another_web_server),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
