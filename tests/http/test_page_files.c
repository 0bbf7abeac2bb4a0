/* The files of the page: what is sent, what is refused, and what another web server gets. */
#include <sys/stat.h>
#include <unistd.h>

#include "http/page/folder.h"
#include "support/club.h"
#include "support/expect.h"

static void expect_in_body(struct client *http, const char *text)
{
    if (strstr(http->answer.body, text) == NULL)
        fail_msg("not in the answer: %s", text);
}

static void test_page_files__only_documents_carry_what_binds_documents(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const struct {
        const char *line, *vary;
    } files[] = {
        {"GET /main.js", "Accept-Encoding"},
        {"GET /sw.js", "Accept-Encoding"},
        {"GET /main.css", "Accept-Encoding"},
        {"GET /manifest.webmanifest", "Cookie, Accept-Encoding, Accept-Language"},
        {"GET /fonts/limelight-5.3.0-latin.woff2", NULL},
        {"GET /preview.png", NULL},
    };
    static const char *const gone[] = {"Content-Security-Policy", "Cross-Origin-Opener-Policy",
                                       "Referrer-Policy", "X-Request-Id"};

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        ask(http, files[i].line, .base = "", .headers = {"Accept-Encoding: gzip"});
        assert_int_equal(http->answer.status, 200);
        expect_header(http, "X-Content-Type-Options", "nosniff");
        expect_header(http, "Cross-Origin-Resource-Policy", "same-origin");
        expect_header(http, "Vary", files[i].vary);
        assert_non_null(client_header(http, "ETag"));
        assert_non_null(client_header(http, "Cache-Control"));
        for (size_t k = 0; k < COUNT_OF(gone); k++)
            expect_header(http, gone[k], NULL);
    }
    /* Opened by itself, a drawing is a document. */
    ask(http, "GET /favicon.svg", .base = "");
    expect(http, 200);
    expect_header(http, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

/* Elsewhere browsers ignore it, and complain at every load. */
static void test_page_files__opener_policy_is_sent_where_it_is_heeded(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const heeded[] = {"Host: localhost", "Host: LOCALHOST:8080",
                                         "Host: 127.0.0.1:8080", "Host: [::1]:8080"};
    static const char *const ignored[] = {"Host: films.lan", "Host: 192.168.1.7:8080",
                                          "Host: localhost.lan", "Host: local"};

    club_start(club);
    for (size_t i = 0; i < COUNT_OF(heeded); i++) {
        ask(http, "GET /", .base = "", .headers = {heeded[i]});
        expect_header(http, "Cross-Origin-Opener-Policy", "same-origin");
        ask(http, "GET /", .base = "", .headers = {ignored[i]});
        expect(http, 200);
        expect_header(http, "Cross-Origin-Opener-Policy", NULL);
    }
    club_stop(club);
    club_set(club, "MARQUEE_PUBLIC_URL=https://films.example.org");
    club_start(club);
    ask(http, "GET /club", .headers = {"Host: films.example.org"});
    expect_header(http, "Cross-Origin-Opener-Policy", "same-origin");
}

/* The page says what is amiss; whoever reads only the status knows it too. */
static void test_page_files__an_unknown_address_gets_the_document_and_404(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {
        "GET /nowhere",     "GET /me/",          "GET /proposals",    "GET /proposals/",
        "GET /proposals/x", "GET /proposals/7/", "GET /proposals/7x", "GET /proposals/7/1"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_int_equal(ask(http, lines[i], .base = ""), 404);
        expect_header(http, "Content-Type", "text/html; charset=utf-8");
        expect_header(http, "Cache-Control", "no-cache");
    }
}

/* A browser that kept the worker longer would be slow to take a new one over. */
static void test_page_files__the_worker_is_asked_for_again_each_time(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    assert_int_equal(ask(http, "GET /sw.js", .base = ""), 200);
    expect_header(http, "Content-Type", "text/javascript; charset=utf-8");
    expect_header(http, "Cache-Control", "no-cache");
}

static void test_page_files__is_not_sent_again_unchanged(void **state)
{
    struct club *club = *state;
    char header[96];

    ask(&club->http, "GET /main.js", .base = "");
    expect(&club->http, 200);
    expect_header(&club->http, "Content-Type", "text/javascript; charset=utf-8");
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(&club->http, "ETag"));
    ask(&club->http, "GET /main.js", .base = "", .headers = {header});
    expect(&club->http, 304);
    ask(&club->http, "HEAD /main.js", .base = "");
    expect(&club->http, 200);
}

/* Trap 11: nothing outside the folder, nothing hidden, nothing but files of the page. */
static void test_page_files__no_path_leads_out_of_its_folder(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {
        "GET /../openapi.yaml",
        "GET /%2e%2e/openapi.yaml",
        "GET /..%2fopenapi.yaml",
        "GET /styles/../../dev.yaml",
        "GET /.hidden.js",
        "GET /missing.js",
        "GET /..\\..\\openapi.yaml",
        "GET /docs/index.html",
        "GET /types/api.d.ts",
        "GET //etc/passwd.txt",
        "GET /main.js/",
        "GET /main.js%20.js",
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const char *type;

        assert_int_equal(ask(&club->http, lines[i], .base = ""), 404);
        type = client_header(&club->http, "Content-Type");
        if (strcmp(type, "text/html; charset=utf-8") != 0) /* the page's own word for it, at most */
            expect_problem(&club->http, 404, "not-found");
    }
}

static void test_page_files__takes_get_and_head_only(void **state)
{
    struct club *club = *state;

    ask(&club->http, "POST /", .base = "", .body = "{}");
    expect_problem(&club->http, 405, "method-not-allowed");
    expect_header(&club->http, "Allow", "GET, HEAD, OPTIONS");
    ask(&club->http, "BREW /main.js", .base = "");
    expect_problem(&club->http, 405, "method-not-allowed");
    expect_header(&club->http, "Allow", "GET, HEAD, OPTIONS");
}

static void test_page_files__options_says_what_it_takes(void **state)
{
    struct club *club = *state;
    static const char *const lines[] = {"OPTIONS /", "OPTIONS /propose", "OPTIONS /main.js"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(&club->http, lines[i], .base = "");
        expect(&club->http, 204);
        expect_header(&club->http, "Allow", "GET, HEAD, OPTIONS");
    }
    ask(&club->http, "OPTIONS /missing.js", .base = "");
    expect_problem(&club->http, 404, "not-found");
}

static void test_page_files__its_modules_come_as_one(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;

    ask(http, "GET /main.js", .base = "");
    expect(http, 200);
    expect_in_body(http, "export const modules={");
    expect_in_body(http, "\"/dom.js\":$");
    ask(http, "GET /dom.js", .base = "");
    expect_in_body(http, "import{modules as $}from \"./main.js\";");
    ask(http, "GET /offline.js", .base = "");
    expect_in_body(http, "import{modules as $}from \"./main.js\";");
    expect_in_body(http, "=$[\"/words/say.js\"];");
}

/* What a file has, as a string. */
static void read_file(const char *folder, const char *name, char *text, size_t size)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof(path), "%s/page/%s", folder, name);
    file = fopen(path, "re");
    assert_non_null(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

static void test_page_files__another_web_server_gets_the_same_files(void **state)
{
    static char text[256 * 1024];
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const names[] = {"main.js", "main.css", "dom.js", "views/film/view.js"};
    char folder[160], line[64];

    snprintf(folder, sizeof(folder), "%s/page", club->folder);
    MUST(club, NULL, "page", folder);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        read_file(club->folder, names[i], text, sizeof(text));
        snprintf(line, sizeof(line), "GET /%s", names[i]);
        ask(http, line, .base = "");
        expect(http, 200);
        assert_string_equal(http->answer.body, text);
    }
    read_file(club->folder, "main.js.gz", text, sizeof(text));
    assert_memory_equal(text, "\x1f\x8b", 2);
    read_file(club->folder, "fonts/limelight-5.3.0-latin.woff2", text, sizeof(text));
    assert_memory_equal(text, "wOF2", 4);
    MUST(club, NULL, "page", folder); /* once more, over what is there */
}

static void test_page_files__a_folder_that_cannot_be_written_is_named(void **state)
{
    struct club *club = *state;
    struct outcome refused = COMMAND(club, NULL, "page", "/proc/nowhere");

    assert_int_equal(refused.status, 1);
    assert_non_null(strstr(refused.err, "/proc/nowhere cannot be written"));
    assert_int_equal(COMMAND(club, NULL, "page").status, 2);
    club_set(club, "MARQUEE_FRONTEND=off");
    assert_int_equal(COMMAND(club, NULL, "page", club->folder).status, 1);
}

/* A page of one file, which is too short for gzip. */
static void use_small_page(struct club *club)
{
    static char setting[256];
    char path[256];
    FILE *file;

    snprintf(path, sizeof(path), "%s/small", club->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof(path), "%s/small/index.html", club->folder);
    file = fopen(path, "we");
    assert_non_null(file);
    fputs("<p>\n", file);
    assert_int_equal(fclose(file), 0);
    snprintf(setting, sizeof(setting), "MARQUEE_FRONTEND=%s/small", club->folder);
    club_set(club, setting);
}

/* A page that lacks some of its modules opens nowhere. */
static void test_page_files__too_many_are_refused_and_none_is_left_out(void **state)
{
    struct club *club = *state;
    char document[160], copy[160], folder[160];
    struct outcome refused;

    use_small_page(club);
    snprintf(document, sizeof(document), "%s/small/index.html", club->folder);
    snprintf(folder, sizeof(folder), "%s/out", club->folder);
    for (int i = 1; i <= FOLDER_FILES_MAX; i++) {
        if (i == FOLDER_FILES_MAX)
            MUST(club, NULL, "page", folder);
        snprintf(copy, sizeof(copy), "%s/small/%d.html", club->folder, i);
        assert_int_equal(link(document, copy), 0);
    }
    refused = COMMAND(club, NULL, "page", folder);
    assert_int_equal(refused.status, 1);
    assert_non_null(strstr(refused.err, "too many files"));
}

/* Its comments would be gone for good. */
static void test_page_files__what_is_read_is_not_written_over(void **state)
{
    struct club *club = *state;
    char folder[160];
    struct outcome refused;

    use_small_page(club);
    snprintf(folder, sizeof(folder), "%s/./small/", club->folder);
    refused = COMMAND(club, NULL, "page", folder);
    assert_int_equal(refused.status, 1);
    assert_non_null(strstr(refused.err, "Name another folder."));
}

static void test_page_files__no_gzip_of_another_version_stays(void **state)
{
    struct club *club = *state;
    char folder[160], gzip[192];

    use_small_page(club);
    snprintf(folder, sizeof(folder), "%s/out", club->folder);
    snprintf(gzip, sizeof(gzip), "%s/index.html.gz", folder);
    MUST(club, NULL, "page", folder);
    assert_int_equal(unlink(gzip), -1);
    assert_int_equal(symlink("/nowhere", gzip), 0);
    MUST(club, NULL, "page", folder);
    assert_int_equal(unlink(gzip), -1);
}

static void test_page_files__a_page_without_places_has_those_of_the_program(void **state)
{
    struct club *club = *state;

    use_small_page(club);
    club_start(club);
    assert_int_equal(ask(&club->http, "GET /", .base = ""), 200);
    assert_int_equal(ask(&club->http, "GET /me", .base = ""), 200);
    assert_int_equal(ask(&club->http, "GET /you", .base = ""), 404);
}

SUITE(test_page_files)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_page_files__only_documents_carry_what_binds_documents),
        CLOSED_TEST(test_page_files__opener_policy_is_sent_where_it_is_heeded),
        CLUB_TEST(test_page_files__an_unknown_address_gets_the_document_and_404),
        CLUB_TEST(test_page_files__the_worker_is_asked_for_again_each_time),
        CLUB_TEST(test_page_files__is_not_sent_again_unchanged),
        CLUB_TEST(test_page_files__no_path_leads_out_of_its_folder),
        CLUB_TEST(test_page_files__takes_get_and_head_only),
        CLUB_TEST(test_page_files__options_says_what_it_takes),
        CLUB_TEST(test_page_files__its_modules_come_as_one),
        CLUB_TEST(test_page_files__another_web_server_gets_the_same_files),
        CLOSED_TEST(test_page_files__a_folder_that_cannot_be_written_is_named),
        CLOSED_TEST(test_page_files__too_many_are_refused_and_none_is_left_out),
        CLOSED_TEST(test_page_files__what_is_read_is_not_written_over),
        CLOSED_TEST(test_page_files__no_gzip_of_another_version_stays),
        CLOSED_TEST(test_page_files__a_page_without_places_has_those_of_the_program),
    };

    return RUN_BETWEEN(tests, club_pages, NULL);
}
