/* GET /posters/{id}/{width}: parts of a picture. */
#include <string.h>

#include "support/expect.h"
#include "support/outside.h"

enum { IMAGE_MAX = 256 * 1024 };

/* The poster as it is, to hold its parts against. */
struct image {
    char line[80], tag[40];
    char bytes[IMAGE_MAX];
    size_t size;
};

static void load(struct client *http, struct image *image)
{
    ask(http, outside_poster(http, image->line, "/500"), .as = keys->reader);
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

static void test_poster_parts__are_sent_in_parts(void **state)
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

static void test_poster_parts__parts_make_the_whole_again(void **state)
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

static void test_poster_parts__a_part_behind_the_end_is_416(void **state)
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

static void test_poster_parts__other_ranges_are_the_whole(void **state)
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

static void test_poster_parts__a_part_of_another_copy_is_the_whole(void **state)
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

static void test_poster_parts__a_copy_that_is_there_goes_before_its_parts(void **state)
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

static void test_poster_parts__head_tells_of_the_whole(void **state)
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

static void test_poster_parts__nothing_else_has_parts(void **state)
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

SUITE(test_poster_parts)
{
    const struct CMUnitTest tests[] = {
        CLUB_TEST(test_poster_parts__are_sent_in_parts),
        CLUB_TEST(test_poster_parts__parts_make_the_whole_again),
        CLUB_TEST(test_poster_parts__a_part_behind_the_end_is_416),
        CLUB_TEST(test_poster_parts__other_ranges_are_the_whole),
        CLUB_TEST(test_poster_parts__a_part_of_another_copy_is_the_whole),
        CLUB_TEST(test_poster_parts__a_copy_that_is_there_goes_before_its_parts),
        CLUB_TEST(test_poster_parts__head_tells_of_the_whole),
        CLUB_TEST(test_poster_parts__nothing_else_has_parts),
    };

    return RUN(tests);
}
