/* marquee-image: posters as AVIF, where this machine has AV1 and where not. */
#include "catalog/posters/image.h"
#include "support/check.h"
#include "support/picture.h"

enum { ALL_WIDTHS = (1U << POSTER_WIDTHS) - 1 };

static void test_avif__it_has_fewer_bytes(void **state)
{
    auto_picture struct picture picture = DRAW(.width = 342, .height = 513, .format = ".jpg");
    auto_renditions struct renditions webp, avif;
    struct error err;

    (void)state;
    assert_ok(image_make(MARQUEE_IMAGE_EAGER, NULL, POSTER_WEBP, ALL_WIDTHS, picture.bytes,
                         picture.size, &webp, &err),
              &err);
    assert_ok(image_make(MARQUEE_IMAGE_EAGER, NULL, POSTER_AVIF, ALL_WIDTHS, picture.bytes,
                         picture.size, &avif, &err),
              &err);
    assert_int_equal(avif.count, 2);
    assert_string_equal(avif.color, webp.color);
    for (size_t i = 0; i < avif.count; i++) {
        const struct rendition *made = &avif.items[i];

        assert_int_equal(made->height, webp.items[i].height);
        assert_true(made->size < webp.items[i].size);
        assert_true(picture_is_avif(made->bytes, made->size, made->width, made->height));
    }
}

/* WebP, which is what pages wait for, needs none. */
static void test_avif__without_av1_there_is_none(void **state)
{
    static const struct {
        enum poster_format to;
        const char *from, *why;
    } cases[] = {{POSTER_WEBP, ".jpg", NULL},
                 {POSTER_AVIF, ".jpg", "This machine has no encoder for avif."},
                 {POSTER_WEBP, ".avif",
                  "The image cannot be decoded (avif: this machine has no decoder for it)."}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        auto_picture struct picture picture =
            DRAW(.width = 342, .height = 513, .format = cases[i].from);
        auto_renditions struct renditions made;
        struct error err;

        assert_int_equal(image_make(MARQUEE_IMAGE_WITHOUT_AVIF, NULL, cases[i].to, ALL_WIDTHS,
                                    picture.bytes, picture.size, &made, &err),
                         cases[i].why == NULL ? FAULT_NONE : FAULT_INVALID);
        if (cases[i].why != NULL)
            assert_string_equal(err.detail, cases[i].why);
    }
}

SUITE(test_avif)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_avif__it_has_fewer_bytes),
        cmocka_unit_test(test_avif__without_av1_there_is_none),
    };

    return RUN(tests);
}
