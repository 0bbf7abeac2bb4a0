/* marquee-image: what becomes of a good image, and of every other one. */
#include <stdio.h>
#include <string.h>

#include "catalog/posters/image.h"
#include "image/wire/answer.h"
#include "support/avif.h"
#include "support/check.h"
#include "support/surgery.h"

enum { ALL_WIDTHS = (1U << POSTER_WIDTHS) - 1 };

static enum fault make(const struct picture *picture, struct renditions *made, struct error *err)
{
    return image_make(MARQUEE_IMAGE_EAGER, NULL, POSTER_WEBP, ALL_WIDTHS, picture->bytes,
                      picture->size, made, err);
}

static const struct rendition *widest(const struct renditions *made)
{
    return &made->items[made->count - 1];
}

/* Its widest picture. */
static void expect_poster_at(struct picture picture, int64_t width, int64_t height, int line)
{
    auto_renditions struct renditions made;
    const struct rendition *last;
    struct error err;

    check_fault(FAULT_NONE, make(&picture, &made, &err), &err, __FILE__, line);
    last = widest(&made);
    if (last->width != width || last->height != height)
        print_error("line %d: %lld x %lld\n", line, (long long)last->width,
                    (long long)last->height);
    assert_int_equal(last->width, width);
    assert_int_equal(last->height, height);
    assert_true(picture_is_plain_webp(last->bytes, last->size, width, height));
    picture_release(&picture);
}
#define expect_poster(picture, width, height) expect_poster_at(picture, width, height, __LINE__)

/* One printable sentence that says `why`. */
static void expect_refused_at(struct picture picture, const char *why, int line)
{
    auto_renditions struct renditions made;
    struct error err;

    check_fault(FAULT_INVALID, make(&picture, &made, &err), &err, __FILE__, line);
    assert_int_equal(made.count, 0);
    for (const char *at = err.detail; *at != '\0'; at++)
        assert_in_range(*at, ' ', '~');
    if (strstr(err.detail, why) == NULL)
        fail_msg("line %d: \"%s\" does not say \"%s\"", line, err.detail, why);
    picture_release(&picture);
}
#define expect_refused(picture, why) expect_refused_at(picture, why, __LINE__)

static void test_poster__every_format(void **state)
{
    static const char *const formats[] = {".jpg",  ".jpg[interlace]", ".png",  ".png[interlace]",
                                          ".webp", ".webp[lossless]", ".avif", ".avif[lossless]",
                                          ".gif"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_poster(DRAW(.width = 400, .height = 600, .format = formats[i]), 342, 513);
}

static void test_poster__every_space_becomes_rgb(void **state)
{
    static const struct drawing drawings[] = {
        {.format = ".jpg", .space = "grey"},
        {.format = ".jpg", .space = "cmyk"},
        {.format = ".png", .space = "grey"},
        {.format = ".png", .space = "16 bits"},
        {.format = ".png", .space = "alpha"},
        {.format = ".webp", .space = "alpha"},
        {.format = ".jpg[profile=p3]"},
        {.format = ".png[palette]"},
        {.format = ".gif", .space = "grey"},
        {.format = ".gif", .space = "alpha"},
        {.format = ".avif", .space = "grey"},
        {.format = ".avif", .space = "alpha"},
        {.format = ".avif[bitdepth=12]", .space = "16 bits"},
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
                  {500, 500}, {779, 500}, {2000, 780}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        expect_poster(picture_black(widths[i].from, widths[i].from), widths[i].to, widths[i].to);
    expect_poster(DRAW(.width = 500, .height = 750, .format = ".jpg"), 500, 750);
    expect_refused(picture_black(184, 276), "too small: 184 x 276");
}

/* Each up to its own width, and none that was not asked for. */
static void test_poster__it_is_made_in_all_widths_that_it_has(void **state)
{
    static const struct {
        int width;
        unsigned asked;
        size_t count;
        int64_t widths[POSTER_WIDTHS];
    } cases[] = {{800, ALL_WIDTHS, 4, {185, 342, 500, 780}},
                 {600, ALL_WIDTHS, 3, {185, 342, 500}},
                 {800, 1U << 1 | 1U << 3, 2, {342, 780}},
                 {342, 1U << 1, 1, {342}},
                 {400, 1U << 0 | 1U << 3, 1, {185}}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        auto_picture struct picture picture =
            DRAW(.width = cases[i].width, .height = cases[i].width * 3 / 2, .format = ".jpg");
        auto_renditions struct renditions made;
        struct error err;

        assert_ok(image_make(MARQUEE_IMAGE_EAGER, NULL, POSTER_WEBP, cases[i].asked, picture.bytes,
                             picture.size, &made, &err),
                  &err);
        assert_int_equal(made.width, cases[i].width);
        assert_int_equal(made.height, cases[i].width * 3 / 2);
        assert_int_equal(made.count, cases[i].count);
        for (size_t n = 0; n < made.count; n++)
            assert_int_equal(made.items[n].width, cases[i].widths[n]);
    }
}

static void test_poster__its_color_is_the_average(void **state)
{
    static const unsigned char brown[] = {0x80, 0x40, 0x20};
    static const char *const formats[] = {".png", ".png[profile=srgb]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        auto_picture struct picture picture =
            DRAW(.width = 300, .height = 450, .format = formats[i], .color = brown);
        auto_renditions struct renditions made;
        struct error err;

        assert_ok(make(&picture, &made, &err), &err);
        assert_string_equal(made.color, "#804020");
    }
}

static void test_poster__what_the_file_says_of_itself_is_left_out(void **state)
{
    auto_picture struct picture picture =
        DRAW(.width = 342, .height = 500, .format = ".jpg[profile=srgb]", .words = "Ada Lovelace");
    auto_renditions struct renditions made;
    struct error err;

    (void)state;
    assert_non_null(memmem(picture.bytes, picture.size, "Ada Lovelace", 12));
    assert_non_null(memmem(picture.bytes, picture.size, "ICC_PROFILE", 11));
    assert_ok(make(&picture, &made, &err), &err);
    assert_null(memmem(widest(&made)->bytes, widest(&made)->size, "Ada Lovelace", 12));
    assert_true(picture_is_plain_webp(widest(&made)->bytes, widest(&made)->size, 342, 500));
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
                 {".webp", 2}, {".webp[lossless]", 2},  {".gif", 2},  {".avif", 1}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        auto_picture struct picture whole =
            DRAW(.width = 300, .height = 450, .format = files[i].format);

        expect_refused(picture_cut(&whole, whole.size / 20), "cannot be decoded");
        expect_refused(picture_cut(&whole, whole.size / 2), "cannot be decoded");
        expect_refused(picture_cut(&whole, whole.size - files[i].end), "cannot be decoded");
    }
}

#define NOT_TAKEN "not a JPEG, PNG, WebP, GIF or AVIF"

static void test_poster__other_formats_are_refused(void **state)
{
    static const char *const formats[] = {".tif", ".ppm", ".avif[compression=hevc]"};
    static const char *const texts[] = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"450\"/>",
        "<!doctype html><title>Not found</title>",
        "{\"error\": \"no such image\"}",
        "%PDF-1.7",
        "....ftypmif1",
        "....ftyp",
        ""};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_refused(DRAW(.width = 300, .height = 450, .format = formats[i]), NOT_TAKEN);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        expect_refused(picture_fake(texts[i], strlen(texts[i]), 500), NOT_TAKEN);
}

/* What is inside counts, and only AV1's decoder is open to strangers. */
static void test_poster__hevc_that_is_called_avif_is_refused(void **state)
{
    struct picture heic = DRAW(.width = 300, .height = 450, .format = ".avif[compression=hevc]");

    (void)state;
    memcpy(heic.bytes + 8, "avif", 4);
    expect_refused(heic, "not AV1 inside");
}

/* The first bytes of an image, and something else behind them. */
static void test_poster__a_mask_is_not_a_face(void **state)
{
    static const char page[] = "<html><script>alert(1)</script></html>";
    static const struct {
        const char *bytes;
        size_t length;
    } masks[] = {{"\xff\xd8\xff\xe0", 4},
                 {"\x89PNG\r\n\x1a\n", 8},
                 {"RIFF\0\1\0\0WEBPVP8 ", 16},
                 {"GIF89a", 6},
                 {"GIF87a\310\0\54\1\0\0\0", 13},
                 {"\0\0\0\20ftypavif\0\0\0\0", 16},
                 {"\0\0\0\24ftypmif1\0\0\0\0avif", 20}};

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
    auto_renditions struct renditions made;
    struct error err;

    (void)state;
    memcpy(both.bytes + good.size, page, sizeof(page));
    assert_ok(make(&both, &made, &err), &err);
    assert_null(memmem(widest(&made)->bytes, widest(&made)->size, "script", 6));
}

static void test_poster__a_file_has_its_bounds(void **state)
{
    auto_picture struct picture good = DRAW(.width = 185, .height = 278, .format = ".jpg");

    (void)state;
    expect_refused(picture_fake("", 0, 0), "only 0 bytes");
    expect_refused(picture_cut(&good, IMAGE_BYTES_MIN - 1), "only 31 bytes");
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
    expect_poster(picture_black(8000, 5000), 780, 487);
    expect_refused(picture_black(299, 1000), "isn't shaped like a poster");
    expect_poster(picture_black(300, 1000), 185, 617);
    expect_poster(picture_black(400, 200), 342, 171);
    expect_refused(picture_black(401, 200), "isn't shaped like a poster");
}

/* 110 kB and less that would be 900 million pixels: the header is enough. */
static void test_poster__a_bomb_is_not_unpacked(void **state)
{
    static const unsigned char brown[] = {0x80, 0x40, 0x20};
    struct picture png = picture_black(30000, 30000);
    struct picture gif = DRAW(.width = 300, .height = 450, .format = ".gif");
    struct picture avif = DRAW_AVIF(.width = 300, .height = 450, .color = brown);

    (void)state;
    assert_in_range(png.size, 100000, 120000);
    expect_refused(png, "too large: 30000 x 30000");
    memcpy(picture_find(&gif, ",\0\0\0\0\x2c\1", 7) + 5, "\x30\x75\x30\x75", 4); /* its frame */
    expect_refused(gif, "too large: 30000 x 30000");
    avif_lie(&avif, 30000, 30000);
    expect_refused(avif, "too large: 30000 x 30000");
}

/* Its header is what the bounds are held against. */
static void test_poster__an_avif_is_as_large_as_it_says(void **state)
{
    static const struct {
        uint32_t width, height;
    } lies[] = {{200, 300}, {300, 449}, {4000, 4000}};
    static const unsigned char brown[] = {0x80, 0x40, 0x20};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        struct picture avif = DRAW_AVIF(.width = 300, .height = 450, .color = brown);

        avif_lie(&avif, lies[i].width, lies[i].height);
        expect_refused(avif, "cannot be decoded");
    }
}

SUITE(test_poster)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_poster__every_format),
        cmocka_unit_test(test_poster__every_space_becomes_rgb),
        cmocka_unit_test(test_poster__its_width_is_one_of_ours),
        cmocka_unit_test(test_poster__it_is_made_in_all_widths_that_it_has),
        cmocka_unit_test(test_poster__its_color_is_the_average),
        cmocka_unit_test(test_poster__what_the_file_says_of_itself_is_left_out),
        cmocka_unit_test(test_poster__it_stands_upright),
        cmocka_unit_test(test_poster__a_file_that_is_cut_off_is_refused),
        cmocka_unit_test(test_poster__other_formats_are_refused),
        cmocka_unit_test(test_poster__hevc_that_is_called_avif_is_refused),
        cmocka_unit_test(test_poster__a_mask_is_not_a_face),
        cmocka_unit_test(test_poster__what_stands_behind_an_image_is_not_served),
        cmocka_unit_test(test_poster__a_file_has_its_bounds),
        cmocka_unit_test(test_poster__a_picture_has_its_bounds),
        cmocka_unit_test(test_poster__a_bomb_is_not_unpacked),
        cmocka_unit_test(test_poster__an_avif_is_as_large_as_it_says),
    };

    return RUN(tests);
}
