/* catalog/provider_omdb, provider_tmdb: what their answers mean, quirks included. */
#include <string.h>

#include "catalog/provider.h"
#include "domain/film.h"
#include "support/check.h"

static const struct provider_access german = {
    .base = "https://api.themoviedb.org/3", .key = "s3cret", .language = "de-DE"};

static struct arena arena;
static struct error err;
static const char *more_url;

static int begin(void **state)
{
    (void)state;
    error_init(&err);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static enum fault read_film(const struct provider *provider, const char *answer,
                            struct provider_film *film)
{
    return provider_read_film(provider, &arena, &german, answer, strlen(answer), "tt0094712", film,
                              &more_url, &err);
}

static int64_t refusal_seconds(const struct provider *provider, const char *answer, int64_t now)
{
    struct provider_refusal refusal;

    return provider_refuses(provider, answer, strlen(answer), now, &refusal) ? refusal.seconds : 0;
}

/* ---- OMDb ------------------------------------------------------------------------------------ */

static void test_omdb__reads_a_film(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_omdb,
                        "{\"Title\":\"Bat*21\",\"Year\":\"1988\",\"Rated\":\"R\","
                        "\"Runtime\":\"105 min\",\"Genre\":\"Drama, War\","
                        "\"Director\":\"Peter Markle\",\"Actors\":\"Gene Hackman, Danny Glover\","
                        "\"Plot\":\"During the war.\",\"Poster\":\"https://m.media-amazon.com/"
                        "images/M/MV5B@._V1_SX300.jpg\",\"Metascore\":\"58\","
                        "\"imdbRating\":\"6.5\",\"imdbVotes\":\"8,574\",\"imdbID\":\"tt0094712\","
                        "\"Type\":\"movie\",\"Response\":\"True\"}",
                        &film),
              &err);
    assert_null(more_url);
    assert_string_equal(film.title, "Bat*21");
    assert_int_equal(film.year, 1988);
    assert_int_equal(film.runtime_minutes, 105);
    assert_string_equal(film.genres.items[1], "War");
    assert_string_equal(film.cast.items[1], "Danny Glover");
    assert_int_equal(film.imdb_votes, 8574);
    assert_int_equal(film.metascore, 58);
    assert_string_equal(film.age_rating.label, "R");
    assert_string_equal(film.age_rating.country, "US");
    assert_string_equal(film.poster_url,
                        "https://m.media-amazon.com/images/M/MV5B@._V1_QL75_UX780_.jpg");
}

static void test_omdb__everything_may_be_unknown(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_omdb,
                        "{\"Title\":\"Shogun\",\"Year\":\"2008\xe2\x80\x93\",\"Rated\":\"N/A\","
                        "\"Runtime\":\"1 h 45 min\",\"Genre\":\"N/A\",\"Director\":\"N/A\","
                        "\"Actors\":\"N/A\",\"Plot\":\"N/A\",\"Poster\":\"N/A\","
                        "\"Metascore\":\"N/A\",\"imdbRating\":\"N/A\",\"imdbVotes\":\"N/A\","
                        "\"Ratings\":[],\"Type\":\"series\",\"Response\":\"True\"}",
                        &film),
              &err);
    assert_int_equal(film.year, 2008);
    assert_int_equal(film.runtime_minutes, 105);
    assert_string_equal(film.type, "series");
    assert_string_equal(provider_metadata(&arena, &film),
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
    struct provider_film film;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        error_init(&err);
        assert_fault(cases[i].fault, read_film(&provider_omdb, cases[i].answer, &film), &err);
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
    struct provider_film found[PROVIDER_HITS_MAX];
    size_t count = 7;

    (void)state;
    assert_ok(provider_read_hits(&provider_omdb, &arena, many, strlen(many), found, &count, &err),
              &err);
    assert_int_equal(count, 0);
    assert_ok(provider_read_hits(&provider_omdb, &arena, hits, strlen(hits), found, &count, &err),
              &err);
    assert_int_equal(count, 1);
    assert_string_equal(found[0].imdb_id, "tt0052602");
}

/* ---- TMDB ------------------------------------------------------------------------------------ */

static void test_tmdb__an_imdb_id_is_found_first(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_tmdb,
                        "{\"movie_results\":[{\"id\":679,\"title\":\"Aliens\"}],\"tv_results\":[]}",
                        &film),
              &err);
    assert_string_equal(more_url, "https://api.themoviedb.org/3/movie/679?language=de-DE"
                                  "&append_to_response=credits,videos,release_dates,translations");
    assert_ok(
        read_film(&provider_tmdb, "{\"movie_results\":[],\"tv_results\":[{\"id\":7}]}", &film),
        &err);
    assert_non_null(strstr(more_url, "/tv/7?"));
    assert_fault(FAULT_NOT_FOUND,
                 read_film(&provider_tmdb,
                           "{\"movie_results\":[],\"tv_results\":[],\"tv_episode_results\":[]}",
                           &film),
                 &err);
    assert_null(more_url);
}

static const char aliens[] =
    "{\"id\":679,\"title\":\"Aliens - Die R\xc3\xbc"
    "ckkehr\",\"overview\":\"\",\"runtime\":137,"
    "\"release_date\":\"1986-07-18\",\"poster_path\":\"/r1x5.jpg\",\"vote_average\":7.9,"
    "\"genres\":[{\"id\":28,\"name\":\"Action\"}],"
    "\"credits\":{\"cast\":[{\"name\":\"Sigourney Weaver\"}],"
    "\"crew\":[{\"name\":\"Gale Anne Hurd\",\"job\":\"Producer\"},"
    "{\"name\":\"James Cameron\",\"job\":\"Director\"}]},"
    "\"videos\":{\"results\":["
    "{\"key\":\"AAAAAAAAAAA\",\"site\":\"YouTube\",\"type\":\"Teaser\",\"official\":true},"
    "{\"key\":\"BBBBBBBBBBB\",\"site\":\"Vimeo\",\"type\":\"Trailer\",\"official\":true},"
    "{\"key\":\"CCCCCCCCCCC\",\"site\":\"YouTube\",\"type\":\"Trailer\",\"iso_639_1\":\"de\"},"
    "{\"key\":\"DDDDDDDDDDD\",\"site\":\"YouTube\",\"type\":\"Trailer\",\"official\":true}]},"
    "\"release_dates\":{\"results\":["
    "{\"iso_3166_1\":\"US\",\"release_dates\":[{\"certification\":\"R\",\"type\":3}]},"
    "{\"iso_3166_1\":\"DE\",\"release_dates\":[{\"certification\":\"\",\"type\":1},"
    "{\"certification\":\"18\",\"type\":5},{\"certification\":\"16\",\"type\":3}]}]},"
    "\"translations\":{\"translations\":[{\"iso_639_1\":\"fr\",\"data\":{\"overview\":\"Non.\"}},"
    "{\"iso_639_1\":\"en\",\"data\":{\"overview\":\"Ripley goes back.\"}}]}}";

static void test_tmdb__reads_a_film_in_the_language_of_the_club(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_tmdb, aliens, &film), &err);
    assert_null(more_url);
    assert_string_equal(film.title, "Aliens - Die R\xc3\xbc"
                                    "ckkehr");
    assert_string_equal(film.plot, "Ripley goes back.");
    assert_int_equal(film.year, 1986);
    assert_int_equal(film.runtime_minutes, 137);
    assert_int_equal(film.directors.count, 1);
    assert_string_equal(film.directors.items[0], "James Cameron");
    assert_string_equal(film.cast.items[0], "Sigourney Weaver");
    assert_string_equal(film.trailer_url, "https://www.youtube.com/watch?v=DDDDDDDDDDD");
    assert_string_equal(film.age_rating.country, "DE");
    assert_string_equal(film.age_rating.label, "16");
    assert_string_equal(film.poster_url, "https://image.tmdb.org/t/p/w780/r1x5.jpg");
    assert_int_equal(film.imdb_rating, 0); /* its own votes are not IMDb's */
}

static void test_tmdb__gaps_are_unknown(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_tmdb,
                        "{\"title\":\"X\",\"overview\":\"\",\"runtime\":0,\"release_date\":\"\","
                        "\"poster_path\":null,\"genres\":[],\"imdb_id\":\"\"}",
                        &film),
              &err);
    assert_null(film.plot);
    assert_null(film.poster_url);
    assert_null(film.age_rating.label);
    assert_int_equal(film.year, 0);
    assert_int_equal(film.runtime_minutes, 0);
}

static void test_tmdb__series_and_episodes_are_called_so(void **state)
{
    struct provider_film film;

    (void)state;
    assert_ok(read_film(&provider_tmdb,
                        "{\"name\":\"Dark\",\"first_air_date\":\"2017-12-01\",\"content_ratings\":"
                        "{\"results\":[{\"iso_3166_1\":\"US\",\"rating\":\"TV-MA\"}]}}",
                        &film),
              &err);
    assert_string_equal(film.type, "series");
    assert_int_equal(film.year, 2017);
    assert_string_equal(film.age_rating.label, "TV-MA");
    assert_string_equal(film.age_rating.country, "US");
    assert_ok(read_film(&provider_tmdb,
                        "{\"movie_results\":[],\"tv_episode_results\":[{\"name\":\"Secrets\","
                        "\"air_date\":\"2017-12-01\",\"runtime\":52}]}",
                        &film),
              &err);
    assert_string_equal(film.type, "episode");
    assert_string_equal(film.title, "Secrets");
}

/* A path of theirs names a poster; it never leads to another host. */
static void test_tmdb__a_poster_is_a_name(void **state)
{
    static const char *const paths[] = {"r1x5.jpg",   "//evil/x.jpg", "/a/../x.jpg",
                                        "/x.jpg?y=1", "/@evil/x.jpg", "/x y.jpg"};
    struct provider_film film;
    char answer[128];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        snprintf(answer, sizeof(answer), "{\"title\":\"X\",\"poster_path\":\"%s\"}", paths[i]);
        assert_ok(read_film(&provider_tmdb, answer, &film), &err);
        assert_null(film.poster_url);
    }
}

static void test_tmdb__a_wrong_token_is_no_trouble_of_the_film(void **state)
{
    (void)state;
    assert_int_equal(refusal_seconds(&provider_tmdb, "{\"success\":false,\"status_code\":7}", 1),
                     86400);
    assert_int_equal(refusal_seconds(&provider_tmdb, "{\"success\":false,\"status_code\":34}", 1),
                     0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_omdb__reads_a_film),
        TEST(test_omdb__everything_may_be_unknown),
        TEST(test_omdb__what_went_wrong_stands_in_the_body),
        TEST(test_omdb__quota_and_key_are_told_apart),
        TEST(test_omdb__too_many_results_are_none),
        TEST(test_tmdb__an_imdb_id_is_found_first),
        TEST(test_tmdb__reads_a_film_in_the_language_of_the_club),
        TEST(test_tmdb__gaps_are_unknown),
        TEST(test_tmdb__series_and_episodes_are_called_so),
        TEST(test_tmdb__a_poster_is_a_name),
        TEST(test_tmdb__a_wrong_token_is_no_trouble_of_the_film),
    };

    return cmocka_run_group_tests_name("catalog/providers_keyed", tests, NULL, NULL);
}
