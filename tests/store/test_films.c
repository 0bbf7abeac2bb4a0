/* store/films, posters: what providers say is kept, and nothing known is lost. */
#include <string.h>

#include "store/fetches.h"
#include "store/films.h"
#include "store/posters.h"
#include "support/seed.h"

static const char poster_id[] = "0123456789abcdef0123456789abcdef";

static struct film look_up(struct world *world, int64_t id)
{
    struct film film;

    assert_ok(film_by_id(world->reader, &world->arena, id, &film, &world->err), &world->err);
    return film;
}

static struct film_facts facts_of(int64_t film_id)
{
    return (struct film_facts){.film_id = film_id,
                               .try_at = SEED_NOW + 1000,
                               .title = "Nosferatu",
                               .year = 1922,
                               .runtime_minutes = 94,
                               .metadata = "{\"plot\":\"…\"}",
                               .provider = "demo",
                               .poster = seed_poster(poster_id, 500)};
}

static void save(struct world *world, struct film_facts facts, int64_t now)
{
    assert_ok(store_films_save(world->store, &facts, 1, now, &world->err), &world->err);
}

/* Film 1, up for a vote. */
static void found(struct world *world)
{
    seed_proposal(world, seed_admin(world, "ada"), 13442);
}

static void test_films__what_a_provider_says_is_kept(void **state)
{
    struct world *world = *state;
    struct film film;

    found(world);
    save(world, facts_of(1), SEED_NOW + 5);
    film = look_up(world, 1);
    assert_string_equal(film.title, "Nosferatu");
    assert_int_equal(film.year, 1922);
    assert_int_equal(film.runtime_minutes, 94);
    assert_string_equal(film.metadata, "{\"plot\":\"…\"}");
    assert_int_equal(film.cached_at, SEED_NOW + 5);
    assert_string_equal(film.provider, "demo");
    assert_string_equal(film.poster.id, poster_id);
    assert_int_equal(film.poster.height, 750);
    assert_string_equal(film.poster.color, "#102030");
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 5), "fresh");
    assert_ok(film_by_imdb_id(world->reader, &world->arena, "tt0013442", &film, &world->err),
              &world->err);
    assert_int_equal(film.id, 1);
}

static void test_films__a_poorer_answer_takes_nothing_away(void **state)
{
    struct world *world = *state;
    struct film_facts poor = {.film_id = 1, .metadata = "{}", .provider = "other"};
    struct film film;

    found(world);
    save(world, facts_of(1), SEED_NOW);
    save(world, poor, SEED_NOW + 99);
    film = look_up(world, 1);
    assert_string_equal(film.title, "Nosferatu");
    assert_int_equal(film.year, 1922);
    assert_string_equal(film.poster.id, poster_id);
    assert_string_equal(film.metadata, "{}");
    assert_string_equal(film.provider, "other");
    assert_int_equal(film.cached_at, SEED_NOW + 99);
}

static void test_films__unknown_is_remembered_and_forgotten(void **state)
{
    struct world *world = *state;
    struct film_facts unknown = {.film_id = 1, .outcome = FILM_UNKNOWN};
    struct film film;

    found(world);
    save(world, unknown, SEED_NOW);
    film = look_up(world, 1);
    assert_string_equal(film_metadata_state(&film, SEED_NOW), "unknown");
    save(world, facts_of(1), SEED_NOW + 1);
    film = look_up(world, 1);
    assert_false(film.unknown);
    unknown.try_at = SEED_NOW + 500;
    save(world, unknown, SEED_NOW + 2);
    film = look_up(world, 1);
    assert_string_equal(film_metadata_state(&film, SEED_NOW + 2), "stale");
    assert_string_equal(film.title, "Nosferatu");
}

static void test_films__a_batch_is_saved_in_one_commit(void **state)
{
    struct world *world = *state;
    struct film_facts facts[3] = {
        facts_of(1), facts_of(2), {.film_id = 3, .outcome = FILM_UNKNOWN}};
    unsigned before;

    found(world);
    seed_proposal(world, 1, 2);
    seed_proposal(world, 1, 3);
    before = atomic_load(&world->commits);
    assert_ok(store_films_save(world->store, facts, 3, SEED_NOW, &world->err), &world->err);
    assert_int_equal(atomic_load(&world->commits) - before, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM posters"), 1);
    assert_string_equal(look_up(world, 2).poster.id, poster_id);
    assert_true(look_up(world, 3).unknown);
}

static void test_films__state_tells_open_and_watched(void **state)
{
    struct world *world = *state;
    int64_t open, watched;

    found(world);
    assert_ok(film_state(world->reader, 1, &open, &watched, &world->err), &world->err);
    assert_int_equal(open, 1);
    assert_int_equal(watched, 0);
    seed_watched(world, 1);
    assert_ok(film_state(world->reader, 1, &open, &watched, &world->err), &world->err);
    assert_int_equal(open, 0);
    assert_int_equal(watched / (24 * 60 * 60), SEED_NOW / (24 * 60 * 60));
    assert_ok(film_state(world->reader, 999, &open, &watched, &world->err), &world->err);
    assert_int_equal(open, 0);
}

static void test_films__that_are_not_here_are_not_found(void **state)
{
    struct world *world = *state;
    struct film film;

    assert_fault(FAULT_NOT_FOUND, film_by_id(world->reader, &world->arena, 1, &film, &world->err),
                 &world->err);
    assert_fault(FAULT_NOT_FOUND,
                 film_by_imdb_id(world->reader, &world->arena, "tt0013442", &film, &world->err),
                 &world->err);
}

static void test_films__posters_know_their_films(void **state)
{
    struct world *world = *state;
    struct poster_film films[POSTER_FILMS_MAX];
    struct poster poster;
    size_t count;

    found(world);
    seed_limit(world, 1, 100);
    for (int i = 2; i <= POSTER_FILMS_MAX + 5; i++)
        seed_proposal(world, 1, i);
    for (int i = 1; i <= POSTER_FILMS_MAX + 5; i++)
        save(world, facts_of(i), SEED_NOW);
    assert_ok(poster_by_id(world->reader, &world->arena, poster_id, &poster, &world->err),
              &world->err);
    assert_int_equal(poster.width, 500);
    assert_int_equal(poster.widths, 1U << 2);
    assert_ok(poster_films(world->reader, &world->arena, poster_id, films, &count, &world->err),
              &world->err);
    assert_int_equal(count, POSTER_FILMS_MAX);
    assert_string_equal(films[0].imdb_id, "tt0013442");
    assert_int_equal(films[0].year, 1922);
    assert_fault(FAULT_NOT_FOUND,
                 poster_by_id(world->reader, &world->arena, "none", &poster, &world->err),
                 &world->err);
}

SUITE(test_films)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(test_films__what_a_provider_says_is_kept),
        WORLD_TEST(test_films__a_poorer_answer_takes_nothing_away),
        WORLD_TEST(test_films__unknown_is_remembered_and_forgotten),
        WORLD_TEST(test_films__a_batch_is_saved_in_one_commit),
        WORLD_TEST(test_films__state_tells_open_and_watched),
        WORLD_TEST(test_films__that_are_not_here_are_not_found),
        WORLD_TEST(test_films__posters_know_their_films),
    };

    return RUN(tests);
}
