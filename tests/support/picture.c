#include "support/picture.h"

#include <string.h>
#include <vips/vips.h>
#include <zlib.h>

#include "base/strbuf.h"

/* ThreadSanitizer does not see how libvips' threads wait for each other. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "ignore_noninstrumented_modules=1";
}

/* Its threads end by themselves, some after the end of the test. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libx265";
}

static void must(bool done)
{
    if (!done)
        abort();
}

/* What came out of the library takes the place of what went in. */
static void become(VipsImage **image, VipsImage *next)
{
    must(next != NULL);
    g_object_unref(*image);
    *image = next;
}

static VipsImage *make_canvas(const struct drawing *drawing)
{
    VipsImage *image = NULL, *noise = NULL, *bands[3];
    double color[3] = {0}, one[3] = {1, 1, 1};

    if (drawing->color == NULL) {
        must(vips_gaussnoise(&noise, drawing->width, drawing->height, "mean", 128.0, "sigma", 40.0,
                             "seed", 1, NULL) == 0);
        for (size_t i = 0; i < 3; i++)
            bands[i] = noise;
        must(vips_bandjoin(bands, &image, 3, NULL) == 0);
        g_object_unref(noise);
        return image;
    }
    for (size_t i = 0; i < 3; i++)
        color[i] = drawing->color[i];
    must(vips_black(&noise, drawing->width, drawing->height, "bands", 3, NULL) == 0 &&
         vips_linear(noise, &image, one, color, 3, NULL) == 0);
    g_object_unref(noise);
    return image;
}

static void change_space(VipsImage **image, const char *space)
{
    VipsImage *next = NULL;

    static const struct {
        const char *name;
        VipsInterpretation space;
        double alpha; /* negative: none */
    } spaces[] = {
        {"alpha", VIPS_INTERPRETATION_sRGB, 128},
        {"clear", VIPS_INTERPRETATION_sRGB, 0},
        {"grey", VIPS_INTERPRETATION_B_W, -1},
        {"grey, alpha", VIPS_INTERPRETATION_B_W, 128},
        {"cmyk", VIPS_INTERPRETATION_CMYK, -1},
        {"16 bits", VIPS_INTERPRETATION_RGB16, -1},
        {"16 bits, alpha", VIPS_INTERPRETATION_RGB16, 128 * 257.0},
        {"16 bits, grey", VIPS_INTERPRETATION_GREY16, -1},
        {"16 bits, grey, alpha", VIPS_INTERPRETATION_GREY16, 128 * 257.0},
    };
    size_t i = 0;

    while (strcmp(spaces[i].name, space) != 0)
        must(++i < COUNT_OF(spaces));
    must(vips_colourspace(*image, &next, spaces[i].space, NULL) == 0);
    become(image, next);
    if (spaces[i].alpha < 0)
        return;
    next = NULL;
    must(vips_bandjoin_const1(*image, &next, spaces[i].alpha, NULL) == 0);
    become(image, next);
}

struct picture picture_draw(const struct drawing *drawing)
{
    struct picture picture;
    VipsImage *image, *next = NULL;
    void *bytes;

    must(VIPS_INIT("tests") == 0);
    image = make_canvas(drawing);
    must(vips_cast(image, &next, VIPS_FORMAT_UCHAR, NULL) == 0);
    become(&image, next);
    must(vips_copy(image, &next, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) == 0);
    become(&image, next);
    if (drawing->space != NULL)
        change_space(&image, drawing->space);
    if (drawing->orientation != 0)
        vips_image_set_int(image, VIPS_META_ORIENTATION, drawing->orientation);
    if (drawing->words != NULL)
        vips_image_set_string(image, "exif-ifd0-Copyright", drawing->words);
    must(vips_image_write_to_buffer(image, drawing->format, &bytes, &picture.size, NULL) == 0);
    g_object_unref(image);
    picture.bytes = malloc(picture.size);
    must(picture.bytes != NULL);
    memcpy(picture.bytes, bytes, picture.size);
    g_free(bytes);
    return picture;
}

/* ---- by hand -------------------------------------------------------------------------------- */

static void put_number(unsigned char bytes[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (24 - 8 * i));
}

static void put_chunk(struct strbuf *png, const char *name, const void *bytes, size_t size)
{
    unsigned char number[4];
    uLong sum = crc32(0, (const Bytef *)name, 4);

    put_number(number, (uint32_t)size);
    strbuf_add(png, number, 4);
    strbuf_add(png, name, 4);
    strbuf_add(png, bytes, size);
    put_number(number, (uint32_t)(size == 0 ? sum : crc32(sum, bytes, (uInt)size)));
    strbuf_add(png, number, 4);
}

/* Rows of zeros, each with its filter's byte. */
static void put_rows(struct strbuf *png, uint32_t width, uint32_t height)
{
    enum { PACKED_MAX = 1024 * 1024 };
    unsigned char *row = calloc(1, width / 8 + 2), *packed = malloc(PACKED_MAX);
    z_stream stream = {.next_out = packed, .avail_out = PACKED_MAX};

    must(row != NULL && packed != NULL && deflateInit(&stream, 9) == Z_OK);
    for (uint32_t y = 0; y < height; y++) {
        stream.next_in = row;
        stream.avail_in = (width + 7) / 8 + 1;
        must(deflate(&stream, y + 1 == height ? Z_FINISH : Z_NO_FLUSH) >= Z_OK);
    }
    put_chunk(png, "IDAT", packed, stream.total_out);
    deflateEnd(&stream);
    free(row);
    free(packed);
}

struct picture picture_black(uint32_t width, uint32_t height)
{
    unsigned char head[13] = {[8] = 1};
    struct picture picture;
    struct strbuf png;

    strbuf_init(&png, 2 * 1024 * 1024);
    put_number(head, width);
    put_number(head + 4, height);
    strbuf_addstr(&png, "\x89PNG\r\n\x1a\n");
    put_chunk(&png, "IHDR", head, sizeof(head));
    put_rows(&png, width, height);
    put_chunk(&png, "IEND", "", 0);
    picture.bytes = strbuf_take(&png, &picture.size);
    return picture;
}

struct picture picture_fake(const char *bytes, size_t length, size_t size)
{
    struct picture picture = {.bytes = malloc(size + 1), .size = size};

    must(picture.bytes != NULL);
    memset(picture.bytes, ' ', size);
    memcpy(picture.bytes, bytes, length);
    return picture;
}

struct picture picture_cut(const struct picture *picture, size_t size)
{
    return picture_fake(picture->bytes, size, size);
}

/* All of it, of this size; takes the image over. */
static bool decodes(VipsImage *image, int64_t width, int64_t height)
{
    double average;
    bool whole = vips_image_get_width(image) == width && vips_image_get_height(image) == height &&
                 vips_avg(image, &average, NULL) == 0;

    g_object_unref(image);
    return whole;
}

bool picture_is_plain_webp(const char *bytes, size_t size, int64_t width, int64_t height)
{
    VipsImage *image = NULL;

    return size >= 16 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBPVP8 ", 8) == 0 &&
           vips_webpload_buffer((char *)(uintptr_t)bytes, size, &image, NULL) == 0 &&
           decodes(image, width, height);
}

bool picture_is_avif(const char *bytes, size_t size, int64_t width, int64_t height)
{
    VipsImage *image = NULL;

    return size >= 16 && memcmp(bytes + 4, "ftypavif", 8) == 0 &&
           vips_heifload_buffer((char *)(uintptr_t)bytes, size, &image, NULL) == 0 &&
           decodes(image, width, height);
}

void picture_release(struct picture *picture)
{
    free(picture->bytes);
}
