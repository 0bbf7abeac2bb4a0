#include "catalog/posters/maker.h"

#include "catalog/posters/image.h"

enum { ALL_WIDTHS = (1U << POSTER_WIDTHS) - 1 };

static enum fault keep_picture(const struct maker *maker, enum poster_format format,
                               const struct rendition *rendition, struct poster_image *image,
                               struct error *err)
{
    *image = (struct poster_image){
        .format = format, .width = rendition->width, .height = rendition->height};
    return posters_keep(maker->posters, rendition->bytes, rendition->size, image, err);
}

static enum fault keep_all(const struct maker *maker, const struct renditions *made,
                           struct kept_poster *kept, struct error *err)
{
    for (size_t i = 0; i < made->count; i++, kept->count++)
        TRY(keep_picture(maker, POSTER_WEBP, &made->items[i], &kept->images[kept->count], err));
    return FAULT_NONE;
}

enum fault maker_keep(const struct maker *maker, struct arena *arena, const char *bytes,
                      size_t size, struct kept_poster *kept, struct error *err)
{
    auto_renditions struct renditions made;
    struct poster_image original = {.format = POSTER_ORIGINAL};
    const struct rendition *widest;

    TRY(image_make(maker->program, maker->stop, POSTER_WEBP, ALL_WIDTHS, bytes, size, &made, err));
    original.width = made.width;
    original.height = made.height;
    TRY(posters_keep(maker->posters, bytes, size, &original, err));
    widest = &made.items[made.count - 1];
    *kept = (struct kept_poster){.poster = {.id = arena_strdup(arena, original.hash),
                                            .width = widest->width,
                                            .height = widest->height,
                                            .color = arena_strdup(arena, made.color)},
                                 .images = {original},
                                 .count = 1};
    return keep_all(maker, &made, kept, err);
}

/* ---- more of what is there ------------------------------------------------------------------- */

static const struct poster_image *find_picture(const struct poster_images *images,
                                               enum poster_format format, int64_t width)
{
    for (size_t i = 0; i < images->count; i++)
        if (images->items[i].format == format && images->items[i].width == width)
            return &images->items[i];
    return NULL;
}

static bool is_better(const struct poster_image *image, const struct poster_image *than)
{
    if (image->format == POSTER_AVIF)
        return false;
    return than == NULL || image->format == POSTER_ORIGINAL ||
           (than->format != POSTER_ORIGINAL && image->width > than->width);
}

/* The widest that is there, the original before all. */
static enum fault read_source(const struct maker *maker, const struct poster_images *images,
                              const struct poster_image **source, struct blob **blob,
                              struct error *err)
{
    *source = NULL;
    for (size_t i = 0; i < images->count; i++)
        if (is_better(&images->items[i], *source))
            *source = &images->items[i];
    if (*source == NULL)
        return error_set(err, FAULT_NOT_FOUND, "Nothing is left of this poster.");
    return posters_read(maker->posters, *source, blob, err);
}

static bool is_worth_keeping(const struct poster_images *images, enum poster_format format,
                             const struct rendition *rendition)
{
    const struct poster_image *webp = find_picture(images, POSTER_WEBP, rendition->width);

    return format == POSTER_WEBP || (webp != NULL && (int64_t)rendition->size < webp->bytes);
}

static enum fault add_made(const struct maker *maker, enum poster_format format,
                           const struct renditions *made, struct poster_images *images,
                           struct error *err)
{
    for (size_t i = 0; i < made->count && images->count < POSTER_IMAGES_MAX; i++) {
        if (!is_worth_keeping(images, format, &made->items[i]))
            continue;
        TRY(keep_picture(maker, format, &made->items[i], &images->items[images->count], err));
        images->count++;
    }
    return FAULT_NONE;
}

/* Bits of the widths that the poster could have and has not. */
static unsigned missing(const struct poster_images *images, enum poster_format format,
                        int64_t widest)
{
    unsigned widths = 0;

    for (size_t i = 0; i < POSTER_WIDTHS; i++)
        if (poster_widths[i] <= widest && find_picture(images, format, poster_widths[i]) == NULL)
            widths |= 1U << i;
    return widths;
}

static enum fault add_format(const struct maker *maker, enum poster_format format,
                             struct poster_images *images, struct error *err)
{
    auto_renditions struct renditions made = {.count = 0};
    const struct poster_image *source;
    struct blob *blob;
    enum fault fault = FAULT_NONE;
    const char *bytes;
    unsigned widths;
    size_t size;

    TRY(read_source(maker, images, &source, &blob, err));
    bytes = blob_bytes(blob, &size);
    widths = missing(images, format, source->width);
    if (widths != 0)
        fault = image_make(maker->program, maker->stop, format, widths, bytes, size, &made, err);
    blob_release(blob);
    TRY(fault);
    return add_made(maker, format, &made, images, err);
}

enum fault maker_add_webp(const struct maker *maker, struct poster_images *images,
                          struct error *err)
{
    return add_format(maker, POSTER_WEBP, images, err);
}

enum fault maker_add_avif(const struct maker *maker, struct poster_images *images,
                          struct error *err)
{
    return add_format(maker, POSTER_AVIF, images, err);
}
