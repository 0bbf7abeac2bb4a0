/* marquee-image: a colour profile that fits is followed, and no other. */
#include <stdio.h>
#include <string.h>

#include "support/avif.h"
#include "support/check.h"
#include "support/profile.h"
#include "support/shown.h"
#include "support/surgery.h"

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

static void test_profiles__a_profile_that_does_not_fit_is_left_out(void **state)
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

static void test_profiles__an_avif_with_any_profile(void **state)
{
    (void)state;
    for (size_t kind = 0; kind < COUNT_OF(profile_names); kind++) {
        auto_picture struct picture profile = profile_make((enum profile)kind);

        if (kind != PROFILE_P3)
            expect_shown(
                profile_names[kind],
                DRAW_AVIF(.width = WIDTH, .height = HEIGHT, .color = brown, .profile = &profile),
                brown, 3);
    }
}

/* Three colours and alpha count as many bands as four inks do. */
static void test_profiles__transparency_is_no_ink(void **state)
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
    expect_shown(
        "AVIF, alpha",
        DRAW(.width = WIDTH, .height = HEIGHT, .color = brown, .format = ".avif", .space = "alpha"),
        dark, 3);
}

static void test_profiles__a_profile_that_fits_is_followed(void **state)
{
    static const char *const formats[] = {".jpg", ".png", ".webp", ".png[palette]"};
    static const unsigned char redder[] = {0x8a, 0x3b, 0x16};
    auto_picture struct picture profile = profile_make(PROFILE_P3);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        auto_picture struct picture image =
            DRAW(.width = WIDTH, .height = HEIGHT, .color = brown, .format = formats[i]);

        expect_shown(formats[i], picture_profiled(&image, &profile), redder, 3);
    }
    expect_shown("AVIF",
                 DRAW_AVIF(.width = WIDTH, .height = HEIGHT, .color = brown, .profile = &profile),
                 redder, 4);
}

/* The ways to say that there is a profile, and then not to have one. */
static void test_profiles__a_profile_that_is_not_there(void **state)
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

SUITE(test_profiles)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_profiles__a_profile_that_does_not_fit_is_left_out),
        cmocka_unit_test(test_profiles__an_avif_with_any_profile),
        cmocka_unit_test(test_profiles__transparency_is_no_ink),
        cmocka_unit_test(test_profiles__a_profile_that_fits_is_followed),
        cmocka_unit_test(test_profiles__a_profile_that_is_not_there),
    };

    return RUN(tests);
}
