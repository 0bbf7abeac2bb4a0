/* jobs/refresh_films: film data from upstreams with every quirk that was seen. What was there
 * stays, whatever comes. */
#include <string.h>

#include "base/clock.h"
#include "store/fetches.h"
#include "support/quirk.h"

/* One is asked about film 1, and then about film 2; unless it pauses after the first. */
static const struct quirk quirks[] = {
    /* ---- what is no film, or an odd one ---- */
    {.name = "200 with a meta that only echoes",
     .asking.providers = "cinemeta",
     .film = ODD("cinemeta echo"),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 4}, /* it may be a series */
    {.name = "200 with empty arrays",
     .asking.providers = "tmdb",
     .film = ODD("tmdb arrays"),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 2},
    {.name = "200 with text/html",
     .film = DO("html"),
     .state = METADATA_PENDING,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "202 with nothing, from a firewall",
     .film = DO("waf"),
     .state = METADATA_PENDING,
     .why = "not what was asked for",
     .asked = 2},
    {.name = "307 to a second host",
     .asking.providers = "cinemeta",
     .other = OTHER_LISTED,
     .film = "{\"do\": \"elsewhere\", \"to\": \"OTHER\"}",
     .state = METADATA_FRESH,
     .year = 1922,
     .minutes = 62,
     .metadata = "Director of tt0000002",
     .asked = 2},
    {.name = "401 because the quota is used up",
     .asking.providers = "omdb",
     .film = ODD_STATUS("omdb quota", 401),
     .state = METADATA_PENDING,
     .wait = UNTIL_MIDNIGHT,
     .why = "while it is paused",
     .asked = 1},
    {.name = "401 because of the key",
     .asking.providers = "omdb",
     .film = ODD_STATUS("omdb key", 401),
     .state = METADATA_PENDING,
     .wait = DAY,
     .why = "while it is paused",
     .asked = 1},
    {.name = "JSON that is none",
     .asking.providers = "omdb",
     .film = DO("unquoted"),
     .state = METADATA_PENDING,
     .why = "isn't JSON",
     .asked = 2},
    {.name = "a mark of byte order before the JSON",
     .further = true,
     .film = "{\"do\": \"quirk\", \"name\": \"imdbapi seconds\", \"before\": \"\\ufeff\"}",
     .state = METADATA_FRESH,
     .minutes = 81,
     .asked = 2},
    {.name = "int64 as text",
     .film = ODD("imdbapi int64s"),
     .state = METADATA_FRESH,
     .metadata = "\"imdb_rating\":8.3,\"imdb_votes\":1146830",
     .asked = 2},
    {.name = "absent fields and null ones",
     .film = ODD("imdbapi nulls"),
     .state = METADATA_FRESH,
     .metadata = "\"cast\":[],\"imdb_rating\":null",
     .asked = 2},
    {.name = "ranges with U+2013",
     .asking.providers = "cinemeta",
     .film = ODD("cinemeta range"),
     .state = METADATA_FRESH,
     .year = 1992,
     .asked = 2},

    /* ---- what happens on the way ---- */
    {.name = "429 with Retry-After in seconds",
     .film = "{\"do\": \"status\", \"status\": 429, \"retry\": 1000}",
     .state = METADATA_PENDING,
     .wait = 990,
     .why = "while it is paused",
     .asked = 1},
    {.name = "429 with Retry-After as a date",
     .film = "{\"do\": \"status\", \"status\": 429, \"retry\": 1000, \"as\": \"date\"}",
     .state = METADATA_PENDING,
     .wait = 990,
     .why = "while it is paused",
     .asked = 1},
    {.name = "429 without Retry-After",
     .film = "{\"do\": \"status\", \"status\": 429}",
     .state = METADATA_PENDING,
     .why = "while it is paused",
     .asked = 1},
    {.name = "a body that drips",
     .asking.timeout_ms = 1500,
     .film = DO("drip"),
     .state = METADATA_PENDING,
     .why = "Timeout",
     .asked = 2},
    {.name = "a Content-Length that promises more",
     .film = DO("truncated"),
     .state = METADATA_PENDING,
     .why = "partial",
     .asked = 2},
    {.name = "a gzip bomb",
     .film = "{\"do\": \"bomb\", \"size\": 20000000}",
     .state = METADATA_PENDING,
     .why = "larger than allowed",
     .asked = 2},
    {.name = "a body of 50 MB",
     .film = DO("huge"),
     .state = METADATA_PENDING,
     .why = "larger than allowed",
     .asked = 2},
    {.name = "a redirect to 127.0.0.1",
     .film = REDIRECT("https://127.0.0.1:PORT/"),
     .state = METADATA_PENDING,
     .why = "not listed",
     .asked = 2},
    {.name = "a redirect to http://",
     .film = REDIRECT("http://m.media-amazon.com/"),
     .state = METADATA_PENDING,
     .why = "scheme is not allowed",
     .asked = 2},
    {.name = "a redirect to file://",
     .film = REDIRECT("file:///etc/passwd"),
     .state = METADATA_PENDING,
     .why = "scheme is not allowed",
     .asked = 2},
    {.name = "a redirect to itself",
     .film = DO("loop"),
     .state = METADATA_PENDING,
     .why = "too many redirects",
     .asked = 8},
    {.name = "a name that is gone",
     .asking.base = "http://no.such.host.invalid",
     .state = METADATA_PENDING,
     .why = "resolve host"},
    {.name = "TLS that nobody trusts",
     .other = OTHER_ASKED_WITH_TLS,
     .state = METADATA_PENDING,
     .why = "SSL"},

    /* ---- further ones ---- */
    {.name = "fields that are absent",
     .further = true,
     .film = ODD("imdbapi sparse"),
     .state = METADATA_FRESH,
     .metadata = "\"plot\":null,\"genres\":[]",
     .asked = 2},
    {.name = "nothing but ids, after a change of its schema",
     .further = true,
     .film = ODD("imdbapi ids"),
     .state = METADATA_PENDING,
     .why = "isn't a film",
     .asked = 2},
    {.name = "404 with the code of gRPC",
     .further = true,
     .film = ODD_STATUS("imdbapi missing", 404),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 2},
    {.name = "503 with the code of gRPC",
     .further = true,
     .film = ODD_STATUS("imdbapi unavailable", 503),
     .state = METADATA_PENDING,
     .why = "HTTP 503",
     .asked = 2},
    {.name = "a type in capitals",
     .further = true,
     .film = ODD("imdbapi capitals"),
     .state = METADATA_FRESH,
     .metadata = "\"type\":\"mini_series\"",
     .asked = 2},
    {.name = "a type in camel case",
     .further = true,
     .film = ODD("imdbapi camels"),
     .state = METADATA_FRESH,
     .metadata = "\"type\":\"tv_movie\"",
     .asked = 2},
    {.name = "seconds that are said to be minutes",
     .further = true,
     .film = ODD("imdbapi seconds"),
     .state = METADATA_FRESH,
     .minutes = 81,
     .asked = 2},
    {.name = "HTML entities in a plot",
     .further = true,
     .film = ODD("imdbapi entities"),
     .state = METADATA_FRESH,
     .metadata = "\"plot\":\"\xc3\xa9t\xc3\xa9 &amp; \\\"R&D\\\"\"",
     .asked = 2},
    {.name = "control characters in a plot",
     .further = true,
     .film = ODD("imdbapi controls"),
     .state = METADATA_FRESH,
     .metadata = "\"plot\":\"A cowboy doll.\"",
     .asked = 2},
    {.name = "a Content-Length that promises less",
     .further = true,
     .film = DO("overlong"),
     .state = METADATA_PENDING,
     .why = "isn't JSON",
     .asked = 2},
    {.name = "403 with HTML, from a firewall",
     .further = true,
     .asking.providers = "cinemeta",
     .film = "{\"do\": \"html\", \"status\": 403}",
     .state = METADATA_PENDING,
     .why = "HTTP 403",
     .asked = 2},
    {.name = "307 to a host that nobody knows",
     .further = true,
     .asking.providers = "cinemeta",
     .film = "{\"do\": \"elsewhere\", \"to\": \"https://good.example\"}",
     .state = METADATA_PENDING,
     .why = "not listed",
     .asked = 2},
    {.name = "an object without a meta",
     .further = true,
     .asking.providers = "cinemeta",
     .film = ODD("cinemeta nothing"),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 2},
    {.name = "a range without an end, a rating that is N/A",
     .further = true,
     .asking.providers = "cinemeta",
     .film = ODD("cinemeta open"),
     .state = METADATA_FRESH,
     .year = 2008,
     .metadata = "\"imdb_rating\":null",
     .asked = 2},
    {.name = "genres said twice, and differently",
     .further = true,
     .asking.providers = "cinemeta",
     .film = ODD("cinemeta twice"),
     .state = METADATA_FRESH,
     .metadata = "\"genres\":[\"Drama\"]",
     .asked = 2},
    {.name = "the quota used up, with 200",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb daily"),
     .state = METADATA_PENDING,
     .wait = UNTIL_MIDNIGHT,
     .why = "while it is paused",
     .asked = 1},
    {.name = "no key, with 200",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb nokey"),
     .state = METADATA_PENDING,
     .wait = DAY,
     .why = "while it is paused",
     .asked = 1},
    {.name = "an id that is too new",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb incorrect"),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 2},
    {.name = "an id that cannot be got",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb getting"),
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 2},
    {.name = "numbers with decoration",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb decorated"),
     .state = METADATA_FRESH,
     .year = 1992,
     .minutes = 105,
     .metadata = "\"imdb_rating\":6.5,\"imdb_votes\":1208574",
     .asked = 2},
    {.name = "everything N/A",
     .further = true,
     .asking.providers = "omdb",
     .film = ODD("omdb unrated"),
     .state = METADATA_FRESH,
     .metadata = "\"age_rating\":null",
     .asked = 2},
    {.name = "no text in this language, and other gaps",
     .further = true,
     .asking.providers = "tmdb",
     .film = ODD("tmdb untranslated"),
     .film_path = "/3/movie/",
     .state = METADATA_FRESH,
     .metadata = "\"plot\":\"Ripley goes back.\",\"genres\":[],\"directors\":[],\"cast\":[],"
                 "\"imdb_rating\":null",
     .asked = 4},
    {.name = "a film that is found and deleted",
     .further = true,
     .asking.providers = "tmdb",
     .film = ODD_STATUS("tmdb deleted", 404),
     .film_path = "/3/movie/",
     .state = METADATA_UNKNOWN,
     .wait = 6 * HOUR,
     .asked = 4},
    {.name = "401 because of the token",
     .further = true,
     .asking.providers = "tmdb",
     .film = ODD_STATUS("tmdb token", 401),
     .state = METADATA_PENDING,
     .wait = DAY,
     .why = "while it is paused",
     .asked = 1},
};

/* What was not said stays. */
static void check_old_film(struct quirk_world *it)
{
    const struct quirk *quirk = it->quirk;
    struct film film = house_film(it->house, 1);
    bool found = quirk->state == METADATA_FRESH;

    assert_int_equal(film_metadata(&film, clock_now()), found ? METADATA_FRESH : METADATA_STALE);
    assert_string_equal(film.title, found ? "Film tt0000001" : OLD_TITLE);
    assert_string_equal(film.poster.id, OLD_POSTER);
    assert_null(strstr(film.metadata, "\"plot\":null"));
    if (found)
        return;
    assert_string_equal(film.metadata, OLD_METADATA);
    assert_int_equal(film.year, OLD_YEAR);
    assert_int_equal(film.runtime_minutes, OLD_MINUTES);
}

static void check_new_film(struct quirk_world *it, int64_t before)
{
    const struct quirk *quirk = it->quirk;
    struct world *world = it->house->world;
    struct film film = house_film(it->house, 2);
    struct film_fetches fetches;

    assert_ok(film_fetches(world->reader, &world->arena, 2, &fetches, &world->err), &world->err);
    assert_int_equal(film_metadata(&film, clock_now()), quirk->state);
    if (quirk->state == METADATA_FRESH)
        assert_string_equal(film.title, "Film tt0000002");
    else
        assert_null(film.title);
    assert_int_equal(film.year, quirk->year);
    assert_int_equal(film.runtime_minutes, quirk->minutes);
    quirk_check_part(quirk->metadata, film.metadata);
    quirk_check_part(quirk->why, fetches.error);
    quirk_check_wait(quirk, before, film.try_at);
}

static void check_quirk(struct quirk_world *it)
{
    int64_t before = clock_now();

    for (int64_t film = 1; film <= 2; film++)
        quirk_look_up(it, film);
    check_old_film(it);
    check_new_film(it, before);
    /* Whoever reads them again asks for nothing. */
    for (int64_t film = 1; film <= 2; film++)
        quirk_look_up(it, film);
    assert_int_equal(upstream_total(&upstream), it->quirk->asked);
}

SUITE(test_quirks)
{
    return quirks_run("quirks of film data", quirks, COUNT_OF(quirks), check_quirk);
}
