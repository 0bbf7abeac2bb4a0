/* catalog/provider_omdb: what its answers mean, quirks included. */
#include <string.h>

#include "domain/film.h"
#include "support/reading.h"

static void test_omdb__reads_a_film(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_omdb,
                        "{\"Title\":\"Bat*21\",\"Year\":\"1988\",\"Rated\":\"R\","
                        "\"Runtime\":\"105 min\",\"Genre\":\"Drama, War\","
                        "\"Director\":\"Peter Markle\",\"Actors\":\"Gene Hackman, Danny Glover\","
                        "\"Plot\":\"During the war.\",\"Poster\":\"https://m.media-amazon.com/"
                        "images/M/MV5B@._V1_SX300.jpg\",\"Metascore\":\"58\","
                        "\"imdbRating\":\"6.5\",\"imdbVotes\":\"8,574\",\"imdbID\":\"tt0111161\","
                        "\"Type\":\"movie\",\"Response\":\"True\"}"),
              &it->err);
    assert_null(it->more_url);
    assert_string_equal(it->film.title, "Bat*21");
    assert_int_equal(it->film.year, 1988);
    assert_int_equal(it->film.runtime_minutes, 105);
    assert_string_equal(it->film.genres.items[1], "War");
    assert_string_equal(it->film.cast.items[1], "Danny Glover");
    assert_int_equal(it->film.imdb_votes, 8574);
    assert_int_equal(it->film.metascore, 58);
    assert_string_equal(it->film.age_rating.label, "R");
    assert_string_equal(it->film.age_rating.country, "US");
    assert_string_equal(it->film.poster_url,
                        "https://m.media-amazon.com/images/M/MV5B@._V1_SX300.jpg");
}

static void test_omdb__what_is_too_much_is_cut_or_left_out(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_omdb,
                        "{\"Title\":\"Long\",\"Runtime\":\"99999 min\",\"Metascore\":\"101\","
                        "\"Actors\":\"A, B, C, D, E, F, G, H\",\"imdbRating\":\"10.1\","
                        "\"Response\":\"True\"}"),
              &it->err);
    assert_int_equal(it->film.runtime_minutes, 0);
    assert_int_equal(it->film.metascore, 0);
    assert_int_equal(it->film.imdb_rating, 0);
    assert_int_equal(it->film.cast.count, FILM_CAST_MAX);
    assert_string_equal(it->film.cast.items[0], "A");
}

static void test_omdb__everything_may_be_unknown(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_omdb,
                        "{\"Title\":\"Shogun\",\"Year\":\"2008\xe2\x80\x93\",\"Rated\":\"N/A\","
                        "\"Runtime\":\"1 h 45 min\",\"Genre\":\"N/A\",\"Director\":\"N/A\","
                        "\"Actors\":\"N/A\",\"Plot\":\"N/A\",\"Poster\":\"N/A\","
                        "\"Metascore\":\"N/A\",\"imdbRating\":\"N/A\",\"imdbVotes\":\"N/A\","
                        "\"Ratings\":[],\"Type\":\"series\",\"Response\":\"True\"}"),
              &it->err);
    assert_int_equal(it->film.year, 2008);
    assert_int_equal(it->film.runtime_minutes, 105);
    assert_string_equal(it->film.type, "series");
    assert_string_equal(provider_metadata(&it->arena, &it->film),
                        "{\"plot\":null,\"genres\":[],\"directors\":[],\"cast\":[],"
                        "\"imdb_rating\":null,\"imdb_votes\":null,\"metascore\":null,"
                        "\"age_rating\":null,\"trailer_url\":null,\"type\":\"series\"}");
}

static void test_omdb__what_went_wrong_stands_in_the_body(void **state)
{
    static const struct {
        const char *answer;
        enum fault fault;
    } cases[] = {
        {"{\"Response\":\"False\",\"Error\":\"Movie not found!\"}", FAULT_NOT_FOUND},
        {"{\"Response\":\"False\",\"Error\":\"Incorrect IMDb ID.\"}", FAULT_NOT_FOUND},
        {"{\"Response\":\"False\",\"Error\":\"Error getting data.\"}", FAULT_NOT_FOUND},
        {"{\"Response\":\"False\",\"Error\":\"The service is sleeping\"}", FAULT_MALFORMED},
        {"{\"Response\":\"False\"}", FAULT_MALFORMED},
        /* As it really came: quotation marks inside quotation marks. */
        {"{\"Response\":\"False\",\"Error\":\"Conversion from string \"011f8539\" to type 'Double' "
         "is not valid.\"}",
         FAULT_MALFORMED},
        {"{}", FAULT_MALFORMED},
        {"[]", FAULT_MALFORMED},
    };
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_fault(cases[i].fault, read_film(it, &provider_omdb, cases[i].answer), &it->err);
    }
}

/* 401 has meant both, and so has 200. */
static void test_omdb__quota_and_key_are_told_apart(void **state)
{
    static const char quota[] = "{\"Response\":\"False\",\"Error\":\"Request limit reached!\"}";
    static const char key[] = "{\"Response\":\"False\",\"Error\":\"Invalid API key!\"}";
    const int64_t an_hour_before_midnight = 86400 * 20000 - 3600;

    (void)state;
    assert_int_equal(refusal_seconds(&provider_omdb, quota, an_hour_before_midnight), 3600);
    assert_int_equal(refusal_seconds(&provider_omdb, key, an_hour_before_midnight), 86400);
    assert_int_equal(refusal_seconds(&provider_omdb,
                                     "{\"Response\":\"False\",\"Error\":\"Movie not found!\"}",
                                     an_hour_before_midnight),
                     0);
    assert_int_equal(refusal_seconds(&provider_omdb, "<html>limit reached", 1), 0);
    assert_int_equal(refusal_seconds(&provider_cinemeta, quota, 1), 0);
}

static void test_omdb__too_many_results_are_none(void **state)
{
    static const char many[] = "{\"Response\":\"False\",\"Error\":\"Too many results.\"}";
    static const char hits[] =
        "{\"Search\":[{\"Title\":\"The Bat\",\"Year\":\"1959\",\"imdbID\":\"tt0052602\","
        "\"Type\":\"movie\",\"Poster\":\"N/A\"}],\"totalResults\":\"239\",\"Response\":\"True\"}";
    struct reading *it = *state;
    struct provider_film found[PROVIDER_HITS_MAX];
    size_t count = 7;

    assert_ok(read_hits(it, &provider_omdb, many, found, &count), &it->err);
    assert_int_equal(count, 0);
    assert_ok(read_hits(it, &provider_omdb, hits, found, &count), &it->err);
    assert_int_equal(count, 1);
    assert_string_equal(found[0].imdb_id, "tt0052602");
}

SUITE(test_provider_omdb)
{
    const struct CMUnitTest tests[] = {
        READING_TEST(test_omdb__reads_a_film),
        READING_TEST(test_omdb__what_is_too_much_is_cut_or_left_out),
        READING_TEST(test_omdb__everything_may_be_unknown),
        READING_TEST(test_omdb__what_went_wrong_stands_in_the_body),
        READING_TEST(test_omdb__quota_and_key_are_told_apart),
        READING_TEST(test_omdb__too_many_results_are_none),
    };

    return RUN(tests);
}
