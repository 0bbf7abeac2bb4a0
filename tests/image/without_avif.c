/* In place of libheif's own, by -Wl,--wrap. */
#include <libheif/heif.h>

struct heif_error __wrap_heif_context_get_encoder_for_format(struct heif_context *file,
                                                             enum heif_compression_format format,
                                                             struct heif_encoder **encoder);
int __wrap_heif_have_decoder_for_format(enum heif_compression_format format);

struct heif_error __wrap_heif_context_get_encoder_for_format(struct heif_context *file,
                                                             enum heif_compression_format format,
                                                             struct heif_encoder **encoder)
{
    (void)file;
    (void)format;
    *encoder = NULL;
    return (struct heif_error){heif_error_Unsupported_filetype, heif_suberror_Unsupported_codec,
                               "no encoder"};
}

int __wrap_heif_have_decoder_for_format(enum heif_compression_format format)
{
    (void)format;
    return 0;
}
