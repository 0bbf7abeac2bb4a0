/* catalog/lookup: what becomes of a film when not all providers of a chain answer. */
#include <string.h>

#include "base/clock.h"
#include "support/house.h"

enum { DAYS = 2 * DAY };

static const char no_tmdb[] =
    "{\"prefix\": \"/3/\", \"then\": {\"do\": \"status\", \"status\": 500}}";

static int open_chain(void **state)
{
    upstream_start(&upstream);
    return house_open_asking(state, &(struct asking){.providers = "tmdb imdbapi"});
}

static struct film look_up(struct house *house, int64_t after)
{
    clock_advance(after);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    return house_film(house, 1);
}

static void assert_says(const struct film *film, const char *words)
{
    if (strstr(film->metadata, words) == NULL)
        fail_msg("%s does not say \"%s\"", film->metadata, words);
}

static void test_chain__what_the_first_said_outlasts_its_trouble(void **state)
{
    struct house *house = *state;
    struct film film;
    int asked;

    seed_proposal(house->world, 1, 1);
    film = look_up(house, 0);
    assert_string_equal(film.title, "TMDB's tt0000001");
    asked = upstream_count(&upstream, "/titles/tt0000001");
    upstream_script(&upstream, no_tmdb);
    film = look_up(house, DAYS);
    assert_string_equal(film.title, "TMDB's tt0000001");
    assert_says(&film, "TMDB's words");
    assert_int_equal(film_metadata(&film, clock_now()), METADATA_STALE);
    assert_int_equal(film.failures, 1);
    /* What it would say is not wanted. */
    assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), asked);
    assert_int_equal(world_number(house->world, "SELECT count(*) FROM films WHERE poster_url LIKE"
                                                " '%w780%'"),
                     1);
}

/* Without data anybody's is better than none, but not for a day. */
static void test_chain__the_next_stands_in_for_an_hour(void **state)
{
    struct house *house = *state;
    struct film film;

    seed_proposal(house->world, 1, 1);
    upstream_script(&upstream, no_tmdb);
    film = look_up(house, 0);
    assert_string_equal(film.title, "Film tt0000001");
    assert_int_equal(film_metadata(&film, clock_now()), METADATA_FRESH);
    assert_in_range(film.try_at - clock_now(), HOUR - 10, HOUR);
    upstream_reset(&upstream);
    film = look_up(house, HOUR);
    assert_string_equal(film.title, "TMDB's tt0000001");
    assert_true(film.try_at - clock_now() > 20 * HOUR);
}

/* Nothing of the first's is overwritten then. */
static void test_chain__who_stood_in_goes_on_in_a_long_outage(void **state)
{
    struct house *house = *state;
    struct film film;

    seed_proposal(house->world, 1, 1);
    upstream_script(&upstream, no_tmdb);
    look_up(house, 0);
    for (int i = 2; i < 5; i++) {
        film = look_up(house, DAYS);
        assert_int_equal(film_metadata(&film, clock_now()), METADATA_FRESH);
        assert_int_equal(upstream_count(&upstream, "/titles/tt0000001"), i);
    }
}

/* What the others have is fresh; what it has from before stays. */
static void test_chain__a_later_one_is_asked_again_within_an_hour(void **state)
{
    struct house *house = *state;
    struct film film;
    const char *before;

    seed_proposal(house->world, 1, 1);
    before = look_up(house, 0).metadata;
    upstream_script(&upstream,
                    "{\"prefix\": \"/titles/\", \"then\": {\"do\": \"status\", \"status\": 500}}");
    film = look_up(house, DAYS);
    assert_int_equal(film_metadata(&film, clock_now()), METADATA_FRESH);
    assert_in_range(film.try_at - clock_now(), HOUR - 10, HOUR);
    assert_string_equal(film.metadata, before);
}

/* As many at once as its pace allows, which is ten here: one round trip for all of them. */
static void test_chain__ten_films_take_the_time_of_one(void **state)
{
    enum { FILMS = 10, ROUND_TRIP_MS = 1000 };
    struct house *house = *state;
    int64_t begun;

    upstream_script(&upstream, "{\"prefix\": \"/titles/\", \"delay\": 1000}");
    for (int film = 1; film <= FILMS; film++) {
        seed_proposal(house->world, 1, film);
        house_want(house, film);
    }
    begun = now_ms();
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_in_range(now_ms() - begun, ROUND_TRIP_MS, 8 * ROUND_TRIP_MS);
    assert_int_equal(upstream_highest(&upstream), FILMS);
}

#define CHAIN_TEST(test) cmocka_unit_test_setup_teardown(test, open_chain, house_close)

SUITE(test_chain)
{
    const struct CMUnitTest tests[] = {
        CHAIN_TEST(test_chain__what_the_first_said_outlasts_its_trouble),
        CHAIN_TEST(test_chain__the_next_stands_in_for_an_hour),
        CHAIN_TEST(test_chain__who_stood_in_goes_on_in_a_long_outage),
        CHAIN_TEST(test_chain__a_later_one_is_asked_again_within_an_hour),
        HOUSE_TEST(test_chain__ten_films_take_the_time_of_one),
    };

    return RUN(tests);
}
