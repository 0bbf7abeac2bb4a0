/* marquee-image: what becomes of a good image, and of every other one. */
#include <stdio.h>
#include <string.h>

#include "catalog/image.h"
#include "image/answer.h"
#include "support/check.h"
#include "support/picture.h"

static enum fault make(const struct picture *picture, struct image *image, struct error *err)
{
    return image_make_poster(MARQUEE_IMAGE, NULL, picture->bytes, picture->size, image, err);
}

static void expect_poster_at(struct picture picture, int64_t width, int64_t height, int line)
{
    auto_image struct image image;
    struct error err;

    check_fault(FAULT_NONE, make(&picture, &image, &err), &err, __FILE__, line);
    if (image.width != width || image.height != height)
        print_error("line %d: %lld x %lld\n", line, (long long)image.width,
                    (long long)image.height);
    assert_int_equal(image.width, width);
    assert_int_equal(image.height, height);
    assert_true(picture_is_plain_webp(image.bytes, image.size, width, height));
    picture_release(&picture);
}
#define expect_poster(picture, width, height) expect_poster_at(picture, width, height, __LINE__)

/* One printable sentence that says `why`. */
static void expect_refused_at(struct picture picture, const char *why, int line)
{
    auto_image struct image image;
    struct error err;

    check_fault(FAULT_INVALID, make(&picture, &image, &err), &err, __FILE__, line);
    assert_null(image.bytes);
    for (const char *at = err.detail; *at != '\0'; at++)
        assert_in_range(*at, ' ', '~');
    if (strstr(err.detail, why) == NULL)
        fail_msg("line %d: \"%s\" does not say \"%s\"", line, err.detail, why);
    picture_release(&picture);
}
#define expect_refused(picture, why) expect_refused_at(picture, why, __LINE__)

static void test_poster__jpeg_png_and_webp(void **state)
{
    static const char *const formats[] = {".jpg",  ".jpg[interlace]", ".png", ".png[interlace]",
                                          ".webp", ".webp[lossless]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_poster(DRAW(.width = 400, .height = 600, .format = formats[i]), 342, 513);
}

static void test_poster__every_space_becomes_rgb(void **state)
{
    static const struct drawing drawings[] = {
        {.format = ".jpg", .space = "grey"},  {.format = ".jpg", .space = "cmyk"},
        {.format = ".png", .space = "grey"},  {.format = ".png", .space = "16 bits"},
        {.format = ".png", .space = "alpha"}, {.format = ".webp", .space = "alpha"},
        {.format = ".jpg[profile=p3]"},       {.format = ".png[palette]"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(drawings); i++) {
        struct drawing drawing = drawings[i];

        drawing.width = 200;
        drawing.height = 300;
        expect_poster(picture_draw(&drawing), 185, 278);
    }
    expect_poster(picture_black(200, 300), 185, 278);
}

/* The widest of ours that it has: it is never enlarged. */
static void test_poster__its_width_is_one_of_ours(void **state)
{
    static const struct {
        uint32_t from;
        int64_t to;
    } widths[] = {{185, 185}, {341, 185}, {342, 342}, {499, 342},
                  {500, 500}, {501, 500}, {2000, 500}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        expect_poster(picture_black(widths[i].from, widths[i].from), widths[i].to, widths[i].to);
    expect_poster(DRAW(.width = 500, .height = 750, .format = ".jpg"), 500, 750);
    expect_refused(picture_black(184, 276), "too small: 184 x 276");
}

static void test_poster__its_color_is_the_average(void **state)
{
    static const unsigned char brown[] = {0x80, 0x40, 0x20};
    static const char *const formats[] = {".png", ".png[profile=srgb]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        auto_picture struct picture picture =
            DRAW(.width = 300, .height = 450, .format = formats[i], .color = brown);
        auto_image struct image image;
        struct error err;

        assert_ok(make(&picture, &image, &err), &err);
        assert_string_equal(image.color, "#804020");
    }
}

static void test_poster__what_the_file_says_of_itself_is_left_out(void **state)
{
    auto_picture struct picture picture =
        DRAW(.width = 342, .height = 500, .format = ".jpg[profile=srgb]", .words = "Ada Lovelace");
    auto_image struct image image;
    struct error err;

    (void)state;
    assert_non_null(memmem(picture.bytes, picture.size, "Ada Lovelace", 12));
    assert_non_null(memmem(picture.bytes, picture.size, "ICC_PROFILE", 11));
    assert_ok(make(&picture, &image, &err), &err);
    assert_null(memmem(image.bytes, image.size, "Ada Lovelace", 12));
    assert_true(picture_is_plain_webp(image.bytes, image.size, 342, 500));
}

static void test_poster__it_stands_upright(void **state)
{
    (void)state;
    expect_poster(DRAW(.width = 600, .height = 400, .format = ".jpg", .orientation = 6), 342, 513);
    expect_poster(DRAW(.width = 600, .height = 400, .format = ".jpg", .orientation = 3), 500, 333);
    expect_refused(DRAW(.width = 600, .height = 184, .format = ".jpg", .orientation = 8),
                   "184 x 600");
}

static void test_poster__a_file_that_is_cut_off_is_refused(void **state)
{
    static const struct {
        const char *format;
        size_t end; /* a JPEG's last two bytes are its end mark, a PNG's last twelve, no pixel */
    } files[] = {{".jpg", 64}, {".jpg[interlace]", 64}, {".png", 16}, {".png[interlace]", 16},
                 {".webp", 2}, {".webp[lossless]", 2}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        auto_picture struct picture whole =
            DRAW(.width = 300, .height = 450, .format = files[i].format);

        expect_refused(picture_cut(&whole, whole.size / 20), "cannot be decoded");
        expect_refused(picture_cut(&whole, whole.size / 2), "cannot be decoded");
        expect_refused(picture_cut(&whole, whole.size - files[i].end), "cannot be decoded");
    }
}

static void test_poster__other_formats_are_refused(void **state)
{
    static const char *const formats[] = {".gif", ".tif", ".avif"};
    static const char *const texts[] = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"450\"/>",
        "<!doctype html><title>Not found</title>", "{\"error\": \"no such image\"}", "%PDF-1.7",
        ""};
    static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0"
                              "\1\0\1\0\0\2\1D\0;";

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_refused(DRAW(.width = 300, .height = 450, .format = formats[i]),
                       "not a JPEG, PNG or WebP");
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        expect_refused(picture_fake(texts[i], strlen(texts[i]), 500), "not a JPEG, PNG or WebP");
    expect_refused(picture_fake(gif, sizeof(gif), 500), "not a JPEG, PNG or WebP");
}

/* The first bytes of an image, and something else behind them. */
static void test_poster__a_mask_is_not_a_face(void **state)
{
    static const char page[] = "<html><script>alert(1)</script></html>";
    static const struct {
        const char *bytes;
        size_t length;
    } masks[] = {{"\xff\xd8\xff\xe0", 4}, {"\x89PNG\r\n\x1a\n", 8}, {"RIFF\0\1\0\0WEBPVP8 ", 16}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(masks); i++) {
        struct picture mask = picture_fake(page, sizeof(page), 5000);

        memmove(mask.bytes + masks[i].length, mask.bytes, sizeof(page));
        memcpy(mask.bytes, masks[i].bytes, masks[i].length);
        expect_refused(mask, "cannot be decoded");
    }
}

static void test_poster__what_stands_behind_an_image_is_not_served(void **state)
{
    static const char page[] = "<html><script>alert(1)</script></html>";
    auto_picture struct picture good = DRAW(.width = 185, .height = 278, .format = ".jpg");
    auto_picture struct picture both = picture_fake(good.bytes, good.size, good.size + 100);
    auto_image struct image image;
    struct error err;

    (void)state;
    memcpy(both.bytes + good.size, page, sizeof(page));
    assert_ok(make(&both, &image, &err), &err);
    assert_null(memmem(image.bytes, image.size, "script", 6));
}

static void test_poster__a_file_has_its_bounds(void **state)
{
    auto_picture struct picture good = DRAW(.width = 185, .height = 278, .format = ".jpg");

    (void)state;
    expect_refused(picture_fake("", 0, 0), "only 0 bytes");
    expect_refused(picture_cut(&good, IMAGE_BYTES_MIN - 1), "only 199 bytes");
    expect_poster(picture_fake(good.bytes, good.size, IMAGE_BYTES_MAX), 185, 278);
    expect_refused(picture_fake(good.bytes, good.size, IMAGE_BYTES_MAX + 1), "more than 10485760");
}

static void test_poster__a_picture_has_its_bounds(void **state)
{
    (void)state;
    expect_refused(picture_black(200, 79), "too small: 200 x 79");
    expect_refused(picture_black(79, 200), "too small: 79 x 200");
    expect_refused(picture_black(9000, 4500), "too large: 9000 x 4500");
    expect_refused(picture_black(8193, 4200), "too large: 8193 x 4200");
    expect_refused(picture_black(4200, 8193), "too large: 4200 x 8193");
    expect_refused(picture_black(6500, 6500), "too large: 6500 x 6500");
    expect_poster(picture_black(8000, 5000), 500, 313);
    expect_refused(picture_black(299, 1000), "no poster's shape");
    expect_poster(picture_black(300, 1000), 185, 617);
    expect_poster(picture_black(400, 200), 342, 171);
    expect_refused(picture_black(401, 200), "no poster's shape");
}

/* 110 kB that would be 900 million pixels: its header is enough. */
static void test_poster__a_bomb_is_not_unpacked(void **state)
{
    struct picture bomb = picture_black(30000, 30000);

    (void)state;
    assert_in_range(bomb.size, 100000, 120000);
    expect_refused(bomb, "too large: 30000 x 30000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_poster__jpeg_png_and_webp),
        cmocka_unit_test(test_poster__every_space_becomes_rgb),
        cmocka_unit_test(test_poster__its_width_is_one_of_ours),
        cmocka_unit_test(test_poster__its_color_is_the_average),
        cmocka_unit_test(test_poster__what_the_file_says_of_itself_is_left_out),
        cmocka_unit_test(test_poster__it_stands_upright),
        cmocka_unit_test(test_poster__a_file_that_is_cut_off_is_refused),
        cmocka_unit_test(test_poster__other_formats_are_refused),
        cmocka_unit_test(test_poster__a_mask_is_not_a_face),
        cmocka_unit_test(test_poster__what_stands_behind_an_image_is_not_served),
        cmocka_unit_test(test_poster__a_file_has_its_bounds),
        cmocka_unit_test(test_poster__a_picture_has_its_bounds),
        cmocka_unit_test(test_poster__a_bomb_is_not_unpacked),
    };

    return cmocka_run_group_tests_name("image/poster", tests, NULL, NULL);
}
