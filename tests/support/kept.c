#include "support/kept.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog/posters/files.h"

const char *kept_show(struct house *house)
{
    seed_proposal(house->world, 1, 1);
    house_want(house, 1);
    assert_int_equal(house_look_up(house), FAULT_NONE);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
    return house_film(house, 1).poster.id;
}

void kept_finish(struct house *house)
{
    assert_ok(job_finish_posters(&house->on, &house->world->err), &house->world->err);
}

struct poster_images kept_images(struct house *house, const char *id)
{
    struct world *world = house->world;
    struct poster_images images;

    assert_ok(poster_images(world->reader, id, images.items, &images.count, &world->err),
              &world->err);
    return images;
}

const char *kept_files(struct house *house, const char *id)
{
    struct poster_images images = kept_images(house, id);
    const char *list = "";

    for (size_t i = 0; i < images.count; i++) {
        const struct poster_image *image = &images.items[i];
        struct blob *blob;

        assert_ok(posters_read(house->posters, image, &blob, &house->world->err),
                  &house->world->err);
        blob_release(blob);
        list = arena_printf(&house->world->arena, "%s%s%d %s", list, *list == '\0' ? "" : ", ",
                            (int)image->width, poster_format_name(image->format));
    }
    return list;
}

int64_t kept_unfinished(struct house *house)
{
    return world_number(house->world, "SELECT count(*) FROM posters WHERE finished_at IS NULL");
}

static const char *path_of(struct house *house, const struct poster_image *image)
{
    char name[POSTER_FILE_NAME_SIZE];

    poster_file_name(image, name);
    return arena_printf(&house->world->arena, "%s/posters/posters/%.2s/%s", house->world->folder,
                        name, name);
}

void kept_lose_image(struct house *house, const struct poster_image *image)
{
    assert_int_equal(unlink(path_of(house, image)), 0);
}

void kept_lose_from(struct house *house, const char *id, enum poster_format format, int64_t width)
{
    struct poster_images images = kept_images(house, id);

    for (size_t i = 0; i < images.count; i++) {
        const struct poster_image *image = &images.items[i];

        if (image->format == format && image->width >= width)
            kept_lose_image(house, image);
    }
}

void kept_make_unreadable(struct house *house, const char *id)
{
    struct poster_images images = kept_images(house, id);

    for (size_t i = 0; i < images.count; i++) {
        const char *path = path_of(house, &images.items[i]);

        kept_lose_image(house, &images.items[i]);
        assert_int_equal(symlink(path, path), 0);
    }
}

void kept_lose(struct house *house, const char *id, enum poster_format format)
{
    kept_lose_from(house, id, format, 0);
}

void kept_heal(struct house *house, const char *id)
{
    catalog_poster_lost(house->on.catalog, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
}

void kept_heal_all(struct house *house)
{
    const char *id = house_film(house, 1).poster.id;

    for (int format = 0; format < POSTER_FORMATS; format++)
        kept_lose(house, id, (enum poster_format)format);
    kept_heal(house, id);
    assert_int_equal(house_fetch_posters(house), FAULT_NONE);
}

int kept_downloads(void)
{
    return upstream_count(&upstream, "/poster/tt0000001.jpg");
}
