#include "image/avif.h"

#include <libheif/heif.h>
#include <libheif/heif_plugin.h>
#include <limits.h>
#include <string.h>

#include "base/auto.h"
#include "image/wire/answer.h"

struct avif_input {
    struct heif_context *file;
    struct heif_image_handle *head;
    struct heif_image *pixels; /* once decoded */
};

static void avif_input_release(struct avif_input *avif)
{
    heif_image_release(avif->pixels);
    heif_image_handle_release(avif->head);
    heif_context_free(avif->file);
    g_free(avif);
}

static bool is_decoded(struct heif_error error)
{
    if (error.code != heif_error_Ok)
        vips_error("avif", "%s", error.message);
    return error.code == heif_error_Ok;
}

/* ---- decoders -------------------------------------------------------------------------------- */

static const char *name_nothing(void)
{
    return "nothing";
}

static int is_other(enum heif_compression_format format)
{
    return format == heif_compression_AV1 ? 0 : INT_MAX;
}

static struct heif_error decode_nothing(void **decoder)
{
    *decoder = NULL;
    return (struct heif_error){heif_error_Unsupported_filetype, heif_suberror_Unsupported_codec,
                               "It is not AV1 inside"};
}

/* The library decodes HEVC as well, and a file can call itself AVIF and have that inside: its
 * decoder is one more that would be open to strangers. This one goes before it. That there is one
 * for AV1 is asked here so that the library looks for it while it can still open files. */
bool avif_start(void)
{
    static const struct heif_decoder_plugin nothing = {
        .plugin_api_version = 1,
        .get_plugin_name = name_nothing,
        .does_support_format = is_other,
        .new_decoder = decode_nothing,
    };

    heif_have_decoder_for_format(heif_compression_AV1);
    return is_decoded(heif_register_decoder_plugin(&nothing));
}

/* ---- the header ------------------------------------------------------------------------------ */

bool avif_is(const char *bytes, size_t size)
{
    static const char *const brands[] = {"avif", "avis"};

    for (size_t i = 0; i < COUNT_OF(brands); i++)
        if (memcmp(bytes + 4, "ftyp", 4) == 0 &&
            (memcmp(bytes + 8, brands[i], 4) == 0 ||
             heif_has_compatible_brand((const uint8_t *)bytes, (int)size, brands[i]) == 1))
            return true;
    return false;
}

/* Its tiles are decoded in this thread. The limit is for what the header hides, such as a grid of
 * tiles; it is set after reading, since check_size() judges the header in better words. */
static bool read_head(struct avif_input *avif, const void *bytes, size_t size)
{
    if (heif_have_decoder_for_format(heif_compression_AV1) == 0) {
        vips_error("avif", "this machine has no decoder for it");
        return false;
    }
    avif->file = heif_context_alloc();
    if (avif->file == NULL)
        return false;
    heif_context_set_max_decoding_threads(avif->file, 0);
    if (!is_decoded(heif_context_read_from_memory_without_copy(avif->file, bytes, size, NULL)) ||
        !is_decoded(heif_context_get_primary_image_handle(avif->file, &avif->head)))
        return false;
    heif_context_set_maximum_image_size_limit(avif->file, IMAGE_SIDE_MAX);
    return true;
}

/* Posters get black behind what is transparent. Colours that are multiplied by their alpha already
 * have it, and need no alpha. */
static bool has_alpha(const struct avif_input *avif)
{
    return heif_image_handle_has_alpha_channel(avif->head) != 0 &&
           heif_image_handle_is_premultiplied_alpha(avif->head) == 0;
}

static void copy_profile(const struct avif_input *avif, VipsImage *image)
{
    size_t size = heif_image_handle_get_raw_color_profile_size(avif->head);
    void *profile;

    if (size == 0)
        return;
    profile = g_malloc(size);
    if (is_decoded(heif_image_handle_get_raw_color_profile(avif->head, profile)))
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, size);
    g_free(profile);
}

/* ---- the pixels ------------------------------------------------------------------------------ */

/* The header may say one size, and what is compressed be of another. */
static bool is_as_large(const struct heif_image *pixels, const VipsImage *image)
{
    if (heif_image_get_width(pixels, heif_channel_interleaved) == vips_image_get_width(image) &&
        heif_image_get_height(pixels, heif_channel_interleaved) == vips_image_get_height(image))
        return true;
    vips_error("avif", "its size is not the one that it states");
    return false;
}

/* libvips calls it for one thread after the other. */
static void *decode_once(VipsImage *image, void *context, void *unused)
{
    struct avif_input *avif = context;
    enum heif_chroma chroma =
        has_alpha(avif) ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    struct heif_decoding_options *options;
    bool done;

    (void)unused;
    if (avif->pixels == NULL) {
        options = heif_decoding_options_alloc();
        options->convert_hdr_to_8bit = 1;
        done = is_decoded(
            heif_decode_image(avif->head, &avif->pixels, heif_colorspace_RGB, chroma, options));
        heif_decoding_options_free(options);
        if (!done)
            return NULL;
    }
    return is_as_large(avif->pixels, image) ? avif : NULL;
}

static int copy_rows(VipsRegion *region, void *sequence, void *context, void *unused,
                     gboolean *stop)
{
    const struct avif_input *avif = context;
    const VipsRect *area = &region->valid;
    int stride, bands = vips_image_get_bands(region->im);
    VipsPel *to = VIPS_REGION_ADDR_TOPLEFT(region);
    const uint8_t *from;

    (void)sequence;
    (void)unused;
    (void)stop;
    from = heif_image_get_plane_readonly(avif->pixels, heif_channel_interleaved, &stride) +
           (ptrdiff_t)area->top * stride + (ptrdiff_t)area->left * bands;
    for (int y = 0; y < area->height; y++, from += stride, to += VIPS_REGION_LSKIP(region))
        memcpy(to, from, (size_t)area->width * (size_t)bands);
    return 0;
}

int avif_load(void *bytes, size_t size, VipsImage **image, ...)
{
    struct avif_input *avif = g_new0(struct avif_input, 1);

    *image = vips_image_new();
    g_object_set_data_full(G_OBJECT(*image), "avif", avif, (GDestroyNotify)avif_input_release);
    if (!read_head(avif, bytes, size))
        return -1;
    vips_image_init_fields(*image, heif_image_handle_get_width(avif->head),
                           heif_image_handle_get_height(avif->head), has_alpha(avif) ? 4 : 3,
                           VIPS_FORMAT_UCHAR, VIPS_CODING_NONE, VIPS_INTERPRETATION_sRGB, 1, 1);
    copy_profile(avif, *image);
    if (vips_image_pipelinev(*image, VIPS_DEMAND_STYLE_THINSTRIP, NULL) != 0)
        return -1;
    return vips_image_generate(*image, decode_once, copy_rows, NULL, avif, NULL);
}
