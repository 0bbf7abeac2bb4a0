/* catalog/findings: one film, as several providers know it. */
#include "catalog/findings.h"

#include <string.h>

#include "support/check.h"

#define ASKED "tt0089881"

static const char *const drama[] = {"Drama"};
static const char *const war[] = {"War"};

static const struct provider_film of_tmdb = {
    .title = "Ran",
    .plot = "An old lord divides his realm.",
    .type = "movie",
    .year = 1985,
    .genres = {drama, 1},
    .age_rating = {"DE", "16"},
    .poster_url = "https://image.tmdb.org/t/p/w780/ran.jpg",
};
static const struct provider_film of_omdb = {
    .title = "Ran (1985)",
    .plot = "Another text.",
    .type = "movie",
    .year = 1986,
    .runtime_minutes = 160,
    .genres = {war, 1},
    .imdb_rating = 82,
    .imdb_votes = 140000,
    .metascore = 97,
    .age_rating = {"US", "R"},
    .poster_url = "https://m.media-amazon.com/images/M/ran._V1_.jpg",
};

static void test_findings__who_comes_first_is_believed(void **state)
{
    struct findings findings = {0};

    (void)state;
    findings_add(&findings, ASKED, &provider_tmdb, &of_tmdb);
    findings_add(&findings, ASKED, &provider_omdb, &of_omdb);
    assert_ptr_equal(findings.provider, &provider_tmdb);
    assert_int_equal(findings.others_count, 1);
    assert_ptr_equal(findings.others[0], &provider_omdb);
    assert_string_equal(findings.film.title, "Ran");
    assert_string_equal(findings.film.plot, "An old lord divides his realm.");
    assert_int_equal(findings.film.year, 1985);
    assert_string_equal(findings.film.genres.items[0], "Drama");
    assert_string_equal(findings.film.age_rating.country, "DE");
    assert_string_equal(findings.film.age_rating.label, "16");
    assert_string_equal(findings.film.poster_url, of_tmdb.poster_url);
    findings_release(&findings);
}

static void test_findings__a_later_one_adds_what_is_missing(void **state)
{
    struct findings findings = {0};

    (void)state;
    findings_add(&findings, ASKED, &provider_tmdb, &of_tmdb);
    findings_add(&findings, ASKED, &provider_omdb, &of_omdb);
    assert_int_equal(findings.film.runtime_minutes, 160);
    assert_int_equal(findings.film.imdb_rating, 82);
    assert_int_equal(findings.film.imdb_votes, 140000);
    assert_int_equal(findings.film.metascore, 97);
    findings_release(&findings);
}

/* 8.1 of one and the votes of another would be a claim that nobody made. */
static void test_findings__a_rating_comes_with_its_votes(void **state)
{
    static const struct provider_film of_cinemeta = {.title = "Ran", .imdb_rating = 81};
    struct findings findings = {0};

    (void)state;
    findings_add(&findings, ASKED, &provider_cinemeta, &of_cinemeta);
    assert_int_equal(findings.film.imdb_rating, 81);
    findings_add(&findings, ASKED, &provider_omdb, &of_omdb);
    assert_int_equal(findings.film.imdb_rating, 82);
    assert_int_equal(findings.film.imdb_votes, 140000);
    findings_add(&findings, ASKED, &provider_cinemeta, &of_cinemeta);
    assert_int_equal(findings.film.imdb_rating, 82);
    findings_release(&findings);
}

static void test_findings__only_who_adds_something_is_named(void **state)
{
    static const struct provider_film dateless = {.title = "Ran", .genres = {drama, 1}};
    static const struct provider_film dated = {.title = "Ran (1985)", .year = 1985};
    struct findings findings = {0};

    (void)state;
    findings_add(&findings, ASKED, &provider_tmdb, &dateless);
    findings_add(&findings, ASKED, &provider_cinemeta, &dateless);
    findings_add(&findings, ASKED, &provider_omdb, &dated);
    assert_int_equal(findings.others_count, 1);
    assert_ptr_equal(findings.others[0], &provider_omdb);
    findings_release(&findings);
}

static void test_findings__nobody_is_asked_in_vain(void **state)
{
    struct findings findings = {0};

    (void)state;
    assert_true(findings_lack(&findings, &provider_cinemeta));
    assert_true(findings_lack(&findings, &provider_demo));
    findings_add(&findings, ASKED, &provider_tmdb, &of_tmdb);
    assert_false(findings_lack(&findings, &provider_demo));
    assert_true(findings_lack(&findings, &provider_omdb));
    findings_add(&findings, ASKED, &provider_omdb, &of_omdb);
    findings.film.directors = findings.film.cast = findings.film.genres;
    assert_false(findings_lack(&findings, &provider_imdbapi));
    assert_true(findings_lack(&findings, &provider_tmdb)); /* a trailer */
    findings_release(&findings);
}

static void test_findings__another_id_is_kept_whoever_says_it(void **state)
{
    static const struct provider_film own = {.imdb_id = ASKED, .title = "Ran"},
                                      other = {.imdb_id = "tt0999999", .title = "Ran"},
                                      third = {.imdb_id = "tt0999998", .title = "Ran"};
    struct findings findings = {0};

    (void)state;
    findings_add(&findings, ASKED, &provider_tmdb, &of_tmdb);
    assert_false(findings.own_id);
    findings_add(&findings, ASKED, &provider_cinemeta, &own);
    assert_true(findings.own_id);
    assert_null(findings.other_id);
    findings_add(&findings, ASKED, &provider_omdb, &other);
    findings_add(&findings, ASKED, &provider_imdbapi, &third);
    assert_string_equal(findings.other_id, "tt0999999");
    findings_release(&findings);
}

SUITE(test_findings)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings__who_comes_first_is_believed),
        cmocka_unit_test(test_findings__a_later_one_adds_what_is_missing),
        cmocka_unit_test(test_findings__a_rating_comes_with_its_votes),
        cmocka_unit_test(test_findings__another_id_is_kept_whoever_says_it),
        cmocka_unit_test(test_findings__only_who_adds_something_is_named),
        cmocka_unit_test(test_findings__nobody_is_asked_in_vain),
    };

    return RUN(tests);
}
