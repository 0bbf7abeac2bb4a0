/* In which language the page comes: a page of two, German and English. */
#include <sys/stat.h>

#include "support/club.h"
#include "support/expect.h"

#define ROW(tag, name, mark)                                                                       \
    "{\"language\": \"" tag "\", \"name\": \"" name "\", \"description\": \"" mark                 \
    " description\", \"preview\": \"" mark " preview\", \"picture\": \"" mark                      \
    " picture\", \"skip\": \"" mark " <skip>\", \"no_program\": \"" mark                           \
    " program\", \"too_old\": \"" mark " old\", \"broken\": \"" mark                               \
    " broken\", \"missing\": \"" mark " missing\"}"

static void write_file(struct club *club, const char *name, const char *text)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof(path), "%s/page/%s", club->folder, name);
    file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void use_page(struct club *club, const char *rows)
{
    static char setting[256];
    char path[256];

    snprintf(path, sizeof(path), "%s/page", club->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(setting, sizeof(setting), "MARQUEE_FRONTEND=%s/page", club->folder);
    snprintf(path, sizeof(path), "%s/page/words", club->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file(club, "index.html",
               "<html lang=\"en\"><head><!--club--><!--/club--><script src=\"/words/en/page.js\">"
               "</script></head><p title=\"One old\">One <skip></p></html>\n");
    write_file(club, "manifest.webmanifest", "{\"lang\": \"en\", \"description\": \"One\"}");
    write_file(club, "words/languages.json", rows);
    club_set(club, setting);
    club_start(club);
}

static void use_two(struct club *club)
{
    use_page(club, "[" ROW("en", "English", "One") ", " ROW("de", "Deutsch", "Zwei") "]");
}

static void expect_language(struct client *http, const char *tag, const char *header,
                            const char *cookie)
{
    char mark[32];

    ask(http, "GET /", .base = "", .headers = {header, cookie});
    expect(http, 200);
    snprintf(mark, sizeof(mark), "<html lang=\"%s\">", tag);
    if (strstr(http->answer.body, mark) == NULL)
        fail_msg("%s, %s: not in %s", header, cookie == NULL ? "no cookie" : cookie, tag);
}

static void test_language__is_the_one_that_the_browser_likes_best(void **state)
{
    struct club *club = *state;
    static const struct {
        const char *header, *tag;
    } rows[] = {
        {"Accept-Language: de", "de"},
        {"Accept-Language: de-AT", "de"},
        {"Accept-Language: DE-at-1901", "de"},
        {"Accept-Language: en-GB, de", "en"},
        {"Accept-Language: fr, de;q=0.8, en;q=0.7", "de"},
        {"Accept-Language: fr, de;q=0.65, en;q=0.7", "en"},
        {"Accept-Language: de;q=0, en;q=0.1", "en"},
        {"Accept-Language: de;q=oops", "de"},
        {"Accept-Language: den, fr", "en"},
        {"Accept-Language: *", "en"},
        {"Accept-Language: -, ;q=1, de--", "de"},
        {"Accept-Language:", "en"},
        {"X-Nothing: de", "en"},
    };

    use_two(club);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_language(&club->http, rows[i].tag, rows[i].header, NULL);
}

static void test_language__chosen_in_this_browser_comes_before_what_it_likes(void **state)
{
    struct club *club = *state;

    use_two(club);
    expect_language(&club->http, "de", "Accept-Language: en", "Cookie: marquee-language=de");
    expect_language(&club->http, "en", "Accept-Language: de", "Cookie: a=b; marquee-language=en");
    expect_language(&club->http, "de", "Accept-Language: de", "Cookie: marquee-language=fr");
    expect_language(&club->http, "de", "Accept-Language: de", "Cookie: marquee-language=");
}

static void test_language__is_the_clubs_where_a_browser_likes_none_of_them(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_LANGUAGE=de-CH");
    use_two(club);
    expect_language(&club->http, "de", "Accept-Language: fr", NULL);
    expect_language(&club->http, "de", "X-Nothing: de", NULL);
    expect_language(&club->http, "en", "Accept-Language: fr, en;q=0.1", NULL);
}

static void change(struct client *http, const char *body)
{
    ask(http, "PATCH /members/me", .as = keys->ada, .body = body);
}

/* The document is asked for with the cookie of a seat, the API with a token as well. */
static void test_language__of_a_member_comes_before_all_others(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    use_two(club);
    ask(http, "GET /members/me", .as = keys->ada);
    expect_null(http, "language");
    change(http, "{\"language\":\"DE-at\"}");
    expect(http, 200);
    expect_text(http, "language", "de");
    ask(http, "GET /", .base = "", .as = keys->session, .headers = {"Accept-Language: en"});
    assert_non_null(strstr(http->answer.body, "<html lang=\"de\">"));
    expect_header(http, "Set-Cookie", NULL);
    ask(http, "GET /club", .as = keys->session, .headers = {"Accept-Language: en"});
    expect_text(http, "page_language", "de");
    ask(http, "GET /club", .as = keys->grace, .headers = {"Accept-Language: en"});
    expect_text(http, "page_language", "en");
    change(http, "{\"language\":null}");
    expect_null(http, "language");
    ask(http, "GET /", .base = "", .as = keys->session, .headers = {"Accept-Language: en"});
    assert_non_null(strstr(http->answer.body, "<html lang=\"en\">"));
}

static void test_language__a_member_chooses_one_of_the_pages(void **state)
{
    static const char *const bodies[] = {"{\"language\":\"fr\"}", "{\"language\":\"\"}",
                                         "{\"language\":\"deutsch\"}", "{\"language\":1}"};
    struct club *club = *state;
    struct client *http = &club->http;

    use_two(club);
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        change(http, bodies[i]);
        expect_field(http, "body", "/language");
    }
    ask(http, "GET /club");
    expect_text(http, "page_languages.0.language", "en");
    expect_text(http, "page_languages.1.language", "de");
    expect_text(http, "page_languages.1.name", "Deutsch");
}

/* Whatever a document finds in a browser's cookies, it is the API that says so. */
static void test_language__a_document_takes_no_cookie_away(void **state)
{
    struct club *club = *state;

    use_two(club);
    ask(&club->http, "GET /", .base = "", .as = keys->over);
    expect_header(&club->http, "Set-Cookie", NULL);
}

static void test_language__all_of_the_document_is_in_it(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const texts[] = {
        "<html lang=\"de\">",
        "<script src=\"/words/de/page.js\">",
        "<p title=\"Zwei old\">Zwei &lt;skip&gt;</p>",
        "<meta property=\"og:description\" content=\"Zwei preview\" />",
        "<meta name=\"twitter:image:alt\" content=\"Zwei picture\" />",
    };

    use_two(club);
    ask(http, "GET /me", .base = "", .headers = {"Accept-Language: de"});
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (strstr(http->answer.body, texts[i]) == NULL)
            fail_msg("not in the document: %s", texts[i]);
    assert_null(strstr(http->answer.body, "One"));
    assert_non_null(strstr(client_header(http, "Vary"), "Accept-Language"));
    ask(http, "GET /manifest.webmanifest", .base = "", .headers = {"Accept-Language: de"});
    assert_non_null(strstr(http->answer.body, "\"lang\":\"de\""));
    assert_non_null(strstr(http->answer.body, "\"description\":\"Zwei description\""));
    assert_non_null(strstr(client_header(http, "Vary"), "Accept-Language"));
}

/* The club's name is nobody's sentence. */
static void test_language__the_clubs_name_stays_as_it_is(void **state)
{
    struct club *club = *state;

    club_set(club, "MARQUEE_CLUB_NAME=One broken");
    use_two(club);
    ask(&club->http, "GET /", .base = "", .headers = {"Accept-Language: de"});
    assert_non_null(strstr(club->http.answer.body, "<title>One broken</title>"));
}

static void test_language__a_row_that_lacks_something_is_left_out(void **state)
{
    struct club *club = *state;

    use_page(club, "[" ROW("en", "English", "One") ", {\"language\": \"de\"}, "
                                                   "{\"language\": \"../x\"}, 7]");
    expect_language(&club->http, "en", "Accept-Language: de", NULL);
    expect_language(&club->http, "en", "Accept-Language: de", "Cookie: marquee-language=../x");
}

static void test_language__a_list_that_cannot_be_read_is_that_of_the_build(void **state)
{
    struct club *club = *state;

    use_page(club, "{");
    expect_language(&club->http, "en", "Accept-Language: en", NULL);
}

SUITE(test_language)
{
    const struct CMUnitTest tests[] = {
        CLOSED_TEST(test_language__is_the_one_that_the_browser_likes_best),
        CLOSED_TEST(test_language__chosen_in_this_browser_comes_before_what_it_likes),
        CLOSED_TEST(test_language__is_the_clubs_where_a_browser_likes_none_of_them),
        CLOSED_TEST(test_language__of_a_member_comes_before_all_others),
        CLOSED_TEST(test_language__a_member_chooses_one_of_the_pages),
        CLOSED_TEST(test_language__a_document_takes_no_cookie_away),
        CLOSED_TEST(test_language__all_of_the_document_is_in_it),
        CLOSED_TEST(test_language__the_clubs_name_stays_as_it_is),
        CLOSED_TEST(test_language__a_row_that_lacks_something_is_left_out),
        CLOSED_TEST(test_language__a_list_that_cannot_be_read_is_that_of_the_build),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
