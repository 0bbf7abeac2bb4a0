#include "support/house.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/secret.h"
#include "catalog/posters/image.h"
#include "catalog/refresh.h"
#include "store/films.h"

static void open_catalog(struct house *house, const struct asking *asking)
{
    struct world *world = house->world;
    const char *base = asking->base != NULL ? asking->base : upstream.base;
    const char *tmdb = arena_printf(&world->arena, "%s/3", base);
    const struct catalog_settings settings = {
        .providers = asking->providers != NULL ? asking->providers : "imdbapi",
        .poster_hosts = asking->poster_hosts != NULL ? asking->poster_hosts : "",
        .public_url = "http://127.0.0.1",
        .language = "de-DE",
        .image_program = image_program(&world->arena),
        .better_poster = asking->better_poster,
        .allow_private = true,
        .ttl = 24 * 60 * 60,
        .fetch_timeout_ms = asking->timeout_ms != 0 ? asking->timeout_ms : 10000,
        .search_timeout_ms = 3000,
        .sources = {{.name = "imdbapi", .url = base, .concurrency = 10},
                    {.name = "cinemeta", .url = base, .concurrency = 2},
                    {.name = "omdb", .url = base, .key = "key", .concurrency = 2},
                    {.name = "tmdb", .url = tmdb, .key = "token", .concurrency = 2}},
    };

    assert_ok(posters_open(arena_printf(&world->arena, "%s/posters", world->folder),
                           &house->posters, &world->err),
              &world->err);
    assert_ok(catalog_open(&settings, house->posters, &house->on.catalog, &world->err),
              &world->err);
}

int house_open_asking(void **state, const struct asking *asking)
{
    struct house *house = calloc(1, sizeof(*house));

    if (house == NULL || !secret_init() || world_open((void **)&house->world) != 0)
        return -1;
    open_catalog(house, asking);
    house->on.store = house->world->store;
    house->on.refresh = refresh_open();
    seed_admin(house->world, "ada");
    *state = house;
    return 0;
}

int house_open(void **state)
{
    static const struct asking usual = {.providers = NULL};

    upstream_start(&upstream);
    return house_open_asking(state, &usual);
}

int house_leave(void **state)
{
    struct house *house = *state;
    void *world = house->world;

    catalog_close(house->on.catalog);
    posters_close(house->posters);
    refresh_close(house->on.refresh);
    free(house);
    return world_close(&world);
}

int house_close(void **state)
{
    int result = house_leave(state);

    upstream_stop(&upstream);
    return result;
}

struct film house_film(struct house *house, int64_t id)
{
    struct world *world = house->world;
    struct film film;

    assert_ok(film_by_id(world->reader, &world->arena, id, &film, &world->err), &world->err);
    return film;
}

void house_want(struct house *house, int64_t film_id)
{
    struct film film = house_film(house, film_id);

    catalog_want(house->on.catalog, &film, clock_now());
}

enum fault house_look_up(struct house *house)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    enum fault failed = FAULT_NONE;
    size_t films = 1, posters;

    while (films > 0) {
        enum fault fault = job_look_films_up(&house->on, &house->world->err);

        failed = fault != FAULT_NONE ? fault : failed;
        catalog_under_way(house->on.catalog, &films, &posters);
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
    return failed;
}

enum fault house_fetch_posters(struct house *house)
{
    int64_t patience = now_ms() + PATIENCE * 1000;
    enum fault failed = FAULT_NONE;
    size_t films, posters = 1;

    while (posters > 0) {
        enum fault fault = job_fetch_posters(&house->on, &house->world->err);

        failed = fault != FAULT_NONE ? fault : failed;
        catalog_under_way(house->on.catalog, &films, &posters);
        assert_true(now_ms() < patience);
        wait_a_moment();
    }
    return failed;
}
