#include "support/avif.h"

#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

#include "support/surgery.h"

static void must(struct heif_error error)
{
    if (error.code != heif_error_Ok)
        abort();
}

static struct heif_image *make_canvas(const struct avif_drawing *drawing)
{
    int width = drawing->turned ? drawing->height : drawing->width;
    int height = drawing->turned ? drawing->width : drawing->height;
    struct heif_image *image;
    uint8_t *plane;
    int stride;

    must(
        heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image));
    must(heif_image_add_plane(image, heif_channel_interleaved, width, height, 8));
    plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            memcpy(plane + y * stride + 3 * x, drawing->color, 3);
    if (drawing->profile != NULL && drawing->profile->size > 0)
        must(heif_image_set_raw_color_profile(image, "prof", drawing->profile->bytes,
                                              drawing->profile->size));
    return image;
}

static struct heif_error take_bytes(struct heif_context *file, const void *bytes, size_t size,
                                    void *context)
{
    (void)file;
    *(struct picture *)context = picture_fake(bytes, size, size);
    return (struct heif_error){heif_error_Ok, heif_suberror_Unspecified, "ok"};
}

struct picture avif_draw(const struct avif_drawing *drawing)
{
    struct heif_writer writer = {.writer_api_version = 1, .write = take_bytes};
    struct heif_encoding_options *options = heif_encoding_options_alloc();
    struct heif_context *file = heif_context_alloc();
    struct heif_image *image = make_canvas(drawing);
    struct heif_encoder *encoder;
    struct picture picture;

    must(heif_context_get_encoder_for_format(file, heif_compression_AV1, &encoder));
    must(heif_encoder_set_lossy_quality(encoder, 90));
    if (drawing->turned)
        options->image_orientation = heif_orientation_rotate_90_cw;
    must(heif_context_encode_image(file, image, encoder, options, NULL));
    must(heif_context_write(file, &writer, &picture));
    heif_encoding_options_free(options);
    heif_encoder_release(encoder);
    heif_image_release(image);
    heif_context_free(file);
    return picture;
}

void avif_lie(struct picture *avif, uint32_t width, uint32_t height)
{
    enum { VERSION = 4 };
    char *size = picture_find(avif, "ispe", 4) + 4 + VERSION;

    for (int i = 0; i < 4; i++) {
        size[i] = (char)(width >> (24 - 8 * i));
        size[4 + i] = (char)(height >> (24 - 8 * i));
    }
}
