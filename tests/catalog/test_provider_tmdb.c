/* catalog/provider_tmdb: what its answers mean, quirks included. */
#include <string.h>

#include "support/reading.h"

static void test_tmdb__an_imdb_id_is_found_first(void **state)
{
    struct reading *it = *state;

    assert_ok(
        read_film(it, &provider_tmdb,
                  "{\"movie_results\":[{\"id\":679,\"title\":\"Aliens\"}],\"tv_results\":[]}"),
        &it->err);
    assert_string_equal(it->more_url,
                        "https://x/movie/679?language=de-DE"
                        "&append_to_response=credits,videos,release_dates,translations");
    assert_ok(read_film(it, &provider_tmdb, "{\"movie_results\":[],\"tv_results\":[{\"id\":7}]}"),
              &it->err);
    assert_non_null(strstr(it->more_url, "/tv/7?"));
    assert_fault(FAULT_NOT_FOUND,
                 read_film(it, &provider_tmdb,
                           "{\"movie_results\":[],\"tv_results\":[],\"tv_episode_results\":[]}"),
                 &it->err);
    assert_null(it->more_url);
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
    struct reading *it = *state;

    it->access.base = "https://api.themoviedb.org/3";
    assert_ok(read_film(it, &provider_tmdb, aliens), &it->err);
    assert_null(it->more_url);
    assert_string_equal(it->film.title, "Aliens - Die R\xc3\xbc"
                                        "ckkehr");
    assert_string_equal(it->film.plot, "Ripley goes back.");
    assert_int_equal(it->film.year, 1986);
    assert_int_equal(it->film.runtime_minutes, 137);
    assert_int_equal(it->film.directors.count, 1);
    assert_string_equal(it->film.directors.items[0], "James Cameron");
    assert_string_equal(it->film.cast.items[0], "Sigourney Weaver");
    assert_string_equal(it->film.trailer_url, "https://www.youtube.com/watch?v=DDDDDDDDDDD");
    assert_string_equal(it->film.age_rating.country, "DE");
    assert_string_equal(it->film.age_rating.label, "16");
    assert_string_equal(it->film.poster_url, "https://image.tmdb.org/t/p/w780/r1x5.jpg");
    assert_int_equal(it->film.imdb_rating, 0); /* its own votes are not IMDb's */
}

/* A film of Sweden's, in Polish. */
#define STRAWBERRIES(language, original)                                                           \
    "{\"id\":614,\"title\":\"Tam, gdzie rosną poziomki\",\"original_title\":\"" original           \
    "\",\"original_language\":\"" language "\",\"translations\":{\"translations\":["               \
    "{\"iso_639_1\":\"en\",\"data\":{\"title\":\"\"}},"                                            \
    "{\"iso_639_1\":\"en\",\"data\":{\"title\":\"Wild Strawberries\"}}]}}"

static void test_tmdb__reads_the_original_and_the_english_title_besides(void **state)
{
    struct reading *it = *state;
    const char *metadata;

    it->access.language = "pl-PL";
    assert_ok(read_film(it, &provider_tmdb, STRAWBERRIES("sv", "Smultronstället")), &it->err);
    assert_string_equal(it->film.title, "Tam, gdzie rosną poziomki");
    assert_string_equal(it->film.original_title, "Smultronstället");
    assert_string_equal(it->film.english_title, "Wild Strawberries");
    assert_int_equal(it->film.tmdb_id, 614);
    metadata = provider_metadata(&it->arena, &it->film);
    assert_non_null(strstr(metadata, ",\"original_title\":\"Smultronstället\","));
    assert_non_null(strstr(metadata, "\"english_title\":\"Wild Strawberries\",\"tmdb_id\":614}"));
    assert_ok(read_film(it, &provider_tmdb, STRAWBERRIES("en", "Wild Strawberries")), &it->err);
    assert_string_equal(it->film.english_title, "Wild Strawberries");
    it->film.title = "Wild Strawberries";
    assert_null(strstr(provider_metadata(&it->arena, &it->film), "_title"));
}

/* A film of Japan's whose title is the original one, and these translations. */
#define JAPANESE(translations)                                                                      \
    "{\"title\":\"千と千尋\",\"original_title\":\"千と千尋\",\"original_language\":\"ja\"," \
    "\"overview\":\"\",\"translations\":{\"translations\":[" translations "]}}"
#define TRANSLATION(language, country, title, plot)                                                \
    "{\"iso_639_1\":\"" language "\",\"iso_3166_1\":\"" country "\",\"data\":{\"title\":\"" title  \
    "\",\"overview\":\"" plot "\"}}"

static void test_tmdb__what_nobody_translated_is_in_the_next_best_language(void **state)
{
    static const struct {
        const char *answer, *title, *plot;
    } cases[] = {
        {JAPANESE(TRANSLATION("fr", "FR", "Le Voyage", "Non.") "," TRANSLATION(
             "en", "GB", "Away", "A girl.") "," TRANSLATION("en", "US", "Spirited Away",
                                                            "") "," TRANSLATION("de", "DE", "",
                                                                                "")),
         "Spirited Away", "A girl."},
        {JAPANESE(TRANSLATION("en", "US", "Spirited Away", "A girl.") "," TRANSLATION(
             "de", "AT", "Chihiros Reise", "Ein M\u00e4dchen.")),
         "Chihiros Reise", "Ein M\u00e4dchen."},
        {JAPANESE(TRANSLATION("de", "AT", "Die Reise", "") "," TRANSLATION(
             "de", "DE", "Chihiros Reise", "") "," TRANSLATION("de", "CH", "Chihiro", "")),
         "Chihiros Reise", NULL},
        {JAPANESE(TRANSLATION("fr", "FR", "Le Voyage", "Non.")), "千と千尋", NULL},
        {JAPANESE("null,7,{\"iso_639_1\":\"en\"},{\"iso_639_1\":\"en\",\"data\":{\"title\":7}}"),
         "千と千尋", NULL},
    };
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_ok(read_film(it, &provider_tmdb, cases[i].answer), &it->err);
        assert_string_equal(it->film.title, cases[i].title);
        if (cases[i].plot == NULL)
            assert_null(it->film.plot);
        else
            assert_string_equal(it->film.plot, cases[i].plot);
    }
}

static void test_tmdb__a_title_in_the_language_of_the_club_stays(void **state)
{
    static const struct {
        const char *language, *answer, *title;
    } cases[] = {
        {"ja-JP", JAPANESE(TRANSLATION("en", "US", "Spirited Away", "")), "千と千尋"},
        {"zh-HK",
         "{\"title\":\"重慶森林\",\"original_title\":\"重慶森林\",\"original_language\":\"cn\","
         "\"translations\":{\"translations\":[" TRANSLATION("en", "US", "Chungking Express",
                                                            "") "]}}",
         "重慶森林"},
        {"nb-NO",
         "{\"title\":\"Syk pike\",\"original_title\":\"Syk pike\",\"original_language\":\"no\","
         "\"translations\":{\"translations\":[" TRANSLATION("en", "US", "Sick of Myself", "") "]}}",
         "Syk pike"},
        {"de-DE",
         "{\"title\":\"Chihiros "
         "Reise\",\"original_title\":\"千と千尋\",\"original_language\":\"ja\","
         "\"translations\":{\"translations\":[" TRANSLATION("en", "US", "Spirited Away", "") "]}}",
         "Chihiros Reise"},
        {"de-DE", "{\"title\":\"\",\"original_title\":\"M\",\"original_language\":\"de\"}", "M"},
    };
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        it->access.language = cases[i].language;
        assert_ok(read_film(it, &provider_tmdb, cases[i].answer), &it->err);
        assert_string_equal(it->film.title, cases[i].title);
    }
}

static void test_tmdb__a_series_has_its_names_translated_too(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_tmdb,
                        "{\"name\":\"오징어 게임\",\"original_name\":\"오징어 게임\","
                        "\"original_language\":\"ko\",\"translations\":{\"translations\":"
                        "[{\"iso_639_1\":\"en\",\"iso_3166_1\":\"US\",\"data\":"
                        "{\"name\":\"Squid Game\",\"overview\":\"A game.\"}}]}}"),
              &it->err);
    assert_string_equal(it->film.title, "Squid Game");
    assert_string_equal(it->film.plot, "A game.");
}

static void test_tmdb__gaps_are_unknown(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_tmdb,
                        "{\"title\":\"X\",\"overview\":\"\",\"runtime\":0,\"release_date\":\"\","
                        "\"poster_path\":null,\"genres\":[],\"imdb_id\":\"\"}"),
              &it->err);
    assert_null(it->film.plot);
    assert_null(it->film.poster_url);
    assert_null(it->film.age_rating.label);
    assert_int_equal(it->film.year, 0);
    assert_int_equal(it->film.runtime_minutes, 0);
}

static void test_tmdb__series_and_episodes_are_called_so(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_tmdb,
                        "{\"name\":\"Dark\",\"first_air_date\":\"2017-12-01\",\"content_ratings\":"
                        "{\"results\":[{\"iso_3166_1\":\"US\",\"rating\":\"TV-MA\"}]}}"),
              &it->err);
    assert_string_equal(it->film.type, "series");
    assert_int_equal(it->film.year, 2017);
    assert_string_equal(it->film.age_rating.label, "TV-MA");
    assert_string_equal(it->film.age_rating.country, "US");
    assert_ok(read_film(it, &provider_tmdb,
                        "{\"movie_results\":[],\"tv_episode_results\":[{\"name\":\"Secrets\","
                        "\"air_date\":\"2017-12-01\",\"runtime\":52}]}"),
              &it->err);
    assert_string_equal(it->film.type, "episode");
    assert_string_equal(it->film.title, "Secrets");
}

/* A path of theirs names a poster; it never leads to another host. */
static void test_tmdb__a_poster_is_a_name(void **state)
{
    static const char *const paths[] = {"r1x5.jpg",   "//evil/x.jpg", "/a/../x.jpg",
                                        "/x.jpg?y=1", "/@evil/x.jpg", "/x y.jpg"};
    struct reading *it = *state;
    char answer[128];

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        snprintf(answer, sizeof(answer), "{\"title\":\"X\",\"poster_path\":\"%s\"}", paths[i]);
        assert_ok(read_film(it, &provider_tmdb, answer), &it->err);
        assert_null(it->film.poster_url);
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

SUITE(test_provider_tmdb)
{
    const struct CMUnitTest tests[] = {
        READING_TEST(test_tmdb__an_imdb_id_is_found_first),
        READING_TEST(test_tmdb__reads_a_film_in_the_language_of_the_club),
        READING_TEST(test_tmdb__reads_the_original_and_the_english_title_besides),
        READING_TEST(test_tmdb__what_nobody_translated_is_in_the_next_best_language),
        READING_TEST(test_tmdb__a_title_in_the_language_of_the_club_stays),
        READING_TEST(test_tmdb__a_series_has_its_names_translated_too),
        READING_TEST(test_tmdb__gaps_are_unknown),
        READING_TEST(test_tmdb__series_and_episodes_are_called_so),
        READING_TEST(test_tmdb__a_poster_is_a_name),
        READING_TEST(test_tmdb__a_wrong_token_is_no_trouble_of_the_film),
    };

    return RUN(tests);
}
