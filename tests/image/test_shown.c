/* marquee-image: what browsers show is shown, in its own colours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/posters/image.h"
#include "support/check.h"
#include "support/profile.h"
#include "support/surgery.h"

enum { WIDTH = 200, HEIGHT = 300 };

static const unsigned char brown[] = {0x80, 0x40, 0x20}, black[] = {0, 0, 0};

/* What `brown` is without its colours, and what it is in inks: vips rounds its way there. */
static const unsigned char grey[] = {0x50, 0x50, 0x50}, inks[] = {0x8e, 0x54, 0x3a};

static bool is_near(const char *found, const unsigned char wanted[3], int distance)
{
    unsigned parts[3];

    if (sscanf(found, "#%2x%2x%2x", &parts[0], &parts[1], &parts[2]) != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (abs((int)parts[i] - (int)wanted[i]) > distance)
            return false;
    return true;
}

/* A poster of this average colour, more or less, upright. */
static void expect_shown(const char *name, struct picture picture, const unsigned char color[3],
                         int distance)
{
    auto_renditions struct renditions made;
    struct error err;
    enum fault fault;

    error_init(&err);
    fault =
        image_make(MARQUEE_IMAGE, NULL, POSTER_WEBP, 1, picture.bytes, picture.size, &made, &err);
    if (fault != FAULT_NONE)
        fail_msg("%s: %s", name, err.detail);
    if (!is_near(made.color, color, distance))
        fail_msg("%s: %s, not #%02x%02x%02x", name, made.color, color[0], color[1], color[2]);
    if (made.width != WIDTH || made.height != HEIGHT)
        fail_msg("%s: %u x %u", name, made.width, made.height);
    picture_release(&picture);
}

/* ---- profiles -------------------------------------------------------------------------------- */

static const char *const profile_names[] = {
    [PROFILE_NONE] = "none",   [PROFILE_SRGB] = "sRGB",   [PROFILE_P3] = "P3",
    [PROFILE_GREY] = "grey",   [PROFILE_CMYK] = "CMYK",   [PROFILE_LAB] = "Lab",
    [PROFILE_XYZ] = "XYZ",     [PROFILE_LINK] = "link",   [PROFILE_HUGE] = "huge",
    [PROFILE_CUT] = "cut off", [PROFILE_TORN] = "torn",   [PROFILE_EMPTY] = "empty",
    [PROFILE_SHORT] = "short", [PROFILE_NOISE] = "noise",
};

/* sRGB changes nothing where it fits, and nothing else may. P3 fits RGB, and is tested below. */
static void expect_shown_with_all_profiles(const char *format, const char *space,
                                           const unsigned char color[3], int distance)
{
    auto_picture struct picture image =
        DRAW(.width = WIDTH, .height = HEIGHT, .color = brown, .format = format, .space = space);

    for (size_t kind = 0; kind < COUNT_OF(profile_names); kind++) {
        auto_picture struct picture profile = profile_make((enum profile)kind);
        char name[80];

        if (kind == PROFILE_P3)
            continue;
        snprintf(name, sizeof(name), "%s %s, %s", format, space == NULL ? "" : space,
                 profile_names[kind]);
        expect_shown(name, picture_profiled(&image, &profile), color, distance);
    }
}

static void test_shown__a_profile_that_does_not_fit_is_left_out(void **state)
{
    static const struct {
        const char *format, *space;
        const unsigned char *color;
        int distance;
    } images[] = {
        {".jpg", NULL, brown, 2},
        {".jpg", "grey", grey, 2},
        {".jpg[interlace]", NULL, brown, 2},
        {".jpg", "cmyk", inks, 8},
        {".png", NULL, brown, 2},
        {".png", "grey", grey, 2},
        {".png", "16 bits", brown, 2},
        {".png", "16 bits, grey", grey, 2},
        {".png[palette]", NULL, brown, 2},
        {".png[interlace]", "grey", grey, 2},
        {".webp", NULL, brown, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(images); i++)
        expect_shown_with_all_profiles(images[i].format, images[i].space, images[i].color,
                                       images[i].distance);
}

/* Three colours and alpha count as many bands as four inks do. */
static void test_shown__transparency_is_no_ink(void **state)
{
    static const unsigned char dark[] = {0x40, 0x20, 0x10}, dark_grey[] = {0x28, 0x28, 0x28};
    static const struct {
        const char *format, *space;
        const unsigned char *color;
    } images[] = {
        {".png", "alpha", dark},
        {".png", "16 bits, alpha", dark},
        {".png", "grey, alpha", dark_grey},
        {".png", "16 bits, grey, alpha", dark_grey},
        {".webp[lossless]", "alpha", dark},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(images); i++)
        expect_shown_with_all_profiles(images[i].format, images[i].space, images[i].color, 2);
}

static void test_shown__a_profile_that_fits_is_followed(void **state)
{
    static const char *const formats[] = {".jpg", ".png", ".webp", ".png[palette]"};
    static const unsigned char redder[] = {0x8a, 0x3b, 0x16};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        auto_picture struct picture image =
            DRAW(.width = WIDTH, .height = HEIGHT, .color = brown, .format = formats[i]);
        auto_picture struct picture profile = profile_make(PROFILE_P3);

        expect_shown(formats[i], picture_profiled(&image, &profile), redder, 3);
    }
}

/* The ways to say that there is a profile, and then not to have one. */
static void test_shown__a_profile_that_is_not_there(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t size;
    } parts[] = {{"no profile", "ICC_PROFILE\0\1\1", 14},
                 {"no numbers", "ICC_PROFILE\0", 12},
                 {"part 2 of 1", "ICC_PROFILE\0\2\1abcdefgh", 22},
                 {"part 0 of 0", "ICC_PROFILE\0\0\0abcdefgh", 22},
                 {"part 1 of 9", "ICC_PROFILE\0\1\11abcdefgh", 22}},
      chunks[] = {{"not packed", "ICC\0\0no stream of zlib's", 24},
                  {"nothing", "", 0},
                  {"no name", "\0\0x\234", 4},
                  {"another packing", "ICC\0\11no stream of zlib's", 24}};
    auto_picture struct picture jpeg =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".jpg", .color = brown);
    auto_picture struct picture png =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".png", .color = brown);
    auto_picture struct picture plain =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".webp", .color = brown);
    auto_picture struct picture profile = profile_make(PROFILE_SRGB);
    struct picture webp = picture_profiled(&plain, &profile);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        expect_shown(parts[i].name, picture_segment(&jpeg, 0xe2, parts[i].bytes, parts[i].size),
                     brown, 2);
    for (size_t i = 0; i < COUNT_OF(chunks); i++)
        expect_shown(chunks[i].name, picture_chunk(&png, "iCCP", chunks[i].bytes, chunks[i].size),
                     brown, 2);
    memcpy(picture_find(&webp, "ICCP", 4), "none", 4);
    expect_shown("a flag and no chunk", webp, brown, 2);
}

/* ---- formats --------------------------------------------------------------------------------- */

static void test_shown__every_kind_of_jpeg(void **state)
{
    static const char *const names[] = {
        [JPEG_ARITHMETIC] = "arithmetic",
        [JPEG_CMYK] = "CMYK",
        [JPEG_CMYK_BARE] = "bare CMYK",
        [JPEG_YCCK] = "YCCK",
        [JPEG_RGB] = "RGB",
        [JPEG_SCANS] = "scans",
        [JPEG_RESTARTS] = "restarts",
    };

    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(names); kind++) {
        bool is_inks = kind == JPEG_CMYK || kind == JPEG_CMYK_BARE || kind == JPEG_YCCK;

        expect_shown(names[kind], picture_jpeg((enum jpeg_kind)kind, WIDTH, HEIGHT, brown),
                     is_inks ? inks : brown, is_inks ? 8 : 2);
    }
}

/* Of one bit to sixteen, with a palette and without, in one pass and in seven. */
static void test_shown__every_kind_of_png(void **state)
{
    static const char *const few[] = {"",
                                      "[bitdepth=1]",
                                      "[bitdepth=2]",
                                      "[bitdepth=4]",
                                      "[palette,bitdepth=1]",
                                      "[palette,interlace]",
                                      "[interlace]",
                                      "[filter=all]",
                                      "[compression=0]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(few); i++) {
        char format[64];

        snprintf(format, sizeof(format), ".png%s", few[i]);
        expect_shown(format,
                     DRAW(.width = WIDTH, .height = HEIGHT, .format = format, .color = black),
                     black, 2);
    }
}

static void test_shown__of_an_animation_the_first_frame(void **state)
{
    (void)state;
    expect_shown("WebP", picture_animated_webp(WIDTH, HEIGHT, brown), brown, 2);
    expect_shown("PNG", picture_animated_png(WIDTH, HEIGHT, brown), brown, 2);
}

static void test_shown__every_format_is_turned_upright(void **state)
{
    static const char *const formats[] = {".jpg", ".webp"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_shown(formats[i],
                     DRAW(.width = HEIGHT, .height = WIDTH, .format = formats[i], .color = brown,
                          .orientation = 6),
                     brown, 2);
}

/* ---- what browsers do not mind --------------------------------------------------------------- */

static void test_shown__jpeg_segments_of_any_kind(void **state)
{
    static const struct {
        const char *name;
        unsigned char marker;
        const char *bytes;
        size_t size;
    } segments[] = {
        {"no JFIF", 0xe0, "JFIF", 4},
        {"nothing", 0xe1, "", 0},
        {"Exif of noise", 0xe1, "Exif\0\0garbage and more", 22},
        {"Exif of nothing", 0xe1, "Exif\0\0", 6},
        {"Exif cut off", 0xe1, "Exif\0\0II*\0\10\0\0\0\377\377", 16},
        {"Exif that points outside", 0xe1, "Exif\0\0MM\0*\377\377\377\377", 14},
        {"XMP", 0xe1, "http://ns.adobe.com/xap/1.0/\0<x", 31},
        {"several pictures", 0xe2, "MPF\0garbage and more", 20},
        {"Photoshop", 0xed, "Photoshop 3.0\0garbage8BIM", 25},
        {"Adobe cut off", 0xee, "Adobe", 5},
        {"Adobe without sense", 0xee, "Adobe\0\144\0\0\0\0\11", 12},
        {"a marker in a comment", 0xfe, "\377\330\377\331", 4},
    };
    auto_picture struct picture jpeg =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".jpg", .color = brown);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(segments); i++)
        expect_shown(
            segments[i].name,
            picture_segment(&jpeg, segments[i].marker, segments[i].bytes, segments[i].size), brown,
            2);
    expect_shown("bytes to fill", picture_insert(&jpeg, 2, "\377\377\377", 3), brown, 2);
}

static void test_shown__png_chunks_of_any_kind(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t size;
    } chunks[] = {
        {"sRGB", "\11", 1},    {"gAMA", "\0\0\0\0", 4},   {"cHRM", "\0\0\0\0", 4},
        {"tRNS", "\0", 1},     {"eXIf", "noise", 5},      {"tEXt", "no end", 6},
        {"iTXt", "no end", 6}, {"zTXt", "a\0\0noise", 8}, {"pHYs", "a", 1},
        {"PLTE", "a", 1},      {"hIST", "a", 1},          {"bKGD", "a", 1},
        {"tIME", "a", 1},      {"sBIT", "\0\0\0", 3},     {"sPLT", "a", 1},
        {"noNe", "a", 1},
    };
    auto_picture struct picture png =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".png", .color = brown);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(chunks); i++) {
        struct picture broken =
            picture_chunk(&png, chunks[i].name, chunks[i].bytes, chunks[i].size);

        expect_shown(chunks[i].name, picture_cut(&broken, broken.size), brown, 2);
        if (chunks[i].name[0] >= 'a') {
            picture_find(&broken, chunks[i].name, 4)[4 + chunks[i].size] ^= 1; /* its sum */
            expect_shown(chunks[i].name, broken, brown, 2);
        } else {
            picture_release(&broken);
        }
    }
}

static void test_shown__bytes_behind_the_end(void **state)
{
    static const char *const formats[] = {".jpg", ".jpg[interlace]", ".png", ".webp",
                                          ".webp[lossless]"};
    static const char *const tails[] = {"\n", "<html>", "\xff\xd8\xff\xe0 another"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (size_t tail = 0; tail < COUNT_OF(tails); tail++) {
            auto_picture struct picture image =
                DRAW(.width = WIDTH, .height = HEIGHT, .format = formats[i], .color = brown);

            expect_shown(formats[i],
                         picture_insert(&image, image.size, tails[tail], strlen(tails[tail])),
                         brown, 2);
        }
}

/* All of the picture is there: only what says so is not. */
static void test_shown__a_jpeg_without_its_end_mark(void **state)
{
    static const char *const formats[] = {".jpg", ".jpg[interlace]", ".jpg[restart-interval=4]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (size_t cut = 1; cut <= 2; cut++) {
            auto_picture struct picture jpeg =
                DRAW(.width = WIDTH, .height = HEIGHT, .format = formats[i], .color = brown);

            expect_shown(formats[i], picture_cut(&jpeg, jpeg.size - cut), brown, 2);
        }
}

/* A part of the picture is grey, or has moved: it is a picture all the same. */
static void test_shown__a_jpeg_with_a_scratch(void **state)
{
    static const unsigned char middle[] = {128, 128, 128};
    struct picture jpeg = DRAW(.width = WIDTH, .height = HEIGHT, .format = ".jpg");

    (void)state;
    memcpy(jpeg.bytes + jpeg.size / 2, "scratch", 7);
    expect_shown("scratched", jpeg, middle, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown__a_profile_that_does_not_fit_is_left_out),
        cmocka_unit_test(test_shown__transparency_is_no_ink),
        cmocka_unit_test(test_shown__a_profile_that_fits_is_followed),
        cmocka_unit_test(test_shown__a_profile_that_is_not_there),
        cmocka_unit_test(test_shown__every_kind_of_jpeg),
        cmocka_unit_test(test_shown__every_kind_of_png),
        cmocka_unit_test(test_shown__of_an_animation_the_first_frame),
        cmocka_unit_test(test_shown__every_format_is_turned_upright),
        cmocka_unit_test(test_shown__jpeg_segments_of_any_kind),
        cmocka_unit_test(test_shown__png_chunks_of_any_kind),
        cmocka_unit_test(test_shown__bytes_behind_the_end),
        cmocka_unit_test(test_shown__a_jpeg_without_its_end_mark),
        cmocka_unit_test(test_shown__a_jpeg_with_a_scratch),
    };

    return cmocka_run_group_tests_name("image/shown", tests, NULL, NULL);
}
