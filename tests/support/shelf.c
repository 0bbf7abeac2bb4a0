#include "support/shelf.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/posters.h"

void shelf_open(struct shelf *shelf, struct world *world)
{
    static const struct catalog_settings settings = {
        .providers = "demo", .poster_hosts = "", .public_url = "http://127.0.0.1:8080"};
    int64_t ada = seed_admin(world, "ada");

    *shelf = (struct shelf){.world = world};
    seed_proposal(world, ada, 1);
    seed_proposal(world, ada, 2);
    snprintf(shelf->data, sizeof(shelf->data), "%s/data", world->folder);
    assert_ok(posters_open(shelf->data, &shelf->posters, &world->err), &world->err);
    assert_ok(catalog_open(&settings, shelf->posters, &shelf->catalog, &world->err), &world->err);
    shelf->on = (struct jobs_on){.store = world->store, .catalog = shelf->catalog};
}

void shelf_close(struct shelf *shelf)
{
    catalog_close(shelf->catalog);
    posters_close(shelf->posters);
}

struct poster_image shelf_keep(struct shelf *shelf, const char *bytes)
{
    struct poster_image image = {.format = POSTER_WEBP, .width = 500, .height = 750};

    assert_ok(posters_keep(shelf->posters, bytes, strlen(bytes), &image, &shelf->world->err),
              &shelf->world->err);
    return image;
}

const char *shelf_show(struct shelf *shelf, int64_t film, const char *bytes)
{
    struct arena *arena = &shelf->world->arena;
    const char *url = arena_printf(arena, "https://images.example.org/%s", bytes);
    struct poster_facts facts = {.url = url, .kept = {.count = 1}};
    char sql[200];

    snprintf(sql, sizeof(sql), "UPDATE films SET poster_url = '%s' WHERE id = %lld", url,
             (long long)film);
    assert_ok(world_run(shelf->world, sql), &shelf->world->err);
    facts.kept.images[0] = shelf_keep(shelf, bytes);
    facts.kept.poster = (struct poster){.id = arena_strdup(arena, facts.kept.images[0].hash),
                                        .width = 500,
                                        .height = 750,
                                        .color = "#102030"};
    assert_ok(store_poster_save(shelf->world->store, &facts, clock_now(), &shelf->world->err),
              &shelf->world->err);
    return facts.kept.poster.id;
}

void shelf_prune(struct shelf *shelf)
{
    assert_ok(job_prune_posters(&shelf->on, &shelf->world->err), &shelf->world->err);
}

bool shelf_has_file(const struct shelf *shelf, const char *id)
{
    char path[800];

    snprintf(path, sizeof(path), "%s/posters/%.2s/%s-500.webp", shelf->data, id, id);
    return access(path, F_OK) == 0;
}

bool shelf_has_row(struct shelf *shelf, const char *id)
{
    char sql[128];

    snprintf(sql, sizeof(sql), "SELECT count(*) FROM posters WHERE id = '%s'", id);
    return world_number(shelf->world, sql) == 1;
}
