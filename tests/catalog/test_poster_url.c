/* catalog/poster_url: which addresses are made better, and that no other is touched. */
#include "catalog/posters/better.h"
#include "support/check.h"

static void test_poster_url__of_known_hosts_is_made_better(void **state)
{
    static const struct {
        const char *url, *better;
    } cases[] = {
        {"https://images.metahub.space/poster/small/tt0111161/img",
         "https://images.metahub.space/poster/medium/tt0111161/img"},
        {"https://m.media-amazon.com/images/M/MV5B@._V1_.jpg",
         "https://m.media-amazon.com/images/M/MV5B@._V1_QL75_UX780_.jpg"},
        {"https://m.media-amazon.com/images/M/MV5B@@._V1_SX300.jpg",
         "https://m.media-amazon.com/images/M/MV5B@@._V1_QL75_UX780_.jpg"},
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(poster_url_better(&arena, cases[i].url), cases[i].better);
}

static void test_poster_url__others_stay(void **state)
{
    static const char *const urls[] = {
        "https://images.metahub.space/poster/large/tt0111161/img",
        "https://images.metahub.space/logo/small/tt0111161/img",
        "http://images.metahub.space/poster/small/tt0111161/img",
        "https://images.metahub.space.evil.example/poster/small/tt0111161/img",
        "https://m.media-amazon.com/images/M/MV5B.jpg",
        "https://m.media-amazon.com/images/M/MV5B._V1_/../x.jpg",
        "https://m.media-amazon.com.evil.example/images/M/MV5B._V1_.jpg",
        "https://images-na.ssl-images-amazon.com/images/M/MV5B._V1_.jpg",
        "https://image.tmdb.org/t/p/w780/x.jpg",
    };
    auto_arena struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(urls); i++)
        assert_string_equal(poster_url_better(&arena, urls[i]), urls[i]);
}

SUITE(test_poster_url)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_poster_url__of_known_hosts_is_made_better),
        cmocka_unit_test(test_poster_url__others_stay),
    };

    return RUN(tests);
}
