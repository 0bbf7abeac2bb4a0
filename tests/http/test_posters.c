/* /posters: what they are, and their images. */
#include <unistd.h>

#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

static void test_posters__tell_their_sizes_and_films(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[80];

    ask(http, outside_poster(http, line, ""), .as = keys->reader);
    expect(http, 200);
    expect_count(http, "sizes", 1);
    expect_number(http, "sizes.0.width", 500);
    expect_text(http, "sizes.0.media_type", "image/webp");
    expect_count(http, "films", 1);
    expect_text(http, "films.0.title", "Metropolis");
}

static void test_posters__image_is_kept_for_ever(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[80], header[96];

    ask(http, outside_poster(http, line, "/500"), .as = keys->reader);
    expect(http, 200);
    expect_header(http, "Content-Type", "image/webp");
    expect_header(http, "Cache-Control", "private, max-age=31536000, immutable");
    assert_true(http->answer.length > 1000);
    assert_memory_equal(http->answer.body, "RIFF", 4);
    assert_memory_equal(http->answer.body + 8, "WEBP", 4);
    snprintf(header, sizeof(header), "If-None-Match: %s", client_header(http, "ETag"));
    ask(http, line, .as = keys->reader, .headers = {header, "Accept-Encoding: gzip"});
    expect(http, 304);
    ask(http, line, .as = keys->reader, .headers = {"Accept-Encoding: gzip"});
    expect_header(http, "Content-Encoding", NULL);
}

static void add_lost_avif(struct club *club)
{
    inspect_run(club->db, "INSERT INTO poster_images SELECT poster_id, width, 'avif', height, 1,"
                          " hash FROM poster_images");
}

static size_t count_sizes(struct client *http)
{
    char line[80];

    ask(http, outside_poster(http, line, ""), .as = keys->reader);
    return json_array_size(client_json(http, "sizes"));
}

/* Healing, behind, forgets it. */
static void test_posters__come_as_webp_where_the_avif_is_lost(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    int64_t patience = now_ms() + PATIENCE * 1000;
    char line[80];

    add_lost_avif(club);
    outside_poster(http, line, "/500");
    for (int i = 0; i < 2; i++) {
        ask(http, line, .as = keys->reader, .headers = {"Accept: image/avif"});
        expect(http, 200);
        expect_header(http, "Content-Type", "image/webp");
    }
    while (count_sizes(http) != 1 && now_ms() < patience)
        wait_a_moment();
    assert_int_equal(count_sizes(http), 1);
}

/* The same bytes under the name of an AVIF: nobody looks into them here. */
static void add_avif(struct club *club)
{
    const char *folder = strchr(club->data, '=') + 1;
    auto_strbuf struct strbuf hash;
    char from[400], to[400];

    strbuf_init(&hash, 100);
    inspect_rows(club->db, "SELECT hash FROM poster_images", "", &hash);
    snprintf(from, sizeof(from), "%s/posters/%.2s/%s-500.webp", folder, hash.bytes, hash.bytes);
    snprintf(to, sizeof(to), "%s/posters/%.2s/%s-500.avif", folder, hash.bytes, hash.bytes);
    assert_int_equal(link(from, to), 0);
    add_lost_avif(club);
}

static void test_posters__come_as_avif_to_those_who_name_it(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const struct {
        const char *accept, *type;
    } cases[] = {
        {"Accept: image/avif,image/webp,*/*;q=0.8", "image/avif"},
        {"Accept: image/webp , IMAGE/AVIF;q=0.5", "image/avif"},
        {"Accept: image/avif;q=0, */*", "image/webp"},
        {"Accept: image/avif; q=0.000", "image/webp"},
        {"Accept: image/avif2, image/*, */*", "image/webp"},
        {"Accept: text/html", "image/webp"},
        {"Accept:", "image/webp"},
    };
    char line[80];

    add_avif(club);
    ask(http, outside_poster(http, line, ""), .as = keys->reader);
    expect_count(http, "sizes", 2);
    expect_text(http, "sizes.0.media_type", "image/webp");
    expect_text(http, "sizes.1.media_type", "image/avif");
    outside_poster(http, line, "/500");
    for (size_t i = 0; i < 2 * COUNT_OF(cases); i++) { /* from the disk, and from memory */
        ask(http, line, .as = keys->reader, .headers = {cases[i / 2].accept});
        expect(http, 200);
        expect_header(http, "Content-Type", cases[i / 2].type);
        expect_header(http, "Vary", "Cookie, Marquee-Seat, Authorization, Accept-Encoding, Accept");
    }
}

/* Nothing can be opened then, whatever its name is: that says nothing about a file. */
static void test_posters__survive_when_too_many_files_are_open(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct rlimit usual, none;
    char line[80];

    outside_poster(http, line, "/500");
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, NULL, &usual), 0);
    /* Enough for poll(), which takes no more than may be open. */
    none = (struct rlimit){.rlim_cur = 4, .rlim_max = usual.rlim_max};
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, &none, NULL), 0);
    for (int i = 0; i < 3; i++) {
        ask(http, line, .as = keys->reader);
        expect_problem(http, 503, "busy");
    }
    assert_int_equal(prlimit(club->server.pid, RLIMIT_NOFILE, &usual, NULL), 0);
    ask(http, line, .as = keys->reader);
    expect(http, 200);
}

static void test_posters__of_a_public_club_may_be_kept_by_anybody(void **state)
{
    struct club *club = *state;
    char line[80];

    ask(&club->http, outside_poster(&club->http, line, "/500"));
    expect(&club->http, 200);
    expect_header(&club->http, "Cache-Control", "public, max-age=31536000, immutable");
}

static void test_posters__that_are_not_kept_are_404(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const behind[] = {"/185",  "/342",      "/780", "/501",
                                         "/0500", "/500.webp", "/+500"};
    static const char *const lines[] = {
        "GET /posters/0123456789abcdef0123456789abcdef",
        "GET /posters/0123456789abcdef0123456789abcdef/500",
        "GET /posters/0123456789ABCDEF0123456789ABCDEF/500",
        "GET /posters/0123456789abcdef0123456789abcde/500",
        "GET /posters/0123456789abcdef0123456789abcdef0/500",
        "GET /posters/..%2f..%2fclub.db/500",
        "GET /posters/%2e%2e/500",
        "GET /posters/../500",
    };
    char line[80];

    for (size_t i = 0; i < COUNT_OF(behind); i++) {
        ask(http, outside_poster(http, line, behind[i]), .as = keys->reader);
        expect_problem(http, 404, "not-found");
    }
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->reader);
        expect_problem(http, 404, "not-found");
    }
}

SUITE(test_posters)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_posters__tell_their_sizes_and_films),
        CLUB_TEST(test_posters__image_is_kept_for_ever),
        /* Before the next one: the clubs of a program share the files of their posters. */
        CLUB_TEST(test_posters__come_as_webp_where_the_avif_is_lost),
        CLUB_TEST(test_posters__come_as_avif_to_those_who_name_it),
        CLUB_TEST(test_posters__survive_when_too_many_files_are_open),
        PUBLIC_TEST(test_posters__of_a_public_club_may_be_kept_by_anybody),
        CLUB_TEST(test_posters__that_are_not_kept_are_404),
    };

    return RUN(tests);
}
