#include "support/facts.h"

struct film facts_film(struct world *world, int64_t id)
{
    struct film film;

    assert_ok(film_by_id(world->reader, &world->arena, id, &film, &world->err), &world->err);
    return film;
}

void facts_save(struct world *world, struct film_facts facts, int64_t now)
{
    assert_ok(store_films_save(world->store, &facts, 1, now, &world->err), &world->err);
}

struct film_facts facts_found(int64_t film_id)
{
    return (struct film_facts){.film_id = film_id,
                               .try_at = SEED_NOW + 1000,
                               .title = "Nosferatu",
                               .metadata = "{}",
                               .provider = "cinemeta",
                               .poster_url = "https://images.example.org/1"};
}

void facts_save_poster(struct world *world, struct poster_facts facts)
{
    assert_ok(store_poster_save(world->store, &facts, SEED_NOW, &world->err), &world->err);
}

void facts_propose(struct world *world, int count)
{
    int64_t ada = seed_admin(world, "ada");

    for (int i = 1; i <= count; i++)
        seed_proposal(world, ada, i);
}
