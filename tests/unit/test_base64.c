/* base/base64: base64url without padding, and nothing else. */
#include <string.h>

#include "base/base64.h"
#include "support/check.h"

static void test_base64__what_was_encoded_comes_back(void **state)
{
    static const struct {
        const char *plain, *encoded;
    } all[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"\xfb\xff\xbf", "-_-_"}};
    auto_arena struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_string_equal(base64url_encode(&arena, all[i].plain, strlen(all[i].plain)),
                            all[i].encoded);
        assert_string_equal(base64url_decode(&arena, all[i].encoded), all[i].plain);
    }
}

static void test_base64__other_forms_are_refused(void **state)
{
    static const char *const wrong[] = {"Zg==", "Zg=", "Z", "+/+/", "Zm 8", "Zm8\n", "Zh", "é"};
    auto_arena struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_null(base64url_decode(&arena, wrong[i]));
}

SUITE(test_base64)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base64__what_was_encoded_comes_back),
        cmocka_unit_test(test_base64__other_forms_are_refused),
    };

    return RUN(tests);
}
