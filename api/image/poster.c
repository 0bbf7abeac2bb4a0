#include "image/poster.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

#include "base/auto.h"
#include "image/avif.h"

static void unref_image(VipsImage **image)
{
    g_clear_object(image);
}
#define auto_image CLEANUP(unref_image)

/* The modules of its package (PDF, ImageMagick, slides) are looked for where there are none, and
 * no code is made at run time: the service may not execute what it has written. */
enum fault poster_start(struct error *err)
{
    mallopt(M_ARENA_MAX, 1); /* each thread's own would set 64 MiB of address space aside */
    if (!g_setenv("VIPSHOME", "/nonexistent", TRUE) || !g_setenv("VIPS_NOVECTOR", "1", TRUE) ||
        VIPS_INIT("marquee-image") != 0)
        return error_set(err, FAULT_INTERNAL, "libvips does not start.");
    if (!avif_start())
        return error_set(err, FAULT_INTERNAL, "libheif does not start.");
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadNsgif", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    return FAULT_NONE;
}

/* With the first line of what the library says, which may be nothing. */
static enum fault refuse(struct error *err)
{
    const char *why = vips_error_buffer();
    int length = (int)strcspn(why, "\n");

    if (length == 0)
        return error_set(err, FAULT_INVALID, "The image cannot be decoded.");
    return error_set(err, FAULT_INVALID, "The image cannot be decoded (%.*s).", length, why);
}

/* ---- in ------------------------------------------------------------------------------------- */

static bool is_jpeg(const char *bytes)
{
    return memcmp(bytes, "\xff\xd8\xff", 3) == 0;
}

typedef int load_function(void *bytes, size_t size, VipsImage **image, ...);

/* The bytes decide, not what anybody calls them. NULL: none of the formats. */
static load_function *find_loader(const char *bytes, size_t size)
{
    if (is_jpeg(bytes))
        return vips_jpegload_buffer;
    if (memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        return vips_pngload_buffer;
    if (memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return vips_webpload_buffer;
    if (memcmp(bytes, "GIF87a", 6) == 0 || memcmp(bytes, "GIF89a", 6) == 0)
        return vips_gifload_buffer;
    return avif_is(bytes, size) ? avif_load : NULL;
}

/* Reads no further than the header. */
static enum fault open_image(void *bytes, size_t size, VipsImage **image, struct error *err)
{
    load_function *load;

    if (size < IMAGE_BYTES_MIN)
        return error_set(err, FAULT_INVALID, "The image has only %zu bytes.", size);
    if (size > IMAGE_BYTES_MAX)
        return error_set(err, FAULT_INVALID, "The image has more than %d bytes.", IMAGE_BYTES_MAX);
    load = find_loader(bytes, size);
    if (load == NULL)
        return error_set(err, FAULT_INVALID,
                         "The image is not a JPEG, PNG, WebP, GIF or AVIF file.");
    if (load(bytes, size, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
             VIPS_FAIL_ON_TRUNCATED, NULL) != 0)
        return refuse(err);
    return FAULT_NONE;
}

/* As it stands when it is upright. */
static enum fault check_size(VipsImage *image, uint32_t least, struct image_answer *answer,
                             struct error *err)
{
    bool turned = vips_image_get_orientation_swap(image);
    int64_t width = turned ? vips_image_get_height(image) : vips_image_get_width(image);
    int64_t height = turned ? vips_image_get_width(image) : vips_image_get_height(image);

    answer->width = (uint32_t)width;
    answer->height = (uint32_t)height;
    if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX || width * height > IMAGE_PIXELS_MAX)
        return error_set(err, FAULT_INVALID, "The image is too large: %lld x %lld pixels.",
                         (long long)width, (long long)height);
    if (width < IMAGE_SIDE_MIN || height < IMAGE_SIDE_MIN || width < least)
        return error_set(err, FAULT_INVALID, "The image is too small: %lld x %lld pixels.",
                         (long long)width, (long long)height);
    if (10 * width < 3 * height || width > 2 * height)
        return error_set(err, FAULT_INVALID,
                         "The image isn't shaped like a poster: %lld x %lld pixels.",
                         (long long)width, (long long)height);
    return FAULT_NONE;
}

/* The colours that a profile has to be of, as its head names them (ICC.1, 7.2.8). */
static const char *colors_of(VipsImage *image)
{
    switch (vips_image_get_interpretation(image)) {
    case VIPS_INTERPRETATION_CMYK:
        return "CMYK";
    case VIPS_INTERPRETATION_B_W:
        return "GRAY";
    default:
        return "RGB ";
    }
}

/* Input, display, output or conversion: of the other classes no image is (ICC.1, 7.2.7). */
static bool is_class_of_images(const char *name)
{
    static const char classes[][5] = {"scnr", "mntr", "prtr", "spac"};

    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (memcmp(name, classes[i], 4) == 0)
            return true;
    return false;
}

/* libvips counts bands: three of Lab would do for RGB, and four of CMYK for RGB and alpha. */
static bool profile_fits(VipsImage *image)
{
    enum { HEAD = 128, CLASS = 12, COLORS = 16 };
    const void *blob;
    size_t size;

    if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) == 0 ||
        vips_image_get_blob(image, VIPS_META_ICC_NAME, &blob, &size) != 0 || size < HEAD)
        return false;
    return is_class_of_images((const char *)blob + CLASS) &&
           memcmp((const char *)blob + COLORS, colors_of(image), 4) == 0;
}

/* All of it, once, before anything is made of it: the thumbnail of a truncated file is a success
 * with a black part. Sixteen bits become eight on the way, since they would need twice the
 * memory. */
static bool decode(VipsImage *image, VipsImage **decoded)
{
    auto_image VipsImage *narrow = NULL;
    VipsInterpretation space = vips_image_get_interpretation(image);

    if (space == VIPS_INTERPRETATION_RGB16)
        space = VIPS_INTERPRETATION_sRGB;
    if (space == VIPS_INTERPRETATION_GREY16)
        space = VIPS_INTERPRETATION_B_W;
    if (vips_colourspace(image, &narrow, space, NULL) != 0)
        return false;
    *decoded = vips_image_copy_memory(narrow);
    if (*decoded != NULL && !profile_fits(*decoded))
        vips_image_remove(*decoded, VIPS_META_ICC_NAME);
    return *decoded != NULL;
}

/* A JPEG that lacks its end mark and nothing else, as browsers show it: with one it decodes
 * without a complaint, which no file does that was cut off earlier. */
static bool decode_without_end(const char *bytes, size_t size, VipsImage **decoded)
{
    static const char end[] = {'\xff', '\xd9'};
    auto_free char *ended = malloc(size + sizeof(end));
    auto_image VipsImage *image = NULL; /* reads it: released first */

    if (ended == NULL || !is_jpeg(bytes))
        return false;
    memcpy(ended, bytes, size);
    memcpy(ended + size, end, sizeof(end));
    return vips_jpegload_buffer(ended, size + sizeof(end), &image, "access", VIPS_ACCESS_SEQUENTIAL,
                                "fail_on", VIPS_FAIL_ON_WARNING, NULL) == 0 &&
           decode(image, decoded);
}

/* ---- out ------------------------------------------------------------------------------------ */

/* Of a decoded image: three bands of bytes, in memory. What is transparent becomes black. Only an
 * image with a profile goes through the colour library, which shifts the colours of the others. */
static bool draw(VipsImage *decoded, uint32_t width, VipsImage **picture)
{
    bool profiled = vips_image_get_typeof(decoded, VIPS_META_ICC_NAME) != 0;
    auto_image VipsImage *small = NULL, *rgb = NULL, *opaque = NULL;

    if (vips_thumbnail_image(decoded, &small, (int)width, "height", VIPS_MAX_COORD, "size",
                             VIPS_SIZE_DOWN, "export_profile", profiled ? "srgb" : NULL,
                             NULL) != 0 ||
        vips_colourspace(small, &rgb, VIPS_INTERPRETATION_sRGB, NULL) != 0 ||
        (vips_image_hasalpha(rgb) ? vips_flatten : vips_copy)(rgb, &opaque, NULL) != 0)
        return false;
    *picture = vips_image_copy_memory(opaque);
    return *picture != NULL && vips_image_get_bands(*picture) == 3 &&
           vips_image_get_format(*picture) == VIPS_FORMAT_UCHAR;
}

static struct pixels pixels_of(VipsImage *picture)
{
    return (struct pixels){.bytes = vips_image_get_data(picture),
                           .width = (uint32_t)vips_image_get_width(picture),
                           .height = (uint32_t)vips_image_get_height(picture)};
}

static void find_color(const struct pixels *pixels, uint8_t color[4])
{
    uint64_t sums[3] = {0}, count = (uint64_t)pixels->width * pixels->height;

    for (uint64_t i = 0; i < 3 * count; i++)
        sums[i % 3] += pixels->bytes[i];
    for (size_t band = 0; band < 3; band++)
        color[band] = (uint8_t)((sums[band] + count / 2) / count);
}

/* A profile can fit and still be damaged: the image does without. */
static bool draw_anyway(VipsImage *decoded, uint32_t width, VipsImage **picture)
{
    return draw(decoded, width, picture) ||
           (vips_image_remove(decoded, VIPS_META_ICC_NAME) && draw(decoded, width, picture));
}

/* The narrowest picture tells the average of all. */
static enum fault add_picture(VipsImage *decoded, uint32_t width, encode_function *encode,
                              struct image_answer *answer, uint8_t **bytes, struct error *err)
{
    struct image_picture *made = &answer->pictures[answer->count];
    auto_image VipsImage *picture = NULL;
    struct pixels pixels;
    size_t size;

    if (!draw_anyway(decoded, width, &picture))
        return refuse(err);
    pixels = pixels_of(picture);
    if (answer->count == 0)
        find_color(&pixels, answer->color);
    if (!encode(&pixels, bytes, &size))
        return error_set(err, FAULT_INVALID, "The poster cannot be encoded.");
    *made = (struct image_picture){
        .width = pixels.width, .height = pixels.height, .size = (uint32_t)size};
    answer->count++;
    return FAULT_NONE;
}

enum fault poster_make(void *bytes, size_t size, const struct order *order,
                       struct image_answer *answer, uint8_t *pictures[IMAGE_PICTURES_MAX],
                       struct error *err)
{
    auto_image VipsImage *image = NULL, *decoded = NULL;

    *answer = (struct image_answer){.magic = IMAGE_MAGIC};
    TRY(open_image(bytes, size, &image, err));
    TRY(check_size(image, order->widths[0], answer, err));
    if (!decode(image, &decoded) && !decode_without_end(bytes, size, &decoded))
        return refuse(err);
    for (size_t i = 0; i < order->count && order->widths[i] <= answer->width; i++)
        TRY(add_picture(decoded, order->widths[i], order->encode, answer, &pictures[i], err));
    return FAULT_NONE;
}
