#include "catalog/posters/builtin.h"

#include <string.h>

enum fault builtin_poster_keep(struct posters *posters, struct arena *arena,
                               const struct builtin_poster *built_in, struct kept_poster *kept,
                               struct error *err)
{
    struct poster_image image = {
        .format = POSTER_WEBP, .width = built_in->width, .height = built_in->height};

    if (built_in->bytes == NULL)
        return FAULT_NONE;
    TRY(posters_keep(posters, built_in->bytes, built_in->size, &image, err));
    *kept = (struct kept_poster){.poster = {.id = arena_strdup(arena, image.hash),
                                            .width = built_in->width,
                                            .height = built_in->height,
                                            .color = built_in->color},
                                 .images = {image},
                                 .count = 1,
                                 .finished = true};
    return FAULT_NONE;
}

static bool has_id(const struct builtin_poster *built_in, const char *poster_id)
{
    char id[POSTER_ID_SIZE];

    if (built_in->bytes == NULL)
        return false;
    posters_hash(built_in->bytes, built_in->size, id);
    return strcmp(id, poster_id) == 0;
}

enum fault builtin_poster_restore(struct posters *posters, const struct demo *demo,
                                  const char *imdb_id, const char *poster_id, struct error *err)
{
    const struct provider_film *film = demo == NULL ? NULL : demo_find(demo, imdb_id);
    auto_arena struct arena arena = {0};
    struct kept_poster kept;

    if (film == NULL || !has_id(&film->poster, poster_id))
        return error_set(err, FAULT_NOT_FOUND, "That poster of %s is not built in.", imdb_id);
    return builtin_poster_keep(posters, &arena, &film->poster, &kept, err);
}
