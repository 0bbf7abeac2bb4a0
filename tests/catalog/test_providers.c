/* catalog/provider_*: where they ask, and what their answers mean, quirks included. */
#include <string.h>

#include "domain/film.h"
#include "support/reading.h"

static const char cinemeta_film[] =
    "{\"meta\":{\"id\":\"tt0111161\",\"imdb_id\":\"tt0111161\",\"type\":\"movie\","
    "\"name\":\"The Shawshank Redemption\",\"description\":\"A banker &amp; a friend.\","
    "\"year\":\"1994\",\"releaseInfo\":\"1994\",\"released\":null,\"runtime\":\"142 min\","
    "\"genre\":[\"Drama\"],\"genres\":[\"Drama\",\"Crime\"],\"director\":[\"Frank Darabont\"],"
    "\"cast\":[\"Tim Robbins\",\"Morgan Freeman\"],\"trailers\":[{\"source\":\"PLl99DlL6b4\","
    "\"type\":\"Trailer\"}],\"imdbRating\":\"9.3\",\"poster\":\"https://images.metahub.space/"
    "poster/small/tt0111161/"
    "img\"}}";

static void test_providers__cinemeta_reads_a_film(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_cinemeta, cinemeta_film), &it->err);
    assert_string_equal(it->film.imdb_id, "tt0111161");
    assert_string_equal(it->film.title, "The Shawshank Redemption");
    assert_string_equal(it->film.plot, "A banker & a friend.");
    assert_int_equal(it->film.year, 1994);
    assert_int_equal(it->film.runtime_minutes, 142);
    assert_int_equal(it->film.imdb_rating, 93);
    assert_int_equal(it->film.imdb_votes, 0);
    assert_string_equal(it->film.genres.items[1], "Crime");
    assert_string_equal(it->film.directors.items[0], "Frank Darabont");
    assert_string_equal(it->film.poster_url,
                        "https://images.metahub.space/poster/small/tt0111161/img");
    assert_string_equal(provider_metadata(&it->arena, &it->film),
                        "{\"plot\":\"A banker & a friend.\",\"genres\":[\"Drama\",\"Crime\"],"
                        "\"directors\":[\"Frank Darabont\"],"
                        "\"cast\":[\"Tim Robbins\",\"Morgan Freeman\"],\"imdb_rating\":9.3,"
                        "\"imdb_votes\":null,\"metascore\":null,\"age_rating\":null,"
                        "\"trailer_url\":\"https://www.youtube.com/watch?v=PLl99DlL6b4\","
                        "\"type\":\"movie\"}");
}

/* The part of a film that has no column, from the cast on. */
#define REST                                                                                       \
    "\"cast\":[\"Rod Serling\"],\"imdb_rating\":%s,\"imdb_votes\":1234567,\"metascore\":88,"       \
    "\"age_rating\":{\"country\":\"US\",\"label\":\"PG\"},"                                        \
    "\"trailer_url\":\"https://www.youtube.com/watch?v=NzlG28B-R8Y\",\"type\":\"mini_series\"}"

static void test_providers__what_is_not_said_stays(void **state)
{
    static const char words[] = "{\"plot\":\"R&amp;D, \\\"told\\\".\",\"genres\":[%s],"
                                "\"directors\":[\"Ada Lovelace\"]," REST;
    static const char *const nothing[] = {NULL, "{}"};
    struct reading *it = *state;
    char before[512], after[512];

    it->film = (struct provider_film){.imdb_id = "tt0111161"};
    snprintf(before, sizeof(before), words, "\"Drama\",\"Crime\"", "10.0");
    provider_fill(&it->arena, before, &it->film);
    assert_string_equal(provider_metadata(&it->arena, &it->film), before);
    it->film =
        (struct provider_film){.genres = {(const char *const[]){"War"}, 1}, .imdb_rating = 71};
    provider_fill(&it->arena, before, &it->film);
    snprintf(after, sizeof(after), words, "\"War\"", "7.1");
    assert_string_equal(provider_metadata(&it->arena, &it->film), after);
    for (size_t i = 0; i < COUNT_OF(nothing); i++) {
        it->film = (struct provider_film){.plot = "New."};
        provider_fill(&it->arena, nothing[i], &it->film);
        assert_string_equal(provider_metadata(&it->arena, &it->film),
                            "{\"plot\":\"New.\",\"genres\":[],\"directors\":[],\"cast\":[],"
                            "\"imdb_rating\":null,\"imdb_votes\":null,\"metascore\":null,"
                            "\"age_rating\":null,\"trailer_url\":null,\"type\":null}");
    }
}

/* 200, with the id and the type that were asked for. */
static void test_providers__cinemeta_echoes_what_it_does_not_know(void **state)
{
    static const char *const answers[] = {
        "{\"meta\":{\"id\":\"tt0111161\",\"type\":\"series\"}}",
        "{\"meta\":{\"id\":\"tt0111161/../x\",\"type\":\"movie\"}}",
        "{\"meta\":{}}",
        "{\"meta\":null}",
        "{}",
    };
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(answers); i++)
        assert_fault(FAULT_NOT_FOUND, read_film(it, &provider_cinemeta, answers[i]), &it->err);
}

/* It may be a series. */
static void test_providers__cinemeta_is_asked_again_for_what_is_no_film(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_cinemeta,
                        "{\"meta\":{\"id\":\"tt0111161\",\"type\":\"movie\",\"name\":\"\"}}"),
              &it->err);
    assert_string_equal(it->more_url, "https://x/meta/series/tt0111161.json");
    assert_ok(read_film(it, &provider_cinemeta,
                        "{\"meta\":{\"id\":\"tt0111161\",\"type\":\"series\",\"name\":\"X\"}}"),
              &it->err);
    assert_null(it->more_url);
    assert_string_equal(it->film.type, "series");
}

static void test_providers__what_is_no_answer_is_malformed(void **state)
{
    static const char *const answers[] = {"",  "<html>", "{\"meta\":",     "[]",
                                          "7", "\"x\"",  "{\"meta\":{}} x"};
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        assert_fault(FAULT_MALFORMED, read_film(it, &provider_cinemeta, answers[i]), &it->err);
        assert_fault(FAULT_MALFORMED, read_film(it, &provider_imdbapi, answers[i]), &it->err);
    }
    /* After a change of its schema one such server sent nothing but ids. */
    assert_fault(FAULT_MALFORMED,
                 read_film(it, &provider_imdbapi, "{\"id\":\"tt0111161\",\"type\":\"movie\"}"),
                 &it->err);
}

static void test_providers__cinemeta_reads_ranges_and_gaps(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_cinemeta,
                        "{\"meta\":{\"id\":\"tt1\",\"name\":\"X\",\"releaseInfo\":\"1992–1999\","
                        "\"imdbRating\":\"N/A\",\"runtime\":\"9999 min\",\"genre\":[\"War\"],"
                        "\"poster\":\"https://m.media-amazon.com/images/M/a._V1_SX250.jpg\"}}"),
              &it->err);
    assert_int_equal(it->film.year, 1992);
    assert_int_equal(it->film.imdb_rating, 0);
    assert_int_equal(it->film.runtime_minutes, 0);
    assert_null(it->film.plot);
    assert_string_equal(it->film.genres.items[0], "War");
    assert_string_equal(it->film.poster_url, "https://m.media-amazon.com/images/M/a._V1_SX250.jpg");
}

static void test_providers__imdbapi_reads_a_film(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_imdbapi,
                        "{\"id\":\"tt0114709\",\"type\":\"movie\",\"primaryTitle\":\"Toy Story\","
                        "\"originalTitle\":null,\"primaryImage\":{\"url\":"
                        "\"https://m.media-amazon.com/images/M/MV5B@._V1_.jpg\",\"width\":1005,"
                        "\"height\":1500},\"startYear\":1995,\"runtimeSeconds\":4860,"
                        "\"genres\":[\"Animation\"],\"rating\":{\"aggregateRating\":8.3,"
                        "\"voteCount\":\"1146830\"},\"plot\":\"A cowboy doll.\","
                        "\"directors\":[{\"id\":\"nm0005124\",\"displayName\":\"John Lasseter\"}],"
                        "\"metacritic\":{\"score\":96,\"reviewCount\":26},"
                        "\"stars\":[{\"id\":\"nm0000158\",\"displayName\":\"Tom Hanks\"}]}"),
              &it->err);
    assert_string_equal(it->film.title, "Toy Story");
    assert_int_equal(it->film.runtime_minutes, 81);
    assert_int_equal(it->film.imdb_rating, 83);
    assert_int_equal(it->film.imdb_votes, 1146830);
    assert_string_equal(it->film.directors.items[0], "John Lasseter");
    assert_string_equal(it->film.cast.items[0], "Tom Hanks");
    assert_int_equal(it->film.metascore, 96);
    assert_string_equal(it->film.type, "movie");
    assert_string_equal(it->film.poster_url, "https://m.media-amazon.com/images/M/MV5B@._V1_.jpg");
}

/* Unset, zero and empty fields are absent. */
static void test_providers__imdbapi_leaves_out_what_is_unset(void **state)
{
    struct reading *it = *state;

    assert_ok(read_film(it, &provider_imdbapi, "{\"id\":\"tt1\",\"primaryTitle\":\"X\"}"),
              &it->err);
    assert_int_equal(it->film.year, 0);
    assert_null(it->film.poster_url);
    assert_string_equal(provider_metadata(&it->arena, &it->film),
                        "{\"plot\":null,\"genres\":[],\"directors\":[],\"cast\":[],"
                        "\"imdb_rating\":null,\"imdb_votes\":null,\"metascore\":null,"
                        "\"age_rating\":null,\"trailer_url\":null,\"type\":null}");
}

static void test_providers__hits_are_those_with_a_title_and_an_id(void **state)
{
    struct reading *it = *state;
    static const char cinemeta[] =
        "{\"metas\":[{\"id\":\"tt0133093\",\"name\":\"The Matrix\",\"releaseInfo\":\"1999\"},"
        "{\"id\":\"tt00133093\",\"name\":\"Again\"},{\"id\":\"tt0133094\"},{\"id\":\"nm0000001\","
        "\"name\":\"A person\"},null,"
        "{\"name\":\"No id\"}]}";
    static const char imdbapi[] =
        "{\"titles\":[{\"id\":\"tt0133093\",\"primaryTitle\":\"The Matrix\",\"startYear\":1999},"
        "{\"id\":\"tt0000069\",\"primaryTitle\":\"For adults\",\"isAdult\":true}]}";
    struct provider_film hits[PROVIDER_HITS_MAX];
    size_t count;

    assert_ok(read_hits(it, &provider_cinemeta, cinemeta, hits, &count), &it->err);
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].year, 1999);
    assert_ok(read_hits(it, &provider_imdbapi, imdbapi, hits, &count), &it->err);
    assert_int_equal(count, 1);
    assert_ok(read_hits(it, &provider_imdbapi, "{}", hits, &count), &it->err);
    assert_int_equal(count, 0);
    assert_fault(FAULT_MALFORMED, read_hits(it, &provider_cinemeta, "{}", hits, &count), &it->err);
}

static void test_providers__ask_at_their_addresses(void **state)
{
    struct reading *it = *state;

    assert_string_equal(provider_cinemeta.film_url(&it->arena, &it->access, "tt0111161"),
                        "https://x/meta/movie/tt0111161.json");
    assert_string_equal(provider_cinemeta.search_url(&it->arena, &it->access, "a/b c"),
                        "https://x/catalog/movie/top/search=a%2Fb%20c.json");
    assert_string_equal(provider_imdbapi.film_url(&it->arena, &it->access, "tt0111161"),
                        "https://x/titles/tt0111161");
    assert_string_equal(provider_imdbapi.search_url(&it->arena, &it->access, "ö"),
                        "https://x/search/titles?query=%C3%B6&limit=20");
    assert_string_equal(provider_omdb.film_url(&it->arena, &it->access, "tt0111161"),
                        "https://x/?apikey=s3cret&i=tt0111161&plot=short");
    assert_string_equal(provider_omdb.search_url(&it->arena, &it->access, "a&b"),
                        "https://x/?apikey=s3cret&type=movie&s=a%26b");
    assert_string_equal(provider_tmdb.film_url(&it->arena, &it->access, "tt0111161"),
                        "https://x/find/tt0111161?external_source=imdb_id&language=de-DE");
    assert_null(provider_tmdb.search_url);
    assert_ptr_equal(provider_find("imdbapi"), &provider_imdbapi);
    assert_null(provider_find("tvdb"));
}

/* A film, as a provider words it around its id. */
static void read_with_id(struct reading *it, const struct provider *provider, const char *before,
                         const char *id)
{
    char answer[128];

    snprintf(answer, sizeof(answer), "%s\"%s\"%s", before, id,
             provider == &provider_cinemeta ? "}}" : "}");
    assert_ok(read_film(it, provider, answer), &it->err);
}

/* IMDb merges ids, and providers answer with the one that they have. */
static void test_providers__the_id_that_they_answer_with_is_read(void **state)
{
    static const struct {
        const struct provider *provider;
        const char *before;
    } all[] = {
        {&provider_cinemeta, "{\"meta\":{\"name\":\"X\",\"id\":"},
        {&provider_cinemeta, "{\"meta\":{\"name\":\"X\",\"id\":\"x:1\",\"imdb_id\":"},
        {&provider_imdbapi, "{\"primaryTitle\":\"X\",\"id\":"},
        {&provider_omdb, "{\"Response\":\"True\",\"Title\":\"X\",\"imdbID\":"},
        {&provider_tmdb, "{\"title\":\"X\",\"imdb_id\":"},
    };
    static const char *const nonsense[] = {"", "nm0000001", "tt12", "tt0111161x", "N/A"};
    struct reading *it = *state;

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        read_with_id(it, all[i].provider, all[i].before, "tt07393172");
        assert_string_equal(it->film.imdb_id, "tt7393172");
        for (size_t k = 0; k < COUNT_OF(nonsense); k++) {
            read_with_id(it, all[i].provider, all[i].before, nonsense[k]);
            assert_null(it->film.imdb_id);
        }
    }
}

/* Whatever a provider says, the store takes it: nothing is longer than its limits. */
static void test_providers__texts_without_end_are_cut(void **state)
{
    static char answer[3 * 1024 * 1024];
    struct reading *it = *state;
    size_t length = (size_t)snprintf(answer, sizeof(answer), "{\"primaryTitle\":\"X\",\"plot\":\"");

    for (size_t i = 0; i < 500000; i++)
        length += (size_t)snprintf(answer + length, 5, "\xf0\x9f\x8e\xac");
    snprintf(answer + length, sizeof(answer) - length, "\"}");
    assert_ok(read_film(it, &provider_imdbapi, answer), &it->err);
    assert_int_equal(strlen(it->film.plot), FILM_PLOT_MAX * 4);
    assert_true(strlen(provider_metadata(&it->arena, &it->film)) < FILM_METADATA_MAX);
}

SUITE(test_providers)
{
    const struct CMUnitTest tests[] = {
        READING_TEST(test_providers__cinemeta_reads_a_film),
        READING_TEST(test_providers__what_is_not_said_stays),
        READING_TEST(test_providers__cinemeta_echoes_what_it_does_not_know),
        READING_TEST(test_providers__cinemeta_is_asked_again_for_what_is_no_film),
        READING_TEST(test_providers__what_is_no_answer_is_malformed),
        READING_TEST(test_providers__cinemeta_reads_ranges_and_gaps),
        READING_TEST(test_providers__imdbapi_reads_a_film),
        READING_TEST(test_providers__imdbapi_leaves_out_what_is_unset),
        READING_TEST(test_providers__hits_are_those_with_a_title_and_an_id),
        READING_TEST(test_providers__ask_at_their_addresses),
        READING_TEST(test_providers__the_id_that_they_answer_with_is_read),
        READING_TEST(test_providers__texts_without_end_are_cut),
    };

    return RUN(tests);
}
