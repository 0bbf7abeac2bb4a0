/* /posters: images, whole and in parts. */
#include <unistd.h>

#include "support/expect.h"
#include "support/inspect.h"
#include "support/outside.h"

/* The request line of the one poster that the club has, with what comes behind its id. */
static const char *poster(struct client *http, char line[80], const char *behind)
{
    ask(http, "GET /proposals/1", .as = keys->reader);
    expect(http, 200);
    snprintf(line, 80, "GET /posters/%s%s", json_string_value(client_json(http, "film.poster.id")),
             behind);
    return line;
}

static void test_posters__tell_their_sizes_and_films(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    char line[80];

    ask(http, poster(http, line, ""), .as = keys->reader);
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

    ask(http, poster(http, line, "/500"), .as = keys->reader);
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

    ask(http, poster(http, line, ""), .as = keys->reader);
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
    poster(http, line, "/500");
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
    ask(http, poster(http, line, ""), .as = keys->reader);
    expect_count(http, "sizes", 2);
    expect_text(http, "sizes.0.media_type", "image/webp");
    expect_text(http, "sizes.1.media_type", "image/avif");
    poster(http, line, "/500");
    for (size_t i = 0; i < 2 * COUNT_OF(cases); i++) { /* from the disk, and from memory */
        ask(http, line, .as = keys->reader, .headers = {cases[i / 2].accept});
        expect(http, 200);
        expect_header(http, "Content-Type", cases[i / 2].type);
        expect_header(http, "Vary", "Cookie, Authorization, Accept, Accept-Encoding");
    }
}

/* Nothing can be opened then, whatever its name is: that says nothing about a file. */
static void test_posters__survive_when_too_many_files_are_open(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct rlimit usual, none;
    char line[80];

    poster(http, line, "/500");
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

    ask(&club->http, poster(&club->http, line, "/500"));
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
        ask(http, poster(http, line, behind[i]), .as = keys->reader);
        expect_problem(http, 404, "not-found");
    }
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->reader);
        expect_problem(http, 404, "not-found");
    }
}

/* ---- parts --------------------------------------------------------------------------------------
 */

enum { IMAGE_MAX = 256 * 1024 };

/* The poster as it is, to hold its parts against. */
struct image {
    char line[80], tag[40];
    char bytes[IMAGE_MAX];
    size_t size;
};

static void load(struct client *http, struct image *image)
{
    ask(http, poster(http, image->line, "/500"), .as = keys->reader);
    expect(http, 200);
    expect_header(http, "Accept-Ranges", "bytes");
    expect_header(http, "Content-Range", NULL);
    image->size = http->answer.length;
    assert_in_range(image->size, 1000, IMAGE_MAX);
    memcpy(image->bytes, http->answer.body, image->size);
    snprintf(image->tag, sizeof(image->tag), "%s", client_header(http, "ETag"));
}

static void check_part(struct client *http, const struct image *image, size_t first, size_t length)
{
    char content[80];

    expect(http, 206);
    snprintf(content, sizeof(content), "bytes %zu-%zu/%zu", first, first + length - 1, image->size);
    expect_header(http, "Content-Range", content);
    expect_header(http, "Content-Type", "image/webp");
    expect_header(http, "Accept-Ranges", "bytes");
    expect_header(http, "Cache-Control", "private, max-age=31536000, immutable");
    expect_header(http, "ETag", image->tag);
    expect_header(http, "Content-Encoding", NULL);
    assert_int_equal(http->answer.length, length);
    assert_memory_equal(http->answer.body, image->bytes + first, length);
}

static void check_whole(struct client *http, const struct image *image)
{
    expect(http, 200);
    expect_header(http, "Content-Range", NULL);
    expect_header(http, "ETag", image->tag);
    assert_int_equal(http->answer.length, image->size);
    assert_memory_equal(http->answer.body, image->bytes, image->size);
}

static void test_posters__are_sent_in_parts(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct image image;
    char last[64];

    load(http, &image);
    ask(http, image.line, .as = keys->reader,
        .headers = {"Range: bytes=8-11", "Accept-Encoding: gzip"});
    check_part(http, &image, 8, 4);
    ask(http, image.line, .as = keys->reader, .headers = {"Range: bytes=0-"});
    check_part(http, &image, 0, image.size);
    ask(http, image.line, .as = keys->reader, .headers = {"Range: bytes=500-"});
    check_part(http, &image, 500, image.size - 500);
    ask(http, image.line, .as = keys->reader, .headers = {"Range: bytes=-100"});
    check_part(http, &image, image.size - 100, 100);
    snprintf(last, sizeof(last), "Range: bytes=%zu-%zu", image.size - 1, image.size);
    ask(http, image.line, .as = keys->reader, .headers = {last});
    check_part(http, &image, image.size - 1, 1);
}

static void test_posters__parts_make_the_whole_again(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    struct image image;
    char range[64], condition[64];

    load(http, &image);
    snprintf(condition, sizeof(condition), "If-Range: %s", image.tag);
    for (size_t at = 0, length; at < image.size; at += length) {
        length = image.size - at < 4000 ? image.size - at : 4000;
        snprintf(range, sizeof(range), "Range: bytes=%zu-%zu", at, at + 3999);
        ask(http, image.line, .as = keys->reader, .headers = {range, condition});
        check_part(http, &image, at, length);
    }
}

static void test_posters__a_part_behind_the_end_is_416(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const ranges[] = {"Range: bytes=-0", "Range: bytes=99999999-",
                                         "Range: bytes=99999999999999999999999-"};
    struct image image;
    char size[64];

    load(http, &image);
    snprintf(size, sizeof(size), "bytes */%zu", image.size);
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        ask(http, image.line, .as = keys->reader, .headers = {ranges[i]});
        expect_problem(http, 416, "range-not-satisfiable");
        expect_header(http, "Content-Range", size);
        expect_header(http, "Cache-Control", "no-store");
        expect_header(http, "ETag", NULL);
    }
    ask(http, image.line, .as = keys->reader);
    check_whole(http, &image);
}

static void test_posters__other_ranges_are_the_whole(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const ranges[] = {"Range: bytes=0-1,5-6", "Range: bytes=5-4",
                                         "Range: bytes=a-b",     "Range: bytes",
                                         "Range: lines=0-1",     "Range: bytes=-"};
    struct image image;

    load(http, &image);
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        ask(http, image.line, .as = keys->reader, .headers = {ranges[i]});
        check_whole(http, &image);
    }
    ask(http, image.line, .as = keys->reader, .headers = {"Range: bytes=0-1", "Range: bytes=5-6"});
    check_whole(http, &image);
}

static void test_posters__a_part_of_another_copy_is_the_whole(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const others[] = {"If-Range: \"other\"",
                                         "If-Range: Mon, 23 Nov 2026 05:00:00 GMT"};
    struct image image;
    char weak[64];

    load(http, &image);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        ask(http, image.line, .as = keys->reader, .headers = {others[i], "Range: bytes=99999999-"});
        check_whole(http, &image);
    }
    snprintf(weak, sizeof(weak), "If-Range: W/%s", image.tag);
    ask(http, image.line, .as = keys->reader, .headers = {weak, "Range: bytes=0-1"});
    check_whole(http, &image);
}

static void test_posters__a_copy_that_is_there_goes_before_its_parts(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const ranges[] = {"Range: bytes=0-1", "Range: bytes=99999999-"};
    struct image image;
    char condition[64];

    load(http, &image);
    snprintf(condition, sizeof(condition), "If-None-Match: %s", image.tag);
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        ask(http, image.line, .as = keys->reader, .headers = {condition, ranges[i]});
        expect(http, 304);
        expect_header(http, "Content-Range", NULL);
    }
}

static void test_posters__head_tells_of_the_whole(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const ranges[] = {"Accept: */*", "Range: bytes=0-1",
                                         "Range: bytes=99999999-"};
    struct image image;
    char line[96], length[32];

    load(http, &image);
    snprintf(line, sizeof(line), "HEAD%.76s", image.line + 3);
    snprintf(length, sizeof(length), "%zu", image.size);
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        ask(http, line, .as = keys->reader, .headers = {ranges[i]});
        expect(http, 200);
        expect_header(http, "Content-Length", length);
        expect_header(http, "Content-Type", "image/webp");
        expect_header(http, "Cache-Control", "private, max-age=31536000, immutable");
        expect_header(http, "Accept-Ranges", "bytes");
        expect_header(http, "Content-Range", NULL);
        expect_header(http, "ETag", image.tag);
    }
    /* The connection is where it should be: no bytes of the image are on it. */
    ask(http, image.line, .as = keys->reader);
    check_whole(http, &image);
}

static void test_posters__nothing_else_has_parts(void **state)
{
    struct club *club = *state;
    struct client *http = &club->http;
    static const char *const lines[] = {"GET /club", "GET /proposals", "GET /openapi.yaml"};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        ask(http, lines[i], .as = keys->reader, .headers = {"Range: bytes=0-1"});
        expect(http, 200);
        expect_header(http, "Accept-Ranges", NULL);
        expect_header(http, "Content-Range", NULL);
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
        CLUB_TEST(test_posters__are_sent_in_parts),
        CLUB_TEST(test_posters__parts_make_the_whole_again),
        CLUB_TEST(test_posters__a_part_behind_the_end_is_416),
        CLUB_TEST(test_posters__other_ranges_are_the_whole),
        CLUB_TEST(test_posters__a_part_of_another_copy_is_the_whole),
        CLUB_TEST(test_posters__a_copy_that_is_there_goes_before_its_parts),
        CLUB_TEST(test_posters__head_tells_of_the_whole),
        CLUB_TEST(test_posters__nothing_else_has_parts),
    };

    return RUN(tests);
}
