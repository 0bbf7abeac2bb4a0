#include "support/surgery.h"

#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>
#include <zlib.h>

static void put_number(unsigned char bytes[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (24 - 8 * i));
}

struct picture picture_insert(const struct picture *picture, size_t at, const void *bytes,
                              size_t size)
{
    struct picture longer = picture_fake(picture->bytes, at, picture->size + size);

    memcpy(longer.bytes + at, bytes, size);
    memcpy(longer.bytes + at + size, picture->bytes + at, picture->size - at);
    return longer;
}

struct picture picture_segment(const struct picture *jpeg, unsigned char marker, const void *bytes,
                               size_t size)
{
    const unsigned char head[] = {0xff, marker, (unsigned char)((size + 2) >> 8),
                                  (unsigned char)(size + 2)};
    auto_picture struct picture filled = picture_insert(jpeg, 2, bytes, size);

    return picture_insert(&filled, 2, head, sizeof(head));
}

static struct picture chunk_at(const struct picture *png, size_t at, const char *name,
                               const void *bytes, size_t size)
{
    unsigned char *chunk = malloc(size + 12);
    struct picture longer;

    if (chunk == NULL)
        abort();
    put_number(chunk, (uint32_t)size);
    memcpy(chunk + 4, name, 4);
    memcpy(chunk + 8, bytes, size);
    put_number(chunk + 8 + size, (uint32_t)crc32(0, chunk + 4, (uInt)size + 4));
    longer = picture_insert(png, at, chunk, size + 12);
    free(chunk);
    return longer;
}

struct picture picture_chunk(const struct picture *png, const char *name, const void *bytes,
                             size_t size)
{
    enum { BEHIND_HEAD = 33 };

    return chunk_at(png, BEHIND_HEAD, name, bytes, size);
}

char *picture_find(const struct picture *picture, const void *bytes, size_t size)
{
    char *at = memmem(picture->bytes, picture->size, bytes, size);

    if (at == NULL)
        abort();
    return at;
}

/* ---- profiles -------------------------------------------------------------------------------- */

/* The last part goes in first, since each goes to the start. */
static struct picture profiled_jpeg(const struct picture *jpeg, const struct picture *profile)
{
    enum { PART_MAX = 65000, HEAD = 14 };
    size_t count = profile->size / PART_MAX + 1;
    struct picture done = picture_cut(jpeg, jpeg->size);

    for (size_t i = count; i-- > 0;) {
        size_t at = i * PART_MAX;
        size_t size = profile->size - at < PART_MAX ? profile->size - at : PART_MAX;
        auto_picture struct picture part = picture_fake("ICC_PROFILE", 12, HEAD + size);
        auto_picture struct picture before = done;

        part.bytes[12] = (char)(i + 1);
        part.bytes[13] = (char)count;
        memcpy(part.bytes + HEAD, profile->bytes + at, size);
        done = picture_segment(&before, 0xe2, part.bytes, part.size);
    }
    return done;
}

static struct picture profiled_png(const struct picture *png, const struct picture *profile)
{
    enum { HEAD = 5 };
    uLongf size = compressBound(profile->size);
    auto_picture struct picture chunk = picture_fake("any\0", HEAD, HEAD + size);

    if (compress((Bytef *)chunk.bytes + HEAD, &size, (Bytef *)profile->bytes, profile->size) !=
        Z_OK)
        abort();
    return picture_chunk(png, "iCCP", chunk.bytes, HEAD + size);
}

static void put_little(char *bytes, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)(number >> (8 * i));
}

static uint32_t take_little(const char *bytes, size_t count)
{
    uint32_t number = 0;

    for (size_t i = 0; i < count; i++)
        number |= (uint32_t)(unsigned char)bytes[i] << (8 * i);
    return number;
}

struct frame {
    const char *bytes;
    size_t size;
    uint32_t right, bottom; /* its last column and row */
    bool has_alpha;
};

static struct frame find_frame(const struct picture *webp)
{
    enum { CHUNK = 8, LOSSY_SIDES = 6, LOSSLESS_SIDES = 1, SIDE_BITS = 14, SIDE = (1 << 14) - 1 };
    bool lossy = memmem(webp->bytes, webp->size, "VP8 ", 4) != NULL;
    const char *bytes = picture_find(webp, lossy ? "VP8 " : "VP8L", 4);
    const char *sides = bytes + CHUNK + (lossy ? LOSSY_SIDES : LOSSLESS_SIDES);
    uint32_t bits = take_little(sides, 4);
    size_t size = CHUNK + take_little(bytes + 4, 4);

    if (lossy)
        return (struct frame){bytes, size, take_little(sides, 2) - 1, take_little(sides + 2, 2) - 1,
                              false};
    return (struct frame){bytes, size, bits & SIDE, bits >> SIDE_BITS & SIDE,
                          bits >> 2 * SIDE_BITS & 1};
}

/* Of what a file has only its frame is kept: the profile stands before it. */
static struct picture profiled_webp(const struct picture *webp, const struct picture *profile)
{
    enum { RIFF = 12, CHUNK = 8, HEAD = 10, ICC = RIFF + CHUNK + HEAD };
    enum { HAS_ICC = 0x20, HAS_ALPHA = 0x10 };
    struct frame frame = find_frame(webp);
    size_t padded = profile->size + profile->size % 2;
    size_t size = ICC + CHUNK + padded + frame.size + frame.size % 2;
    struct picture done = picture_fake("RIFFsizeWEBPVP8X", RIFF + 4, size);

    memset(done.bytes + RIFF + 4, 0, size - RIFF - 4);
    put_little(done.bytes + 4, 4, (uint32_t)size - CHUNK);
    put_little(done.bytes + RIFF + 4, 4, HEAD);
    done.bytes[RIFF + CHUNK] = frame.has_alpha ? HAS_ICC | HAS_ALPHA : HAS_ICC;
    put_little(done.bytes + ICC - 6, 3, frame.right);
    put_little(done.bytes + ICC - 3, 3, frame.bottom);
    memcpy(done.bytes + ICC, "ICCP", 4);
    put_little(done.bytes + ICC + 4, 4, (uint32_t)profile->size);
    memcpy(done.bytes + ICC + CHUNK, profile->bytes, profile->size);
    memcpy(done.bytes + ICC + CHUNK + padded, frame.bytes, frame.size);
    return done;
}

struct picture picture_profiled(const struct picture *picture, const struct picture *profile)
{
    if (memcmp(picture->bytes, "RIFF", 4) == 0)
        return profiled_webp(picture, profile);
    return (memcmp(picture->bytes, "\xff\xd8", 2) == 0 ? profiled_jpeg : profiled_png)(picture,
                                                                                       profile);
}

/* ---- what libvips does not write ------------------------------------------------------------- */

static bool is_inks(enum jpeg_kind kind)
{
    return kind == JPEG_CMYK || kind == JPEG_CMYK_BARE || kind == JPEG_YCCK;
}

static void choose(struct jpeg_compress_struct *jpeg, enum jpeg_kind kind)
{
    static const jpeg_scan_info scans[] = {
        {.comps_in_scan = 1, .component_index = {0}, .Se = 63},
        {.comps_in_scan = 1, .component_index = {1}, .Se = 63},
        {.comps_in_scan = 1, .component_index = {2}, .Se = 63},
    };

    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, 90, TRUE);
    if (kind == JPEG_YCCK)
        jpeg_set_colorspace(jpeg, JCS_YCCK);
    if (kind == JPEG_RGB)
        jpeg_set_colorspace(jpeg, JCS_RGB);
    if (kind == JPEG_CMYK_BARE)
        jpeg->write_Adobe_marker = FALSE;
    if (kind == JPEG_RESTARTS)
        jpeg->restart_in_rows = 1;
    if (kind == JPEG_SCANS) {
        jpeg->scan_info = scans;
        jpeg->num_scans = COUNT_OF(scans);
    }
    jpeg->arith_code = kind == JPEG_ARITHMETIC;
}

/* Upside down, the inks of a colour without black are the colour. */
static void fill_row(unsigned char *row, int width, int bands, const unsigned char color[3])
{
    for (int i = 0; i < width * bands; i++)
        row[i] = i % bands == 3 ? 255 : color[i % bands];
}

static void write_rows(struct jpeg_compress_struct *jpeg, const unsigned char color[3])
{
    unsigned char *row = malloc((size_t)jpeg->image_width * 4);

    if (row == NULL)
        abort();
    fill_row(row, (int)jpeg->image_width, jpeg->input_components, color);
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height)
        jpeg_write_scanlines(jpeg, &row, 1);
    jpeg_finish_compress(jpeg);
    free(row);
}

struct picture picture_jpeg(enum jpeg_kind kind, int width, int height,
                            const unsigned char color[3])
{
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    struct picture picture;

    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = is_inks(kind) ? 4 : 3;
    jpeg.in_color_space = is_inks(kind) ? JCS_CMYK : JCS_RGB;
    choose(&jpeg, kind);
    write_rows(&jpeg, color);
    jpeg_destroy_compress(&jpeg);
    picture = picture_fake((char *)bytes, size, size);
    free(bytes);
    return picture;
}

/* ---- what moves ------------------------------------------------------------------------------ */

static VipsImage *make_frames(int width, int height, const unsigned char color[3])
{
    const double one[] = {1, 1, 1}, add[] = {color[0], color[1], color[2]};
    VipsImage *frames[2] = {NULL, NULL}, *both = NULL;

    if (VIPS_INIT("tests") != 0 || vips_black(&frames[1], width, height, "bands", 3, NULL) != 0 ||
        vips_linear(frames[1], &frames[0], one, add, 3, "uchar", TRUE, NULL) != 0 ||
        vips_arrayjoin(frames, &both, 2, "across", 1, NULL) != 0)
        abort();
    g_object_unref(frames[0]);
    g_object_unref(frames[1]);
    vips_image_set_int(both, VIPS_META_PAGE_HEIGHT, height);
    return both;
}

static struct picture save_frames(const char *format, int width, int height,
                                  const unsigned char color[3])
{
    VipsImage *frames = make_frames(width, height, color);
    struct picture picture;
    void *bytes;
    size_t size;

    if (vips_image_write_to_buffer(frames, format, &bytes, &size, NULL) != 0)
        abort();
    picture = picture_fake(bytes, size, size);
    g_free(bytes);
    g_object_unref(frames);
    return picture;
}

struct picture picture_animated_webp(int width, int height, const unsigned char color[3])
{
    return save_frames(".webp", width, height, color);
}

struct picture picture_animated_gif(int width, int height, const unsigned char color[3])
{
    return save_frames(".gif", width, height, color);
}

/* The still image is the first frame. The second is one pixel of it, made black. */
struct picture picture_animated_png(int width, int height, const unsigned char color[3])
{
    enum { END = 12 };
    static const unsigned char counts[8] = {[3] = 2}, black[4] = {0};
    unsigned char first[26] = {[21] = 1, [23] = 10};
    unsigned char second[26] = {[3] = 1, [7] = 1, [11] = 1, [21] = 1, [23] = 10};
    unsigned char pixel[64] = {[3] = 2};
    uLongf size = sizeof(pixel) - 4;
    auto_picture struct picture still =
        DRAW(.width = width, .height = height, .format = ".png", .color = color);
    auto_picture struct picture framed = {NULL, 0}, counted = {NULL, 0}, both = {NULL, 0};

    put_number(first + 4, (uint32_t)width);
    put_number(first + 8, (uint32_t)height);
    if (compress(pixel + 4, &size, black, sizeof(black)) != Z_OK)
        abort();
    framed = picture_chunk(&still, "fcTL", first, sizeof(first));
    counted = picture_chunk(&framed, "acTL", counts, sizeof(counts));
    both = chunk_at(&counted, counted.size - END, "fcTL", second, sizeof(second));
    return chunk_at(&both, both.size - END, "fdAT", pixel, size + 4);
}
