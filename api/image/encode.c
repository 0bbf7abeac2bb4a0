#include "image/encode.h"

#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>

#include "base/auto.h"

/* Looked at side by side: the AVIF has two thirds of the bytes. Its speed is that of the encoder:
 * below 6 it takes several times as long for a twentieth. */
enum { WEBP_QUALITY = 78, AVIF_QUALITY = 50, AVIF_SPEED = 6 };

/* Not vips_webpsave_buffer: its "strip" leaves profile and EXIF in (8.14). */
static bool encode_webp(const struct pixels *pixels, uint8_t **bytes, size_t *size)
{
    *size = WebPEncodeRGB(pixels->bytes, (int)pixels->width, (int)pixels->height,
                          3 * (int)pixels->width, WEBP_QUALITY, bytes);
    return *size > 0;
}

/* ---- AVIF ------------------------------------------------------------------------------------ */

struct avif_output {
    struct heif_context *file;
    struct heif_encoder *encoder;
    struct heif_image *image;
    uint8_t *bytes;
    size_t size;
};

static void avif_output_release(struct avif_output *avif)
{
    heif_image_release(avif->image);
    heif_encoder_release(avif->encoder);
    heif_context_free(avif->file);
}
#define auto_avif CLEANUP(avif_output_release)

static bool is_encoded(struct heif_error error)
{
    return error.code == heif_error_Ok;
}

static bool choose_encoder(struct avif_output *avif)
{
    avif->file = heif_context_alloc();
    return avif->file != NULL &&
           is_encoded(heif_context_get_encoder_for_format(avif->file, heif_compression_AV1,
                                                          &avif->encoder)) &&
           is_encoded(heif_encoder_set_lossy_quality(avif->encoder, AVIF_QUALITY)) &&
           is_encoded(heif_encoder_set_parameter_integer(avif->encoder, "speed", AVIF_SPEED)) &&
           is_encoded(heif_encoder_set_parameter_integer(avif->encoder, "threads", 1));
}

static bool fill_image(struct avif_output *avif, const struct pixels *pixels)
{
    int width = (int)pixels->width, height = (int)pixels->height, stride;
    size_t row = 3 * (size_t)pixels->width;
    uint8_t *plane;

    if (!is_encoded(heif_image_create(width, height, heif_colorspace_RGB,
                                      heif_chroma_interleaved_RGB, &avif->image)) ||
        !is_encoded(heif_image_add_plane(avif->image, heif_channel_interleaved, width, height, 8)))
        return false;
    plane = heif_image_get_plane(avif->image, heif_channel_interleaved, &stride);
    for (size_t y = 0; y < pixels->height; y++)
        memcpy(plane + y * (size_t)stride, pixels->bytes + y * row, row);
    return true;
}

static struct heif_error take_encoded(struct heif_context *file, const void *bytes, size_t size,
                                      void *context)
{
    struct avif_output *avif = context;

    (void)file;
    avif->bytes = malloc(size);
    if (avif->bytes == NULL)
        abort();
    memcpy(avif->bytes, bytes, size);
    avif->size = size;
    return (struct heif_error){heif_error_Ok, heif_suberror_Unspecified, "ok"};
}

static bool encode_avif(const struct pixels *pixels, uint8_t **bytes, size_t *size)
{
    struct heif_writer writer = {.writer_api_version = 1, .write = take_encoded};
    auto_avif struct avif_output avif = {.file = NULL};

    if (!choose_encoder(&avif) || !fill_image(&avif, pixels) ||
        !is_encoded(heif_context_encode_image(avif.file, avif.image, avif.encoder, NULL, NULL)) ||
        !is_encoded(heif_context_write(avif.file, &writer, &avif)))
        return false;
    *bytes = avif.bytes;
    *size = avif.size;
    return true;
}

/* ---- choosing -------------------------------------------------------------------------------- */

encode_function *encode_find(const char *format)
{
    if (strcmp(format, "webp") == 0)
        return encode_webp;
    return strcmp(format, "avif") == 0 ? encode_avif : NULL;
}

/* libheif looks for its encoders at its first use; they may be files, and missing. */
bool encode_start(const char *format)
{
    auto_avif struct avif_output avif = {.file = NULL};

    return strcmp(format, "avif") != 0 || choose_encoder(&avif);
}
