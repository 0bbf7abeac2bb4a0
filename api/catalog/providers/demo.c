#include "catalog/providers/demo.h"

#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/search_key.h"
#include "catalog/providers/fields.h"

ASSET(films_json);
ASSETS(demo_posters);

const struct provider provider_demo = {
    .name = "demo",
    .attribution = "Film facts and posters from the built-in catalogue, Marquee’s own work.",
};

struct entry {
    struct provider_film film;
    const char *key; /* what its title is found by */
};

struct demo {
    struct arena arena;
    struct entry *entries;
    size_t count;
};

static const struct asset *find_poster(const char *name)
{
    for (size_t i = 0; name != NULL && i < asset_demo_posters_count; i++)
        if (strcmp(asset_demo_posters[i].name, name) == 0)
            return &asset_demo_posters[i];
    return NULL;
}

static void find_drawing(struct arena *arena, json_t *poster, struct provider_film *film)
{
    const struct asset *asset = find_poster(json_string_value(json_object_get(poster, "file")));

    if (asset == NULL)
        return;
    film->poster.bytes = asset->bytes;
    film->poster.size = asset->size;
    film->poster.width = field_int(poster, "width");
    film->poster.height = field_int(poster, "height");
    film->poster.color = field_text(arena, poster, "color", 7);
}

static void read_demo_film(struct arena *arena, json_t *json, struct entry *entry)
{
    entry->film = (struct provider_film){
        .imdb_id = field_imdb_id(arena, json, "imdb_id"),
        .title = field_text(arena, json, "title", FILM_TITLE_MAX),
        .type = "movie",
        .plot = field_text(arena, json, "plot", FILM_PLOT_MAX),
        .year = field_year(json, "year"),
        .runtime_minutes = field_int(json, "runtime_minutes"),
        .genres = field_texts(arena, json_object_get(json, "genres"), NULL),
        .directors = field_texts(arena, json_object_get(json, "directors"), NULL),
        .imdb_rating = field_rating(json, "imdb_rating"),
        .imdb_votes = field_int(json, "imdb_votes"),
        .trailer_url = field_youtube(arena, json, "trailer"),
    };
    find_drawing(arena, json_object_get(json, "poster"), &entry->film);
    entry->key = search_key(arena, entry->film.title);
}

enum fault demo_open(struct demo **out, struct error *err)
{
    json_t *films = json_loadb(ASSET_TEXT(films_json), ASSET_SIZE(films_json), 0, NULL), *film;
    struct demo *demo;
    size_t i;

    if (!json_is_array(films)) {
        json_decref(films);
        return error_set(err, FAULT_INTERNAL, "The built-in catalogue is damaged.");
    }
    demo = calloc(1, sizeof(*demo));
    if (demo == NULL)
        abort();
    demo->count = json_array_size(films);
    demo->entries = ARENA_ARRAY(&demo->arena, struct entry, demo->count);
    json_array_foreach(films, i, film) read_demo_film(&demo->arena, film, &demo->entries[i]);
    json_decref(films);
    *out = demo;
    return FAULT_NONE;
}

void demo_close(struct demo *demo)
{
    if (demo == NULL)
        return;
    arena_release(&demo->arena);
    free(demo);
}

const struct provider_film *demo_find(const struct demo *demo, const char *imdb_id)
{
    for (size_t i = 0; i < demo->count; i++)
        if (strcmp(demo->entries[i].film.imdb_id, imdb_id) == 0)
            return &demo->entries[i].film;
    return NULL;
}

size_t demo_search(const struct demo *demo, const char *text,
                   struct provider_film hits[PROVIDER_HITS_MAX])
{
    auto_arena struct arena arena = {0};
    const char *key = search_key(&arena, text);
    size_t count = 0;

    for (int pass = 0; *key != '\0' && pass < 2; pass++) {
        for (size_t i = 0; i < demo->count && count < PROVIDER_HITS_MAX; i++) {
            const char *at = strstr(demo->entries[i].key, key);

            if (at != NULL && (at == demo->entries[i].key) == (pass == 0))
                hits[count++] = demo->entries[i].film;
        }
    }
    return count;
}
