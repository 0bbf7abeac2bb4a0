/* The page's addresses, as frontend/places.js lists them. */
#include "http/page/places.h"

#include "base/auto.h"
#include "support/check.h"

static const char rows[] = "  {\n    name: \"vote\",\n    path: \"/\",\n    load: null,\n  },\n"
                           "  {\n    path: \"/proposals/{id}\",\n  },\n"
                           "  {\n    path: \"/nights/{id}/seats\",\n  },\n"
                           "  {\n    path: null,\n    title: \"path: \",\n  },\n"
                           "  {\n    path: \"/me\",\n  },\n  { path: \"/cut";

static void test_places__each_row_with_a_path_is_one(void **state)
{
    static const char *const known[] = {"/", "/me", "/proposals/7",
                                        "/proposals/12345678901234567890", "/nights/3/seats"};
    static const char *const unknown[] = {"",
                                          "/m",
                                          "/me/",
                                          "/proposals",
                                          "/proposals/",
                                          "/proposals/x",
                                          "/proposals/7/",
                                          "/proposals/7x",
                                          "/proposals/{id}",
                                          "/nights/3/",
                                          "/nights//seats",
                                          "/cut"};
    struct places places;

    (void)state;
    places_read(rows, &places);
    assert_int_equal(places.count, 4);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_true(places_have(&places, known[i]));
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        assert_false(places_have(&places, unknown[i]));
}

static void test_places__what_is_too_long_is_left_out(void **state)
{
    char text[PLACE_MAX * 2];
    struct places places;

    (void)state;
    snprintf(text, sizeof(text), "path: \"/%0*d\", path: \"/b\"", PLACE_MAX, 0);
    places_read(text, &places);
    assert_int_equal(places.count, 1);
    assert_true(places_have(&places, "/b"));
}

SUITE(test_places)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places__each_row_with_a_path_is_one),
        cmocka_unit_test(test_places__what_is_too_long_is_left_out),
    };

    return RUN(tests);
}
