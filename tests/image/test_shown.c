/* marquee-image: what browsers show is shown, in its own colours. */
#include <stdio.h>
#include <string.h>

#include "support/avif.h"
#include "support/check.h"
#include "support/shown.h"
#include "support/surgery.h"

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

/* With few colours and many, one that is transparent, in rows as they come and in four passes. */
static void test_shown__every_kind_of_gif(void **state)
{
    static const char *const formats[] = {".gif", ".gif[bitdepth=1]", ".gif[interlace]",
                                          ".gif[dither=0]", ".gif[effort=1]"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        expect_shown(formats[i],
                     DRAW(.width = WIDTH, .height = HEIGHT, .format = formats[i], .color = brown),
                     brown, 4);
    expect_shown(
        "transparent",
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".gif", .color = brown, .space = "clear"),
        black, 2);
}

static void test_shown__every_kind_of_avif(void **state)
{
    static const struct {
        const char *format, *space;
        const unsigned char *color;
    } images[] = {
        {".avif", NULL, brown},
        {".avif[lossless]", NULL, brown},
        {".avif[subsample_mode=off]", NULL, brown},
        {".avif", "grey", grey},
        {".avif[bitdepth=12,subsample_mode=off]", "16 bits", brown},
        {".avif[bitdepth=12]", "16 bits", brown},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(images); i++)
        expect_shown(images[i].format,
                     DRAW(.width = WIDTH, .height = HEIGHT, .color = brown,
                          .format = images[i].format, .space = images[i].space),
                     images[i].color, 3);
}

static void test_shown__of_an_animation_the_first_frame(void **state)
{
    (void)state;
    expect_shown("WebP", picture_animated_webp(WIDTH, HEIGHT, brown), brown, 2);
    expect_shown("PNG", picture_animated_png(WIDTH, HEIGHT, brown), brown, 2);
    expect_shown("GIF", picture_animated_gif(WIDTH, HEIGHT, brown), brown, 4);
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
    expect_shown("AVIF",
                 DRAW_AVIF(.width = WIDTH, .height = HEIGHT, .color = brown, .turned = true), brown,
                 3);
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
    static const char *const formats[] = {".jpg",  ".jpg[interlace]", ".png",
                                          ".webp", ".webp[lossless]", ".gif"};
    static const char *const tails[] = {"\n", "<html>", "\xff\xd8\xff\xe0 another"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (size_t tail = 0; tail < COUNT_OF(tails); tail++) {
            auto_picture struct picture image =
                DRAW(.width = WIDTH, .height = HEIGHT, .format = formats[i], .color = brown);

            expect_shown(formats[i],
                         picture_insert(&image, image.size, tails[tail], strlen(tails[tail])),
                         brown, 4);
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

/* As many programs leave it. */
static void test_shown__a_gif_without_its_last_byte(void **state)
{
    auto_picture struct picture gif =
        DRAW(.width = WIDTH, .height = HEIGHT, .format = ".gif", .color = brown);

    (void)state;
    expect_shown("GIF", picture_cut(&gif, gif.size - 1), brown, 4);
}

SUITE(test_shown)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown__every_kind_of_jpeg),
        cmocka_unit_test(test_shown__every_kind_of_png),
        cmocka_unit_test(test_shown__every_kind_of_gif),
        cmocka_unit_test(test_shown__every_kind_of_avif),
        cmocka_unit_test(test_shown__of_an_animation_the_first_frame),
        cmocka_unit_test(test_shown__every_format_is_turned_upright),
        cmocka_unit_test(test_shown__jpeg_segments_of_any_kind),
        cmocka_unit_test(test_shown__png_chunks_of_any_kind),
        cmocka_unit_test(test_shown__bytes_behind_the_end),
        cmocka_unit_test(test_shown__a_jpeg_without_its_end_mark),
        cmocka_unit_test(test_shown__a_jpeg_with_a_scratch),
        cmocka_unit_test(test_shown__a_gif_without_its_last_byte),
    };

    return RUN(tests);
}
